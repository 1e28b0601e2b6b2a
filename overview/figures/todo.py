"""What waits for the people of a site: one list derived from facts, never typed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.roles import TRIAD, Role
from agenda.figures import AgendaState, activities, steps, to_decide
from agenda.models import Version
from drawing.lines import Step
from governance.figures import commitments
from kit import clock
from kit.access import Standing, rule_for
from kit.templatetags.kit import day
from measurement.dues import DueFigure, figures_due
from measurement.figures import UpToDate
from measurement.waiting import waiting_of
from overview.addresses import at_site
from overview.figures import dues
from overview.figures.board import one_row
from overview.figures.committee import needs_of_committee
from overview.figures.diary import Line, lines_since
from overview.figures.doubts import needs_of_waiting
from overview.figures.moderating import needs_of_moderation
from overview.figures.needs import Need, needs_of_row
from overview.figures.round_needs import needs_of_rounds
from overview.figures.rows import BoardRow
from overview.figures.seats import SeatView, seat_views, triad_sentence
from partnership.figures import backbones, circles, money, support_of
from readiness.figures import waiting_at
from sites.figures import in_days, outdated_among
from sites.models import Site

FIRST = 7
LATELY = timedelta(days=7)
# What is answered for first: what only this seat can do, then people who wait, then what is to be kept up.
ORDER = (
    "endorsement", "objection", "appeal", "moderation", "answers", "contest", "rating", "vacancy", "ending", "meeting", "conclusion", "readiness",
    "support_day", "held_review", "review", "activity", "commitment", "returned", "figures", "decision", "committee", "named_support", "support", "backbone", "grant", "agenda", "links", "pause", "stage",
)  # fmt: skip
# What no deputy does for the seat.
HOLDER_ALONE = frozenset({"endorsement", "readiness"})


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the list: what to do, why, from whom, since when or by when.

    `url` is empty where the page is not this person's; `mine` when it is their turn and nobody else's.
    """

    kind: str
    icon: str
    words: str
    detail: str
    who: str
    when: str
    url: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Todo:
    """A member's first screen."""

    tasks: tuple[Task, ...]
    total: int
    own: int
    mandate_until: date | None
    version: int | None
    version_url: str
    steps: tuple[Step, ...]
    seats: tuple[SeatView, ...]
    seats_sentence: str
    figures: UpToDate
    dues: tuple[DueFigure, ...]
    lines: tuple[Line, ...]


def todo(site: Site, standing: Standing, *, everything: bool = False) -> Todo:
    """What is due at a site, seen by somebody who has a role there."""
    row = one_row(site)
    to_give = figures_due([site], row.today)[site.pk]
    waiting = waiting_at(site, standing.person)
    found = [
        *needs_of_site(site, row, to_give),
        *needs_of_rounds(waiting, standing),
        *needs_of_committee(site, standing),
        *dues.needs_of_links(outdated_among(site.neighbourhoods_on(row.today))),
    ]
    tasks = in_turn(found, standing, site)
    version = version_in_hand(site, row.agenda)
    mandate = standing.facts.get("mandate")
    number = row.agenda.number
    return Todo(
        tasks=tuple(tasks if everything else tasks[:FIRST]),
        total=len(tasks),
        own=sum(task.mine for task in tasks),
        mandate_until=mandate.end if mandate else None,
        version=number,
        version_url=at_site("agenda:version-page", site, number=number) if number else "",
        steps=tuple(Step(s.name, s.state, s.note) for s in steps(version, row.agenda.seats)) if version else (),
        seats=seat_views(row.seats, row.today),
        seats_sentence=triad_sentence(row.seats),
        figures=row.figures,
        dues=to_give,
        lines=lines_since(site, standing, clock.now() - LATELY),
    )  # fmt: skip


def needs_of_site(site: Site, row: BoardRow, to_give: Iterable[DueFigure]) -> list[Need]:
    """All that is due at a site, whoever reads it."""
    one: Any = [site]
    return [
        *needs_of_row(row),
        *needs_of_moderation(to_decide(site)),
        *dues.needs_of_begin(row),
        *needs_of_waiting(waiting_of(site)),
        *dues.needs_of_figures(to_give),
        *dues.needs_of_activities(activities(site)),
        *dues.needs_of_support(support_of(one)[site.pk]),
        *dues.needs_of_circle(circles(one)[site.pk]),
        *dues.needs_of_backbone(backbones(one)[site.pk], row.today),
        *dues.needs_of_grants(money(site).grants, row.today),
        *dues.needs_of_commitments(commitments(site)),
    ]


def in_turn(found: Sequence[Need], standing: Standing, site: Site) -> list[Task]:
    """The person's own turn first, then by kind, then what waits longest."""
    ranked = sorted(found, key=lambda n: (not is_mine(n, standing), ORDER.index(n.kind), n.urgency))
    return [task(need, standing, site) for need in ranked]


def task(need: Need, standing: Standing, site: Site) -> Task:
    """A need as somebody reads it."""
    may = rule_for(need.route)(standing)
    return Task(
        kind=need.kind,
        icon=need.icon,
        words=need.task,
        detail=need.detail,
        who=need.who,
        when=when(need),
        url=need.url(site.slug) if may else "",
        mine=is_mine(need, standing) and not need.turns >= TRIAD,
    )


def when(need: Need) -> str:
    """« depuis le 2 novembre 2026, 22 jours », « au plus tard le 30 novembre 2026 »."""
    if need.since:
        waited = (clock.today() - need.since).days
        facts = {"day": day(need.since), "days": in_days(waited)}
        return _("since %(day)s, %(days)s") % facts if waited else _("since today")
    return pgettext("last day", "by %(day)s") % {"day": day(need.due)} if need.due else ""


def is_mine(need: Need, standing: Standing) -> bool:
    """True when it is this person's turn: by name, or by the role that they have here.

    A deputy stands in for the seat in all but its approval and the decision on readiness.
    """
    if need.person is not None and need.person == getattr(standing.person, "pk", None):
        return True
    mandate = standing.facts.get("mandate")
    if mandate and standing.has(Role.DEPUTY) and need.kind not in HOLDER_ALONE:
        return mandate.seat in need.turns
    return standing.has(*need.turns)


def version_in_hand(site: Site, state: AgendaState) -> Version | None:
    """The version whose steps are shown."""
    if state.number is None:
        return None
    rows = Version.objects.filter(site=site, number=state.number)
    return rows.select_related("based_on").defer("content", "based_on__content").first()
