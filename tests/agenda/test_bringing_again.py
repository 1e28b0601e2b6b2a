"""A revised file comes back: passages are known again or asked about, never guessed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda import actions
from agenda.bringing import plain
from agenda.bringing.matching import Text, matches
from agenda.bringing.proposals import Limits, read_out
from agenda.bringing.weaving import moved, woven
from agenda.models import Bringing, Passage, Version
from journal.models import Entry
from kit.states import Refusal
from tests.agenda import documents, labelled, scenes
from tests.agenda.test_bringing import brought, chosen, queries, told
from tests.agenda.test_races import at_once
from tests.agenda.test_residents import url


def verdicts(seed=labelled.SEED):
    """Each labelled passage with what the matching says."""
    for before, after in labelled.agendas(seed):
        present = [Text(n, ("", ""), said.heading, said.text) for n, said in enumerate(before)]
        coming = [Text(None, ("", ""), one.said.heading, one.said.text) for one in after]
        yield from zip(after, matches(present, coming), strict=True)


@pytest.mark.parametrize("seed", [labelled.SEED, 3, 18, 42])
def test_of_three_hundred_labelled_pairs_what_is_automatic_is_right_and_the_rest_is_asked(seed):
    found = list(verdicts(seed))
    sure = [(one, match) for one, match in found if match.is_sure]
    right = [one for one, match in sure if match.key == one.label]
    asked = [(one, match) for one, match in found if not match.is_sure]

    assert len(found) == 300
    assert len(right) >= 0.99 * len(sure)
    assert [one for one, match in sure if match.key != one.label] == []
    assert len(sure) >= 180
    assert all(one.label is None or one.label in match.candidates for one, match in asked)


def test_every_kind_of_revision_is_among_the_labelled_pairs():
    done = [one.done for one, _match in verdicts()]

    assert set(done) == {
        "same",
        "light",
        "hours",
        "head",
        "both",
        "heavy",
        "replaced",
        "split",
        "new",
    }
    assert all(done.count(kind) >= 10 for kind in set(done))
    assert list(verdicts()) == list(verdicts())


@pytest.mark.slow
def test_a_text_of_forty_thousand_words_is_known_again():
    words = [
        f"mot{n} le centre social ouvre le samedi et la salle reste ouverte. " for n in range(300)
    ]
    texts = [Text(n, ("", ""), f"Lieu {n}", word * 11) for n, word in enumerate(words)]

    found = matches(texts, texts[::-1])

    assert [match.key for match in found] == list(range(299, -1, -1))


def test_the_order_of_the_file_counts_and_what_it_lacks_stays_behind_its_neighbour():
    text = [("a", 1), ("b", 1), ("c", 1), ("d", 2), ("e", 2)]

    assert woven(text, ["c", "new", "a"]) == ["c", "d", "e", "new", "a", "b"]
    assert woven(text, ["a", "c", "e"], frozenset("b")) == ["a", "c", "d", "e"]
    assert moved("abcde", "acdeb") == {"b"}
    assert moved("abcde", "eabcd") == {"e"}


@pytest.fixture
def version(triad, le_val, ines):
    return scenes.writing(le_val, ines)


FILE = """
## Notre horizon

Chaque enfant trouve un adulte qui l'attend.

## Ce qui nous aide

Le centre social ouvre le samedi.

## Axe 1 : Grandir ici

### Le mercredi

Le local ouvre de 14 h à 18 h, et jusqu'à 19 h en juin.

### Après l'école

De 16 h 30 à 18 h 30, deux adultes accueillent.

### Les vacances

Une semaine sur deux, une sortie est proposée aux enfants.

## Axe 2 : Travailler

### La permanence emploi

