"""A first text that came in a file, as most do."""

import hashlib
from collections.abc import Iterable

from accounts.models import User
from agenda import actions
from agenda.bringing import plain
from agenda.bringing.proposals import Limits, read_out
from agenda.demo.story import Words
from agenda.models import Version
from agenda.models.versions import HEADING_LENGTH, TEXT_LENGTH, Section

NAME = "feuille-de-route.md"


def bring(version: Version, passages: Iterable[Words], *, by: User) -> None:
    """All passages of a text that has none yet, brought in as one file."""
    text = as_file(passages)
    kept = actions.keep_bringing(
        version,
        by=by,
        kind="markdown",
        name=NAME,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        reading=read_out(plain.read(text), Limits(HEADING_LENGTH, TEXT_LENGTH)),
        left=(),
    )
    actions.bring_in(kept, by=by)


def as_file(passages: Iterable[Words]) -> str:
    """The passages as somebody would write them down: parts, strategies, headings, texts."""
    lines: list[str] = []
    strategies: list[str] = []
    for words in passages:
        if words.part in Section:
            lines += [f"## {words.heading}", words.text]
            continue
        if words.part not in strategies:
            strategies.append(words.part)
            lines.append(f"## Axe {len(strategies)} : {words.part}")
        lines += [f"### {words.heading}", words.text]
    return "\n\n".join(lines)
