"""What is shown of what residents say: held, hidden with a reason, shown again, withdrawn."""

import pytest
from django.db import transaction
from django.urls import reverse

from agenda import actions, figures
from agenda.models import Comment, Moderation, NotShown, Outcome, Version, Waiting
from journal.models import Entry, Letter
from kit.states import Refusal
from kit.templatetags.kit import day
from tests.agenda import scenes
from tests.agenda.test_races import at_once
from tests.agenda.test_residents import the_code, typed, url
from tests.conftest import TODAY

SECRET = "Madame Untel du 3 rue des Lilas ne paie pas son loyer."
NAME = "Le Corbeau"
HIDDEN_NOTICE = f"Masquée le {day(TODAY)}"
HIDE = {"decision": "hide", "ground": "personal", "reason": "Une voisine est nommée."}


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


@pytest.fixture
def spoken(opened):
    """A comment that names a neighbour, and its code."""
    return scenes.said(opened, SECRET, public_name=NAME, email="corbeau@example.org")


def hidden(comment, by, ground="personal"):
    return actions.hide(comment, ground=ground, reason="Une voisine est nommée.", by=by)


def moderate(comment):
    return reverse("agenda:comment-moderate", args=[comment.site.slug, comment.pk])


PUBLIC_PAGES = ("agenda:comment-list", "agenda:consultation", "agenda:comment-add-whole",
                "overview:site-page", "overview:site-journal")  # fmt: skip


def public_words(client, site, comment):
    addresses = [reverse(name, kwargs={"site": site.slug}) for name in PUBLIC_PAGES]
    addresses += [
        url(name, site, passage=comment.passage_id) for name in ("comment-add", "passage-voices")
    ]
    addresses += [reverse("overview:home"), url("comment-page", site, comment=comment.pk)]
    return "".join(client.get(address).content.decode() for address in addresses)


def test_what_is_hidden_is_read_on_no_public_page_and_stays_in_the_counts(
    client, le_val, spoken, ines
):
    comment, _code = spoken
    actions.give_outcome(comment, kind="partly", reason="On verra.", by=ines)
    assert "rue des Lilas" in public_words(client, le_val, comment)
    before = figures.voices([le_val])[le_val.pk]

    hidden(comment, ines)

    words = public_words(client, le_val, comment)
    assert "rue des Lilas" not in words
    assert NAME not in words
    assert HIDDEN_NOTICE in words
    assert "Une voisine est nommée." in words
    assert figures.voices([le_val])[le_val.pk] == before
    assert Comment.objects.get().text == SECRET
    assert Comment.objects.with_outcome().get().outcome_kind == "moderated"


def test_who_answers_comments_still_reads_it_and_nobody_else(
    browser_of, le_val, spoken, ines, marc, paul, rose, maud, victor
):
    hidden(spoken[0], ines)

    reads = [
        person.name
        for person in (ines, marc, paul, rose, maud, victor)
        if "rue des Lilas" in browser_of(person).get(url("comment-list", le_val)).content.decode()
    ]

    assert reads == ["Ines Carpentier", "Marc Delattre"]


@pytest.mark.parametrize(("field", "value"), [("reason", "  "), ("ground", ""), ("ground", "x")])
def test_nobody_hides_without_a_ground_and_a_reason(browser_of, spoken, triad, field, value):
    comment, _code = spoken
    sent = HIDE | {field: value}
    for person in triad:
        with pytest.raises(Refusal):
            actions.hide(comment, ground=sent["ground"], reason=sent["reason"], by=person)
        page = browser_of(person).post(moderate(comment), sent)
        assert page.status_code == 422
        assert b"error-summary" in page.content
    ground = sent["ground"] if sent["ground"] != "x" else ""
    with pytest.raises(scenes.DATABASE_REFUSES, match="ground_and_reason"), transaction.atomic():
        Moderation.objects.create(
            comment=comment, number=1, kind="hidden", ground=ground, reason=sent["reason"].strip(), by=triad[0]
        )  # fmt: skip
    assert not NotShown.objects.exists()
    assert not Moderation.objects.exists()


def test_only_the_triad_and_its_deputies_moderate(
    client, browser_of, spoken, le_val, paul, rose, maud, victor, lila
):
    for person in (paul, rose, maud, victor, lila):
        assert browser_of(person).post(moderate(spoken[0]), HIDE).status_code == 403
    assert client.post(moderate(spoken[0]), HIDE).status_code == 302
    assert not NotShown.objects.exists()


