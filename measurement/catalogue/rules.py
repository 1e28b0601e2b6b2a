"""What may be computed from a figure and what is refused, in words: the engine's rules, read aloud."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from measurement import exact
from measurement.engine.combining import ACROSS_SITES, Rule, forbidden
from measurement.engine.definitions import Definition
from measurement.engine.overtime import TimeRule, rule_over_time
from measurement.engine.reasons import Why
from measurement.models import Indicator

type Words = Callable[[], str]

ACROSS: dict[Rule, Words] = {
    Rule.SUM: lambda: _("Addition over places allowed, each place once, for the same day and publication."),
    Rule.RATIO_OF_SUMS: lambda: _("Over several places, all numerators together are divided by all denominators together."),
    Rule.DISTRIBUTION: lambda: _("Over several places, only the spread is shown: the least, the middle, the most."),
    Rule.UNION: lambda: _("Over several places, each one is counted once where it is known who was counted; else from how many to how many."),
    Rule.LEVELS: lambda: _("Over several places, it is told how many stand on each level."),
    Rule.LISTING: lambda: _("Over several places, each status is listed."),
}  # fmt: skip
REFUSED: dict[Why, Words] = {
    Why.RATES_NOT_ADDED: lambda: _("Addition refused, because shares of different wholes do not add up."),
    Why.DISTINCTS_NOT_ADDED: lambda: _("Addition refused, because the same person or organisation may be counted at two places."),
    Why.MEDIANS_NOT_COMBINED: lambda: _("Addition and average refused, because a median of the whole does not follow from medians of the parts."),
    Why.LEVELS_NOT_AVERAGED: lambda: _("Addition and average refused, because levels are in order but not at equal steps."),
    Why.STATUSES_LISTED_ONLY: lambda: _("Addition and average refused, because a status is a word."),
    Why.RATES_NOT_AVERAGED: lambda: _("Average refused, because places of different sizes would weigh the same."),
    Why.COUNTS_NOT_AVERAGED: lambda: _("Average refused, because a count of a mean place is a count of no place."),
}  # fmt: skip
IN_TIME: dict[TimeRule, Words] = {
    TimeRule.SUM: lambda: _("Addition over periods allowed, because each period begins at nought."),
    TimeRule.RATIO_OF_SUMS: lambda: _("Over several periods, all numerators together are divided by all denominators together."),
    TimeRule.UNION: lambda: _("Over several periods, each one is counted once where it is known who was counted."),
    TimeRule.LAST: lambda: _("Over several periods, only the last value stands: adding states or running totals would count the same twice."),
    TimeRule.TRANSITIONS: lambda: _("Over several periods, it is told how many went from one level to another."),
    TimeRule.TIMELINE: lambda: _("Over several periods, each status is told with its days."),
    TimeRule.NONE: lambda: _("Addition over periods refused, because published rates and medians of several periods make no figure."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldRule:
    """One rule: whether it allows something, and its sentence."""

    allows: bool
    words: str


def rules_told(found: Indicator) -> tuple[ToldRule, ...]:
    """Across places, what is refused there, over periods, and what two values must be to be compared."""
    definition = exact.definition_of(found)
    across = ACROSS_SITES[definition.value_type]
    over = rule_over_time(definition)
    told = [ToldRule(True, ACROSS[across]()), *refusals(definition)]
    told.append(ToldRule(over != TimeRule.NONE, IN_TIME[over]()))
    return (*told, *comparisons(found))


def refusals(definition: Definition) -> list[ToldRule]:
    """What is asked for often and never given, each reason once."""
    asked = (forbidden(definition, Rule.SUM), forbidden(definition, Rule.MEAN))
    reasons = dict.fromkeys(refused.why for refused in asked if refused)
    return [ToldRule(False, REFUSED[why]()) for why in reasons]


def comparisons(found: Indicator) -> list[ToldRule]:
    """When a change is none."""
    told = []
    if found.vintage_gap > 1:
        words = _("Two vintages less than %(years)s years apart are not compared.")
        told.append(ToldRule(False, words % {"years": found.vintage_gap}))
    if found.noise:
        words = _("A change of %(noise)s or less means nothing.")
        told.append(ToldRule(False, words % {"noise": f"{found.noise.normalize():f}"}))
    if found.few:
        words = _("A count below %(number)s is not published.")
        if found.value_type == Indicator.ValueType.RATIO:
            words = _("A share is not published of fewer than %(number)s people, nor where it sets fewer of them apart.")  # fmt: skip
        told.append(ToldRule(False, words % {"number": found.few}))
    if found.in_family:
        words = _("It has parts, is a part or adds up over time: a value is withheld where, with the others, a number of few people could be worked out.")  # fmt: skip
        told.append(ToldRule(False, words))
    if found.least_base:
        words = _("No percentage is told out of fewer than %(number)s answers.")
        told.append(ToldRule(False, words % {"number": found.least_base}))
    if found.direction == Indicator.Direction.CONTEXT:
        told.append(ToldRule(False, _("Never judged: no target, no headline figure.")))
    return told
