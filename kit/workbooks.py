"""The first sheet of a workbook, XLSX or ODS, as rows of words: what was shown, never what would be run."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from kit.forms import clean_text
from kit.packages import Package, Unreadable, refuse_foreign
from kit.streams import elements

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
LINKED = re.compile(r"\{[^}]*/relationships\}id")
BOOK, CONTENT = "xl/workbook.xml", "content.xml"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# A sheet that people type; who reads longer ones says so.
MOST_ROWS, MOST_COLUMNS = 20_000, 400
# Shared words, and the signs in all of them.
MOST_WORDS, MOST_SIGNS = 1_000_000, 40_000_000
# The formats of the standard that show days, and the letters of days in a format of one's own.
DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
PERCENT_FORMATS = {9, 10}
NOT_A_DAY = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
DAY_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a day has no time zone
LAST_SERIAL = 2_958_465
LONGEST_NUMBER = 10
PERCENT = "\N{NO-BREAK SPACE}%"

type Cells = tuple[str, ...]


def is_workbook(data: bytes) -> bool:
    """True for a zipped file; text and other files are not."""
    return data.startswith(b"PK")


def rows_of_workbook(
    data: bytes, *, formulas: bool = False, most: int = MOST_ROWS
) -> Iterator[tuple[int, Cells]]:
    """The rows of the first sheet that say something, with their numbers, one after the other.

    Unreadable says why there are none, or no more. A formula that was never calculated shows
    nothing; with `formulas` it comes as `=…`.
    """
    package = opened(data)
    if BOOK in package.names:
        yield from Xlsx(package, formulas=formulas).rows(most)
    else:
        yield from ods_rows(package, formulas=formulas, most=most)


def opened(data: bytes) -> Package:
    """A workbook of one of both kinds."""
    refuse_foreign(data)
    package = Package(data)
    if BOOK not in package.names and not package.bytes_of("mimetype").startswith(ODS):
        raise Unreadable("wrong_kind")
    return package


def number_words(words: str) -> str:
    """A number as people write it: a comma, no needless zeros, no traces of binary fractions."""
    try:
        value = float(words)
    except ValueError:
        return words
    if value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return f"{value:.15g}".replace(".", ",")


def percent_words(words: str) -> str:
    """What is kept as 0.45 and shown as 45 %, as it is shown, to its last decimal."""
    try:
        value = float(words) * 100
    except ValueError:
        return words
    return f"{number_words(repr(float(f'{value:.13g}')))}{PERCENT}"


class Xlsx:
    """A workbook of XLSX: its shared words, which of its formats are days or percentages, its first sheet."""

    def __init__(self, package: Package, *, formulas: bool = False) -> None:
        self.package, self.formulas = package, formulas
        book = self.part(BOOK)
        settings = book.find(f"{S}workbookPr")
        old = settings is not None and settings.get("date1904") in {"1", "true"}
        self.epoch = EPOCH_1904 if old else EPOCH
        sheet = book.find(f"{S}sheets/{S}sheet")
        if sheet is None:
            raise Unreadable("broken")
        self.sheet = self.targets().get(linked(sheet), "")
        self.days, self.percents = self.styles()
        self.words = self.shared_words()

    def part(self, name: str) -> Element:
        """A short part of the package in the usual names; one that is not there is empty."""
        tree = self.package.tree(name)
        return Element("none") if tree is None else usual(tree)

    def shared_words(self) -> list[str]:
        """The words that cells share, each once in memory."""
        found, signs = [], 0
        for item in elements(self.package, "xl/sharedStrings.xml", {"si"}):
            found.append(said(usual(item)))
            signs += len(found[-1])
            if len(found) > MOST_WORDS or signs > MOST_SIGNS:
                raise Unreadable("too_long")
        return found

    def targets(self) -> dict[str, str]:
        """Where the parts of the workbook are, by their id."""
        links = self.part("xl/_rels/workbook.xml.rels").iter(RELATION)
        return {
            link.get("Id", ""): normpath(join("/xl", link.get("Target", ""))).lstrip("/")
            for link in links
        }

    def styles(self) -> tuple[set[int], set[int]]:
        """The numbers of the cell formats that show a day, and of those that show a percentage."""
        styles = self.part("xl/styles.xml")
        own = {
            whole(each.get("numFmtId"), 0): NOT_A_DAY.sub("", each.get("formatCode", ""))
            for each in styles.iter(f"{S}numFmt")
        }
        days = DAY_FORMATS | {key for key, code in own.items() if DAY_LETTERS.search(code)}
        percents = PERCENT_FORMATS | {key for key, code in own.items() if "%" in code}
        formats = [whole(each.get("numFmtId"), 0) for each in styles.findall(f"{S}cellXfs/{S}xf")]
        return tuple({n for n, f in enumerate(formats) if f in known} for known in (days, percents))  # type: ignore[return-value]

    def rows(self, most: int) -> Iterator[tuple[int, Cells]]:
        """The rows that say something, each with the number of its place."""
        place = 0
        for row in elements(self.package, self.sheet, {"row"}, until="sheetData"):
            cells = self.cells(usual(row))
            if not any(cells):
                continue
            place = max(whole(row.get("r"), 0), place + 1)
            if place > most:
                raise Unreadable("too_long")
            yield place, cells

    def cells(self, row: Element) -> Cells:
        """One row, the cells that are left out between two as empty ones."""
        found: list[str] = []
        for cell in row.iter(f"{S}c"):
            column, words = column_of(cell.get("r"), len(found)), clean(self.shown(cell))
            if not words:
                continue
            if column >= MOST_COLUMNS:
                raise Unreadable("too_long")
            found += [""] * (column - len(found))
            found.append(words)
        return tuple(found)

    def shown(self, cell: Element) -> str:
        """What a cell shows; of a formula, what it came to when the file was saved."""
        kind, value = cell.get("t", "n"), cell.findtext(f"{S}v") or ""
        if not value and self.formulas and cell.find(f"{S}f") is not None:
            return f"={cell.findtext(f'{S}f') or ''}"
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return "" if inline is None else said(inline)
        if kind == "s":
            place = whole(value, -1)
            return self.words[place] if 0 <= place < len(self.words) else ""
        if kind == "b":
            value = _("TRUE") if value == "1" else _("FALSE")
        return self.number(cell, value) if kind == "n" and value else value

    def number(self, cell: Element, value: str) -> str:
        """A number as its format shows it: a day, a percentage, or itself."""
        style = whole(cell.get("s"), 0)
        if style in self.percents:
            return percent_words(value)
        return self.day(value) if style in self.days else number_words(value)

    def day(self, value: str) -> str:
        """A day that is kept as a count of days, with its hour where there is one."""
        try:
            serial = float(value)
        except ValueError:
            return value
        if not 0 <= serial <= LAST_SERIAL:
            return number_words(value)
        at = self.epoch + timedelta(seconds=round(serial * 86_400))
        return at.date().isoformat() if serial.is_integer() else at.isoformat(" ")


def usual(tree: Element) -> Element:
    """An element whose names are those that most programs write."""
    if tree.tag.startswith(STRICT):
        for element in tree.iter():
            element.tag = element.tag.replace(STRICT, S)
    return tree


def linked(sheet: Element) -> str:
    """The id under which a sheet's part is found."""
    return next((value for name, value in sheet.items() if LINKED.fullmatch(name)), "")


