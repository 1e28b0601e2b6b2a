"""What is read in files and on the clipboard: nothing lost in silence, nothing dangerous run."""

import io
import json
import random
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda import actions
from agenda.bringing import pasted, plain
from agenda.bringing.marks import Run, paragraph
from agenda.bringing.proposals import Limits, read_out
from agenda.bringing.reading import read_file
from agenda.models import Bringing
from kit import markup
from kit.packages import Unreadable
from tests.agenda import documents
from tests.agenda.test_residents import url

LIMITS = Limits(120, 20_000)


def blocks(source):
    return [(block.kind, block.text, block.level) for block in source.blocks]


def left(source):
    return [(found.kind, found.words) for found in source.left]


def test_a_word_document_is_read_as_it_stands_once_its_changes_are_accepted():
    kind, source = read_file("feuille.docx", documents.rich_docx())

    assert kind == "docx"
    assert blocks(source) == [
        ("heading", "Feuille de route du Val", 0),
        ("heading", "Notre horizon", 1),
        ("text", r"Chaque enfant **trouve** *un adulte* \* toujours.", 0),
        ("text", "Le local ouvre à 13 h 30", 0),
        ("heading", "Ce qui nous aide", 1),
        ("item", "Le centre social", 1),
        ("item", "Les parents", 1),
        ("text", "Visible", 0),
        ("text", "Lieu · Heure", 0),
        ("text", "Salle · 18 h", 0),
        ("heading", "Axe 1 : Grandir ici", 1),
        ("heading", "Après l'école", 2),
        ("text", "Deux adultes accueillent.", 0),
    ]
    assert source.blocks[6].ordered
    assert not source.blocks[5].ordered
    assert left(source) == [
        ("deleted", "à 14 h"),
        ("hidden", "caché"),
        ("table", "Lieu Heure Salle 18 h"),
        ("footnote", "Enquête de 2024."),
        ("header", "Brouillon confidentiel"),
    ]


def test_an_open_document_is_read_with_its_lists_links_and_looks():
    kind, source = read_file("feuille.odt", documents.rich_odt())

    assert kind == "odt"
    assert blocks(source) == [
        ("heading", "Notre horizon", 1),
        ("text", "Chaque enfant **trouve** un adulte ici.", 0),
        ("heading", "Ce qui nous aide", 1),
        ("item", "Le centre social", 1),
        ("item", "Les parents", 1),
        ("item", "du mardi", 2),
        ("text", "Voir [le plan](https://exemple.fr/plan).", 0),
        ("text", "Salle · 18 h", 0),
    ]
    assert left(source) == [
        ("deleted", "mots supprimés"),
        ("footnote", "Enquête."),
        ("comment", "à revoir"),
        ("table", "Salle 18 h"),
        ("picture", ""),
    ]


WORD = """<html><head><style>p {color:red}</style></head><body lang=FR>
<h1>Notre horizon</h1>
<p class=MsoNormal>Chaque <b>enfant</b><span style='mso-spacerun:yes'>&nbsp; </span>a une place<script>alert(1)</script>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>Le centre social</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>du mardi</p>
<p>Vu le <a href="https://exemple.fr">plan</a>, <a href="javascript:alert(1)">pas ceci</a><a href="#_ftn1">[1]</a> <del>rayé</del></p>
<table><tr><td><p>Salle</p></td><td><p>18 h</p></td></tr></table><img src=x alt="La place"></body></html>"""
DOCS = """<b style="font-weight:normal;"><h2><span>Ce qui nous freine</span></h2><p><span style="font-weight:700">Le bus</span><span> s'arrête.</span></p>
<ol><li><p><span>un</span></p></li><li><p><span>deux</span></p></li></ol></b>"""


def test_what_a_word_processor_puts_on_the_clipboard_keeps_its_shape():
    source = pasted.read(WORD)

    assert blocks(source) == [
        ("heading", "Notre horizon", 1),
        ("text", "Chaque **enfant** a une place.", 0),
        ("item", "Le centre social", 1),
        ("item", "du mardi", 2),
        ("text", "Vu le [plan](https://exemple.fr), pas ceci", 0),
        ("text", "Salle · 18 h", 0),
    ]
    assert [kind for kind, _words in left(source)] == ["footnote", "deleted", "table", "picture"]
    assert blocks(pasted.read(DOCS)) == [
        ("heading", "Ce qui nous freine", 2),
        ("text", "**Le bus** s'arrête.", 0),
        ("item", "un", 1),
        ("item", "deux", 1),
    ]


def test_what_is_typed_for_a_paste_reads_as_the_paste_did():
    for html in (WORD, DOCS):
        source = pasted.read(html)
        again = plain.read(pasted.as_typed(source))
        assert again.blocks == source.blocks


def test_any_words_in_any_look_are_shown_as_they_were():
    """Two thousand paragraphs of odd signs: what a reader sees is what the file said."""
    signs = [*"ab é*_[]()\\`#>-+1.2)!<&«»~|\n ", "mot", " mot", "- ", "1. ", "**", "# "]
    chance = random.Random(4)
    for _time in range(2_000):
        runs = [
            Run("".join(chance.choices(signs, k=chance.randint(1, 9))), chance.random() < 0.3, chance.random() < 0.3)
            for _run in range(chance.randint(1, 5))
        ]  # fmt: skip
        said = " ".join("".join(run.text for run in runs).split())
        rendered = BeautifulSoup(markup.parser().render(paragraph(runs)), "lxml").get_text(" ")
        assert squeezed(rendered) == squeezed(said), paragraph(runs)


