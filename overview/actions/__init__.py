"""What the national team does with its views of the board, and what the portal writes to it."""

from overview.actions.letters import tell_week
from overview.actions.saved import (
    MOST_VIEWS,
    change_view,
    forget_views,
    put_view_back,
    remove_view,
    save_view,
)

__all__ = [
    "MOST_VIEWS",
    "change_view",
    "forget_views",
    "put_view_back",
    "remove_view",
    "save_view",
    "tell_week",
]
