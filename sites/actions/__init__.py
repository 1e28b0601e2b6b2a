"""Everything that changes a site."""

from sites.actions.life import NOTHING_SHOWN, Shown, change_stage, correct_note, keep_note
from sites.actions.links import end_link, link_neighbourhood
from sites.actions.opening import NewSite, choose_themes, describe, open_site, show_publicly

__all__ = [
    "NOTHING_SHOWN",
    "NewSite",
    "Shown",
    "change_stage",
    "choose_themes",
    "correct_note",
    "describe",
    "end_link",
    "keep_note",
    "link_neighbourhood",
    "open_site",
    "show_publicly",
]
