"""A version in other languages: which ones, how far, and the text as it is read in one of them."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Subquery, UUIDField

from agenda.figures.texts import PassageFigure
from agenda.models import Translation, Version, Wording, WordingHistory
from agenda.tongues import Language
from kit.reads import Given, compiled


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in which some passages of a version can be read; how many are to be looked through."""

    language: Language
    passages: int
    stale: int = 0


@dataclass(frozen=True, slots=True)
class Aged:
    """What of a passage was written before its words as they stand now."""

    plain: bool
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translated:
    """A passage and its last translation into one language, if there is one."""

    passage: PassageFigure
    last: Translation | None

    @property
    def stale(self) -> bool:
        """True when the text has changed since."""
        return self.last is not None and not self.last.translates(self.passage)


def languages(version: Version) -> tuple[Language, ...]:
    """The languages in which something of a version can be read, by name; one query."""
    return by_name(Language(row.language) for row in spoken_in(version=version.pk))


@compiled
def spoken_in() -> Any:
    this = Given("version", UUIDField())
    passages = Wording.objects.filter(version=this).values("passage")
    spoken = Translation.objects.filter(version=this, passage__in=passages)
    return spoken.order_by().values("language").distinct()


def translated_into(version: Version) -> dict[Any, tuple[str, ...]]:
    """By passage, the names of the languages into which it is translated; one query."""
    found: dict[Any, set[str]] = {}
    rows = version.translations.order_by().values_list("passage_id", "language").distinct()
    for passage, code in rows:
        found.setdefault(passage, set()).add(code)
    return {
        passage: tuple(language.name for language in by_name(map(Language, codes)))
        for passage, codes in found.items()
    }


def aged(version: Version) -> dict[Any, Aged]:
    """By passage, what is older than its words: the plain-language text, translations; two queries."""
    first = WordingHistory.objects.filter(
        passage=OuterRef("passage"),
        version__number__lte=version.number,
        plain_text=OuterRef("plain_text"),
    ).order_by("version__number", "revision")
    rows = version.wordings.annotate(began=Subquery(first.values("text")[:1]))
    words = {row.passage_id: row for row in rows}
    stale: dict[Any, set[str]] = {}
    for said in version.translations.filter(passage__in=list(words)).newest():
        if not said.translates(words[said.passage_id]):
            stale.setdefault(said.passage_id, set()).add(said.language)
    return {
        key: Aged(
            plain=bool(row.plain_text and row.began is not None and row.began != row.text),
            languages=tuple(
                language.name for language in by_name(map(Language, stale.get(key, ())))
            ),
        )
        for key, row in words.items()
    }


def by_name(spoken: Any) -> tuple[Language, ...]:
    """Languages in the order of their names in the reader's language."""
    return tuple(sorted(spoken, key=lambda language: language.name))


def tongues(version: Version, passages: tuple[PassageFigure, ...]) -> tuple[Tongue, ...]:
    """How far a version is translated, by language; one query."""
    there = {passage.id: passage for passage in passages}
    done: Counter[str] = Counter()
    stale: Counter[str] = Counter()
    for row in version.translations.filter(passage__in=list(there)).newest():
        done[row.language] += 1
        stale[row.language] += not row.translates(there[row.passage_id])
    spoken = by_name(Language(code) for code in done)
    return tuple(Tongue(each, done[each.code], stale[each.code]) for each in spoken)


def also_in(version: Version, passage: Any, language: str) -> tuple[int, ...]:
    """The later versions that have the same translation of a passage because they say the same."""
    last = version.translations.filter(passage=passage, language=language).newest().first()
    if last is None:
        return ()
    later = Translation.objects.filter(
        version__site=version.site_id,
        version__number__gt=version.number,
        passage=passage,
        language=language,
        carried=True,
        by=last.by_id,
        at=last.at,
    )
    return tuple(later.order_by("version__number").values_list("version__number", flat=True))


def last_translations(version: Version, language: str) -> dict[Any, Translation]:
    """The last translation into one language, by passage; one query."""
    rows = version.translations.filter(language=language).select_related("by").newest()
    return {row.passage_id: row for row in rows}


def translated(
    version: Version, passages: tuple[PassageFigure, ...], language: Language
) -> tuple[Translated, ...]:
    """Every passage with its translation into one language."""
    found = last_translations(version, language.code)
    return tuple(Translated(passage, found.get(passage.id)) for passage in passages)


def read_in(
    version: Version, passages: tuple[PassageFigure, ...], language: Language | None
) -> tuple[PassageFigure, ...]:
    """The text as it is read in a language; what nobody has translated stays in French."""
    if language is None:
        return passages
    return tuple(
        replace(
            each.passage,
            heading=each.last.heading,
            text=each.last.text,
            plain_text=each.last.plain_text,
            language=language.code,
            direction=language.direction,
            stale=each.stale,
        )
        if each.last
        else replace(each.passage, in_french=True)
        for each in translated(version, passages, language)
    )
