"""The waves with the number of their sites."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max

from sites.models import Wave


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave in the list of the national team."""

    number: int
    name: str
    period: str
    started_on: date
    sites: int


def waves() -> tuple[WaveRow, ...]:
    """All waves, the latest first."""
    rows = Wave.objects.annotate(counted=Count("sites")).order_by("-number")
    return tuple(WaveRow(w.number, w.words, w.period, w.started_on, w.counted) for w in rows)


def next_wave() -> dict[str, Any]:
    """What a form for one more wave begins with: the number and name that follow."""
    number = (Wave.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    return {"number": number, "name": f"Vague {number}"}


def wave_numbered(number: int) -> Wave | None:
    """The wave of that number."""
    return Wave.objects.filter(number=number).first()
