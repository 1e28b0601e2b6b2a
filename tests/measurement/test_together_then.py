"""National figures of a past day say what the page of that day said, whatever the catalogue says now."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kit import clock
from measurement import actions
from measurement.models import Measurement
from measurement.then import common_then
from measurement.together.asking import Asked
from measurement.together.lines import together
from measurement.together.sheets import list_data
from tests import make
from tests.measurement.test_together import LIST, SUMMER, four, given, line, meetings, text  # noqa: F401 - fixtures


@pytest.fixture
def at(monkeypatch):
    """Sets the clock to nine in the morning of a day; returns what is asked of the page of that day."""

    def go(month: int, day: int) -> Asked:
        there = datetime(2026, month, day, 9, tzinfo=UTC)
        monkeypatch.setattr(clock, "source", lambda: there)
        return Asked(SUMMER, date(2026, month, day), there)

    return go


def vintage(found, sites, year, values):
    for site, value in zip(sites, values, strict=True):
        Measurement.objects.create(
            indicator=found, neighbourhood=site.neighbourhoods_on()[0], value=value, provenance="Insee",
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), entered_at=clock.now(),
        )  # fmt: skip


@pytest.fixture
def yearly(db):
    """A rate that Insee publishes each year."""
    return make.common_indicator(
        "rev-03", "Foyers imposés", unit="%", value_type="rate", direction="context",
        periodicity="year", level="neighbourhood", source="Insee",
    )  # fmt: skip


def test_the_page_of_october_speaks_of_the_vintage_that_was_known_in_october(
    four, yearly, at, browser_of, maud  # noqa: F811
):  # fmt: skip
    at(10, 1)
    vintage(yearly, four, 2024, (46, 31, 40, 52))
    october = at(10, 15)
    before = line("rev-03", Asked(SUMMER))
    at(11, 1)
    vintage(yearly, four, 2025, (45, 30, 39, 51))
    at(11, 24)

    assert line("rev-03", october) == before
    assert line("rev-03", Asked(SUMMER)).period == "2025"
    browser = browser_of(maud)
    then, now = (text(browser.get(f"{LIST}rev-03/{day}")) for day in ("?le=2026-10-15", ""))
    assert "4 valeurs, de 31" in then and "2025" not in then
    assert "4 valeurs, de 30" in now


def test_a_figure_counted_otherwise_since_is_read_by_its_rules_of_then(four, meetings, at):  # noqa: F811
    at(10, 1)
    for site, count in zip(four, (3, 4, 8, 5), strict=True):
        given(meetings, site, count)
    october = at(10, 15)
    before = line("col-03")
    at(11, 2)
    rules = {"unit": "ateliers", "value_type": "distinct"}
    actions.redefine(meetings, actions.Change(1, rules, "Autre chose"), by=None)
    at(11, 24)

    assert before.shown == "20\N{NO-BREAK SPACE}rencontres"
    assert line("col-03", october) == before
    assert line("col-03").refusal


def test_what_was_retired_since_and_what_came_since(four, meetings, at):  # noqa: F811
    at(10, 1)
    for site in four:
        given(meetings, site, 5)
    october = at(10, 15)
    before = list_data(together(Asked(SUMMER)), october)
    at(11, 2)
    actions.retire_indicator(meetings, reason="Trop lourd", by=None)
    make.common_indicator("col-09", "Ateliers", source="Registre")
    at(11, 24)

    assert list_data(together(october), october) == before
    assert [one.code for one in common_then(clock.now())] == ["col-09"]
    assert [one.code for one in common_then(None)] == ["col-09"]


def test_values_older_than_the_record_of_their_definition_are_still_read(four, meetings, at):  # noqa: F811
    """An installation that was filled before versions were kept: what has a value was there."""
    october = at(10, 15)
    Measurement.objects.bulk_create(
        Measurement(
            indicator=meetings, site=site, value=Decimal(2), provenance="Registre", entered_at=clock.now(),
            starts_on=SUMMER.starts_on, ends_on=SUMMER.ends_on,
        )
        for site in four
    )  # fmt: skip
    assert line("col-03", october).shown.startswith("8")


def test_a_past_day_costs_as_many_queries_for_one_figure_as_for_many(
    four, meetings, at, django_assert_max_num_queries  # noqa: F811
):  # fmt: skip
    at(10, 1)
    for site in four:
        given(meetings, site, 5)
    october = at(10, 15)
    for number in range(10, 40):
        make.common_indicator(f"col-{number}", f"Repère {number}", source="Registre")
    with django_assert_max_num_queries(14):
        together(october)
