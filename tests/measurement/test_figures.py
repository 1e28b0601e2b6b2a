"""What the figures say, and what they refuse to say."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from measurement import actions, figures
from measurement.engine.definitions import Band, Definition, Direction, ValueType
from measurement.engine.observations import Observation, Span, State
from measurement.figures.apart import told_apart, values_apart
from measurement.figures.series import SeriesFigure
from measurement.models import Measurement
from measurement.reading import PointFigure, Trend, sentence, trend
from tests import make
from tests.measurement.conftest import quarter, read


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def enter(indicator, site, values, by):
    for period, value in values.items():
        reading = read(value) if value is not None else read(None, state="missing", note="works")
        actions.enter_value(indicator, period, reading, site=site, by=by)


def official(indicator, place, value):
    return Measurement.objects.create(
        indicator=indicator, neighbourhood=place, value=value, provenance="Insee",
        state="observed" if value is not None else "missing", source_file="qpv.csv",
    )  # fmt: skip


def point(value, kind="real", **more):
    return PointFigure(
        "T",
        more.pop("period", "T"),
        2026.0,
        None if value is None else Decimal(value),
        kind,
        **more,
    )


def seen(points, step=0):
    """The points as the engine reads them, one a year; a cut is another definition."""
    version, found = 1, []
    for n, p in enumerate(points):
        version += p.kind == "break"
        span = Span(date(2000 + n, 1, 1), date(2000 + n, 12, 31))
        state = "suppressed" if p.kind == "hidden" else "missing" if p.value is None else "observed"
        state = State(p.state if p.state != "observed" else state)
        row = Observation("x", span, p.value, state, version=version, precision=Decimal(step))
        found.append(p._replace(seen=row, cut="definition" if p.kind == "break" else ""))
    return found


def ruled(direction, unit="enfants", **more):
    return Definition("x", ValueType.COUNT, unit, Direction(direction), **more)


def test_a_local_series_has_its_gap_its_correction_its_target_and_its_sentence(
    le_val, children, samira
):
    enter(
        children, le_val, {quarter(4, 2025): 32, quarter(2, 2026): 59, quarter(3, 2026): 64}, samira
    )
    wrong = Measurement.objects.get(value=59)
    actions.correct_value(wrong, read(57), reason="counted twice", by=samira)
    actions.set_target(
        children, site=le_val, value=Decimal(80), due_on=date(2027, 12, 31), by=samira
    )

    figure = figures.indicator(le_val, children)

    assert [(p.label, p.value, p.kind, p.replaces) for p in figure.points] == [
        ("Q4\xa02025", 32, "real", None),
        ("Q1\xa02026", None, "gap", None),
        ("Q2\xa02026", 57, "corrected", 59),
        ("Q3\xa02026", 64, "real", None),
    ]
    assert figure.trend == Trend.IMPROVING
    assert figure.target.value == 80
    assert figure.sentence.replace("\xa0", " ") == (
        "Up: from 32 enfants (4th quarter 2025) to 64 enfants (3rd quarter 2026). "
        "That is the direction hoped for. "
        "Towards the target of 80 enfants by 31 December 2027: 67% of the way since "
        "4th quarter 2025. "
        "No measure, 1st quarter 2026."
    )


def test_a_count_of_too_few_people_is_not_shown(le_val, children, samira):
    enter(children, le_val, {quarter(2, 2026): 4, quarter(3, 2026): 12}, samira)

    figure = figures.indicator(le_val, children)

    assert [(p.value, p.kind) for p in figure.points] == [(None, "hidden"), (12, "real")]
    assert "too few" in figure.sentence


@pytest.mark.parametrize(
    ("points", "direction", "expected"),
    [
        ([], "higher", Trend.NO_DATA),
        ([point(None, "gap")], "higher", Trend.NO_DATA),
        ([point(None, "hidden")], "higher", Trend.HIDDEN),
        ([point(3)], "higher", Trend.BASELINE_ONLY),
        ([point(3), point(None, "gap")], "higher", Trend.BASELINE_ONLY),
        ([point(3), point(4)], "context", Trend.CONTEXT_ONLY),
        ([point(3), point(4)], "band", Trend.IN_BAND),
        ([point(3), point(9)], "band", Trend.OUT_OF_BAND),
        ([point(1)], "band", Trend.OUT_OF_BAND),
        ([point(9), point(4, "break")], "band", Trend.IN_BAND),
        ([point(3), point(3)], "higher", Trend.STABLE),
        ([point(3), point(4)], "higher", Trend.IMPROVING),
        ([point(3), point(4)], "lower", Trend.WORSENING),
        ([point(4), point(9), point(3)], "lower", Trend.IMPROVING),
        ([point(3), point(4, "break")], "higher", Trend.NOT_COMPARABLE),
        ([point(3, "break"), point(4)], "higher", Trend.IMPROVING),
        ([point(0), point(0)], "lower", Trend.STABLE),
    ],
)
def test_a_series_is_read_as_far_as_it_can_be(points, direction, expected):
    rules = ruled(direction, band=Band(Decimal(2), Decimal(5)) if direction == "band" else None)

    assert trend(seen(points), rules) == expected
    assert sentence(seen(points), rules).endswith(".")


def test_a_change_that_rounding_can_make_is_none():
    """The engine reads the points; a published rate of whole points moves by two or not at all."""
    points, rules = [point(45, period="2020"), point(46, period="2021")], ruled("lower", "%")

    assert trend(seen(points, 1), rules) == Trend.STABLE
    assert trend(seen(points), rules) == Trend.WORSENING
    assert "No change that can be measured" in sentence(seen(points, 1), rules)
    assert "Up: from" in sentence(seen([*points, point(47)], 1), rules)


def test_a_year_that_the_source_did_not_produce_cuts_the_series():
    points = [
        point(None, "gap", state="not_produced", period="2019"),
        point(45, period="2021"),
        point(None, "gap", state="not_produced", period="2022"),
        point(40, period="2023"),
    ]

    points, rules = seen(points), ruled("lower", "%")
    assert trend(points, rules) == Trend.NOT_COMPARABLE
    assert "did not produce 2022" in sentence(points, rules)
    assert trend(points[:3], rules) == Trend.BASELINE_ONLY


def test_a_changed_definition_cuts_the_curve(le_val, children, samira):
    enter(children, le_val, {quarter(1, 2026): 32}, samira)
    change = actions.Change(
        1, {"definition": "Présents deux fois par semaine"}, "Trop large", date(2026, 4, 1)
    )
    children = actions.redefine(children, change, by=samira)
    enter(children, le_val, {quarter(2, 2026): 59}, samira)

    figure = figures.indicator(le_val, children)

    assert [p.kind for p in figure.points] == ["real", "break"]
    assert "Not comparable" in figure.sentence


def test_a_single_neighbourhood_gives_the_site_its_value(le_val, poverty):
    official(poverty, le_val.neighbourhoods_on()[0], 46)

    figure = figures.indicator(le_val, poverty)

    assert figure.latest.value == 46
    assert figure.latest.period == "millésime à confirmer"
    assert figure.place == "Les Tilleuls"
    assert figure.sentence == "A single measure: no change to read yet."
    assert figure.files == ("qpv.csv",)


def test_rates_of_several_neighbourhoods_are_never_put_together(le_val, poverty):
    second = make.neighbourhood("QN05996N", "Les Saules", of=le_val)
    for place, value in zip(le_val.neighbourhoods_on(), (40, 50), strict=True):
        official(poverty, place, value)

    figure = figures.indicator(le_val, poverty)

    assert figure.latest is None
    assert figure.points == ()
    assert "average" in figure.refusal
    assert [(part.name, part.latest.value) for part in figure.parts] == [
        ("Les Saules", 40),
        ("Les Tilleuls", 50),
    ]
    assert second.pk in {part.code for part in figure.parts}
    assert figure.apart == "Les Saules: 40% · Les Tilleuls: 50%"


def test_many_neighbourhoods_are_told_by_their_ends(le_val, poverty):
    for number in range(9):
        make.neighbourhood(f"QN0498{number}N", f"Quartier {number}", of=le_val)
    places = le_val.neighbourhoods_on()
    for rank, place in enumerate(places[1:]):
        official(poverty, place, 40 + rank)

    figure = figures.indicator(le_val, poverty)

    assert (len(figure.parts), figure.apart) == (10, "9 neighbourhoods, from 40% to 48%")


def place_series(name, *points):
    return SeriesFigure(name, name, points)


def test_values_of_different_periods_side_by_side_say_so():
    parts = [
        place_series("Les Saules", point(40, period="2024", ends_on=date(2024, 12, 31))),
        place_series("Les Tilleuls", point(50, period="2025", ends_on=date(2025, 12, 31))),
        place_series(
            "Bellevue",
            point(30, period="2024", ends_on=date(2024, 12, 31)),
            point(None, "hidden", period="2025", ends_on=date(2025, 12, 31)),
        ),
    ]

    assert (
        told_apart(parts, "%")
        == "Les Saules: 40% (2024) · Les Tilleuls: 50% · Bellevue: 30% (2024)"
    )


def test_of_many_places_only_those_with_the_newest_period_make_the_ends():
    old = [
        place_series(f"Quartier {rank}", point(10, period="2024", ends_on=date(2024, 12, 31)))
        for rank in range(8)
    ]
    new = [
        place_series(f"Cité {value}", point(value, period="2025", ends_on=date(2025, 12, 31)))
        for value in (45, 41, 43)
    ]

    assert told_apart([*old, *new], "%") == "3 neighbourhoods, from 41% to 45%"


def test_a_place_whose_value_tells_of_few_says_that_it_is_secret():
    parts = [
        place_series("Les Saules", point(None, "hidden", period="2025")),
        place_series("Les Tilleuls"),
        place_series("Bellevue", point(50, period="2025")),
    ]

    assert [(each.value, each.absence) for each in values_apart(parts, "%")] == [
        ("", "statistical secrecy"),
        ("", "no value"),
        ("50%", ""),
    ]
    assert told_apart(parts[:2], "%") == ""


def test_counts_are_summed_over_the_neighbourhoods_only_when_each_has_one(le_val, population):
    second = make.neighbourhood("QN05996N", "Les Saules", of=le_val)
    first = next(n for n in le_val.neighbourhoods_on() if n != second)
    official(population, first, 1000)

    alone = figures.indicator(le_val, population)
    official(population, second, 430)
    both = figures.indicator(le_val, population)

    assert alone.latest is None
    assert "Les Saules" in alone.refusal
    assert alone.apart == "Les Saules: no value · Les Tilleuls: 1,000\xa0habitants"
    assert both.apart == ""
    assert both.latest.value == 1430
    assert both.refusal == ""


def test_a_neighbourhood_that_left_the_site_is_no_longer_counted(le_val, population):
    second = make.neighbourhood("QN05996N", "Les Saules", of=le_val)
    for place in le_val.neighbourhoods_on():
        official(population, place, 1000)
    le_val.links.filter(neighbourhood=second).update(during=(date(2024, 1, 1), date(2026, 11, 1)))

    assert figures.indicator(le_val, population).latest.value == 1000
    assert figures.indicator(le_val, population, date(2026, 10, 1)).latest.value == 2000


def test_a_sum_over_neighbourhoods_is_cut_where_a_definition_changed(le_val, population):
    second = make.neighbourhood("QN05996N", "Les Saules", of=le_val)
    population = make.redefined(population)
    for year, version, value in ((2020, 1, 100), (2022, 1, 150), (2024, 2, 900)):
        for place in le_val.neighbourhoods_on():
            Measurement.objects.create(
                indicator=population, neighbourhood=place, value=value, provenance="Insee",
                version=2 if place == second and year > 2020 else version,
                starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
            )  # fmt: skip

    figure = figures.indicator(le_val, population)

    assert [(p.kind, p.value) for p in figure.points] == [
        ("real", 200), ("gap", None), ("break", 1800),
    ]  # fmt: skip
    assert "different definitions" in figure.points[1].reason
    assert "Not comparable" in figure.sentence


def test_the_headlines_begin_with_the_sites_own_and_leave_out_what_has_no_value(
    le_val, children, poverty, population, samira
):
    official(poverty, le_val.neighbourhoods_on()[0], 46)
    official(population, le_val.neighbourhoods_on()[0], None)
    enter(children, le_val, {quarter(3, 2026): 64}, samira)

    assert [f.code for f in figures.headline(le_val)] == ["enfants-accompagnes", "rev-01"]
    assert [f.code for f in figures.headline(le_val, 1)] == ["enfants-accompagnes"]


def test_the_indicators_of_another_site_are_not_there(le_val, la_crete, children):
    assert [f.code for f in figures.indicator_table(la_crete)] == []
    assert [f.code for f in figures.indicator_table(le_val)] == ["enfants-accompagnes"]


@pytest.mark.parametrize("many", [3, 30])
def test_the_table_asks_the_database_as_often_for_many_indicators_as_for_one(le_val, samira, many):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            figures.indicator_table(le_val)
        return len(asked)

    def add(number):
        new = actions.NewIndicator(name=f"Repère {number}", unit="u", source="s")
        found = actions.choose_indicator(le_val, new, by=samira)
        enter(found, le_val, {quarter(1, 2026): 5, quarter(3, 2026): 6}, samira)

    add(1)
    one = queries()
    for number in range(2, many + 1):
        add(number)

    assert queries() == one == 4


def test_who_is_up_to_date_is_known_in_one_query_for_any_number_of_sites(
    le_val, la_crete, children, samira, django_assert_num_queries
):
    other = actions.choose_indicator(
        le_val, actions.NewIndicator(name="Ateliers", unit="ateliers", source="s"), by=samira
    )
    enter(children, le_val, {quarter(3, 2026): 64}, samira)
    enter(other, le_val, {quarter(2, 2026): 3}, samira)

    with django_assert_num_queries(1):
        found = figures.up_to_date([le_val, la_crete])

    assert found == {le_val.pk: figures.UpToDate(1, 2), la_crete.pk: figures.UpToDate(0, 0)}


def test_a_value_is_due_thirty_days_after_its_period():
    assert figures.last_due("quarter", date(2026, 10, 29)) == date(2026, 6, 30)
    assert figures.last_due("quarter", date(2026, 10, 30)) == date(2026, 9, 30)
    assert figures.last_due("year", date(2026, 11, 24)) == date(2025, 12, 31)
