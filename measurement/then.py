"""The catalogue and its publications as they were known at an instant."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from kit.reads import compiled
from measurement.models import Definition, Indicator


def common_then(instant: datetime | None) -> list[Indicator]:
    """The figures that all sites share and that are, or were, in use, in the order of the catalogue.

    Each with the definition that stood then; what is retired since was in use. One that was
    written down later is among them (`came_later`): an installation may have older values of it.
    """
    if instant is None:
        return common_rows()
    found = Indicator.objects.filter(site=None).order_by("position", "code")
    first = Definition.objects.filter(indicator=OuterRef("pk"), number=1)
    rows: list[Any] = list(
        found.filter(Q(status="active") | Q(retired_at__gt=instant)).annotate(
            defined_at=Subquery(first.values("written_at"))
        )
    )
    return as_defined(rows, instant)


@compiled
def common_rows() -> Any:
    return Indicator.objects.in_use().filter(site=None).order_by("position", "code")


def came_later(found: Any, instant: datetime | None) -> bool:
    """True for a figure of the catalogue that was written down after an instant."""
    return instant is not None and found.defined_at > instant


def as_defined(indicators: Iterable[Indicator], instant: datetime | None) -> list[Indicator]:
    """The indicators with the definitions that stood at an instant: the first one at the earliest."""
    if instant is None:
        return list(indicators)
    found: Sequence[Indicator] = list(indicators)
    moved = [one.pk for one in found if one.version > 1]
    rows = Definition.objects.filter(known_at(instant), indicator__in=moved).order_by("number")
    by_then: dict[Any, list[Definition]] = {}
    for row in rows:
        by_then.setdefault(row.indicator_id, []).append(row)
    return [stood(one, by_then[one.pk]) if one.pk in by_then else one for one in found]


def known_at(instant: datetime) -> Q:
    """The definitions that were written down by an instant, and the first one in any case."""
    return Q(written_at__lte=instant) | Q(number=1)


def stood(found: Indicator, versions: Sequence[Definition]) -> Indicator:
    """An indicator by the last of the definitions that there were, as secret as the strictest of them.

    A threshold that was raised later hides nothing of what could be read on a day before.
    """
    then = found.defined_by(versions[-1])
    then.secret_below = max(row.threshold for row in versions)
    return then
