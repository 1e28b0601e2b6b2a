"""Comments that were joined with one that is hidden or withdrawn; answers that hold no more."""

import pytest
from django.db import transaction

from agenda import actions
from agenda.models import Effect, Moderation, Outcome, Version, Waiting
from journal.models import Letter
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_races import at_once
from tests.agenda.test_residents import url


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


@pytest.fixture
def lead(opened):
    return scenes.said(opened, "Un banc devant l'école.", public_name="Karim")[0]


@pytest.fixture
def joined(opened, lead, ines):
    """Nora and Zoé said the same as Karim."""
    found = [scenes.said(opened, f"Un banc {n}.", public_name=n)[0] for n in ("Nora", "Zoé")]
    for comment in found:
        join(comment, lead, ines)
    return found


def join(comment, lead, by):
    details = actions.Details(merged_into=lead)
    return actions.give_outcome(comment, kind="merged", reason="Pareil.", details=details, by=by)


def last(comment):
    return comment.outcomes.order_by("-number").first()


def hide(comment, by):
    return actions.hide(comment, ground="spam", reason="Publicité.", by=by)


@pytest.mark.parametrize("gone", ["hidden", "withdrawn"])
def test_when_the_leading_one_is_shown_no_more_the_others_wait_and_the_version_with_them(
    browser_of, le_val, opened, lead, joined, ines, marc, gone
):
    actions.give_outcome(lead, kind="not_retained", reason="Trop cher.", by=ines)
    actions.close_consultation(opened, by=ines)
    assert not Waiting.objects.exists()

    if gone == "hidden":
        hide(lead, marc)
    else:
        actions.withdraw(lead)

    assert {w.comment_id for w in Waiting.objects.all()} == {comment.pk for comment in joined}
    for comment in joined:
        assert (last(comment).kind, last(comment).by) == (
            "reopened",
            marc if gone == "hidden" else None,
        )
        assert "n’est plus montrée" in last(comment).reason
    with pytest.raises(Refusal, match="2 remarques sans réponse"):
        actions.send_for_endorsement(opened, by=ines)
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Version.objects.filter(pk=opened.pk).update(state="endorsing", sent_on=opened.opened_on)
    page = browser_of(ines).get(url("comment-list", le_val), {"suite": "attente"}).content.decode()
    assert "Un banc Nora." in page

    for comment in joined:
        actions.give_outcome(comment, kind="already", reason="C'est écrit.", by=ines)
    assert actions.send_for_endorsement(opened, by=ines).state == "endorsing"


def test_one_that_was_joined_and_is_itself_hidden_stays_so(lead, joined, ines):
    hide(joined[0], ines)
    hide(lead, ines)
    assert [last(comment).kind for comment in joined] == ["moderated", "reopened"]


def test_nothing_is_joined_with_what_is_not_shown(opened, lead, ines):
    other = scenes.said(opened, "Pareil.")[0]
    hide(lead, ines)
    with pytest.raises(Refusal, match="choisissez-en une autre"):
        join(other, lead, ines)
    with pytest.raises(scenes.DATABASE_REFUSES, match="not shown"), transaction.atomic():
        Outcome.objects.create(
            comment=other, number=1, kind="merged", reason="x", merged_into=lead, by=ines
        )
    assert Waiting.objects.filter(comment=other).exists()


def test_nobody_reopens_without_a_name_but_for_a_withdrawal(opened, lead, joined, ines):
    alone = scenes.said(opened, "Une lampe.")[0]
    for comment, number in ((joined[0], 2), (alone, 1)):
        with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
            Outcome.objects.create(comment=comment, number=number, kind="reopened", reason="x")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_joined_while_it_is_being_hidden_it_never_hangs_on_nothing(triad, le_val, ines, marc):
    version = scenes.opened(le_val, ines)
    lead, other = scenes.said(version, "Un banc.")[0], scenes.said(version, "Idem.")[0]

    at_once(lambda: hide(lead, marc), lambda: join(other, lead, ines))

    assert Waiting.objects.filter(comment=other).exists()
    assert getattr(last(other), "kind", "reopened") == "reopened"


# Shown again after the text went on.


