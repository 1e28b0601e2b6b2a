"""The report itself: what stands in it, and that it is the same each time."""

import io
import itertools
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import page
import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from pypdf import PdfReader

from drawing.curve import curve
from overview.charts import chart_of
from overview.snapshot import Neighbourhood, Period, SiteFigures
from overview.stored import digest, from_json, to_json
from reports.paper.press import render
from reports.sheets import Imprint, markup, period_of, quarters, template_version
from tests.reports.sample import EMPTY, FULL, IMPRINT, SITE, outline

SPACES = re.compile(r"[\s\u00a0\u202f]+")


def text_of(pdf: bytes) -> str:
    """The words of the whole report, with plain spaces."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return SPACES.sub(" ", " ".join(p.extract_text() for p in pages))


def complaints(pdf: bytes) -> list[str]:
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in profiles]
    return [f"{f.rule_id} {f.message}" for report in reports for f in report.failures]


@pytest.fixture(scope="module")
def report() -> bytes:
    real = (Neighbourhood("QN05941I", "Résidences Pasteur et Foch", outline("QN05941I")),)
    return render(markup(replace(FULL, site=replace(SITE, neighbourhoods=real)), IMPRINT))


@pytest.mark.slow
def test_the_report_is_archival_and_accessible(report: bytes) -> None:
    assert complaints(report) == []


@pytest.mark.slow
def test_the_report_says_every_headline_number_and_every_value(report: bytes) -> None:
    said = text_of(report)

    for number in ("42 %", "47,4 %", "1 164", "31 sur 42", "36 %", "48 %"):
        assert number in said, number
    for decision in FULL.decisions:
        assert decision.text in said, decision
    for row in FULL.indicators:
        assert row.code in said, row
    for voice in FULL.voices.pairs:
        assert voice.outcome_text in said, voice


def test_each_picture_is_that_of_the_page_and_stands_over_its_values() -> None:
    page = BeautifulSoup(markup(FULL, IMPRINT), "html.parser")
    section = next(
        h.find_parent("section") for h in page.find_all("h2") if "Les chiffres qui" in h.text
    )
    drawn = [svg.parent for svg in section.find_all("svg") if svg.find("title")]

    assert len(drawn) == 2
    for around in drawn:
        assert around.find("desc") is not None
        assert around.find_parent("div").find("table", class_="values") is not None
    assert "47,4" in section.find(class_="figures").text


@pytest.mark.slow
def test_the_report_names_the_very_text_of_which_it_speaks(report: bytes) -> None:
    said = text_of(report)

    assert "Version 3 (Adoptée)" in said
    assert "5e88 4898 da28 0471" in said
    address = "https://qic.example/sites/hazebrouck/feuille-de-route/versions/3/"
    assert address in said.replace(" ", "")


def test_a_report_without_a_text_names_none() -> None:
    assert EMPTY.agenda.spoken_of is None
    assert "dont il parle" not in markup(EMPTY, IMPRINT)


def test_an_edition_that_was_stored_before_fingerprints_is_read_without_one() -> None:
    stored = to_json(FULL)
    for version in stored["agenda"]["versions"]:
        del version["sha256"], version["address"]
    old = from_json(SiteFigures, stored)
    assert old.agenda.spoken_of.sha256 == ""
    assert "dont il parle" not in markup(old, IMPRINT)


@pytest.mark.slow
def test_the_report_has_seven_pages_with_their_numbers_and_no_foreign_font(report: bytes) -> None:
    found = PdfReader(io.BytesIO(report))
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for leaf in found.pages
        for font in leaf["/Resources"]["/Font"].values()
    }

    assert len(found.pages) == 7
    assert "Page 2 / 7" in text_of(report)
    assert "Données arrêtées au 30 septembre 2026" in text_of(report)
    assert {name.split("-")[1] for name in fonts} == {"Sans", "Serif"}
    assert all(name.startswith("QIC-") for name in fonts)
    assert found.metadata is not None
    assert SPACES.sub(" ", found.metadata.title or "") == "Hazebrouck · Rapport de site · T3 2026"
    assert [item["/Title"] for item in found.outline if isinstance(item, dict)] == ["Hazebrouck"]
    assert found.trailer["/Root"]["/Lang"] == "fr"


@pytest.mark.slow
def test_stored_figures_give_the_same_bytes_again() -> None:
    stored = json.loads(json.dumps(to_json(FULL), sort_keys=True))
    again: SiteFigures = from_json(SiteFigures, stored)

    assert again == FULL
    assert digest(stored) == digest(to_json(FULL))
    assert render(markup(again, IMPRINT)) == render(markup(FULL, IMPRINT))


@pytest.mark.slow
def test_a_site_about_which_little_is_known_gets_a_report_that_says_so() -> None:
    pdf = render(markup(EMPTY, replace(IMPRINT, final=True)))
    said = text_of(pdf)

    assert complaints(pdf) == []
    assert "Condé-sur-l’Escaut" in said
    assert "DÉFINITIF" in said
    assert "PROJET" not in said
    assert said.count("Siège vacant") == 3
    for sentence in (
        "Le site n’a pas encore écrit son horizon partagé.",
        "Rien n’a été écrit dans le journal du site ce trimestre.",
        "Le site n’a pas encore choisi ses chiffres clés.",
        "Aucun indicateur n’est encore choisi.",
        "La feuille de route n’a pas encore de plan d’action.",
        "Aucune remarque n’a été reçue ce trimestre.",
    ):
        assert sentence in said, sentence


POLYGLOT = "\"><script>x</script>{{ f.site }}{% now 'Y' %}<img src=file:///etc/passwd>&amp;"


@pytest.mark.slow
def test_what_people_typed_appears_letter_for_letter() -> None:
    people = replace(
        FULL,
        site=replace(SITE, name=POLYGLOT),
        summary=POLYGLOT,
        caveat=POLYGLOT,
        voices=replace(
            FULL.voices, pairs=(replace(FULL.voices.pairs[0], words="merci 🙏 \u202e\x00"),)
        ),
    )

    pdf = render(markup(people, IMPRINT))

    assert complaints(pdf) == []
    assert "".join(POLYGLOT.split()) in "".join(text_of(pdf).split()).replace("’", "'")
    assert "merci □" in text_of(pdf)


def test_the_english_report_has_no_word_of_french_of_its_own() -> None:
    said = markup(EMPTY, replace(IMPRINT, language="en"))

    assert 'lang="en"' in said
    assert "The essentials" in said
    assert "L’essentiel" not in said
    assert "30 September 2026" in SPACES.sub(" ", said)


def test_one_h1_and_no_level_left_out() -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", markup(FULL, IMPRINT))]

    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))


def test_each_drawing_has_a_title_of_its_own() -> None:
    html = markup(FULL, IMPRINT)
    drawings = re.findall(r"<svg\b.*?</svg>", html, re.DOTALL)
    titles = [re.findall(r"<title[^>]*>(.*?)</title>", drawing) for drawing in drawings]

    assert all(len(found) == 1 for found in titles)
    assert len({found[0] for found in titles}) == len(drawings)


def test_a_gap_stops_the_line_and_nothing_is_drawn_across_a_break() -> None:
    html = markup(FULL, IMPRINT)
    lines = re.findall(r'<path class="line"[^>]* d="([^"]+)"', html)

    # The key of the curve, the years before the gap, those after the break; then two runs of counts.
    assert [way.count("L") for way in lines if "h" not in way] == [6, 1, 2]


def test_the_pdf_has_the_very_curve_of_the_page() -> None:
    """One function draws for all; page and paper differ by the sheet."""
    html = markup(FULL, IMPRINT)

    with translation.override("fr"):
        for figure, sheet in ((FULL.headlines[0], "paper"), (FULL.headlines[2], "paper-small")):
            drawn = curve(chart_of(figure), sheet)
            assert re.findall(r' d="[^"]+"', drawn)[0] in html
            assert drawn.count("<path") == html[html.index(f'class="curve on-{sheet}"') :].split(
                "</svg>"
            )[0].count("<path")


@pytest.mark.parametrize(
    ("low", "high", "words", "lines"),
    [
        (40, 50, "De 40 % à 50 %.", 2),
        (40, None, "40 % au moins.", 1),
        (None, 50, "50 % au plus.", 1),
    ],
)
def test_the_range_to_stay_in_is_drawn_as_on_the_page_and_said(
    low: int | None, high: int | None, words: str, lines: int
) -> None:
    low_end, high_end = (None if end is None else Decimal(end) for end in (low, high))
    figure = replace(FULL.headlines[0], target=None, band_low=low_end, band_high=high_end)
    stored = from_json(SiteFigures, to_json(replace(FULL, headlines=(figure,))))
    drawn = str(curve(chart_of(figure), "paper"))

    said = markup(stored, IMPRINT)

    assert set(re.findall(r" d=\"[^\"]+\"", drawn)) <= set(re.findall(r" d=\"[^\"]+\"", said))
    assert drawn.count('class="target"') == lines
    assert words in SPACES.sub(" ", said)


def test_a_target_is_drawn_instead_of_a_range() -> None:
    figure = replace(FULL.headlines[0], band_low=Decimal(40), band_high=Decimal(50))

    assert str(curve(chart_of(figure), "paper")) == str(curve(chart_of(FULL.headlines[0]), "paper"))


def test_more_than_ten_periods_make_a_second_table() -> None:
    headline = FULL.headlines[0]
    assert headline.series is not None
    points = headline.series.points
    longer = points + tuple(
        replace(points[-1], label=str(year), at=float(year), value=Decimal(40))
        for year in range(2025, 2029)
    )
    figures = replace(FULL, headlines=(replace(headline, series=replace(headline.series, points=longer)),))  # fmt: skip

    html = markup(figures, IMPRINT)

    assert html.count('<table class="values">') == 2
    assert "en\u00a0% (suite)" in html or "en % (suite)" in html


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2021, 3, 15), date(2021, 3, 31), 1),
        (date(2021, 3, 15), date(2021, 6, 30), 2),
        (date(2021, 3, 15), date(2026, 9, 30), 23),
    ],
)
def test_a_quarter_begun_counts_as_a_ring(start: date, end: date, count: int) -> None:
    assert quarters(start, end) == count


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_quarters_end_where_the_next_begins(start: date, end: date) -> None:
    assert period_of(start) == Period(start, end)


def test_the_version_of_the_templates_is_one_fingerprint() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", template_version())


def test_an_imprint_is_all_that_an_edition_adds() -> None:
    other = Imprint(2, "AAAA2222", True, IMPRINT.digest, IMPRINT.address)

    assert markup(FULL, IMPRINT) != markup(FULL, other)