Un mardi sur deux, au pied des tours.
"""


def test_ines_brings_the_revised_file_in_and_every_passage_keeps_its_id_and_its_comments(
    browser_of, le_val, ines, version
):
    opened = actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    comment, _code = scenes.said(opened, passage=scenes.passage(opened, "Le mercredi"))
    actions.close_consultation(opened, by=ines)
    second = actions.start_version(le_val, by=ines)
    before = told(second)
    ids = dict(second.wordings.values_list("heading", "passage"))
    browser, entries = browser_of(ines), Entry.objects.count()

    kept = brought(browser, le_val, FILE)
    assert [item["verdict"] for item in kept.items] == ["same", "same", "reworded", "same", "new", "same"]  # fmt: skip
    sent = browser.post(url("text-look", le_val, bringing=kept.pk), again(kept))
    assert sent["Location"] == url("text-absent", le_val, bringing=kept.pk)
    browser.get(sent["Location"])
    hinders = str(ids["Ce qui nous freine"])
    browser.post(sent["Location"], {hinders: "out"})

    assert [row[2] for row in told(second)] == [
        "Notre horizon", "Ce qui nous aide", "Le mercredi", "Après l'école", "Les vacances", "La permanence emploi",
    ]  # fmt: skip
    after = dict(second.wordings.values_list("heading", "passage"))
    assert {h: k for h, k in after.items() if h in ids} == {
        h: k for h, k in ids.items() if h in after
    }
    assert after["Le mercredi"] == comment.passage_id
    assert second.wordings.get(heading="Le mercredi").text.endswith("en juin.")
    assert Entry.objects.count() == entries + 1
    act = second.acts.get()
    actions.undo(act, by=ines)
    assert told(second) == before
    actions.undo(second.acts.get(undoes=act), by=ines)
    assert [row[2] for row in told(second)][2] == "Le mercredi"


def again(kept, **changes):
    """What the preview sends, with what each passage is."""
    which = {f"is-{n}": item["is"] for n, item in enumerate(kept.items)}
    return chosen(kept) | which | changes


def test_a_doubtful_passage_is_asked_with_both_texts_and_any_answer_counts(
    browser_of, le_val, ines, version
):
    browser = browser_of(ines)
    school = version.wordings.get(heading="Après l'école")
    kept = brought(browser, le_val, "## Axe 1 : Grandir ici\n\n### Accueil du soir\n\nDe 17 h à 19 h, trois adultes accueillent.")  # fmt: skip
    assert (kept.items[0]["verdict"], kept.items[0]["is"]) == ("doubtful", "")
    assert kept.items[0]["candidates"][0] == str(school.passage_id)
    address = url("text-look", le_val, bringing=kept.pk)
    page = browser.get(f"{address}?show=open").content.decode()
    assert "<ins>" in page
    assert "<del>" in page

    unanswered = browser.post(address, again(kept))
    assert unanswered["Location"].endswith("?show=open#passage-1")
    browser.post(address, again(kept, **{"is-0": str(school.passage_id)}))
    browser.post(url("text-absent", le_val, bringing=kept.pk), all_kept(kept, school.passage_id))

    school.refresh_from_db()
    assert (school.heading, school.revision) == ("Accueil du soir", 2)
    assert version.wordings.count() == 6


def all_kept(kept, *matched):
    return {key: "keep" for key in kept.seen if key not in {str(m) for m in matched}}


def test_a_new_passage_leaves_the_old_one_alone(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    before = set(version.wordings.values_list("passage", "revision"))
    kept = brought(browser, le_val, "## Axe 1 : Grandir ici\n\n### Accueil du soir\n\nDe 17 h à 19 h, trois adultes accueillent.")  # fmt: skip
    browser.post(url("text-look", le_val, bringing=kept.pk), again(kept, **{"is-0": "new"}))
    browser.post(url("text-absent", le_val, bringing=kept.pk), all_kept(kept))

    assert before < set(version.wordings.values_list("passage", "revision"))
    assert version.wordings.count() == 7


def test_two_passages_cannot_be_one(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    kept = brought(browser, le_val, FILE)
    same = {f"is-{n}": kept.items[0]["is"] for n in range(2)}

    browser.post(url("text-look", le_val, bringing=kept.pk), again(kept, **same))
    sent = browser.post(
        url("text-absent", le_val, bringing=kept.pk),
        {str(k): "keep" for k in version.wordings.values_list("passage", flat=True)},
    )

    assert "?show=open#passage-1" in sent["Location"]
    assert version.acts.filter(kind="imported").count() == 0


def test_what_somebody_changed_meanwhile_comes_back_to_be_chosen_and_nothing_is_lost(
    browser_of, le_val, ines, marc, version
):
    browser = browser_of(ines)
    kept = brought(browser, le_val, FILE)
    wednesday = version.wordings.get(heading="Le mercredi")
    actions.save_passage(
        wednesday, by=marc, revision=1, heading="Le mercredi", text="Fermé en août."
    )
    help_us = version.wordings.get(heading="Ce qui nous aide")
    actions.remove_passage(help_us, by=marc, revision=1)
    address = url("text-look", le_val, bringing=kept.pk)

    sent = browser.post(address, again(kept))
    assert "?show=open" in sent["Location"]
    kept.refresh_from_db()
    assert [item["verdict"] for item in kept.items if not item["is"]] == ["changed", "changed"]
    page = browser.get(f"{address}?show=open").content.decode()
    assert "Fermé en ao" in page
    assert "en juin" in page
    assert version.wordings.get(heading="Le mercredi").text == "Fermé en août."
    browser.post(address, again(kept, **{"is-1": "new", "is-2": str(wednesday.passage_id)}))
    browser.post(url("text-absent", le_val, bringing=kept.pk), all_kept(kept))

    assert version.wordings.get(heading="Le mercredi").text.endswith("en juin.")
    history = version.wordinghistorys.filter(passage=wednesday.passage_id)
    assert "Fermé en août." in history.values_list("text", flat=True)


def test_a_change_of_the_very_moment_is_refused_whole(le_val, ines, marc, version):
    kept = ready(version, ines)
    school = version.wordings.get(heading="La permanence emploi")
    actions.save_passage(
        school, by=marc, revision=1, heading="La permanence emploi", text="Fermée."
    )

    with pytest.raises(Refusal):
        actions.bring_in(kept, by=ines)

    assert Bringing.objects.get().items
    assert version.acts.filter(kind="imported").count() == 0


def ready(version, by, text=FILE):
    """A text that is read and wholly known again."""
    reading = read_out(plain.read(text), Limits(120, 20_000))
    return actions.keep_bringing(
        version, by=by, kind="pasted", name="", sha256="a" * 64, reading=reading, left=()
    )


def test_the_same_file_again_writes_nothing(le_val, ines, version):
    same = "\n\n".join(
        f"## {'Axe 1 : ' + strategy if strategy else heading}\n\n### {heading}\n\n{text}" if strategy else f"## {heading}\n\n{text}"
        for _section, strategy, heading, text in scenes.PASSAGES
    )  # fmt: skip
    before, entries = told(version), Entry.objects.count()

    assert actions.bring_in(ready(version, ines, same), by=ines) is None
    assert told(version) == before
    assert Entry.objects.count() == entries
    assert not Bringing.objects.exists()


def test_a_text_goes_on_in_the_next_version(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    kept = brought(browser, le_val, FILE)
    address = url("text-look", le_val, bringing=kept.pk)
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    assert url("text-drop", le_val, bringing=kept.pk) in browser.get(address).content.decode()
    actions.close_consultation(Version.objects.get(), by=ines)
    second = actions.start_version(le_val, by=ines)
    assert browser.get(address).status_code == 200

    browser.post(url("text-take-up", le_val, bringing=kept.pk))

    kept.refresh_from_db()
    assert kept.version == second
    browser.post(address, again(kept))
    browser.post(url("text-absent", le_val, bringing=kept.pk), all_kept(kept))
    assert second.wordings.filter(heading="Les vacances").exists()


def test_a_word_file_without_ids_comes_back_shuffled_and_reworded(
    browser_of, le_val, samira, triad
):
    rows = [(1, "Axe 1 : Grandir ici")]
    for number, said in enumerate(labelled.PROSE):
        rows += [(2, labelled.HEADS[number]), (None, said)]
    version = actions.start_version(le_val, by=samira)
    browser = browser_of(samira)
    first = upload(browser, le_val, documents.agenda_docx(rows))
    browser.post(url("text-look", le_val, bringing=first.pk), again(first))
    ids = dict(version.wordings.values_list("heading", "passage"))
    assert len(ids) == len(labelled.PROSE)
    pairs = [rows[n : n + 2] for n in range(1, len(rows), 2)]
    revised = [rows[0], *(row for pair in reversed(pairs) for row in pair)]
    revised = [(level, f"{text} {labelled.MORE[0]}" if level is None and n % 6 == 0 else text) for n, (level, text) in enumerate(revised)]  # fmt: skip

    second = upload(browser, le_val, documents.agenda_docx(revised))
    assert {item["verdict"] for item in second.items} == {"same", "reworded"}
    browser.post(url("text-look", le_val, bringing=second.pk), again(second))

    assert dict(version.wordings.values_list("heading", "passage")) == ids
    order = version.wordings.order_by("position").values_list("heading", flat=True)
    assert list(order) == [heading[1] for heading, _text in reversed(pairs)]
    assert Passage.objects.filter(site=le_val).count() == len(ids)


def upload(browser, site, data):
    return brought(browser, site, "", file=SimpleUploadedFile("feuille.docx", data))


def test_the_preview_costs_the_same_with_one_passage_and_with_thirty(
    browser_of, le_val, ines, version
):
    browser = browser_of(ines)
    one, thirty = (
        brought(browser, le_val, "\n\n".join(f"## Lieu {n}\n\nLe local {n} ouvre de 14 h à 18 h." for n in range(many)))
        for many in (1, 30)
    )  # fmt: skip
    for name in ("text-look", "text-absent"):
        assert queries(browser, url(name, le_val, bringing=one.pk)) == queries(
            browser, url(name, le_val, bringing=thirty.pk)
        )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_people_press_at_once_and_both_texts_are_in(le_val, ines, marc, samira):
    version = actions.start_version(le_val, by=ines)
    kept = [ready(version, person, f"## Notre horizon\n\nMot de {person}.") for person in (ines, marc, ines)]  # fmt: skip

    acts = at_once(*(lambda row=row: actions.bring_in(row, by=row.by) for row in kept))

    assert len({act.pk for act in acts}) == 2
    assert version.wordings.count() == 2
    assert sorted(version.acts.values_list("number", flat=True)) == [1, 2]
