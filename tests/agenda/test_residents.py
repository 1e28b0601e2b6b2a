"""A resident on a phone: reads, speaks without an account, gets a code, follows it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from agenda import actions
from agenda.models import Comment
from journal.models import Letter
from tests.agenda import scenes


def url(name, site, **more):
    return reverse(f"agenda:{name}", kwargs={"site": site.slug, **more})


def typed(**changes):
    return {"text": "Il faut tenir jusqu'à 19 h.", "public_name": "Sabrina", "once": "k1"} | changes


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


@pytest.fixture
def school(opened):
    return scenes.passage(opened)


def the_code(response):
    return re.search(r"([2-9A-Z]{4}-){2}[2-9A-Z]{4}", response.content.decode()).group()


def test_a_resident_comments_without_an_account_and_without_javascript(
    client, le_val, opened, school
):
    page = client.get(url("consultation", le_val))
    assert b"Apr\xc3\xa8s l" in page.content
    form = client.get(url("comment-add", le_val, passage=school.pk))
    assert form.status_code == 200

    sent = client.post(url("comment-add", le_val, passage=school.pk), typed())

    comment = Comment.objects.get()
    assert (comment.passage, comment.public_name, comment.by) == (school, "Sabrina", None)
    follow = client.post(url("comment-follow", le_val), {"follow_up": the_code(sent).lower()})
    assert "tenir jusqu" in follow.content.decode()


def test_the_same_with_htmx_changes_the_passage_in_place(client, le_val, opened, school):
    address = url("comment-add", le_val, passage=school.pk)
    opened_form = client.get(address, headers={"HX-Request": "true"})
    assert f'id="passage-{school.pk}"' in opened_form.content.decode()
    assert b"<html" not in opened_form.content

    sent = client.post(address, typed(), headers={"HX-Request": "true"})

    assert the_code(sent)
    assert f'id="passage-{school.pk}"' in sent.content.decode()
    assert Comment.objects.count() == 1


def test_the_whole_text_can_be_commented(client, le_val, opened):
    client.post(url("comment-add-whole", le_val), typed())
    assert Comment.objects.get().passage is None


@pytest.mark.parametrize("htmx", [False, True])
def test_a_double_click_is_one_comment_and_the_same_code(client, le_val, opened, school, htmx):
    headers = {"HX-Request": "true"} if htmx else {}
    address = url("comment-add", le_val, passage=school.pk)

    codes = {the_code(client.post(address, typed(), headers=headers)) for _ in range(2)}

    assert len(codes) == 1
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"text": "x" * 4001}, {"public_name": ""}, {"public_name": "x" * 61},
     {"email": "not an address"}, {"text": " \x00\u200b "}, {"once": "x" * 65}],
)  # fmt: skip
@pytest.mark.parametrize("htmx", [False, True])
def test_wrong_input_is_told_beside_the_field_and_kept(client, le_val, opened, school, wrong, htmx):
    headers = {"HX-Request": "true"} if htmx else {}

    sent = client.post(
        url("comment-add", le_val, passage=school.pk), typed(**wrong), headers=headers
    )

    assert sent.status_code == 422
    assert b"error-summary" in sent.content
    assert not Comment.objects.exists()
    if "text" not in wrong:
        assert "19 h" in sent.content.decode()


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "**gras** [x](javascript:alert(1))", "שלום 👩‍👧 مرحبا", "a\x00b"],
)
def test_any_sign_is_shown_as_it_is_and_never_run(client, le_val, opened, school, text):
    client.post(
        url("comment-add", le_val, passage=school.pk), typed(text=text, public_name=text[:60])
    )

    page = client.get(url("comment-list", le_val)).content.decode()
    assert Comment.objects.count() == 1
    assert "<script>alert" not in page
    assert "\x00" not in Comment.objects.get().text


def test_a_comment_sent_after_closing_gets_its_text_back(
    client, le_val, opened, school, ines, set_day
):
    address = url("comment-add", le_val, passage=school.pk)
    set_day(scenes.UNTIL + timedelta(days=1))
    late = client.post(address, typed())
    assert late.status_code == 422
    assert "tenir jusqu" in late.content.decode()

    actions.close_due()
    for headers in ({}, {"HX-Request": "true"}):
        later = client.post(address, typed(), headers=headers)
        assert later.status_code == 422
        assert "tenir jusqu" in later.content.decode()
    more = typed(quote="deux adultes", suggestion="trois adultes", email="s@example.org")
    back = client.post(address, more).content.decode()
    for words in ("deux adultes", "trois adultes", "Sabrina", "s@example.org"):
        assert words in back, words
    assert not Comment.objects.exists()


def test_without_a_consultation_the_page_says_so_and_leads_on(client, le_val, triad, ines):
    assert client.get(url("consultation", le_val)).status_code == 200
    version = scenes.opened(le_val, ines)
    actions.close_consultation(version, by=ines)
    assert url("comment-list", le_val) in client.get(url("consultation", le_val)).content.decode()


def test_a_wrong_code_is_told_and_a_code_of_another_site_shows_nothing(
    client, le_val, la_crete, opened, school
):
    code = the_code(client.post(url("comment-add", le_val, passage=school.pk), typed()))

    for site, sent in (
        (le_val, "AAAA-BBBB-CCCC"),
        (la_crete, code),
        (le_val, ""),
        (le_val, "\x00"),
    ):
        found = client.post(url("comment-follow", site), {"follow_up": sent})
        assert found.status_code == 422
        assert "tenir jusqu" not in found.content.decode()


def test_the_address_is_never_shown(client, browser_of, le_val, opened, school, ines):
    client.post(url("comment-add", le_val, passage=school.pk), typed(email="sabrina@example.org"))
    for page in ("comment-list", "consultation", "desk"):
        assert b"sabrina@example.org" not in browser_of(ines).get(url(page, le_val)).content


def test_who_left_an_address_is_told_the_answer_refusals_included(triad, le_val, ines, opened):
    comment, _code = scenes.said(opened, email="sabrina@example.org")

    actions.give_outcome(comment, kind="not_retained", reason="Le local ferme à 19 h.", by=ines)

    letter = Letter.objects.get(to="sabrina@example.org")
    assert "Le local ferme à 19 h." in letter.text
    assert url("comment-follow", le_val) in letter.text


def test_the_plain_version_comes_first_and_the_full_text_is_one_link_away(
    client, triad, le_val, ines
):
    version = scenes.writing(le_val, ines)
    wording = version.wordings.get(heading="Après l'école")
    actions.save_passage(
        wording,
        by=ines,
        **scenes.wording_fields(wording, plain_text="Des adultes sont là le soir."),
    )
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)

    plain = client.get(url("consultation", le_val)).content.decode()
    full = client.get(url("consultation", le_val) + "?texte=complet").content.decode()

    assert "Des adultes sont là" in plain
    assert "deux adultes accueillent" not in plain
    assert "deux adultes accueillent" in full


@pytest.mark.parametrize("name", ["comment-add"])
def test_a_passage_of_another_site_is_not_there(client, le_val, la_crete, victor, opened, name):
    elsewhere = scenes.passage(scenes.opened(la_crete, victor))
    address = url(name, le_val, passage=elsewhere.pk)

    assert client.get(address).status_code == 404
    assert client.post(address, typed()).status_code == 404
    assert not Comment.objects.exists()


def test_every_open_consultation_is_listed_the_first_to_end_on_top(
    client, le_val, la_crete, opened, victor
):
    version = scenes.writing(la_crete, victor)
    actions.open_consultation(version, by=victor, until=scenes.UNTIL - timedelta(days=5))

    page = client.get(reverse("overview:consultation-list")).content.decode()

    assert page.index(">La Crête<") < page.index(">Le Val<")


def test_two_forms_open_on_one_page_keep_their_fields_apart(client, le_val, opened):
    names = set()
    for heading in ("Après l'école", "Le mercredi"):
        address = url("comment-add", le_val, passage=scenes.passage(opened, heading).pk)
        found = client.get(address, headers={"HX-Request": "true"}).content.decode()
        names |= set(re.findall(r'<textarea[^>]* id="([^"]+)"', found))

    assert len(names) == 4


def test_after_the_last_day_the_form_is_not_offered(client, le_val, opened, school, set_day):
    set_day(scenes.UNTIL + timedelta(days=1))

    page = client.get(url("comment-add", le_val, passage=school.pk))

    assert b"<textarea" not in page.content
