"""The same remark said forty times: one answer, forty outcomes; what was answered meanwhile is left."""

import pytest
from django.urls import reverse

from agenda import actions
from agenda.models import Outcome
from agenda.views import together
from journal.models import Entry, Letter
from tests.agenda import scenes


@pytest.fixture
def forty(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    return [
        scenes.said(version, f"Un banc {n}.", public_name=f"Voix {n}", email=f"v{n}@example.org")[0]
        for n in range(40)
    ]


def address(site):
    return reverse("agenda:comments-answer", args=(site.slug,))


def seen(comments, number=0):
    return {"vue": [f"{comment.pk}:{number}" for comment in comments]}


ANSWER = {"kind": "already", "reason": "Le passage 4 le dit."}


def test_forty_get_one_answer_each_with_a_letter_and_one_entry(browser_of, le_val, forty, samira):
    browser = browser_of(samira)
    page = browser.get(f"{address(le_val)}?mots=banc&toutes=1").content.decode()
    assert page.count('name="vue"') == 40

    for _twice in range(2):
        assert browser.post(address(le_val), seen(forty) | ANSWER).status_code == 302

    assert Outcome.objects.filter(kind="already", by=samira, number=1).count() == 40
    assert Letter.objects.count() == 40
    entry = Entry.objects.get(kind="agenda.outcomes_given")
    assert (entry.facts["given"], entry.by_id) == (40, samira.pk)


def test_what_was_answered_or_hidden_meanwhile_is_left_and_named(
    browser_of, le_val, forty, ines, marc
):
    first, second, third = forty[:3]
    actions.give_outcome(first, kind="not_retained", reason="Trop cher.", by=ines)
    actions.hide(second, ground="spam", reason="Publicité.", by=ines)

    page = browser_of(marc).post(address(le_val), seen(forty[:3]) | ANSWER, follow=True)

    words = page.content.decode().replace("\xa0", " ")
    assert "Voix 0 : laissée. Ines Carpentier a répondu entre-temps." in words
    assert "Voix 1 : laissée." in words
    kinds = {c: c.outcomes.order_by("-number").first().kind for c in (first, second, third)}
    assert kinds == {first: "not_retained", second: "moderated", third: "already"}


def test_a_wrong_answer_changes_nothing_and_is_kept(browser_of, le_val, forty, ines):
    for wrong in (
        {"kind": "already", "reason": ""},
        {"kind": "passed_on", "reason": "À elle.", "whom": ""},
        {"kind": "merged", "reason": "Pareil.", "merged_into": str(forty[0].pk)},
        {},
    ):
        page = browser_of(ines).post(address(le_val), seen(forty[:2]) | wrong)
        assert page.status_code == 422
        assert page.content.decode().count('name="vue"') == 2
    assert not Outcome.objects.exists()


def test_comments_of_elsewhere_and_nonsense_are_not_there(
    browser_of, le_val, la_crete, forty, victor, ines, lila
):
    sent = seen(forty[:2]) | ANSWER
    assert browser_of(victor).post(address(la_crete), sent).status_code == 302
    assert browser_of(lila).post(address(le_val), sent).status_code == 403
    for nonsense in ({}, {"vue": ["x", "1:2", f"{forty[0].pk}:x"]}):
        assert browser_of(ines).post(address(le_val), nonsense | ANSWER).status_code == 302
    assert not Outcome.objects.exists()


def test_more_than_one_answer_takes_at_once_are_told_and_come_next(
    browser_of, le_val, forty, ines, samira, monkeypatch
):
    monkeypatch.setattr(together, "MOST", 15)
    actions.hide(forty[39], ground="spam", reason="Publicité.", by=ines)
    browser = browser_of(samira)
    there = f"{address(le_val)}?mots=banc&toutes=1"
    answered = []
    for left in (24, 9, 0):
        page = browser.get(there).content.decode().replace("\xa0", " ")
        assert (f"{left} autres ont été trouvées" in page) == bool(left)
        sent = [value.partition('"')[0] for value in page.split('name="vue" value="')[1:]]
        answered += sent
        done = browser.post(there, {"vue": sent} | ANSWER)
        there = done["Location"]
        if left:
            begun = browser.get(there).content.decode()
            assert "Le passage 4 le dit." in begun
    assert there == reverse("agenda:comment-list", args=(le_val.slug,))
    assert len(set(answered)) == 39
    assert Outcome.objects.filter(kind="already", number=1).count() == 39


def test_what_is_found_and_not_shown_is_told(browser_of, le_val, forty, ines, samira):
    actions.hide(forty[0], ground="spam", reason="Publicité.", by=ines)
    page = browser_of(samira).get(f"{address(le_val)}?toutes=1").content.decode()
    assert "1 trouvée n’est pas montrée" in page.replace("\xa0", " ")
    assert page.count('name="vue"') == 39
