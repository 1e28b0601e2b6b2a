"""The open catalogue, what the national team writes in it, and its files that come back the same."""

import json
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit.sheets import FILES
from measurement import actions, exact, imports
from measurement.catalogue import bringing, sheets
from measurement.engine.aggregate import Question, Scope, aggregate
from measurement.engine.combining import Rule
from measurement.engine.places import Link
from measurement.engine.places import Site as Place
from measurement.engine.viewers import READER
from measurement.models import Definition, Headline, Indicator, Measurement, Release
from tests import make
from tests.emptying import start_over
from tests.measurement.conftest import quarter, read

DATA = Path(settings.BASE_DIR) / "data"
LIST = "/indicateurs/"


def text(response) -> str:
    """The page as read, with plain spaces."""
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def starter(db):
    """The whole starter catalogue, as the portal loads it."""
    assert not imports.import_catalogue(DATA).failed
    assert not imports.import_releases(DATA).failed


def test_everybody_searches_the_catalogue_by_its_questions(client, starter):
    page = text(client.get(LIST, {"q": "pauvreté"}))
    jobs = text(client.get(LIST, {"theme": "employment", "kind": "population"}))

    assert "Combien d’habitants vivent sous le seuil de pauvreté ?" in page
    assert (
        "Addition refusée, parce que des parts de touts différents ne s’additionnent pas." in page
    )
    assert "1 indicateur<" in page
    assert "6 indicateurs<" in jobs
    assert "Aucun indicateur ne répond" in text(client.get(LIST, {"q": "licorne"}))
    assert "Tenir le catalogue" not in page
    assert "54 indicateurs<" in text(client.get(LIST, {"theme": "inventé", "page": "x"}))


def test_the_starter_catalogue_is_whole_and_bilingual(client, starter):
    found = Indicator.objects.filter(site=None)

    assert found.filter(kind="process").count() == 14
    assert found.filter(role="to_develop", status="draft").count() == 3
    assert found.filter(level="neighbourhood").exclude(code__startswith="men").count() == 27
    assert not found.filter(name_en="").exists()
    assert not found.filter(question_en="").exists()
    assert not found.filter(definition_en="").exists()
    assert (
        found.exclude(direction="context").filter(code__in=["dro-03", "dro-05", "pop-01"]).count()
        == 0
    )
    client.cookies["django_language"] = "en"
    page = text(client.get(f"{LIST}rev-01/"))
    assert "How many residents live below the poverty line?" in page
    assert "Not produced by Insee" in page


def test_what_lacks_english_is_read_in_french_and_says_so(client, db):
    make.common_indicator("hab-01", "Habitants accompagnés", name_en="", question_en="How many?")
    client.cookies["django_language"] = "en"

    page = text(client.get(f"{LIST}hab-01/"))

    assert '<span lang="fr">Habitants accompagnés</span>' in page
    assert 'lang="en">How many?' in page


def test_a_page_tells_versions_word_by_word_and_where_it_is_followed(client, le_val, starter, maud):
    found = Indicator.objects.get(code="col-03")
    actions.choose_headline(found, site=le_val, why="Décidé", by=None)
    change = actions.Change(1, {"definition": f"{found.definition} Hors réunions."}, "Trop large")
    actions.redefine(found, change, by=maud)

    page = text(client.get(f"{LIST}col-03/"))

    assert "Version 2" in page
    assert "Trop large" in page
    assert "Maud Ferrand" in page
    assert "Hors réunions." in page.split("<ins>")[1].split("</ins>")[0]
    assert "/sites/le-val/indicateurs/col-03/" in page
    assert "Filosofi" not in page


def test_a_year_that_was_not_produced_is_told(client, starter):
    page = text(client.get(f"{LIST}rev-01/"))

    assert "2022" in page
    assert "(non produit)" in page
    assert Release.objects.get(source="filosofi", vintage=2022).produced is False


def test_a_draft_is_the_national_team_s_and_a_local_one_is_not_there(
    client, browser_of, maud, le_val, children
):
    make.common_indicator("bro-01", status="draft")

    assert client.get(f"{LIST}bro-01/").status_code == 404
    assert browser_of(maud).get(f"{LIST}bro-01/").status_code == 200
    assert client.get(f"{LIST}{children.code}/").status_code == 404


