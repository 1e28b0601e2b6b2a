"""Reporting periods: open, due, locked with a reason, opened for one site until a day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Event

import pytest
from django.db import IntegrityError, connection, transaction

from journal.models import Entry
from kit import clock
from kit.states import Refusal
from measurement import actions, instants
from measurement.actions.imports import one_at_a_time
from measurement.dues import figures_due
from measurement.models import LockException, Measurement, Window
from tests.measurement.conftest import quarter, read
from tests.overview.test_home import soup_of

THIRD = quarter(3, 2026)
DAYS = actions.WindowDays(
    date(2026, 10, 1), date(2026, 10, 20), date(2026, 11, 2), "Le bilan annuel est parti."
)
SET = "/national/periodes/fixer/"
TYPED = {
    "periodicity": "quarter", "within": "2026-08-15", "opens_on": "01/10/2026",
    "due_on": "20/10/2026", "locks_on": "02/11/2026", "why": "Le bilan est parti.",
}  # fmt: skip
PAGE = "/sites/le-val/indicateurs/enfants-accompagnes/"


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.fixture
def locked(maud):
    """The third quarter is locked since 2 November."""
    return actions.set_window("quarter", THIRD, DAYS, by=maud)


def test_a_locked_period_takes_no_value_and_says_why_since_when_and_who(
    le_val, children, samira, maud
):
    row = actions.enter_value(children, THIRD, read(64), site=le_val, by=samira)
    actions.set_window("quarter", THIRD, DAYS, by=maud)

    for attempt in (
        lambda: actions.correct_value(row, read(65), reason="Relu", by=samira),
        lambda: actions.enter_value(children, THIRD, read(65), site=le_val, by=samira),
    ):
        with pytest.raises(
            Refusal, match="2.novembre 2026.*Le bilan annuel est parti.*L’équipe nationale"
        ):
            attempt()
    actions.enter_value(children, quarter(2, 2026), read(60), site=le_val, by=samira)
    assert Measurement.objects.count() == 2


def test_before_it_opens_it_says_from_when(le_val, children, samira, maud):
    later = actions.WindowDays(date(2026, 12, 1), date(2026, 12, 31))
    actions.set_window("quarter", THIRD, later, by=maud)

    with pytest.raises(Refusal, match="1er.décembre 2026"):
        actions.enter_value(children, THIRD, read(64), site=le_val, by=samira)


def test_an_exception_opens_it_for_one_site_until_its_day(
    le_val, la_crete, children, samira, victor, locked, maud, monkeypatch
):
    given = {"reason": "Le registre était sous l’eau", "until": date(2026, 11, 30), "by": maud}
    first = actions.open_for(locked, site=le_val, **given)
    assert actions.open_for(locked, site=le_val, **given) == first
    row = actions.enter_value(children, THIRD, read(64), site=le_val, by=samira)
    theirs = actions.choose_indicator(
        la_crete, actions.NewIndicator(name="Cours", unit="cours", source="Nous"), by=victor
    )
    with pytest.raises(Refusal, match="verrouillé"):
        actions.enter_value(theirs, THIRD, read(4), site=la_crete, by=victor)
    monkeypatch.setattr(clock, "source", lambda: datetime(2026, 12, 1, 9, tzinfo=UTC))
    with pytest.raises(Refusal, match="ouverte pour votre site jusqu’au 30.novembre 2026 inclus"):
        actions.correct_value(row, read(65), reason="Relu", by=samira)
    assert "sous l’eau" in Entry.objects.get(kind="measurement.lock_opened").sentence


@pytest.mark.parametrize(
    "days",
    [
        actions.WindowDays(date(2026, 6, 30), date(2026, 10, 20)),
        actions.WindowDays(date(2026, 10, 2), date(2026, 10, 1)),
        actions.WindowDays(date(2026, 10, 1), date(2026, 10, 20), date(2026, 10, 20), "Clos"),
        actions.WindowDays(date(2026, 10, 1), date(2026, 10, 20), date(2026, 11, 2), " "),
        actions.WindowDays(date(2026, 10, 1), date(2026, 10, 20), None, "Clos"),
    ],
)
def test_days_out_of_order_are_refused_by_the_action_and_the_database(maud, days):
    with pytest.raises(Refusal):
        actions.set_window("quarter", THIRD, days, by=maud)
    if days.why != " ":
        with pytest.raises(IntegrityError, match="window_"), transaction.atomic():
            Window.objects.create(
                periodicity="quarter",
                starts_on=THIRD.starts_on,
                ends_on=THIRD.ends_on,
                **vars(days),
            )


def test_set_again_it_replaces_the_days_and_the_journal_keeps_both(locked, maud):
    later = actions.WindowDays(DAYS.opens_on, DAYS.due_on, date(2026, 12, 15), DAYS.why)
    actions.set_window("quarter", THIRD, later, by=maud)
    actions.set_window("quarter", THIRD, later, by=maud)

    assert Window.objects.get().locks_on == date(2026, 12, 15)
    assert Entry.objects.filter(kind="measurement.window_set").count() == 2


def test_an_exception_needs_a_reason_a_day_to_come_and_a_lock(le_val, locked, maud):
    for odd in (
        {"reason": " ", "until": date(2026, 12, 1)},
        {"reason": "x", "until": date(2026, 11, 23)},
    ):
        with pytest.raises(Refusal):
            actions.open_for(locked, site=le_val, by=maud, **odd)
    free = actions.set_window(
        "quarter",
        quarter(2, 2026),
        actions.WindowDays(date(2026, 7, 1), date(2026, 7, 30)),
        by=maud,
    )
    with pytest.raises(Refusal, match="ne se verrouille pas"):
        actions.open_for(free, site=le_val, reason="x", until=date(2026, 12, 1), by=maud)
    assert not LockException.objects.exists()


def test_what_is_due_follows_the_window(le_val, children, samira, maud, locked):
    actions.enter_value(children, quarter(2, 2026), read(60), site=le_val, by=samira)
    assert figures_due([le_val])[le_val.pk] == ()

    actions.open_for(
        locked, site=le_val, reason="Registre perdu", until=date(2026, 11, 30), by=maud
    )

    (due,) = figures_due([le_val])[le_val.pk]
    assert (due.due_on, due.late) == (date(2026, 10, 20), True)


def test_the_national_team_sets_opens_and_the_site_reads_it(
    browser_of, le_val, la_crete, children, samira, maud
):
    national = browser_of(maud)
    assert national.post(SET, TYPED | {"why": ""}).status_code == 422
    national.post(SET, TYPED)
    window = Window.objects.get()
    assert (window.starts_on, window.ends_on) == (THIRD.starts_on, THIRD.ends_on)

    browser = browser_of(samira)
    assert "verrouillé depuis le 2 novembre 2026" in text(browser.get(PAGE))
    value = {"period": "2026-07-01", "value": "64", "state": "observed", "provenance": "Feuilles"}
    refused = browser.post(f"{PAGE}saisir/", value)
    assert refused.status_code == 422
    assert 'value="64"' in text(refused)
    beside = soup_of(refused).select_one(".field.has-error:has([name=period])")
    assert "verrouillé depuis" in beside.text.replace("\xa0", " ")
    assert not Measurement.objects.exists()

    given = {"site": "le-val", "reason": "Registre perdu", "until": "2026-11-30"}
    opening = f"/national/periodes/{window.pk}/ouvrir/"
    assert national.post(opening, given | {"until": "2026-11-01"}).status_code == 422
    national.post(opening, given)
    assert "Registre perdu" in text(national.get("/national/periodes/"))
    assert "jusqu’à la fin du 30 novembre 2026" in text(browser.get(PAGE))
    assert browser.post(f"{PAGE}saisir/", value).status_code == 302
    assert browser.get("/national/periodes/").status_code == 403


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_end_of_a_long_file_to_set_a_period(
    browser_of, le_val, maud, monkeypatch
):
    monkeypatch.setattr(instants, "PATIENCE", "200ms")
    begun, told = Event(), Event()

    def a_long_file():
        try:
            with transaction.atomic():
                one_at_a_time(le_val.pk)
                begun.set()
                told.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        file = pool.submit(a_long_file)
        begun.wait(10)
        refused = browser_of(maud).post(SET, TYPED)
        told.set()
        file.result(20)
    taken = browser_of(maud).post(SET, TYPED)

    assert refused.status_code == 422
    assert (
        "Un fichier de valeurs est en cours d’enregistrement : réessayez dans une minute"
        in text(refused)
    )
    assert 'value="Le bilan est parti."' in text(refused)
    assert taken.status_code == 302
    assert Window.objects.get().why == "Le bilan est parti."


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_year_that_must_be_a_slip_is_asked_about(browser_of, maud, samira, children, day):
    asked = browser_of(maud).post(SET, TYPED | {"within": day})
    assert (asked.status_code, Window.objects.exists()) == (422, False)
    assert "Vérifiez l’année" in text(asked)

    aimed = browser_of(samira).post(f"{PAGE}cible/", {"value": "50", "due_on": "3026-12-31"})
    assert "Vérifiez l’année" in text(aimed)
