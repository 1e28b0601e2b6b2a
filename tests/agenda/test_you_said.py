"""« You said, we did »: everybody reads what was said, what became of it and the changed words."""

import pytest
from django.urls import reverse

from agenda import actions, figures
from agenda.models import Outcome
from tests.agenda import scenes
from tests.agenda.test_outcomes import details, keep, rewrite
from tests.agenda.test_workshops import enter, lines


def page_of(client, site, number=1):
    return client.get(reverse("agenda:answers-page", args=(site.slug, number)))


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


@pytest.fixture
def told(opened, le_val, ines, samira):
    """One kept with its words, one joined with it, one said by six at a workshop, one that waits."""
    kept, _code = scenes.said(opened)
    same, _code = scenes.said(opened, "Pareil, jusqu'à 19 h.", public_name="Nora")
    _workshop, [(line, _code)] = enter(opened, samira, lines(1, number=4, people=6))
    scenes.said(opened, "Faites plus court.", passage=None, public_name="Gilles")
    actions.close_consultation(opened, by=ines)
    following = actions.start_version(le_val, by=ines)
    keep(kept, rewrite(following, ines), ines)
    joined = details(merged_into=kept)
    actions.give_outcome(same, kind="merged", reason="La même.", by=ines, details=joined)
    passed = details(whom="L'agglomération")
    actions.give_outcome(line, kind="passed_on", reason="À elle.", by=ines, details=passed)
    return following


def test_what_was_said_is_counted_and_grouped_by_passage(opened, told):
    found = figures.you_said(opened, told)

    assert (found.comments, found.at_workshops, found.waiting, found.changed) == (4, 1, 1, 1)
    assert figures.heard_about(opened) == figures.Heard(comments=4, at_workshops=1)
    assert [(c.place, c.heading, c.voices) for c in found.chapters] == [
        (4, "Après l'école", 8), (0, "L’ensemble du texte", 1),
    ]  # fmt: skip
    passed, kept = found.chapters[0].said
    assert (passed.voices, passed.detail) == (6, "Transmise à\xa0: L'agglomération.")
    assert kept.voices == 2
    assert [piece.text for piece in kept.changes[0].text if piece.kind == "added"] == ["19"]
    assert sum(each.count for each in found.outcomes) == 3


def test_everybody_reads_it_and_the_words_once_they_are_public(
    client, le_val, opened, told, la_crete, ines
):
    page = page_of(client, le_val).content.decode()
    assert "<ins>" not in page
    assert "6 voix" in page.replace("\xa0", " ")
    assert "4 remarques, dont 1 en atelier" in page.replace("\xa0", " ")
    waiting = le_val.comments.waiting().get()
    actions.give_outcome(waiting, kind="not_retained", reason="Non.", by=ines)
    actions.send_for_endorsement(told, by=ines)

    assert "<ins>" in page_of(client, le_val).content.decode()
    assert page_of(client, le_val, 2).status_code == 404
    assert page_of(client, la_crete).status_code == 404


def test_what_is_not_shown_is_counted_and_told_nowhere(client, le_val, opened, ines):
    comment, _code = scenes.said(opened, "Une injure.")
    actions.hide(comment, ground="insult", reason="Injure.", by=ines)

    found = figures.you_said(opened, None)

    assert (found.comments, found.hidden, found.chapters) == (1, 1, ())
    assert "injure" not in page_of(client, le_val).content.decode().lower()


@pytest.mark.parametrize("count", [1, 3, 30, 132])
def test_a_hundred_voices_on_one_passage_cost_what_one_costs(
    client, le_val, opened, ines, django_assert_num_queries, count
):
    for n in range(count):
        comment, _code = scenes.said(opened, f"<b>Parole</b> {n} \u202e🙂", address=str(n))
        Outcome.objects.create(comment=comment, number=1, kind="already", reason="Oui", by=ines)
    page_of(client, le_val)

    with django_assert_num_queries(7):
        page = page_of(client, le_val).content.decode()

    assert page.count('class="pair"') == count
    assert "<b>Parole" not in page
