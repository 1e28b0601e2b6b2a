"""An OpenDocument spreadsheet of one table: typed cells, written straight into its XML (docs/adr/0014)."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
    )
)
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
STYLES = (
    '<number:date-style style:name="short" number:automatic-order="true"><number:day number:style="long"/>'
    '<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="short"/>'
    '<style:style style:name="head" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
MANIFEST = (
    f'{DECLARED}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
    f'manifest:media-type="{MIMETYPE}"/><manifest:file-entry manifest:full-path="content.xml" '
    f'manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" '
    f'manifest:media-type="text/xml"/></manifest:manifest>'
)
EMPTY = "<table:table-cell/>"
# Runs of spaces and tabs would be read as one space.
RUNS = re.compile(r" {2,}|^ | $|\t")
NARROW, WIDE = 8, 40
# The instant that a file bears whose rows tell of none: the first one that a zipped file can have.
TIMELESS = datetime(1980, 1, 1, tzinfo=UTC)

type Cell = str | int | float | Decimal | date | None


def width(words: str) -> int:
    """How wide a column is, in signs: its head, within reason."""
    return min(WIDE, max(NARROW, len(str(words)) + 2))


def document(
    name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, at: datetime = TIMELESS
) -> bytes:
    """The file: its kind first and bare, as the standard asks, then its list of parts, then the table.

    It bears the instant `at` (UTC) and no other.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr(part("mimetype"), MIMETYPE)
        for name_of_part, words in (
            ("META-INF/manifest.xml", MANIFEST),
            ("meta.xml", meta(at)),
            ("content.xml", content(name, head, rows)),
        ):
            parts.writestr(part(name_of_part), words, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def part(name: str) -> zipfile.ZipInfo:
    """A part of the file, of no day and no machine."""
    found = zipfile.ZipInfo(name)
    found.create_system, found.external_attr = 0, 0
    return found


def meta(at: datetime) -> str:
    """Since when the file says what it says."""
    told = f"{at:%Y-%m-%dT%H:%M:%S}Z"
    return (
        f'{DECLARED}<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<meta:creation-date>{told}</meta:creation-date></office:meta></office:document-meta>"
    )


def content(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The one table, its heads repeated on every printed page."""
    widths = sorted({width(words) for words in head})
    columns = "".join(
        f'<style:style style:name="w{wide}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{wide * 0.22:.2f}cm"/></style:style>'
        for wide in widths
    )
    sized = "".join(f'<table:table-column table:style-name="w{width(words)}"/>' for words in head)
    heads = "".join(string(words, ' table:style-name="head"') for words in head)
    body = "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows
    )  # fmt: skip
    return (
        f'{DECLARED}<office:document-content {NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{columns}{STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet><table:table table:name={quoteattr(name)}>{sized}"
        f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>"
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def cell(value: Cell) -> str:
    """A value with its type: what it is, never what it looks like."""
    if value is None:
        return EMPTY
    if isinstance(value, str):
        return string(value)
    if isinstance(value, date):
        return (
            f'<table:table-cell table:style-name="day" office:value-type="date" '
            f'office:date-value="{value.isoformat()}"><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>'
        )
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def string(words: str, more: str = "") -> str:
    """Words, a paragraph a line."""
    lines = "".join(f"<text:p>{line(part)}</text:p>" for part in words.splitlines() or [""])
    return f'<table:table-cell{more} office:value-type="string">{lines}</table:table-cell>'


def line(words: str) -> str:
    """Words with their spaces as they were typed."""
    escaped = escape(words)
    return RUNS.sub(kept, escaped) if RUNS.search(escaped) else escaped


def kept(found: re.Match[str]) -> str:
    """A tab, or so many spaces."""
    run = found.group()
    return "<text:tab/>" if run == "\t" else f'<text:s text:c="{len(run)}"/>'
