"""The first sheet of a workbook, XLSX or ODS, as rows of words: what was shown, never what would be run."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from kit.opentables import Ods
from kit.packages import Package, Unreadable, refuse_foreign
from kit.shown import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cells,
    Found,
    Sight,
    clean,
    number_words,
    percent_words,
    whole,
)
from kit.streams import elements

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
LINKED = re.compile(r"\{[^}]*/relationships\}id")
BOOK = "xl/workbook.xml"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Shared words, and the signs in all of them.
MOST_WORDS, MOST_SIGNS = 1_000_000, 40_000_000
# The formats of the standard that show days, and the letters of days in a format of one's own.
DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
PERCENT_FORMATS = {9, 10}
NOT_A_DAY = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
DAY_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a day has no time zone
LAST_SERIAL = 2_958_465

HIDDEN = {"1", "true"}


def is_workbook(data: bytes) -> bool:
    """True for a zipped file; text and other files are not."""
    return data.startswith(b"PK")


def rows_of_workbook(
    data: bytes, *, formulas: bool = False, most: int = MOST_ROWS
) -> Iterator[Found]:
    """The rows of the first sheet in sight that say something, with their numbers, one after the other.

    Unreadable says why there are none, or no more. A formula that was never calculated shows
    nothing; with `formulas` it comes as `=…`.
    """
    package = opened(data)
    if BOOK in package.names:
        yield from Xlsx(package, formulas=formulas).rows(most)
    else:
        yield from Ods(package, formulas=formulas).rows(most)


def sight_of(data: bytes) -> Sight:
    """What people see of a workbook, and what it keeps from them; of ODS the sheets before the one that is read."""
    package = opened(data)
    return Xlsx(package).sight() if BOOK in package.names else Ods(package).sight()


def opened(data: bytes) -> Package:
    """A workbook of one of both kinds."""
    refuse_foreign(data)
    package = Package(data)
    if BOOK not in package.names and not package.bytes_of("mimetype").startswith(ODS):
        raise Unreadable("wrong_kind")
    return package


class Xlsx:
    """A workbook of XLSX: its shared words, which of its formats are days or percentages, its first sheet."""

    def __init__(self, package: Package, *, formulas: bool = False) -> None:
        self.package, self.formulas = package, formulas
        book = self.part(BOOK)
        settings = book.find(f"{S}workbookPr")
        old = settings is not None and settings.get("date1904") in {"1", "true"}
        self.epoch = EPOCH_1904 if old else EPOCH
        self.sheets = book.findall(f"{S}sheets/{S}sheet")
        if not self.sheets:
            raise Unreadable("broken")
        seen = [sheet for sheet in self.sheets if not out_of_sight(sheet)]
        self.read = (seen or self.sheets)[0]
        self.sheet = self.targets().get(linked(self.read), "")
        self.days, self.percents = self.styles()
        self.words: list[str] = []

    def part(self, name: str) -> Element:
        """A short part of the package in the usual names; one that is not there is empty."""
        tree = self.package.tree(name)
        return Element("none") if tree is None else usual(tree)

    def sight(self) -> Sight:
        """The sheet that is read, the others, and which columns nobody sees."""
        columns: set[int] = set()
        for element in elements(self.package, self.sheet, {"cols", "row"}):
            if element.tag.endswith("}row"):
                break
            for col in usual(element).iter(f"{S}col"):
                if col.get("hidden") in HIDDEN or col.get("width") == "0":
                    first, last = whole(col.get("min"), 1), whole(col.get("max"), 1)
                    columns.update(range(first - 1, min(last, MOST_COLUMNS)))
        others = [(s.get("name", ""), out_of_sight(s)) for s in self.sheets if s is not self.read]
        return Sight(clean(self.read.get("name", "")), tuple(others), frozenset(columns))

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

    def rows(self, most: int) -> Iterator[Found]:
        """The rows that say something, each with the number of its place."""
        self.words, place = self.shared_words(), 0
        for row in elements(self.package, self.sheet, {"row"}, until="sheetData"):
            cells = self.cells(usual(row))
            if not any(cells):
                continue
            place = max(whole(row.get("r"), 0), place + 1)
            if place > most:
                raise Unreadable("too_long")
            yield place, cells, row.get("hidden") in HIDDEN or row.get("ht") == "0"

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


def out_of_sight(sheet: Element) -> bool:
    """True of a sheet that the workbook hides."""
    return sheet.get("state", "visible") != "visible"


def linked(sheet: Element) -> str:
    """The id under which a sheet's part is found."""
    return next((value for name, value in sheet.items() if LINKED.fullmatch(name)), "")


def said(item: Element) -> str:
    """Words with formats of their own inside, as one; how they are pronounced is left out."""
    if len(item) == 1 and item[0].tag == f"{S}t":
        return item[0].text or ""
    spoken = {id(t) for ph in item.iter(f"{S}rPh") for t in ph.iter(f"{S}t")}
    return "".join(t.text or "" for t in item.iter(f"{S}t") if id(t) not in spoken)


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
