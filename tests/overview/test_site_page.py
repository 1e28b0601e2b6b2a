"""A site's public page is the live edition of its figures."""

from datetime import timedelta

import pytest

from agenda import actions
from governance import actions as governance
from measurement import actions as measurement
from overview import figures
from overview.figures.agendas import quarter_of
from overview.snapshot import SiteFigures
from overview.stored import from_json, to_json
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.measurement.conftest import children, quarter, read
from tests.measurement.test_figures import official
from tests.overview.test_home import soup_of, words_of

PAGE = "/sites/le-val/"
__all__ = ["children"]


def test_the_three_seats_stand_side_by_side(client, triad, le_val):
    seats = soup_of(client.get(PAGE)).select(".triad > li")

    assert [s.select_one("strong").get_text() for s in seats] == [
        "Ines Carpentier",
        "Marc Delattre",
        "Samira Haddad",
    ]


def test_a_vacant_seat_is_never_hidden(client, triad, maud, le_val):
    mandate = le_val.mandates.get(seat="state")
    governance.end_mandate(mandate, by=maud, on=TODAY - timedelta(days=22), reason="Mutation")

    seat = soup_of(client.get(PAGE)).select_one(".triad > li.vacant")

    said = " ".join(seat.get_text(" ").split())
    assert "21" in said and "Ines Carpentier" in said


def test_a_site_without_anything_says_what_will_stand_there(client, le_val):
    assert len(soup_of(client.get(PAGE)).select(".empty")) == 3


def test_an_open_consultation_calls_until_its_last_day(client, triad, le_val):
    version = scenes.opened(le_val, triad[0])

    call = soup_of(client.get(PAGE)).select_one(".call-block")

    assert f"{version.number}" in call.select_one("h2").get_text()
    assert "19" in call.get_text()


def test_the_horizon_of_a_text_in_writing_stays_inside(client, triad, le_val):
    scenes.writing(le_val, triad[0])

    assert soup_of(client.get(PAGE)).select_one(".horizon") is None


@pytest.mark.parametrize("path", ["", "journal/", "a-faire/"])
def test_a_site_that_is_not_public_is_not_there_for_the_neighbour(client, browser_of, victor, path):
    make.site("Le Secret", public_since=None)

    for browser in (client, browser_of(victor)):
        assert browser.get(f"/sites/le-secret/{path}").status_code == 404


def test_what_is_not_public_in_the_journal_stays_inside(
    client, browser_of, ines, maud, victor, le_val
):
    governance.invite(le_val, email="new@example.org", by=ines, starts_on=TODAY, seat="community")
    journal = f"{PAGE}journal/"

    inside = soup_of(browser_of(ines).get(journal)).select(".log li")
    outside = [soup_of(b.get(journal)).select(".log li") for b in (client, browser_of(victor))]

    assert len(inside) == 2
    assert [len(lines) for lines in outside] == [1, 1]
    assert "new@example.org" not in words_of(browser_of(ines).get(journal))


def test_the_journal_has_pages(client, maud, le_val):
    for number in range(40):
        person = make.person(f"Person {number}")
        mandate = make.seat(le_val, "state", person, since=TODAY - timedelta(days=100 - number))
        governance.end_mandate(mandate, by=maud, on=TODAY - timedelta(days=100 - number))

    first, second = (soup_of(client.get(f"{PAGE}journal/?page={n}")) for n in (1, 4))

    assert (len(first.select(".log li")), len(second.select(".log li"))) == (25, 5)
    assert client.get(f"{PAGE}journal/?page=nonsense").status_code == 200


def poverty():
    """A rate that a source publishes for each neighbourhood: it has vintages, and may have breaks."""
    return make.common_indicator(
        "rev-01", "Taux de pauvreté", theme="income", unit="%", value_type="rate", direction="lower",
        periodicity="irregular", level="neighbourhood", source="Insee", source_code="filosofi",
    )  # fmt: skip


@pytest.fixture
def full(triad, le_val, children):
    """A site where everything lives: adopted text, a new one sent, voices, plan, figures."""
    scenes.adopted(le_val, triad)
    version = scenes.opened(le_val, triad[0])
    for number in range(3):
        comment, _code = scenes.said(version, f"Remarque {number}", once=str(number))
        actions.give_outcome(
            comment, kind="partly", by=triad[0], reason="Le local ouvre aussi le mercredi."
        )
    for number in range(4):
        actions.plan_activity(
            le_val, title=f"Jardin {number}", lead="Ville", by=triad[0], once=str(number)
        )
    for number in (1, 2, 3):
        measurement.enter_value(
            children, quarter(number, 2026), read(30 + number), site=le_val, by=triad[0]
        )
    official(poverty(), le_val.neighbourhoods_on()[0], 46)
    make.neighbourhood("QN05996N", "Les Ormes", of=le_val)
    return le_val


def test_a_full_page_asks_at_most_twelve_times(client, full, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = soup_of(client.get(PAGE))

    assert page.select_one(".horizon") and page.select_one(".call-block")
    assert len(page.select(".pair")) == 3
    assert len(page.select(".figure-card .curve")) == 1
    assert len(page.select(".lanes article")) == 2


def test_page_and_paper_say_the_same(full):
    page = figures.site_page(full).figures
    paper = figures.site_snapshot(full, quarter_of(TODAY))

    assert page.headlines == paper.headlines[: len(page.headlines)]
    assert (page.seats, page.life) == (paper.seats, paper.life)
    assert paper.agenda.horizon_version == 1
    assert paper.voices.received == sum(tally.count for tally in paper.voices.outcomes) == 3
    assert len(paper.plan[0].activities) == 4
    assert from_json(SiteFigures, to_json(paper)) == paper
