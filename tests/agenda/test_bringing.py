"""A text is brought in: pasted or in a file, looked through, written as one act, undone as one."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from agenda import actions
from agenda.demo import STORIES, fill
from agenda.models import Act, Bringing, Passage
from journal.models import Entry
from kit.uploads import LARGEST_FILE
from tests.agenda import scenes
from tests.agenda.test_desk import flat
from tests.agenda.test_residents import url

TEXT = """# Feuille de route du Val

## Vision partagée

### Notre horizon

Chaque enfant trouve un adulte **qui l'attend**.

## Ce qui nous freine

- Le bus s'arrête à 19 h.
- La salle est fermée[^1].

[^1]: Sauf le jeudi.

## Axe 1 : Grandir ici

### Après l'école

De 16 h 30 à 18 h 30.

![plan](plan.png)

### Le mercredi

Le local ouvre de 14 h à 18 h.
"""


@pytest.fixture
def version(triad, le_val, ines):
    return actions.start_version(le_val, by=ines)


def brought(browser, site, text=TEXT, **more):
    """Sends the first page; the row that was kept."""
    answer = browser.post(url("text-bring", site), {"text": text} | more)
    assert answer.status_code == 302, answer.content.decode()
    return Bringing.objects.get(pk=resolve(urlsplit(answer.url).path).kwargs["bringing"])


def chosen(bringing, **changes):
    """What the second page sends when nothing is changed but `changes`."""
    sent = {"then": "bring"}
    for number, item in enumerate(bringing.items):
        sent |= {f"{name}-{number}": item[name] for name in ("section", "strategy", "heading")}
    return sent | changes


def file(data, name="texte.md"):
    return SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())


def told(version):
    return list(
        version.wordings.order_by("position").values_list("section", "strategy", "heading", "text")
    )


def test_ines_pastes_a_text_looks_it_through_brings_it_in_and_undoes_it(
    browser_of, le_val, ines, version
):
    browser = browser_of(ines)
    kept = brought(browser, le_val)
    page = browser.get(url("text-look", le_val, bringing=kept.pk)).content
    read = " ".join(flat(BeautifulSoup(page, "lxml").get_text()).split())
    for words in ("« Sauf le jeudi. » : une note de bas de page", "« plan » : une image"):
        assert words in read
    assert version.wordings.count() == 0

    entries = Entry.objects.count()
    browser.post(url("text-look", le_val, bringing=kept.pk), chosen(kept))

    assert told(version) == [
        ("horizon", "", "Notre horizon", "Chaque enfant trouve un adulte **qui l'attend**."),
        ("hinders", "", "Ce qui nous freine", "- Le bus s'arrête à 19 h.\n- La salle est fermée."),
        ("strategy", "Grandir ici", "Après l'école", "De 16 h 30 à 18 h 30."),
        ("strategy", "Grandir ici", "Le mercredi", "Le local ouvre de 14 h à 18 h."),
    ]
    act = version.acts.get()
    assert (act.kind, len(act.touched)) == (Act.Kind.IMPORTED, 4)
    assert Entry.objects.count() == entries + 1
    assert version.wordings.get(heading="Le mercredi").passage.site == le_val
    browser.post(url("act-undo", le_val, act=act.pk))
    assert told(version) == []
    browser.post(url("act-undo", le_val, act=version.acts.get(undoes=act).pk))
    assert len(told(version)) == 4


def test_every_paragraph_is_in_a_passage_or_said_to_be_left_out(browser_of, le_val, ines, version):
    kept = brought(browser_of(ines), le_val)

    out = [(why, words) for why, words in (*kept.out, *kept.left)]

    assert out == [
        ("title", "Feuille de route du Val"),
        ("names", "Vision partagée"),
        ("names", "Grandir ici"),
        ("footnote", "Sauf le jeudi."),
        ("picture", "plan"),
    ]


def test_what_is_chosen_counts_and_a_passage_may_be_left_out(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    kept = brought(browser, le_val)
    changes = {"section-0": "ideal", "heading-0": "Notre idéal", "section-1": "out"}

    browser.post(url("text-look", le_val, bringing=kept.pk), chosen(kept, **changes))

    assert [row[:3] for row in told(version)] == [
        ("ideal", "", "Notre idéal"),
        ("strategy", "Grandir ici", "Après l'école"),
        ("strategy", "Grandir ici", "Le mercredi"),
    ]


def test_a_text_without_headings_asks_for_its_part_once(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    kept = brought(browser, le_val, "Le bus passe.\n\nIl y a trois lieux :\n- un\n- deux\n\nFin.")
    address = url("text-look", le_val, bringing=kept.pk)
    assert [item["text"] for item in kept.items][1] == "Il y a trois lieux :\n\n- un\n- deux"

    missing = browser.post(address, chosen(kept))
    assert missing.status_code == 302
    assert missing["Location"] == f"{address}?show=open#passage-1"
    assert version.wordings.count() == 0
    browser.post(address, chosen(kept, rest="helps"))

    assert [(row[0], row[2]) for row in told(version)] == [
        ("helps", "Le bus passe."),
        ("helps", "Il y a trois lieux :"),
        ("helps", "Fin."),
    ]


def test_pressed_twice_it_is_brought_in_once(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    assert brought(browser, le_val) == brought(browser, le_val)
    kept = Bringing.objects.get()

    for _click in range(2):
        browser.post(url("text-look", le_val, bringing=kept.pk), chosen(kept))

    assert version.wordings.count() == 4
    assert version.acts.count() == 1
    kept.refresh_from_db()
    assert (kept.items, kept.out, kept.left) == ([], [], [])


def test_a_version_opened_meanwhile_refuses_and_keeps_what_was_chosen(
    browser_of, le_val, ines, marc, version
):
    browser = browser_of(ines)
    kept = brought(browser, le_val)
    scenes.writing(le_val, marc)
    actions.open_consultation(version, by=marc, until=scenes.UNTIL)

    late = browser.post(
        url("text-look", le_val, bringing=kept.pk), chosen(kept, **{"heading-0": "Un titre choisi"})
    )

    assert late.status_code == 422
    assert "Un titre choisi" in late.content.decode()
    kept.refresh_from_db()
    assert kept.items[0]["heading"] == "Un titre choisi"
    assert browser.get(url("text-bring", le_val)).status_code == 200


def test_somebody_else_of_the_triad_does_not_see_it(browser_of, le_val, ines, marc, version):
    kept = brought(browser_of(ines), le_val)
    browser = browser_of(marc)

    for name in ("text-look", "text-drop"):
        assert browser.post(url(name, le_val, bringing=kept.pk)).status_code == 404
    assert str(kept.pk) not in browser.get(url("text-bring", le_val)).content.decode()
    assert Bringing.objects.filter(pk=kept.pk).exists()


def test_another_site_s_ids_are_not_there(browser_of, le_val, la_crete, ines, victor, version):
    actions.start_version(la_crete, by=victor)
    theirs = brought(browser_of(victor), la_crete)
    browser = browser_of(ines)

    for name in ("text-look", "text-drop"):
        assert browser.post(url(name, le_val, bringing=theirs.pk)).status_code == 404
        assert browser.post(url(name, la_crete, bringing=theirs.pk)).status_code == 403


def test_it_is_thrown_away_at_its_owner_s_wish_or_after_thirty_days(
    browser_of, le_val, ines, version
):
    browser = browser_of(ines)
    kept = brought(browser, le_val)
    browser.post(url("text-drop", le_val, bringing=kept.pk))
    assert not Bringing.objects.exists()
    old = brought(browser, le_val)
    assert actions.sweep_bringings() == 0
    Bringing.objects.update(touched_at=old.touched_at - timedelta(days=31))
    assert actions.sweep_bringings() == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("vide.txt", b""),
        ("papier.pdf", b"%PDF-1.7 ..."),
        ("vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("vieux.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("riche.rtf", b"{\\rtf1 bonjour}"),
        ("photo.docx", b"\x89PNG\r\n"),
        ("bruit.txt", bytes(range(256)) * 20),
        ("blanc.txt", b" \n\n "),
        ("long.txt", b"mot " * 250_001),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    browser_of, le_val, ines, version, name, data
):
    sent = browser_of(ines).post(url("text-bring", le_val), {"file": file(data, name)})

    assert sent.status_code == 422
    assert "error-summary" in sent.content.decode()
    assert not Bringing.objects.exists()


@pytest.mark.slow
def test_a_file_that_is_too_large_is_refused_and_the_text_kept(browser_of, le_val, ines, version):
    large = file(b"a" * (LARGEST_FILE + 1), "livre.txt")

    sent = browser_of(ines).post(url("text-bring", le_val), {"text": "Mon texte", "file": large})

    assert sent.status_code == 422
    assert "10 Mo" in flat(sent.content.decode())
    assert "Mon texte" in sent.content.decode()


def test_a_text_and_a_file_at_once_and_nothing_are_told(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    for sent in ({"text": "a", "file": file("b")}, {}, {"text": "\x00\u200b"}):
        assert browser.post(url("text-bring", le_val), sent).status_code == 422
    assert not Bringing.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"section-0": "x"}, {"heading-0": ""}, {"heading-0": "x" * 121}, {"strategy-2": ""}],
)
def test_a_wrong_choice_is_told_beside_its_field(browser_of, le_val, ines, version, wrong):
    browser = browser_of(ines)
    kept = brought(browser, le_val)

    sent = browser.post(url("text-look", le_val, bringing=kept.pk), chosen(kept, **wrong))

    assert sent.status_code == 422
    assert version.wordings.count() == 0


def test_unseen_signs_go_and_every_script_stays(browser_of, le_val, ines, version):
    text = "# Notre horizon\n\nبيت لكل طفل 🏡\u202e\u200b caf\u0065\u0301\x00\n<script>alert(1)</script>"
    browser = browser_of(ines)
    kept = brought(browser, le_val, text)
    browser.get(url("text-look", le_val, bringing=kept.pk))

    assert kept.items[0]["text"] == "بيت لكل طفل 🏡 café\n<script>alert(1)</script>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_files_of_every_age_are_read(browser_of, le_val, ines, version, encoding):
    data = "Notre horizon\n=============\n\nL’été à l’école.".encode(encoding)
    kept = brought(browser_of(ines), le_val, "", file=file(data, "été.txt"))

    assert [(i["section"], i["text"]) for i in kept.items] == [("horizon", "L’été à l’école.")]


def test_forty_thousand_words_are_looked_through_page_by_page(
    browser_of, le_val, ines, version, django_assert_num_queries
):
    browser = browser_of(ines)
    short = brought(browser, le_val, "# Notre horizon\n\nUn mot.")
    words = "Le centre social ouvre le samedi et la salle reste ouverte le soir. " * 11
    long = brought(
        browser, le_val, "\n\n".join(f"## Lieu {n}\n\n{words}" for n in range(300)), rest=""
    )
    assert sum(len(item["text"].split()) for item in long.items) > 40_000
    counts = [queries(browser, url("text-look", le_val, bringing=k.pk)) for k in (short, long)]
    assert counts[0] == counts[1]
    address = url("text-look", le_val, bringing=long.pk)
    browser.post(f"{address}?page=8", {"rest": "helps"} | of_page(long, range(280, 300)))
    long.refresh_from_db()
    few = queries(browser, url("text-look", le_val, bringing=short.pk), chosen(short))
    many = queries(browser, address, {"then": "bring"} | of_page(long, range(40)))
    assert version.wordings.count() == 301
    assert many <= few + 4
    assert Passage.objects.filter(site=le_val).count() == 301


def of_page(kept, numbers):
    """The fields of some passages as they stand."""
    return {
        f"{name}-{n}": kept.items[n][name]
        for n in numbers
        for name in ("section", "strategy", "heading")
    }


def queries(browser, address, data=None):
    """How many queries a page, or a sending, costs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(address) if data is None else browser.post(address, data)
    assert answer.status_code in {200, 302}
    return len(seen)


def test_the_demonstration_brings_a_first_text_in_as_its_story_tells_it(triad, le_val):
    story = STORIES["chateau-thierry"]

    fill(le_val, story)

    first = le_val.versions.get(number=1)
    assert first.acts.get().kind == Act.Kind.IMPORTED
    assert [row[2:] for row in told(first)] == [
        (words.heading, words.text) for words in story.rounds[0].words
    ]
