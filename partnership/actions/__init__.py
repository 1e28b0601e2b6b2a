"""Every change of what partners do together."""

from partnership.actions.network import (
    Entry,
    Facts,
    add_partner,
    change_partner,
    confirm_paste,
    leave,
)

__all__ = [
    "Entry",
    "Facts",
    "add_partner",
    "change_partner",
    "confirm_paste",
    "leave",
]
