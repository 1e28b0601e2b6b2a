"""The publications out of which a value may come, as they are told now or were at an instant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models.functions import JSONObject

from kit.reads import compiled
from measurement.models import Indicator, Measurement, Release, ReleaseVersion

# The vintages that sources did not produce, by the code of their source, with the producer's words.
type Unproduced = Mapping[tuple[str, int], str]


def releases_of(indicators: Iterable[Indicator]) -> dict[str, tuple[Release, ...]]:
    """What the sources of these indicators have published, newest first, by the source's code."""
    codes = {found.source_code for found in indicators if found.source_code}
    known: dict[str, list[Release]] = defaultdict(list)
    if codes:
        rows = Release.objects.filter(source__in=codes, produced=True)
        for row in rows.order_by("-vintage", "-generation"):
            known[row.source].append(row)
    return {code: tuple(rows) for code, rows in known.items()}


def publications(codes: Any, instant: datetime | None = None) -> Any:
    """What is told of the publications of these sources, or was told at an instant."""
    words = {"produced": "produced", "caveats": "caveats", "english": "caveats_en"}
    if instant is None:
        rows = Release.objects.filter(source__among=codes, produced=False).order_by("vintage")
        return rows.values(each=JSONObject(source="source", vintage="vintage", **words))
    versions = ReleaseVersion.objects.filter(release__source__among=codes, written_at__lte=instant)
    last = versions.order_by("release_id", "-number").distinct("release_id")
    named = {"source": "release__source", "vintage": "release__vintage"}
    return last.values(each=JSONObject(**named, **words))


def unproduced_in(rows: Iterable[Mapping[str, Any]]) -> Unproduced:
    """Of these publications those that the source did not make, with its words in the reader's language."""
    return {
        (one["source"], one["vintage"]): Release(
            caveats=one["caveats"], caveats_en=one["english"]
        ).warned
        for one in rows
        if not one["produced"]
    }


def releases_then(instant: datetime | None) -> dict[Any, Release]:
    """All publications by their key, as they were told at an instant: at the earliest as first told."""
    known = {row.pk: row for row in release_rows()}
    return known if instant is None else {row.pk: row for row in told_then(known.values(), instant)}


@compiled
def release_rows() -> Any:
    return Release.objects.order_by("pk")


def told_then(releases: Iterable[Release], instant: datetime) -> list[Release]:
    """These publications as they were told at an instant; one query where any was told otherwise."""
    found = list(releases)
    moved = [row.pk for row in found if row.number > 1]
    versions = ReleaseVersion.objects.filter(release__in=moved).order_by("number")
    then: dict[Any, ReleaseVersion] = {}
    for row in versions:
        if row.number == 1 or row.written_at <= instant:
            then[row.release_id] = row
    return [row.told_by(then[row.pk]) if row.pk in then else row for row in found]


def as_told(rows: Iterable[Measurement], instant: datetime | None) -> list[Measurement]:
    """Values with their publications as they were told at an instant."""
    found = list(rows)
    if instant is None:
        return found
    known = {row.release.pk: row.release for row in found if row.release}
    then = {row.pk: row for row in told_then(known.values(), instant)}
    for row in found:
        if row.release_id:
            row.release = then[row.release_id]
    return found


def sources() -> list[tuple[str, str]]:
    """The sources of which the portal knows publications: their codes and names."""
    rows = Release.objects.order_by("source", "-vintage").distinct("source")
    return [(row.source, f"{row.producer}, {row.named}") for row in rows]


def offered(found: Indicator) -> tuple[Release, ...]:
    """Among which publications somebody chooses who enters a value of it."""
    return releases_of([found]).get(found.source_code, ())
