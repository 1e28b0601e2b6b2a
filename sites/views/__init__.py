"""Pages about sites: the directory for everybody, the life of a site for the national team."""

from sites.views.directory import site_list
from sites.views.life import life_page, site_show, stage_move, talk_add, talk_correct

__all__ = ["life_page", "site_list", "site_show", "stage_move", "talk_add", "talk_correct"]
