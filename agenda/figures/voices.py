"""What people said and what became of it, counted and listed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce, Lower

from agenda.differences import Piece, words
from agenda.figures.moderation import Said, Shown, shown_of
from agenda.figures.places import Places, Whereabouts
from agenda.models import Agreement, Comment, Outcome, Reply, ThemeMark, Version, Waiting, Wording
from agenda.naming import short_name
from kit.reads import Given, compiled
from sites.models import Site

# The shapes of components/outcome_badge.html.
BADGES = {
    Outcome.Kind.RETAINED: "kept",
    Outcome.Kind.PARTLY: "partly",
    Outcome.Kind.ALREADY: "already",
    Outcome.Kind.NOT_RETAINED: "not_kept",
    Outcome.Kind.OUT_OF_SCOPE: "off_topic",
    Outcome.Kind.PASSED_ON: "forwarded",
    Outcome.Kind.MERGED: "merged",
    Outcome.Kind.DEFERRED: "postponed",
    Outcome.Kind.WITHDRAWN: "withdrawn",
    Outcome.Kind.MODERATED: "moderated",
}


@dataclass(frozen=True, slots=True)
class Voices:
    """How many comments a site has, how many have an answer, since when the oldest waits."""

    total: int = 0
    answered: int = 0
    waiting: int = 0
    oldest_waiting: datetime | None = None


def voices(sites: Iterable[Site]) -> dict[Any, Voices]:
    """The counts of each site, in one query whatever their number."""
    keys = [site.pk for site in sites]
    found = {
        row.site: Voices(
            total=row.total,
            answered=row.answered,
            waiting=row.total - row.answered,
            oldest_waiting=row.oldest,
        )
        for row in voices_at(sites=keys)
    }
    return {key: found.get(key, Voices()) for key in keys}


@compiled
def voices_at() -> Any:
    """The counts of some sites that have comments, a row each."""
    # Those that wait are few: they are looked into instead of all answers of France.
    waits = Exists(Waiting.objects.filter(comment=OuterRef("pk")))
    return (
        Comment.objects.filter(site__pk__among=Given("sites", UUIDField()))
        .annotate(waits=waits)
        .order_by()
        .values("site")
        .annotate(
            total=Count("pk"),
            answered=Count("pk", filter=Q(waits=False)),
            oldest=Min("at", filter=Q(waits=True)),
        )
    )


@dataclass(frozen=True, slots=True)
class OutcomeFigure:
    """A comment with what became of it, for « you said, we did »."""

    comment_id: Any
    text: str
    public_name: str
    said_at: datetime
    workshop: bool
    number: int
    place: int | None
    heading: str
    kind: str
    label: str
    reason: str
    at: datetime

    @property
    def badge(self) -> str:
        """The shape beside the outcome's words; `awaiting` while there is none."""
        return BADGES[Outcome.Kind(self.kind)] if self.kind else "awaiting"


def last_outcomes(site: Site, n: int = 3) -> tuple[OutcomeFigure, ...]:
    """The last answers given at a site, newest first: one a comment, the one that is current.

    Each with the place and heading of its passage in the version where it was said; one query.
    What is not shown to everybody is left out.
    """
    return tuple(
        OutcomeFigure(
            comment_id=row.comment_id,
            text=row.comment.text,
            public_name=row.comment.public_name,
            said_at=row.comment.at,
            workshop=row.comment.source == Comment.Source.WORKSHOP,
            number=row.comment.version.number,
            place=row.place,
            heading=row.heading or "",
            kind=row.kind,
            label=str(row.get_kind_display()),
            reason=row.reason,
            at=row.at,
        )
        for row in outcomes_at(n, site=site.pk)
    )


@compiled
def outcomes_at(n: int) -> Any:
    """The last answers at a site that stand, with their comments and where these were made."""
    later = Outcome.objects.filter(comment=OuterRef("comment"), number__gt=OuterRef("number"))
    then: Any = Wording.objects.filter(
        version=OuterRef("comment__version"), passage=OuterRef("comment__passage")
    )
    here: Any = Outcome.objects.filter(~Exists(later), comment__site=Given("site", UUIDField()))
    return (
        here.filter(comment__not_shown=None)
        .exclude(kind__in=Outcome.OF_MODERATION)
        .annotate(place=Subquery(then.values("position")), heading=Subquery(then.values("heading")))
        .select_related("comment__version")
        .order_by("-at", "-pk")[:n]
    )


@dataclass(frozen=True, slots=True)
class Meeting:
    """At which workshop something was said, by how many, and who entered it afterwards."""

    title: str
    held_on: date
    entered_by: str
    people: int
    line: int


