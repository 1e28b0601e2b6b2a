"""Why something is refused, cannot be compared or needs care: a key and the facts of its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Why(StrEnum):
    """Keys of sentences; each names one reason."""

    # Nothing to compute from.
    NO_VALUE = "no_value"
    NO_SITE = "no_site"
    NOT_PRODUCED = "not_produced"
    ALL_SUPPRESSED = "all_suppressed"
    DENOMINATOR_ZERO = "denominator_zero"
    # The rule of the figure.
    RATES_NOT_ADDED = "rates_not_added"
    RATES_NOT_AVERAGED = "rates_not_averaged"
    MEDIANS_NOT_COMBINED = "medians_not_combined"
    LEVELS_NOT_AVERAGED = "levels_not_averaged"
    COUNTS_NOT_AVERAGED = "counts_not_averaged"
    STOCKS_NOT_ADDED_OVER_TIME = "stocks_not_added_over_time"
    RUNNING_TOTALS_NOT_ADDED = "running_totals_not_added"
    ROLLING_NOT_ADDED = "rolling_not_added"
    DISTINCTS_NOT_ADDED = "distincts_not_added"
    GAPS_NOT_AVERAGED = "gaps_not_averaged"
    STATUSES_LISTED_ONLY = "statuses_listed_only"
    # What does not go together.
    CONFLICTING_ROWS = "conflicting_rows"
    CONFLICTING_RECORDS = "conflicting_records"
    RECORDS_UNKNOWN = "records_unknown"
    MIXED_RELEASES = "mixed_releases"
    MIXED_GENERATIONS = "mixed_generations"
    MIXED_DEFINITIONS = "mixed_definitions"
    MIXED_PERIODS = "mixed_periods"
    MIXED_STATUSES = "mixed_statuses"
    OVERLAPPING_SITES = "overlapping_sites"
    OVERLAPPING_PERIODS = "overlapping_periods"
    PERIMETER_CHANGED = "perimeter_changed"
    ABOVE_CEILING = "above_ceiling"
    COMPARATOR_RELEASE = "comparator_release"
    # Secrecy.
    TOO_FEW_SITES = "too_few_sites"
    REVEALS_ONE_SITE = "reveals_one_site"
    # What two values cannot be compared for.
    DEFINITION_CHANGED = "definition_changed"
    GEOGRAPHY_CHANGED = "geography_changed"
    METHOD_CHANGED = "method_changed"
    LAW_CHANGED = "law_changed"
    SOURCE_CHANGED = "source_changed"
    SOURCE_GAP = "source_gap"
    VINTAGES_TOO_CLOSE = "vintages_too_close"
    PERIOD_LENGTHS_DIFFER = "period_lengths_differ"
    COVERAGE_TOO_LOW = "coverage_too_low"
    BASELINE_MISSING = "baseline_missing"
    NO_BAND = "no_band"


class Caveat(StrEnum):
    """What is to be said beside a figure that may be shown."""

    PARTIAL = "partial"
    LEFT_OUT = "left_out"
    REPEATED_ROWS = "repeated_rows"
    UNKNOWN_PLACES = "unknown_places"
    SHARED_NEIGHBOURHOODS = "shared_neighbourhoods"
    PERTURBED = "perturbed"
    SEVERAL_SOURCES = "several_sources"
    INCOMPLETE_PAIRS = "incomplete_pairs"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    PERIODS_LACKING = "periods_lacking"
    TOO_FEW_FOR_MEDIAN = "too_few_for_median"
    AGAINST_DIRECTION = "against_direction"


@dataclass(frozen=True, slots=True)
class Refused:
    """That something is not computed, and why."""

    why: Why
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Beware:
    """Something to say beside a figure, with its facts."""

    caveat: Caveat
    facts: Mapping[str, Any] = field(default_factory=dict)
