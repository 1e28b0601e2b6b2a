"""What was shown at a past instant is found again, whatever was corrected since."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kit import clock
from measurement import actions, figures, history
from measurement.instants import settled, writing
from measurement.models import Measurement, Target
from overview.figures import site_snapshot
from overview.figures.agendas import quarter_of
from overview.snapshot import SiteFigures
from overview.stored import from_json, to_json
from tests import make
from tests.measurement.conftest import quarter, read

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock to so many hours after noon of 1 November."""

    def go(hours: int) -> datetime:
        there = NOON + timedelta(hours=hours)
        monkeypatch.setattr(clock, "source", lambda: there)
        return there

    return go


@pytest.fixture
def children(le_val, at):
    """Followed since noon."""
    at(0)
    return actions.choose_indicator(
        le_val, actions.NewIndicator(name="Enfants", unit="enfants", source="Nous"), by=None
    )


@pytest.fixture
def told(le_val, children, samira, marc, at):
    """59 is entered, corrected to 57 and then to 58; the target of 80 becomes 90."""
    at(1)
    row = actions.enter_value(children, quarter(2, 2026), read(59), site=le_val, by=samira)
    aim = {"site": le_val, "due_on": date(2027, 12, 31), "by": samira}
    actions.set_target(children, value=Decimal(80), **aim)
    at(2)
    row = actions.correct_value(row, read(57), reason="recompté", code="typo", by=marc)
    at(3)
    actions.correct_value(row, read(58), reason="un seul", by=samira)
    actions.enter_value(children, quarter(3, 2026), read(64), site=le_val, by=samira)
    actions.set_target(children, value=Decimal(90), **aim)
    at(9)


@pytest.mark.parametrize(
    ("hours", "values", "target", "former"),
    [
        (0, [], None, []),
        (1, [59], 80, [[]]),
        (2, [57], 80, [[59]]),
        (3, [58, 64], 90, [[], [57, 59]]),
        (8, [58, 64], 90, [[], [57, 59]]),
    ],
)
def test_values_targets_and_history_are_those_of_the_instant(
    le_val, children, told, hours, values, target, former
):
    instant = NOON + timedelta(hours=hours)

    figure = figures.indicator(le_val, children, as_of=instant)
    rows = history.value_rows(le_val, children, instant)

    assert [p.value for p in figure.points] == values
    assert (figure.target and figure.target.value) == target
    assert [[Decimal(f.shown.split("\xa0")[0]) for f in row.former] for row in rows] == former
    assert figures.indicator_table(le_val, as_of=instant)[0] == figure


def test_what_was_chosen_later_was_not_there(le_val, children, told):
    assert figures.indicator_table(le_val, as_of=NOON)
    assert not figures.indicator_table(le_val, as_of=NOON - timedelta(seconds=1))


def test_as_of_now_is_what_stands(le_val, children, told, poverty):
    assert figures.indicator_table(le_val, as_of=clock.now()) == figures.indicator_table(le_val)
    assert set(Measurement.objects.as_of(clock.now())) == set(Measurement.objects.current())
    assert set(Target.objects.standing(clock.now())) == set(Target.objects.standing())


def test_it_costs_as_many_queries_whatever_was_corrected(le_val, told, samira):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            figures.indicator_table(le_val, as_of=clock.now())
        return len(asked)

    before = cost()
    for turn in range(30):
        row = Measurement.objects.current().latest("ends_on")
        actions.correct_value(row, read(100 + turn), reason="encore", by=samira)
    assert cost() == before


def test_a_report_says_the_instant_of_its_values(le_val, children, told):

    instant = NOON + timedelta(hours=2)
    paper = site_snapshot(le_val, quarter_of(date(2026, 11, 1)), known_at=instant)

    again = from_json(SiteFigures, to_json(paper))
    assert again == paper
    assert again.known_at == instant
    assert "57" in paper.indicators[0].display


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.real_clock
def test_an_instant_is_settled_when_what_was_written_before_it_is_there():
    """A value is on its way while a report asks for its instant: the report waits for it."""
    site = make.site("Le Val")
    children = actions.choose_indicator(
        site, actions.NewIndicator(name="Enfants", unit="enfants", source="s"), by=None
    )
    begun, asked = Event(), Event()

    def enter():
        try:
            with transaction.atomic():
                writing()
                row = actions.enter_value(children, quarter(3, 2026), read(64), site=site, by=None)
                begun.set()
                asked.wait(0.2)
            return row.entered_at
        finally:
            connection.close()

    def report():
        try:
            begun.wait(5)
            instant = settled()
            asked.set()
            return instant, [row.value for row in Measurement.objects.as_of(instant)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        written, taken = pool.submit(enter), pool.submit(report)
        (instant, seen), at = taken.result(), written.result()

    assert at <= instant
    assert seen == [64]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.real_clock
def test_people_enter_values_while_a_report_waits_for_a_long_file():
    common = make.common_indicator("enf-01", "Enfants accompagnés")
    site, neighbour = make.site("Le Val"), make.site("La Crête")
    begun, ended = Event(), Event()

    def long_file():
        try:
            with transaction.atomic():
                row = actions.enter_value(
                    common, quarter(2, 2026), read(64), site=neighbour, by=None
                )
                begun.set()
                assert ended.wait(20)
            return row.entered_at
        finally:
            connection.close()

    def report():
        try:
            begun.wait(20)
            instant = settled()
            return instant, [row.value for row in Measurement.objects.as_of(instant)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        file, taken = pool.submit(long_file), pool.submit(report)
        begun.wait(20)
        sleep(0.3)
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '3s'")
                mine = actions.enter_value(common, quarter(3, 2026), read(65), site=site, by=None)
            assert not taken.done(), "the report waits for the file"
        finally:
            ended.set()
        (instant, seen), at = taken.result(), file.result()

    assert at <= instant < mine.entered_at
    assert seen == [64]
