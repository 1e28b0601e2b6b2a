"""The list of what was said: narrowed, sorted, paged in its address, and as a file for everybody."""

import csv
import io

import pytest
from django.template import Context, Template
from django.urls import reverse

from agenda import actions
from kit.sheets import FILES
from tests.agenda import scenes
from tests.agenda.test_workshops import enter, lines
from tests.kit.test_sheets import read_ods, read_xlsx


@pytest.fixture
def said(triad, le_val, ines, samira):
    """Sabrina was refused, Nora waits, a workshop's line of six waits, one is hidden."""
    version = scenes.opened(le_val, ines)
    refused, _code = scenes.said(version, "Plus tard.", email="sabrina@example.org")
    scenes.said(version, "=CMD() pour la danse", public_name="Nora")
    enter(version, samira, lines(1, people=6, text="Un banc."))
    hidden, _code = scenes.said(version, "Danse de sots.", public_name="Zoé")
    actions.hide(hidden, ground="insult", reason="Injure.", by=ines)
    actions.give_outcome(refused, kind="not_retained", reason="Le local ferme.", by=ines)
    return version


def listed(client, site, **asked):
    page = client.get(reverse("agenda:comment-list", args=(site.slug,)), asked).content.decode()
    return {word for word in ("Plus tard.", "pour la danse", "Un banc.", "sots") if word in page}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Plus tard.", "pour la danse", "Un banc."}),
        ({"suite": "attente"}, {"pour la danse", "Un banc."}),
        ({"a-traiter": "1"}, {"pour la danse", "Un banc."}),
        ({"suite": "not_retained"}, {"Plus tard."}),
        ({"source": "workshop"}, {"Un banc."}),
        ({"theme": "x"}, {"Plus tard.", "pour la danse", "Un banc."}),
        ({"version": "1", "mots": "nora"}, {"pour la danse"}),
        ({"mots": "danse"}, {"pour la danse"}),
        ({"nom": "NORA"}, {"pour la danse"}),
        ({"nom": "banc"}, set()),
        ({"nom": "zoé"}, set()),
        ({"passage": "texte"}, set()),
        ({"passage": "12"}, {"Plus tard.", "pour la danse", "Un banc."}),
        ({"mots": "\x00<script>"}, set()),
        ({"suite": "x", "tri": "y", "version": "99"}, {"Plus tard.", "pour la danse", "Un banc."}),
    ],
)
def test_comments_are_found_by_what_became_of_them_source_and_words(
    client, le_val, said, asked, found
):
    assert listed(client, le_val, **asked) == found


def test_what_most_people_said_comes_first(client, le_val, said):
    address = reverse("agenda:comment-list", args=(le_val.slug,))
    page = client.get(address, {"tri": "nombre"}).content.decode()
    assert page.index("Un banc.") < page.index("Plus tard.")


def test_the_file_holds_outcomes_and_nothing_that_belongs_to_nobody_else(client, le_val, said):
    for kind in FILES:
        address = reverse(f"agenda:comments-{kind}", args=(le_val.slug,))
        assert client.get(address).status_code == 200
        assert client.get(address.replace("le-val", "nulle-part")).status_code == 404
    text = client.get(reverse("agenda:comments-csv", args=(le_val.slug,))).content.decode()

    assert "Le local ferme." in text
    assert "'=CMD() pour la danse" in text
    assert "sots" not in text
    assert "example.org" not in text
    waiting = client.get(
        reverse("agenda:comments-csv", args=(le_val.slug,)), {"suite": "attente"}
    ).content.decode()
    assert "Le local ferme." not in waiting


def rows_of(client, site, **asked):
    """The lines of the text file, by what was said."""
    text = client.get(reverse("agenda:comments-csv", args=(site.slug,)), asked).content.decode()
    text = text.replace("\xa0", " ")
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    return {row["Ce qui a été dit"]: row for row in rows}


@pytest.fixture
def two_versions(triad, le_val, ines):
    """Sabrina suggests other words for half a sentence, Nora says the same; a passage goes, one is split."""
    version = scenes.opened(le_val, ines)
    first, _code = scenes.said(
        version, "Plus tard.", quote="deux adultes accueillent", suggestion="=on accueille", language="tr"
    )  # fmt: skip
    same, _code = scenes.said(version, "Pareil.", public_name="Nora")
    scenes.said(version, "Gardez-le.", passage=scenes.passage(version, "Le mercredi"))
    scenes.said(version, "Bravo.", passage=None)
    details = actions.Details(merged_into=first)
    actions.give_outcome(same, kind="merged", reason="Idem.", details=details, by=ines)
    actions.agree(first, yes=True, keys=("k",))
    actions.theme_comments(le_val, [first], label="Horaires", by=ines)
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    found = following.wordings.get(heading="Après l'école")
    changes = scenes.wording_fields(found, text="De 16 h 30 à 19 h, deux adultes accueillent.")
    actions.save_passage(found, by=ines, **changes)
    gone = following.wordings.get(heading="Le mercredi")
    actions.remove_passage(gone, by=ines, revision=gone.revision)
    return following


