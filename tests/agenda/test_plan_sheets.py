"""The plan goes out as a file and comes back: each line accounted for, all or nothing, once."""

import io
from datetime import date

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agenda import actions
from agenda.models import Activity
from agenda.planning import ActivityFacts
from journal.models import Entry
from kit.tables import TableUnreadableError, decoded, rows_of
from tests.agenda import scenes

HEAD = "id;title;lead;state;reason;due_on"


def url(name, site, **more):
    return reverse(f"agenda:{name}", kwargs={"site": site.slug} | more)


@pytest.fixture
def plan(le_val, triad, ines):
    made = [
        actions.plan_activity(
            le_val, by=ines, title=title, lead="Ville", once=title, state="under_way",
            partners=("Centre social", "Bailleur"), money="=4000+1", description="Deux\nlignes; « oui »",
            evidence=("Compte rendu https://example.org/a",),
        )
        for title in ("Jardin", "Vélos")
    ]  # fmt: skip
    actions.move_activity(made[1], to="suspended", by=ines, reason="-Gel")
    return made


def exported(client, site, kind="csv"):
    return client.get(url(f"plan-{kind}", site)).content


def looked_through(browser, site, content):
    """The preview of a file, and the form that confirms it."""
    file = SimpleUploadedFile("plan", content if isinstance(content, bytes) else content.encode())
    answer = browser.post(url("plan-import", site), {"file": file})
    assert answer.status_code == 200, answer.content.decode()
    page = BeautifulSoup(answer.content, "lxml")
    form = page.select_one("form[action$='confirmer/']")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    lines = [row.select("td")[1].get_text(" ", strip=True) for row in page.select("tbody tr")]
    sent["rows"] = [row.select_one("th").get_text(strip=True) for row in page.select("tbody tr")]
    sent["told"] = (
        page.select_one(".lead")
        .get_text(" ", strip=True)
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )
    return lines, sent


def confirm(browser, site, sent):
    return browser.post(url("plan-import-confirm", site), sent)


@pytest.fixture
def text(le_val, triad, plan):
    """Version 1 is adopted; « Jardin » carries out its passage 4, of the strategy « Grandir ici »."""
    version = scenes.adopted(le_val, triad)
    actions.tie_activity(plan[0], version.wordings.get(position=4), by=triad[0])
    return version


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_what_goes_out_comes_back_and_changes_nothing(
    browser_of, client, le_val, plan, text, ines, kind
):
    odd = ActivityFacts(
        title="« Café » | thé", lead="-Ville", partners=("A | B",), due_on=date(2027, 3, 15), people="'=2",
        description="Une  ligne\n\n=autre; « fin »", money="4000.50",
    )  # fmt: skip
    actions.plan_activity(le_val, by=ines, once="odd", **odd.values())
    stored = list(le_val.activities.order_by("pk").values())
    before = Entry.objects.count()
    content = exported(client, le_val, kind)
    if kind == "csv":
        assert content.startswith(b"\xef\xbb\xbf") and b"'=4000+1" in content
    lines, sent = looked_through(browser_of(ines), le_val, content)

    assert lines == ["Telle quelle"] * 3
    assert sent.pop("told").startswith("Actions dans le fichier : 3.")
    confirm(browser_of(ines), le_val, sent)
    assert Entry.objects.count() == before
    assert list(le_val.activities.order_by("pk").values()) == stored


def test_lines_that_a_filter_hides_do_not_go_in_unseen(browser_of, client, le_val, plan, ines):
    book = openpyxl.load_workbook(io.BytesIO(exported(client, le_val, "xlsx")))
    book.active.cell(3, 2, "Autre titre")
    book.active.row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)

    file = SimpleUploadedFile("plan.xlsx", out.getvalue())
    answer = browser_of(ines).post(url("plan-import", le_val), {"file": file})

    assert answer.status_code == 422
    assert (
        "Une ligne du classeur est masquée (3), par un filtre peut-être." in answer.content.decode()
    )


