"""What a site needs now, derived from facts: each with its reason, since when, and from whom.

Nothing here is typed in by anybody: a need is gone when the fact is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.roles import TRIAD, Role
from agenda.figures import SeatAnswer
from governance.figures import SeatFigure
from kit.templatetags.kit import day
from overview.addresses import at_site
from overview.figures.rows import BoardRow
from sites.figures import Pace, in_days

FAR = date(9999, 1, 1)

ASK = {
    "state": gettext_lazy("Ask the prefecture who will hold the State's seat"),
    "municipality": gettext_lazy("Ask the municipality who will hold its seat"),
    "community": gettext_lazy("Find the organisation that will hold the community seat"),
}
VACANT = {
    "state": gettext_lazy("The State's seat is vacant"),
    "municipality": gettext_lazy("The municipality's seat is vacant"),
    "community": gettext_lazy("The community organisation's seat is vacant"),
}
NAMES_HOLDER = {
    "state": gettext_lazy("the prefecture"),
    "municipality": gettext_lazy("the municipality"),
    "community": gettext_lazy("the community organisations"),
}
THE_TRIAD = gettext_lazy("the triad")
NATIONAL = gettext_lazy("the national team")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is due. `fact` states it, `task` says what to do, `who` is awaited.

    `since`: from when somebody waits; `due`: the day by which it is expected. `turns`: the roles
    whose turn it is, the triad's by default; `person`: the one whose turn it is by name.
    `asks`: what is asked of the page, where it shows more than that.
    """

    kind: str
    icon: str
    fact: str
    task: str
    who: str
    route: str
    fact_detail: str = ""
    detail: str = ""
    since: date | None = None
    due: date | None = None
    turns: frozenset[str] = TRIAD
    person: Any = None
    words: tuple[tuple[str, Any], ...] = ()
    asks: str = ""

    @property
    def urgency(self) -> tuple[date, str]:
        """What is due soonest, then what waits longest, comes first."""
        return (self.due or self.since or FAR, self.kind)

    def url(self, slug: str) -> str:
        """The very page where it is seen or done."""
        return at_site(self.route, slug, **dict(self.words)) + self.asks


def needs_of_row(row: BoardRow) -> Iterator[Need]:
    """All that a line of the board shows a reason for."""
    yield from needs_of_seats(row)
    yield from needs_of_stage(row)
    yield from needs_of_agenda(row)
    yield from needs_of_voices(row)
    yield from needs_of_review(row)


def needs_of_seats(row: BoardRow) -> Iterator[Need]:
    """Seats that nobody holds, and mandates that end within three months."""
    for seat in row.seats if row.expects_seats else ():
        if seat.vacant:
            yield vacancy(row, seat)
        elif seat.alert and seat.until and not seat.next_holder:
            yield ending(seat, seat.until, row.today)


def vacancy(row: BoardRow, seat: SeatFigure) -> Need:
    """Nobody holds a seat; without the three no version can be adopted."""
    since = seat.vacant_since
    facts = {"seat": VACANT[seat.seat], "days": in_days((row.today - since).days) if since else ""}
    follows = {"name": seat.next_holder, "day": day(seat.next_from)}
    said = _("Held before by %(name)s.") % {"name": seat.former} if seat.former else ""
    if seat.next_holder:
        said = _("%(name)s takes the seat on %(day)s.") % follows
    return Need(
        kind="vacancy",
        icon="person",
        fact=_("%(seat)s, for %(days)s.") % facts if since else f"{VACANT[seat.seat]}.",
        fact_detail=said,
        task=str(ASK[seat.seat]),
        detail=_("Without it no common agenda can be adopted.") if since else _("Nobody has held it yet. Without it no common agenda can be adopted."),
        who=str(NAMES_HOLDER[seat.seat]),
        route="governance:triad-page",
        since=since or row.watch.since,
    )  # fmt: skip


def ending(seat: SeatFigure, until: date, today: date) -> Need:
    """A mandate ends soon and nobody follows: the successor should be known before."""
    who = {"name": seat.holder, "day": day(until)}
    expected = _("The mandate of %(name)s is expected to end on %(day)s.") % who
    if until < today:
        expected = _("The mandate of %(name)s was expected to end on %(day)s.") % who
    return Need(
        kind="ending",
        icon="clock",
        fact=_("The mandate of %(name)s ends on %(day)s.") % who if seat.firm else expected,
        task=_("Prepare who comes after %(name)s") % {"name": seat.holder},
        detail=seat.alert_words,
        who=str(NAMES_HOLDER[seat.seat]),
        route="governance:triad-page",
        due=until,
        turns=frozenset({seat.seat}),
    )


