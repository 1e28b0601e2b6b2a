"""What changed from one edition of the official list to the next: line by line, and counted by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, F, Func, PositiveSmallIntegerField, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sites.models import Lineage, Neighbourhood

PER_PAGE = 50
SAME_CODE = "same"
R = Lineage.Relation
# The six words, in the order in which a list is read: what stays, what changes, who comes, who goes.
WORDS = {
    R.UNCHANGED: _("unchanged"),
    R.MODIFIED: R.MODIFIED.label,
    R.NEW: R.NEW.label,
    R.MERGED: R.MERGED.label,
    R.SPLIT: R.SPLIT.label,
    R.LEFT: R.LEFT.label,
}


@dataclass(frozen=True, slots=True)
class AskedEdition:
    """Which edition somebody reads against the one before, and which of its lines."""

    edition: int
    before: int
    word: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class EditionLine:
    """A neighbourhood before and after; one of them is empty for who came or left."""

    word: str
    former: str
    former_name: str
    later: str
    later_name: str
    place: str
    why: str

    @property
    def words(self) -> str:
        """What became of it, in the reader's language."""
        if self.word == SAME_CODE:
            return str(WORDS[R.UNCHANGED])
        return str(Lineage.Relation(self.word).label)


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many lines say one of the six words, none included."""

    word: str
    words: str
    count: int


def editions() -> tuple[int, ...]:
    """The years of the lists that the portal knows, the first one first."""
    years = Func(F("editions"), function="unnest", output_field=PositiveSmallIntegerField())
    found = Neighbourhood.objects.order_by().annotate(year=years).values_list("year", flat=True)
    return tuple(sorted(found.distinct()))


def unchanged(years: tuple[int, ...], held: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """From which edition to which a neighbourhood stayed as it was, under its code."""
    pairs = pairwise(years)
    return tuple((before, after) for before, after in pairs if before in held and after in held)


def changes(asked: AskedEdition) -> tuple[WordCount, ...]:
    """The six words with the number of their lines in the whole edition, zero included."""
    counted = Lineage.objects.filter(edition=asked.edition).order_by().values_list("relation")
    numbers = dict(counted.annotate(n=Count("pk")))
    kept = stayed(asked).count()
    return tuple(
        WordCount(
            word.value,
            str(words),
            numbers.get(word.value, 0) + (kept if word == R.UNCHANGED else 0),
        )
        for word, words in WORDS.items()
    )


def stayed(asked: AskedEdition) -> Any:
    """The neighbourhoods of both editions under one code."""
    return Neighbourhood.objects.filter(editions__contains=[asked.before, asked.edition]).order_by()


def lines(asked: AskedEdition) -> Any:
    """The lines that are asked for, by name."""
    same, steps = stayed(asked), Lineage.objects.filter(edition=asked.edition).order_by()
    if asked.text:
        called = Neighbourhood.objects.matching(asked.text).order_by().values("pk")
        same = same.filter(pk__in=called)
        steps = steps.filter(Q(former__in=called) | Q(later__in=called))
    if asked.word:
        steps = steps.filter(relation=asked.word)
        same = same if asked.word == R.UNCHANGED else same.none()
    kept = same.values(
        word=Value(SAME_CODE, CharField()),
        first=F("code"), first_name=F("name"), second=F("code"), second_name=F("name"),
        place=F("department__name"), why=Value("", CharField()), sort=F("sort_name"),
    )  # fmt: skip
    moved = steps.values(
        word=F("relation"),
        first=said("former__code"), first_name=said("former__name"),
        second=said("later__code"), second_name=said("later__name"),
        place=Coalesce("former__department__name", "later__department__name"),
        why=F("reason"),
        sort=Coalesce("former__sort_name", "later__sort_name"),
    )  # fmt: skip
    return kept.union(moved, all=True).order_by("sort", "first", "second")


def said(column: str) -> Coalesce:
    """A column of an end that may not be there."""
    return Coalesce(column, Value(""), output_field=CharField())


def edition_page(asked: AskedEdition, number: Any) -> Page[EditionLine]:
    """A page of the lines."""
    page: Any = Paginator(lines(asked), PER_PAGE).get_page(number)
    page.object_list = [line(row) for row in page.object_list]
    return page  # type: ignore[no-any-return]


def edition_lines(asked: AskedEdition) -> Iterator[EditionLine]:
    """All the lines, for a file."""
    return (line(row) for row in lines(asked))


def line(row: dict[str, str]) -> EditionLine:
    return EditionLine(
        row["word"],
        row["first"],
        row["first_name"],
        row["second"],
        row["second_name"],
        row["place"],
        row["why"],
    )
