"""The values that people of a site are to give: of which period, by when, from whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from governance.models import Mandate, Membership
from kit import clock
from measurement.figures import GRACE, last_due
from measurement.models import Indicator, LockException, Measurement, Window
from measurement.periods import Period, period_of
from sites.models import Site

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueFigure:
    """A value that is to be given, and from whom.

    Who entered the last one is asked, as long as they may enter values at the site; once they
    have left, who holds their seat now, else the triad. Without a first value it is the source.
    """

    code: str
    name: str
    period: str
    due_on: date
    late: bool
    who: str
    person: Any
    span: Period


def figures_due(
    sites: Iterable[Site], today: date | None = None
) -> dict[Any, tuple[DueFigure, ...]]:
    """What each site has still to give of periods that ended, soonest due first; one query.

    The period is the first after the last value for which one may be given: a locked one is not
    due. A value is due on the day of its reporting period, else thirty days after its period has
    ended; until then it may be given already.
    """
    today = today or clock.today()
    keys = [site.pk for site in sites]
    latest: Any = (
        Measurement.objects.current()
        .filter(indicator=OuterRef("pk"), site=OuterRef("site"))
        .order_by(F("ends_on").desc(nulls_last=True))
    )
    rows = (
        Indicator.objects.in_use()
        .filter(site__pk__among=keys, level=Indicator.Level.SITE)
        .annotate(
            reached=Subquery(latest.values("ends_on")[:1]),
            last_name=Subquery(latest.values("entered_name")[:1]),
            windows=ArraySubquery(windows_then(today)),
            last_person=Subquery(latest.values("entered_by")[:1]),
            **{
                name: Subquery(latest.annotate(found=who).values("found")[:1])
                for name, who in (
                    ("stays", still_enters(today)),
                    ("heir", holders_after(today).values("person")[:1]),
                    ("heir_name", holders_after(today).values("person__name")[:1]),
                )
            },
        )
        .order_by("position", "code")
    )
    found: dict[Any, list[DueFigure]] = {key: [] for key in keys}
    for row in rows:
        if due := due_of(row, today):
            found[row.site_id].append(due)
    return {key: tuple(sorted(dues, key=lambda d: d.due_on)) for key, dues in found.items()}


def windows_then(today: date) -> Any:
    """Of an indicator of a site: the reporting periods of its rhythm, and whether they are open to it."""
    opened = LockException.objects.filter(
        window=OuterRef("pk"), site=OuterRef(OuterRef("site")), until__gte=today
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


def awaited_from(row: Any) -> tuple[str, Any]:
    """The name of who is asked for a value, and the person where it is one."""
    if row.last_person is None or row.stays:
        return row.last_name or row.source, row.last_person
    return (row.heir_name, row.heir) if row.heir else (_("the triad"), None)


def due_of(row: Any, today: date) -> DueFigure | None:
    """What is to be given of one indicator; None when the last period that ended has its value."""
    windows = {each["first"]: each for each in row.windows}
    missing = first_missing(row.periodicity, row.reached, today)
    while missing is not None and is_locked(windows.get(str(missing.starts_on)), today):
        missing = first_missing(row.periodicity, missing.ends_on, today)
    if missing is None:
        return None
    window = windows.get(str(missing.starts_on))
    due_on = date.fromisoformat(window["due"]) if window else missing.ends_on + GRACE
    who, person = awaited_from(row)
    return DueFigure(
        code=row.code,
        name=row.name,
        period=missing.label,
        due_on=due_on,
        late=due_on <= today,
        who=who,
        person=person,
        span=missing,
    )


def is_locked(window: dict[str, Any] | None, today: date) -> bool:
    """True for a reporting period that is locked and not opened for the site."""
    if window is None or window["locks"] is None or window["opened"]:
        return False
    return date.fromisoformat(window["locks"]) <= today


def first_missing(periodicity: str, reached: date | None, today: date) -> Period | None:
    """The period after the last value, when it has ended; of an indicator without any, the last due."""
    if reached is None:
        return period_of(last_due(periodicity, today), periodicity)
    following = period_of(reached + ONE_DAY, periodicity)
    return following if following.ends_on < today else None
