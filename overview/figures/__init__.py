"""Figures that cross apps: the movement, one site, what is due, the national board."""

from overview.figures.board import Board, all_rows, board, one_row
from overview.figures.calls import Digest, digest
from overview.figures.chain import Axis, Chain, Rung, chain
from overview.figures.desk import Desk, DeskSite, desk
from overview.figures.diary import Asked, Line, journal_page, journal_years, last_lines
from overview.figures.handover import doors_of, handover_file
from overview.figures.home import Adopted, Counted, Home, home
from overview.figures.mine import MyBoard, my_board, my_row, my_rows
from overview.figures.movement import LISTED, Movement, Place, RegionGroup, movement
from overview.figures.reasons import Reasons, reasons_of
from overview.figures.rows import BoardRow
from overview.figures.saved import (
    groups_of_all,
    own_views,
    regretted_views,
    shared_views,
    views_for,
)
from overview.figures.selection import Wanted
from overview.figures.site import SitePage, site_page, site_snapshot
from overview.figures.todo import Task, Todo, todo

__all__ = [
    "LISTED",
    "Adopted",
    "Asked",
    "Axis",
    "Board",
    "BoardRow",
    "Chain",
    "Counted",
    "Desk",
    "DeskSite",
    "Digest",
    "Home",
    "Line",
    "Movement",
    "MyBoard",
    "Place",
    "Reasons",
    "RegionGroup",
    "Rung",
    "SitePage",
    "Task",
    "Todo",
    "Wanted",
    "all_rows",
    "board",
    "chain",
    "desk",
    "digest",
    "doors_of",
    "groups_of_all",
    "handover_file",
    "home",
    "journal_page",
    "journal_years",
    "last_lines",
    "movement",
    "my_board",
    "my_row",
    "my_rows",
    "one_row",
    "own_views",
    "reasons_of",
    "regretted_views",
    "shared_views",
    "site_page",
    "site_snapshot",
    "todo",
    "views_for",
]
