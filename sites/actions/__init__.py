"""Everything that changes a site."""

from sites.actions.interests import (
    FLOOD_INTERESTS,
    Asked,
    accept_interest,
    close_interest,
    express_interest,
)
from sites.actions.life import NOTHING_SHOWN, Shown, change_stage, correct_note, keep_note
from sites.actions.links import end_link, link_neighbourhood
from sites.actions.opening import NewSite, choose_themes, describe, open_site, show_publicly

__all__ = [
    "FLOOD_INTERESTS",
    "NOTHING_SHOWN",
    "Asked",
    "NewSite",
    "Shown",
    "accept_interest",
    "change_stage",
    "choose_themes",
    "close_interest",
    "correct_note",
    "describe",
    "end_link",
    "express_interest",
    "keep_note",
    "link_neighbourhood",
    "open_site",
    "show_publicly",
]
