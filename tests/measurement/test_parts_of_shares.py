"""What shares, running totals and later secrets would tell of a whole and its parts."""

from datetime import timedelta

import pytest

from kit.states import Refusal
from measurement import actions, figures
from measurement.families import withheld_of
from measurement.models import Indicator, Measurement
from tests.conftest import TODAY
from tests.measurement.conftest import quarter, read
from tests.measurement.families import own, words_of
from tests.measurement.test_together import SUMMER, given, site_named

WINTER, SPRING, AUTUMN = quarter(1, 2026), quarter(2, 2026), quarter(3, 2026)


@pytest.fixture
def others(le_val, men) -> Indicator:
    return own(le_val, "Autres", "participants")


@pytest.fixture
def share(le_val, everybody) -> Indicator:
    """Which of those who took part were men."""
    return own(
        le_val, "Part des hommes", "participants", value_type="ratio", unit="%",
        numerator_label="hommes", denominator_label="participants",
    )  # fmt: skip


def counted(numerator, denominator):
    return read(None, numerator=numerator, denominator=denominator)


def written(le_val, pairs, by, set_day):
    """Each value on its day; indicators are read anew, because they join a family one by one."""
    for day, (found, value) in enumerate(pairs):
        set_day(TODAY + timedelta(days=day))
        found.refresh_from_db()
        values = counted(*value) if isinstance(value, tuple) else read(value)
        actions.enter_value(found, SUMMER, values, site=le_val, by=by)


def file_of(browser) -> dict:
    rows = browser.get("/sites/le-val/indicateurs/valeurs.json").json()["values"]
    return {row["indicateur"]: row for row in rows}


def test_a_share_does_not_tell_the_part_that_is_withheld(
    le_val, everybody, women, men, others, share, samira, client, set_day
):
    """Twenty, of whom nine women and eight men, who are withheld: three are left."""
    pairs = [(everybody, 20), (women, 9), (men, 8), (others, 3), (share, (8, 20))]
    written(le_val, pairs, samira, set_day)

    seen = file_of(client)
    page = words_of(client.get("/sites/le-val/indicateurs/part-des-hommes/"))

    assert {code for code, row in seen.items() if row["valeur"] is None} == {
        "hommes", "autres", "part-des-hommes",
    }  # fmt: skip
    row = seen["part-des-hommes"]
    assert not {8, 20} & {*row.values()}
    assert "8 sur 20" not in page
    assert "40 %" not in page
    assert "pourrait être déduit" in page


def test_a_share_that_was_read_first_keeps_the_part_back(
    le_val, everybody, women, men, others, share, samira, client, set_day
):
    pairs = [(everybody, 20), (share, (8, 20)), (women, 9), (others, 3)]
    written(le_val, pairs, samira, set_day)

    seen = file_of(client)

    assert seen["part-des-hommes"]["valeur"] == 40
    assert seen["femmes"]["valeur"] is None, "with the men of the share they would leave three"


def test_a_share_does_not_tell_the_whole_that_is_withheld(
    le_val, everybody, women, share, samira, client, set_day
):
    written(le_val, [(women, 9), (everybody, 12), (share, (6, 12))], samira, set_day)

    seen = file_of(client)

    assert seen["participants"]["valeur"] is None
    assert seen["part-des-hommes"]["valeur"] is None


def test_those_inside_read_their_shares(
    le_val, everybody, women, men, share, samira, browser_of, set_day
):
    written(le_val, [(women, 9), (everybody, 12), (share, (6, 12))], samira, set_day)

    assert file_of(browser_of(samira))["part-des-hommes"]["valeur"] == 50


def test_a_share_of_what_is_counted_otherwise_is_refused(le_val, everybody, samira):
    with pytest.raises(Refusal, match="compt"):
        own(
            le_val, "Part", "participants", value_type="ratio", unit="%", periodicity="year",
            numerator_label="hommes", denominator_label="participants",
        )  # fmt: skip


@pytest.fixture
def total(le_val, samira) -> Indicator:
    """How many came since January."""
    found = own(le_val, "Venus depuis janvier")
    change = actions.Change(1, {"accumulation": "running_total"}, "Le registre additionne")
    return actions.redefine(found, change, by=samira)


def test_between_two_running_totals_few_people_are_not_told(le_val, total, client, set_day):
    """Forty by spring and forty-three by summer: three came in between."""
    for day, (period, value) in enumerate(((WINTER, 20), (SPRING, 40), (AUTUMN, 43))):
        set_day(TODAY + timedelta(days=day))
        total.refresh_from_db()
        given(total, le_val, value, period)

    told = figures.indicator(le_val, total)

    assert [p.value for p in told.points] == [20, 40, None]
    page = words_of(client.get(f"/sites/le-val/indicateurs/{total.code}/"))
    assert "43 personnes" not in page
    assert "pourrait être déduit" in page


def test_a_running_total_that_came_late_is_withheld_beside_both(le_val, total, set_day):
    for day, (period, value) in enumerate(((WINTER, 20), (AUTUMN, 48), (SPRING, 45))):
        set_day(TODAY + timedelta(days=day))
        total.refresh_from_db()
        given(total, le_val, value, period)

    assert [p.value for p in figures.indicator(le_val, total).points] == [20, None, 48]


def test_a_figure_that_begins_at_nought_each_time_hides_no_other_period(le_val, everybody):
    for period, value in ((WINTER, 20), (SPRING, 3), (AUTUMN, 22)):
        given(everybody, le_val, value, period)

    told = figures.indicator(le_val, everybody)

    assert [p.value for p in told.points] == [20, None, 22], "the portal adds up no periods"


def test_a_secret_that_comes_later_is_told_on_no_page_of_today(
    le_val, everybody, women, men, samira, client, browser_of, set_day
):
    """The page of a day before shows what was shown that day; today's shows none of it."""
    pairs = [(everybody, 60), (women, 37), (men, 23)]
    written(le_val, pairs, samira, set_day)
    before = TODAY + timedelta(days=len(pairs))
    set_day(before + timedelta(days=1))
    row = men.measurements.get()
    secret = read(None, state="suppressed", note="Le centre ne le dit plus")
    actions.correct_value(row, secret, reason="secret", by=samira)

    for browser in (client, browser_of(samira)):
        seen = file_of(browser)
        assert {code for code, one in seen.items() if one["valeur"] is None} == {"femmes", "hommes"}
        for code in ("hommes", "femmes"):
            page = words_of(browser.get(f"/sites/le-val/indicateurs/{code}/"))
            assert "23 personnes" not in page
            assert "37 personnes" not in page or browser is not client
    for code, words in (("hommes", "23 personnes"), ("femmes", "37 personnes")):
        page = client.get(f"/sites/le-val/indicateurs/{code}/", {"le": before.isoformat()})
        assert words in words_of(page)


@pytest.mark.parametrize("number", [1, 2])
def test_a_threshold_that_tells_who_is_below_it_is_refused(le_val, number):
    """Fewer than two, and not nobody, is one."""
    with pytest.raises(Refusal):
        own(le_val, "Visites", threshold=number)


def test_what_is_withheld_at_many_places_is_what_is_at_each(shared):
    """Read together or one by one, in as many queries."""
    whole, part = shared
    for n in range(30):
        site = site_named(f"Ville {n:02}", f"QN059{n + 10}N")
        given(whole, site, 10 + n)
        given(part, site, 9 + n // 2)
    rows = list(Measurement.objects.all())

    together = withheld_of(rows)

    assert together == frozenset().union(
        *(withheld_of([row for row in rows if row.site_id == key]) for key in {row.site_id for row in rows})
    )  # fmt: skip
    assert together
