"""Values that stand again since a file was taken back, told as they were told before it."""

from copy import copy

from measurement.models import Measurement, Reason


def as_before_files(row: Measurement) -> Measurement:
    """The value; one that stands again corrects what it had corrected before the file.

    Then it is a copy to read with. What it replaces came out of the file and had itself replaced
    the value that stands again, be that once or once for each file.
    """
    if row.reason_code != Reason.RESTORED:
        return row
    origin, before = row, row.replaces
    while origin.reason_code == Reason.RESTORED and before and before.replaces:
        origin = before.replaces
        before = origin.replaces
    told = copy(row)
    told.replaces = before
    return told