def test_the_file_holds_all_that_was_said_and_where_it_is_in_later_versions(
    client, le_val, two_versions, ines
):
    before = rows_of(client, le_val)["Plus tard."]
    assert (
        before["Dans les versions suivantes"] == ""
    )  # nobody but the triad reads the next one yet
    for said in le_val.comments.waiting():
        actions.give_outcome(said, kind="already", reason="C'est écrit.", by=ines)
    actions.open_consultation(two_versions, by=ines, until=scenes.UNTIL)

    rows = rows_of(client, le_val)

    first = rows["Plus tard."]
    assert first["Mots cités"] == "deux adultes accueillent"
    assert first["Rédaction proposée"] == "'=on accueille"
    assert first["Langue"] == "Türkçe"
    assert (first["Accords"], first["Réactions"], first["Thèmes"]) == ("1", "0", "Horaires")
    assert first["Dans les versions suivantes"] == "version 2 : passage 4, récrit"
    assert rows["Pareil."]["Réunie avec"] == first["Référence"]
    assert rows["Gardez-le."]["Dans les versions suivantes"] == "version 2 : retiré"
    assert rows["Bravo."]["Dans les versions suivantes"] == ""


def test_the_three_files_have_the_same_columns(client, le_val, two_versions):
    sent = {
        kind: client.get(reverse(f"agenda:comments-{kind}", args=(le_val.slug,))).content
        for kind in FILES
    }
    book, sheet = read_xlsx(sent["xlsx"]), read_ods(sent["ods"])
    text = csv.reader(io.StringIO(sent["csv"].decode().removeprefix("\ufeff")), delimiter=";")
    heads = [[words for _kind, words in book[0]], [words for _kind, words in sheet[0]], next(text)]
    assert heads[0] == heads[1] == heads[2]
    words = ("s", "=on accueille"), ("string", "=on accueille")  # words in all three, no formula
    assert [
        any(pair in row for row in rows) for pair, rows in zip(words, (book, sheet), strict=True)
    ] == [True, True]


@pytest.mark.parametrize("comments", [1, 3, 30])
def test_the_file_costs_the_same_queries_whatever_its_length(
    client, django_assert_num_queries, le_val, triad, ines, comments
):
    version = scenes.opened(le_val, ines)
    for n in range(comments):
        scenes.said(version, f"Remarque {n}")
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    actions.open_consultation(following, by=ines, until=scenes.UNTIL)
    with django_assert_num_queries(13):
        client.get(reverse("agenda:comments-csv", args=(le_val.slug,)))


def test_a_passage_is_chosen_by_its_name_and_keeps_it_when_it_has_gone(
    client, le_val, two_versions, ines
):
    address = reverse("agenda:comment-list", args=(le_val.slug,))
    page = client.get(address).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert "4. Après l’école</option>" in page
    school = str(scenes.passage(two_versions).pk)
    assert set(rows_of(client, le_val, passage=school)) == {"Plus tard.", "Pareil."}
    assert set(rows_of(client, le_val, passage="texte")) == {"Bravo."}
    assert set(rows_of(client, le_val, passage=school, nom="nor")) == {"Pareil."}


def test_what_is_asked_seldom_is_folded_until_it_is_asked(client, le_val, said):
    plain, asked = (
        client.get(reverse("agenda:comment-list", args=(le_val.slug,)), query).content.decode()
        for query in ({"suite": "attente"}, {"source": "workshop"})
    )

    assert "<details><summary>Plus de filtres</summary>" in plain
    assert "<details open><summary>Plus de filtres</summary>" in asked
    assert plain.index('name="mots"') < plain.index("Plus de filtres") < plain.index('name="nom"')


def test_the_workshop_of_a_nameless_line_is_told_once(client, le_val, said):
    page = client.get(reverse("agenda:comment-list", args=(le_val.slug,)), {"source": "workshop"})

    by = page.content.decode().partition('<p class="by">')[2].partition("</p>")[0]
    assert "<bdi>Participant 1</bdi>" in by
    assert by.count("novembre 2026") == 1


def test_a_thousand_comments_are_counted_with_a_thin_space():
    read = Template('{% include "agenda/parts/voice_counts.html" with voices=v switch=s only %}')
    counts = {"total": 1000, "answered": 1000, "waiting": 0, "oldest_waiting": None}

    assert "1\u202f000 remarques : 1\u202f000 avec réponse" in read.render(Context({"v": counts, "s": []})).replace("\xa0", " ")  # fmt: skip
