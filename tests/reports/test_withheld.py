"""A comment is hidden after it was printed: the papers are kept, and nobody else gets them now."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from agenda import actions as agenda
from agenda.models import Comment
from overview.figures import site_snapshot
from overview.stored import digest, to_json
from reports import actions
from reports.models import AnswersPaper, Edition
from tests.agenda import scenes

QUARTER = date(2026, 7, 1)


@pytest.fixture
def spoken(triad, le_val, ines, quick_press):
    """Two comments of one version, both answered."""
    version = scenes.opened(le_val, ines)
    for words in ("Madame Untel ne paie pas.", "Il faut un banc."):
        comment, _code = scenes.said(version, words)
        agenda.give_outcome(comment, kind="already", reason="Écrit.", by=ines)
    return version


def hidden(version, by):
    comment = version.comments.get(text="Madame Untel ne paie pas.")
    agenda.hide(comment, ground="personal", reason="Une voisine est nommée.", by=by)
    return comment


@pytest.fixture
def paper(spoken, le_val, ines):
    """« You said, we did », made before anything was hidden."""
    found = actions.ask_answers_paper(spoken, by=ines, language="fr")
    assert actions.sweep_answers() == 1
    return reverse("reports:answers-download", args=(le_val.slug, 1, found.pk))


def test_nobody_gets_the_wall_paper_any_more_but_those_who_read_hidden_words(
    client, browser_of, le_val, spoken, paper, ines, lila
):
    tag = client.get(paper).headers["ETag"]
    comment = hidden(spoken, ines)

    for browser in (client, browser_of(lila)):
        gone = browser.get(paper, headers={"If-None-Match": tag})
        assert gone.status_code == 410
        assert "n’est plus remis" in gone.content.decode()
    assert browser_of(ines).get(paper).status_code == 200
    listed = client.get(reverse("reports:answers-papers", args=(le_val.slug, 1)))
    assert "n’est plus remis" in listed.content.decode()

    agenda.show_again(comment, reason="Elle est d'accord.", by=ines)
    assert client.get(paper).status_code == 200


def test_another_paper_is_made_without_the_words(client, le_val, spoken, paper, ines):
    hidden(spoken, ines)
    again = actions.ask_answers_paper(spoken, by=ines, language="fr")
    actions.sweep_answers()

    assert AnswersPaper.objects.count() == 2
    address = reverse("reports:answers-download", args=(le_val.slug, 1, again.pk))
    assert client.get(address).status_code == 200


def test_what_its_author_withdrew_is_not_handed_out_either(client, spoken, paper, ines):
    agenda.withdraw(Comment.objects.get(text="Il faut un banc."))
    assert client.get(paper).status_code == 410


def test_the_list_costs_the_same_with_many_papers(
    client, le_val, spoken, paper, ines, django_assert_num_queries
):
    hidden(spoken, ines)
    address = reverse("reports:answers-papers", args=(le_val.slug, 1))
    client.get(address)
    for size in (1, 3):
        while AnswersPaper.objects.count() < size:
            scenes.said(spoken, f"Parole {AnswersPaper.objects.count()}")
            actions.ask_answers_paper(spoken, by=ines, language="fr")
        with django_assert_num_queries(3):
            client.get(address)


def final_report(site, by, *, named=True):
    """The final report of a quarter; `named`: its figures hold the ids of comments."""
    site.public_since = date(2026, 1, 1)
    site.save(update_fields=["public_since"])
    actions.make_due(date(2026, 11, 24))
    draft = Edition.objects.get(site=site)
    if not named:
        taken = to_json(site_snapshot(site, draft.period))
        for pair in taken["voices"]["pairs"]:
            del pair["key"]
        draft.figures, draft.figures_digest = taken, digest(taken)
        draft.save(update_fields=["figures", "figures_digest"])
    assert actions.build_edition(draft.pk)
    actions.close_report(site, QUARTER, by=by)
    final = Edition.objects.get(site=site, final=True)
    assert actions.build_edition(final.pk)
    return reverse("reports:edition-download", args=(site.slug, final.pk))


def test_the_report_of_a_quarter_is_not_handed_out_either(client, browser_of, le_val, spoken, ines):
    address = final_report(le_val, ines)
    archive = reverse("reports:quarter-archive") + "?trimestre=2026-07-01"
    assert client.get(address).status_code == 200
    assert names(client, archive) == 1
    hidden(spoken, ines)

    assert client.get(address).status_code == 410
    assert names(client, archive) == 0
    assert browser_of(ines).get(address).status_code == 200
    page = client.get(reverse("reports:site-reports", args=(le_val.slug,))).content.decode()
    assert "n’est plus remise" in page


def names(client, archive):
    data = b"".join(client.get(archive).streaming_content)
    return len(zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_an_edition_from_before_comments_were_named_is_known_by_their_words(
    client, le_val, spoken, ines
):
    address = final_report(le_val, ines, named=False)
    assert client.get(address).status_code == 200
    hidden(spoken, ines)

    assert client.get(address).status_code == 410
