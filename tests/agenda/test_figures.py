"""Figures that others read, and pages whose queries do not grow with what they show."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda import actions, figures
from agenda.demo import STORIES, fill
from agenda.demo.moderated import moderate
from agenda.differences import words
from agenda.models import ToModerate
from tests import make
from tests.agenda import scenes
from tests.agenda.test_residents import url
from tests.conftest import TODAY


def queries(deed):
    with CaptureQueriesContext(connection) as seen:
        deed()
    return len(seen)


def test_the_state_says_number_step_days_left_and_horizon(triad, le_val, la_crete, ines):
    scenes.adopted(le_val, triad)
    scenes.opened(le_val, ines)

    states = figures.agenda_state([le_val, la_crete])

    state = states[le_val.pk]
    assert (state.number, state.state, state.days_left, state.adopted_number) == (2, "open", 19, 1)
    assert (state.adopted_on, state.horizon_number) == (TODAY, 1)
    assert state.horizon.startswith("Chaque enfant")
    assert states[la_crete.pk].number is None


def test_the_state_names_the_seats_that_are_awaited(triad, le_val, ines):
    version = scenes.endorsing(le_val, ines)
    actions.endorse(version, by=ines, kind="consent")

    awaited = figures.state_of(le_val).awaiting

    assert [seat.seat for seat in awaited] == ["municipality", "community"]


def test_what_is_being_written_has_no_public_horizon(triad, le_val, ines):
    scenes.writing(le_val, ines)
    assert figures.state_of(le_val).horizon == ""


def test_voices_are_counted_with_the_oldest_that_waits(triad, le_val, la_crete, ines, set_day):
    version = scenes.opened(le_val, ines)
    first, _code = scenes.said(version, "Un")
    set_day(TODAY + timedelta(days=2))
    second, _code = scenes.said(version, "Deux")
    actions.give_outcome(first, kind="retained", by=ines)

    counted = figures.voices([le_val, la_crete])

    assert (counted[le_val.pk].total, counted[le_val.pk].answered) == (2, 1)
    assert counted[le_val.pk].oldest_waiting == second.at
    assert counted[la_crete.pk] == figures.Voices()
    assert [o.text for o in figures.last_outcomes(le_val)] == ["Un"]


def test_steps_tell_where_a_version_stands(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    assert [s.state for s in figures.steps(version)] == ["done", "now", *["to-come"] * 3]
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    following.based_on.refresh_from_db()
    assert [s.state for s in figures.steps(following)] == ["done", "done", "now", *["to-come"] * 2]


def test_a_comment_shows_where_its_passage_is_now(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    for heading in ("Après l'école", "Le mercredi", "Ce qui nous aide"):
        scenes.said(version, heading, passage=scenes.passage(version, heading))
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    wording = following.wordings.get(heading="Le mercredi")
    actions.save_passage(wording, by=ines, heading="Mercredi", text="Autre.", revision=1)
    actions.remove_passage(following.wordings.get(heading="Ce qui nous aide"), by=ines, revision=1)

    found = figures.comments_of(le_val.comments.in_order(), following)

    assert {c.text: c.now.kind for c in found} == {
        "Après l'école": "same", "Le mercredi": "reworded", "Ce qui nous aide": "gone",
    }  # fmt: skip
    assert all(c.number == 1 for c in found)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "a"),
        ("a", ""),
        ("De 16 h à 18 h 30.", "De 16 h à 19 h, gratuit."),
        ("é\u202f!", "è !"),
        ("x" * 9000, "y"),
    ],
)
def test_differences_give_both_texts_back(before, after):
    pieces = words(before, after)

    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after


def test_figures_of_many_sites_cost_the_same(triad, le_val, ines):
    scenes.endorsing(le_val, ines)
    sites = [le_val]

    def all_figures():
        figures.agenda_state(sites)
        figures.voices(sites)
        figures.open_page(figures.Sought())

    one = queries(all_figures)
    for n in range(29):
        town = make.commune(f"5{n:04}", f"Ville {n}")
        site = make.site(f"Site {n}", town=town)
        scenes.opened(site, ines) if n % 2 else scenes.writing(site, ines)
        sites.append(site)

    assert one == queries(all_figures) <= 8


@pytest.mark.parametrize("name", ["consultation", "comment-list", "desk", "agenda-page"])
def test_pages_cost_the_same_with_one_three_and_thirty_comments(
    browser_of, le_val, triad, ines, name
):
    version = scenes.opened(le_val, ines)
    browser = browser_of(ines)
    counted = []
    for total in (1, 3, 30):
        for n in range(version.comments.count(), total):
            comment, _code = scenes.said(version, f"Remarque {n}", passage=scenes.passage(version))
            if n % 2:
                actions.give_outcome(comment, kind="retained", by=ines)
        counted.append(queries(lambda: browser.get(url(name, le_val))))

    assert max(counted) - min(counted) <= 1  # without any outcome one lookup falls away
    assert max(counted) <= 32


@pytest.mark.parametrize("name", ["consultation", "desk"])
def test_pages_cost_the_same_with_three_and_thirty_passages(browser_of, le_val, triad, ines, name):
    browser = browser_of(ines)
    scenes.writing(le_val, ines, passages=3)
    counted = []
    for total in (3, 30):
        working = actions.start_version(le_val, by=ines)
        for n in range(working.wordings.count(), total):
            actions.add_passage(working, by=ines, section="helps", heading=f"Appui {n}", text="…")
        actions.open_consultation(working, by=ines, until=scenes.UNTIL)
        counted.append(queries(lambda: browser.get(url(name, le_val))))
        actions.close_consultation(working, by=ines)

    assert max(counted) - min(counted) <= 1


def test_differences_cost_the_same_with_three_and_thirty_passages(browser_of, le_val, triad, ines):
    browser = browser_of(ines)
    address = url("version-differences", le_val, number=2, other=1)
    first = scenes.opened(le_val, ines, passages=3)
    actions.close_consultation(first, by=ines)
    second = actions.start_version(le_val, by=ines)
    counted = []
    for total in (3, 30):
        for n in range(second.wordings.count(), total):
            actions.add_passage(second, by=ines, section="helps", heading=f"Appui {n}", text="…")
        counted.append(queries(lambda: browser.get(address)))

    assert len(set(counted)) == 1


def test_the_stories_of_the_demonstration_are_told_once(triad, le_val):
    for _run in range(2):
        fill(le_val, STORIES["koungou"])

    assert le_val.versions.get().state == "reworking"
    assert le_val.comments.count() == 2


@pytest.mark.slow
def test_an_objection_of_the_demonstration_is_met_and_agreed_to(triad, le_val):
    fill(le_val, STORIES["chateau-thierry"])

    sent_back, adopted = le_val.versions.order_by("number")[1:]
    worry = sent_back.endorsements.get(kind="objection")
    met = worry.remedies.get()
    assert (sent_back.state, adopted.state) == ("superseded", "adopted")
    assert (worry.seat, met.version) == ("municipality", adopted)
    assert adopted.wordings.get(passage=met.passages.get()).heading == "Le permis d'abord"
    assert set(adopted.endorsements.values_list("kind", flat=True)) == {"consent"}


def test_the_demonstration_leaves_every_kind_of_decision_to_who_reads(triad, le_val, ines, set_day):
    version = scenes.opened(le_val, ines)
    set_day(TODAY + timedelta(days=12))

    moderate(version)

    queue = ToModerate.objects.filter(site=le_val)
    assert sorted(queue.values_list("why", flat=True)) == ["appeal", "held", "report"]


def test_a_text_sent_straight_to_the_seats_says_that_nobody_commented_on_it(triad, le_val, ines):
    version = scenes.endorsing(le_val, ines)

    assert [step.state for step in figures.steps(version)] == [
        "done", "skipped", "skipped", "now", "to-come",
    ]  # fmt: skip


def test_a_text_reworked_after_comments_names_the_version_that_was_open(triad, le_val, ines):
    opened = scenes.opened(le_val, ines)
    actions.close_consultation(opened, by=ines)
    version = actions.start_version(le_val, by=ines)
    version = actions.send_for_endorsement(version, by=ines)

    _written, heard, reworked, *_rest = figures.steps(version)

    assert (heard.state, heard.note) == ("done", "version 1")
    assert reworked.state == "done"
