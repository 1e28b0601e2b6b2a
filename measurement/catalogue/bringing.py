"""A catalogue file as somebody sends it: read, previewed, and carried from the preview to the writing."""

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kit.forms import clean_text
from kit.states import Refusal
from kit.tables import TableUnreadableError, read_table
from measurement.catalogue.columns import NEEDED, Line, line_of
from measurement.catalogue.former import label_of
from measurement.catalogue.loading import Planned, bring_in, planned
from sites.imports.reading import Row, RowRefused
from sites.imports.table import one_import_at_a_time

LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the file would do to one indicator, in words."""

    code: str
    name: str
    what: str
    words: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do: each row accounted for; only a file without a refusal can be written."""

    rows: int
    lines: tuple[Foreseen, ...]
    counts: dict[str, int]
    carried: str

    @property
    def fits(self) -> bool:
        """True when all of it can go in and something would change."""
        return not self.counts["refused"] and bool(self.changes)

    @property
    def changes(self) -> int:
        """How many indicators would be another one afterwards."""
        return self.counts["new"] + self.counts["words"] + self.counts["version"]


def rows_of(content: bytes) -> list[Row]:
    """The rows of a file by the names of its columns; a Refusal says why it is none."""
    try:
        if content.lstrip()[:1] == b"{":
            found = json.loads(content)["rows"]
            cells = [
                {k: "" if v is None else clean_text(str(v)) for k, v in row.items()}
                for row in found
            ]
            return check([Row(n, row) for n, row in enumerate(cells, 1)])
        table = read_table(content)
    except TableUnreadableError as fault:
        raise Refusal(str(fault)) from fault
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Refusal(_("This JSON file is not a catalogue.")) from fault
    if not table:
        raise Refusal(_("The file is empty."))
    head = [cell.strip() for cell in table[0].cells]
    for row in table[1:]:
        if any(row.cells[len(head) :]):
            words = _("Line %(number)s has more cells than there are columns.")
            raise Refusal(words % {"number": row.number})
    return check([
        Row(row.number, dict(zip(head, [*row.cells, *[""] * len(head)], strict=False)))
        for row in table[1:]
    ])  # fmt: skip


def check(rows: list[Row]) -> list[Row]:
    """The rows, where they have what a catalogue needs."""
    missing = [name for name in NEEDED if rows and name not in rows[0].cells]
    if missing or not rows:
        words = _("This is no catalogue: it lacks the columns %(names)s.")
        raise Refusal(words % {"names": ", ".join(missing or NEEDED)})
    return rows


def preview(content: bytes) -> Preview:
    """What the file would do; nothing is written. A file that is too large is not read in part."""
    if len(content) > LARGEST:
        raise Refusal(_("A catalogue has at most 4 MB: this file was not read."))
    rows = rows_of(content)
    lines, refused = read_lines(rows)
    plans = planned(lines)
    told = [*refused, *(foreseen(one) for one in plans)]
    counts = dict.fromkeys(("new", "version", "words", "same", "refused"), 0)
    for one in told:
        counts["refused" if one.refused else one.what] += 1
    packed = base64.b64encode(zlib.compress(content)).decode()
    return Preview(len(rows), tuple(told), counts, packed)


def read_lines(rows: Sequence[Row]) -> tuple[list[Line], list[Foreseen]]:
    """The rows that can be read, and why the others cannot."""
    lines, refused = [], []
    for row in rows:
        try:
            lines.append(line_of(row))
        except RowRefused as fault:
            code = row.cells.get("code", "") or _("line %(number)s") % {"number": row.line}
            refused.append(Foreseen(code[:40], "", "refused", str(fault), refused=True))
    return lines, refused


def foreseen(one: Planned) -> Foreseen:
    """One indicator of the preview."""
    fields = ", ".join(label_of(name) for name in one.fields)
    words = {
        "new": _("new"),
        "same": _("unchanged"),
        "words": _("reworded: %(fields)s") % {"fields": fields} if fields else "",
        "version": _("new version: %(fields)s") % {"fields": fields},
    }[one.what]
    fates = {"active": _("put into use"), "retired": _("retired")}
    words = "; ".join(filter(None, (words, fates.get(one.fate))))
    return Foreseen(one.code, one.name, one.what, one.refusal or words, bool(one.refusal))


def unpacked(carried: str) -> bytes:
    """The file out of what the preview carried."""
    try:
        found = zlib.decompressobj().decompress(base64.b64decode(carried, validate=True), LARGEST)
    except (binascii.Error, zlib.error, ValueError) as fault:
        raise Refusal(_("The file got lost on the way: send it again.")) from fault
    return found


@transaction.atomic
def write(content: bytes, *, reason: str, by: Any) -> int:
    """All of the file or nothing; how many indicators changed."""
    one_import_at_a_time()
    lines, refused = read_lines(rows_of(content))
    plans = planned(lines)
    faults = [
        *(one.words for one in refused),
        *(f"{p.code}: {p.refusal}" for p in plans if p.refusal),
    ]
    if faults:
        raise Refusal(" ".join(faults[:5]))
    bring_in(plans, by=by, why=reason)
    return sum(one.what != "same" for one in plans)
