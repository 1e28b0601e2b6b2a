"""Long sheets are read row by row; what only means to fill the memory is refused before it does."""

import io
import random
import time
import tracemalloc
import zipfile

import pytest

from kit import ods
from kit.tables import TableUnreadableError, each_row
from tests.kit.test_workbooks import ODS

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
)
ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>site-{0}</t></is></c><c r="B{0}"><v>{0}</v></c></row>'
MEGABYTE = 1024 * 1024


def package(**parts):
    """A zipped document of these parts; the names as they are in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def xlsx(rows, **more):
    names = {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": LINKS}
    return package(**names, **{"xl/worksheets/sheet1.xml": SHEET.format(rows)}, **more)


def opendocument(rows, content=None):
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return package(mimetype=mime, **{"content.xml": content or ODS.format(rows)})


def read(content, most=100_000):
    return sum(1 for _row in each_row(content, most=most))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_sheet_of_eight_thousand_rows_needs_no_more_memory_than_a_few(kind):
    rows = [[f"site-{n}", n] for n in range(8_000)]
    content = (
        ods.document("Valeurs", ["Site", "Valeur"], rows)
        if kind == "ods"
        else xlsx("".join(ROW.format(n) for n in range(1, 8_001)))
    )
    del rows
    tracemalloc.start()

    found = read(content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found >= 8_000
    assert most < 6 * MEGABYTE


def test_a_sheet_is_read_up_to_the_rows_that_somebody_asks_for():
    content = xlsx("".join(ROW.format(n) for n in range(1, 31)))

    assert read(content, most=30) == 30
    with pytest.raises(TableUnreadableError):
        read(content, most=29)


SPACES = " " * (20 * MEGABYTE)
EMPTY = "<row/>" * 1_000_000
DEEP = "<a>" * 150_000 + "</a>" * 150_000
SPANS = "<text:span>" * 3_000 + "x" + "</text:span>" * 3_000
DEEPER = "".join(f"<a{n % 977:x}><b/>" for n in range(150_000))
NOISE = random.Random(1).randbytes(4_000 * 390).hex()
WORDS = "".join(f'<c t="inlineStr"><is><t>{NOISE[n * 8_000:][:8_000]}</t></is></c>' for n in range(390))  # fmt: skip
REPEATED = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "word"),
    [
        (xlsx(f'<row r="1"><c><v>{SPACES}</v></c></row>'), "Déplié"),
        (xlsx(f"<!--{SPACES}-->"), "Déplié"),
        (xlsx(EMPTY), "Déplié"),
        (xlsx('<row r="1">' + "<c/>" * 400_000 + "</row>"), "longue"),
        (xlsx("", **{"xl/sharedStrings.xml": f"<sst>{SPACES}</sst>"}), "Déplié"),
        (xlsx(DEEP), "longue"),
        (xlsx(DEEPER), "longue"),
        (xlsx(f'<row r="1">{WORDS}</row>'), "Déplié"),
        (opendocument(f"<table:table-row><table:table-cell><text:p>{SPANS}</text:p></table:table-cell></table:table-row>"), "longue"),
        (opendocument(f"<table:table-row>{SPACES}</table:table-row>"), "Déplié"),
        (opendocument(REPEATED), "longue"),
        (opendocument("", ENTITY + ODS.format("<table:table-row/>")), "consignes"),
        (opendocument("", (ENTITY + "<a>&b;</a>").encode("utf-16")), "consignes"),
        (xlsx("", **{"xl/sharedStrings.xml": ENTITY + "<sst><si><t>&b;</t></si></sst>"}), "consignes"),
    ],
)  # fmt: skip
def test_what_only_means_harm_is_refused_at_once(content, word):
    begun = time.process_time()

    with pytest.raises(TableUnreadableError, match=word):
        read(content)

    assert time.process_time() - begun < 5


def test_empty_rows_that_are_repeated_by_the_million_are_none():
    many = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'

    assert read(opendocument(f"<table:table-row>{cell}</table:table-row>{many}")) == 1
