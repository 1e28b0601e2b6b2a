"""Pages of rounds cost the same number of queries at 1, 3 and 30 rounds, questions and sites."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from readiness import actions
from tests import make
from tests.conftest import TODAY
from tests.readiness import scenes

pytestmark = pytest.mark.slow
HERE = "/sites/le-val/maturite/"


def cost(browser, address):
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def held(site, by, kind="preconditions"):
    """A whole round of one question, decided from where it is of the preconditions."""
    found = scenes.opened(site, by, kind)
    scenes.rated(found, by)
    actions.open_meeting(found, by=by)
    scenes.talked_over(found, by)
    actions.conclude(found, met_on=TODAY, facilitator="S", seats=["state"], by=by)
    if kind == "preconditions":
        actions.decide(found, outcome="ready", words="Oui.", by=by)
        actions.share(found, sharing="national", by=by)
    return found


def test_the_list_of_rounds(browser_of, triad, maud, le_val):
    scenes.published(1)
    readers = [browser_of(person) for person in (triad[0], maud)]
    costs = []
    for count in (1, 2, 27):
        for _round in range(count):
            held(le_val, triad[0])
        costs.append([cost(reader, HERE) for reader in readers])

    assert costs == [costs[0]] * 3
    assert max(costs[0]) <= 9


def test_the_national_list(browser_of, maud, le_val):
    scenes.published(1)
    browser, costs = browser_of(maud), []
    for number in range(1, 31):
        site = make.site(f"Site {number:02}", town=make.commune(f"59{number:03}", f"Site {number}"))
        ines = make.person(f"Ines {number}")
        make.seat(site, "state", ines)
        held(site, ines)
        if number in {1, 3, 30}:
            costs.append([cost(browser, f"/national/maturite/{rest}") for rest in ("", "tours.csv")])  # fmt: skip

    assert costs == [costs[0]] * 3
    assert max(costs[0]) <= 9


def read_on_the_way(site, maud, browser_of):
    """The cost of each page of a round from its opening to the decision."""
    people = [make.person(f"{seat} {site}") for seat in ("state", "municipality", "community")]
    for seat, person in zip(("state", "municipality", "community"), people, strict=True):
        make.seat(site, seat, person)
    mine, national = browser_of(people[0]), browser_of(maud)
    found = scenes.opened(site, people[0])
    here = f"/sites/{site.slug}/maturite/tours/{found.pk}/"
    yield from (cost(mine, f"{here}{rest}") for rest in ("", "evaluer/"))
    for level, person in enumerate(people):
        scenes.rated(found, person, level)
    actions.open_meeting(found, by=people[0])
    yield from (cost(mine, f"{here}{rest}") for rest in ("", "rencontre/d-1/", "evaluer/"))
    scenes.talked_over(found, people[0])
    actions.conclude(found, met_on=TODAY, facilitator="S", seats=["state"], by=people[0])
    actions.share(found, sharing="national", by=people[0])
    yield from (cost(mine, f"{here}{rest}") for rest in ("", "tour.csv", "decision/"))
    yield from (cost(national, f"{here}{rest}") for rest in ("", "tour.csv", "decision/"))


def test_the_pages_of_a_round(browser_of, maud, db):
    costs = []
    for version, questions in enumerate((1, 3, 30), start=2):
        scenes.published(questions, version=version)
        town = make.commune(f"59{version:03}", f"Site {version}")
        site = make.site(f"Site {version}", town=town)
        costs.append(list(read_on_the_way(site, maud, browser_of)))

    assert costs == [costs[0]] * 3
    assert max(costs[0]) <= 16
