"""The figures of a neighbourhood on paper: what the page says, valid, made once, for everybody."""

import io
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pypdf import PdfReader

from drawing.strip import strip
from journal.models import Entry
from kit.access import Standing
from measurement.figures.profile import ProfileFigure, profile
from measurement.models import Indicator
from overview.stored import from_json, to_json
from reports import actions, figures
from reports.models import ProfilePaper
from reports.paper import press
from reports.profiles import Imprint, profile_markup
from tests import make
from tests.conftest import TODAY
from tests.measurement.test_profiles import publish
from tests.reports.test_handover import complaints, plain


@pytest.fixture
def poverty(db):
    """A published rate, for each neighbourhood."""
    return make.common_indicator(
        "rev-01", "Taux de pauvreté", theme="income", unit="%", value_type="rate", direction="lower",
        periodicity="irregular", level="neighbourhood", source="Insee", vintage="2021",
    )  # fmt: skip


@pytest.fixture
def here(le_val, poverty):
    """A neighbourhood with a rate among ten, and a count that is kept secret."""
    place = le_val.neighbourhoods_on()[0]
    caution = "Arrondi au point."
    Indicator.objects.filter(pk=poverty.pk).update(question="Combien ?", caution=caution)
    publish(poverty, place, 46)
    for n in range(1, 10):
        publish(poverty, make.neighbourhood(f"QN0596{n}N", f"Quartier {n}", of=None), 30 + n)
    return place


def told_of(place) -> ProfileFigure:
    return profile(place, Standing(today=TODAY))


def test_the_figures_survive_being_stored(here):
    told = told_of(here)

    assert from_json(ProfileFigure, to_json(told)) == told


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_paper_says_what_the_page_says_and_is_valid(here, language):
    told = told_of(here)
    address = f"https://exemple.fr/profils/{here.code}/"

    pdf = press.render(profile_markup(told, Imprint(address, "0" * 64, TODAY, language)))

    paper = plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    for words in (
        "46 %",
        "Combien ?",
        "Arrondi au point.",
        here.code,
        f"exemple.fr/profils/{here.code}",
    ):
        assert plain(words) in paper, words
    assert complaints(pdf) == []


@pytest.mark.slow
def test_a_picture_at_the_foot_of_a_page_is_drawn_once(here):
    told = told_of(here)
    key, name, (line, *_more) = told.themes[0]
    for tall in ("", " Deux recensements se comparent." * 6):
        lines = [
            replace(line, name=f"Taux {n}", question=f"Combien ?{tall}", strip=replace(line.strip, value=Decimal(f"{n}.3")))
            for n in range(61, 81)
        ]  # fmt: skip
        many = replace(told, themes=((key, name, tuple(lines)),))

        pdf = press.render(profile_markup(many, Imprint("https://exemple.fr/", "0" * 64, TODAY)))

        pages = [plain(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]
        drawn = Counter(re.findall(r"(?<!\d)(\d\d),3%", "".join(pages)))
        assert len(pages) > 3
        assert drawn == dict.fromkeys((str(n) for n in range(61, 81)), 1)


def test_page_and_paper_have_the_same_picture_with_title_description_and_table(client, here):
    line = told_of(here).themes[0][2][0]
    page = client.get(f"/profils/{here.code}/").content.decode()
    markup = profile_markup(told_of(here), Imprint("https://exemple.fr/", "0" * 64, TODAY))

    shapes = [
        re.findall(r" (?:d|cx)=\"([^\"]+)\"", drawn)
        for drawn in (strip(line.strip), strip(line.strip, paper=True))
    ]
    assert shapes[0] == shapes[1]
    for found in (page, markup):
        drawn = found[found.index("on-strip") :]
        assert "</title><desc" in drawn
        assert "<caption>" in found
        assert line.half[1].replace("\xa0", " ") in found.replace("\xa0", " ")


def test_the_whole_way_from_asking_to_the_very_bytes(client, here, quick_press):
    papers = reverse("reports:profile-papers", args=(here.code,))
    ask = reverse("reports:profile-ask", args=(here.code,))
    assert papers in client.get(f"/profils/{here.code}/").content.decode()

    for _twice in range(2):
        assert client.post(ask).status_code == 302
    paper = ProfilePaper.objects.get()
    file = reverse("reports:profile-download", args=(here.code, paper.pk))
    assert client.get(file).status_code == 404
    assert "Regarder de nouveau" in client.get(papers).content.decode()
    assert actions.sweep_profiles() == 1

    answer = client.get(file)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert f"chiffres-{here.code.lower()}-" in answer.headers["Content-Disposition"]
    assert client.get(file.replace(here.code, "QN05961N")).status_code == 404
    assert Entry.objects.filter(site="", kind__startswith="reports.profile_paper").count() == 2


def test_asked_again_another_day_it_is_the_same_paper_until_a_figure_changes(
    here, poverty, set_day
):
    first = actions.ask_profile_paper(here, by=None, language="fr")
    set_day(TODAY + timedelta(days=3))
    assert actions.ask_profile_paper(here, by=None, language="fr") == first

    publish(poverty, make.neighbourhood("QN05970N", "Dixième", of=None), 90)

    assert actions.ask_profile_paper(here, by=None, language="fr") != first


def test_a_flood_of_papers_from_one_address_is_refused_with_a_word(client, here, monkeypatch):
    monkeypatch.setattr("reports.actions.profiles.MOST", 0)

    answer = client.post(reverse("reports:profile-ask", args=(here.code,)))

    assert answer.status_code in {200, 422}
    assert "redemandez dans une heure" in answer.content.decode()
    assert not ProfilePaper.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_one_paper(here):
    def ask(_who):
        try:
            return actions.ask_profile_paper(here, by=None, language="fr").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        assert len(set(both.map(ask, range(2)))) == 1


def test_a_paper_that_is_ready_never_changes(here, quick_press):
    paper = actions.ask_profile_paper(here, by=None, language="fr")
    actions.build_profile_paper(paper.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProfilePaper.objects.filter(pk=paper.pk).update(taken_on=TODAY - timedelta(days=1))


def test_a_code_that_nobody_knows_is_not_there(client, db):
    assert client.get("/profils/QN00000N/document/").status_code == 404


def test_the_list_shows_the_papers_in_the_language_of_its_reader(here):
    actions.ask_profile_paper(here, by=None, language="fr")
    english = actions.ask_profile_paper(here, by=None, language="en")

    assert [row.id for row in figures.profile_papers(here, "en")] == [english.pk]
