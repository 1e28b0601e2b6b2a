"""Comments: no account, a code told once, never lost, never late; each gets an answer."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction

from agenda import actions, codes
from agenda.models import Comment, Outcome, Version
from journal.models import Entry
from kit.states import Refusal
from tests.agenda import scenes
from tests.conftest import TODAY


def test_a_comment_gives_a_code_that_only_its_author_knows(triad, le_val, ines):
    comment, code = scenes.said(scenes.opened(le_val, ines))

    assert re.fullmatch(r"([2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}", code)
    stored = str(Comment.objects.values().get()) + str(list(Entry.objects.values()))
    assert code not in stored
    assert code.replace("-", "") not in stored
    assert Comment.objects.get(code_hash=codes.hash_of(code.lower().replace("-", " "))) == comment


def test_a_double_click_is_one_comment_with_one_code(triad, le_val, ines):
    version = scenes.opened(le_val, ines)

    both = [scenes.said(version, "Oui.", once="k")[1] for _ in range(2)]

    assert len(set(both)) == 1
    assert version.comments.count() == 1


def test_the_same_form_with_other_words_is_another_comment(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    scenes.said(version, "Oui.", once="k")
    scenes.said(version, "Oui, mais le samedi.", once="k")

    assert version.comments.count() == 2


def test_comments_are_taken_on_the_last_day_and_not_on_the_next(triad, le_val, ines, set_day):
    version = scenes.opened(le_val, ines)
    set_day(scenes.UNTIL)
    scenes.said(version, "Le dernier jour.")
    set_day(scenes.UNTIL + timedelta(days=1))

    with pytest.raises(Refusal):
        scenes.said(version, "Trop tard.")
    assert version.comments.count() == 1


def test_the_same_form_with_a_suggestion_or_another_name_is_another_comment(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    for more in (
        {},
        {"suggestion": "De 16 h à 19 h."},
        {"language": "ar"},
        {"public_name": "Nora"},
    ):
        for _twice in range(2):
            scenes.said(version, "Oui.", once="k", **more)

    assert version.comments.count() == 4


def test_the_same_form_with_an_address_is_the_same_comment_and_the_answer_goes_there(
    triad, le_val, ines
):
    version = scenes.opened(le_val, ines)
    for email in ("", "sabrina@exemple.fr", "sabrina@exemple.fr", "sabrina@example.org", ""):
        scenes.said(version, "Oui.", once="k", email=email)

    assert version.comments.get().contact.email == "sabrina@example.org"
    left = Entry.objects.filter(kind="agenda.answer_address_left")
    assert left.count() == 2
    assert "sabrina" not in str([entry.facts for entry in left])


def test_the_sweep_closes_what_is_due_once(triad, le_val, ines, set_day):
    version = scenes.opened(le_val, ines)
    assert actions.close_due() == 0
    set_day(scenes.UNTIL + timedelta(days=1))

    assert [actions.close_due(), actions.close_due()] == [1, 0]
    assert Version.objects.get(pk=version.pk).state == "reworking"


def test_one_site_that_cannot_be_closed_does_not_stop_the_others(
    triad, le_val, la_crete, ines, victor, set_day
):
    """Rows that no action writes any more: two versions of a site would be reworked at once."""
    first = scenes.opened(le_val, ines)
    actions.close_consultation(first, by=ines)
    second = actions.start_version(le_val, by=ines)
    actions.open_consultation(second, by=ines, until=scenes.UNTIL)
    elsewhere = scenes.opened(la_crete, victor)
    Version.objects.filter(pk=first.pk).update(state="reworking", ended_on=None)
    set_day(scenes.UNTIL + timedelta(days=1))

    assert actions.close_due() == 1
    assert Version.objects.get(pk=elsewhere.pk).state == "reworking"
    assert Version.objects.get(pk=second.pk).state == "open"


def test_a_passage_of_another_site_takes_no_comment(triad, victor, le_val, la_crete, ines):
    version = scenes.opened(le_val, ines)
    elsewhere = scenes.opened(la_crete, victor)

    with pytest.raises(Refusal):
        scenes.said(version, passage=scenes.passage(elsewhere))


def test_a_machine_is_stopped_and_a_class_is_not(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    for pupil in range(60):
        scenes.said(version, f"Remarque {pupil}", address="192.0.2.7")

    with pytest.raises(Refusal):
        scenes.said(version, "Encore une", address="192.0.2.7")
    scenes.said(version, "D'ailleurs", address="192.0.2.8")


@pytest.mark.parametrize("change", ["UPDATE agenda_comment SET text = 'x'", "DELETE FROM agenda_comment",
    "UPDATE agenda_outcome SET reason = 'x'", "DELETE FROM agenda_outcome"])  # fmt: skip
def test_the_database_keeps_comments_and_outcomes_as_they_are(triad, le_val, ines, change):
    comment, _code = scenes.said(scenes.opened(le_val, ines))
    actions.give_outcome(comment, kind="retained", by=ines)

    with pytest.raises(scenes.DATABASE_REFUSES, match="append-only"), transaction.atomic():
        connection.cursor().execute(change)


def test_the_database_takes_no_comment_on_a_closed_version(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    actions.close_consultation(version, by=ines)

    with pytest.raises(scenes.DATABASE_REFUSES, match="takes no comment"), transaction.atomic():
        Comment.objects.create(site=le_val, version=version, text="x", public_name="x")


@pytest.mark.parametrize(
    "kind", [k for k in Outcome.Kind if k not in ("retained", *Outcome.NEVER_GIVEN)]
)
def test_every_outcome_but_kept_needs_a_reason(triad, le_val, ines, kind):
    comment, _code = scenes.said(scenes.opened(le_val, ines))

    with pytest.raises(Refusal):
        actions.give_outcome(comment, kind=kind, reason="  ", by=ines)
    more = {"passed_on": {"whom": "La ville"}, "deferred": {"until_number": 2}}.get(kind, {})
    if kind == "merged":
        more = {"merged_into": scenes.said(comment.version, "Pareil.")[0]}
    with pytest.raises(scenes.DATABASE_REFUSES, match="outcome_has_a_reason"), transaction.atomic():
        Outcome.objects.create(comment=comment, number=1, kind=kind, by=ines, **more)


def test_a_changed_outcome_replaces_and_stays_in_history(triad, le_val, ines):
    comment, _code = scenes.said(scenes.opened(le_val, ines))
    actions.give_outcome(comment, kind="partly", reason="Jusqu'à 18 h 45.", by=ines)
    actions.give_outcome(comment, kind="retained", by=ines)
    actions.give_outcome(comment, kind="retained", by=ines)

    kinds = list(comment.outcomes.order_by("number").values_list("kind", flat=True))
    assert kinds == ["partly", "retained"]
    assert Comment.objects.with_outcome().get().outcome_kind == "retained"


def test_no_sending_while_a_comment_waits_for_its_answer(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    comment, _code = scenes.said(version)
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)

    for candidate in (version, following):
        with pytest.raises(Refusal):
            actions.send_for_endorsement(candidate, by=ines)
    actions.give_outcome(comment, kind="not_retained", reason="Trop cher.", by=ines)
    sent = actions.send_for_endorsement(following, by=ines)

    assert sent.state == "endorsing"
    assert Version.objects.get(pk=version.pk).state == "superseded"


def test_the_database_itself_refuses_the_sending(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    scenes.said(version)
    actions.close_consultation(version, by=ines)

    with pytest.raises(scenes.DATABASE_REFUSES, match="no outcome"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(state="endorsing", sent_on=TODAY)
