"""The demonstration's common agendas: invented voices at real sites, written through our actions."""

from agenda.demo.fill import fill
from agenda.demo.stories import STORIES

__all__ = ["STORIES", "fill"]
