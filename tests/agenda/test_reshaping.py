"""Splitting, merging, moving and undoing through the portal; where comments are afterwards."""

import random

import pytest

from agenda import actions, figures
from agenda.actions.acts import RANK, WORDS
from agenda.models import Passage, Version
from agenda.models.versions import Section
from kit.states import Refusal
from tests.agenda import scenes


@pytest.fixture
def spoken(triad, le_val, ines):
    """Version 1 has comments and is closed; version 2 is being written from it."""
    version = scenes.opened(le_val, ines)
    said = {
        heading: scenes.said(version, heading, passage=scenes.passage(version, heading))[0]
        for heading in ("Après l'école", "Le mercredi", "La permanence emploi", "Ce qui nous aide")
    }
    actions.close_consultation(version, by=ines)
    return said, actions.start_version(le_val, by=ines)


def placed(site, version):
    """By comment, where its passage is now."""
    later = Version.objects.get(pk=version.pk)
    return {c.text: c.now for c in figures.comments_of(site.comments.in_order(), later)}


def written(version, heading):
    return version.wordings.get(heading=heading)


def test_a_split_passage_is_in_two_and_the_words_quoted_say_in_which(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    school = scenes.passage(version)
    scenes.said(version, "Tout", passage=school)
    scenes.said(version, "Mots", passage=school, quote="deux adultes accueillent")
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    wording = written(following, "Après l'école")
    actions.save_passage(wording, by=ines, heading="Après l'école", revision=1,
                         text="De 16 h 30 à 18 h 30. Là, deux adultes accueillent.")  # fmt: skip

    second = actions.split_passage(
        written(following, "Après l'école"), by=ines, revision=2, after=1, heading="L'accueil"
    )

    now = placed(le_val, following)
    assert [(s.place, s.heading) for s in now["Tout"].spots] == [
        (4, "Après l'école"),
        (5, "L'accueil"),
    ]
    assert (now["Tout"].kind, now["Tout"].quote, now["Tout"].quoted_at) == ("split", "", None)
    assert now["Mots"].quoted_at.id == second.passage_id
    assert (written(following, "Après l'école").text, second.text) == (
        "De 16 h 30 à 18 h 30.", "Là, deux adultes accueillent.",
    )  # fmt: skip


def test_merged_passages_are_one_and_a_removed_one_is_gone_since_its_version(spoken, le_val, ines):
    _said, version = spoken
    school, wednesday = (written(version, h) for h in ("Après l'école", "Le mercredi"))
    helps = written(version, "Ce qui nous aide")

    actions.merge_passages(
        wednesday, school, by=ines, revision=1, other_revision=1, heading="Les enfants"
    )
    actions.remove_passage(helps, by=ines, revision=1)

    now = placed(le_val, version)
    kinds = {text: (w.kind, w.spot.heading if w.spot else w.gone_in) for text, w in now.items()}
    assert kinds == {
        "Après l'école": ("reworded", "Les enfants"),
        "Le mercredi": ("merged", "Les enfants"),
        "La permanence emploi": ("same", "La permanence emploi"),
        "Ce qui nous aide": ("gone", 2),
    }
    joined = written(version, "Les enfants")
    assert joined.passage_id == school.passage_id
    assert joined.text == f"{school.text}\n\n{wednesday.text}"


def test_a_passage_put_in_another_part_says_that_it_moved(spoken, le_val, ines):
    _said, version = spoken
    jobs = written(version, "La permanence emploi")
    actions.put_passage(
        jobs, by=ines, section="strategy", strategy="Grandir ici",
        behind=written(version, "Après l'école").passage_id,
    )  # fmt: skip

    now = placed(le_val, version)["La permanence emploi"]
    assert (now.kind, now.moved, now.spot.place) == ("same", True, 5)
    with pytest.raises(Refusal):
        actions.put_passage(jobs, by=ines, section="strategy", strategy="")
    with pytest.raises(Refusal):
        actions.put_passage(
            jobs, by=ines, section="hinders", behind=written(version, "Ce qui nous aide").passage_id
        )


def words(version):
    """All that the text says, and in which order."""
    fields = ("passage", "position", *WORDS)
    return list(version.wordings.order_by("position").values_list(*fields))


def change(dice, version, by):
    """One random act of writing; refusals are part of life."""
    wordings = list(version.wordings.order_by("position"))
    mine, other = dice.choice(wordings), dice.choice(wordings)
    kind = dice.choice(("add", "save", "move", "put", "remove", "split", "split", "merge", "merge"))
    try:
        match kind:
            case "add":
                areas = [w.passage_id for w in wordings if w.section == "area"]
                actions.add_passage(version, by=by, section=dice.choice(list(Section)),
                                    strategy=dice.choice(("Grandir ici", "Travailler", "Bouger")),
                                    answers_to=dice.choice([*areas, ""]), heading=f"H{dice.random()}",
                                    text="Un. Deux. Trois. Quatre.")  # fmt: skip
            case "save":
                actions.save_passage(mine, by=by, revision=mine.revision, heading=mine.heading,
                                     text=f"{mine.text} Et {dice.random()}.")  # fmt: skip
            case "move":
                actions.move_passage(mine, by=by, up=dice.random() < 0.5)
            case "put":
                actions.put_passage(mine, by=by, section=other.section, strategy=other.strategy,
                                    behind=other.passage_id if dice.random() < 0.7 else None)  # fmt: skip
            case "remove":
                actions.remove_passage(mine, by=by, revision=mine.revision)
            case "split":
                actions.split_passage(mine, by=by, revision=mine.revision, after=1, heading="Suite")
            case "merge":
                actions.merge_passages(mine, other, by=by, revision=mine.revision,
                                       other_revision=other.revision, heading="Réunis")  # fmt: skip
    except Refusal:
        return None
    return kind


def in_order(version):
    """True while each part stands whole in its place, and activities behind their own strategy."""
    parts = list(version.wordings.order_by("position").values_list("section", "strategy"))
    runs = [part for n, part in enumerate(parts) if n == 0 or part != parts[n - 1]]
    ranks = [RANK[section] for section, _strategy in runs]
    strategies = [strategy for _section, strategy in runs if strategy]
    whole = [name for n, name in enumerate(strategies) if n == 0 or name != strategies[n - 1]]
    return (
        len(runs) == len(set(runs))
        and ranks == sorted(ranks)
        and len(whole) == len(set(whole))
        and all(
            runs.index(("strategy", name)) < runs.index(("activity", name))
            for name in whole
            if {("strategy", name), ("activity", name)} <= set(runs)
        )
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_random_scripts_through_the_portal_agree_with_the_pure_model(triad, le_val, ines, seed):
    """Also: undoing the last acts one by one gives the text back, sign by sign."""
    dice = random.Random(seed)
    version = scenes.opened(le_val, ines)
    for wording in version.wordings.all():
        scenes.said(version, wording.heading, passage=wording.passage)
    expected = {str(w.passage_id): {w.passage_id} for w in version.wordings.all()}
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    pages = [words(following)]
    for _act in range(11):
        change(dice, following, ines)
        pages.append(words(following))
        assert in_order(following)

    acts = list(following.acts.order_by("number"))
    for act in acts:  # the tags of the paper model, led by what the acts touched
        for descent in act.descents.all():
            for pieces in expected.values():
                if descent.source_id in pieces:
                    pieces.add(descent.target_id)
                    if descent.kind == "merged":
                        pieces.discard(descent.source_id)
    present = set(following.wordings.values_list("passage", flat=True))
    found = {
        str(c.passage_id): {s.id for s in c.now.spots}
        for c in figures.comments_of(le_val.comments.in_order(), following)
    }
    assert found == {key: pieces & present for key, pieces in expected.items()}
    assert [row[1] for row in words(following)] == list(range(1, len(words(following)) + 1))

    kept = [page for n, page in enumerate(pages) if n == 0 or page != pages[n - 1]]
    for act in reversed(acts):
        assert words(following) == kept.pop()
        actions.undo(act, by=ines)
    assert words(following) == kept.pop()
    found = {
        c.passage_id: c.now.kind for c in figures.comments_of(le_val.comments.in_order(), following)
    }
    assert set(found.values()) == {"same"}


def test_an_undoing_can_be_undone_and_a_button_pressed_twice_undoes_once(
    spoken, le_val, ines, marc
):
    _said, version = spoken
    actions.split_passage(
        actions.save_passage(written(version, "Le mercredi"), by=ines, revision=1,
                             heading="Le mercredi", text="Un. Deux."),
        by=ines, revision=2, after=1, heading="Suite",
    )  # fmt: skip
    split = version.acts.get(kind="split")
    both = words(version)

    undoing, again = (actions.undo(split, by=marc) for _click in range(2))
    assert undoing == again
    assert not version.wordings.filter(heading="Suite").exists()
    assert placed(le_val, version)["Le mercredi"].kind == "reworded"
    actions.undo(undoing, by=ines)

    assert words(version) == both
    assert placed(le_val, version)["Le mercredi"].kind == "split"


def test_what_changed_since_is_undone_first(spoken, ines, marc):
    _said, version = spoken
    wednesday = written(version, "Le mercredi")
    actions.save_passage(wednesday, by=ines, revision=1, heading="Mercredi", text="Un.")
    actions.save_passage(wednesday, by=marc, revision=2, heading="Mercredi", text="Deux.")
    first, second = version.acts.order_by("number")

    with pytest.raises(Refusal, match="Mercredi"):
        actions.undo(first, by=ines)
    actions.undo(second, by=ines)
    assert written(version, "Mercredi").text == "Un."
    actions.undo(first, by=ines)
    assert written(version, "Le mercredi").text == wednesday.text


def test_a_quote_must_stand_in_the_passage(triad, le_val, ines):
    version = scenes.opened(le_val, ines)

    with pytest.raises(Refusal):
        scenes.said(version, "x", quote="des mots d'ailleurs")
    with pytest.raises(Refusal):
        scenes.said(version, "x", passage=None, quote="deux adultes")


def test_splitting_and_merging_refuse_what_is_stale_empty_or_too_long(triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    school, wednesday = (written(version, h) for h in ("Après l'école", "Le mercredi"))
    stale = {"by": ines, "revision": 9}
    for deed in (
        lambda: actions.split_passage(school, **stale, after=1, heading="x"),
        lambda: actions.split_passage(school, by=ines, revision=1, after=0, heading="x"),
        lambda: actions.split_passage(school, by=ines, revision=1, after=7, heading="x"),
        lambda: actions.merge_passages(school, wednesday, **stale, other_revision=1, heading="x"),
        lambda: actions.merge_passages(
            school, school, by=ines, revision=1, other_revision=1, heading="x"
        ),
    ):
        with pytest.raises(Refusal):
            deed()
    actions.save_passage(school, by=ines, revision=1, heading="x", text="a" * 19_990)
    with pytest.raises(Refusal):
        actions.merge_passages(
            school, wednesday, by=ines, revision=2, other_revision=1, heading="x"
        )
    assert version.acts.exclude(kind="added").count() == 1
    assert Passage.objects.filter(site=le_val).count() == 6


def test_the_database_refuses_acts_on_a_frozen_text_and_changed_facts(spoken, le_val, ines):
    _said, version = spoken
    actions.merge_passages(
        written(version, "Après l'école"), written(version, "Le mercredi"),
        by=ines, revision=1, other_revision=1, heading="x",
    )  # fmt: skip
    act = version.acts.get()
    for deed in (
        lambda: act.descents.update(kind="split"),
        lambda: act.descents.all().delete(),
        lambda: version.acts.update(kind="moved"),
        lambda: le_val.versions.get(number=1).acts.create(number=99, kind="saved"),
    ):
        with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
            deed()