def test_a_workbook_that_was_changed_goes_in(browser_of, client, le_val, plan, text, ines):
    """A number, a day and a passage typed into a spreadsheet; a cell of two lines is one activity."""
    book = openpyxl.load_workbook(io.BytesIO(exported(client, le_val, "xlsx")))
    page = book.active
    columns = {cell.value: cell.column for cell in page[1]}
    rows = {page.cell(row, columns["Ce qui sera fait"]).value: row for row in (2, 3)}
    garden = rows["Jardin"]
    page.cell(garden, columns["Financements"], 4500.5)
    page.cell(garden, columns["Pour quand"], date(2027, 3, 15))
    page.cell(rows["Vélos"], columns["Passage de la feuille de route"], 4)
    page.cell(5, columns["Ce qui sera fait"], "Bancs")
    page.cell(5, columns["Qui la mène"], "Ville")
    page.cell(5, columns["Passage de la feuille de route"], "Après l'école")
    out = io.BytesIO()
    book.save(out)

    lines, sent = looked_through(browser_of(ines), le_val, out.getvalue())
    assert [line.split()[0] for line in lines] == ["Changée", "Changée", "Nouvelle"]
    assert sent.pop("rows") == ["2", "3", "5"]
    assert sent.pop("told") == (
        "Actions dans le fichier : 3. Nouvelles : 1 ; changées : 2 ; telles quelles : 0 ; "
        "refusées : 0. Rien n’est encore écrit."
    )
    assert confirm(browser_of(ines), le_val, sent).status_code == 302

    jardin, velos, bancs = (le_val.activities.get(title=t) for t in ("Jardin", "Vélos", "Bancs"))
    assert (jardin.money, jardin.due_on) == ("4500,5", date(2027, 3, 15))
    tied = text.wordings.get(position=4)
    for activity in (jardin, velos, bancs):
        assert (activity.version_id, activity.passage_id) == (text.pk, tied.passage_id)
        assert activity.strategy == "Grandir ici"
    change = velos.changes.get()
    assert change.fields == {
        "passage": [[], [1, "Après l'école"]],
        "strategy": ["", "Grandir ici"],
    }


@pytest.mark.parametrize(
    ("passage", "strategy", "verdict"),
    [
        ("Version 1, passage 4. Après l'école", "", "Telle"),
        ("4", "", "Telle"),
        ("", "", "Changée"),
        ("Version 1, passage 4. Un autre nom", "", "Refusée"),
        ("Version 2, passage 4", "", "Refusée"),
        ("99", "", "Refusée"),
        ("Aucun titre de ce nom", "", "Refusée"),
        ("4", "Une autre stratégie", "Refusée"),
        ("1", "Grandir ici", "Changée"),
    ],
)
def test_the_passage_of_a_line_is_never_guessed(
    browser_of, le_val, plan, text, ines, passage, strategy, verdict
):
    garden = plan[0]
    content = f"id;passage;axe\n{garden.pk};{passage};{strategy or 'Grandir ici'}"
    lines, sent = looked_through(browser_of(ines), le_val, content)
    assert [line.split()[0] for line in lines] == [verdict]

    confirm(browser_of(ines), le_val, sent)
    garden.refresh_from_db()
    told = {"": None, "1": text.wordings.get(position=1).passage_id}
    assert garden.passage_id == told.get(passage, text.wordings.get(position=4).passage_id)


def test_a_file_ties_to_another_sites_passage_never(
    browser_of, le_val, la_crete, plan, text, ines, victor
):
    """La Crête has no adopted version: a number there means nothing, whatever Le Val's says."""
    lines, _sent = looked_through(browser_of(victor), la_crete, "title;lead;passage\nx;y;4")
    assert lines[0].startswith("Refusée")


def test_a_reason_that_stands_is_not_rewritten_in_silence(browser_of, le_val, plan, ines):
    bikes = plan[1]
    lines, _sent = looked_through(
        browser_of(ines), le_val, f"{HEAD}\n{bikes.pk};Vélos;Ville;;Autre motif;"
    )
    assert "il ne change qu’avec l’état" in lines[0]
    lines, _sent = looked_through(
        browser_of(ines), le_val, f"{HEAD}\n;Bancs;Ville;suspendue;{'x' * 301};"
    )
    assert "dépasse 300 caractères" in lines[0]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_the_file_holds_what_the_list_shows(client, le_val, plan, kind):
    answer = client.get(url(f"plan-{kind}", le_val), {"state": "suspended"})
    assert answer.status_code == 200 and answer["Content-Disposition"].endswith(f'.{kind}"')


