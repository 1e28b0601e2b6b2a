"""Who answered what to a text, what was replaced, what is awaited since when, how objections were met."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agenda.adoption import AGREES
from agenda.figures.changes import KINDS, SAME, differences
from agenda.figures.states import SeatAnswer, answers_of
from agenda.models import Endorsement, Remedy, Version, Wording
from governance.figures import SeatFigure, triads
from governance.models import Seat
from kit import clock


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer that counts no more: replaced by a later one, or its mandate has ended (`lapsed`)."""

    kind: str
    kind_label: str
    reason: str
    person: str
    at: datetime
    lapsed: bool = False
    mandate_until: date | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the version that a seat endorsed last, by kind of change."""

    number: int
    adopted: bool
    counted: Mapping[str, int]
    moved: int

    @property
    def same(self) -> bool:
        """True when not a word changed and nothing moved."""
        return not self.moved and not any(n for kind, n in self.counted.items() if kind != SAME)


@dataclass(frozen=True, slots=True)
class SeatRecord:
    """One seat before a text: its answer of now, the earlier ones, since when it is awaited."""

    answer: SeatAnswer
    past: tuple[PastAnswer, ...] = ()
    awaited_since: date | None = None
    since: Since | None = None

    @property
    def lapsed(self) -> PastAnswer | None:
        """The last answer, where it was given under a mandate that has ended."""
        found = self.past[0] if self.past else None
        return found if found and found.lapsed else None


@dataclass(frozen=True, slots=True)
class Records:
    """The three seats before a text."""

    seats: tuple[SeatRecord, ...]

    @property
    def answers(self) -> tuple[SeatAnswer, ...]:
        """The answers that count."""
        return tuple(record.answer for record in self.seats)


def seat_records(version: Version, on: date | None = None) -> Records:
    """The three seats and everything that each has answered to a version, the latest first.

    Where the version awaits them: since when, and what changed since each agreed last. The number
    of queries does not grow with the answers.
    """
    today = on or clock.today()
    seats = triads([version.site], today)
    answers = answers_of([version], [version.site], today, seats)[version.pk]
    given = Endorsement.objects.filter(
        version__site=version.site_id, version__number__lte=version.number
    )
    rows = list(
        given.select_related("mandate", "person", "version").order_by("-version__number", "-number")
    )
    awaits = version.state == Version.State.ENDORSING
    since = changes_since(version, rows) if awaits else {}
    figures = {figure.seat: figure for figure in seats[version.site_id]}
    return Records(
        seats=tuple(
            SeatRecord(
                answer=answer,
                past=past_of(answer, [r for r in rows if r.version_id == version.pk]),
                awaited_since=awaited(figures[answer.seat], version) if awaits else None,
                since=since.get(answer.seat),
            )
            for answer in answers
        ),
    )


def awaited(seat: SeatFigure, version: Version) -> date | None:
    """Since when a seat's answer is awaited: the sending, or the day on which its holder came."""
    days = [day for day in (version.sent_on, seat.since) if day is not None]
    return max(days) if days else None


def past_of(answer: SeatAnswer, rows: Iterable[Endorsement]) -> tuple[PastAnswer, ...]:
    """The answers of a seat that count no more, the latest first."""
    mine = [row for row in rows if row.seat == answer.seat]
    return tuple(
        PastAnswer(
            kind=row.kind,
            kind_label=str(row.get_kind_display()),
            reason=row.reason,
            person=row.name or str(row.person),
            at=row.at,
            lapsed=answer.missing and place == 0,
            mandate_until=row.mandate.ends_on,
        )
        for place, row in enumerate(mine if answer.missing else mine[1:])
    )


