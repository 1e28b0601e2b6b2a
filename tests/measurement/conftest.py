"""What most scenes about figures begin with."""

from datetime import date
from decimal import Decimal

import pytest

from measurement import actions
from measurement.models import Indicator
from measurement.periods import Period, of_length
from sites.models import Site
from tests import make
from tests.measurement.families import PEOPLE, own


def quarter(number: int, year: int) -> Period:
    return of_length(date(year, number * 3 - 2, 1), 3)


def read(value, **more) -> actions.Reading:
    return actions.Reading(
        value=None if value is None else Decimal(value), provenance="Feuilles de présence", **more
    )


@pytest.fixture
def children(le_val: Site) -> Indicator:
    """Le Val follows how many children are helped after school, each quarter."""
    return actions.choose_indicator(
        le_val,
        actions.NewIndicator(
            name="Enfants accompagnés",
            unit="enfants",
            source="Centre social",
            definition="Présents chaque semaine.",
            threshold=5,
        ),
        by=None,
    )


@pytest.fixture
def poverty(db) -> Indicator:
    """A published rate, for each neighbourhood."""
    return make.common_indicator(
        "rev-01", "Taux de pauvreté", theme="income", unit="%", value_type="rate", direction="lower",
        periodicity="irregular", level="neighbourhood", source="Insee", vintage="millésime à confirmer",
    )  # fmt: skip


@pytest.fixture
def population(db) -> Indicator:
    """A count, for each neighbourhood."""
    return counted_there("pop-01")


def counted_there(code: str, **more) -> Indicator:
    """A count of residents for each neighbourhood, by these rules."""
    return make.common_indicator(
        code, "Population", theme="population", unit="habitants", value_type="count", direction="context",
        periodicity="irregular", level="neighbourhood", source="Insee", vintage="millésime à confirmer", **more,
    )  # fmt: skip


@pytest.fixture
def everybody(le_val) -> Indicator:
    """How many took part at Le Val."""
    return own(le_val, "Participants")


@pytest.fixture
def women(le_val, everybody) -> Indicator:
    return own(le_val, "Femmes", "participants")


@pytest.fixture
def men(le_val, women) -> Indicator:
    return own(le_val, "Hommes", "participants")


@pytest.fixture
def shared(db):
    """A count of all sites and, as a part of it, the women."""
    whole = make.common_indicator("par-05", "Participants", **PEOPLE)
    part = make.common_indicator("par-06", "Participantes", part_of="par-05", **PEOPLE)
    whole.refresh_from_db()
    return whole, part
