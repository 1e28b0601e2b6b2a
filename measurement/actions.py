"""Every write about figures: nothing is overwritten, and two people never both win."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from agenda.models import Activity, Version
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.models import (
    WITH_VALUE,
    Indicator,
    IndicatorTie,
    LearningReview,
    Measurement,
    State,
    Target,
)
from measurement.periods import Period
from measurement.words import Before, Quantity, told
from sites.models import Site

RESERVED = {"nouveau", "rattachements", "revues"}


@dataclass(frozen=True)
class NewIndicator:
    """What a site says of an indicator of its own."""

    name: str
    unit: str
    source: str
    value_type: str = Indicator.ValueType.COUNT
    direction: str = Indicator.Direction.HIGHER
    periodicity: str = Indicator.Periodicity.QUARTER
    question: str = ""
    definition: str = ""
    threshold: int = 0


@dataclass(frozen=True)
class Reading:
    """What somebody read off for a period: a value, or the reason why there is none."""

    value: Decimal | None
    provenance: str
    state: str = State.OBSERVED
    note: str = ""


@transaction.atomic
def choose_indicator(site: Site, new: NewIndicator, *, by: User | None) -> Indicator:
    """A site follows something of its own; two of its indicators never have the same name."""
    site = Site.objects.locked().get(pk=site.pk)
    code = slugify(new.name)[:76].strip("-") or "indicateur"
    if code in RESERVED or (len(code) == 6 and code[3:4] == "-" and code[4:].isdigit()):
        code = f"{code}-local"
    if site.indicators.filter(code=code).exists():
        raise Refusal(_("The site already has an indicator of this name."))
    if new.periodicity == Indicator.Periodicity.IRREGULAR:
        raise Refusal(_("Choose how often the figure is to be entered."))
    threshold = new.threshold if new.value_type == Indicator.ValueType.COUNT else 0
    indicator = Indicator.objects.create(
        site=site,
        code=code,
        position=site.indicators.count() + 1,
        **(vars(new) | {"threshold": threshold}),
    )
    record(events.IndicatorChosen(name=indicator.name), by=by, site=site, about=indicator)
    return indicator


@transaction.atomic
def enter_value(
    indicator: Indicator,
    period: Period,
    reading: Reading,
    *,
    site: Site,
    by: User | None,
    role: str = "",
) -> Measurement:
    """The first value of a site for a period; zero is a value, an absence says why.

    The same person sending the same value twice enters it once. When somebody else was
    faster, the second one is told who, and may correct.
    """
    refuse_unfit(indicator, reading)
    if not indicator.is_entered:
        raise Refusal(_("The values of this indicator come from an official file."))
    if period.starts_on > clock.today():
        raise Refusal(_("This period has not begun yet."))
    row = row_of(indicator, reading, by=by, role=role)
    row.site, row.starts_on, row.ends_on = site, period.starts_on, period.ends_on
    if there := at_the_place_of(row):
        return the_faster(there, row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        there = at_the_place_of(row)
        if there is None:
            raise
        return the_faster(there, row)
    event = events.ValueEntered(
        name=indicator.name, period=period, quantity=Quantity.of(indicator, row)
    )
    record(event, by=by, site=site, about=row)
    return row


@transaction.atomic
def correct_value(
    measurement: Measurement, reading: Reading, *, reason: str, by: User | None, role: str = ""
) -> Measurement:
    """A new value takes the place of another one, which stays readable with who changed it and why."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why the value is corrected: the reason is kept with it."))
    before = Measurement.objects.select_related("indicator", "site").get(pk=measurement.pk)
    indicator = before.indicator
    refuse_unfit(indicator, reading)
    if before.site is None:
        raise Refusal(_("The values of this indicator come from an official file."))
    if (before.value, before.state) == (reading.value, reading.state):
        raise Refusal(_("This is the value that already stands there."))
    row = row_of(indicator, reading, by=by, role=role)
    row.site, row.starts_on, row.ends_on = before.site, before.starts_on, before.ends_on
    row.replaces, row.reason = before, reason
    if there := Measurement.objects.filter(replaces=before).first():
        return the_earlier_correction(there, row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        there = Measurement.objects.filter(replaces=before).first()
        if there is None:
            raise
        return the_earlier_correction(there, row)
    event = events.ValueCorrected(
        name=indicator.name,
        period=before.period,
        before=Quantity.of(indicator, before),
        quantity=Quantity.of(indicator, row),
        reason=reason,
    )
    record(event, by=by, site=before.site, about=row)
    return row


@transaction.atomic
def set_target(
    indicator: Indicator,
    *,
    site: Site,
    value: Decimal,
    due_on: date,
    by: User | None,
    note: str = "",
) -> Target:
    """What the site aims at and by when; the earlier target stays readable.

    A context figure is never judged, so it has no target; nor has one that the site does not
    itself follow.
    """
    if indicator.direction == Indicator.Direction.CONTEXT or not indicator.is_entered:
        raise Refusal(_("This figure is shown for context: no target is set on it."))
    today = clock.today()
    if due_on <= today:
        raise Refusal(_("The day to reach the target by must be in the future."))
    Site.objects.locked().get(pk=site.pk)
    now = Target.objects.filter(indicator=indicator, site=site, replaced_by=None).first()
    if now and (now.value, now.due_on) == (value, due_on):
        return now
    target = Target.objects.create(
        indicator=indicator, site=site, value=value, due_on=due_on, since=today,
        note=note, set_by=by, replaces=now,
    )  # fmt: skip
    event = events.TargetSet(
        name=indicator.name, quantity=Quantity(value, indicator.unit), due_on=due_on
    )
    record(event, by=by, site=site, about=target)
    return target


@dataclass(frozen=True)
class ReviewFacts:
    """What is written down of a learning review."""

    held_on: date
    facilitator: str
    people: int
    attendance: str
    decided: str
    learned: str = ""
    next_on: date | None = None


@transaction.atomic
def record_review(
    site: Site, facts: ReviewFacts, *, by: User | None, once: UUID | None = None
) -> LearningReview:
    """A learning review that was held: one a day, and never one that lies ahead."""
    site = Site.objects.locked().get(pk=site.pk)
    if once and (there := LearningReview.objects.filter(once=once, site=site).first()):
        return there
    refuse_unlikely(site, facts)
    review = LearningReview.objects.create(site=site, once=once, **vars(facts))
    event = events.ReviewHeld(
        held_on=facts.held_on, facilitator=facts.facilitator, people=facts.people
    )
    record(event, by=by, site=site, about=review)
    return review


@transaction.atomic
def correct_review(
    review: LearningReview, facts: ReviewFacts, *, reason: str, by: User | None
) -> LearningReview:
    """What was written wrongly is put right; the journal keeps the words before and the reason."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why it is corrected: the reason is kept in the journal."))
    Site.objects.locked().get(pk=review.site_id)
    review = LearningReview.objects.locked().select_related("site").get(pk=review.pk)
    refuse_unlikely(review.site, facts, but=review)
    changed = {name: value for name, value in vars(facts).items() if value != getattr(review, name)}
    if not changed:
        return review
    before = Before.of(review, changed)
    event = events.ReviewCorrected(held_on=review.held_on, reason=reason, before=before)
    for name, value in changed.items():
        setattr(review, name, value)
    review.save(update_fields=list(changed))
    record(event, by=by, site=review.site, about=review)
    return review


@transaction.atomic
def tie_indicator(
    indicator: Indicator,
    *,
    site: Site,
    by: User | None,
    activity: Activity | None = None,
    strategy: str = "",
    why: str = "",
) -> IndicatorTie:
    """From now on the indicator shows what an activity, or a strategy of the adopted version, changes.

    The tie remembers that version. What is tied already stays as it is.
    """
    site = Site.objects.locked().get(pk=site.pk)
    adopted = site.versions.filter(state=Version.State.ADOPTED).first()
    if indicator.site_id not in (None, site.pk) or (activity and activity.site_id != site.pk):
        raise Refusal(_("This is not one of this site."))
    if strategy and not (adopted and adopted.wordings.filter(strategy=strategy).exists()):
        raise Refusal(_("This strategy is in no adopted version of the common agenda."))
    there = site.indicator_ties.current().filter(indicator=indicator, strategy=strategy)
    if known := there.filter(activity=activity).first():
        return known
    tie = IndicatorTie.objects.create(
        site=site, indicator=indicator, activity=activity, strategy=strategy, version=adopted,
        why=why.strip(), tied_name=str(by or ""),
    )  # fmt: skip
    number = adopted.number if adopted else None
    event = events.IndicatorTied(name=indicator.name, to=thing_of(tie), number=number)
    record(event, by=by, site=site, about=tie)
    return tie


@transaction.atomic
def untie_indicator(tie: IndicatorTie, *, reason: str, by: User | None) -> IndicatorTie:
    """The indicator shows this no longer; the tie stays readable, with both days and the reason."""
    tie = IndicatorTie.objects.locked().get(pk=tie.pk)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    if tie.ended_on is not None:
        return tie
    tie.ended_on, tie.reason = clock.today(), reason.strip()
    tie.save(update_fields=["ended_on", "reason"])
    event = events.IndicatorUntied(name=tie.indicator.name, to=thing_of(tie), reason=tie.reason)
    record(event, by=by, site=tie.site, about=tie)
    return tie


def thing_of(tie: IndicatorTie) -> str:
    """The title of the activity, or the name of the strategy."""
    return tie.activity.title if tie.activity else tie.strategy


def refuse_unlikely(site: Site, facts: ReviewFacts, but: LearningReview | None = None) -> None:
    """A review of the future, a second one of the same day, a next one that is not after it."""
    if facts.held_on > clock.today():
        raise Refusal(_("This review lies ahead: record it once it was held."))
    if facts.next_on and facts.next_on <= facts.held_on:
        raise Refusal(_("The next review comes after this one."))
    same = site.learning_reviews.filter(held_on=facts.held_on)
    others = same.exclude(pk=but.pk) if but else same
    if others.exists():
        raise Refusal(_("A review of this day is already recorded: correct that one."))


def refuse_unfit(indicator: Indicator, reading: Reading) -> None:
    """A value where its state says that there is one; whole counts; shares between 0 and 100."""
    value = reading.value
    if reading.state not in WITH_VALUE:
        if value is not None:
            raise Refusal(_("A value and the absence of a value cannot both be true."))
        if not reading.note.strip():
            raise Refusal(_("Say why there is no value: it is shown in its place."))
        return
    if value is None:
        raise Refusal(_("Type the value, or choose “no measure” and say why."))
    if indicator.value_type == Indicator.ValueType.COUNT and value != int(value):
        raise Refusal(_("A count has no decimals."))
    if value < 0 and indicator.value_type != Indicator.ValueType.RATIO:
        raise Refusal(_("This figure cannot be below zero."))
    if indicator.unit == "%" and value > 100:
        raise Refusal(_("A share cannot be above 100."))


def row_of(indicator: Indicator, reading: Reading, *, by: User | None, role: str) -> Measurement:
    return Measurement(
        indicator=indicator,
        version=indicator.version,
        value=reading.value,
        state=reading.state,
        provenance=reading.provenance.strip() or indicator.source,
        note=reading.note.strip(),
        entered_by=by,
        entered_name=str(by or ""),
        entered_role=role,
    )


def at_the_place_of(row: Measurement) -> Measurement | None:
    """What stands already for the same indicator, site and period."""
    return (
        Measurement.objects.current()
        .filter(
            indicator=row.indicator_id, site=row.site_id,
            starts_on=row.starts_on, ends_on=row.ends_on,
        )
        .first()
    )  # fmt: skip


def the_faster(there: Measurement, row: Measurement) -> Measurement:
    """The same click again changes nothing; the value of somebody else is told."""
    if same_entry(there, row):
        return there
    raise Refusal(
        _(
            "%(who)s has already entered %(value)s for this period. Correct that value if it is wrong."
        )
        % {"who": there.entered_name or _("Somebody"), "value": told(row.indicator, there)}
    )


def the_earlier_correction(there: Measurement, row: Measurement) -> Measurement:
    if same_entry(there, row):
        return there
    raise Refusal(
        _("%(who)s has corrected this value in the meantime: it is now %(value)s.")
        % {"who": there.entered_name or _("Somebody"), "value": told(row.indicator, there)}
    )


def same_entry(there: Measurement, row: Measurement) -> bool:
    return (there.entered_by_id, there.value, there.state) == (
        row.entered_by_id,
        row.value,
        row.state,
    )