def test_a_comment_of_another_site_is_not_found(browser_of, spoken, la_crete, victor):
    other = reverse("agenda:comment-moderate", args=[la_crete.slug, spoken[0].pk])
    assert browser_of(victor).get(other).status_code == 404
    assert browser_of(victor).post(other, HIDE).status_code == 404
    assert not NotShown.objects.exists()


def test_the_author_is_told_why_by_letter_and_by_code(client, browser_of, le_val, spoken, ines):
    comment, code = spoken

    sent = browser_of(ines).post(moderate(comment), HIDE)

    assert sent.status_code == 302
    letter = Letter.objects.get(to="corbeau@example.org")
    assert "Données personnelles" in letter.text
    assert "Une voisine est nommée." in letter.text
    page = client.post(url("comment-follow", le_val), {"follow_up": code}).content.decode()
    assert HIDDEN_NOTICE in page
    assert "Une voisine est nommée." in page
    assert "rue des Lilas" in page


def test_shown_again_it_has_its_earlier_answer_or_waits_for_one(le_val, opened, ines, marc):
    answered, _ = scenes.said(opened, "Un banc.")
    silent, _ = scenes.said(opened, "Une lampe.")
    details = actions.Details(whom="La ville")
    given = {"kind": "passed_on", "reason": "Elle répondra.", "details": details}
    actions.give_outcome(answered, by=ines, **given)
    for comment in (answered, silent):
        hidden(comment, ines, "spam")
        assert not Waiting.objects.filter(comment=comment).exists()

        actions.show_again(comment, reason="Ce n'était pas de la publicité.", by=marc)

    kinds = list(answered.outcomes.order_by("number").values_list("kind", "reason", "whom"))
    assert kinds[0] == kinds[2] == ("passed_on", "Elle répondra.", "La ville")
    assert kinds[1][0] == "moderated"
    assert [w.comment_id for w in Waiting.objects.all()] == [silent.pk]
    assert "Une lampe." in [c.text for c in figures.comments_of(le_val.comments.in_order())]
    actions.close_consultation(opened, by=ines)
    with pytest.raises(Refusal, match="sans réponse"):
        actions.send_for_endorsement(opened, by=ines)
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Version.objects.filter(pk=opened.pk).update(state="endorsing", sent_on=opened.opened_on)


def test_shown_again_an_answer_says_all_that_it_said_and_a_joining_is_asked_anew(
    le_val, opened, ines, marc
):
    passed, joined, kept = (scenes.said(opened, text)[0] for text in ("Un bus.", "Idem.", "19 h."))
    details = actions.Details
    given = {"by": ines, "reason": "Parce que."}
    actions.give_outcome(passed, kind="passed_on", details=details(whom="L'agglomération"), **given)
    actions.give_outcome(joined, kind="merged", details=details(merged_into=passed), **given)
    actions.close_consultation(opened, by=ines)
    following = actions.start_version(le_val, by=ines)
    named = details(passages=(scenes.passage(following).pk,))
    actions.give_outcome(kept, kind="partly", details=named, **given)
    for comment in (passed, joined, kept):
        hidden(comment, ines, "spam")
    for comment in (passed, joined, kept):
        actions.show_again(comment, reason="Par erreur.", by=marc)

    last = {c: c.outcomes.order_by("-number")[0] for c in (passed, joined, kept)}
    assert (last[passed].kind, last[passed].whom) == ("passed_on", "L'agglomération")
    assert last[kept].effects.get().passage == scenes.passage(following)
    assert [w.comment_id for w in Waiting.objects.all()] == [joined.pk]


def test_what_is_hidden_takes_no_other_answer_and_does_not_stop_the_version(opened, spoken, ines):
    comment, _code = spoken
    hidden(comment, ines)

    with pytest.raises(Refusal, match="masquée"):
        actions.give_outcome(comment, kind="retained", by=ines)
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Outcome.objects.create(comment=comment, number=2, kind="retained", by=ines)
    with pytest.raises(Refusal):
        actions.give_outcome(comment, kind="moderated", reason="Non.", by=ines)

    actions.close_consultation(opened, by=ines)
    assert actions.send_for_endorsement(opened, by=ines).state == "endorsing"


def test_decisions_are_never_changed(spoken, ines):
    decision = hidden(spoken[0], ines)
    for change in (
        lambda: Moderation.objects.filter(pk=decision.pk).update(reason="Autre."),
        lambda: Moderation.objects.filter(pk=decision.pk).delete(),
        lambda: Moderation.objects.create(comment=spoken[0], number=2, kind="held", why="rule"),
        lambda: Moderation.objects.create(comment=spoken[0], number=2, kind="published", by=ines),
        lambda: Moderation.objects.create(comment=spoken[0], number=2, kind="withdrawn"),
        lambda: Moderation.objects.create(comment=spoken[0], number=5, kind="restored", reason="x", by=ines),
    ):  # fmt: skip
        with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
            change()


