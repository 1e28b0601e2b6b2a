"""What a workbook hides and what two columns call the same: told, never read nor lost in silence."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kit.states import Refusal
from measurement import actions
from measurement.figures.imports import import_figure
from measurement.incoming.account import Kind
from measurement.models import ValueImport
from tests.kit.test_workbooks import ods
from tests.measurement.importing import LONG, counts, seen, sent, told
from tests.measurement.test_import_pages import HERE, choices
from tests.measurement.test_pages import text
from tests.overview.test_home import words_of

HEADS = LONG.split(";")
ROWS = [["enfants-accompagnes", f"T{n} 2026", 40 + n] for n in (1, 2, 3)]


def upload(client, content, name):
    return client.post(HERE, {"file": SimpleUploadedFile(name, content)})


def workbook(*, heads=HEADS, rows=ROWS, hidden=(3,), then=None):
    """A workbook of openpyxl; `hidden`: the numbers of its hidden rows."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Valeurs"
    for row in (heads, *rows):
        page.append(row)
    for number in hidden:
        page.row_dimensions[number].hidden = True
    if then:
        then(book, page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opendocument():
    """The same as LibreOffice writes it: a filter hides the third row."""

    def row(cells, more=""):
        cells = "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in cells)  # fmt: skip
        return f"<table:table-row{more}>{cells}</table:table-row>"

    filtered = ' table:visibility="filter"'
    return ods("".join(row(r, filtered if n == 3 else "") for n, r in enumerate((HEADS, *ROWS), 1)))


@pytest.mark.parametrize("content", [workbook(), opendocument()], ids=["xlsx", "ods"])
def test_a_hidden_row_is_refused_until_its_sender_says_what_to_do(
    le_val, children, samira, content
):
    found = seen(le_val, samira, content)
    assert (found.rows, counts(found), found.left_out) == (3, (2, 1, 0, 0, 0), 0)
    assert "Masquée dans le classeur, refusée" in told(found)[3]
    assert list(told(found, Kind.HIDDEN)) == [3]

    found = seen(le_val, samira, content, hidden="left")
    assert (found.rows, counts(found), found.left_out) == (3, (2, 0, 0, 0, 0), 1)
    assert told(found, Kind.HIDDEN) == {3: "Masquée dans le classeur, laissée de côté."}

    found = seen(le_val, samira, content, hidden="taken")
    assert (found.rows, counts(found), found.left_out) == (3, (3, 0, 0, 0, 0), 0)
    assert told(found, Kind.HIDDEN) == {3: "Masquée dans le classeur, lue comme les autres."}


def test_samira_reads_which_rows_are_hidden_chooses_and_takes_the_rest(
    browser_of, samira, le_val, children
):
    client = browser_of(samira)
    upload(client, workbook(hidden=(3, 4)), "valeurs.xlsx")
    found = ValueImport.objects.get()
    page = f"{HERE}{found.pk}/"
    assert "Lignes masquées dans le classeur" in text(client.get(page))
    client.post(f"{page}colonnes/", choices(found))
    assert "Masquées dans le classeur (2)" in text(client.get(page))

    client.post(f"{page}colonnes/", choices(found, hidden="left"))
    read = words_of(client.get(page))
    seen_outcome = ValueImport.objects.get().outcome
    client.post(f"{page}prendre/", {"seen": seen_outcome})

    assert "Masquées dans le classeur, laissées de côté 2" in read
    assert [int(row.value) for row in children.measurements.current()] == [41]
    row = ValueImport.objects.get()
    assert (row.state, row.rows, row.accepted, row.left_out) == ("applied", 3, 1, 2)
    assert "laissées de côté 2" in words_of(client.get(page))


def test_what_was_said_of_one_file_is_not_said_of_the_next(le_val, children, samira):
    seen(le_val, samira, workbook(), hidden="taken")

    following = sent(le_val, samira, workbook(hidden=(2,)))

    assert following.choices["hidden"] == ""
    assert following.choices["provenance"] == "Centre social"


def test_no_question_is_asked_where_nothing_is_hidden(browser_of, samira, le_val, children):
    client = browser_of(samira)
    for content, name in ((workbook(hidden=()), "v.xlsx"), (f"{LONG}\n".encode() + b"x;y;1", "v.csv")):  # fmt: skip
        upload(client, content, name)
        found = ValueImport.objects.get(name=name)
        assert "masqu" not in text(client.get(f"{HERE}{found.pk}/"))


def test_a_hidden_row_above_the_heads_is_a_row_and_no_head(le_val, children, samira):
    content = workbook(heads=["v1", "v2", "v3"], rows=[HEADS, *ROWS], hidden=(1,))

    found = seen(le_val, samira, content, hidden="left")

    assert found.heads == HEADS
    assert (found.rows, found.accepted, found.left_out) == (4, 3, 1)


def test_a_hidden_column_is_told_and_read_only_where_its_sender_says_so(le_val, children, samira):
    def hide(_book, page):
        page.column_dimensions["C"].hidden = True

    content = workbook(hidden=(), then=hide)
    found = sent(le_val, samira, content)
    assert found.columns == ["indicator", "period", ""]
    assert import_figure(found).notes == (
        "La colonne C, «\xa0Valeur\xa0», est masquée dans le classeur. Elle est laissée de côté.",
    )
    with pytest.raises(Refusal, match="Aucune colonne"):
        seen(le_val, samira, content)

    found = seen(le_val, samira, content, columns=["indicator", "period", "value"])

    assert found.accepted == 3
    assert import_figure(found).notes[0].endswith("Elle est lue.")


def test_a_hidden_sheet_is_not_read_and_the_account_says_so(le_val, children, samira):
    def others(book, _page):
        first = book.create_sheet("Brouillon", 0)
        first.append(HEADS)
        first.append(["enfants-accompagnes", "T1 2026", 999])
        first.sheet_state = "veryHidden"
        book.create_sheet("Lisez-moi")

    found = seen(le_val, samira, workbook(hidden=(), then=others))

    assert found.accepted == 3
    (said,) = import_figure(found).notes
    assert said.replace("\xa0", " ") == (
        "Du classeur, seule la feuille « Valeurs » est lue. Laissées de côté : les feuilles "
        "« Brouillon » (masquée), « Lisez-moi »."
    )


def test_a_hidden_table_of_an_opendocument_file_is_not_read_either(le_val, children, samira):
    def cells(row):
        return "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)  # fmt: skip

    def table(name, style, rows):
        rows = "".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in rows)
        hidden = '<table:table-column/><table:table-column table:visibility="collapse"/>'
        return f'<table:table table:name="{name}" table:style-name="{style}">{hidden}{rows}</table:table>'  # fmt: skip

    spaces = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text", "style"))  # fmt: skip
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>"
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="true"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"{table('Brouillon', 'ta1', [HEADS, ['x', 'y', 999]])}{table('Valeurs', 'ta2', [HEADS, *ROWS])}"
        f"{table('Suite', 'ta2', [['x']])}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", content)

    found = seen(le_val, samira, out.getvalue(), columns=["indicator", "period", "value"])

    assert found.accepted == 3
    said = " ".join(import_figure(found).notes)
    assert "seule la feuille «\xa0Valeurs\xa0» est lue" in said
    assert "«\xa0Brouillon\xa0» (masquée)" in said
    assert "La colonne B, «\xa0Période\xa0», est masquée dans le classeur. Elle est lue." in said


