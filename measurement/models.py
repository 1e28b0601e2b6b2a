"""Indicators, the values measured for them, which are never overwritten, and what is aimed at."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from agenda.models import Activity, Version
from agenda.models.versions import HEADING_LENGTH
from kit import clock
from kit.models import Entity, HouseQuerySet
from measurement.periods import Period
from sites.models import CityContract, Neighbourhood, Site

COMMON_CODE = r"^[a-z]{3}-[0-9]{2}$"


class IndicatorQuerySet(HouseQuerySet["Indicator"]):
    def at(self, site: Site) -> Self:
        """The common indicators and the site's own, in the order in which a page shows them."""
        return self.filter(Q(site=None) | Q(site=site)).order_by("position", "code")


class Indicator(Entity):
    """What is measured and how it may be read: a definition, common to all sites or one site's own.

    Common codes look like `rev-01`, local ones never do, so that an address names one indicator.
    """

    class ValueType(models.TextChoices):
        """What the number is; only counts and amounts may be added up."""

        COUNT = "count", _("count")
        RATE = "rate", _("published rate")
        RATIO = "ratio", _("ratio")
        AMOUNT = "amount", _("amount")

    class Direction(models.TextChoices):
        """Where a better situation lies; a context figure is never judged."""

        HIGHER = "higher", _("better when higher")
        LOWER = "lower", _("better when lower")
        BAND = "band", _("better inside a range")
        CONTEXT = "context", _("context, never judged")

    class Periodicity(models.TextChoices):
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")
        HALF = "half", _("every half-year")
        YEAR = "year", _("every year")
        IRREGULAR = "irregular", _("irregular")

    class Level(models.TextChoices):
        """What one value is about."""

        SITE = "site", _("site")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        CONTRACT = "contract", _("city contract")

    ADDITIVE: ClassVar = {ValueType.COUNT, ValueType.AMOUNT}

    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="indicators")
    code = models.SlugField(_("code"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version of the definition"), default=1)
    name = models.CharField(_("name"), max_length=160)
    question = models.CharField(_("question"), max_length=200, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    unit = models.CharField(_("unit"), max_length=40)
    value_type = models.CharField(_("kind of number"), max_length=6, choices=ValueType)
    direction = models.CharField(_("reading"), max_length=8, choices=Direction)
    periodicity = models.CharField(_("how often"), max_length=10, choices=Periodicity)
    level = models.CharField(_("measured for"), max_length=14, choices=Level, default=Level.SITE)
    source = models.CharField(_("source"), max_length=200)
    vintage = models.CharField(_("vintage"), max_length=200, blank=True)
    caution = models.CharField(_("caution"), max_length=400, blank=True)
    # Below it a count of persons is not published; 0 itself says nothing of anybody.
    threshold = models.PositiveSmallIntegerField(_("smallest published count"), default=0)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = (
            UniqueConstraint(
                fields=["site", "code"], nulls_distinct=False, name="indicator_code_once_a_site"
            ),
            CheckConstraint(
                condition=Q(site=None, code__regex=COMMON_CODE)
                | Q(site__isnull=False) & ~Q(code__regex=COMMON_CODE),
                name="indicator_common_iff_no_site",
            ),
            CheckConstraint(
                condition=Q(site=None) | Q(level="site"), name="indicator_local_is_about_its_site"
            ),
            CheckConstraint(
                condition=~Q(name="") & ~Q(unit="") & ~Q(source=""),
                name="indicator_named_with_unit_and_source",
            ),
            CheckConstraint(
                condition=Q(value_type__in=["count", "rate", "ratio", "amount"])
                & Q(direction__in=["higher", "lower", "band", "context"])
                & Q(periodicity__in=["month", "quarter", "half", "year", "irregular"])
                & Q(level__in=["site", "neighbourhood", "contract"]),
                name="indicator_words_known",
            ),
            CheckConstraint(
                condition=Q(threshold=0) | Q(value_type="count"),
                name="indicator_threshold_on_counts_only",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_local(self) -> bool:
        return self.site_id is not None

    @property
    def is_additive(self) -> bool:
        """True for what may be summed over different places."""
        return self.value_type in self.ADDITIVE

    @property
    def is_entered(self) -> bool:
        """True when people of the site enter its values, instead of an official file."""
        return self.level == self.Level.SITE and self.periodicity != self.Periodicity.IRREGULAR

    def hides(self, value: Any) -> bool:
        """True for a count so small that publishing it could point at somebody."""
        return value is not None and 0 < value < self.threshold


def indicators_at(site: Site) -> IndicatorQuerySet:
    """Where a page of the site looks for an indicator: the common ones and its own."""
    return Indicator.objects.at(site)


class State(models.TextChoices):
    """What stands behind a value or its absence. Zero is a value."""

    OBSERVED = "observed", _("measured")
    PROVISIONAL = "provisional", _("provisional")
    ESTIMATED = "estimated", _("estimated")
    MISSING = "missing", _("no measure")
    SUPPRESSED = "suppressed", _("statistical secrecy")
    NOT_PRODUCED = "not_produced", _("not produced")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


WITH_VALUE = (State.OBSERVED, State.PROVISIONAL, State.ESTIMATED)


class MeasurementQuerySet(HouseQuerySet["Measurement"]):
    def current(self) -> Self:
        """Those that no correction has replaced."""
        return self.filter(replaced_by=None)

    def in_order(self) -> Self:
        """By period; a period that the source does not tell comes first."""
        return self.order_by(F("starts_on").asc(nulls_first=True), "ends_on")


class Measurement(Entity):
    """A value observed at one place for one period, or why there is none.

    It is never changed nor removed (a database trigger sees to it): a correction is a new row
    that names the one it replaces and says why.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    version = models.PositiveSmallIntegerField(_("version of the definition"), default=1)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="measurements")
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, null=True, related_name="measurements"
    )
    contract = models.ForeignKey(
        CityContract, on_delete=models.PROTECT, null=True, related_name="measurements"
    )
    # Both days are empty where the source does not say for which time its values stand.
    starts_on = models.DateField(_("from"), null=True)
    ends_on = models.DateField(_("until"), null=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True)
    state = models.CharField(_("state"), max_length=14, choices=State, default=State.OBSERVED)
    provenance = models.CharField(_("where the value comes from"), max_length=300)
    source_file = models.CharField(_("file"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # As they were that day: names and roles outlive accounts and mandates.
    entered_name = models.CharField(max_length=120, blank=True)
    entered_role = models.CharField(max_length=14, blank=True)
    entered_at = models.DateTimeField(_("entered"), default=clock.now, editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    reason = models.CharField(_("reason for the correction"), max_length=300, blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        indexes = (models.Index(fields=["indicator", "site", "-ends_on"], name="measurement_last"),)
        constraints = (
            CheckConstraint(
                condition=Q(site__isnull=False, neighbourhood=None, contract=None)
                | Q(site=None, neighbourhood__isnull=False, contract=None)
                | Q(site=None, neighbourhood=None, contract__isnull=False),
                name="measurement_of_exactly_one_place",
            ),
            CheckConstraint(
                condition=Q(state__in=[s.value for s in WITH_VALUE], value__isnull=False)
                | Q(
                    state__in=["missing", "suppressed", "not_produced", "not_applicable"],
                    value=None,
                ),
                name="measurement_value_iff_its_state_has_one",
            ),
            CheckConstraint(
                condition=Q(starts_on=None, ends_on=None)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="measurement_ends_after_it_starts",
            ),
            CheckConstraint(
                condition=Q(replaces=None, reason="") | Q(replaces__isnull=False) & ~Q(reason=""),
                name="measurement_reason_iff_correction",
            ),
            CheckConstraint(condition=~Q(provenance=""), name="measurement_has_a_provenance"),
            CheckConstraint(
                condition=Q(entered_by=None) | ~Q(entered_name=""),
                name="measurement_keeps_the_name_of_its_author",
            ),
            UniqueConstraint(
                fields=["indicator", "site", "neighbourhood", "contract", "starts_on", "ends_on"],
                condition=Q(replaces=None),
                nulls_distinct=False,
                name="one_measurement_a_place_and_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period.label if self.period else '?'}"

    @property
    def period(self) -> Period | None:
        """The days for which it stands, where they are known."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return Period(self.starts_on, self.ends_on)


class Target(Entity):
    """A value aimed at by a day. It is never changed: a new one replaces it and both stay readable."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="targets")
    value = models.DecimalField(_("value aimed at"), max_digits=18, decimal_places=4)
    due_on = models.DateField(_("to be reached by"))
    since = models.DateField(_("aimed at since"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = (
            CheckConstraint(condition=Q(due_on__gt=F("since")), name="target_due_after_it_was_set"),
            UniqueConstraint(
                fields=["indicator", "site"],
                condition=Q(replaces=None),
                name="one_first_target_an_indicator_and_site",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.value}"


class LearningReview(Entity):
    """A dated look back of the collective at its figures: who was there, what was learnt and decided.

    A site at work holds one a year at least. One a site and day.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="learning_reviews")
    held_on = models.DateField(_("held on"))
    facilitator = models.CharField(_("who facilitated"), max_length=160)
    people = models.PositiveSmallIntegerField(_("how many people came"))
    attendance = models.CharField(_("who came"), max_length=300)
    learned = models.TextField(_("what we see and learn"), blank=True)
    decided = models.TextField(_("what was decided"))
    next_on = models.DateField(_("next review on"), null=True, blank=True)
    # What a form carries so that a double click says a thing once.
    once = models.UUIDField(unique=True, null=True)

    class Meta:
        verbose_name = _("learning review")
        verbose_name_plural = _("learning reviews")
        constraints = (
            CheckConstraint(
                condition=~Q(facilitator="") & ~Q(attendance="") & ~Q(decided=""),
                name="learning_review_says_who_and_what",
            ),
            CheckConstraint(condition=Q(people__gte=1), name="learning_review_with_somebody"),
            CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("held_on")),
                name="learning_review_next_lies_ahead",
            ),
            UniqueConstraint(fields=["site", "held_on"], name="one_learning_review_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.held_on}"


class IndicatorTieQuerySet(HouseQuerySet["IndicatorTie"]):
    def current(self) -> Self:
        """Those that nobody has taken off."""
        return self.filter(ended_on=None)


class IndicatorTie(Entity):
    """An indicator that shows what an activity or a strategy changes.

    It remembers the version of the common agenda that was in force when it was tied. It is never
    removed: who takes it off says why, and both days stay.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="indicator_ties")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="ties")
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, related_name="indicator_ties"
    )
    strategy = models.CharField(_("strategy"), max_length=HEADING_LENGTH, blank=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("what it should show"), max_length=200, blank=True)
    tied_on = models.DateField(_("tied on"), default=clock.today)
    tied_name = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(_("taken off on"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = IndicatorTieQuerySet.as_manager()

    class Meta:
        verbose_name = _("tie of an indicator")
        verbose_name_plural = _("ties of indicators")
        constraints = (
            CheckConstraint(
                condition=Q(activity__isnull=False, strategy="")
                | Q(activity=None) & ~Q(strategy=""),
                name="tie_to_exactly_one_thing",
            ),
            CheckConstraint(
                condition=Q(ended_on=None, reason="") | Q(ended_on__isnull=False) & ~Q(reason=""),
                name="tie_reason_iff_ended",
            ),
            CheckConstraint(
                condition=~Q(activity=None) | Q(version__isnull=False),
                name="tie_of_a_strategy_names_its_version",
            ),
            UniqueConstraint(
                fields=["site", "indicator", "activity", "strategy"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="tie_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.strategy or self.activity_id}"
