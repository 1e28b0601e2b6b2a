"""The values that people of a site are to give: of which period, by when, from whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from governance.models import Mandate, Membership
from kit import clock
from kit.reads import Given, compiled
from measurement.figures import GRACE, follows, last_due
from measurement.models import Indicator, LockException, Measurement, Window
from measurement.periods import Period, period_of
from sites.models import Site

ONE_DAY = timedelta(days=1)
CODES = Given("codes", CharField())
WHO = ("last_name", "last_person", "stays", "heir", "heir_name")


@dataclass(frozen=True, slots=True)
class Due:
    """A value that is to be given: of which period, and by when."""

    code: str
    name: str
    due_on: date
    late: bool
    span: Period

    @property
    def period(self) -> str:
        """The period in words."""
        return self.span.label


@dataclass(frozen=True, slots=True)
class DueFigure(Due):
    """A value that is to be given, and from whom.

    Who entered the last one is asked, as long as they may enter values at the site; once they
    have left, who holds their seat now, else the triad. Without a value of a stated period it is the source.
    """

    who: str
    person: Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure of a site as the database tells it: its last value, who gave it, who sits there now."""

    code: str
    name: str
    source: str
    common: bool
    periodicity: str
    windows: list[dict[str, Any]]
    reached: str | None = None
    last_name: str | None = None
    last_person: str | None = None
    stays: bool | None = None
    heir: str | None = None
    heir_name: str | None = None


def figures_due(
    sites: Iterable[Site], today: date | None = None
) -> dict[Any, tuple[DueFigure, ...]]:
    """What each site has still to give of periods that ended, soonest due first; one query.

    Of its own figures and of the common ones that it follows. The period is the first after the
    last value for which one may be given: a locked one is not due. A value is due on the day of
    its reporting period, else thirty days after its period has ended; until then it may be given
    already.
    """
    return {
        key: tuple(asked_from(row, due) for row, due in dues)
        for key, dues in dues_of(sites, today or clock.today(), WHO).items()
    }


def periods_due(
    sites: Iterable[Site], today: date | None = None, codes: Iterable[str] | None = None
) -> dict[Any, tuple[Due, ...]]:
    """The same values, soonest due first, without looking for whom to ask; one query.

    Of all figures, or of those of some `codes` only.
    """
    return {
        key: tuple(due for _row, due in dues)
        for key, dues in dues_of(sites, today or clock.today(), (), codes).items()
    }


def dues_of(
    sites: Iterable[Site], today: date, facts: Iterable[str], codes: Iterable[str] | None = None
) -> dict[Any, list[tuple[Asked, Due]]]:
    """What is due at each site, each with the figure as it was read, soonest first."""
    keys = [site.pk for site in sites]
    found: dict[Any, list[tuple[Asked, Due]]] = {key: [] for key in keys}
    few = None if codes is None else CODES
    for site in asked_at(today, tuple(facts), few, sites=keys, codes=list(codes or ())):
        read = [asked(**figure) for figure in site.figures]
        dues = [(row, due) for row in read if (due := due_of(row, today))]
        found[site.pk] = sorted(dues, key=lambda pair: pair[1].due_on)
    return found


@compiled
def asked_at(today: date, facts: tuple[str, ...], codes: Any) -> Any:
    """Some sites, each with the figures whose values its people give."""
    sites: Any = Site.objects.filter(pk__among=Given("sites", UUIDField())).order_by("pk")
    return sites.values("pk", figures=ArraySubquery(given_at_sites(today, facts, codes)))


def asked(last: dict[str, Any] | None, **facts: Any) -> Asked:
    """The figure, with what is told of its last value where it has one."""
    return Asked(**facts, **(last or {}))


def given_at_sites(today: date, facts: Iterable[str], codes: Any = None) -> Any:
    """Of a site: the figures whose values its people give, its own and the common ones it follows.

    All of them, or those of the codes that each run gives.

    Of its last value up to which day it goes, and those facts of who gave it that are asked for.
    """
    latest: Any = (
        Measurement.objects.current()
        .filter(indicator=OuterRef("pk"), site=OuterRef(OuterRef("pk")), ends_on__isnull=False)
        .order_by("-ends_on")
    )
    # All of it from one row: to look for the last value once for each fact takes six times as long.
    who = who_gave(today)
    told = JSONObject(reached="ends_on", **{fact: who[fact] for fact in facts})
    known = Indicator.objects.asked_of_people()
    return (
        (known if codes is None else known.filter(code__among=codes))
        .filter(
            Q(site=OuterRef("pk")) | Q(site=None) & follows(OuterRef("pk"), OuterRef(OuterRef("pk"))))
        .order_by("position", "code")
        .values(
            each=JSONObject(
                code="code", name="name", source="source", periodicity="periodicity",
                common=Q(site=None), windows=ArraySubquery(windows_then(today)),
                last=Subquery(latest.values(each=told)[:1]),
            )
        )
    )  # fmt: skip


