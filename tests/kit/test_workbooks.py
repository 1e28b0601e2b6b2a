"""Workbooks are read as they are shown: XLSX of openpyxl, ODS as LibreOffice writes it; nothing dangerous is opened."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from kit.sheets import FILES, Table
from kit.tables import Row, TableUnreadableError, as_text, read_table, rows_of

ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    "<table:table>{}</table:table></office:spreadsheet></office:body></office:document-content>"
)


def xlsx(*rows, then=None):
    """A workbook as openpyxl saves it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if then:
        then(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows, **more):
    """A spreadsheet of the given rows of XML; `more`: other parts of the package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, content in {"content.xml": ODS.format(rows), **more}.items():
            parts.writestr(name, content)
    return out.getvalue()


def seen(content):
    return [row.cells for row in read_table(content)]


@pytest.mark.parametrize("kind", list(FILES))
def test_what_the_house_writes_it_reads_again(kind):
    words = ("=1+1", "'=2", "Deux\nlignes  à  espaces", "« oui » ; a", "🌱 مرحبا", "-")
    rows = [[*words, 12, date(2027, 3, 15)], [None] * 8, ["fin"]]
    content = FILES[kind][1](Table("Plan", list("abcdefgh"), rows))

    assert [(row.number, row.cells[:8]) for row in read_table(content)][1:] == [
        (2, (*words, "12", "2027-03-15")),
        (4, ("fin",)),
    ]


def test_numbers_days_hours_and_formulas_are_read_as_they_were_shown():
    def formula(book):
        book.active["A3"] = "=1+1"  # never calculated: nothing was shown
        book.active["C3"] = "suite"
        book.create_sheet("Autre").append(["ailleurs"])

    content = xlsx(
        ["Nombre", "Jour", "Heure", "Vrai"],
        [0.1 + 0.2, date(2026, 11, 26), datetime(2026, 11, 26, 14, 30), True],  # noqa: DTZ001
        then=formula,
    )
    assert seen(content) == [
        ("Nombre", "Jour", "Heure", "Vrai"),
        ("0,3", "2026-11-26", "2026-11-26 14:30:00", "VRAI"),
        ("", "", "suite"),
    ]


@pytest.mark.parametrize(
    ("kept", "shown", "words"),
    [(1, "0%", "100"), (0.4534, "0%", "45,34"), (1.2, "0.00%", "120"), (0.07, "0.0%", "7"), (0, "0%", "0"),
     (-0.015, "0.0%", "-1,5"), (1 / 3, "0%", "33,33333333333")],
)  # fmt: skip
def test_a_percentage_is_what_its_cell_shows_with_all_of_its_decimals(kept, shown, words):
    def formats(book):
        book.active["A1"].number_format = shown
        book.active["B1"].number_format = '0" %"'  # a sign that is only written beside the number

    cell = f'<table:table-cell office:value-type="percentage" office:value="{kept}"><text:p>x %</text:p></table:table-cell>'
    workbook, spreadsheet = (
        xlsx([kept, 45], then=formats),
        ods(f"<table:table-row>{cell}</table:table-row>"),
    )

    assert seen(workbook) == [(f"{words}\N{NO-BREAK SPACE}%", "45")]
    assert seen(spreadsheet) == [(f"{words}\N{NO-BREAK SPACE}%",)]


def test_rows_and_cells_that_are_left_out_keep_the_numbers_of_the_others():
    def far(book):
        book.active["D7"] = "loin"
        book.active.row_dimensions[1_048_576].height = 20

    assert [(row.number, row.cells) for row in read_table(xlsx(["a", "b"], then=far))] == [
        (1, ("a", "b")),
        (7, ("", "", "", "loin")),
    ]


def test_an_ods_with_repeats_notes_and_spaces():
    cell = '<table:table-cell office:value-type="string">{}</table:table-cell>'
    rows = (
        "<table:table-header-rows><table:table-row>"
        + cell.format("<text:p>Titre</text:p>")
        + '<table:table-cell table:number-columns-repeated="2"/>'
        + cell.format("<text:p>Jour</text:p>")
        + '<table:table-cell table:number-columns-repeated="1020"/>'
        "</table:table-row></table:table-header-rows>"
        '<table:table-row table:number-rows-repeated="2">'
        + cell.format(
            "<office:annotation><text:p>dans la marge</text:p></office:annotation>"
            '<text:p>Un<text:s text:c="2"/><text:span>jardin</text:span></text:p><text:p>partagé</text:p>'
        )
        + '<table:covered-table-cell/><table:table-cell office:value-type="float" office:value="4000.50"/>'
        '<table:table-cell office:value-type="date" office:date-value="2027-03-15T00:00:00"/>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    assert seen(ods(rows)) == [
        ("Titre", "", "", "Jour"),
        *[("Un  jardin\npartagé", "", "4000,5", "2027-03-15")] * 2,
    ]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        (b"PK\x03\x04 garbage", "abîmé"),
        (ods("", **{"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "consignes"),
        (ods("", **{"content.xml": "<a"}), "abîmé"),
        (
            ods("<table:table-row table:number-rows-repeated='99999'><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"),
            "longue",
        ),
        (xlsx(["a"], then=lambda book: book.active.cell(1, 500, "x")), "longue"),
    ],
    ids=["pdf", "xls", "garbage", "entities", "half", "endless", "wide"],
)  # fmt: skip
def test_what_cannot_be_read_says_why(content, word):
    with pytest.raises(TableUnreadableError, match=word):
        read_table(content)


def test_a_damaged_workbook_is_no_fault_of_the_portal():
    future = bytearray(xlsx(["Titre"]))
    # What version of zip the first part says it needs: 20.0.
    future[future.rindex(b"PK\x01\x02", 0, future.index(b"PK\x05\x06")) + 6] = 200
    with pytest.raises(TableUnreadableError, match="damaged|abîmé"):
        read_table(bytes(future))

    stray = ODS.replace("<table:table>{}</table:table>", "{}").format(
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
    )
    assert read_table(ods("", **{"content.xml": stray})) == []


def test_another_zipped_file_is_no_table():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<a/>")
    with pytest.raises(TableUnreadableError):
        read_table(out.getvalue())


def test_rows_carried_as_text_are_the_same_rows():
    rows = [Row(2, ("a, b, c", "d")), Row(3, ("=1", "'-2", "x\ny")), Row(9, ("fin",))]
    assert rows_of(as_text(rows)) == rows
    assert as_text([]) == ""
