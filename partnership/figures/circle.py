"""Decisions by consent, as pages show them, and those whose day of review has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from kit import clock
from partnership.models import Decision, DecisionReview, Objection, Presence
from sites.models import Site


@dataclass(frozen=True, slots=True)
class ObjectionFigure:
    """An objection and how it was met."""

    id: Any
    place: str
    reason: str
    raised_on: date
    met: str
    met_on: date | None


@dataclass(frozen=True, slots=True)
class ReviewFigure:
    """What was said of a decision on a day."""

    on: date
    outcome: str
    outcome_words: str
    note: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class DecisionFigure:
    """A proposal or a decision with all that was said of it."""

    id: Any
    title: str
    proposal: str
    proposed_on: date
    state: str
    state_words: str
    facilitator: str
    taken_on: date | None
    wording: str
    reason: str
    review_on: date | None
    present: tuple[tuple[str, str], ...]
    objections: tuple[ObjectionFigure, ...]
    reviews: tuple[ReviewFigure, ...]

    @property
    def open_objections(self) -> int:
        return sum(o.met_on is None for o in self.objections)

    @property
    def review_due(self) -> bool:
        """True when its day of review has come."""
        return self.review_on is not None and self.review_on <= clock.today()


def decisions(site: Site, *, inside: bool) -> tuple[DecisionFigure, ...]:
    """A site's decisions, the latest first; proposals only for those who work there. Four queries."""
    rows = site.decisions.order_by("-proposed_on", "-created_at")
    if not inside:
        rows = rows.filter(state=Decision.State.TAKEN)
    return tuple(decision_figure(row) for row in with_all(rows))


def with_all(rows: Any) -> Any:
    """Decisions with what was said of them."""
    return rows.prefetch_related(
        Prefetch("presences", Presence.objects.order_by("created_at", "name")),
        Prefetch("objections", Objection.objects.order_by("raised_on", "created_at")),
        Prefetch("reviews", DecisionReview.objects.order_by("on")),
    )


def decision_figure(row: Decision) -> DecisionFigure:
    """A decision as a value."""
    reviews = tuple(
        ReviewFigure(r.on, r.outcome, str(r.get_outcome_display()), r.note, r.next_on)
        for r in row.reviews.all()
    )
    return DecisionFigure(
        id=row.pk,
        title=row.title,
        proposal=row.proposal,
        proposed_on=row.proposed_on,
        state=row.state,
        state_words=str(row.get_state_display()),
        facilitator=row.facilitator,
        taken_on=row.taken_on,
        wording=row.wording,
        reason=row.reason,
        review_on=reviews[-1].next_on if reviews else row.review_on,
        present=tuple((str(p.get_place_display()), p.name) for p in row.presences.all()),
        objections=tuple(
            ObjectionFigure(
                o.pk, str(o.get_place_display()), o.reason, o.raised_on, o.met, o.met_on
            )
            for o in row.objections.all()
        ),
        reviews=reviews,
    )


@dataclass(frozen=True, slots=True)
class DueReview:
    """A decision whose day of review has come."""

    id: Any
    title: str
    due: date


@dataclass(frozen=True, slots=True)
class CircleSummary:
    """A site's decisions in a line: taken, waiting for consent, and due for review, oldest first."""

    taken: int
    proposed: int
    open_objections: int
    due: tuple[DueReview, ...]


def circles(sites: Iterable[Site]) -> dict[Any, CircleSummary]:
    """For each site, in three queries whatever their number."""
    keys = [site.pk for site in sites]
    decisions: Any = Decision.objects.filter(site__in=keys)
    objections: Any = Objection.objects.defer("reason", "met")
    rows = (
        decisions.exclude(state=Decision.State.SET_ASIDE)
        .defer("proposal", "wording")
        .order_by("proposed_on", "created_at")
        .prefetch_related(
            Prefetch("objections", objections),
            Prefetch("reviews", DecisionReview.objects.order_by("on")),
        )
    )
    found: dict[Any, list[Decision]] = {key: [] for key in keys}
    for row in rows:
        found[row.site_id].append(row)
    return {key: summary(decided) for key, decided in found.items()}


def summary(rows: Sequence[Decision]) -> CircleSummary:
    """One site's decisions in a line."""
    taken = [row for row in rows if row.state == Decision.State.TAKEN]
    proposed = [row for row in rows if row.state == Decision.State.PROPOSED]
    due = [
        DueReview(row.pk, row.title, day)
        for row in taken
        for day in [next_review(row)]
        if day is not None and day <= clock.today()
    ]
    return CircleSummary(
        taken=len(taken),
        proposed=len(proposed),
        open_objections=sum(o.met_on is None for row in proposed for o in row.objections.all()),
        due=tuple(sorted(due, key=lambda d: d.due)),
    )


def next_review(row: Decision) -> date | None:
    """The day of the next review: the last review's word, else the decision's own."""
    reviews = list(row.reviews.all())
    return reviews[-1].next_on if reviews else row.review_on
