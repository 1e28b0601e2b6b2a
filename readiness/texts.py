"""Rubrics as the project keeps them: one file a version, both languages side by side, checked whole."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readiness.models import Dimension, Family, Kind, Level, Rubric

FOLDER = Path(__file__).resolve().parent / "rubrics"
LANGUAGES = ("fr", "en")


class RubricUnclear(Exception):  # noqa: N818 - it names a fault of a file
    """A file that cannot be taken as it is, and where."""


@dataclass(frozen=True, slots=True)
class RubricText:
    """A rubric as its file words it, not saved yet."""

    rubric: Rubric
    dimensions: tuple[Dimension, ...]
    levels: tuple[Level, ...]


def read_all(folder: Path = FOLDER) -> tuple[RubricText, ...]:
    """Every rubric of the folder, the earlier versions first."""
    texts = [read(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(texts, key=lambda t: (t.rubric.kind, t.rubric.version)))


def read(path: Path) -> RubricText:
    """One rubric; nothing may be missing in either language, and no level of the scale."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        rubric = rubric_of(found)
        parts = list(parts_of(rubric, found))
    except (KeyError, TypeError, ValueError) as fault:
        raise RubricUnclear(f"{path.name}: {fault}") from fault
    return RubricText(
        rubric,
        tuple(dimension for dimension, _levels in parts),
        tuple(level for _dimension, levels in parts for level in levels),
    )


def rubric_of(found: Mapping[str, Any]) -> Rubric:
    """The rubric itself, with the fingerprint of all its words."""
    canonical = json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Rubric(
        kind=Kind(found["kind"]),
        version=int(found["version"]),
        digest=hashlib.sha256(canonical.encode()).hexdigest(),
        **said("title", found["title"]),
        **said("introduction", found["introduction"]),
    )


def parts_of(
    rubric: Rubric, found: Mapping[str, Any]
) -> Iterator[tuple[Dimension, tuple[Level, ...]]]:
    """Each dimension with its levels, one for each step of the rubric's scale."""
    scale = {int(step["number"]): said("name", step) for step in found["levels"]}
    for position, words in enumerate(found["dimensions"], start=1):
        dimension = Dimension(
            rubric=rubric,
            code=words["code"],
            family=Family(words["family"]),
            position=position,
            unsuited_at_lowest=bool(words.get("unsuited_at_lowest", False)),
            **said("title", words["title"]),
            **said("question", words["question"]),
        )
        levels = tuple(level_of(dimension, scale, step) for step in words["levels"])
        if [level.number for level in levels] != sorted(scale):
            raise ValueError(f"{dimension.code}: the levels are not those of the scale")
        yield dimension, levels


def level_of(
    dimension: Dimension, scale: Mapping[int, dict[str, str]], step: Mapping[str, Any]
) -> Level:
    """One level with the name that the scale gives it."""
    number = int(step["number"])
    return Level(
        dimension=dimension,
        number=number,
        **scale[number],
        **said("text", step["text"]),
        **said("example", step["example"]),
    )


def said(field: str, words: Mapping[str, str]) -> dict[str, str]:
    """A text in each language, as fields; an empty one is a fault."""
    for language in LANGUAGES:
        if not words[language].strip():
            raise ValueError(f"{field}: nothing in “{language}”")
    return {f"{field}_{language}": words[language].strip() for language in LANGUAGES}
