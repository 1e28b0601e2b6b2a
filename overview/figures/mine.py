"""The board of who supports sites: those of their region, and those that are given one by one beyond it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from governance.figures import SingleSite, sites_given_to
from governance.standing import SUPPORT
from kit.access import Standing
from kit.templatetags.kit import day
from overview.figures.board import Board, all_rows, board, one_row
from overview.figures.reasons import Reasons, reasons_of
from overview.figures.rows import BoardRow
from overview.figures.selection import Wanted
from sites.models import Sight, Site


@dataclass(frozen=True, slots=True)
class MyBoard:
    """A page of the board of the sites that somebody supports, and those given beyond the region."""

    board: Board
    given: tuple[SingleSite, ...]


def my_board(standing: Standing, wanted: Wanted, page: int = 1, opened: str = "") -> MyBoard:
    """One page of the board of a facilitator's or a coach's own sites."""
    given = sites_given_to(standing)
    there = at_own_site(standing)
    found = board(Sight.supporting(standing), wanted, reader=there, page=page, opened=opened)
    return MyBoard(replace(found, rows=marked(found.rows, given)), given)


def my_row(
    site: Site, standing: Standing, *, opened: bool
) -> tuple[BoardRow, Reasons | None] | None:
    """The line of one of their sites, with its reasons when it is opened; None for any other site."""
    if not Site.objects.within(Sight.supporting(standing)).filter(pk=site.pk).exists():
        return None
    row = one_row(site)
    reasons = reasons_of(row, standing) if opened else None
    return marked([row], sites_given_to(standing))[0], reasons


def my_rows(standing: Standing, wanted: Wanted) -> tuple[BoardRow, ...]:
    """All the chosen sites of theirs, for the file to download."""
    return all_rows(Sight.supporting(standing), wanted)


def at_own_site(standing: Standing) -> Standing:
    """Somebody as they stand at each site that they support: with the role by which they do."""
    return Standing(
        person=standing.person,
        today=standing.today,
        roles=standing.roles | standing.elsewhere & SUPPORT,
        elsewhere=standing.elsewhere,
        facts=standing.facts,
    )


def marked(rows: Iterable[BoardRow], given: Iterable[SingleSite]) -> tuple[BoardRow, ...]:
    """The lines, those given beyond the region with who gave them and until when."""
    words = {each.slug: given_words(each) for each in given}
    return tuple(replace(row, given=words[row.slug]) if row.slug in words else row for row in rows)


def given_words(given: SingleSite) -> str:
    """« hors de votre région, confié par Maud Ferrand jusqu’au 30 juin 2027 »."""
    facts = {"name": given.given_by, "day": day(given.ends_on)}
    if given.ends_on is None:
        return _("outside your region, given by %(name)s without an end") % facts
    return _("outside your region, given by %(name)s until %(day)s") % facts
