"""Decisions by consent, as pages show them, and those whose day of review has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import ngettext

from kit import clock
from partnership.models import Decision, DecisionReview, Objection, Place, Presence
from sites.models import Site
from sites.spelling import plain


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
    """A proposal or a decision with all that was said of it.

    Outside the site nobody is named: `facilitator` is empty and `present` says how many there were.
    """

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
    public_since: date | None
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
    """A site's decisions, the latest first; outside the site only the public ones. Four queries."""
    rows = readable(site, inside=inside).order_by("-proposed_on", "-created_at")
    return tuple(decision_figure(row, inside=inside) for row in with_all(rows))


def readable(site: Site, *, inside: bool) -> Any:
    """The decisions of a site that somebody may read."""
    return site.decisions.all() if inside else site.decisions.public()


def with_all(rows: Any) -> Any:
    """Decisions with what was said of them."""
    return rows.prefetch_related(
        Prefetch("presences", Presence.objects.order_by("created_at", "name")),
        Prefetch("objections", Objection.objects.order_by("raised_on", "created_at")),
        Prefetch("reviews", DecisionReview.objects.order_by("on")),
    )


def decision_figure(row: Decision, *, inside: bool) -> DecisionFigure:
    """A decision as a value; without names for those who do not work at the site."""
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
        facilitator=row.facilitator if inside else "",
        taken_on=row.taken_on,
        wording=row.wording,
        reason=row.reason,
        review_on=reviews[-1].next_on if reviews else row.review_on,
        public_since=row.public_since,
        present=who_was_there(list(row.presences.all()), inside=inside),
        objections=tuple(
            ObjectionFigure(
                o.pk, str(o.get_place_display()), o.reason, o.raised_on, o.met, o.met_on
            )
            for o in row.objections.all()
        ),
        reviews=reviews,
    )


def who_was_there(rows: Sequence[Presence], *, inside: bool) -> tuple[tuple[str, str], ...]:
    """Seat and name of each, of others the name; outside the site the seats, and how many others."""
    if inside:
        return tuple((place_words(p), p.name) for p in rows)
    seats = tuple((str(p.get_place_display()), "") for p in rows if p.place != Place.OTHER)
    others = sum(p.place == Place.OTHER for p in rows)
    words = ngettext("%(count)s other", "%(count)s others", others) % {"count": others}
    return (*seats, (words, "")) if others else seats


def place_words(row: Presence) -> str:
    """The seat or place, or nothing for those who only gave a name."""
    return "" if row.place == Place.OTHER else str(row.get_place_display())


@dataclass(frozen=True, slots=True)
class Facilitated:
    """Somebody who facilitated decisions: how many, and the last day."""

    name: str
    times: int
    last: date


def rotation(found: Iterable[DecisionFigure]) -> tuple[Facilitated, ...]:
    """Who facilitated the decisions taken, by name: it shows whether it turns, and ranks nobody."""
    days: dict[str, tuple[str, list[date]]] = {}
    for decision in found:
        if decision.facilitator and decision.taken_on:
            _name, held = days.setdefault(plain(decision.facilitator), (decision.facilitator, []))
            held.append(decision.taken_on)
    return tuple(Facilitated(name, len(on), max(on)) for _key, (name, on) in sorted(days.items()))


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
