"""« You said, we did » for the wall: the same words as the page, valid, made once, for everybody."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from agenda import actions as agenda
from agenda import figures
from agenda.figures import YouSaid
from overview.stored import from_json, to_json
from reports import actions
from reports.models import AnswersPaper
from reports.paper import press
from reports.walls import Imprint, answers_markup
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.reports.test_handover import complaints, plain


@pytest.fixture
def opened(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    for n, kind in enumerate(("not_retained", "already", "")):
        comment, _code = scenes.said(version, f"Parole {n} <b>مرحبا</b>", public_name=f"Voix {n}")
        if kind:
            agenda.give_outcome(comment, kind=kind, reason=f"Raison {n}.", by=ines)
    return version


@pytest.mark.slow
def test_the_wall_says_what_the_page_says_and_is_valid(opened):
    told = figures.you_said(opened, opened)
    imprint = Imprint("https://exemple.fr/sites/le-val/", "0" * 64)

    pdf = press.render(answers_markup(told, imprint))

    paper = plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    for words in ("Voix 0", "Raison 0.", "Raison 1.", "Voix 2", "Attend sa réponse"):
        assert plain(words) in paper, words
    assert complaints(pdf) == []


def test_the_figures_survive_being_stored(opened):
    told = figures.you_said(opened, opened)
    assert from_json(YouSaid, to_json(told)) == told


def test_the_whole_way_from_asking_to_the_very_bytes(
    client, browser_of, le_val, opened, ines, lila, quick_press
):
    papers = reverse("reports:answers-papers", args=(le_val.slug, 1))
    ask = reverse("reports:answers-ask", args=(le_val.slug, 1))
    assert client.get(papers).status_code == 200
    assert browser_of(lila).post(ask).status_code == 403

    for _twice in range(2):
        assert browser_of(ines).post(ask).status_code == 302
    paper = AnswersPaper.objects.get()
    file = reverse("reports:answers-download", args=(le_val.slug, 1, paper.pk))
    assert client.get(file).status_code == 404
    assert "Regarder de nouveau" in client.get(papers).content.decode()
    assert actions.sweep_answers() == 1

    answer = client.get(file)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "vous-avez-dit-le-val-version-1" in answer.headers["Content-Disposition"]
    assert client.get(file.replace("le-val", "la-crete")).status_code == 404
    agenda.give_outcome(le_val.comments.waiting().get(), kind="already", reason="Écrit.", by=ines)
    browser_of(ines).post(ask)
    assert AnswersPaper.objects.count() == 2


def test_asked_again_another_day_while_nothing_has_changed_it_is_the_same_paper(
    opened, ines, set_day
):
    first = actions.ask_answers_paper(opened, by=ines, language="fr")
    set_day(TODAY + timedelta(days=3))

    assert actions.ask_answers_paper(opened, by=ines, language="fr") == first
