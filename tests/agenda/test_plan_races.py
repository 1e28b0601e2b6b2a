"""Two at one activity at the same moment: nothing is written over, and nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from agenda import actions
from agenda.actions.plan_sheets import PlanEntry, import_plan
from agenda.planning import ActivityFacts
from journal.actions import broken_links
from journal.models import Entry
from kit.states import Refusal
from tests.agenda.test_races import at_once
from tests.house.test_sweep import BACKEND

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
EDITORS = 8


@pytest.fixture
def garden(triad, le_val, ines):
    return actions.plan_activity(le_val, by=ines, title="Jardin partagé", lead="Ville")


def correction(garden: Any, person: Any, **typed: str) -> Any:
    """Somebody who opened the form at the first revision and sends it now."""

    def send() -> tuple[int, Any]:
        browser = Client()
        browser.force_login(person, backend=BACKEND)
        address = reverse(
            "agenda:activity-correct", kwargs={"site": garden.site.slug, "activity": garden.pk}
        )
        fields = {"title": garden.title, "lead": garden.lead, "revision": "1"} | typed
        answer = browser.post(address, fields)
        return answer.status_code, BeautifulSoup(answer.content, "lxml")

    return send


def test_of_editors_of_the_same_field_one_saves_and_the_others_see_both(triad, garden):
    """Each loser has their own words in the field and the winner's beside it, and may send again."""
    results = at_once(
        *(correction(garden, triad[n % 3], people=f"Voisins {n}") for n in range(EDITORS))
    )

    assert sorted(status for status, _page in results) == [302] + [422] * (EDITORS - 1)
    garden.refresh_from_db()
    for n, (status, page) in enumerate(results):
        if status == 302:
            assert garden.people == f"Voisins {n}"
            continue
        assert page.select_one("#id_people")["value"] == f"Voisins {n}"
        assert f"«\u00a0{garden.people}\u00a0»" in page.select_one("#id_people_error").get_text()
        assert page.select_one("[name=revision]")["value"] == "2"
    assert garden.changes.count() == 1
    assert Entry.objects.filter(kind="agenda.activity_corrected").count() == 1

    loser, page = next((n, page) for n, (status, page) in enumerate(results) if status == 422)
    again = correction(garden, triad[loser % 3], people=f"Voisins {loser}", revision="2")
    assert again()[0] == 302
    garden.refresh_from_db()
    assert garden.people == f"Voisins {loser}"
    assert [c.fields["people"][1] for c in garden.changes.order_by("revision")][-1] == garden.people


def test_editors_of_different_fields_are_brought_together(triad, garden):
    typed = {
        "people": "Six",
        "money": "4 000 €",
        "places": "Square",
        "description": "Douze parcelles",
    }
    results = at_once(
        *(correction(garden, triad[n % 3], **{k: v}) for n, (k, v) in enumerate(typed.items()))
    )

    assert [status for status, _page in results] == [302] * 4
    garden.refresh_from_db()
    assert {name: getattr(garden, name) for name in typed} == typed
    assert garden.revision == 5
    assert broken_links("le-val") == []


def test_a_file_and_an_editor_at_once_leave_one_of_them_refused_or_both_told(triad, garden, le_val):
    """The file was looked through at revision 1: whole or not at all, and the history says all."""
    entry = PlanEntry(
        number=2, activity_id=garden.pk, revision=1, before="idea", state="idea",
        facts=ActivityFacts(title=garden.title, lead="Bailleur", due_on=date(2027, 3, 15)),
    )  # fmt: skip
    file, (status, _page) = at_once(
        lambda: import_plan(le_val, [entry], by=triad[0], once="file"),
        correction(garden, triad[1], people="Six"),
    )

    garden.refresh_from_db()
    assert status == 302 and garden.people == "Six"
    if isinstance(file, Refusal):
        assert (garden.lead, garden.revision) == ("Ville", 2)
    else:
        assert (garden.lead, garden.due_on, garden.revision) == ("Bailleur", date(2027, 3, 15), 3)


def test_the_same_step_or_note_or_link_twice_at_once_is_one(triad, garden, le_val):
    other = actions.plan_activity(le_val, by=triad[0], title="Vélos", lead="Ville")
    at_once(
        *[lambda: actions.move_activity(garden, to="suspended", by=triad[0], reason="Gel")] * 2,
        *[lambda: actions.move_activity(garden, to="under_way", by=triad[1])] * 2,
    )
    at_once(*[lambda: actions.note_progress(garden, by=triad[0], text="Semé", once="n")] * 4)
    at_once(*[lambda: actions.link_activities(garden, other, by=triad[2], why="Ombre")] * 4)

    garden.refresh_from_db()
    assert garden.moves.order_by("created_at").last().after == garden.state
    assert garden.notes.count() == garden.reinforces.count() == 1
    kinds = ("agenda.activity_noted", "agenda.activities_linked")
    assert [Entry.objects.filter(kind=kind).count() for kind in kinds] == [1, 1]
    assert broken_links("le-val") == []
