"""French spaces in the texts of the report, and nowhere else."""

import pytest

from reports.paper.words import typographic


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Qui répond ?</p>", "<p>Qui répond\u202f?</p>"),
        ("<p>Deux choses : « oui » !</p>", "<p>Deux choses\u00a0: «\u00a0oui\u00a0»\u202f!</p>"),
        ("<p>1 430 habitants</p>", "<p>1\u202f430\u00a0habitants</p>"),
        ("<p>45 % et 36 000 €</p>", "<p>45\u00a0% et 36\u202f000\u00a0€</p>"),
        ("<p>le 1er septembre 2026</p>", "<p>le 1<sup>er</sup>\u00a0septembre\u00a02026</p>"),
        ("<p>3e trimestre</p>", "<p>3<sup>e</sup> trimestre</p>"),
        ("<svg><title>3e trimestre</title></svg>", "<svg><title>3e trimestre</title></svg>"),
        ("<p>l&#x27;essentiel</p>", "<p>l\u2019essentiel</p>"),
        ("<p>R&amp;D ; &lt;b&gt;</p>", "<p>R&amp;D\u202f; &lt;b&gt;</p>"),
        ("<code>3e 61e0</code>", "<code>3e 61e0</code>"),
        ("<style>p:first { a: b; }</style>", "<style>p:first { a: b; }</style>"),
    ],
)
def test_texts_get_the_spaces_of_french(before: str, after: str) -> None:
    assert typographic(before) == after


def test_a_sign_that_the_fonts_lack_shows_as_a_square_and_hidden_marks_vanish() -> None:
    assert typographic("<p>merci 🙏\u200d\u202e\x00 مرحبا</p>") == "<p>merci □ □□□□□</p>"


def test_accents_written_in_two_parts_are_joined() -> None:
    assert typographic("<p>e\u0301cole</p>") == "<p>école</p>"
