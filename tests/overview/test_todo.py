"""The list of a triad is derived from facts: a line is there while its fact is, and no longer."""

from datetime import timedelta

import pytest

from agenda.actions import plan_activity
from governance import actions as governance
from measurement.actions import CyclePlan, ReviewFacts, plan_cycle, record_review
from sites import actions as sites
from steering import actions as steering
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.overview.test_home import soup_of, words_of

TODO = "/sites/le-val/a-faire/"


def looked_back(site, on=TODAY - timedelta(days=20)):
    facts = ReviewFacts(on, "Rose Lemaire", 9, "les trois sièges", "Continuer.")
    return record_review(site, facts, by=None)


def tasks(browser):
    return [
        " ".join(h.get_text(" ").split()) for h in soup_of(browser.get(TODO)).select(".todo h3")
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [("ines", 200), ("paul", 200), ("maud", 200), ("lila", 403), ("victor", 403)],
)
def test_the_list_is_for_the_people_of_the_site(request, browser_of, le_val, who, status):
    assert browser_of(request.getfixturevalue(who)).get(TODO).status_code == status


def test_a_vacant_seat_is_on_the_list_until_somebody_sits_there(browser_of, ines, marc, le_val):
    before = tasks(browser_of(ines))
    make.seat(le_val, "community", make.person("Nora Amrani"))

    assert len(tasks(browser_of(ines))) == len(before) - 1


def test_a_mandate_that_ends_soon_says_who_and_when(browser_of, ines, marc, maud, le_val):
    mandate = le_val.mandates.get(seat="municipality")
    governance.end_mandate(mandate, by=maud, on=TODAY + timedelta(days=30))

    assert any("Marc Delattre" in task for task in tasks(browser_of(ines)))


def test_comments_without_outcome_come_first(browser_of, triad, le_val):
    scenes.said(scenes.opened(le_val, triad[0]))

    ines = triad[0]
    first = soup_of(browser_of(ines).get(TODO)).select_one(".todo > .first")

    assert first is not None and "1" in first.get_text()


def test_each_seat_sees_its_own_approval_first(browser_of, triad, le_val):
    scenes.endorsing(le_val, triad[0])

    lists = [tasks(browser_of(person)) for person in triad]

    assert all("1" in found[0] for found in lists)


def test_at_most_seven_lines_at_first_and_all_on_demand(browser_of, triad, le_val):
    for number in range(9):
        plan_activity(
            le_val, title=f"Jardin {number}", lead="Les Mains vertes", by=triad[0],
            due_on=TODAY - timedelta(days=1), once=str(number),
        )  # fmt: skip

    browser = browser_of(triad[0])
    whole = soup_of(browser.get(f"{TODO}?tout=1")).select(".todo > li")

    assert len(tasks(browser)) == 7
    assert len(whole) == 11


def test_nothing_to_do_says_so(browser_of, triad, le_val):
    scenes.adopted(le_val, triad)
    looked_back(le_val)

    assert soup_of(browser_of(triad[0]).get(TODO)).select_one(".empty") is not None


def test_what_the_neighbour_must_not_know_is_not_said(browser_of, victor, triad, le_val):
    assert "Ines Carpentier" not in words_of(browser_of(victor).get(TODO))


def test_a_decision_of_the_committee_to_review_waits_for_the_national_team_alone(
    browser_of, triad, maud, le_val, la_crete, set_day
):
    meeting = steering.plan_meeting(title="Comité", on=TODAY, by=maud)
    meeting = steering.hold_meeting(meeting, present=[("Agence", "")], by=maud)
    due = TODAY + timedelta(days=9)
    for title, about in (("Doubler l’appui", le_val), ("Ailleurs", la_crete)):
        steering.decide(
            meeting, title=title, wording="Doubler.", carried_by="Agence", review_on=due,
            sites=[about], for_sites=True, by=maud,
        )  # fmt: skip
    assert not any("comité" in task for task in tasks(browser_of(maud)))

    set_day(due)
    said = [task for task in tasks(browser_of(maud)) if "comité" in task]
    assert [("2026-01" in task, "Doubler l’appui" in task) for task in said] == [(True, True)]
    assert not any("comité" in task for task in tasks(browser_of(triad[0])))


def test_a_neighbourhood_that_left_the_list_is_named_until_its_link_ends(
    browser_of, triad, maud, le_val
):
    link = le_val.links.get()
    type(link.neighbourhood).objects.filter(pk=link.neighbourhood_id).update(
        editions=[2025], retired_in=2026
    )
    browser, said = (
        browser_of(maud),
        "Le site nomme toujours Les Tilleuls, sorti de la liste en 2026.",
    )

    assert said in words_of(browser.get(TODO))
    opened = soup_of(browser.get("/national/?ouvert=le-val")).select_one(".reasons")
    assert said in " ".join(opened.get_text(" ").split())
    assert opened.select_one("a[href='/sites/le-val/vie/quartiers/']")
    assert any("Les Tilleuls" in task for task in tasks(browser_of(triad[0])))

    sites.end_link(link, by=maud, last_day=TODAY - timedelta(days=1))
    assert said not in words_of(browser.get(TODO))
    assert said not in words_of(browser.get("/national/?ouvert=le-val"))


def test_a_review_whose_day_is_planned_is_to_be_prepared(browser_of, triad, le_val):
    """Nobody is asked to choose a day that stands already among the reviews."""
    looked_back(le_val, TODAY - timedelta(days=350))
    chosen, prepared = (
        f"{verb} la revue d’apprentissage" for verb in ("Choisir le jour de", "Préparer")
    )

    before = tasks(browser_of(triad[0]))
    plan_cycle(le_val, CyclePlan(TODAY + timedelta(days=9), "Rose Lemaire"), by=triad[2])
    after = tasks(browser_of(triad[0]))

    assert chosen in before
    assert prepared not in before
    assert prepared in after
    assert chosen not in after
