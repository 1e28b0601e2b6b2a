"""Facts that hold from one day to another: their days, and the states that follow from these."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity, HouseQuerySet
from kit.states import Phase, Phased


class DatedState(models.TextChoices):
    """Where a dated fact stands on a day; computed from its dates, never stored."""

    TO_COME = "to_come", _("to come")
    IN_FORCE = "in_force", _("in force")
    ENDED = "ended", _("ended")


def not_begun(row: Any, day: date) -> bool:
    """True before the first day."""
    return bool(day < row.starts_on)


def holds(row: Any, day: date) -> bool:
    """True between the first day and the last, both included."""
    return bool(row.starts_on <= day and (row.ends_on is None or day <= row.ends_on))


def is_over(row: Any, day: date) -> bool:
    """True after the last day."""
    return row.ends_on is not None and bool(row.starts_on <= day and row.ends_on < day)


BEFORE = _("before the first day")
MEANWHILE = _("from the first day to the last, both included; open while no last day is set")
AFTER = _("after the last day")


def span() -> models.GeneratedField:
    """The days from the first to the last, both included; open when no end is known.

    Days in the wrong order make an empty span instead of a fault of the engine, so that the
    check constraint can say what is wrong.
    """
    return models.GeneratedField(
        expression=Case(
            When(
                Q(ends_on__lt=F("starts_on")),
                then=Value("empty", output_field=DateRangeField()),
            ),
            default=Func(
                F("starts_on"),
                F("ends_on"),
                Value("[]"),
                function="daterange",
                output_field=DateRangeField(),
            ),
            output_field=DateRangeField(),
        ),
        output_field=DateRangeField(),
        db_persist=True,
    )


class DatedQuerySet[M: models.Model](HouseQuerySet[M]):
    """Facts that hold from one day to another."""

    def in_force(self, on: date | None = None) -> Self:
        """Those that hold on a day, today by default."""
        return self.filter(during__contains=on or clock.today())


class Dated(Phased, Entity):
    """Something that holds from a first day to a last day, both included."""

    PHASES: ClassVar[tuple[Phase, ...]] = (
        Phase(DatedState.TO_COME, BEFORE, _("counts for nothing yet"), not_begun),
        Phase(DatedState.IN_FORCE, MEANWHILE, _("counts"), holds),
        Phase(DatedState.ENDED, AFTER, _("is kept, and counts no more"), is_over),
    )

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    during = span()

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """True when the day lies between the first and the last, both included."""
        return holds(self, day)

    def state_on(self, day: date) -> Any:
        """Where it stands on a day, by its table of phases."""
        return self.phase_on(day).state


ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
EXPECTED_AFTER_START = Q(expected_on__isnull=True) | Q(expected_on__gte=F("starts_on"))


def never_two(name: str, *same: Any, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows that are the same in these hold on the same day: the database sees to it."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((one, RangeOperators.EQUAL) for one in same),
            ("during", RangeOperators.OVERLAPS),
        ],
        condition=condition,
    )
