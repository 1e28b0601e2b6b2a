"""What the database adds up is what the engine finds in the rows; and no request reads the whole table."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import plans
from measurement.engine.viewers import READER
from measurement.models import Indicator, Measurement
from measurement.then import common_then
from measurement.together import wording
from measurement.together.answers import answer
from measurement.together.asking import Asked, moments
from measurement.together.lines import answers, rows_of
from measurement.together.network import network
from sites.models import SiteNeighbourhood
from tests import make
from tests.measurement.conftest import quarter

SUMMER = quarter(3, 2026)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CODES = [f"QN0597{n}N" for n in range(6)]
FLOW = {"nature": "flow", "accumulation": "per_period", "periodicity": "quarter", "level": "site"}
SHARE = {"value_type": "ratio", "unit": "%", "multiplier": 100, "ceiling": 100,
         "numerator_label": "Fait", "denominator_label": "À faire"}  # fmt: skip
FIGURES = {
    "col-03": FLOW | {"value_type": "count"},
    "par-04": FLOW | {"value_type": "count", "threshold": 5},
    "par-03": FLOW | SHARE,
    # Of a ratio that is no share, a part over nought counts.
    "par-05": FLOW | SHARE | {"unit": "rapport", "multiplier": 1, "ceiling": None},
    "col-01": FLOW | {"value_type": "distinct"},
    "col-04": FLOW | {"value_type": "amount", "unit": "€"},
    "par-01": {"value_type": "ordinal", "level": "site", "unit": "niveau"},
    "mob-01": {"value_type": "quantile", "level": "site", "unit": "jours"},
    "pop-01": {"value_type": "count", "level": "neighbourhood", "source_code": "rp", "periodicity": "irregular"},
    "rev-01": {"value_type": "rate", "level": "neighbourhood", "source_code": "rp", "unit": "%", "periodicity": "irregular"},
    "dro-04": {"level": "neighbourhood", "source_code": "rp", "periodicity": "irregular"} | SHARE,
}  # fmt: skip
ABSENT = ("missing", "suppressed", "not_produced", "not_applicable")


@pytest.fixture
def world(db):
    """Six sites at work but the last, one neighbourhood each and one shared, and the figures."""
    made = [make.site(f"Site {n}", wave=make.wave(1 + n % 2)) for n in range(6)]
    made[5].state = "withdrawn"
    made[5].save()
    for site, code in zip(made, CODES, strict=True):
        make.neighbourhood(code, of=site)
    figures = {
        code: make.common_indicator(code, code, **fields) for code, fields in FIGURES.items()
    }
    for found in figures.values():
        make.redefined(found)
    releases = [
        make.release("rp", year, protection="perturbation" if year == 2022 else "none")
        for year in (2021, 2022)
    ]
    return made, figures, releases


# Each value: of which figure and place, what, corrected how, under which version, from which publication.
VALUES = st.lists(
    st.tuples(
        st.sampled_from(sorted(FIGURES)),
        st.integers(0, 5),
        st.one_of(st.integers(0, 9), st.integers(0, 4000), st.sampled_from(ABSENT)),
        st.sampled_from(("observed", "observed", "provisional", "estimated")),
        st.one_of(st.none(), st.none(), st.integers(0, 300), st.just("missing")),
        st.sampled_from((2, 2, 2, 2, 1)),
        st.sampled_from((None, None, None, 0, 0, 1)),
        st.sampled_from((SUMMER, SUMMER, SUMMER, quarter(2, 2026))),
    ),
    max_size=40,
    unique_by=lambda row: (row[0], row[1], row[7]),
)


def write(world, drawn, *, shared: bool) -> None:
    """These values and corrections, at their places."""
    made, figures, releases = world
    if shared:
        SiteNeighbourhood.objects.create(
            site=made[1], neighbourhood_id=CODES[0], during=(date(2022, 1, 1), None)
        )
    for code, place, told, state, corrected, version, release, period in drawn:
        found = figures[code]
        fields = {
            "indicator": found,
            "version": version,
            "provenance": "x",
            "entered_at": NOW - timedelta(days=20),
        }
        if found.level == "site":
            fields["site"] = made[place]
        else:
            fields |= {
                "neighbourhood_id": CODES[place],
                "release": None if release is None else releases[release],
            }
        fields |= {"starts_on": period.starts_on, "ends_on": period.ends_on}
        first = Measurement.objects.create(**fields, **cells(found, told, state))
        if corrected is not None:
            Measurement.objects.create(
                **fields | {"entered_at": NOW - timedelta(days=5)}, **cells(found, corrected, state),
                replaces=first, reason="Erreur", reason_code="typo",
            )  # fmt: skip


def cells(found: Indicator, told, state: str) -> dict:
    """What a value is made of, for its kind of figure."""
    if isinstance(told, str):
        return {"value": None, "state": told}
    if found.value_type != "ratio":
        return {
            "value": Decimal(told % 100 if found.unit in {"%", "niveau"} else told),
            "state": state,
        }
    part, whole = Decimal(told % 7), Decimal(told % 13)
    part = min(part, whole) if found.unit == "%" else part
    if not whole:
        return {
            "value": None,
            "state": "not_applicable",
            "numerator": part,
            "denominator": 0,
            "per": found.per,
        }
    value = (part * found.per / whole).quantize(Decimal("0.0001"))
    return {
        "value": value,
        "state": state,
        "numerator": part,
        "denominator": whole,
        "per": found.per,
    }


def said(found: Indicator, told):
    """All that a page says of an answer."""
    return (
        told.value, told.distribution, told.limits, told.levels, told.median_level,
        told.refusal and (told.refusal.why, wording.refused(told.refusal)),
        told.coverage, told.mixing, [wording.beware(each) for each in told.caveats], found.code,
    )  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=VALUES, shared=st.booleans(), past=st.booleans())
def test_sums_of_the_database_are_those_of_the_engine(world, drawn, shared, past):
    with transaction.atomic():
        write(world, drawn, shared=shared)
        instant = NOW - timedelta(days=10)
        asked = Asked(SUMMER, instant.date(), instant) if past else Asked(SUMMER)
        found = common_then(None)
        at = moments(found, Asked(SUMMER))
        laid, rows, within = answers(found, at, asked), rows_of(found, at, asked), network(date.min)
        read = {
            one.pk: answer(one, at[one.pk], asked, within, rows.get(one.pk, ()), viewer=READER).told
            for one in found
        }
        transaction.set_rollback(True)

    for one in found:
        assert said(one, laid[one.pk]) == said(one, read[one.pk])


TABLE = "measurement_measurement"
ADDRESSES = (
    "/national/chiffres/?periode=2026-07-01",
    "/national/chiffres/?periode=2026-07-01&le=2026-11-20",
    "/national/chiffres/col-03/?periode=2026-07-01",
    "/national/chiffres/chiffres.csv?periode=2026-07-01",
)


def test_no_request_reads_the_whole_table(world, browser_of, maud):
    """Of ten years of values, only those of the quarter and of its corrections are read."""
    made, figures, _releases = world
    kinds = [found for found in figures.values() if found.level == "site" and not found.is_ratio]
    periods = [quarter(1 + n % 4, 2017 + n // 4) for n in range(39)]
    Measurement.objects.bulk_create(
        Measurement(
            indicator=found, version=2, site=site, starts_on=each.starts_on, ends_on=each.ends_on,
            value=3 + rank, provenance="x", entered_at=NOW,
        )
        for found in kinds for each in periods for rank, site in enumerate(made)
    )  # fmt: skip
    browser, quarters = browser_of(maud), len(periods)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")
    for address in ADDRESSES:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        with connection.cursor() as cursor:
            # A table so small is read as a whole for want of anything better: is there an index?
            cursor.execute("SET LOCAL enable_seqscan = off")
        steps = plans.steps_on(TABLE, [query["sql"] for query in queries])
        whole = len(kinds) * quarters * len(made)
        assert steps
        assert [step for step in steps if step["Node Type"] == "Seq Scan"] == []
        # Two kinds of period are asked for, and the rows of what sums do not settle are read again.
        assert sum(map(plans.rows_of, steps)) <= 4 * whole / quarters, address
