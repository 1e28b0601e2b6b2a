"""The rubrics: our own words in both languages, published once, never changed after."""

import shutil

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import translation

from journal.models import Entry
from kit.states import Refusal
from readiness import texts
from readiness.actions import publish_rubrics
from readiness.models import Dimension, Kind, Level, Rubric

ALL = texts.read_all()
FIELDS = {
    Dimension: ("title", "question"),
    Level: ("name", "text", "example"),
}


@pytest.mark.parametrize("text", ALL, ids=lambda t: str(t.rubric))
def test_no_level_is_without_both_languages(text):
    """Nor does any text say the same in French and in English."""
    wordings = [
        (part, field, getattr(part, f"{field}_fr"), getattr(part, f"{field}_en"))
        for part in (*text.dimensions, *text.levels)
        for field in FIELDS[type(part)]
    ]
    missing = [(str(p), f) for p, f, french, english in wordings if not (french and english)]
    copied = {french for _p, _f, french, english in wordings if french == english}

    assert missing == []
    # « Fragile » and « Communication » are one word in both.
    assert copied <= {"Fragile", "Communication"}
    for part in (*text.dimensions, *text.levels):
        part.clean_fields(exclude=["rubric", "dimension"])


def test_the_rubrics_have_six_and_fifteen_dimensions_of_four_levels():
    first = {t.rubric.kind: t for t in ALL if t.rubric.version == 1}

    assert {kind: len(t.dimensions) for kind, t in first.items()} == {
        Kind.PRECONDITIONS: 6,
        Kind.CONDITIONS: 15,
    }
    assert {level.number for level in first[Kind.PRECONDITIONS].levels} == {0, 1, 2, 3}
    assert {level.number for level in first[Kind.CONDITIONS].levels} == {1, 2, 3, 4}
    assert [d.code for t in ALL for d in t.dimensions if d.unsuited_at_lowest] == [
        "urgency-context"
    ]


def test_publishing_twice_publishes_once(db):
    call_command("publish_rubrics", verbosity=0)
    before = (Rubric.objects.count(), Level.objects.count(), Entry.objects.count())
    call_command("publish_rubrics", verbosity=0)

    assert (Rubric.objects.count(), Level.objects.count(), Entry.objects.count()) == before
    assert before == (len(ALL), sum(len(t.levels) for t in ALL), len(ALL))
    assert all(r.published_at for r in Rubric.objects.all())


def test_the_words_are_said_in_the_readers_language(db):
    publish_rubrics(texts.read_all())
    level = Level.objects.filter(dimension__code="urgency-issue").order_by("number").first()

    with translation.override("en"):
        assert (level.name, level.text) == ("Missing", "Each describes a problem of their own.")
    with translation.override("fr"):
        assert (level.name, level.text) == ("Absent", "Chacun décrit son propre problème.")


def test_a_published_rubric_never_changes(db):
    publish_rubrics(texts.read_all())
    rubric = Rubric.objects.get(kind="preconditions")
    dimension = rubric.dimensions.order_by("position").first()
    level = dimension.levels.order_by("number").first()
    changes = [
        lambda: Rubric.objects.filter(pk=rubric.pk).update(title_fr="Autre"),
        lambda: Rubric.objects.filter(pk=rubric.pk).delete(),
        lambda: Dimension.objects.filter(pk=dimension.pk).update(title_fr="Autre"),
        lambda: Level.objects.filter(pk=level.pk).update(text_fr="Autre"),
        lambda: Level.objects.filter(pk=level.pk).delete(),
        lambda: Level.objects.create(
            dimension=dimension, number=9, name_fr="a", name_en="a", text_fr="a", text_en="a",
            example_fr="a", example_en="a",
        ),
        lambda: Dimension.objects.create(
            rubric=rubric, code="new", family="urgency", position=99, title_fr="a", title_en="a",
            question_fr="a", question_en="a",
        ),
    ]  # fmt: skip

    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_file_whose_published_words_changed_is_refused_whole(db, tmp_path, monkeypatch):
    """The version beside it is not published either."""
    publish_rubrics(texts.read_all())
    for path in texts.FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    first = tmp_path / "preconditions-1.toml"
    second = tmp_path / "preconditions-2.toml"
    second.write_text(first.read_text().replace("version = 1", "version = 2"))
    first.write_text(first.read_text().replace("Chacun décrit", "On décrit"))

    with pytest.raises(Refusal, match="version"):
        publish_rubrics(texts.read_all(tmp_path))
    assert Rubric.objects.count() == len(ALL)

    monkeypatch.setattr("readiness.management.commands.publish_rubrics.read_all", lambda: texts.read_all(tmp_path))  # fmt: skip
    with pytest.raises(CommandError):
        call_command("publish_rubrics", verbosity=0)


def test_a_new_version_stands_beside_the_earlier_one(db, tmp_path):
    publish_rubrics(texts.read_all())
    second = tmp_path / "preconditions-2.toml"
    first = texts.FOLDER / "preconditions-1.toml"
    second.write_text(first.read_text().replace("version = 1", "version = 2"))

    published = publish_rubrics(texts.read_all(tmp_path))

    assert [str(r) for r in published] == ["preconditions 2"]
    assert Rubric.objects.filter(kind="preconditions").count() == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('text.en = "One seat held at most."', 'text.en = " "'),
        ('text.en = "One seat held at most."', ""),
        ('number = 3\ntext.fr = "Suppléances', 'number = 7\ntext.fr = "Suppléances'),
        ('family = "urgency"', 'family = "weather"'),
        ('kind = "preconditions"', 'kind = "scores"'),
        ("[title]", "[title"),
    ],
)
def test_a_file_with_a_gap_is_refused_by_name(tmp_path, before, after):
    text = (texts.FOLDER / "preconditions-1.toml").read_text()
    assert before in text
    broken = tmp_path / "preconditions-1.toml"
    broken.write_text(text.replace(before, after, 1))

    with pytest.raises(texts.RubricUnclear, match=r"preconditions-1\.toml"):
        texts.read_all(tmp_path)
