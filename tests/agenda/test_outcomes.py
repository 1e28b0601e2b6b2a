"""What becomes of a comment: to whom, with which, until when, and the words that it changed."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from agenda import actions, figures
from agenda.models import Comment, Effect, Outcome
from journal.models import Entry, Letter
from kit.states import Refusal
from tests.agenda import scenes
from tests.conftest import TODAY


def url(name, site, **more):
    return reverse(f"agenda:{name}", kwargs={"site": site.slug, **more})


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


@pytest.fixture
def comment(opened):
    return scenes.said(opened, email="sabrina@example.org")[0]


@pytest.fixture
def following(opened, comment, le_val, ines):
    """The next version, in writing."""
    actions.close_consultation(opened, by=ines)
    return actions.start_version(le_val, by=ines)


def rewrite(
    version, by, text="De 16 h 30 à 19 h, deux adultes accueillent.", about="Après l'école"
):
    wording = version.wordings.get(heading=about)
    return actions.save_passage(
        wording, by=by, revision=wording.revision, heading=wording.heading, text=text
    )


def details(**more):
    return actions.Details(**more)


def keep(comment, wording, by):
    named = details(passages=(wording.passage_id,))
    return actions.give_outcome(comment, kind="retained", by=by, details=named)


@pytest.mark.parametrize(
    ("kind", "wrong", "right"),
    [
        ("passed_on", {}, {"whom": "L'agglomération"}),
        ("deferred", {}, {"until": TODAY + timedelta(days=9)}),
        ("deferred", {"until": TODAY}, {"until_number": 2}),
        ("deferred", {"until_number": 1}, {"until_number": 3}),
        ("deferred", {"until_number": 2, "until": TODAY + timedelta(days=9)}, {"until_number": 2}),
        ("not_retained", {"whom": "La ville"}, {}),
    ],
)
def test_each_outcome_says_what_it_needs_and_nothing_else(comment, ines, kind, wrong, right):
    said = {"kind": kind, "reason": "Parce que.", "by": ines}

    with pytest.raises(Refusal):
        actions.give_outcome(comment, **said, details=details(**wrong))
    broken = {name: value for name, value in wrong.items() if name == "whom"}
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Outcome.objects.create(comment=comment, number=1, **said, **broken)
    outcome = actions.give_outcome(comment, **said, details=details(**right))

    assert all(getattr(outcome, name) == value for name, value in right.items())


def test_two_comments_are_joined_and_never_lead_to_one_another(
    opened, comment, ines, la_crete, victor
):
    other, _code = scenes.said(opened, "Pareil, jusqu'à 19 h.")
    elsewhere, _code = scenes.said(scenes.opened(la_crete, victor), "Ailleurs.")
    joined = {"kind": "merged", "reason": "La même demande.", "by": ines}

    for wrong in (None, comment, elsewhere):
        with pytest.raises(Refusal):
            actions.give_outcome(comment, **joined, details=details(merged_into=wrong))
    actions.give_outcome(other, **joined, details=details(merged_into=comment))
    with pytest.raises(Refusal, match="l’une"):
        actions.give_outcome(comment, **joined, details=details(merged_into=other))
    for wrong in (comment, elsewhere):
        with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
            Outcome.objects.create(comment=comment, number=1, merged_into=wrong, **joined)


def test_what_leads_in_a_circle_all_the_same_is_told_and_refused_by_the_database(opened, ines):
    first, _code = scenes.said(opened)
    second, _code = scenes.said(opened, "Pareil.", public_name="Nora")
    third, _code = scenes.said(opened, "Moi aussi.", public_name="Gilles")
    joined = {"number": 1, "kind": "merged", "reason": "La même.", "by": ines}
    Outcome.objects.create(comment=third, merged_into=first, **joined)
    Outcome.objects.create(comment=first, merged_into=second, **joined)
    with pytest.raises(scenes.DATABASE_REFUSES, match="lead to one another"), transaction.atomic():
        Outcome.objects.create(comment=second, merged_into=third, **joined)
    with connection.cursor() as cursor:  # as rows of before the law may stand
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agenda_outcome DISABLE TRIGGER agenda_joining_law")
        Outcome.objects.create(comment=second, merged_into=first, **joined)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agenda_outcome ENABLE TRIGGER agenda_joining_law")

    told = figures.you_said(opened, None)

    names = {each.name for chapter in told.chapters for each in chapter.said}
    assert names == {"Sabrina", "Nora", "Gilles"}


def test_only_its_author_withdraws_a_comment(browser_of, le_val, comment, ines):
    address = url("comment-answer", le_val, comment=comment.pk)
    sent = {"kind": "withdrawn", "reason": "Elle a changé d'avis.", "seen": "0"}
    assert 'value="withdrawn"' not in browser_of(ines).get(address).content.decode()

    assert browser_of(ines).post(address, sent).status_code == 422
    with pytest.raises(Refusal, match="auteur"):
        actions.give_outcome(comment, kind="withdrawn", reason="Elle a changé d'avis.", by=ines)
    with (
        pytest.raises(scenes.DATABASE_REFUSES, match="withdrawn_by_its_author"),
        transaction.atomic(),
    ):
        Outcome.objects.create(comment=comment, number=1, kind="withdrawn", reason="Non.", by=ines)
    assert not comment.outcomes.exists()


def test_nothing_is_kept_without_words_while_the_seats_are_asked(
    browser_of, le_val, comment, following, ines, marc
):
    wording = rewrite(following, ines)
    already = {"kind": "already", "reason": "C'est écrit.", "by": ines}
    actions.give_outcome(comment, **already)
    actions.send_for_endorsement(following, by=ines)
    address = url("comment-answer", le_val, comment=comment.pk)

    for kind in ("retained", "partly"):
        page = browser_of(ines).post(address, {"kind": kind, "reason": "Promis.", "seen": "1"})
        assert page.status_code == 422
        assert "version 2 est en approbation" in page.content.decode().replace("\xa0", " ")
    elsewhere = following.wordings.get(heading="Le mercredi")
    with pytest.raises(Refusal) as refused:
        keep(comment, elsewhere, ines)
    assert refused.value.field == "passages"
    assert comment.outcomes.count() == 1

    assert str(wording.passage_id) in browser_of(ines).get(address).content.decode()
    assert keep(comment, wording, ines).effects.count() == 1
    actions.endorse(following, by=marc, kind="objection", reason="Pas encore voté.")
    assert actions.send_for_endorsement(following, by=ines).state == "endorsing"


def test_a_comment_on_the_very_text_that_is_endorsed_is_kept_in_the_next_one(
    browser_of, opened, comment, le_val, ines, marc
):
    actions.give_outcome(comment, kind="already", reason="C'est écrit.", by=ines)
    actions.close_consultation(opened, by=ines)
    actions.send_for_endorsement(opened, by=ines)
    kept = {"kind": "retained", "by": ines}
    with pytest.raises(Refusal, match="approbation"):
        actions.give_outcome(comment, **kept)

    actions.endorse(opened, by=marc, kind="objection", reason="Sabrina a raison.")
    address = url("comment-answer", le_val, comment=comment.pk)
    assert "commencez la version suivante" in browser_of(ines).get(address).content.decode()
    actions.give_outcome(comment, **kept)
    listed = browser_of(ines).get(url("comment-list", le_val)).content.decode()
    assert address in listed
    with pytest.raises(Refusal, match="Sabrina"):
        actions.send_for_endorsement(opened, by=ines)
    following = actions.start_version(le_val, by=ines)
    keep(comment, rewrite(following, ines), ines)

    assert actions.send_for_endorsement(following, by=ines).state == "endorsing"


def test_a_promise_made_after_the_adoption_is_asked_for_in_the_next_text(
    comment, following, le_val, triad, ines
):
    actions.give_outcome(comment, kind="already", reason="C'est écrit.", by=ines)
    rewrite(following, ines)
    actions.send_for_endorsement(following, by=ines)
    for person in triad:
        actions.endorse(following, by=person, kind="consent")
    actions.give_outcome(comment, kind="partly", reason="Au prochain texte.", by=ines)

    third = actions.start_version(le_val, by=ines)

    assert [each.id for each in figures.unproven(third)] == [comment.pk]
    with pytest.raises(Refusal, match="Sabrina"):
        actions.send_for_endorsement(third, by=ines)
    keep(comment, rewrite(third, ines, "De 16 h à 20 h."), ines)
    assert figures.unproven(third) == ()


def test_what_an_adopted_text_has_settled_is_not_asked_for_again(
    comment, following, le_val, triad, ines
):
    keep(comment, rewrite(following, ines), ines)
    actions.send_for_endorsement(following, by=ines)
    for person in triad:
        actions.endorse(following, by=person, kind="consent")
    third = actions.start_version(le_val, by=ines)
    rewrite(third, ines, comment.version.wordings.get(passage=comment.passage_id).text)

    assert figures.unproven(third) == ()


def test_whoever_answers_second_reads_the_first_answer_and_keeps_their_text(
    browser_of, le_val, comment, ines, marc
):
    address = url("comment-answer", le_val, comment=comment.pk)
    sent = {"kind": "not_retained", "reason": "Pas de budget cette année.", "seen": "0"}
    actions.give_outcome(comment, kind="partly", reason="Jusqu'à 18 h 45.", by=ines)

    page = browser_of(marc).post(address, sent)

    words = page.content.decode()
    assert page.status_code == 422
    assert "Ines Carpentier a répondu entre-temps" in words
    assert "18 h 45" in words.replace("\xa0", " ").replace("\u202f", " ")
    assert "Pas de budget cette année." in words
    assert comment.outcomes.count() == 1
    browser_of(marc).post(address, sent | {"seen": "1"})
    assert Comment.objects.with_outcome().get().outcome_kind == "not_retained"


def test_a_kept_comment_names_the_passage_that_it_changed(comment, following, ines):
    with pytest.raises(Refusal) as refused:
        actions.give_outcome(comment, kind="retained", by=ines)
    assert refused.value.field == "passages"
    wording = rewrite(following, ines)

    outcome = keep(comment, wording, ines)

    effect = outcome.effects.get()
    assert (effect.version, effect.passage) == (following, wording.passage)
    [change] = figures.changes_of(comment, following)
    assert (change.kind, change.number, change.place) == ("changed", 2, 4)
    assert {piece.text for piece in change.text if piece.kind == "added"} == {"19"}
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Effect.objects.update(passage=scenes.passage(following, "Le mercredi"))


def test_a_passage_of_elsewhere_was_changed_by_nobody(comment, following, ines, la_crete, victor):
    strange = scenes.writing(la_crete, victor).wordings.first()
    with pytest.raises(Refusal):
        keep(comment, strange, ines)
    outcome = keep(comment, rewrite(following, ines), ines)
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Effect.objects.create(outcome=outcome, version=following, passage=strange.passage)
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Effect.objects.create(outcome=outcome, version=comment.version, passage=comment.passage)


def test_a_text_in_which_a_kept_comment_changed_no_word_is_not_sent(
    browser_of, le_val, comment, following, ines
):
    wording = following.wordings.get(heading="Après l'école")
    keep(comment, wording, ines)

    page = browser_of(ines).post(url("version-send", le_val), follow=True)

    assert "Sabrina" in page.content.decode()
    assert url("comment-answer", le_val, comment=comment.pk) in page.content.decode()
    following.refresh_from_db()
    assert following.state == "writing"
    rewrite(following, ines)
    assert actions.send_for_endorsement(following, by=ines).state == "endorsing"


def test_a_promise_made_before_the_next_text_is_written_is_asked_for_when_it_is_sent(
    opened, comment, le_val, ines
):
    actions.give_outcome(comment, kind="partly", reason="Jusqu'à 19 h.", by=ines)
    actions.close_consultation(opened, by=ines)
    following = actions.start_version(le_val, by=ines)
    rewrite(following, ines)

    with pytest.raises(Refusal, match="Sabrina"):
        actions.send_for_endorsement(following, by=ines)
    named = details(passages=(comment.passage_id,))
    actions.give_outcome(comment, kind="partly", reason="Jusqu'à 19 h.", by=ines, details=named)
    actions.send_for_endorsement(following, by=ines)

    assert comment.outcomes.count() == 2
    assert Letter.objects.filter(to="sabrina@example.org").count() == 1


def test_the_words_are_found_through_splits_and_merges_and_when_they_went(comment, following, ines):
    wording = rewrite(following, ines, "De 16 h 30 à 19 h. Deux adultes accueillent.")
    keep(comment, wording, ines)
    wording = following.wordings.get(passage=wording.passage)
    second = actions.split_passage(
        wording, by=ines, revision=wording.revision, after=1, heading="Qui accueille"
    )

    [change] = figures.changes_of(comment, following)
    assert change.kind == "changed"
    assert "Qui accueille" in "".join(p.text for p in change.text if p.kind == "added")
    for passage in (wording.passage, second.passage):
        assert list(figures.said_about(following, passage.pk)) == [comment]
    assert not figures.said_about(following, scenes.passage(following, "Le mercredi").pk).exists()
    for passage in (wording.passage, second.passage):
        there = following.wordings.get(passage=passage)
        actions.remove_passage(there, by=ines, revision=there.revision)
    [change] = figures.changes_of(comment, following)
    assert change.kind == "gone"
    assert figures.unproven(following) == ()


def test_everybody_reads_the_words_that_changed_once_they_are_public(
    client, browser_of, le_val, comment, following, ines
):
    keep(comment, rewrite(following, ines), ines)
    address = url("comment-page", le_val, comment=comment.pk)
    assert "<ins>" not in client.get(address).content.decode()
    assert "<ins>" in browser_of(ines).get(address).content.decode()
    actions.send_for_endorsement(following, by=ines)

    page = client.get(address).content.decode()
    story = url("passage-story", le_val, number=2, passage=comment.passage_id)

    assert "<ins>" in page
    assert story in page
    told = client.get(story).content.decode()
    assert "je suis encore au travail" in told
    assert client.get(story.replace("le-val", "la-crete")).status_code == 404
    assert (
        client.get(url("passage-story", le_val, number=9, passage=comment.passage_id)).status_code
        == 404
    )


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_story_of_a_passage_costs_the_same_whatever_was_said(
    client, le_val, opened, ines, django_assert_num_queries, count
):
    for n in range(count):
        scenes.said(opened, f"Parole {n}")
    address = url("passage-story", le_val, number=1, passage=scenes.passage(opened).pk)
    client.get(address)

    with django_assert_num_queries(11):
        client.get(address)


def test_the_letter_says_what_was_said_why_and_where_the_words_are(le_val, comment, ines):
    actions.give_outcome(
        comment, kind="passed_on", reason="Elle seule décide.", by=ines,
        details=details(whom="Communauté d'agglomération"),
    )  # fmt: skip
    actions.give_outcome(comment, kind="partly", reason="Jusqu'à 18 h 45.", by=ines)

    first, second = Letter.objects.order_by("created_at")
    assert "Communauté d'agglomération" in first.text
    assert "je suis encore au travail" in first.text
    assert url("comment-page", le_val, comment=comment.pk) in second.text
    assert "a changé" in second.text
    assert Entry.objects.filter(kind="agenda.outcome_given").count() == 2
