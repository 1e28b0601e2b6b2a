"""The pages of figures, as each kind of person sees them."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measurement import actions
from measurement.models import Indicator, Measurement, Target
from tests import make
from tests.measurement.conftest import quarter, read

LIST = "/sites/le-val/indicateurs/"
PAGE = "/sites/le-val/indicateurs/enfants-accompagnes/"
VALUE = {
    "period": "2026-07-01", "value": "64", "state": "observed", "note": "", "provenance": "Feuilles de présence",
}  # fmt: skip


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.fixture
def two_quarters(le_val, children, samira):
    """32 then 59 children."""
    first = actions.enter_value(
        children, quarter(1, 2026), read(32), site=le_val, by=samira, role="community"
    )
    second = actions.enter_value(
        children, quarter(2, 2026), read(59), site=le_val, by=samira, role="community"
    )
    return first, second


def test_a_card_says_since_when_its_value_is_due(client, le_val, two_quarters, samira, children):
    assert "Attendu depuis le 30 octobre 2026 : 3e trimestre 2026" in text(client.get(LIST))

    actions.enter_value(children, quarter(3, 2026), read(64), site=le_val, by=samira)

    assert "Attendu depuis" not in text(client.get(LIST))


def test_everybody_reads_the_figures_of_a_public_site(client, le_val, two_quarters, poverty):
    listed, page = client.get(LIST), client.get(PAGE)
    assert "Taux de pauvreté" not in text(listed), "nothing stands here yet"
    Measurement.objects.create(
        indicator=poverty, neighbourhood=le_val.neighbourhoods_on()[0], value=46, provenance="Insee"
    )

    assert "Enfants accompagnés" in text(listed)
    assert "Taux de pauvreté" in text(client.get(LIST))
    assert "59" in text(page)
    assert "Samira Haddad" in text(page)
    assert 'method="post"' not in text(page).split("<main")[1].split("</main")[0]


def test_a_new_site_says_what_will_appear(client, la_crete, browser_of, victor):
    assert 'class="empty"' in text(client.get("/sites/la-crete/indicateurs/"))
    assert "indicateurs/nouveau/" in text(browser_of(victor).get("/sites/la-crete/indicateurs/"))


def test_a_triad_member_enters_a_value_without_javascript(browser_of, samira, le_val, children):
    browser = browser_of(samira)

    answer = browser.post(f"{PAGE}saisir/", VALUE, follow=True)

    row = Measurement.objects.get()
    assert answer.redirect_chain[-1][0] == PAGE
    assert (row.value, row.entered_by, row.entered_role) == (64, samira, "community")
    assert "64" in text(answer)


def test_a_partner_enters_a_value_with_htmx(browser_of, paul, le_val, children):
    answer = browser_of(paul).htmx(f"{PAGE}saisir/", VALUE, page=PAGE)

    assert answer.status_code == 200
    assert 'class="announcement"' in text(answer)
    assert Measurement.objects.get().entered_role == "partner"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"value": "1.234"}, 'value="1.234"'),
        ({"value": "beaucoup"}, 'value="beaucoup"'),
        ({"value": "-4"}, 'value="-4"'),
        ({"value": "2,5"}, 'value="2,5"'),
        ({"value": "45 %"}, 'value="45 %"'),
        ({"value": ""}, "Feuilles"),
        ({"value": "12", "state": "missing"}, 'value="12"'),
        ({"value": "", "state": "missing", "note": ""}, "Feuilles"),
        ({"value": "64\x00"}, "Feuilles"),
        ({"period": "1999-01-01"}, 'value="64"'),
        ({"period": "n'importe"}, 'value="64"'),
        ({"state": "royal"}, 'value="64"'),
        ({"note": "x" * 301}, 'value="64"'),
        ({"provenance": ""}, 'value="64"'),
    ],
)
def test_what_does_not_fit_is_told_and_kept(browser_of, samira, le_val, children, typed, kept):
    browser = browser_of(samira)

    plain = browser.post(f"{PAGE}saisir/", VALUE | typed)
    swapped = browser.htmx(f"{PAGE}saisir/", VALUE | typed, page=PAGE)

    if typed.get("value") == "64\x00":
        assert plain.status_code == 302
        return
    assert (plain.status_code, swapped.status_code) == (422, 422)
    assert "error-summary" in text(plain)
    assert kept in text(plain)
    assert kept in text(swapped)
    assert not Measurement.objects.exists()


def test_a_double_click_enters_one_value(browser_of, samira, le_val, children):
    browser = browser_of(samira)

    for _click in range(2):
        assert browser.post(f"{PAGE}saisir/", VALUE).status_code == 302

    assert Measurement.objects.count() == 1


def test_the_slower_of_two_people_is_told_and_keeps_what_was_typed(
    browser_of, samira, marc, le_val, children
):
    browser_of(samira).post(f"{PAGE}saisir/", VALUE)

    answer = browser_of(marc).post(f"{PAGE}saisir/", VALUE | {"value": "65"})

    assert answer.status_code == 422
    assert "Samira Haddad" in text(answer)
    assert 'value="65"' in text(answer)
    assert Measurement.objects.get().value == 64


def test_a_correction_shows_both_values_who_and_why(
    browser_of, marc, client, le_val, children, two_quarters
):
    where = f"{PAGE}valeurs/{two_quarters[1].pk}/corriger/"
    form = browser_of(marc).get(where)
    fields = {
        "value": "57",
        "state": "observed",
        "note": "",
        "provenance": "Feuilles",
        "code": "typo",
        "reason": "",
    }

    refused = browser_of(marc).post(where, fields)
    done = browser_of(marc).post(where, fields | {"reason": "deux enfants comptés deux fois"})
    page = text(client.get(PAGE))

    assert 'value="59"' in text(form)
    assert (refused.status_code, done.status_code) == (422, 302)
    for said in (
        "57 enfants",
        "59 enfants",
        "Marc Delattre",
        "Samira Haddad",
        "deux enfants comptés deux fois",
    ):
        assert said in page


def test_correcting_what_somebody_corrected_meanwhile_tells_so(
    browser_of, marc, samira, le_val, children, two_quarters
):
    where = f"{PAGE}valeurs/{two_quarters[1].pk}/corriger/"
    fields = {
        "value": "57",
        "state": "observed",
        "note": "",
        "provenance": "Feuilles",
        "code": "typo",
        "reason": "recompté",
    }
    browser_of(marc).post(where, fields)

    late = browser_of(samira).post(where, fields | {"value": "58"})

    assert late.status_code == 422
    assert "Marc Delattre" in text(late)
    assert 'value="58"' in text(late)


def test_a_target_is_set_by_the_triad_and_drawn(
    browser_of, samira, client, le_val, children, two_quarters
):
    browser = browser_of(samira)

    late = browser.post(f"{PAGE}cible/", {"value": "80", "due_on": "2020-01-01", "note": ""})
    done = browser.post(f"{PAGE}cible/", {"value": "80", "due_on": "31/12/2027", "note": ""})

    assert (browser.get(f"{PAGE}cible/").status_code, late.status_code, done.status_code) == (
        200,
        422,
        302,
    )
    assert Target.objects.get().value == 80
    assert "80" in text(client.get(PAGE))


def test_the_triad_chooses_an_indicator_of_its_own(browser_of, ines, le_val):
    browser = browser_of(ines)
    fields = {
        "name": "Ateliers du soir", "unit": "ateliers", "value_type": "count", "direction": "higher",
        "periodicity": "quarter", "source": "Mairie", "question": "", "definition": "", "people": "on",
    }  # fmt: skip

    empty = browser.post(f"{LIST}nouveau/", fields | {"name": ""})
    done = browser.post(f"{LIST}nouveau/", fields, follow=True)
    twice = browser.post(f"{LIST}nouveau/", fields)

    assert browser.get(f"{LIST}nouveau/").status_code == 200
    assert (empty.status_code, twice.status_code) == (422, 422)
    assert done.redirect_chain[-1][0] == f"{LIST}ateliers-du-soir/"
    assert Indicator.objects.get().threshold == 5


def test_who_has_no_place_here_reads_and_writes_nothing(
    browser_of, victor, lila, rose, le_val, children, two_quarters
):
    row = two_quarters[1]
    for person in (victor, lila, rose):
        browser = browser_of(person)
        assert browser.get(PAGE).status_code == 200
        for where in ("saisir/", f"valeurs/{row.pk}/corriger/", "cible/"):
            assert browser.post(f"{PAGE}{where}", VALUE).status_code == 403
        assert browser.post(f"{LIST}nouveau/", {}).status_code == 403
    assert Measurement.objects.count() == 2


def test_an_outsider_is_asked_to_sign_in(client, le_val, children):
    assert client.post(f"{PAGE}saisir/", VALUE).status_code == 302
    assert not Measurement.objects.exists()


def test_ids_of_another_site_are_not_there(
    browser_of, victor, le_val, la_crete, children, two_quarters
):
    browser = browser_of(victor)
    base = "/sites/la-crete/indicateurs/"

    for where in ("enfants-accompagnes/", f"enfants-accompagnes/valeurs/{two_quarters[0].pk}/corriger/",
                  f"rev-01/valeurs/{uuid4()}/corriger/", "enfants-accompagnes/cible/", "rien/"):  # fmt: skip
        assert browser.get(base + where).status_code == 404
    assert browser.post(f"{base}enfants-accompagnes/saisir/", VALUE).status_code == 404


def test_an_official_figure_is_not_entered_by_hand(browser_of, samira, le_val, poverty):
    browser = browser_of(samira)
    page = f"{LIST}rev-01/"

    assert "saisir" not in text(browser.get(page))
    assert browser.post(f"{page}saisir/", VALUE).status_code == 422
    assert browser.post(f"{page}cible/", {"value": "1", "due_on": "2030-01-01"}).status_code == 422
    assert not Measurement.objects.exists()


def test_several_neighbourhoods_are_shown_apart_with_the_reason(client, le_val, poverty):
    make.neighbourhood("QN05996N", "Les Saules", of=le_val)
    for place, value in zip(le_val.neighbourhoods_on(), (40, 50), strict=True):
        Measurement.objects.create(
            indicator=poverty, neighbourhood=place, value=value, provenance="Insee"
        )

    page, listed = text(client.get(f"{LIST}rev-01/")), text(client.get(LIST))

    assert "Les Saules" in page
    assert "45" not in listed.split("<main")[1].split("Les Tilleuls")[0].split("rev-01")[1]


def test_the_list_asks_the_database_as_often_whatever_the_number(client, le_val, samira):
    counts = []
    for target in (1, 3, 30):
        while Indicator.objects.count() < target:
            new = actions.NewIndicator(
                name=f"Repère {Indicator.objects.count()}", unit="u", source="s"
            )
            found = actions.choose_indicator(le_val, new, by=samira)
            actions.enter_value(found, quarter(1, 2026), read(5), site=le_val, by=samira)
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2] <= 9


def test_an_english_reader_reads_the_catalogue_in_english(client, le_val, poverty):
    """The figure of a site, its sheet and the neighbourhood's profile; French where English lacks."""
    Indicator.objects.filter(pk=poverty.pk).update(
        name_en="Poverty rate",
        question_en="How many live in poverty?",
        definition_en="A share",
        source_en="Insee, in English",
    )
    place = le_val.neighbourhoods_on()[0]
    Measurement.objects.create(
        indicator=poverty, neighbourhood=place, value=46, provenance="Insee", source_file="q.csv"
    )
    pages = (
        "/sites/le-val/indicateurs/rev-01/",
        "/sites/le-val/indicateurs/",
        f"/profils/{place.code}/",
    )
    french = [text(client.get(page)) for page in pages]
    client.post("/langue/", {"language": "en", "next": "/"})
    english = [text(client.get(page)) for page in pages]

    for page in english:
        assert "Poverty rate" in page
        assert "Taux de pauvreté" not in page
    assert "How many live in poverty?" in english[0]
    assert "millésime à confirmer" in english[0]
    assert all("Poverty rate" not in page for page in french)
