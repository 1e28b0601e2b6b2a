"""What workbooks of both kinds have in common: how a cell reads in words, and what is out of sight."""

from dataclasses import dataclass
from functools import lru_cache

from kit.forms import clean_text

# A sheet that people type; who reads longer ones says so.
MOST_ROWS, MOST_COLUMNS = 20_000, 400
LONGEST_NUMBER = 10
PERCENT = "\N{NO-BREAK SPACE}%"

type Cells = tuple[str, ...]
# A row: its number, its cells, and whether the workbook keeps it out of sight.
type Found = tuple[int, Cells, bool]


@dataclass(frozen=True, slots=True)
class Sight:
    """Which sheet of a workbook is read, which others there are, and which of its columns nobody sees.

    A sheet comes with its name and whether it is hidden; columns are numbered from 0.
    """

    sheet: str
    others: tuple[tuple[str, bool], ...]
    columns: frozenset[int]


def number_words(words: str) -> str:
    """A number as people write it: a comma, no needless zeros, no traces of binary fractions."""
    try:
        value = float(words)
    except ValueError:
        return words
    if value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return f"{value:.15g}".replace(".", ",")


def percent_words(words: str) -> str:
    """What is kept as 0.45 and shown as 45 %, as it is shown, to its last decimal."""
    try:
        value = float(words) * 100
    except ValueError:
        return words
    return f"{number_words(repr(float(f'{value:.13g}')))}{PERCENT}"


def whole(words: str | None, otherwise: int) -> int:
    """A whole number that a file should hold."""
    fits = words and len(words) < LONGEST_NUMBER and words.isascii() and words.isdigit()
    return int(words or 0) if fits else otherwise


@lru_cache(maxsize=10_000)
def clean(words: str) -> str:
    """Words as they are kept; sheets say the same ones again and again."""
    return clean_text(words)