@pytest.mark.parametrize("way", ["nouvelle-version", "formulation", "retirer"])
def test_the_national_team_alone_writes(browser_of, samira, maud, db, way):
    make.common_indicator("hab-01")
    address = f"{LIST}hab-01/{way}/"

    assert browser_of(samira).get(address).status_code == 403
    assert browser_of(samira).post(address, {"reason": ""}).status_code == 403
    assert browser_of(maud).get(address).status_code == 200
    assert browser_of(maud).post(address, {"reason": ""}).status_code == 422


def typed(found, **more):
    """The form as it stands, with what somebody types otherwise."""
    shown = {n: "" if v is None else str(v) for n, v in found.rules().items()}
    return (
        shown | {"seen": found.version, "valid_from": "2026-10-01", "reason": "Plus juste"} | more
    )


def test_a_new_version_is_written_on_its_page_and_the_second_one_is_told(
    browser_of, maud, le_val, db
):
    found = make.common_indicator("hab-01")
    address, browser = f"{LIST}hab-01/nouvelle-version/", browser_of(maud)

    first = browser.post(address, typed(found, unit="personnes"))
    second = browser.post(address, typed(found, unit="foyers"))
    band = browser.post(address, typed(Indicator.objects.get(), direction="context", band_low="3"))

    assert first.status_code == 302
    assert second.status_code == band.status_code == 422
    assert "Maud Ferrand a écrit entre-temps la version 2" in text(second)
    assert "foyers" in text(second)
    assert "un chiffre de contexte n’en a pas" in text(band)
    assert Indicator.objects.get().unit == "personnes"
    assert Definition.objects.count() == 2


def test_better_words_and_the_end_on_their_pages(browser_of, maud, db):
    make.common_indicator("hab-01")
    make.common_indicator("hab-02")
    browser = browser_of(maud)
    page = browser.get(f"{LIST}hab-01/formulation/")
    words = {n: v for n, v in page.context["form"].initial.items() if v is not None}

    browser.post(f"{LIST}hab-01/formulation/", words | {"name_en": "Residents helped"})
    empty = browser.post(f"{LIST}hab-01/formulation/", words | {"question": ""})
    browser.post(f"{LIST}hab-01/retirer/", {"reason": "Doublon", "replaced_by": "hab-02"})

    found = Indicator.objects.get(code="hab-01")
    assert (found.name_en, found.version, found.status) == ("Residents helped", 1, "retired")
    assert empty.status_code == 422
    page = text(browser.get(f"{LIST}hab-01/"))
    assert "Doublon" in page
    assert "Remplacé par : Habitants" in page
    assert "hab-01" not in text(browser.get(LIST))
    assert "hab-01" in text(browser.get(LIST, {"status": "retired"}))


def test_a_local_one_is_made_common_on_its_page(browser_of, maud, samira, children):
    address = f"{LIST}locaux/{children.pk}/"
    told = {
        "code": "enf-01", "name": "Enfants", "question": "Combien ?", "definition": "Présents",
        "information_use": "Décider",
    }  # fmt: skip

    assert browser_of(samira).get(f"{LIST}locaux/").status_code == 403
    assert address in text(browser_of(maud).get(f"{LIST}locaux/"))
    assert browser_of(maud).post(address, told | {"code": "trop long"}).status_code == 422
    assert browser_of(maud).post(address, told).status_code == 302
    assert "Devenu commun : enf-01" in text(browser_of(maud).get(f"{LIST}locaux/"))
    assert browser_of(maud).get(f"{LIST}locaux/{uuid4()}/").status_code == 404


