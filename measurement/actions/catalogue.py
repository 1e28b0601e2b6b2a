"""The catalogue changes: new versions, better words, the end of an indicator, a local one for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.actions.families import join, one_family_at_a_time, refuse_unfit_part
from measurement.catalogue.former import Former, label_of
from measurement.instants import writing
from measurement.models import RULES, WORDS, Definition, Headline, Indicator, runs_over_people


@dataclass(frozen=True)
class Change:
    """What somebody wants an indicator to be, by field, and which version they looked at."""

    seen: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    valid_from: date | None = None


@dataclass(frozen=True)
class Carried:
    """One version of an indicator as it was written elsewhere, and the words of the last one."""

    rules: Mapping[str, Any]
    words: Mapping[str, Any]
    valid_from: date | None = None
    reason: str = ""
    retired_on: date | None = None
    retired_why: str = ""
    origin: str = ""


@transaction.atomic
def define_common(fields: Mapping[str, Any], *, by: User | None) -> Indicator:
    """A new indicator for all sites, with the first version of its definition."""
    found = Indicator(site=None, **fields)
    refuse_nameless(found)
    if Indicator.objects.filter(site=None, code=found.code).exists():
        raise Refusal(_("The catalogue already has an indicator with this code."))
    create(found, by=by)
    record(events.IndicatorDefined(code=found.code, name=found.name), by=by, about=found)
    return found


@transaction.atomic
def carry_in(versions: Sequence[Carried], *, by: User | None) -> Indicator:
    """An indicator with all its versions, as a catalogue file brings it; the import is recorded as one."""
    last = versions[-1]
    found = Indicator(
        site=None, version=len(versions), origin=last.origin, retired_on=last.retired_on,
        retired_at=clock.now() if last.retired_on else None, retired_why=last.retired_why,
        secret_below=max(one.rules.get("threshold", 0) for one in versions),
        in_family=any(one.rules.get("part_of") or runs_over_people(one.rules) for one in versions),
        **last.rules, **last.words,
    )  # fmt: skip
    refuse_nameless(found)
    try:
        with transaction.atomic():
            found.save(force_insert=True)
            for number, one in enumerate(versions, 1):
                Definition.objects.create(
                    indicator=found, number=number, valid_from=one.valid_from or clock.today(),
                    name=found.name, reason=one.reason, written_by=by, written_name=str(by or ""),
                    **one.rules,
                )  # fmt: skip
    except IntegrityError as fault:
        raise Refusal(f"{found.code}: {unfit(fault)}") from fault
    return found


def carry_replacements(replaced: Mapping[str, str]) -> None:
    """Which common indicator took the place of which retired one, once all of a file are there.

    It belongs to the bringing in of that file, to its transaction and to its entry in the journal.
    """
    codes = {*replaced, *replaced.values()}
    there = {i.code: i for i in Indicator.objects.filter(site=None, code__in=codes)}
    for code, other in replaced.items():
        found = there[code]
        if other not in there:
            words = _("%(code)s is replaced by %(other)s, which is not in the catalogue.")
            raise Refusal(words % {"code": code, "other": other})
        found.replaced_by = there[other]
        store(found, ["replaced_by"])


def create(found: Indicator, *, by: User | None) -> Indicator:
    """The row of an indicator and the first version of its definition."""
    whole = part_of(found)
    try:
        with transaction.atomic():
            found.save(force_insert=True)
            first_version(found, by=by)
    except IntegrityError as fault:
        raise Refusal(unfit(fault)) from fault
    if whole:
        join(found, whole)
    return found


def part_of(found: Indicator) -> Indicator | None:
    """What a figure is to be part of, where that fits; it is of its family then.

    A running total of people is a family by itself: each period is a part of the next one.
    """
    found.in_family = found.in_family or found.runs_over_people
    if not found.part_of:
        return None
    one_family_at_a_time()
    whole = refuse_unfit_part(found)
    found.in_family = True
    return whole


def first_version(found: Indicator, *, by: User | None = None) -> Definition:
    """What was defined first."""
    return freeze(found, valid_from=clock.today(), reason="", by=by)


def freeze(found: Indicator, *, valid_from: date, reason: str, by: User | None) -> Definition:
    """The definition as the indicator carries it now, as a row that nobody changes."""
    return Definition.objects.create(
        indicator=found, number=found.version, valid_from=valid_from, name=found.name,
        reason=reason, written_by=by, written_name=str(by or ""), written_at=writing(), **found.rules(),
    )  # fmt: skip


@transaction.atomic
def redefine(indicator: Indicator, change: Change, *, by: User | None) -> Indicator:
    """What is counted or how it may be read changes: a new version, and a break in the series.

    Two people who redefine at once: the first one wins, the second one reads what was written.
    Where no rule changes, there is no new version and nothing is written.
    """
    reason = change.reason.strip()
    if change.fields.get("part_of"):
        one_family_at_a_time()
    if not reason:
        raise Refusal(_("Say why the definition changes: the reason stays with the new version."))
    found = Indicator.objects.locked().select_related("site").get(pk=indicator.pk)
    refuse_overtaken(found, change.seen)
    refuse_retired(found)
    wanted = {name: change.fields[name] for name in RULES if name in change.fields}
    before = found.rules()
    if not any(before[name] != value for name, value in wanted.items()):
        return found
    valid_from = change.valid_from or clock.today()
    last = found.definitions.order_by("-number").first()
    if valid_from > clock.today():
        raise Refusal(_("A new definition cannot begin in the future."))
    if last and last.number > 1 and valid_from < last.valid_from:
        raise Refusal(_("A new definition cannot begin before the one that it follows."))
    for name, value in wanted.items():
        setattr(found, name, value)
    whole = part_of(found)
    found.version += 1
    found.secret_below = max(found.few, before["threshold"])
    store(found, [*wanted, "version", "secret_below", "in_family"])
    freeze(found, valid_from=valid_from, reason=reason, by=by)
    if whole:
        join(found, whole)
    event = events.IndicatorRedefined(
        name=found.name, number=found.version, valid_from=valid_from, reason=reason
    )
    record(event, by=by, site=found.site or "", about=found)
    return found


@transaction.atomic
def reword(indicator: Indicator, change: Change, *, by: User | None) -> Indicator:
    """Words, translations and uses are put better; what is counted stays, and so does the series."""
    found = Indicator.objects.locked().select_related("site").get(pk=indicator.pk)
    refuse_overtaken(found, change.seen)
    wanted = {
        name: value
        for name, value in change.fields.items()
        if name in WORDS and getattr(found, name) != value
    }
    if not wanted:
        return found
    before, name = Former.of(found, wanted), found.name
    for field_name, value in wanted.items():
        setattr(found, field_name, value)
    refuse_nameless(found)
    store(found, wanted)
    event = events.IndicatorReworded(name=name, before=before)
    record(event, by=by, site=found.site or "", about=found)
    return found


@transaction.atomic
def put_in_use(indicator: Indicator, *, role: str, by: User | None) -> Indicator:
    """What was to be developed is ready: from now on values are entered for it."""
    found = Indicator.objects.locked().get(pk=indicator.pk)
    if found.status == Indicator.Status.ACTIVE:
        return found
    refuse_retired(found)
    found.status, found.role = Indicator.Status.ACTIVE, role
    refuse_nameless(found)
    store(found, ["status", "role"])
    record(events.IndicatorPutInUse(code=found.code, name=found.name), by=by, about=found)
    return found


@transaction.atomic
def retire_indicator(
    indicator: Indicator, *, reason: str, by: User | None, replaced_by: Indicator | None = None,
    on: date | None = None,
) -> Indicator:  # fmt: skip
    """No value is entered for it any more; those that are there stay, with the reason.

    Where sites had put it among their first figures it is so no longer: nobody looks first at what
    is not followed any more.
    """
    if not reason.strip():
        raise Refusal(_("Say why it is retired: the reason stays in the catalogue."))
    found = Indicator.objects.locked().select_related("site").get(pk=indicator.pk)
    if found.status == Indicator.Status.RETIRED:
        return found
    if replaced_by and (
        replaced_by.pk == found.pk or replaced_by.site_id not in {None, found.site_id}
    ):
        raise Refusal(_("It is replaced by another indicator, of the catalogue or of this site."))
    if replaced_by and replaced_by.status != Indicator.Status.ACTIVE:
        raise Refusal(_("What replaces it must be in use."))
    found.status = Indicator.Status.RETIRED
    found.retired_on, found.retired_at = on or clock.today(), writing()
    found.retired_why = reason.strip()
    found.replaced_by = replaced_by
    store(found, ["status", "retired_on", "retired_at", "retired_why", "replaced_by"])
    first = Headline.objects.standing().filter(indicator=found)
    first.update(ended_at=found.retired_at, ended_why=found.retired_why)
    event = events.IndicatorRetired(name=found.name, reason=found.retired_why)
    record(event, by=by, site=found.site or "", about=found)
    return found


@transaction.atomic
def promote_indicator(local: Indicator, fields: Mapping[str, Any], *, by: User | None) -> Indicator:
    """What a site follows becomes common: under a new code, with the local one named as its origin.

    The local one is not touched and keeps its values: they were measured under its own definition.
    """
    origin = Indicator.objects.locked().select_related("site").get(pk=local.pk)
    if origin.site is None:
        raise Refusal(_("This indicator is already common to all sites."))
    refuse_retired(origin)
    if there := Indicator.objects.filter(derived_from=origin, site=None).first():
        raise Refusal(
            _("It was promoted already: the common indicator is %(code)s.") % {"code": there.code}
        )
    copied = {name: getattr(origin, name) for name in (*RULES, *WORDS, "level")}
    # Of what a common figure is part is said when it is common.
    copied["part_of"] = ""
    copied["position"] = after_all()
    found = Indicator(
        site=None,
        derived_from=origin,
        origin=f"{origin.site.slug}/{origin.code}",
        **(copied | dict(fields)),
    )
    refuse_nameless(found)
    if Indicator.objects.filter(site=None, code=found.code).exists():
        raise Refusal(_("The catalogue already has an indicator with this code."))
    create(found, by=by)
    event = events.IndicatorPromoted(
        name=origin.name, site_name=origin.site.name, code=found.code, common=found.name
    )
    record(event, by=by, about=found)
    return found


def after_all() -> int:
    """The place of a new common indicator: after those that are there."""
    last: int | None = Indicator.objects.filter(site=None).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def store(found: Indicator, fields: Any) -> None:
    """Saves these fields; what the database refuses is said in words."""
    try:
        with transaction.atomic():
            found.save(update_fields=[*fields])
    except IntegrityError as fault:
        raise Refusal(unfit(fault)) from fault


def refuse_overtaken(found: Indicator, seen: int) -> None:
    """Somebody else wrote a version since this one was looked at."""
    if found.version == seen:
        return
    last = found.definitions.order_by("-number")[0]
    facts = {"who": last.written_name or _("Somebody"), "number": last.number, "why": last.reason}
    raise Refusal(
        _(
            "%(who)s has written version %(number)s in the meantime, because: %(why)s. Read it first."
        )
        % facts
    )


def refuse_retired(found: Indicator) -> None:
    if found.status == Indicator.Status.RETIRED:
        raise Refusal(_("This indicator is retired: its definition stays as it is."))


def refuse_nameless(found: Indicator) -> None:
    """A common indicator in use is told to residents: its question, what is counted, what for."""
    if found.site_id is None and found.status == Indicator.Status.ACTIVE:
        needed = ("name", "question", "definition", "information_use")
        lacking = [label_of(name) for name in needed if not getattr(found, name).strip()]
        if lacking:
            words = _("Residents read this indicator: it still lacks %(what)s.")
            raise Refusal(words % {"what": ", ".join(lacking)})


UNFIT = {
    "range_iff_read_by_it": lambda: _(
        "A range is given when the figure is better inside a range, and only then; a context figure has none."
    ),
    "range_begins_below_its_end": lambda: _("A range begins below its end."),
    "both_terms_iff_ratio": lambda: _(
        "A ratio names its numerator and its denominator; another kind of number names neither."
    ),
    "running_total_said_iff_flow": lambda: _(
        "Say whether each period begins at nought, for what happens in a period and only then."
    ),
    "multiplier_and_ceiling_of_shares": lambda: _(
        "Only a ratio or a published rate is told per 100 or per 1000 and has a ceiling."
    ),
    "lowest_below_highest": lambda: _("The lowest possible value lies below the highest."),
    "threshold_of_people": lambda: _(
        "Only counts and ratios have a smallest published count, of three at least, and only ratios a fewest number of answers."
    ),
    "to_develop_by_somebody": lambda: _(
        "What is to be developed is not in use yet and says which role develops it."
    ),
    "context_is_no_headline": lambda: _(
        "A context figure is never judged: it is no headline figure."
    ),
    "common_iff_no_site": lambda: _("The code of a common indicator looks like rev-01."),
    "part_of_is_of_counts": lambda: _(
        "Only a count, or a share of one, is part of another one, which its code names."
    ),
    "part_of_another_one": lambda: _("A figure is no part of itself."),
    "code_once_a_site": lambda: _("The catalogue already has an indicator with this code."),
}


def unfit(fault: IntegrityError) -> str:
    """The rule of the database that was broken, in words."""
    broken = str(getattr(getattr(fault.__cause__, "diag", None), "constraint_name", "") or "")
    name = broken.removeprefix("indicator_").removeprefix("definition_")
    if name not in UNFIT:
        raise fault
    return UNFIT[name]()