def test_of_two_columns_with_the_same_head_none_is_read_until_one_is_chosen(
    browser_of, samira, le_val, children
):
    client = browser_of(samira)
    content = "Indicateur;Période;Valeur;valeur\nenfants-accompagnes;T1 2026;44;999\nenfants-accompagnes;T2 2026;x;1\n"
    upload(client, content.encode(), "valeurs.csv")
    found = ValueImport.objects.get()
    page = f"{HERE}{found.pk}/"
    assert found.columns == ["indicator", "period", "", ""]
    first = text(client.get(page))
    assert "Plusieurs colonnes s’appellent « Valeur » : C, D. Aucune n’est lue" in first
    assert "valeur (colonne D)" in first
    refused = client.post(f"{page}colonnes/", choices(found))
    assert refused.status_code == 422

    client.post(f"{page}colonnes/", choices(found) | {"column-2": "value"})

    read = text(client.get(page))
    assert "C, D. Colonnes lues : C. Colonnes laissées de côté : D." in read
    row = ValueImport.objects.get()
    assert (row.accepted, row.rejected) == (1, 1)
    assert "Valeur (colonne C)" in read.split("Refusées, et pourquoi")[1].split("Importer")[0]
    actions.apply_file(row, by=samira, seen=row.outcome, only_good=True)
    assert "Colonnes laissées de côté : D." in text(client.get(page))
    assert [int(value.value) for value in children.measurements.current()] == [44]
