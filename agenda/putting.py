"""From a suggested wording to the text: where the quoted words stand, and what would stand there."""

from dataclasses import dataclass

from agenda.cutting import sentences
from agenda.descent import bare


@dataclass(frozen=True, slots=True)
class Suggested:
    """A resident's wording for a passage in the editor; `placed`: it stands in the text there."""

    name: str
    quote: str
    suggestion: str
    placed: bool


def quotable(text: str, longest: int) -> tuple[str, ...]:
    """The sentences of a text that a comment may be about, without marks of formatting."""
    found = (words.strip("*_-> \n") for words in sentences(text.replace("**", "")))
    return tuple(words for words in found if words and len(words) <= longest)


def put(text: str, quote: str, suggestion: str) -> str | None:
    """The text with the suggestion in the place of the quoted words; None when they are not there.

    Without a quote the suggestion stands for the whole. Where the words stand twice the first
    place is meant.
    """
    if not quote:
        return suggestion
    if quote in text:
        return text.replace(quote, suggestion, 1)
    pieces = sentences(text)
    for n, piece in enumerate(pieces):
        if bare(piece) == bare(quote):
            before = piece[: len(piece) - len(piece.lstrip())]
            after = piece[len(piece.rstrip()) :]
            return "".join((*pieces[:n], before, suggestion, after, *pieces[n + 1 :]))
    return None