@pytest.fixture
def kept(le_val, opened, ines):
    """Kept for a passage that the next version brought: with the version that is being written."""
    comment = scenes.said(opened, "Plus tard.", email="sabrina@example.org")[0]
    actions.close_consultation(opened, by=ines)
    following = actions.start_version(le_val, by=ines)
    new = actions.add_passage(
        following, by=ines, section="strategy", strategy="Grandir ici", heading="Le soir", text="19 h."
    )  # fmt: skip
    details = actions.Details(passages=(new.passage_id,))
    actions.give_outcome(comment, kind="retained", details=details, by=ines)
    return comment


def test_shown_again_when_its_passage_has_gone_it_waits_for_an_answer(le_val, kept, ines, marc):
    following = le_val.versions.get(state="writing")
    hide(kept, ines)
    gone = following.wordings.get(heading="Le soir")
    actions.remove_passage(gone, by=ines, revision=gone.revision)

    actions.show_again(kept, reason="Par erreur.", by=marc)

    assert (last(kept).kind, last(kept).reason) == ("reopened", "Par erreur.")
    assert not kept.moderations.filter(kind="published").exists()
    assert Waiting.objects.filter(comment=kept).exists()
    assert "Par erreur." in Letter.objects.filter(to="sabrina@example.org").order_by("-created_at")[0].text  # fmt: skip
    with pytest.raises(Refusal, match="sans réponse"):
        actions.send_for_endorsement(following, by=ines)


def test_shown_again_when_one_of_two_passages_has_gone_it_names_the_other(le_val, kept, ines, marc):
    following = le_val.versions.get(state="writing")
    school = following.wordings.get(heading="Après l'école")
    changes = scenes.wording_fields(school, text="De 16 h 30 à 19 h, deux adultes accueillent.")
    actions.save_passage(school, by=ines, **changes)
    gone = following.wordings.get(heading="Le soir")
    both = actions.Details(passages=(gone.passage_id, school.passage_id))
    actions.give_outcome(kept, kind="retained", reason="Oui.", details=both, by=ines)
    hide(kept, ines)
    actions.remove_passage(gone, by=ines, revision=gone.revision)

    actions.show_again(kept, reason="Par erreur.", by=marc)

    assert last(kept).kind == "retained"
    assert [e.passage_id for e in last(kept).effects.all()] == [school.passage_id]
    assert actions.send_for_endorsement(following, by=ines).state == "endorsing"


def test_a_commented_passage_that_was_taken_out_is_still_named(le_val, opened, ines, marc):
    comment = scenes.said(opened, "À retirer.")[0]
    actions.close_consultation(opened, by=ines)
    following = actions.start_version(le_val, by=ines)
    gone = following.wordings.get(heading="Après l'école")
    details = actions.Details(passages=(gone.passage_id,))
    actions.give_outcome(comment, kind="retained", details=details, by=ines)
    hide(comment, ines)
    actions.remove_passage(gone, by=ines, revision=gone.revision)

    actions.show_again(comment, reason="Par erreur.", by=marc)

    assert last(comment).effects.get().passage_id == gone.passage_id
    assert actions.send_for_endorsement(following, by=ines).state == "endorsing"


def test_shown_again_while_the_seats_are_asked_it_makes_no_promise_that_the_text_breaks(
    le_val, kept, ines, marc
):
    following = le_val.versions.get(state="writing")
    school = following.wordings.get(heading="Après l'école")
    same = actions.Details(passages=(school.passage_id,))
    actions.give_outcome(kept, kind="retained", reason="Oui.", details=same, by=ines)
    hide(kept, ines)
    actions.send_for_endorsement(following, by=ines)

    actions.show_again(kept, reason="Par erreur.", by=marc)

    assert last(kept).kind == "reopened"
    assert not Effect.objects.filter(outcome=last(kept)).exists()
    assert Moderation.objects.filter(comment=kept).order_by("-number")[0].kind == "restored"


def test_shown_again_by_an_appeal_it_waits_too_when_its_passage_has_gone(le_val, kept, ines, marc):
    hide(kept, ines)
    appeal = actions.appeal(kept, words="Mais non.")
    gone = le_val.versions.get(state="writing").wordings.get(heading="Le soir")
    actions.remove_passage(gone, by=ines, revision=gone.revision)

    actions.decide_appeal(appeal, shows=True, reason="Rien de grave.", by=marc)

    assert last(kept).kind == "reopened"
