"""Signs that break pages, in every field that people fill around a comment; 132 comments on one passage."""

import re

import pytest
from django.urls import reverse

from agenda import actions
from agenda.models import Comment, Outcome, Reply
from tests.agenda import scenes
from tests.agenda.test_residents import the_code, typed, url
from tests.conftest import TODAY

NASTY = '<script>alert("é")</script>\x00\u200b\u202e\u2066 🧒🏽 مرحبا'
CLEAN = '<script>alert("é")</script> 🧒🏽 مرحبا'
UNSEEN = re.compile("[\x00\u200b\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def spoken(client, browser_of, triad, le_val, ines, marc):
    """Every form around a comment is filled with such signs: comment, reply, report, answer, appeal."""
    version = scenes.opened(le_val, ines)
    place = scenes.passage(version).pk
    where = url("comment-add", le_val, passage=place)
    sent = typed(text=NASTY, public_name=NASTY[:50], suggestion=NASTY)
    code = the_code(client.post(where, sent))
    said = Comment.objects.get()
    here = {"comment": said.pk}
    client.post(url("reply-add", le_val, **here), typed(text=NASTY, public_name="👩🏽‍🌾\u202e"))
    triad_of = browser_of(ines)
    keys = {"id": [str(said.pk)], "vue": [f"{said.pk}:0"]}
    triad_of.post(reverse("agenda:comments-theme", args=["le-val"]), keys | {"label": NASTY[:60]})
    answer = {"kind": "passed_on", "whom": NASTY, "reason": NASTY, "seen": "0"}
    triad_of.post(url("comment-answer", le_val, **here), answer)
    client.post(url("comment-report", le_val, **here), {"ground": "illegal", "words": NASTY})
    hide = {"decision": "hide", "ground": "insult", "reason": NASTY}
    triad_of.post(url("comment-moderate", le_val, **here), hide)
    client.post(url("appeal-make", le_val), {"follow_up": code, "words": NASTY})
    return said, code


def pages(client, browser_of, site, said, code, ines, marc):
    here = {"comment": said.pk}
    yield client.post(url("comment-follow", site), {"follow_up": code})
    yield client.get(url("moderation-rules", site))
    for name in ("comment-list", "consultation", "theme-list"):
        yield client.get(url(name, site))
    for name in ("comment-page", "comment-report"):
        yield client.get(url(name, site, **here))
    yield client.get(url("passage-voices", site, passage=said.passage_id))
    yield client.get(url("answers-page", site, number=1))
    for person in (ines, marc):
        inside = browser_of(person)
        for name in ("comment-list", "moderation-queue", "comments-answer"):
            yield inside.get(url(name, site), {"toutes": "1"}, follow=True)
        yield inside.get(url("comment-moderate", site, **here))
        yield inside.get(url("comment-answer", site, **here))
        yield inside.get(url("appeal-decide", site, appeal=actions.open_appeal(said).pk))
        yield inside.get(f"/sites/{site.slug}/journal/")


def test_no_sign_breaks_a_page_whoever_reads_it(client, browser_of, le_val, spoken, ines, marc):
    said, code = spoken
    assert (said.text, Reply.objects.get().public_name) == (CLEAN, "👩🏽‍🌾")
    assert Outcome.objects.filter(kind="passed_on", whom=CLEAN, reason=CLEAN).exists()
    assert actions.open_appeal(said).words == CLEAN
    seen = ""
    for page in pages(client, browser_of, le_val, said, code, ines, marc):
        assert page.status_code == 200, page.request["PATH_INFO"]
        words = page.content.decode()
        assert "<script>alert" not in words, page.request["PATH_INFO"]
        assert not UNSEEN.search(words), page.request["PATH_INFO"]
        seen += words
    assert seen.count("&lt;script&gt;alert") > 10

    actions.decide_appeal(actions.open_appeal(said), shows=True, reason=CLEAN, by=marc)
    for kind in ("csv", "xlsx", "ods"):
        assert client.get(reverse(f"agenda:comments-{kind}", args=["le-val"])).status_code == 200
    page = client.get(url("comment-page", le_val, comment=said.pk)).content.decode()
    assert "<script>alert" not in page
    assert "🧒🏽 مرحبا" in page


@pytest.mark.slow
def test_132_comments_on_one_passage_are_all_read_once_and_answered_in_one_gesture(
    client, browser_of, triad, le_val, ines
):
    version = scenes.opened(le_val, ines)
    place = scenes.passage(version)
    for n in range(132):
        scenes.said(version, f"Parole n° {n:03}.", public_name=f"Voix {n}", address=str(n))
    read = {"list": [], "passage": []}
    addresses = {
        "list": url("comment-list", le_val),
        "passage": url("passage-voices", le_val, passage=place.pk),
    }
    for name, address in addresses.items():
        for number in range(1, 30):
            page = client.get(address, {"page": number, "passage": str(place.pk)})
            found = re.findall(r"Parole n°.(\d{3})", page.content.decode())
            if found and found[0] in read[name]:
                break  # the last page again
            read[name] += list(dict.fromkeys(found))
    every = [f"{n:03}" for n in range(132)]
    assert sorted(read["list"]) == sorted(read["passage"]) == every
    consultation = client.get(url("consultation", le_val)).content.decode()
    assert "132" in consultation

    browser = browser_of(ines)
    there = f"{url('comments-answer', le_val)}?passage={place.pk}&toutes=1"
    keys = re.findall(r'name="vue" value="([^"]+)"', browser.get(there).content.decode())
    assert len(keys) == 132
    browser.post(there, {"vue": keys, "kind": "already", "reason": "C'est écrit."})
    assert Outcome.objects.filter(kind="already", number=1, at__date=TODAY).count() == 132
    assert not le_val.comments.waiting().exists()
