"""Common figures whose values a site gives: it is asked for those that it follows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda import actions as agenda
from measurement import actions, figures
from measurement.dues import figures_due
from measurement.figures import entry_sheet
from measurement.models import Measurement
from measurement.periods import Period, period_of
from tests import make
from tests.conftest import TODAY
from tests.measurement.conftest import read
from tests.measurement.test_pages import text
from tests.overview.test_home import soup_of

SHEET = "/sites/le-val/indicateurs/saisie/"
WINTER = Period(date(2025, 7, 1), date(2025, 12, 31))
SPRING = Period(date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture
def pairs(db):
    """First cooperations: each site counts them, each half-year."""
    return make.common_indicator(
        "col-03", "Premières coopérations", unit="paires", periodicity="half"
    )


def first(site, found, by):
    actions.choose_headline(found, site=site, why="C’est notre cœur.", by=by)


def earlier(site, found, by):
    actions.enter_value(found, WINTER, read(4), site=site, by=by)


def tied(site, found, by):
    plan = {"lead": "Centre social", "begins_on": TODAY, "due_on": date(2027, 6, 30)}
    activity = agenda.plan_activity(
        site, title="Déjeuners de réseau", state="under_way", by=by, **plan
    )
    actions.tie_indicator(found, site=site, activity=activity, why="Des paires", by=by)


@pytest.mark.parametrize("follow", [first, earlier, tied])
def test_a_common_figure_is_due_where_it_is_followed_and_nowhere_else(
    le_val, la_crete, pairs, samira, browser_of, follow
):
    make.common_indicator("gov-03", "Jours sans titulaire", unit="jours", periodicity="half")
    make.common_indicator(
        "mob-01", "Jours avant la décision", unit="jours", periodicity="irregular"
    )
    assert entry_sheet(le_val) == ()

    follow(le_val, pairs, samira)

    dues = figures_due([le_val, la_crete])
    (due,) = dues[le_val.pk]
    assert (due.code, due.span, due.late) == ("col-03", SPRING, True)
    assert due.who == ("Samira Haddad" if follow is earlier else "la triade")
    assert dues[la_crete.pk] == ()
    assert figures.up_to_date([le_val, la_crete]) == {
        le_val.pk: figures.UpToDate(0, 1), la_crete.pk: figures.UpToDate(0, 0)
    }  # fmt: skip
    assert "Premières coopérations" in text(browser_of(samira).get("/sites/le-val/a-faire/"))

    browser = browser_of(samira)
    assert "Premières coopérations" in text(browser.get(SHEET))
    browser.post(SHEET, {"period-col-03": "2026-01-01/2026-06-30", "value-col-03": "5"})

    assert pairs.measurements.get(starts_on=SPRING.starts_on, site=le_val).value == 5
    assert figures_due([le_val])[le_val.pk] == ()
    assert figures.up_to_date([le_val])[le_val.pk] == figures.UpToDate(1, 1)


def test_what_the_portal_works_out_is_asked_of_nobody(le_val, samira):
    found = make.common_indicator(
        "gov-03", "Jours sans titulaire", unit="jours", periodicity="half", source_code="portail"
    )
    Measurement.objects.create(
        indicator=found, site=le_val, value=4, provenance="Le portail",
        starts_on=WINTER.starts_on, ends_on=WINTER.ends_on,
    )  # fmt: skip

    assert figures_due([le_val])[le_val.pk] == ()
    assert figures.up_to_date([le_val])[le_val.pk].due == 0


def test_who_withdraws_the_only_value_follows_it_no_more(le_val, pairs, samira):
    row = actions.enter_value(pairs, WINTER, read(4), site=le_val, by=samira)
    none = read(None, state="missing", note="Saisi par erreur")
    actions.correct_value(row, none, reason="Pas suivi ici", code="withdrawn", by=samira)

    assert figures_due([le_val])[le_val.pk] == ()
    assert figures.up_to_date([le_val])[le_val.pk].due == 0


def test_after_the_end_of_a_headline_nothing_is_due(le_val, pairs, samira):
    headline = actions.choose_headline(pairs, site=le_val, why="x", by=samira)
    assert len(figures_due([le_val])[le_val.pk]) == 1

    actions.end_headline(headline, reason="Autre chose compte", by=samira)

    assert figures_due([le_val])[le_val.pk] == ()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_any_number_of_sites_costs_the_same(
    le_val, pairs, samira, count, django_assert_num_queries
):
    sites = [le_val, *(make.site(f"Site {number}") for number in range(1, count))]
    Measurement.objects.bulk_create(
        Measurement(
            indicator=pairs, site=site, value=4, provenance="Registre",
            starts_on=WINTER.starts_on, ends_on=WINTER.ends_on,
        )
        for site in sites
    )  # fmt: skip

    with django_assert_num_queries(1):
        dues = figures_due(sites)
    with django_assert_num_queries(1):
        reached = figures.up_to_date(sites)

    assert {len(of) for of in dues.values()} == {1}
    assert {(one.done, one.due) for one in reached.values()} == {(0, 1)}


LIST = "/sites/le-val/indicateurs/"
MARK = "Attendu depuis le"


def monthly(code, site, by, values):
    """A common figure counted each month at a site, of which the last value came long ago."""
    found = make.common_indicator(code, f"Commune {code}", unit="personnes", periodicity="month")
    for month in range(1, values + 1):
        span = period_of(date(2026, month, 1), "month")
        actions.enter_value(found, span, read(10 + month), site=site, by=by)
    return found


def late_rows(page):
    """The names of the figures of a list that bear the mark."""
    soup = soup_of(page)
    rows = [row for row in soup.select("article, tr") if MARK in row.get_text()]
    return [row.find(["h3", "th"]).get_text(strip=True) for row in rows]


def test_a_late_common_figure_bears_the_mark_of_the_sites_own(
    client, browser_of, le_val, children, samira
):
    actions.enter_value(children, period_of(date(2026, 1, 1), "quarter"), read(7), site=le_val, by=samira)  # fmt: skip
    monthly("aaa-01", le_val, samira, 3)
    monthly("aaa-02", le_val, samira, 1)

    for who in (client, browser_of(samira)):
        page = who.get(LIST)
        assert late_rows(page) == [children.name, "Commune aaa-01", "Commune aaa-02"]

    assert late_rows(client.get(f"{LIST}?le={TODAY}")) == [], "a day read again owes nothing"
    found = Measurement.objects.current().get(indicator__code="aaa-02").indicator
    for month in range(2, 11):
        span = period_of(date(2026, month, 1), "month")
        actions.enter_value(found, span, read(9), site=le_val, by=samira)
    assert late_rows(client.get(LIST)) == [children.name, "Commune aaa-01"]


def test_the_marks_cost_the_same_for_one_figure_and_for_thirty(client, le_val, samira):
    counts = []
    for count in (1, 2, 27):
        for number in range(count):
            monthly(f"aa{'abc'[len(counts)]}-{number:02}", le_val, samira, 1)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(LIST)
        counts.append(len(asked))

    assert len(late_rows(page)) == 30
    assert counts[0] == counts[1] == counts[2]


def test_in_english_the_sheet_names_and_counts_in_english(le_val, samira, browser_of):
    """A slip is asked about in the same words."""
    found = make.common_indicator(
        "col-03", "Premières coopérations", unit="paires", periodicity="half",
        name_en="First cooperations", unit_en="pairs",
    )  # fmt: skip
    earlier(le_val, found, samira)
    browser = browser_of(samira)
    browser.cookies["django_language"] = "en"

    shown = text(browser.get(SHEET))
    typed = {"period-col-03": "2026-01-01/2026-06-30", "value-col-03": "400"}
    asked = text(browser.post(SHEET, typed))

    assert "First cooperations" in shown
    assert "paires" not in shown + asked
    assert "a hundred times the last value (4 pairs)" in asked.replace("\xa0", " ")