def who_gave(today: date) -> dict[str, Any]:
    """Of a measurement: who entered it, whether they still do, and who sits in their seat now."""
    heirs: Any = holders_after(today)
    return {
        "last_name": "entered_name",
        "last_person": "entered_by",
        "stays": still_enters(today),
        "heir": Subquery(heirs.values("person")[:1]),
        "heir_name": Subquery(heirs.values("person__name")[:1]),
    }


def windows_then(today: date) -> Any:
    """Of an indicator of a site: the reporting periods of its rhythm, and whether they are open to it."""
    opened = LockException.objects.filter(
        window=OuterRef("pk"), site=OuterRef(OuterRef(OuterRef("pk"))), until__gte=today
    )
    return Window.objects.filter(periodicity=OuterRef("periodicity")).values(
        each=JSONObject(first="starts_on", due="due_on", locks="locks_on", opened=Exists(opened))
    )


def still_enters(today: date) -> Any:
    """Of a measurement: who entered it has a seat at the site, stands in for one, or is a partner."""
    same = {"site": OuterRef("site"), "person": OuterRef("entered_by")}
    partner = Membership.Kind.PARTNER
    return Exists(Mandate.objects.in_force(today).filter(**same)) | Exists(
        Membership.objects.in_force(today).filter(**same, kind=partner)
    )


def holders_after(today: date) -> QuerySet[Mandate]:
    """Of a measurement: who holds today the seat that who entered it had last at the site."""
    had = Mandate.objects.filter(
        site=OuterRef("site"), person=OuterRef(OuterRef("entered_by"))
    ).order_by("-starts_on")
    return Mandate.objects.in_force(today).filter(
        site=OuterRef("site"), deputy=False, seat=Subquery(had.values("seat")[:1])
    )


def awaited_from(row: Asked) -> tuple[str, Any]:
    """The name of who is asked for a value, and the person where it is one."""
    if row.last_person is None or row.stays:
        first = _("the triad") if row.common else row.source
        return row.last_name or first, UUID(row.last_person) if row.last_person else None
    return (row.heir_name or "", UUID(row.heir)) if row.heir else (_("the triad"), None)


def asked_from(row: Asked, due: Due) -> DueFigure:
    """The value that is due, with whom it is asked from."""
    who, person = awaited_from(row)
    return DueFigure(due.code, due.name, due.due_on, due.late, due.span, who, person)


def due_of(row: Asked, today: date) -> Due | None:
    """What is to be given of one indicator; None when the last period that ended has its value."""
    windows = {each["first"]: each for each in row.windows}
    reached = date.fromisoformat(row.reached) if row.reached else None
    missing = first_missing(row.periodicity, reached, today)
    while missing is not None and is_locked(windows.get(str(missing.starts_on)), today):
        missing = first_missing(row.periodicity, missing.ends_on, today)
    if missing is None:
        return None
    window = windows.get(str(missing.starts_on))
    due_on = date.fromisoformat(window["due"]) if window else missing.ends_on + GRACE
    return Due(row.code, row.name, due_on, due_on <= today, missing)


def is_locked(window: dict[str, Any] | None, today: date) -> bool:
    """True for a reporting period that is locked and not opened for the site."""
    if window is None or window["locks"] is None or window["opened"]:
        return False
    return date.fromisoformat(window["locks"]) <= today


def first_missing(periodicity: str, reached: date | None, today: date) -> Period | None:
    """The period after the last value, when it has ended; of an indicator without any, the last due.

    Where the rhythm changed, it is the first whose days no value counts yet.
    """
    if reached is None:
        return period_of(last_due(periodicity, today), periodicity)
    following = period_of(reached + ONE_DAY, periodicity)
    if following.starts_on <= reached:
        following = following.next()
    return following if following.ends_on < today else None