def squeezed(text):
    return "".join(text.split())


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DEEP = (
    f'<w:document xmlns:w="{W}"><w:body>{"<w:sdt>" * 4000}{"</w:sdt>" * 4000}</w:body></w:document>'
)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("coupe.docx", documents.rich_docx()[:2000], "broken"),
        ("zip.docx", zipped(other="<x/>"), "wrong_kind"),
        ("mal.docx", zipped(word__document="<w:document"), "broken"),
        ("vide.docx", zipped(word__document=f'<w:document xmlns:w="{W}"/>'), "broken"),
        ("entites.docx", zipped(word__document=ENTITY), "unsafe"),
        ("dehors.docx", zipped(word__document=OUTSIDE), "unsafe"),
        ("profond.docx", zipped(word__document=DEEP), "bomb"),
        ("cle.odt", documents.odt("", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"), "locked"),
    ],
)  # fmt: skip
def test_what_is_broken_locked_or_dangerous_is_not_read(name, data, code):
    with pytest.raises(Unreadable) as why:
        read_file(name, data)

    assert why.value.code == code


@pytest.mark.slow
def test_a_file_that_unfolds_to_gigabytes_is_not_read():
    many = zipped(**{f"p{n}": "" for n in range(4_100)})
    large = zipped(word__document=b"<x>" + b" " * 50_000_000 + b"</x>")
    for bomb in (many, large):
        assert len(bomb) < 1_000_000
        with pytest.raises(Unreadable) as why:
            read_file("bombe.docx", bomb)
        assert why.value.code == "bomb"


def test_a_locked_zip_and_programs_in_a_file():
    locked = bytearray(documents.rich_docx())
    for place in range(len(locked) - 4):
        if locked[place : place + 4] == b"PK\x01\x02":
            locked[place + 8] |= 1
    with pytest.raises(Unreadable) as why:
        read_file("cle.docx", bytes(locked))
    assert why.value.code == "locked"
    armed = documents.with_parts(documents.rich_docx(), {"word/vbaProject.bin": b"x"})
    assert ("macros", "") in left(read_file("macros.docm", armed)[1])


def test_every_block_of_a_source_is_accounted_for_once():
    """A thousand random documents: each paragraph is in one passage or in the list, never both."""
    chance = random.Random(18)
    titles = ["Notre horizon", "Contexte", "Freins", "Stratégies", "Axe 2 : Grandir", "Actions", "Le local"]  # fmt: skip
    for _time in range(1_000):
        lines = []
        for number in range(chance.randint(1, 25)):
            kind = chance.choice(["#", "##", "###", "", "", "- ", "**"])
            words = f"{chance.choice(titles)} {number}" if chance.random() < 0.5 else chance.choice(titles)  # fmt: skip
            lines.append({"": words + ".", "**": f"**{words}**", "- ": f"- {words}"}.get(kind, f"{kind} {words}"))  # fmt: skip
        source = plain.read("\n\n".join(lines))
        reading = read_out(source, Limits(120, 60))
        seen = [n for p in reading.proposals for n in p.blocks] + [o.block for o in reading.out]
        assert sorted(seen) == list(range(len(source.blocks))), lines
        assert all(p.heading and p.text and len(p.text) <= 60 for p in reading.proposals)


def test_english_titles_and_numbered_ones_name_the_parts():
    text = "# 1. Shared vision\n\n## 1.1. Our horizon\n\na\n\n## II) Strengths\n\nb\n\n## Strategy 1: Work\n\nc\n\n## Areas of change\n\n### Housing\n\nd"

    reading = read_out(plain.read(text), LIMITS)

    assert [(p.section, p.strategy, p.heading) for p in reading.proposals] == [
        ("horizon", "", "1.1. Our horizon"),
        ("helps", "", "II) Strengths"),
        ("strategy", "Work", "Work"),
        ("area", "", "Housing"),
    ]


@pytest.mark.parametrize(("name", "data"), [("f.docx", documents.rich_docx()), ("f.odt", documents.rich_odt())])  # fmt: skip
def test_samira_brings_a_document_in(browser_of, triad, le_val, samira, name, data):
    version = actions.start_version(le_val, by=samira)
    browser = browser_of(samira)

    browser.post(url("text-bring", le_val), {"file": SimpleUploadedFile(name, data)})
    kept = Bringing.objects.get()
    browser.get(url("text-look", le_val, bringing=kept.pk))
    actions.bring_in(kept, by=samira)

    assert version.wordings.filter(section="horizon", heading="Notre horizon").exists()
    assert (kept.name, kept.kind) == (name, name[2:])


def test_a_paste_is_converted_and_what_it_lost_is_said_at_the_preview(
    browser_of, triad, le_val, samira
):
    actions.start_version(le_val, by=samira)
    browser = browser_of(samira)
    clip = SimpleUploadedFile("paste.html", WORD.encode())

    found = browser.post(url("text-convert", le_val), {"html": clip}).json()
    assert found["text"].startswith("# Notre horizon\n\nChaque **enfant** a une place.")
    assert "une image" in found["said"]
    sent = {"text": found["text"], "left": json.dumps([*found["left"], ["x", "y"]])}
    browser.post(url("text-bring", le_val), sent)

    kinds = [kind for kind, _words in Bringing.objects.get().left]
    assert kinds == ["footnote", "deleted", "table", "picture"]
    assert browser.post(url("text-convert", le_val), {}).status_code == 400
    browser.post(url("text-bring", le_val), {"text": "autre", "left": "[1, {"})
    assert Bringing.objects.count() == 2
