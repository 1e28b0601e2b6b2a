"""In a review: what is said of each figure, what is decided, and what became of earlier decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agenda.models import Activity
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.actions.cycles import refuse_unless_held, taken
from measurement.actions.looking import look
from measurement.models import Adaptation, CurveDraft, CurveReview, Indicator, LearningCycle
from measurement.models.learning import WORDS_OF_A_CURVE, words_of
from sites.models import Site

LONGEST_DRAFT = 20_000
KEPT_FOR = timedelta(days=60)


class CurveClash(Refusal):
    """Somebody else wrote about the same figure meanwhile: `theirs` stands there, `mine` is kept."""

    def __init__(
        self,
        theirs: CurveReview,
        mine: dict[str, Any],
        now: dict[str, Any],
        clashing: tuple[str, ...],
    ) -> None:
        self.theirs, self.mine, self.now, self.clashing = theirs, mine, now, clashing
        super().__init__(
            _("Somebody wrote about this figure while you were writing. Nothing of yours is lost.")
        )


@dataclass(frozen=True)
class DecisionFacts:
    """A decision as it is written down; to keep on needs the reason, the rest an owner, a day, a sign."""

    kind: str
    text: str
    reason: str = ""
    owner: str = ""
    due_on: date | None = None
    expected: str = ""
    activity: Activity | None = None


@transaction.atomic
def write_curve(
    cycle: LearningCycle,
    indicator: Indicator,
    words: Mapping[str, Any],
    *,
    revision: int,
    by: User,
) -> CurveReview:
    """What the review says of a figure: causes, contributions, what speaks against it, how sure.

    `revision` is the one that the author began from. Words about different things by two people
    are brought together; where both wrote about the same one, nothing is written and CurveClash
    holds both. Saving what stands there already changes nothing.
    """
    cycle = taken(cycle)
    refuse_unless_held(cycle)
    curve = look(cycle, indicator)
    now, mine = words_of(curve), clean(cycle.site, words)
    if revision != curve.revision:
        mine = brought_together(curve, mine, now, revision)
    CurveDraft.objects.filter(cycle=cycle, indicator=indicator, by=by).delete()
    if mine == now:
        return curve
    put(curve, mine, now, by)
    event = events.CurveRead(name=indicator.name, held_on=cycle.day)
    record(event, by=by, site=cycle.site, about=cycle)
    return curve


def clean(site: Site, words: Mapping[str, Any]) -> dict[str, Any]:
    """All fields, those that were not typed empty; activities are of this site."""
    mine = {name: words.get(name) or "" for name in WORDS_OF_A_CURVE[:-1]}
    keys = sorted({str(getattr(each, "pk", each)) for each in words.get("activities") or ()})
    if site.activities.filter(pk__in=keys).count() != len(keys):
        raise Refusal(_("This is not one of this site."), "activities")
    return mine | {"activities": keys}


def put(curve: CurveReview, mine: dict[str, Any], now: dict[str, Any], by: User) -> None:
    """Writes the words and keeps those before."""
    curve.former = [*curve.former, {"revision": curve.revision, "by": curve.by_name, **now}]
    for name in WORDS_OF_A_CURVE[:-1]:
        setattr(curve, name, mine[name])
    curve.revision, curve.passed_over = curve.revision + 1, ""
    curve.by_name, curve.written_at = str(by), clock.now()
    curve.save()
    curve.activities.set(mine["activities"])


def brought_together(
    curve: CurveReview, mine: dict[str, Any], now: dict[str, Any], revision: int
) -> dict[str, Any]:
    """Mine where I changed something, theirs elsewhere; a clash where both wrote otherwise."""
    base = next((old for old in curve.former if old["revision"] == revision), now)
    changed = [name for name in WORDS_OF_A_CURVE if mine[name] != base[name]]
    merged = now | {name: mine[name] for name in changed}
    clashing = tuple(n for n in changed if now[n] != base[n] and now[n] != mine[n])
    if clashing:
        raise CurveClash(curve, merged, now, clashing)
    return merged


@transaction.atomic
def pass_over_curve(
    cycle: LearningCycle, indicator: Indicator, *, reason: str, by: User
) -> CurveReview:
    """The review did not speak of a figure, and says why; a headline off course is decided about."""
    cycle, reason = taken(cycle), reason.strip()
    refuse_unless_held(cycle)
    if not reason:
        raise Refusal(_("Say why it was not discussed: everybody can read it."), "reason")
    curve = look(cycle, indicator)
    if curve.written_at or curve.adaptations.exists():
        raise Refusal(_("The review has spoken of this figure: what it said stays."))
    if curve.headline and curve.off_course:
        raise Refusal(_("It does not go the way that was hoped for: the review decides about it."))
    if curve.passed_over == reason:
        return curve
    curve.passed_over = reason
    curve.save(update_fields=["passed_over"])
    event = events.CurvePassedOver(name=indicator.name, held_on=cycle.day, reason=reason)
    record(event, by=by, site=cycle.site, about=cycle)
    return curve


@transaction.atomic
def keep_curve_draft(
    cycle: LearningCycle, indicator: Indicator, words: Mapping[str, Any], *, by: User
) -> CurveDraft | None:
    """What somebody has typed so far, theirs alone; None when it is too much to keep."""
    if len(str(words)) > LONGEST_DRAFT:
        return None
    draft, _new = CurveDraft.objects.update_or_create(
        cycle=cycle,
        indicator=indicator,
        by=by,
        defaults={"words": dict(words), "touched_at": clock.now()},
    )
    return draft


@transaction.atomic
def drop_curve_draft(cycle: LearningCycle, indicator: Indicator, *, by: User) -> None:
    """Throws away what somebody has typed."""
    CurveDraft.objects.filter(cycle=cycle, indicator=indicator, by=by).delete()


def sweep_curve_drafts() -> int:
    """Throws away what nobody touched for two months; how many."""
    return CurveDraft.objects.filter(touched_at__lt=clock.now() - KEPT_FOR).delete()[0]


@transaction.atomic
def decide_adaptation(
    cycle: LearningCycle,
    facts: DecisionFacts,
    *,
    by: User,
    indicator: Indicator | None = None,
    once: UUID | None = None,
) -> Adaptation:
    """The review decides: about a figure, whose present value it looks at, or in general."""
    cycle = taken(cycle)
    if once and (there := Adaptation.objects.filter(once=once, cycle=cycle).first()):
        return there
    refuse_unless_held(cycle)
    refuse_unclear(cycle, facts)
    curve = look(cycle, indicator) if indicator is not None else None
    row = Adaptation.objects.create(cycle=cycle, curve=curve, once=once, **vars(facts))
    event = events.AdaptationDecided(kind_of=Adaptation.Kind(facts.kind), text=facts.text)
    record(event, by=by, site=cycle.site, about=cycle)
    return row


def refuse_unclear(cycle: LearningCycle, facts: DecisionFacts) -> None:
    """Who, by when and what one will see; or why it is kept as it is."""
    if facts.activity is not None and facts.activity.site_id != cycle.site_id:
        raise Refusal(_("This is not one of this site."), "activity")
    if facts.kind == Adaptation.Kind.KEEP:
        if not facts.reason.strip():
            raise Refusal(_("Say why nothing is changed: the reason is kept."), "reason")
        return
    missing = next((n for n in ("owner", "due_on", "expected") if not getattr(facts, n)), "")
    if missing:
        raise Refusal(
            _("A change needs who answers for it, a day, and the sign that is expected."), missing
        )
    if facts.due_on and facts.due_on < clock.today():
        raise Refusal(_("This day is over: choose one to come."), "due_on")


@transaction.atomic
def withdraw_adaptation(adaptation: Adaptation, *, why: str, by: User) -> None:
    """A decision is taken back, with the reason, while the review is held and the plan is untouched by it.

    The journal keeps who, until when and which sign it said.
    """
    cycle = taken(adaptation.cycle)
    found = Adaptation.objects.locked().filter(pk=adaptation.pk).first()
    if found is None:
        return
    refuse_unless_held(cycle)
    if found.changes.exists():
        raise Refusal(_("The plan was changed by this decision: it stays."))
    if not why.strip():
        raise Refusal(_("Say why the decision is taken back: the reason is kept."), "reason")
    event = events.AdaptationWithdrawn(
        kind_of=Adaptation.Kind(found.kind), text=found.text, reason=found.reason,
        owner=Adaptation.Owner(found.owner) if found.owner else None, due_on=found.due_on,
        expected=found.expected, why=why.strip(),
    )  # fmt: skip
    found.delete()
    record(event, by=by, site=cycle.site, about=cycle)


@transaction.atomic
def answer_adaptation(adaptation: Adaptation, *, state: str, outcome: str, by: User) -> Adaptation:
    """What became of a decision of an earlier review, said in the review that is being held."""
    site = Site.objects.locked().get(pk=adaptation.cycle.site_id)
    adaptation = Adaptation.objects.locked().select_related("cycle").get(pk=adaptation.pk)
    outcome = outcome.strip()
    checking = site.learning_cycles.under_way().exclude(pk=adaptation.cycle_id).first()
    if checking is None or checking.state != LearningCycle.State.HELD:
        raise Refusal(_("A decision is checked in the next review, once it is held."))
    if not outcome:
        raise Refusal(_("Say what became of it."), "outcome")
    if adaptation.state == state and adaptation.outcome == outcome:
        return adaptation
    adaptation.move_to(
        Adaptation.State(state), outcome=outcome, answered_on=clock.today(), checked_in=checking
    )
    event = events.AdaptationAnswered(
        text=adaptation.text, state=Adaptation.State(state), outcome=outcome
    )
    record(event, by=by, site=site, about=checking)
    return adaptation
