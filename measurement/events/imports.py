"""What can happen to files of values."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event


@event("measurement.values_imported")
@dataclass(frozen=True)
class ValuesImported(Event):
    """A file of values went in, whole or its good rows."""

    sentence = _(
        "brought in the file “{name}”; rows read: {rows}, new values: {values}, corrections: {corrections}, rows refused: {refused}"
    )
    name: str
    rows: int
    values: int
    corrections: int
    refused: int


@event("measurement.import_reverted")
@dataclass(frozen=True)
class ImportReverted(Event):
    """What stood before the file stands again; its values stay readable."""

    sentence = _("took back the file “{name}” (values: {values}), because: {reason}")
    name: str
    values: int
    reason: str