def test_a_site_chooses_what_it_looks_at_first(
    client, browser_of, samira, victor, le_val, la_crete, children
):
    make.common_indicator("hab-01")
    actions.reword(children, actions.Change(1, {"question": "Qui les attend ?"}), by=samira)
    home = "/sites/le-val/indicateurs/reperes/"
    assert "Pas encore de chiffre" in text(client.get(home))

    browser = browser_of(samira)
    lacking = browser.post(f"{home}choisir/", {"indicator": children.code, "why": ""})
    browser.post(f"{home}choisir/", {"indicator": children.code, "why": "Les parents le demandent"})

    row = Headline.objects.get()
    assert lacking.status_code == 422
    assert "Les parents le demandent" in text(client.get(home))
    assert browser_of(victor).get(f"{home}choisir/").status_code == 403
    other = f"/sites/la-crete/indicateurs/reperes/{row.pk}/retirer/"
    assert browser_of(victor).get(other).status_code == 404
    browser.post(f"{home}{row.pk}/retirer/", {"reason": "Ne bouge pas"})
    assert "Ne bouge pas" in text(client.get(home))
    assert "Pas encore de chiffre" in text(client.get(home))


def state():
    """The whole catalogue: identities, words, rules of every version."""
    return sheets.document(Indicator.objects.filter(site=None).order_by("code"))["rows"]


def files():
    """The catalogue in each form in which it is given out."""
    found = Indicator.objects.filter(site=None).order_by("position", "code")
    made = {kind: write(sheets.table(found)) for kind, (_type, write) in FILES.items()}
    return made | {"json": json.dumps(sheets.document(found)).encode()}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv", "json"])
def test_the_catalogue_comes_back_the_same_into_itself_and_into_an_empty_portal(
    starter, kind, maud, le_val, la_crete
):
    found = Indicator.objects.get(code="pop-01")
    change = actions.Change(
        1, {"definition": "Autre périmètre", "noise": Decimal("2.5")}, "Nouvelle géographie"
    )
    actions.redefine(found, change, by=maud)
    actions.retire_indicator(
        Indicator.objects.get(code="men-06"),
        reason="Inutile",
        by=maud,
        replaced_by=Indicator.objects.get(code="men-05"),
    )
    before, content = state(), files()[kind]
    summed = aggregates(le_val, la_crete)
    again = bringing.preview(content)
    assert (again.changes, again.counts["refused"], again.counts["same"]) == (0, 0, 54)
    assert bringing.write(content, reason="Reprise", by=maud) == 0
    start_over("measurement_indicator")

    foreseen = bringing.preview(content)
    assert (foreseen.rows, foreseen.counts["new"], foreseen.fits) == (55, 54, True)
    assert Indicator.objects.count() == 0, "a preview writes nothing"
    assert bringing.write(content, reason="Reprise", by=maud) == 54

    assert state() == before
    assert aggregates(le_val, la_crete) == summed


def aggregates(*sites):
    """What the engine says of the same two values under each neighbourhood definition, or why not."""
    told = {}
    for found in Indicator.objects.filter(site=None, level="neighbourhood").order_by("code"):
        rows = [
            Measurement(
                indicator=found, version=found.version, neighbourhood=site.neighbourhoods_on()[0],
                value=value, provenance="x",
            )
            for site, value in zip(sites, (40, 60), strict=True)
        ]  # fmt: skip
        where = Place("all", tuple(Link(row.neighbourhood_id) for row in rows))
        question = Question(
            exact.definition_of(found), (where,), exact.UNSTATED, viewer=READER, scope=Scope.SITE
        )
        answer = aggregate(question, map(exact.observation_of, rows), wanted=Rule.SUM)
        told[found.code] = (answer.value, answer.rule, answer.refusal)
    return told


def test_a_file_is_previewed_then_written_and_a_faulty_one_changes_nothing(
    browser_of, maud, samira, db
):
    make.common_indicator("hab-01", "Habitants")
    content = sheets.table(Indicator.objects.all())
    good = (
        FILES["csv"][1](content)
        .decode()
        .replace("habitants;", "foyers;", 1)
        .replace(";1;2026", ";;2026", 1)
    )
    bad = good.replace("hab-01", "Hab 1", 1)
    page, browser = f"{LIST}reprise/", browser_of(maud)

    def sent(words):
        return browser.post(page, {"file": SimpleUploadedFile("c.csv", words.encode())})

    refused, nonsense, shown = sent(bad), sent("a;b\n1;2\n"), sent(good)

    assert browser_of(samira).get(page).status_code == 403
    assert "Hab 1" in text(refused)
    assert "Corrigez les lignes refusées" in text(refused)
    assert nonsense.status_code == 422
    assert "il lui manque les colonnes" in text(nonsense)
    assert "nouvelle version : unité" in text(shown)
    assert Indicator.objects.get().version == 1
    carried = shown.context["confirm"].initial["carried"]
    assert browser.post(page, {"carried": carried, "reason": ""}).status_code == 422
    assert browser.post(page, {"carried": "abc", "reason": "x"}).status_code == 422
    assert browser.post(page, {"carried": carried, "reason": "Plus juste"}).status_code == 302
    assert (Indicator.objects.get().unit, Indicator.objects.get().version) == ("foyers", 2)
    assert Definition.objects.get(number=2).reason == "Plus juste"


