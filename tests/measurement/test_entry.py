"""Samira enters what is due on one page, from her phone, in five minutes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measurement import actions
from measurement.figures import entry_sheet
from measurement.models import Indicator, Measurement
from measurement.periods import Period
from tests.measurement.conftest import quarter, read
from tests.measurement.test_pages import text
from tests.overview.test_home import soup_of

SHEET = "/sites/le-val/indicateurs/saisie/"
THIRD = "2026-07-01/2026-09-30"


def follow(site, name, **more) -> Indicator:
    facts = {"unit": "personnes", "source": "Centre social"} | more
    return actions.choose_indicator(site, actions.NewIndicator(name=name, **facts), by=None)


@pytest.fixture
def three(le_val, children, samira):
    """Three figures with two quarters each; the third quarter of 2026 is due."""
    share = follow(
        le_val, "Part des réponses", unit="%", value_type="ratio",
        numerator_label="familles qui ont répondu", denominator_label="familles interrogées",
    )  # fmt: skip
    jobs = follow(le_val, "Emplois trouvés")
    for number, value in ((1, 40), (2, 44)):
        at = {"site": le_val, "by": samira}
        actions.enter_value(children, quarter(number, 2026), read(value), **at)
        actions.enter_value(jobs, quarter(number, 2026), read(value + 20), **at)
        two = read(None, numerator=Decimal(value), denominator=Decimal(80))
        actions.enter_value(share, quarter(number, 2026), two, **at)
    return children, share, jobs


def sheet(**typed) -> dict[str, str]:
    """The page as it is sent: all periods, and what was typed."""
    codes = ("enfants-accompagnes", "part-des-reponses", "emplois-trouves")
    return {f"period-{code}": THIRD for code in codes} | {
        name.replace("_", "-"): value for name, value in typed.items()
    }


def values_of(indicator):
    return list(
        indicator.measurements.order_by("starts_on", "entered_at").values_list("value", flat=True)
    )


def test_the_sheet_shows_each_figure_with_its_last_value_and_what_is_plausible(
    browser_of, samira, three
):
    page = text(browser_of(samira).get(SHEET))

    assert "3e trimestre 2026" in page
    assert "Dernière : 44 enfants (2e trimestre 2026). Attendu entre 32 et 56." in page
    assert page.count("<fieldset") == 3


def test_all_that_is_typed_is_entered_and_the_rest_stays_due(browser_of, samira, three):
    children, share, jobs = three

    answer = browser_of(samira).post(
        SHEET,
        sheet(
            **{
                "value_enfants-accompagnes": "47",
                "numerator_part-des-reponses": "45",
                "denominator_part-des-reponses": "80",
            }
        ),
        follow=True,
    )

    assert "2 chiffres saisis." in text(answer)
    assert values_of(children)[-1] == 47
    assert values_of(share)[-1] == Decimal("56.25")
    assert len(values_of(jobs)) == 2
    assert text(answer).count('class="entry-line"') == 1
    assert Measurement.objects.latest("starts_on").provenance == "Feuilles de présence"


def test_what_can_be_two_numbers_is_asked_about_and_the_others_are_taken(browser_of, samira, three):
    children, _share, jobs = three

    answer = browser_of(samira).post(
        SHEET, sheet(**{"value_enfants-accompagnes": "1.234", "value_emplois-trouves": "66"})
    )

    assert answer.status_code == 422
    assert "« 1.234 » peut se lire de deux façons : tapez 1234 ou 1,234." in text(answer)
    assert 'value="1.234"' in text(answer)
    assert len(values_of(children)) == 2
    assert values_of(jobs)[-1] == 66


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nd", "dit qu’il n’y a pas de mesure"),
        ("-", "Un tiret peut vouloir dire zéro ou aucune mesure"),
        ("=4+4", "est une formule"),
        ("12,5", "se compte en nombres entiers"),
        ("45 %", "se compte en « enfants »"),
        ("-3", "le nombre n’est pas inférieur à 0"),
        ("beaucoup", "n’est pas un nombre lisible"),
        ("123456789012", "trop grand"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(browser_of, samira, three, typed, said):
    answer = browser_of(samira).post(SHEET, sheet(**{"value_enfants-accompagnes": typed}))

    assert answer.status_code == 422
    assert said in text(answer)
    assert len(values_of(three[0])) == 2


@pytest.mark.parametrize("typed", ["0,45", "0.45"])
def test_a_share_typed_as_a_fraction_is_asked_about(browser_of, samira, le_val, typed):
    rate = follow(le_val, "Taux de réponse", unit="%", value_type="rate")
    sent = {f"period-{rate.code}": THIRD, f"value-{rate.code}": typed}
    browser = browser_of(samira)

    asked = browser.post(SHEET, sent)
    browser.post(SHEET, sent | {f"value-{rate.code}": "45 %"})

    assert asked.status_code == 422
    assert "peut se lire de deux façons : tapez 0,45 % ou 45." in text(asked)
    assert values_of(rate) == [45]


def test_a_hundred_times_the_last_value_asks_for_a_word_once(browser_of, samira, three):
    browser, sent = browser_of(samira), sheet(**{"value_enfants-accompagnes": "4400"})

    asked = browser.post(SHEET, sent)
    seen = {"seen-enfants-accompagnes": "4400", "note-enfants-accompagnes": "Toute l’agglomération"}
    again = browser.post(SHEET, sent | seen, follow=True)

    assert asked.status_code == 422
    assert "cent fois plus, ou cent fois moins, que la dernière valeur (44 enfants)" in text(asked)
    assert 'name="seen-enfants-accompagnes" value="4400"' in text(asked)
    assert "1 chiffre saisi." in text(again)
    assert Measurement.objects.get(value=4400).note == "Toute l’agglomération"


def test_the_same_for_the_fourth_time_is_taken_and_asked_about_in_words(
    browser_of, samira, le_val, children
):
    for number in (1, 2):
        actions.enter_value(children, quarter(number, 2026), read(47), site=le_val, by=samira)
    actions.enter_value(children, quarter(4, 2025), read(47), site=le_val, by=samira)

    answer = browser_of(samira).post(
        SHEET, sheet(**{"value_enfants-accompagnes": "47"}), follow=True
    )

    assert "1 chiffre saisi. Enfants accompagnés : C’est aussi ce que" in text(answer)
    assert values_of(children)[-1] == 47


def test_another_unlikely_value_is_asked_about_again(browser_of, samira, three):
    sent = sheet(**{"value_enfants-accompagnes": "5500"}) | {"seen-enfants-accompagnes": "4400"}

    assert browser_of(samira).post(SHEET, sent).status_code == 422


def test_no_measure_needs_a_word(browser_of, samira, three):
    browser = browser_of(samira)
    sent = sheet(**{"state_enfants-accompagnes": "missing"})

    refused = browser.post(SHEET, sent)
    browser.post(SHEET, sent | {"note-enfants-accompagnes": "Centre fermé pour travaux"})

    row = three[0].measurements.latest("starts_on")
    assert refused.status_code == 422
    assert (row.value, row.state, row.note) == (None, "missing", "Centre fermé pour travaux")


def test_more_than_the_whole_is_refused_beside_its_figure(browser_of, samira, three):
    typed = {"numerator_part-des-reponses": "90", "denominator_part-des-reponses": "80"}

    answer = browser_of(samira).post(SHEET, sheet(**typed))

    assert answer.status_code == 422
    assert "ne peut pas être plus grande que le tout" in text(answer)


def test_on_its_own_page_too_it_stands_beside_the_number(browser_of, samira, three):
    typed = {"numerator": "90", "denominator": "80", "state": "observed", "provenance": "Feuilles"}
    address = f"/sites/le-val/indicateurs/{three[1].code}/saisir/"

    answer = browser_of(samira).post(address, {"period": "2026-07-01", **typed})

    beside = soup_of(answer).select_one(".field.has-error:has([name=numerator])")
    assert answer.status_code == 422
    assert "plus grande que le tout" in beside.text


def test_nothing_of_nobody_is_no_zero_percent(browser_of, samira, three):
    typed = {"numerator_part-des-reponses": "0", "denominator_part-des-reponses": "0"}

    browser_of(samira).post(SHEET, sheet(**typed))

    assert three[1].measurements.latest("starts_on").state == "not_applicable"


def test_who_comes_second_is_told_and_keeps_what_was_typed(browser_of, samira, paul, three, le_val):
    actions.enter_value(three[0], quarter(3, 2026), read(48), site=le_val, by=paul)

    answer = browser_of(samira).post(SHEET, sheet(**{"value_enfants-accompagnes": "47"}))

    assert answer.status_code == 422
    assert "a déjà saisi 48 enfants pour cette période" in text(answer)
    assert 'value="47"' in text(answer)
    assert values_of(three[0])[-1] == 48


def test_a_period_made_up_is_left_out(browser_of, samira, three):
    for period in ("2026-07-02/2026-09-30", "demain", "2026-09-30/2026-07-01", ""):
        sent = sheet(**{"value_enfants-accompagnes": "47"}) | {"period-enfants-accompagnes": period}
        browser_of(samira).post(SHEET, sent)

    assert {row.starts_on for row in three[0].measurements.all()} == {
        date(2026, month, 1) for month in (1, 4, 7)
    }


def test_a_fragment_comes_back_with_htmx(browser_of, samira, three):
    answer = browser_of(samira).htmx(
        SHEET, sheet(**{"value_enfants-accompagnes": "47"}), page=SHEET
    )

    assert answer.status_code == 200
    assert "1 chiffre saisi." in text(answer)
    assert "<html" not in text(answer)


def test_nothing_due_says_so(browser_of, samira, le_val):
    assert "Rien n’est attendu" in text(browser_of(samira).get(SHEET))


def test_only_the_team_of_the_site_enters(client, browser_of, lila, three):
    assert client.get(SHEET).status_code in {302, 404}
    assert browser_of(lila).get(SHEET).status_code in {403, 404}


def test_a_figure_of_another_site_is_not_on_the_sheet(browser_of, samira, three, la_crete):
    other = follow(la_crete, "Repas partagés")
    sent = {f"period-{other.code}": THIRD, f"value-{other.code}": "12"}

    browser_of(samira).post(SHEET, sent)

    assert not other.measurements.exists()


def test_the_first_of_a_year_is_what_is_before_it(three, le_val):
    lines = entry_sheet(
        le_val, {"enfants-accompagnes": Period(date(2026, 4, 1), date(2026, 6, 30))}
    )

    line = next(line for line in lines if line.code == "enfants-accompagnes")
    assert (line.last, line.due_on) == ("40 enfants".replace(" ", "\xa0"), None)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_sheet_asks_as_often_whatever_its_length(le_val, count):
    for number in range(count):
        follow(le_val, f"Suivi {number}")

    with CaptureQueriesContext(connection) as asked:
        assert len(entry_sheet(le_val)) == count

    assert len(asked) == 3


def entered(browser, code, **typed):
    """One value on the page of its figure, as the form there sends it."""
    facts = {"period": "2026-07-01", "state": "observed", "provenance": "Registre"} | typed
    return text(browser.post(f"/sites/le-val/indicateurs/{code}/saisir/", facts))


@pytest.mark.parametrize(
    ("typed", "said", "value"),
    [
        ("0,45", "peut se lire de deux façons : tapez 0,45", None),
        ("45", "", 45),
        ("45 %", "", 45),
        ("45 €", "Ce chiffre se compte en", None),
        ("1.234", "de deux façons, dont une seule est possible ici : tapez 1,234.", None),
        ("nd", "dit qu’il n’y a pas de mesure", None),
        ("=40+5", "est une formule", None),
        ("145", "ne se peut pas : le nombre est compris entre 0 et 100", None),
    ],
)
def test_a_percentage_is_read_alike_on_its_own_page(browser_of, le_val, samira, typed, said, value):
    share = follow(le_val, "Part des réponses", unit="%", value_type="rate")

    page = entered(browser_of(samira), share.code, value=typed)

    assert said in page
    assert values_of(share) == ([value] if value else [])


def test_a_value_a_hundred_times_the_last_one_is_asked_about_once(browser_of, samira, three):
    children, browser = three[0], browser_of(samira)

    page = entered(browser, children.code, value="4 400")
    assert "100 fois" in page or "cent fois" in page
    assert "Une valeur à relire" in page
    assert "à corriger" not in page
    assert 'name="seen" value="4400"' in page
    assert 'value="Registre"' in page
    assert len(values_of(children)) == 2

    entered(browser, children.code, value="4 400", seen="4400")
    assert values_of(children)[-1] == 4400

    row = children.measurements.get(value=4400)
    address = f"/sites/le-val/indicateurs/{children.code}/valeurs/{row.pk}/corriger/"
    fix = {
        "value": "470 000",
        "state": "observed",
        "provenance": "x",
        "code": "typo",
        "reason": "y",
    }
    assert "cent fois moins, que la dernière valeur" in text(browser.post(address, fix))
    browser.post(address, fix | {"value": "47"})
    assert values_of(children)[-1] == 47


def test_a_figure_waits_for_no_other_one_whose_code_ends_alike(browser_of, samira, le_val):
    families, helped = follow(le_val, "Familles"), follow(le_val, "Aides familles")
    typed = {"value-familles": "3", "value-aides-familles": "beaucoup"}
    periods = {f"period-{one.code}": THIRD for one in (families, helped)}

    browser_of(samira).post(SHEET, typed | periods)

    assert (values_of(families), values_of(helped)) == ([3], [])


@pytest.mark.parametrize(
    "period", ["2026-01-01/9999-12-31", "9999-10-01/9999-12-31", "2026-07-01/2026-03-31"]
)
def test_a_period_that_cannot_be_is_the_one_that_is_due(browser_of, samira, three, period):
    sent = sheet(value_enfants_accompagnes="46") | {"period-enfants-accompagnes": period}
    assert browser_of(samira).post(SHEET, sent).status_code == 302
    assert three[0].measurements.get(value=46).starts_on == date(2026, 7, 1)