# Read before they are shown.


@pytest.fixture
def read_first(triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    return actions.open_consultation(version, by=ines, until=scenes.UNTIL, reads_first=True)


def test_where_comments_are_read_first_one_waits_and_its_author_sees_so(
    client, browser_of, le_val, read_first, ines
):
    form = url("comment-add-whole", le_val)
    assert "lues avant d" in client.get(form).content.decode()

    code = the_code(client.post(form, typed(text=SECRET, public_name=NAME)))

    comment = Comment.objects.get()
    words = client.get(url("comment-list", le_val)).content.decode()
    assert "rue des Lilas" not in words
    assert NAME not in words
    assert figures.voices([le_val])[le_val.pk].total == 1
    follow = client.post(url("comment-follow", le_val), {"follow_up": code}).content.decode()
    assert "rue des Lilas" in follow
    with pytest.raises(Refusal, match="Lisez d"):
        actions.give_outcome(comment, kind="retained", by=ines)

    browser_of(ines).post(moderate(comment), {"decision": "show"})

    assert "rue des Lilas" in client.get(url("comment-list", le_val)).content.decode()
    assert not NotShown.objects.exists()


def test_the_rule_is_chosen_at_the_opening_and_stands(browser_of, triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    sent = {"until": scenes.UNTIL.isoformat(), "reads_first": "read"}

    browser_of(ines).post(url("consultation-open", le_val), sent)

    assert Version.objects.get(pk=version.pk).reads_first
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(reads_first=False)


def test_what_a_facilitator_typed_in_is_not_held(read_first, ines):
    scenes.said(read_first, by=ines)
    assert not NotShown.objects.exists()


# Withdrawn by its author.


def test_the_author_takes_it_back_with_the_code_after_being_asked(client, le_val, spoken, ines):
    comment, code = spoken
    address = url("comment-withdraw", le_val)
    asked = client.post(address, {"follow_up": code})
    assert asked.status_code == 200
    assert not NotShown.objects.exists()

    done = client.post(address, {"follow_up": code, "sure": "1"})

    assert done.status_code == 200
    assert comment.outcomes.get().kind == "withdrawn"
    assert comment.outcomes.get().by is None
    words = public_words(client, le_val, comment)
    assert "rue des Lilas" not in words
    assert NAME not in words
    assert figures.voices([le_val])[le_val.pk].answered == 1
    assert client.post(address, {"follow_up": code, "sure": "1"}).status_code == 200
    assert comment.moderations.count() == 1
    with pytest.raises(Refusal, match="retiré"):
        hidden(comment, ines)


def test_nobody_else_takes_it_back(client, le_val, la_crete, spoken, ines):
    _comment, code = spoken
    for site, sent in ((le_val, "AAAA-BBBB-CCCC"), (la_crete, code), (le_val, "")):
        done = client.post(url("comment-withdraw", site), {"follow_up": sent, "sure": "1"})
        assert done.status_code == 404
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Outcome.objects.create(comment=spoken[0], number=1, kind="withdrawn", by=None)
    hidden(spoken[0], ines)
    sent = {"follow_up": code, "sure": "1"}
    assert client.post(url("comment-withdraw", le_val), sent).status_code == 422


# Two at once.


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_hide_once(triad, le_val, ines, marc):
    comment, _code = scenes.said(scenes.opened(le_val, ines))

    results = at_once(lambda: hidden(comment, ines), lambda: hidden(comment, marc, "insult"))

    assert sum(isinstance(r, Refusal) for r in results) == 1
    assert comment.moderations.count() == comment.outcomes.count() == 1
    assert Entry.objects.filter(kind="agenda.comment_hidden").count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_hidden_while_being_answered_it_ends_moderated(triad, le_val, ines, marc):
    comment, _code = scenes.said(scenes.opened(le_val, ines))

    at_once(
        lambda: hidden(comment, ines),
        lambda: actions.give_outcome(comment, kind="partly", reason="Oui.", by=marc),
    )

    assert comment.outcomes.order_by("-number")[0].kind == "moderated"
    assert not Waiting.objects.exists()


@pytest.mark.parametrize("others", [1, 3, 30])
def test_hidden_comments_cost_no_query_each(
    client, django_assert_num_queries, le_val, opened, ines, others
):
    for n in range(others):
        hidden(scenes.said(opened, f"Remarque {n}")[0], ines)

    with django_assert_num_queries(9):
        client.get(url("comment-list", le_val))
