"""What is said of a publication is kept as it was said: pages of a past day are read with it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from kit import clock
from measurement import actions, figures
from measurement.models import Measurement, Release, ReleaseVersion
from measurement.releases import releases_then
from measurement.together.asking import Asked, Moment
from measurement.together.pages import page
from tests import make
from tests.measurement.test_together import SUMMER, four, line  # noqa: F401 - a fixture


@pytest.fixture
def at(monkeypatch):
    """Sets the clock to nine in the morning of a day of November 2026."""

    def go(day: int) -> datetime:
        there = datetime(2026, 11, day, 9, tzinfo=UTC)
        monkeypatch.setattr(clock, "source", lambda: there)
        return there

    return go


@pytest.fixture
def covered(le_val, at):
    """How many people of Le Val's neighbourhood the Caf covered in 2019 and in 2021."""
    at(1)
    found = make.common_indicator(
        "dro-02", "Personnes couvertes", value_type="count", direction="lower", periodicity="year",
        level="neighbourhood", source="Cnaf", source_code="cnaf",
    )  # fmt: skip
    for year, value in ((2019, 450), (2021, 400)):
        Measurement.objects.create(
            indicator=found, neighbourhood=le_val.neighbourhoods_on()[0], value=value,
            provenance="Cnaf", release=make.release("cnaf", year), entered_at=clock.now(),
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
        )  # fmt: skip
    return found


def retold(vintage, **fields):
    return make.release("cnaf", vintage, **fields)


def test_the_verdict_of_the_second_day_stays_the_one_that_was_read(le_val, covered, at):
    second = at(2)
    before = figures.indicator(le_val, covered)
    at(3)
    retold(2021, noise=Decimal(90), protection="perturbation")
    third = at(4)
    now = figures.indicator(le_val, covered)
    at(5)
    retold(2020, produced=False, caveats="Le fichier a brûlé.")

    assert (before.trend, now.trend) == ("improving", "not_comparable")
    assert figures.indicator(le_val, covered, as_of=second) == before
    assert figures.indicator(le_val, covered, as_of=third) == now
    assert "2020" in figures.indicator(le_val, covered).sentence


def test_a_publication_changes_by_a_new_version_alone(covered):
    found = Release.objects.get(vintage=2021)
    for sql in (
        "UPDATE measurement_release SET noise = 9 WHERE vintage = 2021",
        "UPDATE measurement_release SET noise = 9, number = 2 WHERE vintage = 2021",
        "UPDATE measurement_release SET vintage = 2018 WHERE vintage = 2021",
        "DELETE FROM measurement_release WHERE vintage = 2021",
        "UPDATE measurement_releaseversion SET noise = 9",
        "DELETE FROM measurement_releaseversion",
    ):
        with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(sql)
    with transaction.atomic():
        Release.objects.create(source="cnaf", vintage=2017, title="Cnaf", producer="Cnaf")
        with pytest.raises(IntegrityError, match="release_has_its_version"):
            connection.check_constraints()
        transaction.set_rollback(True)

    assert (
        actions.tell_release({"source": "cnaf", "vintage": 2021, "generation": 2024})[1] == "same"
    )
    assert actions.tell_release(
        {"source": "cnaf", "vintage": 2021, "generation": 2024, "noise": Decimal(9)}
    )[1] == "changed"  # fmt: skip
    found.refresh_from_db()
    kept = ReleaseVersion.objects.filter(release=found).order_by("number")
    assert (found.number, [row.noise for row in kept]) == (2, [0, 9])


def test_the_publications_of_a_day_are_those_of_that_day(covered, at):
    second = at(2)
    at(3)
    retold(2021, noise=Decimal(90))
    key = Release.objects.get(vintage=2021).pk

    assert releases_then(second)[key].noise == 0
    assert releases_then(second - timedelta(days=9))[key].noise == 0, "as it was first told"
    assert releases_then(None)[key].noise == 90


def test_a_national_figure_of_a_day_rests_on_its_publication_of_that_day(four, at):  # noqa: F811
    at(1)
    found = make.common_indicator(
        "dro-02", "Personnes couvertes", value_type="count", direction="context",
        periodicity="year", level="neighbourhood", source="Cnaf", source_code="cnaf",
    )  # fmt: skip
    release = make.release("cnaf", 2024)
    for site in four:
        Measurement.objects.create(
            indicator=found, neighbourhood=site.neighbourhoods_on()[0], value=100,
            provenance="Cnaf", release=release, entered_at=clock.now(),
            starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31),
        )  # fmt: skip
    second = at(2)
    before = line("dro-02", Asked(SUMMER, second.date(), second))
    at(3)
    retold(2024, protection="perturbation", noise=Decimal(5))

    moment = Moment(Measurement.objects.first().period)
    then, now = page(found, moment, Asked(SUMMER, second.date(), second)), page(found, moment, Asked(SUMMER))  # fmt: skip
    assert line("dro-02", Asked(SUMMER, second.date(), second)) == before
    assert not any("légèrement" in said for said in then.caveats)
    assert any("légèrement" in said for said in now.caveats)
