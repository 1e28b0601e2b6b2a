"""A figure over the neighbourhoods of one site: what stands behind their sum, and each of them alone."""

from datetime import date

import pytest

from measurement import actions, figures
from measurement.models import Measurement
from tests import make
from tests.measurement.families import words_of


@pytest.fixture
def places(le_val):
    """Le Val has a second neighbourhood."""
    make.neighbourhood("QN05931N", "Les Saules", of=le_val)
    return le_val.neighbourhoods_on()


def counted(found, places, year, *values, states=("observed", "observed")):
    for place, value, state in zip(places, values, states, strict=True):
        Measurement.objects.create(
            indicator=found, neighbourhood=place, value=value, state=state, provenance="Insee",
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), source_file="qpv.csv",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("states", "state", "words"),
    [
        (("observed", "provisional"), "provisional", "La dernière valeur est provisoire."),
        (("estimated", "provisional"), "estimated", "La dernière valeur est une estimation."),
        (("observed", "observed"), "observed", ""),
    ],
)
def test_a_sum_is_as_sure_as_the_least_sure_of_its_places(
    le_val, places, population, states, state, words
):
    """Les Saules and Les Tilleuls, of which one may still change."""
    counted(population, places, 2020, 100, 200)
    counted(population, places, 2021, 110, 210, states=states)

    told = figures.indicator(le_val, population)

    assert [(p.value, p.state) for p in told.points] == [(300, "observed"), (320, state)]
    assert words in told.sentence
    assert ("provisoire" in told.sentence, "estimation" in told.sentence) == (
        state == "provisional", state == "estimated",
    )  # fmt: skip


def test_a_sum_of_which_one_value_was_corrected_is_corrected(le_val, places, population):
    counted(population, places, 2020, 100, 200)
    counted(population, places, 2021, 110, 210)
    first = Measurement.objects.get(indicator=population, value=210)
    Measurement.objects.create(
        indicator=population, neighbourhood=first.neighbourhood, value=220, provenance="Insee",
        starts_on=first.starts_on, ends_on=first.ends_on, source_file="qpv.csv",
        replaces=first, reason="Rectificatif de la source", reason_code="late_data",
    )  # fmt: skip

    told = figures.indicator(le_val, population)

    assert [(p.value, p.kind) for p in told.points] == [(300, "real"), (330, "corrected")]


def test_small_pictures_tell_a_value_in_the_unit_it_was_counted_in(
    le_val, places, population, maud, client
):
    """Counted in households from 2024 on: what is there was counted in residents."""
    counted(population, places, 2020, 100, 200)
    counted(population, places, 2021, 150, 190)
    change = actions.Change(1, {"unit": "ménages"}, "compté autrement", date(2024, 1, 1))
    actions.redefine(population, change, by=maud)

    page = words_of(client.get("/sites/le-val/indicateurs/pop-01/quartiers/"))

    assert "150 habitants" in page
    assert "190 habitants" in page
    assert "ménages" not in page
