"""Everything that changes a site."""

from sites.actions.interests import (
    FLOOD_INTERESTS,
    Asked,
    accept_interest,
    close_interest,
    express_interest,
)
from sites.actions.life import NOTHING_SHOWN, Shown, change_stage, correct_note, keep_note
from sites.actions.links import end_link, follow_merged_commune, link_neighbourhood
from sites.actions.opening import NewSite, choose_themes, describe, open_site, show_publicly
from sites.actions.reference import add_wave, change_wave, say_former_code, say_lineage

__all__ = [
    "FLOOD_INTERESTS",
    "NOTHING_SHOWN",
    "Asked",
    "NewSite",
    "Shown",
    "accept_interest",
    "add_wave",
    "change_stage",
    "change_wave",
    "choose_themes",
    "close_interest",
    "correct_note",
    "describe",
    "end_link",
    "express_interest",
    "follow_merged_commune",
    "keep_note",
    "link_neighbourhood",
    "open_site",
    "say_former_code",
    "say_lineage",
    "show_publicly",
]
