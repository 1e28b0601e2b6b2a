"""A solver reads the real pages of all sites, at two instants and by phase, and finds no hidden count."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from measurement import actions
from measurement.models import Indicator
from tests import make
from tests.conftest import TODAY
from tests.measurement.bounds import Unknown, is_free
from tests.measurement.conftest import quarter, read
from tests.measurement.importing import seen, told
from tests.measurement.test_together import SUMMER, given, share, site_named

PAGE = "/national/chiffres/par-04/"
NEAR = Fraction(1, 5)
MOST = 4


@pytest.fixture
def children(db) -> Indicator:
    """A count of persons that all sites give; less than five are not published."""
    return make.common_indicator(
        "par-04", "Enfants", unit="enfants", nature="flow", threshold=5,
        accumulation="per_period", source="Registre",
    )  # fmt: skip


def sites_of(count: int) -> list[Any]:
    """Sites of two phases in turn, none of which shares a neighbourhood with another."""
    return [site_named(f"Ville {n:02}", f"QN059{n + 10}N", number=1 + n % 2) for n in range(count)]


def document(browser, day: date | None = None) -> dict[str, Any]:
    query = {"periode": SUMMER.starts_on.isoformat()} | ({"le": day.isoformat()} if day else {})
    answer = browser.get(f"{PAGE}lieux.json", query)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def number_of(words: str | None) -> Fraction | None:
    """« 1 240 enfants »."""
    return Fraction(re.sub(r"[^0-9]", "", words)) if words else None


def sums_told(found: dict[str, Any], phase_of: dict[str, str]) -> list[tuple[Fraction, list[Any]]]:
    """Each sum that a document tells, with the places that it is about."""
    wholes = [(number_of(found["figure"]["together"]), found["places"])]
    wholes += [
        (number_of(one["together"]), [p for p in found["places"] if phase_of[p["sites"][0]] == one["phase"]])
        for one in found["by_phase"]
    ]  # fmt: skip
    return [(total, places) for total, places in wholes if total is not None]


def attack(documents, phase_of, truth) -> set[tuple[str, int]]:
    """The hidden counts that somebody finds within a fifth who takes every sum for the sum of all.

    A place that is hidden on two days is one unknown while its count is the same.
    """
    equations, unknowns = [], {}
    for when, found in enumerate(documents):
        for total, places in sums_told(found, phase_of):
            rest = total - sum(
                (Fraction(p["value"]) for p in places if p["value"] is not None), Fraction(0)
            )
            hidden = [p["sites"][0] for p in places if p["state"] == "secret"]
            keys = [f"{slug}/{truth[when][slug]}" for slug in hidden]
            unknowns |= {
                key: Unknown(Fraction(truth[when][slug]), Fraction(1), Fraction(MOST))
                for key, slug in zip(keys, hidden, strict=True)
            }  # fmt: skip
            if rest:
                # Nobody who is hidden is nought: a rest tells their sum, no rest tells that they are left out.
                equations.append(dict.fromkeys(keys, 1))
    return {
        key for key, unknown in unknowns.items()
        if not is_free(unknowns, equations, key, NEAR * unknown.amount)
    }  # fmt: skip


@pytest.mark.slow
def test_no_hidden_count_is_found_from_all_that_the_national_team_reads(
    children, maud, browser_of, set_day
):
    sites = sites_of(30)
    counts = [1 + n % 4 if n < 15 else 20 + n for n in range(30)]
    first = {site.slug: count for site, count in zip(sites, counts, strict=True)}
    late, better = sites[0], sites[1]
    for site in sites[1:]:
        given(children, site, first[site.slug])
    set_day(TODAY + timedelta(days=1))
    given(children, late, first[late.slug])
    row = children.measurements.get(site=better)
    actions.correct_value(row, read(9), reason="recompté", by=None)
    second = first | {better.slug: 9}
    phase_of = {site.slug: site.wave.name for site in sites}
    browser = browser_of(maud)

    documents = [document(browser, TODAY), document(browser)]

    assert [sum(p["state"] == "secret" for p in found["places"]) for found in documents] == [14, 14]
    assert [len(sums_told(found, phase_of)) for found in documents] == [3, 3]
    assert attack(documents, phase_of, [first, second]) == set()
    # The attack can succeed: it finds the late one where sums hold all counts.
    whole = [of_all(found, first, but=better.slug) for found in documents]
    assert attack(whole, phase_of, [first, second]) == {f"{late.slug}/{first[late.slug]}"}


def of_all(found, truth, *, but):
    """The document of a portal that adds up the hidden counts too, without one of the places."""
    places = [p for p in found["places"] if p["sites"][0] != but and p["state"] != "unreported"]
    total = sum(truth[p["sites"][0]] for p in places)
    return {"figure": {"together": f"{total} enfants"}, "by_phase": [], "places": places}


def test_a_late_small_count_is_not_the_difference_between_two_days(
    children, maud, browser_of, set_day
):
    sites = sites_of(6)
    for site, count in zip(sites, (3, 4, 2, 50, 20, 10), strict=True):
        if site is not sites[2]:
            given(children, site, count)
    set_day(TODAY + timedelta(days=1))
    given(children, sites[2], 2)
    browser = browser_of(maud)

    before, after = document(browser, TODAY), document(browser)
    page = " ".join(
        browser.get(PAGE, {"periode": SUMMER.starts_on.isoformat()}).content.decode().split()
    )
    rows = browser.get("/national/chiffres/chiffres.json").json()["figures"]

    assert before["figure"]["together"] == after["figure"]["together"]
    assert number_of(after["figure"]["together"]) == 80
    assert after["figure"]["coverage"]["suppressed"] == 3
    assert "3 valeurs sous secret statistique n’y sont pas comptées" in page.replace("\xa0", " ")
    mine = next(row for row in rows if row["code"] == "par-04")
    assert (number_of(mine["together"]), mine["coverage"]["suppressed"]) == (80, 3)


def test_shares_of_few_people_are_in_no_share_of_all(db, maud, browser_of):
    sites = sites_of(5)
    found = make.common_indicator(
        "par-04", "Jeunes en emploi", unit="%", value_type="ratio", multiplier=100, ceiling=100,
        numerator_label="jeunes en emploi", denominator_label="jeunes suivis", threshold=5,
        source="Registre",
    )  # fmt: skip
    for site, (part, whole) in zip(
        sites, ((1, 3), (10, 40), (20, 40), (39, 40), (30, 40)), strict=True
    ):
        share(found, site, part, whole)
    told_of = document(browser_of(maud))

    assert Fraction(told_of["figure"]["exact"]) == 50
    assert [p["state"] for p in told_of["places"]] == [
        "secret",
        "observed",
        "observed",
        "secret",
        "observed",
    ]
    assert told_of["places"][0]["numerator"] is told_of["places"][0]["denominator"] is None
    assert told_of["figure"]["coverage"]["suppressed"] == 2


def test_a_file_of_the_national_team_learns_nothing_of_what_a_site_entered(
    le_val, children, samira, maud
):
    given(children, le_val, 3)
    head = "Site;Indicateur;Période;Valeur"
    verdicts = []
    for value in (3, 4):
        found = seen(None, maud, f"{head}\nle-val;par-04;2026-T3;{value}\n")
        verdicts.append((found.accepted, found.unchanged, found.rejected, told(found)))

    assert verdicts[0] == verdicts[1]
    assert verdicts[0][:3] == (0, 0, 1)
    assert "Le site a saisi une valeur" in verdicts[0][3][2]
    fresh = seen(None, maud, f"{head}\nle-val;par-04;2026-T2;400\n")
    assert fresh.accepted == 1
    assert not told(fresh)


def test_a_file_of_the_site_still_says_what_it_puts_right(le_val, children, samira):
    given(children, le_val, 30)

    found = seen(le_val, samira, "Indicateur;Période;Valeur\npar-04;2026-T3;44\n")

    assert (found.accepted, found.rejected) == (1, 0)


def test_values_of_then_are_read_by_the_definition_of_then(children, maud, browser_of, set_day):
    for site, count in zip(sites_of(4), (3, 40, 50, 60), strict=True):
        given(children, site, count)
    change = actions.Change(1, {"unit": "familles", "threshold": 0}, "autre", date(2026, 10, 1))
    actions.redefine(children, change, by=None)

    found = document(browser_of(maud))
    file = browser_of(maud).get(f"{PAGE}lieux.csv", {"periode": SUMMER.starts_on.isoformat()})

    assert [p["value"] for p in found["places"]] == [None, "40", "50", "60"]
    assert "familles" not in file.content.decode("utf-8-sig")
    assert quarter(3, 2026) == SUMMER
    assert Decimal(found["figure"]["coverage"]["suppressed"]) == 1