@pytest.mark.parametrize("kind", [*FILES, "json"])
def test_the_files_are_open_and_tell_the_rules(client, starter, kind):
    answer = client.get(f"{LIST}catalogue.{kind}", {"theme": "income"})

    assert answer.status_code == 200
    if kind == "csv":
        words = answer.content.decode()
        assert "distribution" in words
        assert words.count("\r\n") == 5
    if kind == "json":
        told = json.loads(answer.content)
        assert {row["code"] for row in told["rows"]} == {"rev-01", "rev-02", "rev-03", "rev-04"}
        assert {"name": "unite", "makes_a_version": True}.items() <= next(
            c for c in told["columns"] if c["name"] == "unite"
        ).items()


def test_the_pages_ask_as_often_whatever_the_number(client, browser_of, maud, le_val):
    counts = []
    for wanted in (1, 3, 30):
        while (n := Indicator.objects.filter(site=None).count()) < wanted:
            found = make.common_indicator(f"uns-{n:02}", f"Repère {n}")
            make.redefined(found)
            new = actions.NewIndicator(name=f"Local {n}", unit="u", source="s")
            actions.choose_indicator(le_val, new, by=None)
            actions.enter_value(found, quarter(3, 2026), read(4), site=le_val, by=None)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
            client.get(f"{LIST}uns-00/")
            client.get(f"{LIST}catalogue.csv")
            browser_of(maud).get(f"{LIST}locaux/")
        counts.append(len(queries))

    assert len(set(counts)) == 1, counts


def test_what_a_site_has_in_french_only_says_so_on_its_english_pages(
    client, le_val, children, samira
):
    words = {"question": "Combien ?", "question_en": "How many?", "caution_en": "Counted by hand."}
    actions.reword(children, actions.Change(1, words), by=samira)
    address = f"/sites/le-val/indicateurs/{children.code}/"
    french = text(client.get(address))
    assert '<span lang="fr">' not in french
    assert '<span lang="en">Counted by hand.</span>' in french

    client.cookies["django_language"] = "en"
    page = text(client.get(address))
    assert f'<span lang="fr">{children.name}</span>' in page
    assert f'<span lang="fr">{children.source}</span>' in page
    assert '<p class="lead">How many?</p>' in page
    assert "Counted by hand." in page


def test_numbers_of_a_definition_are_typed_as_people_write_them(browser_of, maud, db):
    make.common_indicator("hab-01", noise=Decimal("0.5"), upper_bound=100)
    address, browser = f"{LIST}hab-01/nouvelle-version/", browser_of(maud)
    page = browser.get(address)
    words = {n: v for n, v in page.context["form"].initial.items() if v is not None}
    assert (words["noise"], words["upper_bound"]) == ("0,5", "100")
    told = words | {"reason": "Plus fin", "valid_from": "2026-10-01"}
    assert browser.post(address, told | {"noise": "0,25"}).status_code == 302
    assert Indicator.objects.get(code="hab-01").noise == Decimal("0.25")
    assert "deux façons" in text(browser.post(address, told | {"seen": 2, "upper_bound": "1.234"}))


def test_a_catalogue_that_changes_nothing_is_not_offered_to_be_brought_in(
    starter, browser_of, maud
):
    file = SimpleUploadedFile("catalogue.json", files()["json"])
    page = text(browser_of(maud).post(f"{LIST}reprise/", {"file": file}))
    assert "inchangés : 54" in page
    assert "il n’y a rien à reprendre" in page
    assert "Tout reprendre" not in page
    assert "carried" not in page
