"""At once: two writers, a third endorsement twice, a comment at the closing, two starters."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from agenda import actions, figures
from agenda.models import Version, WordingHistory
from journal.actions import broken_links
from journal.models import Entry
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_residents import url
from tests.house.test_sweep import BACKEND

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Runs the deeds in threads that start together; a refusal is a result like another."""
    gate = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=60)
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_of_two_writers_one_saves_and_the_other_gets_both_texts(triad, le_val, ines, marc):
    version = scenes.writing(le_val, ines)
    wording = version.wordings.get(heading="Après l'école")
    sent = {"heading": wording.heading, "revision": 1}

    results = at_once(
        *(
            lambda by=by, n=n: actions.save_passage(wording, by=by, text=f"Texte {n}", **sent)
            for n, by in enumerate((ines, marc, ines, marc))
        )
    )

    lost = [r for r in results if isinstance(r, actions.Conflict)]
    assert len(lost) == 3
    saved = version.wordings.get(passage=wording.passage)
    assert all(conflict.theirs.text == saved.text for conflict in lost)
    assert WordingHistory.objects.filter(passage=wording.passage, change="saved").count() == 1


WRITERS, SAVES = 50, 20


def test_of_a_thousand_saves_by_fifty_writers_every_accepted_text_is_kept(
    triad, le_val, ines, marc, samira
):
    """Each writes into any of six passages, from what they last saw; who loses sees both texts."""
    version = scenes.writing(le_val, ines)
    passages = list(version.wordings.select_related("version", "passage"))

    def write(writer: int) -> list[tuple[str, str, Any]]:
        by, told = triad[writer % 3], []
        seen = {w.passage_id: w.revision for w in passages}
        for turn in range(SAVES):
            wording = passages[(writer * 7 + turn) % len(passages)]
            text = f"Écrit par {writer}, fois {turn}."
            try:
                saved = actions.save_passage(
                    wording, by=by, heading=wording.heading, text=text,
                    revision=seen[wording.passage_id],
                )  # fmt: skip
                told.append((text, "saved", saved.revision))
            except actions.Conflict as conflict:
                saved = conflict.theirs
                told.append((text, "lost", figures.collision(saved, {"text": text})))
            seen[wording.passage_id] = saved.revision
        return told

    told = [
        line for lines in at_once(*(lambda n=n: write(n) for n in range(WRITERS))) for line in lines
    ]

    accepted = {text for text, fate, _what in told if fate == "saved"}
    kept = WordingHistory.objects.filter(change="saved").values_list("text", flat=True)
    assert len(told) == WRITERS * SAVES
    assert sorted(kept) == sorted(accepted)
    assert len(accepted) >= len(passages)
    entries = Entry.objects.filter(kind="agenda.passage_saved").count()
    assert entries == version.acts.filter(kind="saved").count() == len(accepted)
    assert broken_links(le_val.slug) == []
    lost = [(text, found) for text, fate, found in told if fate == "lost"]
    assert lost
    for text, found in lost:
        typed = next(field for field in found.fields if field.name == "text")
        assert "".join(p.text for p in typed.mine if p.kind != "removed") == text


def test_fifty_who_save_at_once_in_the_browser_have_their_text_saved_or_on_the_merge_screen(
    triad, le_val, ines
):
    wording = scenes.writing(le_val, ines).wordings.get(heading="Après l'école")
    address = url("passage-edit", le_val, passage=wording.passage_id)

    def send(n: int) -> tuple[int, str]:
        browser = Client()
        browser.force_login(triad[n % 3], backend=BACKEND)
        sent = scenes.wording_fields(wording, text=f"Texte du numéro {n}.")
        answer = browser.post(address, sent)
        return answer.status_code, answer.content.decode()

    answers = at_once(*(lambda n=n: send(n) for n in range(WRITERS)))

    assert sorted(status for status, _page in answers) == [302] + [422] * (WRITERS - 1)
    for n, (status, page) in enumerate(answers):
        assert status == 302 or f"Texte du numéro {n}." in page
    saved = next(n for n, (status, _page) in enumerate(answers) if status == 302)
    wording.refresh_from_db()
    assert wording.text == f"Texte du numéro {saved}."


def test_the_third_endorsement_twice_at_once_adopts_once(triad, le_val, ines, marc, samira):
    version = scenes.endorsing(le_val, ines)
    for person in (ines, marc):
        actions.endorse(version, by=person, kind="consent")

    at_once(*[lambda: actions.endorse(version, by=samira, kind="consent")] * 4)

    assert Version.objects.get(pk=version.pk).state == "adopted"
    assert version.endorsements.count() == 3
    assert Entry.objects.filter(kind="agenda.version_adopted").count() == 1


