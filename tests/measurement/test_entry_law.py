"""What may be entered, for which days and when: the same law in the service and in the database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Event
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction

from kit import clock
from kit.states import Refusal
from measurement import actions
from measurement.models import Measurement
from measurement.periods import Period
from tests import make
from tests.conftest import NOW
from tests.measurement.conftest import quarter, read
from tests.measurement.importing import seen
from tests.measurement.test_pages import text
from tests.measurement.test_windows import DAYS, THIRD

SHEET = "/sites/le-val/indicateurs/saisie/"
# Each of them shares days with the third quarter, and none is it.
ODD = (
    "2026-08-01/2026-09-30",
    "2026-06-01/2026-09-30",
    "2026-09-01/2026-09-30",
    "2026-01-01/2026-12-31",
)


def span(key):
    return Period(*(date.fromisoformat(day) for day in key.split("/")))


def raw(found, **fields):
    """A value written past the service."""
    said = {
        "indicator": found, "version": found.version, "value": 9, "provenance": "Feuilles",
        "starts_on": THIRD.starts_on, "ends_on": THIRD.ends_on,
    }  # fmt: skip
    with transaction.atomic():
        return Measurement.objects.create(**(said | fields))


@pytest.mark.parametrize("period", ODD)
def test_a_lock_is_not_walked_round_with_other_days(
    le_val, children, samira, maud, browser_of, period
):
    actions.set_window("quarter", THIRD, DAYS, by=maud)
    typed = {f"period-{children.code}": period, f"value-{children.code}": "47"}

    answer = browser_of(samira).post(SHEET, typed)

    assert answer.status_code == 422
    assert "Ce chiffre est mesuré " in text(answer)
    assert 'value="47"' in text(answer)
    with pytest.raises(Refusal, match="est mesuré"):
        actions.enter_value(children, span(period), read(47), site=le_val, by=samira)
    with pytest.raises(IntegrityError, match="span_of_another_rhythm"):
        raw(children, site=le_val, starts_on=span(period).starts_on, ends_on=span(period).ends_on)
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("days", ["1800-01-01/2026-12-31", "2026-09-29/2026-09-30"])
def test_days_that_are_no_period_are_refused(le_val, children, samira, days):
    with pytest.raises(Refusal):
        actions.enter_value(children, span(days), read(47), site=le_val, by=samira)
    with pytest.raises(IntegrityError, match="span_of_another_rhythm"):
        raw(children, site=le_val, starts_on=span(days).starts_on, ends_on=span(days).ends_on)


def test_no_site_can_switch_a_national_figure_off_with_odd_days(le_val, samira, browser_of):
    pairs = make.common_indicator(
        "col-03", "Premières coopérations", unit="paires", periodicity="half"
    )
    typed = {f"period-{pairs.code}": "2026-08-01/2026-09-30", f"value-{pairs.code}": "47"}

    assert browser_of(samira).post(SHEET, typed).status_code == 422
    assert not Measurement.objects.exists()


def test_the_database_keeps_a_locked_period_shut_except_for_whom_it_is_open(
    le_val, la_crete, children, samira, maud
):
    row = actions.enter_value(children, quarter(2, 2026), read(60), site=le_val, by=samira)
    window = actions.set_window("quarter", THIRD, DAYS, by=maud)
    actions.set_window("quarter", quarter(2, 2026), LOCKED_BEFORE, by=maud)
    again = {"reason": "Relu", "reason_code": "typo", "replaces": row}
    second = {"starts_on": row.starts_on, "ends_on": row.ends_on}

    for odd in ({}, second | again):
        with pytest.raises(IntegrityError, match="period_is_shut"):
            raw(children, site=le_val, **odd)
    actions.open_for(window, site=la_crete, reason="Inondation", until=date(2026, 11, 30), by=maud)
    with pytest.raises(IntegrityError, match="period_is_shut"):
        raw(children, site=le_val)
    actions.open_for(window, site=le_val, reason="Inondation", until=date(2026, 11, 30), by=maud)
    row = raw(children, site=le_val)
    with pytest.raises(IntegrityError, match="period_is_shut"):
        raw(children, site=le_val, entered_at=datetime(2026, 12, 1, 9, tzinfo=UTC),
            replaces=row, reason="Relu", reason_code="typo")  # fmt: skip


LOCKED_BEFORE = actions.WindowDays(
    date(2026, 7, 1), date(2026, 7, 20), date(2026, 8, 2), "Le bilan est parti."
)


def test_before_it_opens_the_database_takes_nothing_either(le_val, children, maud):
    later = actions.WindowDays(date(2026, 12, 1), date(2026, 12, 31))
    actions.set_window("quarter", THIRD, later, by=maud)

    with pytest.raises(IntegrityError, match="period_is_shut"):
        raw(children, site=le_val)


def test_a_new_rhythm_counts_no_day_twice(le_val, children, samira):
    actions.enter_value(children, THIRD, read(64), site=le_val, by=samira)
    change = actions.Change(1, {"periodicity": "half"}, "Comptés au semestre")
    new = actions.redefine(children, change, by=samira)
    half = Period(date(2026, 7, 1), date(2026, 12, 31))

    with pytest.raises(Refusal, match="3e\xa0trimestre\xa02026 compte déjà"):
        actions.enter_value(new, half, read(120), site=le_val, by=samira)
    with pytest.raises(IntegrityError, match="days_counted_already"):
        raw(new, site=le_val, starts_on=half.starts_on, ends_on=half.ends_on)


def test_a_rhythm_that_changed_within_a_period_takes_the_new_period(le_val, children, samira):
    change = actions.Change(1, {"periodicity": "half"}, "Comptés au semestre")
    new = actions.redefine(children, change, by=samira)

    row = actions.enter_value(
        new, Period(date(2026, 7, 1), date(2026, 12, 31)), read(120), site=le_val, by=samira
    )
    assert row.version == 2


@pytest.mark.parametrize(
    ("fields", "typed", "said"),
    [
        ({"value_type": "ordinal", "unit": "niveau", "lower_bound": 1, "upper_bound": 5}, "6", "entre 1 et 5"),
        ({"value_type": "ordinal", "unit": "niveau", "lower_bound": 1, "upper_bound": 5}, "0", "entre 1 et 5"),
        ({"value_type": "ordinal", "unit": "niveau", "lower_bound": 1, "upper_bound": 5}, "2,5", "nombres entiers"),
        ({"value_type": "amount", "unit": "€", "lower_bound": 10}, "9", "n’est pas inférieur à 10"),
        ({"value_type": "rate", "unit": "pour mille", "multiplier": 1000, "ceiling": 1000}, "1001", "entre 0 et 1"),
    ],
)  # fmt: skip
def test_bounds_are_kept_on_every_way_in(le_val, samira, maud, browser_of, fields, typed, said):
    found = make.common_indicator("par-01", "Niveau", **fields)
    page = f"/sites/le-val/indicateurs/{found.code}/saisir/"
    value = Decimal(typed.replace(",", "."))

    sheet = browser_of(samira).post(
        SHEET, {f"period-{found.code}": "2026-07-01/2026-09-30", f"value-{found.code}": typed}
    )
    form = browser_of(samira).post(
        page,
        {"period": "2026-07-01", "value": typed, "state": "observed", "provenance": "Registre"},
    )
    file = seen(le_val, samira, f"Indicateur;Période;Valeur\npar-01;2026-T3;{typed}\n")

    for answer in (sheet, form):
        assert answer.status_code == 422
        assert said in text(answer)
        assert f'value="{typed}"' in text(answer)
    assert (file.accepted, file.rejected) == (0, 1)
    with pytest.raises(Refusal):
        actions.enter_value(found, THIRD, read(str(value)), site=le_val, by=samira)
    with pytest.raises(IntegrityError, match="out_of_bounds"):
        raw(found, site=le_val, value=value)
    assert not Measurement.objects.exists()


@pytest.mark.parametrize(
    ("top", "bottom", "said"),
    [
        ("30", "10", "plus grande que le tout"),
        ("1.5", "2", "n’ont pas de décimales"),
        ("1", "2.5", "n’ont pas de décimales"),
    ],
)
def test_a_ratio_of_counts_stays_below_its_ceiling(le_val, samira, top, bottom, said):
    found = make.common_indicator(
        "par-06", "Taux", value_type="ratio", unit="pour mille", multiplier=1000, ceiling=1000,
        numerator_label="accueillis", denominator_label="habitants",
    )  # fmt: skip
    two = {"numerator": Decimal(top), "denominator": Decimal(bottom)}

    with pytest.raises(Refusal, match=said):
        actions.enter_value(found, THIRD, read(None, **two), site=le_val, by=samira)
    value = round(two["numerator"] * 1000 / two["denominator"], 4)
    with pytest.raises(IntegrityError, match="out_of_bounds"):
        raw(found, site=le_val, value=value, per=1000, **two)


@pytest.mark.parametrize(
    "two",
    [
        {"numerator": Decimal(99999999999), "denominator": Decimal("0.0001")},
        {"numerator": Decimal(10) ** 14, "denominator": Decimal(1)},
        {"numerator": Decimal("0.00001"), "denominator": Decimal(1)},
    ],
)
def test_what_cannot_be_kept_is_said_and_never_an_error(le_val, samira, two):
    found = make.common_indicator(
        "par-06", "Par habitant", value_type="ratio", unit="€ par habitant",
        numerator_label="euros", denominator_label="habitants",
    )  # fmt: skip

    with pytest.raises(Refusal, match=r"trop grand|après la virgule"):
        actions.enter_value(found, THIRD, read(None, **two), site=le_val, by=samira)


def test_a_producer_s_share_above_the_whole_is_kept_as_published(le_val, poverty):
    """Its two terms may come from two sources; other official numbers stay within their bounds."""
    place = le_val.neighbourhoods_on()[0]
    raw(poverty, neighbourhood=place, value=104, starts_on=None, ends_on=None)
    seekers = make.common_indicator(
        "emp-04", "Demandeurs", level="neighbourhood", lower_bound=0, upper_bound=100
    )
    for value in (-1, 101):
        with pytest.raises(IntegrityError, match="out_of_bounds"):
            raw(seekers, neighbourhood=place, value=value)


def test_a_value_bears_the_instant_at_which_it_is_written(le_val, children, monkeypatch):
    """The database's clock counts, whatever that of the machine says; a set clock is another matter."""
    monkeypatch.setattr(clock, "is_set", lambda: False)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL qic.clock = ''")
        cursor.execute("SELECT transaction_timestamp()")
        (now,) = cursor.fetchone()
    for odd in (
        datetime(1999, 1, 1, tzinfo=UTC),
        now - timedelta(hours=1),
        now + timedelta(hours=1),
    ):
        with pytest.raises(IntegrityError, match="entered_at_another_time"):
            raw(children, site=le_val, entered_at=odd)

    monkeypatch.setattr(clock, "source", lambda: NOW - timedelta(days=400))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 24))
    row = actions.enter_value(children, THIRD, read(64), site=le_val, by=None)

    assert now <= row.entered_at < now + timedelta(minutes=10)


