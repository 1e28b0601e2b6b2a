"""Values, which are never overwritten."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import (
    CheckConstraint,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    UniqueConstraint,
    Value,
)
from django.db.models.functions import Abs, Coalesce, Greatest
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity, HouseQuerySet
from measurement.models.definitions import Definition
from measurement.models.indicators import Indicator
from measurement.models.releases import Release
from measurement.periods import Period
from sites.models import CityContract, Neighbourhood, Site


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


class Reason(models.TextChoices):
    """Why a value took the place of another one."""

    TYPO = "typo", _("typing or counting error")
    SOURCE_REVISED = "source_revised", _("the source revised it")
    LATE_DATA = "late_data", _("data that came late")
    DEFINITION = "definition", _("counted by another definition")
    DISPUTE_RESOLVED = "dispute_resolved", _("after a dispute")
    WITHDRAWN = "withdrawn", _("value withdrawn")
    OTHER = "other", _("another reason")
    UNDONE = "undone", _("taken back with its file")
    RESTORED = "restored", _("stands again: a file was taken back")


# Those that people choose; the others come of a file that is taken back.
CHOSEN = tuple(reason for reason in Reason if reason not in {Reason.UNDONE, Reason.RESTORED})


# Half of the last decimal that is kept: how far rounding may move a ratio's value.
HALF_A_DIGIT = Decimal("0.00005")
WITH_COMPONENTS = Q(
    numerator__isnull=False, denominator__isnull=False, per__gt=0, per__isnull=False
)


COUNTS = (F("denominator"), F("numerator"), F("denominator") - F("numerator"))


def many(count: Any, least: Any) -> Q:
    """A count that is nobody, or enough people."""
    return Q(LessThanOrEqual(count, Value(0))) | Q(GreaterThanOrEqual(count, least))


def told_of_many() -> Q:
    """What tells of no few people, by the definition that it was measured by; where that is lost too."""
    then = Definition.objects.filter(indicator=OuterRef("indicator"), number=OuterRef("version"))
    least = Greatest("indicator__threshold", "indicator__secret_below")
    base = Coalesce(Subquery(then.values("least_base")[:1]), "indicator__least_base")
    no_people = Exists(then.exclude(value_type__in=Indicator.COUNTED))
    counts = Q(numerator=None) & (Q(no_people) | many(F("value"), least))
    shares = Q(*(many(count, least) for count in COUNTS), numerator__isnull=False)
    return counts | shares & many(F("denominator"), base)


class MeasurementQuerySet(HouseQuerySet["Measurement"]):
    def current(self) -> Self:
        """Those that no correction has replaced; what was taken back with its file is none."""
        return self.tips().exclude(reason_code=Reason.UNDONE)

    def tips(self) -> Self:
        """The last row of each place and period, also where it takes a first value back.

        Asked for as what has no correction: of a join without a match PostgreSQL thinks that it
        leaves a single row, and then reads all corrections there are for the last value of a site.
        """
        return self.exclude(Exists(Measurement.objects.filter(replaces=OuterRef("pk"))))

    def as_of(self, instant: datetime) -> Self:
        """Those that stood at an instant: written by then, and not yet replaced."""
        later = Measurement.objects.filter(replaces=OuterRef("pk"), entered_at__lte=instant)
        known = self.filter(~Exists(later), entered_at__lte=instant)
        return known.exclude(reason_code=Reason.UNDONE)

    def standing(self, instant: datetime | None = None) -> Self:
        """Those that stand now, or stood at an instant."""
        return self.current() if instant is None else self.as_of(instant)

    def readable(self) -> Self:
        """Those whose value everybody may read: it is there, and tells of no few people.

        `Indicator.hides` says the same of a single one, by the definition that it was measured by.
        """
        return self.filter(told_of_many(), value__isnull=False)

    def in_order(self) -> Self:
        """By period; a period that the source does not tell comes first."""
        return self.order_by(F("starts_on").asc(nulls_first=True), "ends_on")


class Measurement(Entity):
    """A value observed at one place for one period, or why there is none.

    It is never changed nor removed (a database trigger sees to it): a correction is a new row
    that names the one it replaces and says why. The value of a ratio follows from its two
    components, `per` so many (100 for a percentage); without a denominator it is not applicable.
    Where a file is taken back, what it replaced stands again (RESTORED, as of who had entered it),
    and a first value is undone (UNDONE): nothing stands there, as before the file.
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
    numerator = models.DecimalField(_("numerator"), max_digits=18, decimal_places=4, null=True)
    denominator = models.DecimalField(_("denominator"), max_digits=18, decimal_places=4, null=True)
    per = models.PositiveSmallIntegerField(_("for how many"), null=True)
    # The step in which the source prints its values: 1 for whole points; empty when not known.
    precision = models.DecimalField(_("precision"), max_digits=10, decimal_places=4, null=True)
    state = models.CharField(_("state"), max_length=14, choices=State, default=State.OBSERVED)
    # Of which publication of its source it is; empty for what the site counts and where it is not known.
    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, null=True, db_index=False, related_name="measurements"
    )
    provenance = models.CharField(_("where the value comes from"), max_length=300)
    source_file = models.CharField(_("file"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # As they were that day: names and roles outlive accounts and mandates.
    entered_name = models.CharField(max_length=120, blank=True)
    entered_role = models.CharField(max_length=14, blank=True)
    # The seat for which it was entered, by its holder or a deputy; empty for anybody else.
    entered_leg = models.CharField(max_length=14, blank=True)
    entered_at = models.DateTimeField(_("entered"), default=clock.now, editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    reason_code = models.CharField(
        _("kind of correction"), max_length=16, choices=Reason, blank=True
    )
    reason = models.CharField(_("reason for the correction"), max_length=300, blank=True)
    # The file with which it came.
    brought = models.ForeignKey(
        "measurement.ValueImport", on_delete=models.PROTECT, null=True,
        related_name="measurements", db_index=False,
    )  # fmt: skip

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        indexes = (
            models.Index(fields=["indicator", "site", "-ends_on"], name="measurement_last"),
            models.Index(fields=["indicator", "starts_on"], name="measurement_of_period"),
            # What was corrected of a period is told without looking at each of its values.
            models.Index(
                fields=["indicator", "starts_on", "replaces"],
                include=["entered_at"],
                condition=Q(replaces__isnull=False),
                name="measurement_corrections",
            ),
            models.Index(
                fields=["release"],
                condition=Q(release__isnull=False),
                name="measurement_of_release",
            ),
            models.Index(
                fields=["brought"], condition=Q(brought__isnull=False), name="measurement_brought"
            ),
        )
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
                condition=Q(replaces=None, reason="", reason_code="")
                | Q(replaces__isnull=False, reason_code__in=Reason.values) & ~Q(reason=""),
                name="measurement_reason_iff_correction",
            ),
            CheckConstraint(
                condition=Q(numerator=None, denominator=None, per=None)
                | Q(WITH_COMPONENTS, numerator__gte=0, denominator=0, state="not_applicable")
                | Q(
                    WITH_COMPONENTS,
                    LessThanOrEqual(
                        Abs(F("value") * F("denominator") - F("numerator") * F("per")),
                        F("denominator") * Value(HALF_A_DIGIT),
                    ),
                    numerator__gte=0,
                    denominator__gt=0,
                    value__isnull=False,
                ),
                name="measurement_ratio_follows_from_its_components",
            ),
            CheckConstraint(
                condition=~Q(reason_code="undone") | Q(state="missing", brought=None),
                name="measurement_undone_has_no_value",
            ),
            CheckConstraint(
                condition=Q(precision=None) | Q(precision__gt=0),
                name="measurement_precision_is_a_step",
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
    def is_undone(self) -> bool:
        """True of the row that takes a first value back with its file: nothing stands there."""
        return self.reason_code == Reason.UNDONE

    @property
    def corrects(self) -> "Measurement | None":
        """The value in whose place it stands; what was taken back with its file was none."""
        before: Measurement | None = self.replaces if self.replaces_id else None
        return None if before is None or before.is_undone else before

    @property
    def period(self) -> Period | None:
        """The days for which it stands, where they are known."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return Period(self.starts_on, self.ends_on)
