"""Values that stand again since a file was taken back, told as they were told before it."""

from typing import Any

from measurement.models import Measurement, Reason


def as_before_files(rows: list[Measurement]) -> list[Measurement]:
    """The same rows; one that stands again corrects what it had corrected before the file.

    One query, and only where a file was taken back; one more for each file on the same value.
    """
    asked = [row for row in rows if row.reason_code == Reason.RESTORED and row.replaces]
    while asked:
        origins = (
            Measurement.objects.filter(replaced_by__pk__among=[row.replaces_id for row in asked])
            .select_related("replaces", "replaced_by")
            .order_by("pk")
        )
        stood: dict[Any, Measurement] = {origin.replaced_by.pk: origin for origin in origins}
        deeper = []
        for row in asked:
            origin = stood[row.replaces_id]
            row.replaces = origin.replaces
            if origin.reason_code == Reason.RESTORED:
                deeper.append(row)
        asked = deeper
    return rows
