"""The plan goes out as a file and comes back: each line accounted for, all or nothing, once."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agenda import actions
from agenda.models import Activity
from agenda.planning import ActivityFacts
from journal.models import Entry
from kit.tables import TableUnreadableError, decoded, rows_of

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


def exported(client, site):
    return client.get(url("plan-csv", site)).content


def looked_through(browser, site, content):
    """The preview of a file, and the form that confirms it."""
    file = SimpleUploadedFile(
        "plan.csv", content if isinstance(content, bytes) else content.encode()
    )
    answer = browser.post(url("plan-import", site), {"file": file})
    assert answer.status_code == 200, answer.content.decode()
    page = BeautifulSoup(answer.content, "lxml")
    form = page.select_one("form[action$='confirmer/']")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    lines = [row.select("td")[1].get_text(" ", strip=True) for row in page.select("tbody tr")]
    return lines, sent


def confirm(browser, site, sent):
    return browser.post(url("plan-import-confirm", site), sent)


def test_what_goes_out_comes_back_and_changes_nothing(browser_of, client, le_val, plan, ines):
    before = Entry.objects.count()
    content = exported(client, le_val)
    assert content.startswith(b"\xef\xbb\xbf") and b"'=4000+1" in content
    lines, sent = looked_through(browser_of(ines), le_val, content)

    assert lines == ["Telle quelle"] * 2
    confirm(browser_of(ines), le_val, sent)
    assert Entry.objects.count() == before


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
