"""The periods of a year together: flows add up, shares are divided anew, people have bounds, secrets none."""

from datetime import date
from decimal import Decimal

import pytest

from measurement import actions, figures
from measurement.figures.years import years_of
from tests.conftest import TODAY
from tests.measurement.conftest import quarter, read
from tests.measurement.families import share_of, words_of
from tests.measurement.test_breaks import joins

PAGE = "/sites/le-val/indicateurs/enfants-accompagnes/"


def counted(site, name, by, value_type="count", **more):
    asked = actions.NewIndicator(
        name=name,
        unit="jeunes",
        source="Mission locale",
        value_type=value_type,
        threshold=5,
        **more,
    )
    return actions.choose_indicator(site, asked, by=by)


def enter(found, values, by):
    for when, value in values.items():
        given = value if isinstance(value, actions.Reading) else read(value)
        actions.enter_value(found, when, given, site=found.site, by=by)


def years(found):
    points = figures.indicator(found.site, found).points
    return {line.year: (line.value, line.note) for line in years_of(found, points, TODAY)}


def bare(told):
    return tuple(words.replace("\xa0", " ").replace("\u202f", " ") for words in told)


def test_a_year_of_quarters_is_added_and_says_what_it_lacks(le_val, children, samira):
    enter(children, {quarter(n, 2025): 10 * n for n in (1, 2, 3, 4)}, samira)
    enter(children, {quarter(1, 2026): 40, quarter(3, 2026): read(50, state="provisional")}, samira)

    found = years(children)

    assert list(found) == ["2026", "2025"]
    assert bare(found["2025"]) == ("100 enfants", "")
    assert bare(found["2026"]) == (
        "90 enfants",
        "Provisoire, 2 périodes sur 4, il manque : 2e trimestre 2026",
    )


def test_a_period_that_is_not_over_is_not_missing(le_val, children, samira):
    enter(children, {quarter(n, 2026): 10 for n in (1, 2, 3)}, samira)

    assert bare(years(children)["2026"]) == ("30 enfants", "3 périodes sur 4")


def test_nought_counts_and_a_year_without_a_value_is_not_told(le_val, children, samira):
    why = read(None, state="missing", note="Personne pour compter")
    enter(children, {quarter(1, 2025): why, quarter(1, 2026): 0, quarter(2, 2026): 7}, samira)

    found = years(children)

    assert list(found) == ["2026"]
    assert bare(found["2026"])[0] == "7 enfants"


def test_with_a_value_of_few_people_the_year_has_none(le_val, children, samira, client):
    enter(children, {quarter(1, 2026): 40, quarter(2, 2026): 3, quarter(3, 2026): 50}, samira)

    value, note = years(children)["2026"]
    page = words_of(client.get(PAGE))

    assert value == ""
    assert "une de ses valeurs n’est pas publiée" in note
    assert "93" not in page
    assert "90 enfants" not in page


def test_a_share_of_a_year_is_all_over_all_never_the_mean_of_shares(le_val, samira):
    found = share_of(le_val, "Familles relogées", "relogées", "à reloger")
    for when, top, bottom in ((quarter(1, 2025), "10", "20"), (quarter(2, 2025), "20", "80")):
        reading = actions.Reading(
            value=None, provenance="Bailleur", numerator=Decimal(top), denominator=Decimal(bottom)
        )
        actions.enter_value(found, when, reading, site=le_val, by=samira)

    value, note = bare(years(found)["2025"])

    assert value.replace(" ", "") == "30%"
    assert "2 périodes sur 4" in note


def test_people_who_may_have_come_twice_are_told_between_two_bounds(le_val, samira):
    found = counted(le_val, "Jeunes reçus", samira, "distinct")
    enter(found, {quarter(n, 2025): 20 + n for n in (1, 2, 3, 4)}, samira)

    value, note = bare(years(found)["2025"])

    assert value == "entre 24 et 90 jeunes"
    assert note == "On ne sait pas qui a été compté à plusieurs périodes"


@pytest.mark.parametrize("time", ["stock", "rolling", "running_total"])
def test_what_is_a_state_has_no_year(le_val, samira, time):
    flow = {"nature": "flow", "accumulation": time} if time == "running_total" else {"nature": time}
    found = counted(le_val, f"Suivis {time}", samira, **flow)
    enter(found, {quarter(n, 2025): 20 + n for n in (1, 2)}, samira)

    assert years(found) == {}


def test_what_has_one_value_a_year_has_no_second_table(le_val, samira):
    found = counted(le_val, "Jeunes formés", samira, periodicity="year")
    actions.enter_value(found, date(2025, 11, 24), read(12), site=le_val, by=samira)

    assert years(found) == {}


def test_a_year_that_was_cut_in_two_is_not_put_together(le_val, children, samira):
    joins(le_val, "QN05971N", date(2025, 7, 1))
    enter(children, {quarter(1, 2025): 20, quarter(3, 2025): 30, quarter(1, 2026): 40}, samira)

    found = years(children)

    assert found["2025"][0] == ""
    assert found["2025"][1].startswith("Le périmètre a changé")
    assert bare(found["2026"])[0] == "40 enfants"


def test_what_was_counted_otherwise_is_not_added_to_what_is_counted_now(le_val, children, samira):
    enter(children, {quarter(n, 2025): 20 for n in (1, 2)}, samira)
    change = actions.Change(1, {"definition": "Inscrits."}, "Autre feuille.", date(2026, 1, 1))
    actions.redefine(children, change, by=samira)
    children.refresh_from_db()
    enter(children, {quarter(1, 2026): 40}, samira)

    found = years(children)

    assert found["2025"][0] == ""
    assert "selon une définition antérieure" in found["2025"][1]
    assert bare(found["2026"])[0] == "40 enfants"


def test_the_page_tells_the_years_as_they_were_that_day(le_val, children, samira, client):
    enter(children, {quarter(n, 2025): 10 for n in (1, 2, 3, 4)}, samira)

    now, before = (words_of(client.get(PAGE + asked)) for asked in ("", "?le=2025-01-01"))

    assert "Année par année" in now
    assert "40 enfants" in now
    assert "Année par année" not in before
