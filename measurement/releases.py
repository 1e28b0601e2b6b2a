"""The publications out of which a value may come."""

from collections import defaultdict
from collections.abc import Iterable

from measurement.models import Indicator, Release


def releases_of(indicators: Iterable[Indicator]) -> dict[str, tuple[Release, ...]]:
    """What the sources of these indicators have published, newest first, by the source's code."""
    codes = {found.source_code for found in indicators if found.source_code}
    known: dict[str, list[Release]] = defaultdict(list)
    if codes:
        rows = Release.objects.filter(source__in=codes, produced=True)
        for row in rows.order_by("-vintage", "-generation"):
            known[row.source].append(row)
    return {code: tuple(rows) for code, rows in known.items()}


def unproduced(indicators: Iterable[Indicator]) -> frozenset[tuple[str, int]]:
    """The vintages that the sources of these indicators did not produce, by the source's code."""
    codes = {found.source_code for found in indicators if found.source_code}
    if not codes:
        return frozenset()
    rows = Release.objects.filter(source__in=codes, produced=False)
    return frozenset(rows.order_by().values_list("source", "vintage"))


def sources() -> list[tuple[str, str]]:
    """The sources of which the portal knows publications: their codes and names."""
    rows = Release.objects.order_by("source", "-vintage").distinct("source")
    return [(row.source, f"{row.producer}, {row.named}") for row in rows]


def offered(found: Indicator) -> tuple[Release, ...]:
    """Among which publications somebody chooses who enters a value of it."""
    return releases_of([found]).get(found.source_code, ())