def test_no_correction_is_older_than_what_it_corrects(le_val, children, samira):
    row = actions.enter_value(children, THIRD, read(64), site=le_val, by=samira)

    with pytest.raises(IntegrityError, match="entered_at_another_time"):
        raw(children, site=le_val, replaces=row, reason="Relu", reason_code="typo",
            entered_at=NOW - timedelta(seconds=1))  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_lock_waits_for_the_entry_that_is_under_way_and_lets_none_in_after_it():
    """Samira's value is on its way when Maud locks the period; Paul presses meanwhile."""
    site, maud = make.site("Le Val"), make.person("Maud Renaud")
    children = actions.choose_indicator(
        site, actions.NewIndicator(name="Enfants", unit="enfants", source="s"), by=None
    )
    others = actions.choose_indicator(
        site, actions.NewIndicator(name="Parents", unit="parents", source="s"), by=None
    )
    begun, queued = Event(), Event()

    def samira():
        with transaction.atomic():
            actions.enter_value(children, THIRD, read(64), site=site, by=None)
            begun.set()
            for _turn in range(200):
                if waiting():
                    break
                sleep(0.05)
            queued.set()
        return "entered"

    def lock():
        begun.wait(10)
        actions.set_window("quarter", THIRD, DAYS, by=maud)
        return Measurement.objects.count()

    def paul():
        queued.wait(20)
        try:
            actions.enter_value(others, THIRD, read(6), site=site, by=None)
        except Refusal as refusal:
            return str(refusal)
        return "entered"

    def apart(part):
        try:
            return part()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(apart, part) for part in (samira, lock, paul)]
        first, there, second = (one.result(40) for one in asked)

    assert first == "entered"
    assert there == 1
    assert "verrouillé" in second


def waiting() -> bool:
    """True while somebody waits for the lock of writes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"
        )
        return bool(cursor.fetchone()[0])


def test_asking_for_an_instant_locks_nothing(db):
    from measurement.instants import settled

    settled()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        assert cursor.fetchone() == (0,)
