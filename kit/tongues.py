"""Words that may be in another language than the page: they carry it with them."""

from typing import Any, Self


class Told(str):
    """A text with the language that it is in; the same text wherever it is only read."""

    __slots__ = ("lang",)

    lang: str

    def __new__(cls, text: str, lang: str) -> Self:
        """The text, in a language by its code."""
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """How a copy is made, also in another process."""
        return Told, (str(self), self.lang)


def told_like(words: str, said: str) -> str:
    """What was made of some words, in the language of those."""
    return Told(said, words.lang) if isinstance(words, Told) else said
