"""Levels to choose from: the number and the name stand out, what it looks like follows."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html

from readiness.figures import LevelFigure


def level_choices(levels: Iterable[LevelFigure]) -> list[tuple[str, Any]]:
    """« 2 · Présent  Trois personnes nommées, dates de mandat connues. »"""
    return [
        (str(level.number), format_html("<span><strong>{}</strong> {}</span>", level.words, level.text))
        for level in levels
    ]  # fmt: skip