STAGE_TASKS = {
    Pace.LONGER: gettext_lazy("Settle with the national team what the next step needs"),
    Pace.TOO_LONG: gettext_lazy("Call each other about what the next step needs"),
    Pace.LOOK_AGAIN: gettext_lazy("Look again together at the pause"),
}


def needs_of_stage(row: BoardRow) -> Iterator[Need]:
    """A stage or a mobilisation that lasts longer than expected, a pause to be looked at again."""
    watch = row.watch
    if not watch.alerts:
        return
    yield Need(
        kind="pause" if watch.look_again_on else "stage",
        icon="hourglass",
        fact=watch.words,
        fact_detail=f"{watch.pace_words[:1].upper()}{watch.pace_words[1:]}.",
        task=str(STAGE_TASKS[watch.pace]),
        detail=watch.words,
        who=str(NATIONAL),
        route="sites:life-page",
        since=watch.look_again_on or watch.since,
        turns=TRIAD | {Role.NATIONAL},
    )


def needs_of_agenda(row: BoardRow) -> Iterator[Need]:
    """What the common agenda waits for: approvals, or that an objection is met."""
    for answer in row.agenda.awaiting:
        if not answer.vacant:
            yield endorsement(row, answer)


def endorsement(row: BoardRow, answer: SeatAnswer) -> Need:
    """A seat has not said yes yet, or has objected."""
    since = row.agenda.since or row.today
    facts = {
        "number": row.agenda.number,
        "days": in_days((row.today - since).days),
        "name": answer.holder,
        "reason": answer.reason,
    }
    if answer.kind:
        return Need(
            kind="objection",
            icon="failure",
            fact=_("%(name)s objects to version %(number)s.") % facts,
            fact_detail=answer.reason,
            task=_("Meet the objection to version %(number)s") % facts,
            detail=_("%(name)s objects: %(reason)s") % facts,
            who=str(THE_TRIAD),
            route="agenda:endorsement",
            since=since,
        )
    return Need(
        kind="endorsement",
        icon="check",
        fact=_("Version %(number)s has awaited the endorsement of %(name)s for %(days)s.") % facts,
        task=_("Endorse version %(number)s, or say what stands in the way") % facts,
        who=_("%(seat)s, %(name)s") % {"seat": NAMES_HOLDER[answer.seat], "name": answer.holder},
        route="agenda:endorsement",
        since=since,
        turns=frozenset({answer.seat}),
    )


def needs_of_voices(row: BoardRow) -> Iterator[Need]:
    """Comments without an outcome; while the consultation is open there is no hurry yet."""
    said = row.voices
    if not said.waiting or said.oldest_waiting is None:
        return
    since = timezone.localtime(said.oldest_waiting).date()
    count = {"count": said.waiting, "days": in_days((row.today - since).days)}
    waits = ngettext(
        "%(count)s person awaits an answer.",
        "%(count)s people await an answer, the first for %(days)s.",
        said.waiting,
    )
    yield Need(
        kind="answers",
        icon="speech",
        fact=ngettext("%(count)s comment awaits an answer.", "%(count)s comments await an answer.", said.waiting) % count,
        fact_detail=_("The first one has waited for %(days)s.") % count,
        task=ngettext("Answer %(count)s comment", "Answer %(count)s comments", said.waiting) % count,
        detail=waits % count,
        who=str(THE_TRIAD),
        route="agenda:comment-list",
        asks="?suite=attente&tri=anciennes",
        since=since,
    )  # fmt: skip


def needs_of_review(row: BoardRow) -> Iterator[Need]:
    """A learning review whose day has come, or comes within a month."""
    review = row.review
    if review.due is None or not review.is_near(row.today):
        return
    last = _("The last one was held on %(day)s.") % {"day": day(review.last)} if review.last else _("No review has been recorded yet.")  # fmt: skip
    late = review.is_late(row.today)
    facts = {"day": day(review.due)}
    to_do = _("Prepare the learning review") if review.planned else _("Choose the day of the learning review")  # fmt: skip
    yield Need(
        kind="review",
        icon="calendar",
        fact=_("A learning review has been due since %(day)s.") % facts if late else _("A learning review is due on %(day)s.") % facts,
        fact_detail=last,
        task=_("Hold the learning review") if late else to_do,
        detail=last,
        who=str(THE_TRIAD),
        route="measurement:review-list",
        since=review.due if late else None,
        due=None if late else review.due,
    )  # fmt: skip
