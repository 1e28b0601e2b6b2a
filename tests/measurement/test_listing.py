"""The list of a site's figures, a page at a time."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit import clock
from measurement import actions, figures
from measurement.figures.listing import CURVES_A_PAGE
from measurement.models import Measurement
from measurement.periods import period_of
from tests import make
from tests.measurement.conftest import quarter, read

LIST = "/sites/le-val/indicateurs/"


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def follow(site, by, count, first=1):
    """So many figures of the site's own, each with two quarters."""
    for number in range(first, first + count):
        new = actions.NewIndicator(name=f"Repère {number:02}", unit="u", source="s")
        found = actions.choose_indicator(site, new, by=by)
        for month in (1, 3):
            actions.enter_value(found, quarter(month, 2026), read(number), site=site, by=by)


def common(code, site, by, quarters):
    """A figure of the catalogue that the site entered for so many quarters."""
    found = make.common_indicator(
        code, f"Commun {code}", theme="income", unit="u", value_type="count", direction="higher",
        periodicity="quarter", level="site", source="s",
    )  # fmt: skip
    for number in range(1, quarters + 1):
        actions.enter_value(found, quarter(number, 2026), read(number), site=site, by=by)
    return found


def codes(shown):
    return [figure.code for figure in shown]


def test_own_figures_come_first_then_common_ones_over_time_and_single_values_stand_on_page_one(
    le_val, samira, poverty
):
    follow(le_val, samira, CURVES_A_PAGE - 1)
    for code in ("aaa-01", "aaa-02", "aaa-03"):
        common(code, le_val, samira, 2)
    place = le_val.neighbourhoods_on()[0]
    Measurement.objects.create(indicator=poverty, neighbourhood=place, value=46, provenance="Insee")

    first, second = figures.listed(le_val, 1), figures.listed(le_val, "2")

    assert len(first.own) == CURVES_A_PAGE - 1
    assert (codes(first.curves), codes(first.others)) == (["aaa-01"], ["rev-01"])
    assert (codes(second.own), codes(second.curves)) == ([], ["aaa-02", "aaa-03"])
    assert codes(second.others) == []
    assert first.page.paginator.count == CURVES_A_PAGE + 2


def test_samira_finds_every_figure_on_one_of_the_pages(client, le_val, samira):
    follow(le_val, samira, CURVES_A_PAGE + 2)

    first, second = text(client.get(LIST)), text(client.get(f"{LIST}?page=2"))

    told = [n for n in range(1, CURVES_A_PAGE + 3) if f"<h3>Repère {n:02}</h3>" in first + second]
    assert told == list(range(1, CURVES_A_PAGE + 3))
    assert f"Chiffres 1 à {CURVES_A_PAGE} sur {CURVES_A_PAGE + 2}" in first
    assert 'id="common"' in first
    assert 'id="common"' not in second


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(client, le_val, samira, number):
    follow(le_val, samira, CURVES_A_PAGE + 1)

    assert client.get(f"{LIST}?page={number}").status_code == 200


def test_pages_of_a_day_that_has_passed_stay_with_that_day(client, le_val, samira, monkeypatch):
    follow(le_val, samira, CURVES_A_PAGE + 1)
    now, today = clock.now(), clock.today()
    monkeypatch.setattr(clock, "source", lambda: now + timedelta(days=3))
    follow(le_val, samira, 2, first=90)

    then, later = text(client.get(f"{LIST}?le={today}")), text(client.get(f"{LIST}?page=2"))

    assert f'href="?le={today}&amp;page=2"' in then
    assert f"sur {CURVES_A_PAGE + 1}" in then
    assert f"sur {CURVES_A_PAGE + 3}" in later


def test_values_corrected_often_are_no_more_periods(le_val, samira):
    common("aaa-01", le_val, samira, 1)
    actions.correct_value(
        Measurement.objects.get(), read(7), reason="Comptées deux fois", by=samira
    )

    assert codes(figures.listed(le_val, 1).others) == ["aaa-01"]


def test_one_value_for_each_of_three_neighbourhoods_is_one_period(le_val, poverty):
    make.neighbourhood("QN05996N", "Les Saules", of=le_val)
    make.neighbourhood("QN05995N", "Les Aulnes", of=le_val)
    year = period_of(date(2020, 6, 1), "year")
    for place in le_val.neighbourhoods_on():
        Measurement.objects.create(
            indicator=poverty, neighbourhood=place, value=46, provenance="Insee",
            starts_on=year.starts_on, ends_on=year.ends_on,
        )  # fmt: skip

    shown = figures.listed(le_val, 1)

    assert codes(shown.others) == ["rev-01"]
    assert shown.page.paginator.count == 0


def test_another_sites_values_make_no_line_here(le_val, la_crete, victor, samira):
    common("aaa-01", la_crete, victor, 3)

    shown = figures.listed(le_val, 1)

    assert (codes(shown.own), codes(shown.curves), codes(shown.others)) == ([], [], [])


def test_only_what_the_page_shows_is_read(client, le_val, samira):
    counts = []
    for count in (1, 2, 27):
        follow(le_val, samira, count, first=1 + 30 * len(counts))
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2] <= 10
