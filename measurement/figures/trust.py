"""Who else stands behind a value, and who contests it, as words beside the figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Subquery, UUIDField
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import ROLE_WORDS, Role
from agenda.models import Ground
from kit.access import Standing
from kit.reads import Given, compiled
from kit.templatetags.kit import day
from measurement.breaks import Cuts, cuts_in, recorded
from measurement.figures.rows import instant
from measurement.models import (
    Dispute,
    Headline,
    Indicator,
    Measurement,
    Target,
    Validation,
    Withholding,
)
from measurement.periods import Period
from measurement.releases import Unproduced, publications, unproduced_in
from sites.models import Neighbourhood, Site


@dataclass(frozen=True, slots=True)
class Check:
    """What another seat said of a value: that it stands, or that it goes back."""

    kind: str
    seat: str
    who: str
    at: datetime
    words: str

    @property
    def sentence(self) -> str:
        """« Validée par : siège État, le 24 novembre 2026. »."""
        facts = {"seat": ROLE_WORDS[Role(self.seat)], "day": day(self.at), "words": self.words}
        if self.kind == Validation.Kind.RETURNED:
            return _("Sent back (%(seat)s, %(day)s): %(words)s") % facts
        return _("Validated: %(seat)s, %(day)s.") % facts


@dataclass(frozen=True, slots=True)
class DisputeFigure:
    """A value that somebody contests at a site, and what was answered."""

    id: Any
    measurement_id: Any
    ends_on: date | None
    period: str
    place: str
    voice: str
    who: str
    words: str
    raised_at: datetime
    outcome: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    # On which ground its words are not shown, and why; empty while they may be.
    ground: str = ""
    reason: str = ""
    # When another person decided, on an appeal, that they stay hidden.
    upheld_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """True while nobody has answered."""
        return self.answered_at is None

    @property
    def told(self) -> str:
        """What is contested; the words of a resident are shown once they are answered.

        Words that the triad hides, with a ground and a reason, are not shown at all.
        """
        unread = self.is_open and self.voice == Dispute.Voice.RESIDENT
        return "" if unread or self.ground else self.words

    @property
    def hidden(self) -> str:
        """« Ces mots ne sont pas affichés. Motif : insulte ou attaque contre quelqu’un. » with the reason."""
        if not self.ground:
            return ""
        facts = {"ground": Ground(self.ground).label, "reason": self.reason}
        said = _("These words are not shown. Ground: %(ground)s. %(reason)s") % facts
        if self.upheld_at is None:
            return said
        again = _("After an appeal, another person decided the same on %(day)s.")
        return f"{said} {again % {'day': day(self.upheld_at)}}"

    @property
    def sentence(self) -> str:
        """What prints beside the figure, with the date of the answer or that there is none yet."""
        facts = {
            "period": f"{self.period}, {self.place}" if self.place else self.period,
            "who": Dispute.Voice(self.voice).label,
            "day": day(self.raised_at),
            "answered": day(self.answered_at),
            "outcome": Dispute.Outcome(self.outcome).label if self.outcome else "",
        }
        if self.is_open:
            return _("Contested on %(day)s by %(who)s (%(period)s), not answered yet.") % facts
        return (
            _("Contested on %(day)s by %(who)s (%(period)s); answer of %(answered)s: %(outcome)s.")
            % facts
        )


# More sentences than that beside one figure are counted, not written out.
MOST = 2


def beside_figure(near: Sequence[DisputeFigure]) -> str:
    """What prints beside a figure: each dispute with its answer, or how many there are."""
    waiting = [one for one in near if one.is_open]
    answered = [one for one in near if not one.is_open]
    said = [one.sentence for one in waiting]
    if len(waiting) > MOST:
        facts = {"count": len(waiting), "day": day(max(one.raised_at for one in waiting))}
        said = [_("Contested %(count)s times, last on %(day)s, not answered yet.") % facts]
    said += [one.sentence for one in answered[:MOST]]
    if more := len(answered) - MOST:
        words = ngettext("%(count)s more answer.", "%(count)s more answers.", more)
        said += [words % {"count": more}] if more > 0 else []
    return " ".join(said)


type Checks = dict[Any, tuple[Check, ...]]
type Disputes = dict[Any, tuple[DisputeFigure, ...]]
type Targets = dict[tuple[Any, int], Target]


@dataclass(frozen=True, slots=True)
class Said:
    """What stands beside the figures of a site, or cuts their series.

    Looks of other seats, disputes, ranks, breaks, the vintages that no source produced, targets.
    """

    checks: Checks
    disputes: Disputes
    ranks: dict[Any, int]
    cuts: Cuts
    unproduced: Unproduced
    targets: Targets

    def last_of(self, rows: Sequence[Measurement]) -> Check | None:
        """What another seat said last of the last of some values."""
        return next(iter(self.checks.get(rows[-1].pk, ())), None) if rows else None


def said_at(
    site: Site,
    rows: Iterable[Measurement],
    indicators: Iterable[Indicator],
    as_of: datetime | None = None,
) -> Said:
    """All that is said of these values and indicators at a site, in one query."""
    known = {str(one.pk): one for one in indicators}
    (said,) = said_rows(
        instant(as_of),
        site=site.pk,
        as_of=as_of,
        values=[row.pk for row in rows],
        indicators=[one.pk for one in known.values()],
        sources=sorted({one.source_code for one in known.values() if one.source_code}),
    )
    return Said(
        checks_in(said.looked),
        disputes_in(said.disputed, known, as_of),
        {UUID(one["indicator"]): one["rank"] for one in said.ranked},
        cuts_in(said.cut),
        unproduced_in(said.published),
        targets_in(said.aimed),
    )


def targets_in(rows: Iterable[dict[str, Any]]) -> Targets:
    """What a site aims at, by indicator and version of its definition."""
    return {
        (UUID(one["indicator"]), one["version"]): Target(
            value=Decimal(one["value"]),
            due_on=date.fromisoformat(one["due"]),
            since=date.fromisoformat(one["since"]),
            note=one["note"],
        )
        for one in rows
    }


@compiled
def said_rows(then: Any) -> Any:
    """All that is said of some values and indicators at a site, in one row."""
    site: Any = Given("site", UUIDField())
    indicators = Given("indicators", UUIDField())
    ranks = Headline.objects.standing(then).filter(site=site)
    return Site.objects.filter(pk=site).values(
        looked=ArraySubquery(looks(Given("values", UUIDField()), then)),
        disputed=ArraySubquery(contested(site, indicators, then)),
        ranked=ArraySubquery(ranks.values(each=JSONObject(indicator="indicator_id", rank="rank"))),
        cut=ArraySubquery(recorded(indicators, then)),
        published=ArraySubquery(publications(Given("sources", CharField()), then)),
        aimed=ArraySubquery(aims(site, indicators, then)),
    )


def aims(site: Any, keys: Any, then: Any) -> Any:
    """The targets of some indicators at a site that stand."""
    rows = Target.objects.standing(then).filter(site=site, indicator__pk__among=keys)
    # As words, which keep every digit.
    facts = JSONObject(
        indicator="indicator_id", version="version", value=Cast("value", CharField()),
        due="due_on", since="since", note="note",
    )  # fmt: skip
    return rows.order_by().values(each=facts)


def checks_of(rows: Iterable[Measurement], as_of: datetime | None = None) -> Checks:
    """By value, what other seats said of it, the latest first; one query."""
    found = look_rows(instant(as_of), values=[row.pk for row in rows], as_of=as_of)
    return checks_in(row.each for row in found)


@compiled
def look_rows(then: Any) -> Any:
    """What other seats said of some values, a row each."""
    return looks(Given("values", UUIDField()), then)


def disputes_at(
    site: Site, indicators: Iterable[Indicator], as_of: datetime | None = None
) -> Disputes:
    """By indicator, what is contested at a site, the latest first; an answer of later is none yet."""
    known = {str(one.pk): one for one in indicators}
    keys = [one.pk for one in known.values()]
    rows = contested(site, keys, as_of).values_list("each", flat=True)
    return disputes_in(rows, known, as_of)


def disputes_in_place(
    place: Neighbourhood, indicators: Iterable[Indicator], standing: Standing
) -> Disputes:
    """The same of one neighbourhood, at all the sites that this person may see; one query."""
    known = {str(one.pk): one for one in indicators}
    sites = Site.objects.visible_to(standing)
    rows = Dispute.objects.filter(measurement__neighbourhood=place, site__in=sites)
    rows = told(rows.filter(indicator__in=list(known)))
    return disputes_in(rows.values_list("each", flat=True), known, None)


def looks(keys: Any, as_of: datetime | None) -> Any:
    """The validations of some values, the latest first."""
    said = Validation.objects.filter(measurement__pk__among=keys)
    if as_of is not None:
        said = said.filter(at__lte=as_of)
    facts = JSONObject(
        value="measurement_id", kind="kind", seat="seat", who="by_name", at="at", words="words"
    )
    return said.order_by("-at", "-created_at").values(each=facts)


def contested(site: Site, keys: Any, as_of: datetime | None) -> Any:
    """The disputes about some indicators at a site, the latest first."""
    rows = Dispute.objects.raised_by_then(as_of).filter(site=site, indicator__pk__among=keys)
    return told(rows)


def told(rows: Any) -> Any:
    """These disputes with all that is said of them, the latest first."""
    # What is hidden today is hidden on the pages of every day.
    decisions: Any = Withholding.objects.filter(dispute=OuterRef("pk"))
    decided = JSONObject(ground="ground", reason="reason", kind="kind", at="at")
    facts = JSONObject(
        id="id", indicator="indicator_id", value="measurement_id", voice="voice", words="words",
        who="raised_name", raised="raised_at", outcome="outcome", answer="answer",
        answered="answered_at", answerer="answered_name", seat="answered_seat",
        starts="measurement__starts_on", ends="measurement__ends_on",
        place="measurement__neighbourhood__name",
        decided=Subquery(decisions.order_by("-number").values(each=decided)[:1]),
    )  # fmt: skip
    return rows.order_by("-raised_at", "id").values(each=facts)


def checks_in(said: Iterable[dict[str, Any]]) -> Checks:
    found: Checks = {}
    for one in said:
        at = datetime.fromisoformat(one["at"])
        check = Check(one["kind"], one["seat"], one["who"], at, one["words"])
        key = UUID(one["value"])
        found[key] = (*found.get(key, ()), check)
    return found


def disputes_in(
    rows: Iterable[dict[str, Any]], known: dict[str, Indicator], as_of: datetime | None
) -> Disputes:
    found: Disputes = {}
    for one in rows:
        indicator = known[one["indicator"]]
        told = dispute_figure(one, indicator, as_of)
        found[indicator.pk] = (*found.get(indicator.pk, ()), told)
    return found


def dispute_figure(
    one: dict[str, Any], indicator: Indicator, as_of: datetime | None
) -> DisputeFigure:
    """A dispute as it stood: an answer that came after the instant is none yet."""
    answered = datetime.fromisoformat(one["answered"]) if one["answered"] else None
    if answered and as_of is not None and answered > as_of:
        answered = None
    first, last = (date.fromisoformat(one[d]) if one[d] else None for d in ("starts", "ends"))
    period = Period(first, last).label if first and last else indicator.vintage
    decided = one["decided"] or {"ground": "", "reason": "", "kind": ""}
    upheld = decided["kind"] == Withholding.Kind.UPHELD
    return DisputeFigure(
        id=UUID(one["id"]),
        measurement_id=UUID(one["value"]),
        ends_on=last,
        period=period or _("period not stated"),
        place=one["place"] or "",
        voice=one["voice"],
        who=one["who"],
        words=one["words"],
        raised_at=datetime.fromisoformat(one["raised"]),
        outcome=one["outcome"] if answered else "",
        answer=one["answer"] if answered else "",
        answered_at=answered,
        answered_by=f"{one['answerer']} ({ROLE_WORDS[Role(one['seat'])]})" if answered else "",
        ground=decided["ground"],
        reason=decided["reason"] if decided["ground"] else "",
        upheld_at=datetime.fromisoformat(decided["at"]) if upheld else None,
    )
