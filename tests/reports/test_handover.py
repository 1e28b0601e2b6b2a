"""A handover file on paper: the same words as the page, valid, made once, kept."""

import io
import re
from datetime import timedelta

import page as checker
import pytest
from bs4 import BeautifulSoup
from django.db.utils import DatabaseError
from pypdf import PdfReader

from governance import actions as governance
from governance.models import Seat
from journal.models import Entry
from kit import clock
from overview import figures
from overview.handover import HandoverFile
from overview.stored import from_json, to_json
from reports import actions
from reports.models import HandoverPaper, HandoverPaperFile
from reports.paper import press
from reports.passing import handover_markup
from tests.conftest import TODAY
from tests.overview.test_handover import LETTER, full

FILE = "/sites/le-val/triade/passation/etat/"
PAPERS = f"{FILE}document/"


def plain(text):
    """Words without what typography and line ends change."""
    return re.sub(r"[\s\u00a0\u202f\u00ad-]+", "", text)


@pytest.fixture
def told(triad, maud, le_val):
    """A file with something of everything, and a letter."""
    full(le_val, triad, range(2))
    mandate = le_val.mandates.get(person=triad[0])
    governance.write_handover_letter(mandate, by=triad[0], text=LETTER)
    governance.end_mandate(mandate, by=maud, on=TODAY + timedelta(days=20))
    return figures.handover_file(le_val, Seat.STATE, outlines=True)


@pytest.mark.slow
def test_page_and_paper_say_the_same_number_by_number(browser_of, told, triad, le_val):
    shown = BeautifulSoup(browser_of(triad[0]).get(FILE).content, "lxml").find("main")
    pdf = press.render(handover_markup(told, digest="0" * 64, language="fr"))
    paper = plain("".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages))

    on_page = plain(shown.get_text(" "))
    for part in told.parts:
        listed = shown.select_one(f"#{part.key}")
        assert len(listed.select(".rows > li")) == len(part.matters)
        contents = shown.select_one(f'.contents a[href="#{part.key}"]').find_parent("li")
        assert contents.span.text == str(part.total)
        for text in (part.title, part.sentence, *words_of(part)):
            assert plain(text) in on_page, text
            assert plain(text) in paper, text
        assert plain(f"{part.total} {part.title}") in paper
    for sentence in (*told.people, told.summary, *told.letters[0].paragraphs):
        assert plain(sentence) in on_page
        assert plain(sentence) in paper
    assert complaints(pdf) == []


def words_of(part):
    for matter in part.matters:
        yield from (
            t for t in (matter.what, matter.who, matter.when, matter.note, matter.reach) if t
        )


def complaints(pdf):
    """What the checker of both standards has to say."""
    profiles = (checker.ValidationProfile.PDF_UA_1, checker.ValidationProfile.PDF_A_2A)
    found = [checker.validate_pdf_bytes(pdf, profile=profile) for profile in profiles]
    return [f"{f.rule_id} {f.message}" for report in found for f in report.failures]


@pytest.mark.slow
def test_a_file_about_which_little_is_known_is_valid_paper_in_both_languages(maud, le_val):
    from django.utils import translation

    for language, said in (("fr", "Rien n’est ouvert"), ("en", "Nothing is open")):
        with translation.override(language):
            file = figures.handover_file(le_val, Seat.COMMUNITY, outlines=True)
        pdf = press.render(handover_markup(file, digest="0" * 64, language=language))
        assert complaints(pdf) == []
        assert plain(said) in plain(PdfReader(io.BytesIO(pdf)).pages[0].extract_text())


def test_a_file_survives_being_stored(told):
    assert from_json(HandoverFile, to_json(told)) == told


