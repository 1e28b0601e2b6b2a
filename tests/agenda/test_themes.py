"""Themes of comments, given by hand: new, known, renamed, joined; counted for everybody."""

import pytest
from django.urls import reverse

from agenda import actions, figures
from agenda.models import CommentTheme, ThemeMark
from journal.models import Entry
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_workshops import enter, lines


def url(name, site, *more):
    return reverse(f"agenda:{name}", args=(site.slug, *more))


@pytest.fixture
def said(triad, le_val, ines, samira):
    version = scenes.opened(le_val, ines)
    _workshop, found = enter(version, samira, lines(2, people=6))
    return [scenes.said(version, "Le bus.")[0], *(comment for comment, _code in found)]


def vue(comments):
    return {"vue": [f"{comment.pk}:0" for comment in comments]}


def test_ticked_comments_get_a_theme_that_everybody_counts(client, browser_of, le_val, said, ines):
    browser = browser_of(ines)
    for _twice in range(2):
        sent = browser.post(url("comments-theme", le_val), vue(said) | {"label": "Le <b>soir</b>"})
        assert sent.status_code == 302
    browser.post(
        url("comments-theme", le_val), vue(said[:1]) | {"known": "Le <b>soir</b>", "take": "1"}
    )

    [theme] = figures.comment_themes(le_val)
    assert (theme.label, theme.comments) == ("Le <b>soir</b>", 2)
    page = client.get(url("theme-list", le_val)).content.decode()
    assert "Le &lt;b&gt;soir&lt;/b&gt;" in page
    listed = client.get(url("comment-list", le_val), {"theme": str(theme.id)}).content.decode()
    assert "Le bus." not in listed
    assert "Parole 1." in listed
    assert (
        "soir" in client.get(reverse("agenda:comments-csv", args=(le_val.slug,))).content.decode()
    )
    kinds = list(Entry.objects.filter(kind__contains="themed").values_list("kind", flat=True))
    assert sorted(kinds) == ["agenda.comments_themed", "agenda.comments_unthemed"]


def test_a_theme_is_renamed_and_joined_with_its_history(browser_of, le_val, said, ines):
    noise = actions.theme_comments(le_val, said, label="Bruit", by=ines)
    loud = actions.theme_comments(le_val, said[:1], label="Vacarme", by=ines)
    browser = browser_of(ines)

    taken = browser.post(url("theme-change", le_val, noise.pk), {"label": "vacarme"})
    assert taken.status_code == 422
    browser.post(url("theme-change", le_val, noise.pk), {"label": "Le bruit"})
    browser.post(url("theme-change", le_val, loud.pk), {"label": "Vacarme", "into": str(noise.pk)})

    assert list(CommentTheme.objects.values_list("label", flat=True)) == ["Le bruit"]
    assert ThemeMark.objects.count() == 3
    renamed = Entry.objects.get(kind="agenda.theme_renamed")
    assert renamed.facts == {"before": "Bruit", "after": "Le bruit"}
    assert Entry.objects.filter(kind="agenda.themes_joined").count() == 1


def test_themes_of_elsewhere_and_nobodys_are_refused(
    browser_of, le_val, la_crete, said, ines, victor, lila
):
    theme = actions.theme_comments(le_val, said, label="Bruit", by=ines)
    strange = CommentTheme.objects.create(site=la_crete, label="Ailleurs")
    assert browser_of(victor).get(url("theme-change", la_crete, theme.pk)).status_code == 404
    assert browser_of(lila).post(url("comments-theme", le_val), vue(said)).status_code == 403
    assert browser_of(ines).post(url("comments-theme", le_val), vue(said)).status_code == 422
    with pytest.raises(Refusal):
        actions.join_themes(theme, into=strange, by=ines)
    with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
        CommentTheme.objects.create(site=le_val, label="BRUIT")