def said(item: Element) -> str:
    """Words with formats of their own inside, as one; how they are pronounced is left out."""
    if len(item) == 1 and item[0].tag == f"{S}t":
        return item[0].text or ""
    spoken = {id(t) for ph in item.iter(f"{S}rPh") for t in ph.iter(f"{S}t")}
    return "".join(t.text or "" for t in item.iter(f"{S}t") if id(t) not in spoken)


def whole(words: str | None, otherwise: int) -> int:
    """A whole number that a file should hold."""
    fits = words and len(words) < LONGEST_NUMBER and words.isascii() and words.isdigit()
    return int(words or 0) if fits else otherwise


def column_of(reference: str | None, otherwise: int) -> int:
    """Which column a reference such as « AB12 » names, from 0."""
    place = place_of((reference or "").rstrip("0123456789"))
    return otherwise if place is None else max(place, otherwise)


@lru_cache(maxsize=1_000)
def place_of(letters: str) -> int | None:
    """The place of a column that is named by up to three letters, from 0."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        return None
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


@lru_cache(maxsize=10_000)
def clean(words: str) -> str:
    """Words as they are kept; sheets say the same ones again and again."""
    return clean_text(words)


def ods_rows(package: Package, *, formulas: bool, most: int) -> Iterator[tuple[int, Cells]]:
    """The rows of the first table that say something; repeated ones are repeated."""
    if any(name.endswith("encryption-data") for name in encrypted(package)):
        raise Unreadable("locked")
    if CONTENT not in package.names:
        raise Unreadable("broken")
    place = 0
    for row in elements(package, CONTENT, {"table-row"}, until="table"):
        cells = ods_cells(row, formulas=formulas)
        times = whole(row.get(f"{TABLE}number-rows-repeated"), 1)
        if any(cells):
            if place + times > most:
                raise Unreadable("too_long")
            yield from ((place + time, cells) for time in range(1, times + 1))
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