@dataclass(frozen=True, slots=True)
class CommentFigure:
    """A comment with its outcome, where it was made and where its passage is now.

    `now` says where: empty for the whole text, or while no later version is known. What is not
    shown has a notice as its text, and its words `behind` it for who may read them; `shown_as`
    says why (held, hidden, withdrawn) and is empty for what everybody reads.
    """

    id: Any
    text: str
    quote: str
    public_name: str
    at: datetime
    workshop: bool
    number: int
    passage_id: Any
    place: int | None
    heading: str
    words_then: str
    now: Whereabouts | None
    kind: str
    label: str
    reason: str
    answered_at: datetime | None
    shown_as: str = ""
    behind: Said | None = None
    meeting: Meeting | None = None
    suggestion: str = ""
    language: str = ""
    replies: int = 0
    agreements: int = 0
    whom: str = ""
    merged_into: Any = None
    until: date | None = None
    until_number: int | None = None
    themes: tuple[str, ...] = ()

    @property
    def speaker(self) -> str:
        """The name as it stands beside the workshop, which a made name would tell twice."""
        if self.meeting is None:
            return self.public_name
        return short_name(self.public_name, self.meeting.line, self.meeting.held_on)

    @property
    def foreign(self) -> bool:
        """True for words in another language than French: they keep their own typography."""
        return self.language not in ("", "fr")

    @property
    def rewording(self) -> tuple[Piece, ...]:
        """What the suggested wording changes, word by word, in the words that it is about."""
        return words(self.quote or self.words_then, self.suggestion) if self.suggestion else ()

    @property
    def badge(self) -> str:
        """The shape beside the outcome's words; `awaiting` while there is none."""
        return BADGES[Outcome.Kind(self.kind)] if self.kind else "awaiting"

    @property
    def key(self) -> str:
        """The id as text, to name the comment's place on a page."""
        return str(self.id)

    @property
    def waits(self) -> bool:
        """True while nobody has said what became of it."""
        return not self.kind


def how_many(model: Any) -> Any:
    """How many rows of a model belong to each comment."""
    mine: Any = model.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
    return Coalesce(Subquery(mine.annotate(n=Count("*")).values("n")), 0)


def comments_of(
    comments: "QuerySet[Comment]", later: Version | None = None, *, reveal: bool = False
) -> tuple[CommentFigure, ...]:
    """Comments in the order of the given query, in six queries whatever their number.

    `later` is the version in which the passages are looked for now. `reveal`: for who may read
    what is not shown to everybody.
    """
    found: Any = comments
    marks = ThemeMark.objects.filter(comment=OuterRef("pk")).order_by(Lower("theme__label"))
    found = found.with_outcome().annotate(
        replied=how_many(Reply),
        agreed=how_many(Agreement),
        theme_labels=ArraySubquery(marks.values("theme__label")),
    )
    rows = list(found.select_related("version", "not_shown", "workshop__by"))
    made = {
        (w.version_id, w.passage_id): w
        for w in Wording.objects.filter(
            version__in={c.version_id for c in rows},
            passage__in={c.passage_id for c in rows if c.passage_id},
        )
    }
    map_of = Places(later) if later and any(c.version_id != later.pk for c in rows) else None
    return tuple(comment_figure(c, made, map_of, shown_of(c, reveal=reveal)) for c in rows)


def comment_figure(
    comment: Any, made: dict[tuple[Any, Any], Wording], places: Places | None, shown: Shown
) -> CommentFigure:
    """One comment from its row, its passage as it was read, and where that is now."""
    then = made.get((comment.version_id, comment.passage_id))
    moved_on = places is not None and places.later.number > comment.version.number
    return CommentFigure(
        id=comment.pk,
        text=shown.text,
        quote=shown.quote,
        public_name=shown.public_name,
        at=comment.at,
        workshop=comment.source == Comment.Source.WORKSHOP,
        number=comment.version.number,
        passage_id=comment.passage_id,
        place=then.position if then else None,
        heading=then.heading if then else "",
        words_then=then.text if then else "",
        now=places.of(then, comment.quote) if places and then and moved_on else None,
        kind=comment.outcome_kind or "",
        label=str(Outcome.Kind(comment.outcome_kind).label) if comment.outcome_kind else "",
        reason=comment.outcome_reason or "",
        answered_at=comment.outcome_at,
        shown_as=shown.place,
        suggestion="" if shown.place else comment.suggestion,
        language="" if shown.place else comment.language,
        replies=comment.replied,
        agreements=comment.agreed,
        behind=shown.behind,
        meeting=said_at(comment),
        whom=comment.outcome_whom or "",
        merged_into=comment.outcome_merged_into,
        until=comment.outcome_until,
        until_number=comment.outcome_until_number,
        themes=tuple(comment.theme_labels),
    )


def said_at(comment: Comment) -> Meeting | None:
    """The workshop of a line of a sheet."""
    if comment.workshop is None or comment.line is None:
        return None
    return Meeting(
        title=comment.workshop.title,
        held_on=comment.workshop.held_on,
        entered_by=str(comment.workshop.by),
        people=comment.people,
        line=comment.line,
    )


def outcome_history(comment: Comment) -> tuple[Outcome, ...]:
    """All that was answered to one comment, newest first: the first is current."""
    return tuple(comment.outcomes.select_related("by").order_by("-number"))
