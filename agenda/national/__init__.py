"""The common agendas of a portal of national size."""

from agenda.national.making import make_agendas

__all__ = ["make_agendas"]
