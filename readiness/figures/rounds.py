"""The rounds of a site: where each stands, and what may be read of it by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from kit.access import Standing
from kit.templatetags.kit import day
from readiness.figures.supports import NamedFigure, named_figure
from readiness.models import Kind, NamedSupport, ReadinessDecision, Round, Sharing
from readiness.rules import reads_consensus, reads_ratings, sharings_read
from sites.models import Site


@dataclass(frozen=True, slots=True)
class DecisionFigure:
    """What was decided of a site's readiness, in words, by whom and when."""

    id: Any
    round_id: Any
    outcome: str
    outcome_words: str
    words: str
    supports: tuple[NamedFigure, ...]
    revisit_on: date | None
    decided_on: date
    by: str
    role: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list. `readable`: this reader may read what its meeting agreed on.

    Who may not read that reads none of the decisions either.
    """

    id: Any
    kind: str
    kind_words: str
    version: int
    state: str
    state_words: str
    opened_on: date
    opened_by: str
    rate_until: date
    met_on: date | None
    concluded_on: date | None
    facilitator: str
    reason: str
    sharing: str
    sharing_words: str
    readable: bool
    inside: bool
    decisions: tuple[DecisionFigure, ...] = ()

    @property
    def rating(self) -> bool:
        return self.state == Round.State.RATING

    @property
    def meeting(self) -> bool:
        return self.state == Round.State.MEETING

    @property
    def concluded(self) -> bool:
        return self.state == Round.State.CONCLUDED

    @property
    def set_aside(self) -> bool:
        return self.state == Round.State.SET_ASIDE

    @property
    def decided(self) -> bool:
        """True for a round from which readiness is decided."""
        return self.kind == Kind.PRECONDITIONS

    @property
    def took_place(self) -> str:
        """What everybody with a role at the site may know: that it is under way, or when it was held."""
        if self.concluded:
            return _("Round held on %(day)s.") % {"day": day(self.met_on)}
        if self.set_aside:
            return _("Round opened on %(day)s, set aside.") % {"day": day(self.opened_on)}
        return _("Round under way since %(day)s.") % {"day": day(self.opened_on)}


def rounds_of(site: Site, standing: Standing) -> tuple[RoundLine, ...]:
    """All rounds of a site, the latest first, in three queries."""
    rows: Any = site.rounds
    return tuple(line(row, standing) for row in with_decisions(rows.latest_first()))


def with_decisions(rows: Any) -> Any:
    """Rounds with what was decided from them, the latest decision first."""
    decisions = with_supports(ReadinessDecision.objects.select_related("by"))
    decisions = decisions.order_by("-decided_on", "-created_at")
    return rows.select_related("rubric", "opened_by").prefetch_related(
        Prefetch("decisions", decisions)
    )


def with_supports(rows: Any) -> Any:
    """Decisions with the supports that they name, the first that is due first."""
    named = NamedSupport.objects.select_related("day").order_by("until", "what")
    return rows.prefetch_related(Prefetch("supports", named))


def line(row: Round, standing: Standing) -> RoundLine:
    """A round as a value, for one reader. Why it was set aside is for the people of the site."""
    inside = reads_ratings(standing)
    readable = row.state == Round.State.CONCLUDED and reads_consensus(standing, row.sharing)
    return RoundLine(
        id=row.pk,
        kind=row.kind,
        kind_words=str(row.get_kind_display()),
        version=row.rubric.version,
        state=row.state,
        state_words=str(row.get_state_display()),
        opened_on=row.opened_on,
        opened_by=str(row.opened_by or _("The portal")),
        rate_until=row.rate_until,
        met_on=row.met_on,
        concluded_on=row.concluded_on,
        facilitator=row.facilitator,
        reason=row.reason if inside else "",
        sharing=row.sharing,
        sharing_words=str(Sharing(row.sharing).label),
        readable=readable,
        inside=inside,
        decisions=tuple(decision(d) for d in row.decisions.all()) if readable else (),
    )


def decision(row: ReadinessDecision) -> DecisionFigure:
    """A decision as a value."""
    return DecisionFigure(
        id=row.pk,
        round_id=row.round_id,
        outcome=row.outcome,
        outcome_words=str(row.get_outcome_display()),
        words=row.words,
        supports=tuple(named_figure(named) for named in row.supports.all()),
        revisit_on=row.revisit_on,
        decided_on=row.decided_on,
        by=str(row.by),
        role=str(row.get_role_display()),
    )


def decisions_of(sites: Iterable[Any], standing: Standing) -> dict[Any, DecisionFigure | None]:
    """The latest decision on the readiness of each site that this reader may read, in two queries.

    A decision follows what the site shares of its round; of a round that it keeps to itself not
    even that something was decided is told.
    """
    keys = [site.pk for site in sites]
    rows = ReadinessDecision.objects.filter(
        round__site__in=keys, round__sharing__in=sharings_read(standing)
    )
    rows = with_supports(rows.select_related("by", "round")).order_by(
        "round__site_id", "-decided_on", "-created_at"
    )
    latest = {row.round.site_id: decision(row) for row in rows.distinct("round__site_id")}
    return {key: latest.get(key) for key in keys}