def changes_since(version: Version, rows: Iterable[Endorsement]) -> dict[str, Since]:
    """By seat, the latest earlier version to which its last answer was a consent, and what changed."""
    latest: dict[tuple[str, int], Endorsement] = {}
    for row in rows:
        latest.setdefault((row.seat, row.version.number), row)
    agreed: dict[str, Version] = {}
    for (seat, number), row in latest.items():
        if number < version.number and row.kind in AGREES:
            agreed.setdefault(seat, row.version)
    told: dict[int, Since] = {}
    for before in agreed.values():
        if before.number not in told:
            told[before.number] = since_of(before, version)
    return {seat: told[before.number] for seat, before in agreed.items()}


def since_of(before: Version, after: Version) -> Since:
    """The differences between two versions, counted."""
    changes = differences(before, after)
    counted = Counter(change.kind for change in changes)
    return Since(
        number=before.number,
        adopted=before.adopted_on is not None,
        counted={kind: counted[kind] for kind in KINDS},
        moved=sum(change.moved for change in changes),
    )


@dataclass(frozen=True, slots=True)
class RemedyFigure:
    """What a version did to meet an objection: in words, with the passages that were changed."""

    number: int
    text: str
    by: str
    at: datetime
    spots: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Worry:
    """A seat's last word on a version where it is an objection or a reservation, and what met it."""

    id: Any
    number: int
    seat: str
    label: str
    person: str
    kind: str
    kind_label: str
    reason: str
    at: datetime
    remedies: tuple[RemedyFigure, ...] = ()


def worries(version: Version) -> tuple[Worry, ...]:
    """What stood against a version, in the order of the seats; four queries."""
    latest: dict[str, Endorsement] = {}
    for row in version.endorsements.select_related("person").order_by("number"):
        latest[row.seat] = row
    found = [
        latest[seat]
        for seat in Seat.values
        if seat in latest and latest[seat].kind != Endorsement.Kind.CONSENT
    ]
    remedies = remedies_of(found)
    return tuple(
        Worry(
            id=row.pk,
            number=version.number,
            seat=row.seat,
            label=str(Seat(row.seat).label),
            person=row.name or str(row.person),
            kind=row.kind,
            kind_label=str(row.get_kind_display()),
            reason=row.reason,
            at=row.at,
            remedies=tuple(remedies[row.pk]),
        )
        for row in found
    )


def remedies_of(rows: Iterable[Endorsement]) -> dict[Any, list[RemedyFigure]]:
    """By endorsement what was done to meet it, the latest first."""
    found: dict[Any, list[RemedyFigure]] = {row.pk: [] for row in rows}
    if not found:
        return found
    kept = Remedy.objects.filter(endorsement__in=list(found)).select_related("version", "by")
    remedies = list(kept.prefetch_related("passages").order_by("-number"))
    versions = {remedy.version_id for remedy in remedies}
    words: dict[tuple[Any, Any], Wording] = {
        (word.version_id, word.passage_id): word
        for word in Wording.objects.filter(version__in=versions, passage__in=touched(remedies))
    }
    for remedy in remedies:
        found[remedy.endorsement_id].append(remedy_figure(remedy, words))
    return found


def touched(remedies: Iterable[Remedy]) -> set[Any]:
    """The passages that were changed for them."""
    return {passage.pk for remedy in remedies for passage in remedy.passages.all()}


def remedy_figure(remedy: Remedy, words: Mapping[tuple[Any, Any], Wording]) -> RemedyFigure:
    """One answer; its passages as they stand in its version."""
    found = [words.get((remedy.version_id, passage.pk)) for passage in remedy.passages.all()]
    return RemedyFigure(
        number=remedy.version.number,
        text=remedy.text,
        by=str(remedy.by),
        at=remedy.at,
        spots=tuple(sorted((word.position, word.heading) for word in found if word)),
    )


def earlier_worries(version: Version) -> tuple[Worry, ...]:
    """The objections and reservations to the version that was sent before this one."""
    sent = Version.objects.filter(site=version.site_id, number__lt=version.number)
    before = sent.exclude(sent_on=None).order_by("-number").first()
    return worries(before) if before else ()