def test_the_last_two_consents_at_once_adopt_once(triad, le_val, ines, marc, samira):
    version = scenes.endorsing(le_val, ines)
    actions.endorse(version, by=ines, kind="consent")

    at_once(
        lambda: actions.endorse(version, by=marc, kind="consent"),
        lambda: actions.endorse(version, by=samira, kind="consent"),
    )

    assert Version.objects.get(pk=version.pk).state == "adopted"
    assert Entry.objects.filter(kind="agenda.version_adopted").count() == 1


def test_a_comment_at_the_closing_is_taken_or_refused_whole(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    passage = scenes.passage(version)

    results = at_once(
        lambda: actions.close_consultation(version, by=ines),
        *(
            lambda n=n: scenes.said(
                version, f"Remarque {n}", passage=passage, email="a@example.org"
            )
            for n in range(5)
        ),
    )

    taken = [r for r in results if isinstance(r, tuple)]
    assert version.comments.count() == len(taken)
    assert sum(isinstance(r, Refusal) for r in results) == 5 - len(taken)
    assert Entry.objects.filter(kind="agenda.comment_made").count() == len(taken)


def test_the_same_comment_sent_at_once_is_one(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    passage = scenes.passage(version)

    results = at_once(*[lambda: scenes.said(version, "Oui.", passage=passage)] * 4)

    assert version.comments.count() == 1
    assert len({code for _comment, code in results}) == 1


def test_two_starters_at_once_begin_one_version(triad, le_val, ines, marc):
    found = at_once(
        *(lambda by=by: actions.start_version(le_val, by=by) for by in (ines, marc, ines, marc))
    )

    assert len({version.pk for version in found}) == 1
    assert le_val.versions.count() == 1


def held_open(deed: Callable[[], Any], begun: Event, other: Event) -> Any:
    """Does a deed and keeps its transaction open until the other is done, or waits for it."""
    with transaction.atomic():
        try:
            done = deed()
        finally:
            begun.set()
        other.wait(timeout=1)
    return done


def one_after_the_other(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """The second deed begins once the first one is done, but not yet written for all to see."""
    begun, finished = Event(), Event()

    def follow() -> Any:
        begun.wait(timeout=60)
        try:
            return second()
        finally:
            finished.set()

    return at_once(lambda: held_open(first, begun, finished), follow)


@pytest.mark.parametrize("begins", ["start", "send"])
def test_a_text_is_not_sent_while_the_next_one_begins(triad, le_val, ines, marc, begins):
    version = scenes.opened(le_val, ines)
    actions.close_consultation(version, by=ines)
    deeds = {
        "start": lambda: actions.start_version(le_val, by=marc),
        "send": lambda: actions.send_for_endorsement(version, by=ines),
    }

    done, refused = one_after_the_other(deeds.pop(begins), deeds.popitem()[1])

    assert isinstance(done, Version) and isinstance(refused, Refusal)
    busy = Version.objects.filter(site=le_val, state__in=("writing", "open", "endorsing"))
    assert busy.count() == 1


def test_two_openings_and_sendings_at_once_move_one_version_once(triad, le_val, ines, marc, samira):
    version = scenes.writing(le_val, ines)

    results = at_once(
        lambda: actions.open_consultation(version, by=ines, until=scenes.UNTIL),
        lambda: actions.send_for_endorsement(version, by=marc),
        lambda: actions.set_aside(version, by=samira, reason="On recommence."),
        lambda: actions.start_version(le_val, by=samira),
    )

    assert all(isinstance(result, (Version, Refusal)) for result in results)
    busy = le_val.versions.filter(state__in=("writing", "open", "endorsing"))
    assert busy.count() <= 1
    assert broken_links("le-val") == []


def test_an_opening_and_a_save_at_once_never_change_a_frozen_text(triad, le_val, ines, marc):
    version = scenes.writing(le_val, ines)
    wording = version.wordings.get(heading="Après l'école")

    at_once(
        lambda: actions.open_consultation(version, by=ines, until=scenes.UNTIL),
        lambda: actions.save_passage(
            wording, by=marc, heading=wording.heading, text="Autre chose.", revision=1
        ),
    )

    opened = Version.objects.get(pk=version.pk)
    assert opened.state == "open"
    assert opened.wordings.get(passage=wording.passage).text in opened.content


def test_two_answers_at_once_are_both_kept_one_is_current(triad, le_val, ines, marc):
    comment, _code = scenes.said(scenes.opened(le_val, ines))

    at_once(
        lambda: actions.give_outcome(comment, kind="partly", reason="Oui, mais.", by=ines),
        lambda: actions.give_outcome(comment, kind="retained", by=marc),
    )

    assert sorted(comment.outcomes.values_list("number", flat=True)) == [1, 2]


def test_two_comments_joined_with_one_another_at_once_are_joined_one_way(triad, le_val, ines, marc):
    version = scenes.opened(le_val, ines)
    first, _code = scenes.said(version)
    second, _code = scenes.said(version, "Pareil, jusqu'à 19 h.", public_name="Nora")

    def join(comment: Any, other: Any, by: Any) -> Callable[[], Any]:
        told = actions.Details(merged_into=other)
        joined = {"kind": "merged", "reason": "La même.", "by": by, "details": told}
        return lambda: actions.give_outcome(comment, **joined)

    done, refused = one_after_the_other(join(first, second, ines), join(second, first, marc))

    assert (done.merged_into, isinstance(refused, Refusal)) == (second, True)
    told = figures.you_said(version, None)
    assert [(each.name, each.voices) for c in told.chapters for each in c.said] == [("Nora", 2)]


def test_nothing_is_kept_without_words_while_the_text_is_sent(triad, le_val, ines, marc):
    version = scenes.opened(le_val, ines)
    comment, _code = scenes.said(version)
    actions.give_outcome(comment, kind="already", reason="C'est écrit.", by=ines)
    actions.close_consultation(version, by=ines)
    kept = {"kind": "retained", "by": marc}

    sent, refused = one_after_the_other(
        lambda: actions.send_for_endorsement(version, by=ines),
        lambda: actions.give_outcome(comment, **kept),
    )

    assert (sent.state, isinstance(refused, Refusal)) == ("endorsing", True)


def test_two_clicks_on_a_sheet_are_one_sheet(triad, le_val, ines, samira):
    version = scenes.opened(le_val, ines)
    meeting = actions.Meeting("Atelier", version.opened_on, "Glycines", 9)
    lines = [actions.SheetLine(n, None, f"Parole {n}.") for n in (1, 2)]
    sent = {"by": samira, "consent": True, "once": "s1"}

    results = at_once(
        *(lambda: actions.enter_workshop(version, meeting, lines, **sent) for _ in range(3))
    )

    codes = {tuple(code for _comment, code in said) for _workshop, said in results}
    assert len(codes) == 1
    assert version.comments.count() == 2
    assert Entry.objects.filter(kind="agenda.workshop_entered").count() == 1


def test_a_sheet_that_comes_while_the_text_is_sent_is_whole_or_refused(triad, le_val, ines, samira):
    version = scenes.opened(le_val, ines)
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    meeting = actions.Meeting("Atelier", version.opened_on, "Glycines", 9)
    lines = [actions.SheetLine(1, None, "Plus court.")]

    results = at_once(
        lambda: actions.send_for_endorsement(following, by=ines),
        lambda: actions.enter_workshop(
            version, meeting, lines, by=samira, consent=True, once="late"
        ),
    )

    assert sum(isinstance(result, Refusal) for result in results) == 1
    following.refresh_from_db()
    assert (following.state == "writing") == (version.comments.count() == 1)


def test_one_person_in_many_tabs_at_once_agrees_once(triad, le_val, ines):
    comment, _code = scenes.said(scenes.opened(le_val, ines))

    changed = at_once(*(lambda: actions.agree(comment, yes=True, keys=("Gilles",)),) * 6)

    assert sorted(changed) == [False] * 5 + [True]
    assert comment.agreements.count() == 1
    assert Entry.objects.filter(kind="agenda.agreement_given").count() == 1
    assert broken_links("le-val") == []


def test_a_reply_at_the_closing_is_taken_or_refused_whole(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    comment, _code = scenes.said(version)

    results = at_once(
        *(
            lambda n=n: actions.reply(comment, text=f"Mot {n}", public_name="Nora", once=str(n))
            for n in range(4)
        ),
        lambda: actions.close_consultation(version, by=ines),
    )

    taken = [r for r in results if isinstance(r, tuple)]
    assert comment.replies.count() == len(taken)
    assert len(taken) + sum(isinstance(r, Refusal) for r in results) == 4


def test_one_browser_that_agrees_signed_in_and_signed_out_at_once_counts_once(triad, le_val, ines):
    comment, _code = scenes.said(scenes.opened(le_val, ines))

    at_once(
        *[lambda: actions.agree(comment, yes=True, keys=("account 1", "browser"))] * 2,
        *[lambda: actions.agree(comment, yes=True, keys=("browser",))] * 2,
    )

    assert comment.agreements.count() == 1
