"""After a file is taken back the portal says what it said before; what was shown meanwhile is found by its day."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kit import clock
from kit.states import Refusal
from measurement import actions, figures, history
from measurement.dues import figures_due
from measurement.figures.currency import up_to_date
from measurement.models import Measurement, Reason, Validation
from measurement.outgoing import values_table
from measurement.together.asking import Asked, last_ended, moments, moments_of
from tests.conftest import TODAY
from tests.measurement.conftest import quarter, read
from tests.measurement.importing import LONG, counts, seen, taken, told

SPRING, SUMMER = quarter(2, 2026), quarter(3, 2026)
FILE = f"{LONG}\nenfants-accompagnes;T2 2026;45\nenfants-accompagnes;T3 2026;47\n"
PAGES = (
    "/sites/le-val/indicateurs/",
    "/sites/le-val/indicateurs/saisie/",
    "/sites/le-val/indicateurs/enfants-accompagnes/",
    "/sites/le-val/indicateurs/valeurs.csv",
)


@pytest.fixture
def hour(monkeypatch):
    """Sets the clock to so many hours after noon of today."""
    noon = timezone.make_aware(datetime.combine(TODAY, datetime.min.time())) - timedelta(hours=12)

    def go(hours: int) -> datetime:
        monkeypatch.setattr(clock, "source", lambda: noon + timedelta(hours=hours))
        return noon + timedelta(hours=hours)

    return go


@pytest.fixture
def begun(le_val, children, samira, marc, hour):
    """Samira has entered the winter's and the spring's value, the latter after a slip; Marc saw it."""
    hour(0)
    actions.enter_value(children, quarter(1, 2026), read(40), site=le_val, by=samira)
    row = actions.enter_value(children, SPRING, read(4, note="Au 30 juin"), site=le_val, by=samira)
    row = actions.correct_value(row, read(44), reason="Faute de frappe", by=samira, code="typo")
    actions.validate_value(row, by=marc)
    hour(1)
    return children


def says(browser, site, indicator):
    """All that pages, dues and files say of the figure, without what differs at each request."""
    shown = [browser.get(page).content.decode() for page in PAGES]
    shown = [re.sub(r"[A-Za-z0-9]{32,}|[0-9a-f-]{36}", "", page) for page in shown]
    shown[2] = shown[2].partition('id="values"')[0]
    figure = figures.indicator(site, indicator)
    points = [(p.period, p.value, p.kind, p.replaces, p.reason) for p in figure.points]
    dues, done = figures_due([site]), up_to_date([site])
    return shown, points, dues, done, figure.check, values_table(site, inside=True).rows


def test_everything_is_as_before_a_file_that_was_taken_back(
    le_val, begun, samira, marc, browser_of, hour
):
    browser = browser_of(samira)
    before = says(browser, le_val, begun)
    assert [due.period for due in before[2][le_val.pk]] == ["3e\xa0trimestre\xa02026"]
    hour(2)
    found = taken(le_val, samira, FILE)
    meanwhile = hour(3)
    assert figures_due([le_val]) == {le_val.pk: ()}
    hour(4)

    actions.revert_import(found, by=marc, why="Mauvais fichier")

    hour(5)
    after = says(browser, le_val, begun)
    assert after == before
    shown = figures.indicator(le_val, begun, as_of=meanwhile)
    assert [p.value for p in shown.points] == [40, 45, 47]
    rows = history.value_rows(le_val, begun, meanwhile)
    assert [row.now.shown.split()[0] for row in rows] == ["47", "45", "40"]


def test_the_history_tells_who_took_the_file_back(le_val, begun, samira, marc, browser_of, hour):
    hour(2)
    found = taken(le_val, samira, FILE)
    hour(3)
    actions.revert_import(found, by=marc, why="Mauvais fichier")

    spring = begun.measurements.current().get(starts_on=SPRING.starts_on)
    page = browser_of(samira).get(f"{PAGES[2]}valeurs/{spring.pk}/")

    assert (spring.value, spring.entered_name, spring.entered_leg) == (
        44,
        "Samira Haddad",
        "community",
    )
    assert "annulé par Marc Delattre" in page.text.replace(" ", " ")
    undone = Measurement.objects.tips().get(starts_on=SUMMER.starts_on)
    assert undone.is_undone
    assert "Corriger" not in browser_of(samira).get(f"{PAGES[2]}valeurs/{undone.pk}/").text


def test_a_value_that_is_due_again_is_entered_as_the_first_one(le_val, begun, samira, marc, hour):
    hour(2)
    actions.revert_import(taken(le_val, samira, FILE), by=marc, why="Mauvais fichier")
    hour(3)

    row = actions.enter_value(begun, SUMMER, read(50), site=le_val, by=samira)
    again = actions.enter_value(begun, SUMMER, read(50), site=le_val, by=samira)

    assert again == row
    point = figures.indicator(le_val, begun).points[-1]
    assert (point.value, point.kind, point.replaces) == (50, "real", None)
    assert history.value_rows(le_val, begun)[0].now.shown.split()[0] == "50"
    with pytest.raises(Refusal, match="Samira Haddad"):
        actions.enter_value(begun, SUMMER, read(51), site=le_val, by=marc)


def test_what_was_undone_is_neither_corrected_nor_looked_at(le_val, begun, samira, marc, hour):
    hour(2)
    actions.revert_import(taken(le_val, samira, FILE), by=marc, why="Mauvais fichier")
    undone = Measurement.objects.tips().get(reason_code=Reason.UNDONE)

    with pytest.raises(Refusal):
        actions.correct_value(undone, read(50), reason="Autre", by=samira)
    with pytest.raises(Refusal):
        actions.validate_value(undone, by=samira)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(
            indicator=begun, site=le_val, starts_on=SUMMER.starts_on, ends_on=SUMMER.ends_on,
            value=3, provenance="Nous", replaces=undone, reason="x", reason_code=Reason.UNDONE,
        )  # fmt: skip


def test_the_same_file_goes_in_again_and_out_again(le_val, begun, samira, marc, browser_of, hour):
    browser = browser_of(samira)
    before = says(browser, le_val, begun)
    for turn in range(1, 4):
        hour(2 * turn)
        found = seen(le_val, samira, FILE)
        assert counts(found) == (2, 0, 0, 0, 0)
        assert (found.first_values, found.corrections) == (1, 1)
        assert list(told(found, kind="correction")) == [2]
        actions.apply_file(found, by=samira, seen=found.outcome, only_good=False, reason="Encore")
        assert [p.value for p in figures.indicator(le_val, begun).points] == [40, 45, 47]
        hour(2 * turn + 1)
        actions.revert_import(found, by=marc, why="Mauvais fichier")
        assert says(browser, le_val, begun) == before


def test_a_value_sent_back_is_asked_for_again(le_val, children, samira, marc, hour):
    hour(0)
    row = actions.enter_value(children, SPRING, read(44), site=le_val, by=samira)
    actions.validate_value(
        row, by=marc, kind=Validation.Kind.RETURNED, words="Sans la maternelle ?"
    )
    hour(1)
    found = taken(le_val, samira, FILE)
    hour(2)

    actions.revert_import(found, by=marc, why="Mauvais fichier")

    check = figures.indicator(le_val, children).check
    assert (check.kind, check.who, check.words) == (
        "returned",
        "Marc Delattre",
        "Sans la maternelle ?",
    )


def test_a_vintage_that_was_taken_back_is_no_period_of_a_figure(maud, poverty, le_val, hour):
    hour(0)
    head, columns = "Code QPV;Période;rev-01", ["place", "period", "of:rev-01"]
    taken(None, maud, f"{head}\nQN05998N;2020;44\n", columns=columns)
    hour(1)
    found = taken(None, maud, f"{head}\nQN05998N;2021;46\n", columns=columns)
    summer = Asked(last_ended("quarter", date(2026, 9, 30)))
    assert moments([poverty], summer)[poverty.pk].label(poverty) == "2021"

    hour(2)
    actions.revert_import(found, by=maud, why="Mauvais millésime")

    assert moments([poverty], summer)[poverty.pk].label(poverty) == "2020"
    assert [one.label(poverty) for one in moments_of(poverty, TODAY)] == ["2020"]
