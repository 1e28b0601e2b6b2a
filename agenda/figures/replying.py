"""« You said, we did »: what was said about one version, by passage, and what became of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, UUIDField
from django.utils.translation import gettext as _

from agenda.differences import Piece
from agenda.figures.tracing import Changed, changes_by, kept_of
from agenda.figures.voices import CommentFigure, comments_of
from agenda.models import Comment, Outcome, Version
from kit import clock
from kit.reads import Given, compiled
from kit.templatetags.kit import day


@dataclass(frozen=True, slots=True)
class Change:
    """The words that a comment changed: in which passage, and how."""

    heading: str
    number: int
    kind: str
    text: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing that was said, with what became of it.

    `voices`: a comment is one, a line of a workshop's sheet as many as its sheet says; those that
    were joined with it are added. Who spoke twice has two: without names nobody counts people.
    """

    key: str
    text: str
    name: str
    voices: int
    meeting: str
    kind: str
    label: str
    badge: str
    detail: str
    reason: str
    changes: tuple[Change, ...] = ()

    @property
    def waits(self) -> bool:
        """True while nobody has said what became of it."""
        return not self.kind


@dataclass(frozen=True, slots=True)
class Chapter:
    """A passage (place 0: the whole text) and all that was said about it."""

    place: int
    heading: str
    voices: int
    said: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many comments had one outcome; `badge` is its shape."""

    label: str
    badge: str
    count: int


@dataclass(frozen=True, slots=True)
class Heard:
    """How many comments there are on a version, and how many of them were said at workshops.

    Whoever speaks needs no account and chooses the name, so comments are counted, never people.
    """

    comments: int
    at_workshops: int


def heard_about(version: Version) -> Heard:
    """The same figure that « you said, we did » gives of a version, in one query."""
    found = next(iter(heard(version=version.pk)), None)
    return Heard(found.comments, found.at_workshops) if found else Heard(0, 0)


@compiled
def heard() -> Any:
    at_workshops = Count("pk", filter=Q(source=Comment.Source.WORKSHOP))
    rows = Comment.objects.filter(version=Given("version", UUIDField())).order_by()
    return rows.values("version").annotate(comments=Count("pk"), at_workshops=at_workshops)


@dataclass(frozen=True, slots=True)
class Themed:
    """A theme given by hand, and how many comments have it."""

    label: str
    comments: int


@dataclass(frozen=True, slots=True)
class YouSaid:
    """What was said about a version and what became of it, on a day; without personal data.

    Comments that are not shown are counted in `hidden` and told nowhere.
    """

    site_name: str
    number: int
    taken_on: date
    opened_on: date
    closes_on: date
    comments: int
    at_workshops: int
    waiting: int
    hidden: int
    changed: int
    outcomes: tuple[Counted, ...]
    chapters: tuple[Chapter, ...]
    themes: tuple[Themed, ...] = ()


def you_said(version: Version, later: Version | None) -> YouSaid:
    """All that was said about a version; the words as version `later` has them. Fourteen queries."""
    voices = comments_of(version.comments.order_by("at", "pk"))
    shown = [voice for voice in voices if not voice.shown_as]
    changes = changes_by(kept_of(version.comments.all()), later) if later else {}
    joined = joined_to(shown)
    told = [voice for voice in shown if voice.id not in joined]
    more: Counter[Any] = Counter()
    for voice in shown:
        if voice.id in joined:
            more[joined[voice.id]] += voices_of(voice)
    said = {v.id: answered(v, more[v.id], changes.get(v.id, ())) for v in told}
    return YouSaid(
        site_name=version.site.name,
        number=version.number,
        taken_on=clock.today(),
        opened_on=version.opened_on or version.started_on,
        closes_on=version.closes_on or version.started_on,
        comments=len(voices),
        at_workshops=sum(voice.workshop for voice in voices),
        waiting=sum(voice.waits for voice in shown),
        hidden=len(voices) - len(shown),
        changed=sum(any(change.differs for change in found) for found in changes.values()),
        outcomes=counted(shown),
        chapters=chapters(told, said),
        themes=themed(shown),
    )


def voices_of(voice: CommentFigure) -> int:
    """How many voices it is: one, or as many as the sheet of a workshop says."""
    return voice.meeting.people if voice.meeting else 1


def joined_to(voices: list[CommentFigure]) -> dict[Any, Any]:
    """By comment that was joined with another of this version, the one that speaks for it.

    Nobody is lost: whoever leads back to the way already gone speaks for themselves.
    """
    known = {voice.id: voice for voice in voices}
    found = {}
    for voice in voices:
        end, passed = voice, {voice.id}
        while end.merged_into in known and end.merged_into not in passed:
            end = known[end.merged_into]
            passed.add(end.id)
        if end is not voice and end.merged_into not in passed:
            found[voice.id] = end.id
    return found


def answered(voice: CommentFigure, more: int, changes: tuple[Changed, ...]) -> Answered:
    """One comment, as the wall of the social centre shows it."""
    return Answered(
        key=voice.key,
        text=voice.text,
        name=voice.speaker,
        voices=voices_of(voice) + more,
        meeting=voice.meeting.title if voice.meeting else "",
        kind=voice.kind,
        label=voice.label,
        badge=voice.badge,
        detail=detail(voice),
        reason=voice.reason,
        changes=tuple(
            Change(each.heading, each.number, each.kind, each.text)
            for each in changes
            if each.differs
        ),
    )


def themed(voices: list[CommentFigure]) -> tuple[Themed, ...]:
    """The themes that occur, the one that most comments have first."""
    found = Counter(label for voice in voices for label in voice.themes)
    rows = (Themed(label, count) for label, count in found.items())
    return tuple(sorted(rows, key=lambda each: (-each.comments, each.label.casefold())))


def detail(voice: CommentFigure) -> str:
    """To whom, or until when."""
    if voice.whom:
        return _("Passed on to: %(whom)s.") % {"whom": voice.whom}
    if voice.until:
        return _("Deferred until %(day)s.") % {"day": day(voice.until)}
    if voice.until_number:
        return _("Deferred until version %(number)s.") % {"number": voice.until_number}
    return ""


def counted(voices: list[CommentFigure]) -> tuple[Counted, ...]:
    """The outcomes that occur, in the order in which the form lists them."""
    found = Counter(voice.kind for voice in voices if voice.kind)
    badges = {voice.kind: voice.badge for voice in voices}
    return tuple(
        Counted(str(kind.label), badges[kind.value], found[kind.value])
        for kind in Outcome.Kind
        if found[kind.value]
    )


def chapters(voices: list[CommentFigure], said: dict[Any, Answered]) -> tuple[Chapter, ...]:
    """What was said, by passage in reading order; first what most voices said, the whole text last."""
    places: dict[tuple[int, str], list[Answered]] = defaultdict(list)
    for voice in voices:
        places[voice.place or 0, voice.heading].append(said[voice.id])
    return tuple(
        Chapter(
            place,
            heading or _("The whole text"),
            sum(each.voices for each in found),
            tuple(sorted(found, key=lambda each: -each.voices)),
        )
        for (place, heading), found in sorted(
            places.items(), key=lambda item: (item[0][0] == 0, item[0][0])
        )
    )
