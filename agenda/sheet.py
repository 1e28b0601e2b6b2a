"""The lines of a workshop's sheet as they are typed or pasted: pure, without the database."""

import re
from dataclasses import dataclass

from kit.forms import clean_text

NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as somebody wrote it: nothing is understood yet, nothing is lost."""

    number: str = ""
    text: str = ""
    name: str = ""
    people: str = ""


def read(pasted: str) -> tuple[Typed, ...]:
    """The lines of a pasted list: « number; what was said; name; how many », the last two optional.

    Cells of a spreadsheet (tabs) are read as well. Semicolons within what was said stay there.
    """
    return tuple(line(each) for each in clean_text(pasted).split("\n") if each.strip(" \t;"))


def line(written: str) -> Typed:
    """One line. What stands alone was said about the whole text."""
    separator = "\t" if "\t" in written else ";"
    cells = [cell.strip() for cell in written.split(separator)]
    if len(cells) == 1:
        return Typed(text=cells[0])
    number, *rest = cells
    people = rest.pop() if len(rest) > 1 and NUMBER.fullmatch(rest[-1]) else ""
    if len(rest) > 1 and people == "" and rest[-1] == "" and len(rest) > 2:
        rest.pop()
    name = rest.pop() if len(rest) > 1 else ""
    return Typed(number, f"{separator.strip()} ".join(rest).strip(), name, people)