def test_the_whole_way_from_asking_to_the_very_bytes(browser_of, told, triad, quick_press):
    browser, before = browser_of(triad[1]), Entry.objects.count()
    assert "Aucun document encore" in browser.get(PAPERS).content.decode()

    assert browser.post(f"{PAPERS}demander/").status_code == 302
    paper = HandoverPaper.objects.get()
    assert paper.state == "due"
    assert browser.get(f"{PAPERS}{paper.pk}.pdf").status_code == 404
    assert actions.sweep() == 1

    paper.refresh_from_db()
    answer = browser.get(f"{PAPERS}{paper.pk}.pdf")
    assert answer.headers["ETag"] == f'"{paper.sha256}"'
    assert answer.content == bytes(HandoverPaperFile.objects.get().pdf)
    assert "passation-le-val-etat-2026-11-24.pdf" in answer.headers["Content-Disposition"]
    assert "Le dossier du 24 novembre 2026 (PDF)" in browser.get(PAPERS).content.decode().replace(
        "\xa0", " "
    )
    kinds = Entry.objects.order_by("position").values_list("kind", flat=True)[before:]
    assert list(kinds) == ["reports.handover_paper_asked", "reports.handover_paper_made"]


def test_asked_twice_unchanged_it_is_one_paper(browser_of, told, triad, le_val, quick_press):
    browser = browser_of(triad[0])
    for _click in range(2):
        browser.post(f"{PAPERS}demander/")
    assert HandoverPaper.objects.count() == 1
    actions.sweep()
    asked = browser.post(f"{PAPERS}demander/", follow=True).content.decode()
    assert "rien n’a changé" in asked
    governance.make_commitment(le_val, by=triad[0], seat="state", text="Autre chose")
    browser.post(f"{PAPERS}demander/")
    assert HandoverPaper.objects.count() == 2


def test_with_htmx_the_list_says_what_happened(browser_of, told, triad, quick_press):
    browser_of(triad[0]).htmx(f"{PAPERS}demander/", page=PAPERS)


def test_a_paper_of_one_seat_is_not_that_of_another_nor_of_the_neighbour(
    browser_of, told, triad, victor, maud, quick_press
):
    browser_of(triad[0]).post(f"{PAPERS}demander/")
    actions.sweep()
    paper = HandoverPaper.objects.get()

    assert browser_of(maud).get(f"{PAPERS}{paper.pk}.pdf").status_code == 200
    other = PAPERS.replace("/etat/", "/commune/")
    assert browser_of(maud).get(f"{other}{paper.pk}.pdf").status_code == 404
    there = PAPERS.replace("le-val", "la-crete")
    assert browser_of(maud).get(f"{there}{paper.pk}.pdf").status_code == 404
    assert browser_of(victor).get(f"{PAPERS}{paper.pk}.pdf").status_code == 403
    assert browser_of(victor).get(PAPERS).status_code == 403


def test_a_paper_that_was_given_up_is_begun_anew(browser_of, told, triad, broken_press):
    browser = browser_of(triad[0])
    browser.post(f"{PAPERS}demander/")
    for _try in range(actions.TRIES):
        HandoverPaper.objects.update(due_at=clock.now())
        assert not actions.build_handover_paper(HandoverPaper.objects.get().pk)
    assert "Il n’a pas pu être fait" in browser.get(PAPERS).content.decode()
    assert Entry.objects.filter(kind="reports.handover_paper_given_up").count() == 1

    browser.post(f"{PAPERS}demander/")

    assert HandoverPaper.objects.get().state == "due"


def test_the_database_keeps_a_paper_as_it_was(told, triad, le_val, quick_press):
    paper = actions.ask_handover_paper(le_val, Seat.STATE, by=triad[0], language="fr")
    for wrong in ({"figures": {}}, {"state": "ready"}, {"seat": "garden"}):
        with pytest.raises(DatabaseError), transaction():
            HandoverPaper.objects.filter(pk=paper.pk).update(**wrong)
    actions.sweep()
    for wrong in (
        lambda: HandoverPaper.objects.update(tries=9),
        lambda: HandoverPaperFile.objects.update(pdf=b"%PDF-other"),
        lambda: HandoverPaperFile.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="never change"), transaction():
            wrong()


def transaction():
    from django.db import transaction

    return transaction.atomic()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_longer_list_asks_the_database_no_more(
    browser_of, triad, le_val, count, django_assert_num_queries
):
    for number in range(count):
        HandoverPaper.objects.create(
            site=le_val, seat="state", figures={}, figures_digest=f"{number:064}", asked_by=triad[0]
        )
    browser = browser_of(triad[0])
    with django_assert_num_queries(6):
        browser.get(PAPERS)
