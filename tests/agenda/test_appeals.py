"""From the resident who reports, through the triad, to the appeal that another person decides."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from agenda import actions, figures
from agenda.models import Appeal, Moderation, NotShown, Report, ReportContact, ToModerate
from journal.models import Entry, Letter
from kit.states import Refusal
from tests import make
from tests.agenda import scenes
from tests.agenda.test_races import at_once
from tests.agenda.test_residents import the_code, url
from tests.conftest import TODAY

REPORT = {"ground": "insult", "words": "Il insulte ma fille.", "email": "nora@example.org"}


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


@pytest.fixture
def spoken(opened):
    """A comment of Karim and its code."""
    return scenes.said(opened, "Ces gens-là…", public_name="Karim", email="karim@example.org")


@pytest.fixture
def replied(spoken):
    """A reply to it and its code."""
    return actions.reply(spoken[0], text="Vous mentez.", public_name="Gilles", once="r")


def of(name, said):
    return reverse(f"agenda:{name}", args=[said.site.slug, said.pk])


def hidden(said, by):
    return actions.hide(said, ground="insult", reason="On n'insulte pas.", by=by)


# Reporting.


def test_anybody_reports_and_nothing_is_hidden_until_a_person_decides(
    client, browser_of, le_val, spoken, marc
):
    said, _code = spoken
    assert of("comment-report", said) in client.get(of("comment-page", said)).content.decode()

    receipt = client.post(of("comment-report", said), REPORT)

    assert Report.objects.get().pk.hex[:8].upper() in receipt.content.decode()
    assert not NotShown.objects.exists()
    queue = browser_of(marc).get(url("moderation-queue", le_val)).content.decode()
    assert "Il insulte ma fille." in queue
    assert "nora@example.org" not in queue
    browser_of(marc).post(of("comment-moderate", said), {"decision": "hide", "ground": "insult", "reason": "Injure."})  # fmt: skip
    received, decided = Letter.objects.filter(to="nora@example.org").order_by("created_at")
    assert "Injure." in decided.text
    assert "Injure." not in received.text
    assert not ReportContact.objects.exists()
    assert not ToModerate.objects.exists()


def test_many_reports_hide_nothing_and_are_one_thing_to_do(le_val, spoken, marc, set_day):
    said, _code = spoken
    for n in range(5):
        actions.report(said, ground="spam", email=f"n{n}@example.org")

    assert not NotShown.objects.exists()
    assert ToModerate.objects.count() == 1
    assert len(figures.cases(ToModerate.objects.all())[0].reports) == 5
    actions.let_through(said, by=marc)
    assert not ToModerate.objects.exists()
    assert Letter.objects.filter(to__startswith="n", key__contains="decided").count() == 5
    set_day(TODAY + timedelta(days=1))
    actions.report(said, ground="spam", email="encore@example.org")
    assert len(figures.cases(ToModerate.objects.all())[0].reports) == 1


def test_once_a_reporter_and_the_same_sent_twice_is_one(client, spoken):
    said, _code = spoken
    sent = {"ground": "off_topic", "words": "Rien à voir.", "email": ""}
    for _ in range(2):
        assert client.post(of("comment-report", said), sent).status_code == 200
    other = client.post(of("comment-report", said), sent | {"words": "Vraiment rien."})

    assert other.status_code == 422
    assert "Vraiment rien." in other.content.decode()
    assert Report.objects.count() == 1
    assert (
        client.post(of("comment-report", said), sent | {"email": "a@example.org"}).status_code
        == 200
    )
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    "wrong", [{"ground": ""}, {"ground": "x"}, {"ground": "illegal", "words": " \x00"}, {"email": "x"},
              {"words": "x" * 1501}],
)  # fmt: skip
def test_a_report_that_says_too_little_is_told_and_kept(client, spoken, wrong):
    page = client.post(of("comment-report", spoken[0]), REPORT | wrong)
    assert page.status_code == 422
    assert b"error-summary" in page.content
    assert not Report.objects.exists()


def test_the_database_wants_words_for_what_is_against_the_law(spoken):
    said, _code = spoken
    with pytest.raises(Refusal):
        actions.report(said, ground="illegal", address="192.0.2.1")
    with pytest.raises(scenes.DATABASE_REFUSES, match="illegal_has_words"), transaction.atomic():
        Report.objects.create(comment=said, site=said.site, ground="illegal", reporter="x")


def test_reports_too_fast_from_one_network_are_held_back(opened):
    for n in range(21):
        said, _code = scenes.said(opened, f"Remarque {n}")
        if n < 20:
            actions.report(said, ground="spam", address="192.0.2.7")
    with pytest.raises(Refusal):
        actions.report(said, ground="spam", address="192.0.2.7")


def test_what_is_not_shown_is_not_reported(client, spoken, ines):
    said, _code = spoken
    hidden(said, ines)
    assert client.post(of("comment-report", said), REPORT).status_code == 422
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Report.objects.create(comment=said, site=said.site, ground="spam", reporter="x")


def test_another_sites_ids_are_not_found(
    client, browser_of, la_crete, victor, spoken, replied, ines
):
    decision = hidden(spoken[0], ines)
    appeal = actions.appeal(spoken[0], words="Mais non.")
    for name, key in (
        ("comment-report", spoken[0].pk), ("reply-report", replied[0].pk),
        ("comment-moderate", spoken[0].pk), ("reply-moderate", replied[0].pk),
        ("appeal-decide", appeal.pk), ("appeal-decide", decision.pk),
    ):  # fmt: skip
        address = reverse(f"agenda:{name}", args=[la_crete.slug, key])
        assert browser_of(victor).get(address).status_code == 404
        assert browser_of(victor).post(address, REPORT).status_code == 404
    assert not Report.objects.exists()


# Replies.


def test_a_reply_is_reported_hidden_and_its_author_reads_why(
    client, browser_of, le_val, replied, marc
):
    reply, code = replied
    client.post(of("reply-report", reply), REPORT)
    browser_of(marc).post(of("reply-moderate", reply), {"decision": "hide", "ground": "insult", "reason": "Accusation."})  # fmt: skip

    for page in (of("comment-page", reply.comment), url("passage-voices", le_val, passage=reply.comment.passage_id)):  # fmt: skip
        words = client.get(page).content.decode()
        assert "Vous mentez." not in words
        assert "Gilles" not in words
        assert "Masquée le" in words
    follow = client.post(url("comment-follow", le_val), {"follow_up": code}).content.decode()
    assert "Vous mentez." in follow
    assert "Accusation." in follow
    client.post(url("appeal-make", le_val), {"follow_up": code, "words": "C'est vrai."})
    assert figures.cases(ToModerate.objects.all())[0].appeal == "C'est vrai."


def test_one_decision_is_about_one_thing(spoken, replied, ines):
    both = {"comment": spoken[0], "reply": replied[0]}
    for target in (both, {}):
        with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
            Moderation.objects.create(number=1, kind="hidden", ground="spam", reason="x", by=ines, **target)  # fmt: skip


# Appeals.


def test_the_author_appeals_once_and_another_person_shows_it_again(
    client, browser_of, le_val, spoken, ines, marc
):
    said, code = spoken
    hidden(said, ines)
    assert client.post(url("appeal-make", le_val), {"follow_up": code}).status_code == 200
    sent = {"follow_up": code, "words": "« Ces gens-là » sont mes voisins."}
    for _ in range(2):
        assert client.post(url("appeal-make", le_val), sent).status_code == 200
    assert client.post(url("appeal-make", le_val), sent | {"words": "Autre"}).status_code == 422
    appeal = Appeal.objects.get()

    answer = {"decision": "show", "reason": "Il parlait de ses voisins."}
    own = browser_of(ines).post(of_appeal(le_val, appeal), answer)
    assert own.status_code == 422
    assert NotShown.objects.exists()
    assert browser_of(marc).post(of_appeal(le_val, appeal), answer).status_code == 302

    assert not NotShown.objects.exists()
    kinds = list(Moderation.objects.order_by("number").values_list("kind", "by__name"))
    assert kinds == [("hidden", "Ines Carpentier"), ("restored", "Marc Delattre")]
    page = client.post(url("comment-follow", le_val), {"follow_up": code}).content.decode()
    assert "Il parlait de ses voisins." in page
    assert "Il parlait de ses voisins." in Letter.objects.filter(to="karim@example.org").order_by("-created_at")[0].text  # fmt: skip


def of_appeal(site, appeal):
    return reverse("agenda:appeal-decide", args=[site.slug, appeal.pk])


def test_refused_it_stays_hidden_with_a_reason_and_once_is_all(le_val, spoken, ines, marc):
    said, _code = spoken
    hidden(said, ines)
    appeal = actions.appeal(said, words="Mais non.")
    with pytest.raises(Refusal):
        actions.decide_appeal(appeal, shows=False, reason=" ", by=marc)

    for _ in range(2):
        actions.decide_appeal(appeal, shows=False, reason="C'est une insulte.", by=marc)

    assert NotShown.objects.get().kind == "hidden"
    assert not ToModerate.objects.exists()
    assert "C'est une insulte." in Letter.objects.filter(to="karim@example.org").order_by("-created_at")[0].text  # fmt: skip
    with pytest.raises(Refusal):
        actions.appeal(said, words="Encore.")
    with pytest.raises(Refusal):
        actions.decide_appeal(appeal, shows=True, reason="Si.", by=marc)
    assert Entry.objects.filter(kind="agenda.appeal_refused").count() == 1


def test_who_hid_never_decides_on_the_appeal_not_even_past_the_actions(spoken, ines, marc):
    said, _code = spoken
    hidden(said, ines)
    appeal = actions.appeal(said, words="Mais non.")
    for shows in (True, False):
        with pytest.raises(Refusal):
            actions.decide_appeal(appeal, shows=shows, reason="Moi.", by=ines)
    with pytest.raises(Refusal):
        actions.show_again(said, reason="Moi.", by=ines)
    wrong = [
        {"kind": "restored", "by": ines, "appeal": appeal},
        {"kind": "restored", "by": ines},
        {"kind": "restored", "by": marc},
        {"kind": "upheld", "by": ines, "appeal": appeal},
        {"kind": "upheld", "by": marc},
        {"kind": "kept", "by": marc},
    ]
    for fields in wrong:
        with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
            Moderation.objects.create(comment=said, number=2, reason="x", **fields)
    for change in (Appeal.objects.all().delete, lambda: Appeal.objects.update(words="x")):
        with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
            change()
    assert NotShown.objects.exists()


def test_where_nobody_else_can_the_national_team_decides(
    browser_of, la_crete, victor, maud, ines, rose
):
    said, _code = scenes.said(scenes.opened(la_crete, victor))
    hidden(said, victor)
    appeal = actions.appeal(said, words="Mais non.")
    answer = {"decision": "show", "reason": "Rien d'insultant."}

    assert browser_of(ines).post(of_appeal(la_crete, appeal), answer).status_code == 403
    assert browser_of(rose).post(of_appeal(la_crete, appeal), answer).status_code == 403
    assert browser_of(victor).post(of_appeal(la_crete, appeal), answer).status_code == 422
    assert browser_of(maud).get(url("moderation-queue", la_crete)).status_code == 200
    assert browser_of(maud).post(of_appeal(la_crete, appeal), answer).status_code == 302
    assert not NotShown.objects.exists()


def test_where_the_site_can_the_national_team_leaves_it_to_the_site(
    browser_of, le_val, spoken, ines, maud
):
    hidden(spoken[0], ines)
    appeal = actions.appeal(spoken[0], words="Mais non.")
    page = browser_of(maud).post(of_appeal(le_val, appeal), {"decision": "show", "reason": "Si."})
    assert page.status_code == 422
    assert "Marc Delattre" in page.content.decode()
    assert NotShown.objects.exists()


def test_nobody_appeals_without_the_code_or_against_what_is_shown(
    client, le_val, la_crete, spoken, ines
):
    said, code = spoken
    sent = {"words": "Mais non.", "follow_up": code}
    assert client.post(url("appeal-make", le_val), sent).status_code == 422
    hidden(said, ines)
    for site, wrong in ((le_val, "AAAA-BBBB-CCCC"), (la_crete, code), (le_val, "")):
        page = client.post(url("appeal-make", site), sent | {"follow_up": wrong})
        assert page.status_code == 404
    assert client.post(url("appeal-make", le_val), sent | {"words": " "}).status_code == 422
    assert not Appeal.objects.exists()


def test_a_deputy_decides_too_and_yesterdays_holder_does_not(browser_of, la_crete, victor, set_day):
    said, _code = scenes.said(scenes.opened(la_crete, victor))
    deputy, gone = make.person("Dan Second"), make.person("Lise Partante")
    make.seat(la_crete, "community", deputy, deputy=True)
    make.seat(la_crete, "municipality", gone, until=TODAY - timedelta(days=1))
    hidden(said, victor)
    appeal = actions.appeal(said, words="Mais non.")
    answer = {"decision": "hide", "reason": "Si."}
    assert browser_of(gone).post(of_appeal(la_crete, appeal), answer).status_code == 403
    assert browser_of(deputy).post(of_appeal(la_crete, appeal), answer).status_code == 302


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_deciders_at_once_decide_once(triad, le_val, ines, marc, samira):
    said, _code = scenes.said(scenes.opened(le_val, ines))
    hidden(said, ines)
    appeal = actions.appeal(said, words="Mais non.")

    results = at_once(
        lambda: actions.decide_appeal(appeal, shows=True, reason="Oui.", by=marc),
        lambda: actions.decide_appeal(appeal, shows=False, reason="Non.", by=samira),
    )

    assert sum(isinstance(r, Refusal) for r in results) == 1
    assert Moderation.objects.filter(appeal=appeal).count() == 1


# What everybody reads of it.


def test_how_comments_are_moderated_is_public_and_names_nobody(
    client, le_val, opened, spoken, ines, marc
):
    said, _code = spoken
    actions.report(said, ground="insult", email="nora@example.org")
    hidden(said, ines)
    actions.decide_appeal(
        actions.appeal(said, words="Mais non."), shows=False, reason="Si.", by=marc
    )

    found = figures.practice(le_val)
    assert (found.hidden, found.reported, found.appeals, found.upheld) == (1, 1, 1, 1)
    assert found.median_days == 0
    words = client.get(url("moderation-rules", le_val)).content.decode()
    for name in ("Ines", "Marc", "Karim", "nora@"):
        assert name not in words
    form = client.get(url("comment-add-whole", le_val)).content.decode()
    assert url("moderation-rules", le_val) in form


@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_queue_costs_the_same_whatever_its_length(
    browser_of, django_assert_num_queries, le_val, opened, ines, marc, size
):
    for n in range(size):
        said, _code = scenes.said(opened, f"Remarque {n}")
        if n % 2:
            actions.report(said, ground="spam", words="Pub.", email=f"n{n}@example.org")
        else:
            hidden(said, ines)
            actions.appeal(said, words="Mais non.")
    browser = browser_of(marc)
    with django_assert_num_queries(9):
        browser.get(url("moderation-queue", le_val))


def test_the_code_of_a_comment_that_waits_still_opens_it(client, triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    actions.open_consultation(version, by=ines, until=scenes.UNTIL, reads_first=True)
    sent = client.post(url("comment-add-whole", le_val), {"text": "Un banc.", "public_name": "Ali", "once": "1"})  # fmt: skip
    assert [c.why for c in figures.cases(ToModerate.objects.all())] == ["held"]
    page = client.post(url("comment-follow", le_val), {"follow_up": the_code(sent)})
    assert url("comment-withdraw", le_val) in page.content.decode()
