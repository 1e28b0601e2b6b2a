"""What was held for reading and is shown late: everybody whom it concerns is told then, once."""

from datetime import timedelta

import pytest

from agenda import actions, figures
from agenda.models import NotShown, ReplyTold
from journal.models import Entry, Letter
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_races import at_once
from tests.agenda.test_residents import url
from tests.conftest import TODAY

LINKS = "Voyez https://a.example, https://b.example et https://c.example."


@pytest.fixture
def comment(triad, le_val, ines):
    return scenes.said(scenes.opened(le_val, ines), email="sabrina@example.org")[0]


def reply(comment, text, name="Gilles"):
    return actions.reply(comment, text=text, public_name=name, once=text)[0]


def letters(to="sabrina@example.org"):
    return [letter.text for letter in Letter.objects.filter(to=to).order_by("created_at", "pk")]


def test_a_reply_that_was_held_is_told_when_it_is_shown_although_others_were_told_since(
    comment, marc, set_day
):
    held = reply(comment, LINKS)
    assert NotShown.objects.get().reply == held
    assert actions.tell_of_replies() == 0
    reply(comment, "Moi aussi.", "Nora")
    assert actions.tell_of_replies() == 1
    assert "a.example" not in letters()[0]

    actions.let_through(held, by=marc)
    assert actions.tell_of_replies() == 0  # one letter a day
    set_day(TODAY + timedelta(days=1))
    assert [actions.tell_of_replies() for _twice in range(2)] == [1, 0]

    assert "a.example" in letters()[1]
    assert "Moi aussi." not in letters()[1]
    set_day(TODAY + timedelta(days=2))
    assert actions.tell_of_replies() == 0
    assert ReplyTold.objects.count() == 2


def test_what_was_told_hidden_and_shown_again_is_not_told_twice(comment, ines, marc, set_day):
    told, hidden = reply(comment, "Moi aussi."), reply(comment, "Pas moi.")
    actions.hide(hidden, ground="insult", reason="Injure.", by=ines)
    actions.tell_of_replies()
    actions.hide(told, ground="insult", reason="Injure.", by=ines)
    for said in (told, hidden):
        actions.show_again(said, reason="Par erreur.", by=marc)
    set_day(TODAY + timedelta(days=1))

    assert actions.tell_of_replies() == 1

    assert "Pas moi." in letters()[1]
    assert "Moi aussi." not in letters()[1]


def test_what_was_told_is_never_taken_back(comment):
    reply(comment, "Moi aussi.")
    actions.tell_of_replies()
    for change in (ReplyTold.objects.all().delete, lambda: ReplyTold.objects.update(letter=None)):
        with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
            change()


def test_the_author_and_the_triad_are_told_of_a_comment_when_it_is_shown_once(
    browser_of, triad, le_val, ines, marc
):
    version = scenes.writing(le_val, ines)
    actions.open_consultation(version, by=ines, until=scenes.UNTIL, reads_first=True)
    held, _code = scenes.said(version, email="sabrina@example.org")
    assert figures.to_decide(le_val).comments == 0  # two working days to read it
    assert [case.key for case in figures.cases(le_val.tomoderate_set.all())] == [held.pk]
    assert letters() == []

    for _twice in range(2):
        actions.let_through(held, by=marc)

    assert len(letters()) == 1
    assert "tout le monde la lit" in letters()[0]
    assert Entry.objects.filter(kind="agenda.comment_shown").count() == 1
    page = browser_of(ines).get(url("comment-list", le_val), {"suite": "attente"}).content.decode()
    assert "encore au travail" in page
    journal = browser_of(ines).get(f"/sites/{le_val.slug}/journal/").content.decode()
    assert "Marc Delattre</strong> a lu une remarque" in journal
    assert not le_val.tomoderate_set.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_once(triad, le_val, ines, marc):
    comment = scenes.said(scenes.opened(le_val, ines), email="sabrina@example.org")[0]
    reply(comment, "Moi aussi.")
    results = at_once(actions.tell_of_replies, actions.tell_of_replies)
    assert not [r for r in results if isinstance(r, Refusal)]
    assert len(letters()) == 1
    assert ReplyTold.objects.count() == 1
