"""A triad changes an indicator of its own: what counts, with a cut in the series, or only its words."""

from datetime import date
from decimal import Decimal

import pytest

from journal.models import Entry
from measurement import actions, figures
from tests.measurement.conftest import quarter, read
from tests.measurement.test_pages import text

PAGE = "/sites/le-val/indicateurs/enfants-accompagnes/"
REDEFINE, REWORD = f"{PAGE}redefinir/", f"{PAGE}reformuler/"


@pytest.fixture
def told(le_val, children, samira):
    """Three quarters of 2026, and a target."""
    for number, value in ((1, 32), (2, 36), (3, 64)):
        actions.enter_value(children, quarter(number, 2026), read(value), site=le_val, by=samira)
    actions.set_target(
        children, site=le_val, value=Decimal(80), due_on=date(2027, 12, 31), by=samira
    )
    return children


def typed(**more):
    """The form as the browser sends it, with what was changed."""
    return {
        "seen": "1", "definition": "Présents deux fois par semaine", "unit": "enfants",
        "direction": "higher", "band_low": "", "band_high": "", "noise": "0",
        "source": "Centre social", "source_code": "", "valid_from": "2026-07-01",
        "reason": "Une venue ne disait rien",
    } | more  # fmt: skip


def test_samira_reads_what_it_does_before_it_is_written(browser_of, le_val, told, samira):
    browser = browser_of(samira)
    assert REDEFINE in text(browser.get(PAGE))
    assert "Voir ce que cela fait" in text(browser.get(REDEFINE))

    shown = text(browser.post(REDEFINE, typed()))
    assert "2 valeurs antérieures restent" in shown
    assert "1 valeur d’une période commencée depuis est déjà là" in shown
    assert "La cible de 80 enfants" in shown
    assert "Présents deux fois par semaine" in shown
    assert told.definitions.count() == 1

    agreed = shown.split('name="agreed" value="')[1].split('"')[0]
    # The day is changed meanwhile: what it does is shown again.
    again = text(browser.post(REDEFINE, typed(agreed=agreed, valid_from="2026-10-01")))
    assert "3 valeurs antérieures restent" in again
    assert told.definitions.count() == 1

    agreed = again.split('name="agreed" value="')[1].split('"')[0]
    browser.post(REDEFINE, typed(agreed=agreed, valid_from="2026-10-01"))
    told.refresh_from_db()
    assert (told.version, told.definition) == (2, "Présents deux fois par semaine")

    actions.enter_value(told, quarter(4, 2026), read(40), site=le_val, by=samira)
    page = browser.get(PAGE)
    assert "Non comparable : la définition a changé (4e trimestre 2026)" in text(page)
    assert page.content.count(b'class="break"') == 2
    assert "nouvelle définition" in text(page)
    assert "Une venue ne disait rien" in text(page)
    assert figures.indicator(le_val, told).target is None


def test_what_does_not_count_otherwise_is_not_a_new_definition(browser_of, told, samira):
    browser = browser_of(samira)
    page = browser.post(REDEFINE, typed(definition="Présents chaque semaine."))
    assert page.status_code == 422
    assert "Ce qui est compté ne change pas" in text(page)
    for wrong in ({"reason": ""}, {"valid_from": "2027-01-01"}, {"noise": "1.234"}, {"direction": "band"}):  # fmt: skip
        first = text(browser.post(REDEFINE, typed(**wrong)))
        agreed = first.partition('name="agreed" value="')[2].partition('"')[0]
        assert browser.post(REDEFINE, typed(agreed=agreed, **wrong)).status_code == 422
    assert told.definitions.count() == 1


def test_who_was_slower_reads_the_version_of_the_other_one(browser_of, told, samira, marc):
    shown = text(browser_of(samira).post(REDEFINE, typed()))
    agreed = shown.split('name="agreed" value="')[1].split('"')[0]
    other = actions.Change(1, {"definition": "Inscrits"}, "Registre", date(2026, 10, 1))
    actions.redefine(told, other, by=marc)

    page = browser_of(samira).post(REDEFINE, typed(agreed=agreed))
    if page.status_code == 200:  # what it does has changed: it is shown again
        agreed = text(page).split('name="agreed" value="')[1].split('"')[0]
        page = browser_of(samira).post(REDEFINE, typed(agreed=agreed))

    assert page.status_code == 422
    assert "a écrit entre-temps la version 2, parce que : Registre" in text(page)
    assert told.definitions.count() == 2


def test_better_words_do_not_cut_the_curve(browser_of, le_val, told, samira):
    words = {
        "seen": "1", "name": "Enfants aidés", "question": "Combien d’enfants ?", "caution": "",
        "information_use": "", "name_en": "Children helped", "question_en": "", "caution_en": "",
        "information_use_en": "",
    }  # fmt: skip
    before = Entry.objects.filter(about_id=told.pk).count()
    browser_of(samira).post(REWORD, words)
    told.refresh_from_db()

    assert (told.name, told.version, told.code) == ("Enfants aidés", 1, "enfants-accompagnes")
    assert {p.kind for p in figures.indicator(le_val, told).points} == {"real"}
    assert Entry.objects.filter(about_id=told.pk).count() == before + 1


def test_only_the_triad_and_only_of_its_own(
    browser_of, client, la_crete, told, paul, samira, poverty
):
    for page in (REDEFINE, REWORD):
        assert client.get(page).status_code in {302, 403, 404}
        assert browser_of(paul).get(page).status_code in {403, 404}
        other = page.replace("le-val", "la-crete")
        assert browser_of(samira).get(other).status_code in {403, 404}
        common = page.replace("enfants-accompagnes", "rev-01")
        assert browser_of(samira).get(common).status_code == 404
    actions.retire_indicator(told, reason="Fini", by=samira)
    assert "redefinir/" not in text(browser_of(samira).get(PAGE))
