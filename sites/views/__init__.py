"""Pages about sites: the directory for everybody, the life of a site for the national team."""

from sites.views.directory import site_list
from sites.views.editions import edition_file, edition_page
from sites.views.interests import interest_express, interest_list, interest_page, interest_thanks
from sites.views.life import life_page, site_show, stage_move, talk_add, talk_correct
from sites.views.opening import site_new
from sites.views.reference import (
    former_code_say,
    lineage_say,
    link_end,
    link_list,
    neighbourhood_page,
    wave_change,
    wave_list,
)

__all__ = [
    "edition_file",
    "edition_page",
    "former_code_say",
    "interest_express",
    "interest_list",
    "interest_page",
    "interest_thanks",
    "life_page",
    "lineage_say",
    "link_end",
    "link_list",
    "neighbourhood_page",
    "site_list",
    "site_new",
    "site_show",
    "stage_move",
    "talk_add",
    "talk_correct",
    "wave_change",
    "wave_list",
]