def test_each_line_is_accounted_for_and_goes_in_once(browser_of, le_val, plan, ines):
    garden, bikes = plan
    content = "\n".join(
        [
            HEAD,
            f"{garden.pk};Jardin ouvert;Ville;terminée;;31/12/2026",
            f"{bikes.pk};Vélos;Ville;;;",
            ";Bancs;Ville;idée;;15/03/27",
            ";Sans porteur;;;;",
            ";Fini trop tôt;Ville;suspendue;;",
            f"{garden.pk};Encore;Ville;;;",
            "3f2b0000-0000-4000-8000-000000000000;Inconnue;Ville;;;",
            f"{bikes.pk.hex};x;y;;;",
            ";Drôle d'état;Ville;peut-être;;",
            ";Drôle de jour;Ville;;;31/02/2027",
        ]
    )
    browser, before = browser_of(ines), Entry.objects.count()
    lines, sent = looked_through(browser, le_val, "\ufeff" + content)

    assert [line.split()[0] for line in lines] == ["Changée", "Telle", "Nouvelle"] + ["Refusée"] * 7
    assert Entry.objects.count() == before and le_val.activities.count() == 2
    for _click in range(2):
        assert confirm(browser, le_val, sent).status_code == 302
    garden.refresh_from_db()
    assert (garden.title, garden.state, str(garden.due_on)) == (
        "Jardin ouvert",
        "done",
        "2026-12-31",
    )
    assert garden.partners == ["Centre social", "Bailleur"], "a column that lacks stays"
    assert str(le_val.activities.get(title="Bancs").due_on) == "2027-03-15"
    assert Entry.objects.count() == before + 1
    assert "1" in Entry.objects.order_by("-at", "-position").first().sentence


def test_what_changed_between_the_look_and_the_click_is_looked_through_again(
    browser_of, le_val, plan, ines, marc
):
    garden = plan[0]
    browser = browser_of(ines)
    _lines, sent = looked_through(browser, le_val, f"{HEAD}\n{garden.pk};Jardin bis;Ville;;;")
    facts = ActivityFacts(**(ActivityFacts.of(garden).values() | {"people": "Dix"}))
    actions.correct_activity(garden, facts, by=marc, revision=1)
    Activity.objects.filter(pk=garden.pk).update(title="Autre nom")

    answer = confirm(browser, le_val, sent)
    garden.refresh_from_db()
    assert answer.status_code == 422 and garden.title == "Autre nom"


def test_another_sites_activity_is_refused_and_strangers_do_not_import(
    browser_of, client, le_val, la_crete, plan, victor, ines
):
    theirs = actions.plan_activity(la_crete, by=victor, title="x", lead="y")
    lines, sent = looked_through(browser_of(ines), le_val, f"{HEAD}\n{theirs.pk};pris;Ville;;;")
    assert lines[0].startswith("Refusée")
    assert browser_of(victor).post(url("plan-import-confirm", le_val), sent).status_code == 403
    assert client.get(url("plan-import", le_val)).status_code == 302


@pytest.mark.parametrize(
    "text",
    ["", "   ", "a;b\n1;2", f'{HEAD}\n;"jamais fermé;Ville;;;', f"{HEAD}\n" + ";x;y;;;\n" * 401],
)
def test_what_is_no_plan_is_refused_in_words(browser_of, le_val, plan, ines, text):
    answer = browser_of(ines).post(url("plan-import", le_val), {"text": text})
    assert answer.status_code == 422 and le_val.activities.count() == 2


def test_signs_that_harm_are_words(browser_of, le_val, plan, ines):
    nasty = "<script>alert(1)</script> 🌱 مرحبا"
    _lines, sent = looked_through(browser_of(ines), le_val, f"{HEAD}\n;{nasty};{nasty};;;")
    confirm(browser_of(ines), le_val, sent)
    assert le_val.activities.filter(title=nasty, lead=nasty).exists()


@pytest.mark.parametrize("count", [1, 30, 200])
def test_many_lines_cost_the_same_to_read_and_go_in_whole(
    browser_of, le_val, triad, ines, count, django_assert_max_num_queries
):
    text = HEAD + "".join(f"\n;Action {n};Ville;;;" for n in range(count))
    browser = browser_of(ines)
    with django_assert_max_num_queries(9):
        answer = browser.post(url("plan-import", le_val), {"text": text})
    form = BeautifulSoup(answer.content, "lxml").select_one("form[action$='confirmer/']")
    confirm(browser, le_val, {f["name"]: f.get("value", "") for f in form.select("input[name]")})
    assert le_val.activities.count() == count


@pytest.mark.parametrize(
    "content",
    [
        "Titre;Qui\nÉté;Ville".encode("cp1252"),
        "\ufeffTitre;Qui\r\nÉté;Ville\r\n".encode(),
        "Titre\tQui\nÉté\tVille\n\t\n".encode("utf-16"),
        "sep=;\nTitre;Qui\n'Été;Ville".replace("'", "").encode(),
        '"Titre","Qui"\n"Été","Ville"'.encode(),
    ],
)
def test_files_of_every_spreadsheet_are_read(content):
    rows = rows_of(decoded(content))
    assert [row.cells for row in rows] == [("Titre", "Qui"), ("Été", "Ville")]


def test_a_quotation_mark_that_is_not_closed_names_its_line():
    with pytest.raises(TableUnreadableError, match="2"):
        rows_of('a;b\n"c;d')
