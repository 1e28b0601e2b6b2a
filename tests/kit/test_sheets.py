"""Files for spreadsheets, read back by other readers than those that wrote them."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.utils.translation import gettext_lazy
from lxml import etree

from kit import sheets
from kit.sheets import Table, cell, sheet
from tests.conftest import NOW

WOULD_BE_RUN = ["=1+1", "+33 1", "-3", "@x", "\tx", "\rx"]
ROW = ["L’été & <fin>", 12, Decimal("1234.50"), -3, date(2026, 11, 24), None, "  deux  espaces"]
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def table(*rows):
    width = max(len(row) for row in rows)
    return Table("Les sites", [f"Tête {number}" for number in range(width)], rows)


def read_xlsx(content):
    """Rows of (kind, value), as another library reads them."""
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[(c.data_type, c.value.date() if c.is_date else c.value) for c in row] for row in page.iter_rows()]  # fmt: skip


def read_ods(content):
    """Rows of (kind, value): the typed value, or the paragraphs."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        tree = etree.fromstring(parts.read("content.xml"))
    return [[ods_cell(c) for c in row.iter(f"{TABLE}table-cell")] for row in tree.iter(f"{TABLE}table-row")]  # fmt: skip


def ods_cell(found):
    kind = found.get(f"{OFFICE}value-type")
    assert found.get(f"{TABLE}formula") is None
    if kind == "float":
        return kind, Decimal(found.get(f"{OFFICE}value"))
    if kind == "date":
        return kind, date.fromisoformat(found.get(f"{OFFICE}date-value"))
    return kind, "\n".join(said(p) for p in found.iter(f"{TEXT}p"))


def said(paragraph):
    """A paragraph's words with the spaces and tabs that it names."""
    words = paragraph.text or ""
    for part in paragraph:
        tab = part.tag == f"{TEXT}tab"
        words += ("\t" if tab else " " * int(part.get(f"{TEXT}c", "1"))) + (part.tail or "")
    return words


@pytest.mark.parametrize("typed", [*WOULD_BE_RUN, "\nx"])
def test_words_that_a_spreadsheet_would_calculate_stay_words(typed):
    assert cell(typed) == f"'{typed}".replace("\r", "\n")


def test_numbers_stay_numbers_in_the_french_way():
    rows = [(-3, "a;b"), (Decimal("1234.50"), "é"), (0.5, ""), (None, date(2026, 1, 2))]

    assert sheet(["n", "mot"], rows) == (
        '\ufeffn;mot\r\n-3;"a;b"\r\n1234,50;é\r\n0,5;\r\n;2026-01-02\r\n'
    )


def test_a_workbook_holds_what_was_put_in_with_its_kind():
    head, row = read_xlsx(sheets.xlsx_file(table(ROW)))

    assert head[0] == ("s", "Tête 0")
    assert row == [
        ("s", ROW[0]), ("n", 12), ("n", 1234.5), ("n", -3), ("d", ROW[4]),
        ("n", None), ("s", ROW[6]),
    ]  # fmt: skip


def test_an_opendocument_file_holds_what_was_put_in_with_its_kind():
    head, row = read_ods(sheets.ods_file(table(ROW)))

    assert head[0] == ("string", "Tête 0")
    assert row == [
        ("string", ROW[0]), ("float", 12), ("float", Decimal("1234.50")), ("float", -3),
        ("date", ROW[4]), (None, ""), ("string", ROW[6]),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("typed", WOULD_BE_RUN)
def test_no_file_has_a_formula(kind, typed):
    content = sheets.FILES[kind][1](table([typed]))
    found, value = {"xlsx": read_xlsx, "ods": read_ods}[kind](content)[1][0]

    assert found in {"s", "string"}
    assert value == typed.replace("\r", "\n")


@pytest.mark.parametrize("kind", sheets.FILES)
def test_signs_that_nobody_sees_are_left_out(kind):
    content = sheets.FILES[kind][1](
        table(["a\x00b\x0bc\x1b\ud800d\x85\uffff", gettext_lazy("Site")])
    )

    if kind == "csv":
        assert list(csv.reader(io.StringIO(content.decode()), delimiter=";"))[1][0] == "abcd"
    else:
        assert {"xlsx": read_xlsx, "ods": read_ods}[kind](content)[1][0][1] == "abcd"


def test_two_lines_of_a_cell_are_two_paragraphs():
    assert read_ods(sheets.ods_file(table(["un\ndeux\tfin"])))[1][0] == ("string", "un\ndeux\tfin")


def test_an_opendocument_file_says_what_it_is_in_its_first_bytes():
    content = sheets.ods_file(table(["x"]))

    assert content[30:38] == b"mimetype"
    assert content[38:].startswith(b"application/vnd.oasis.opendocument.spreadsheet")


def test_the_name_of_a_page_fits_a_workbook():
    content = sheets.xlsx_file(
        Table("Sites : l'an [2026] / tous, sans exception aucune", ["a"], [])
    )

    assert len(openpyxl.load_workbook(io.BytesIO(content)).active.title) <= 31


@pytest.mark.parametrize("value", [True, NOW, ["a"]])
def test_what_no_cell_can_hold_is_refused(value):
    with pytest.raises(TypeError, match="words, a number or a day"):
        sheets.plain(value)


@pytest.mark.parametrize("kind", sheets.FILES)
def test_a_download_has_its_kind_and_a_name(kind):
    answer = sheets.download(kind, "sites-2026", table(["a"]))

    assert answer["Content-Disposition"] == f'attachment; filename="sites-2026.{kind}"'
    assert answer["Content-Type"].startswith(("text/csv", "application/vnd."))


@pytest.mark.parametrize("kind", sheets.FILES)
def test_the_same_rows_are_the_same_bytes_whenever_they_are_asked_for(kind, monkeypatch):
    def file(at, when):
        monkeypatch.setattr("time.time", when.timestamp)
        return sheets.FILES[kind][1](replace(table(ROW), at=at))

    later = NOW + timedelta(days=400, seconds=3)

    assert file(None, NOW) == file(None, later)
    assert file(NOW, NOW) == file(NOW, later)


@pytest.mark.parametrize(("kind", "name"), [("xlsx", "docProps/core.xml"), ("ods", "meta.xml")])
@pytest.mark.parametrize("at", [NOW, None])
def test_a_workbook_bears_the_instant_of_what_it_says_and_no_other(kind, name, at):
    content = sheets.FILES[kind][1](replace(table(ROW), at=at))

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        years = {part.date_time[0] for part in parts.infolist()}
        said = parts.read(name).decode()
    told = f"{at:%Y-%m-%dT%H:%M:%S}Z" if at else "1980-01-01T00:00:00Z"
    assert years == {1980}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", said)) == {told}
