"""The first sheet in sight of an OpenDocument spreadsheet, as rows of words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kit.packages import Package, Unreadable
from kit.shown import (
    MOST_COLUMNS,
    Cells,
    Found,
    Sight,
    clean,
    number_words,
    percent_words,
    whole,
)
from kit.streams import elements

CONTENT = "content.xml"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
COLLAPSED = {"collapse", "filter"}


class Ods:
    """An OpenDocument spreadsheet: its first table in sight, those before it, which columns nobody sees."""

    def __init__(self, package: Package, *, formulas: bool = False) -> None:
        if any(name.endswith("encryption-data") for name in encrypted(package)):
            raise Unreadable("locked")
        if CONTENT not in package.names:
            raise Unreadable("broken")
        self.package, self.formulas = package, formulas
        self.unseen_styles: set[str] = set()
        # The tables that have begun, each with its name and whether it is hidden; how deep they lie.
        self.tables: list[tuple[str, bool]] = []
        self.columns: set[int] = set()
        self.width = 0

    def begin(self, table: Element) -> None:
        """One more table begins."""
        style = table.get(f"{TABLE}style-name", "")
        self.tables.append((table.get(f"{TABLE}name", ""), style in self.unseen_styles))
        self.columns, self.width = set(), 0

    def read(self) -> Iterator[Element]:
        """The rows of the first table in sight; of the first one where all are hidden."""
        tags = {"style", "table-column", "table-row"}
        for element in elements(self.package, CONTENT, tags, begun={"table": self.begin}):
            if element.tag == f"{STYLE}style":
                self.note_style(element)
            elif len(self.tables) > 1 and not self.tables[-2][1]:
                return
            elif element.tag == f"{TABLE}table-column":
                self.note_column(element)
            elif self.tables and not self.tables[-1][1]:
                yield element

    def note_style(self, style: Element) -> None:
        """A style under which a table is hidden."""
        for properties in style.iter(f"{STYLE}table-properties"):
            if properties.get(f"{TABLE}display") == "false":
                self.unseen_styles.add(style.get(f"{STYLE}name", ""))

    def note_column(self, column: Element) -> None:
        """One column, or so many alike."""
        times = whole(column.get(f"{TABLE}number-columns-repeated"), 1)
        if column.get(f"{TABLE}visibility") in COLLAPSED:
            self.columns.update(range(self.width, min(self.width + times, MOST_COLUMNS)))
        self.width += times

    def sight(self) -> Sight:
        """The table that is read, those before it, and which columns nobody sees."""
        next(self.read(), None)
        *others, (name, _hidden) = self.tables or [("", False)]
        return Sight(clean(name), tuple(others), frozenset(self.columns))

    def rows(self, most: int) -> Iterator[Found]:
        """The rows that say something; repeated ones are repeated."""
        place = 0
        for row in self.read():
            cells = ods_cells(row, formulas=self.formulas)
            times = whole(row.get(f"{TABLE}number-rows-repeated"), 1)
            if any(cells):
                if place + times > most:
                    raise Unreadable("too_long")
                hidden = row.get(f"{TABLE}visibility") in COLLAPSED
                yield from ((place + time, cells, hidden) for time in range(1, times + 1))
            place += times


def encrypted(package: Package) -> list[str]:
    """The names of what the list of parts says of them."""
    parts = package.tree("META-INF/manifest.xml")
    return [] if parts is None else [element.tag for element in parts.iter()]


def ods_cells(row: Element, *, formulas: bool = False) -> Cells:
    """One row; the empty cells at its end, which files repeat by the thousand, are left out."""
    found: list[str] = []
    empty = 0
    for cell in row:
        if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
            continue
        times, words = (
            whole(cell.get(f"{TABLE}number-columns-repeated"), 1),
            clean(shown(cell)),
        )
        if not words and formulas:
            words = uncalculated(cell)
        if not words:
            empty += times
            continue
        if len(found) + empty + times > MOST_COLUMNS:
            raise Unreadable("too_long")
        found += [""] * empty + [words] * times
        empty = 0
    return tuple(found)


def uncalculated(cell: Element) -> str:
    """The formula of a cell that shows nothing."""
    _kind, _sign, formula = cell.get(f"{TABLE}formula", "").partition("=")
    return f"={formula}" if formula else ""


def shown(cell: Element) -> str:
    """What a cell of an OpenDocument spreadsheet says: its day, its number, its words."""
    kind = cell.get(f"{OFFICE}value-type", "")
    if kind == "date":
        return cell.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00").replace("T", " ")
    if kind in {"float", "currency"}:
        return number_words(cell.get(f"{OFFICE}value", ""))
    if kind == "percentage":
        return percent_words(cell.get(f"{OFFICE}value", ""))
    return "\n".join("".join(pieces(line)) for line in cell.findall(f"{TEXT}p"))


def pieces(element: Element) -> Iterator[str]:
    """The words of a paragraph with the spaces, tabs and line ends that stand as marks."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(whole(child.get(f"{TEXT}c"), 1), 1_000)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag != f"{OFFICE}annotation":
            yield from pieces(child)
        yield child.tail or ""
