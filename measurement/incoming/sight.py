"""What people do not see of a file and are told: columns with the same head, hidden columns and sheets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurement.models import ValueImport
from sites.spelling import plain


def letters(place: int) -> str:
    """A column as spreadsheets name it: A, B, … Z, AA."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, len(ascii_uppercase))
        found = ascii_uppercase[rest] + found
    return found


def doubled(heads: Sequence[str]) -> dict[str, list[int]]:
    """The heads that several columns have, each with the places of its columns."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, head in enumerate(heads):
        places[plain(head)].append(place)
    return {heads[many[0]]: many for said, many in places.items() if said and len(many) > 1}


def told_apart(heads: Sequence[str]) -> list[str]:
    """The heads, with the letter of their column where several have the same one."""
    twice = {place for places in doubled(heads).values() for place in places}
    return [
        _("%(head)s (column %(letter)s)") % {"head": head, "letter": letters(place)}
        if place in twice
        else head
        for place, head in enumerate(heads)
    ]


def labels(found: ValueImport) -> Iterator[str]:
    """The columns as their form calls them: by their head, by their letter where they have none."""
    hidden = set(found.sight.get("columns", ()))
    for place, head in enumerate(told_apart(found.heads)):
        words = head or _("Column %(number)s") % {"number": letters(place)}
        yield _("%(head)s, hidden in the workbook") % {"head": words} if place in hidden else words


def notes(found: ValueImport) -> tuple[str, ...]:
    """What is said of the file as a whole, before and after its rows are looked through."""
    return (*notes_of_heads(found), *notes_of_columns(found), *notes_of_sheets(found))


def notes_of_heads(found: ValueImport) -> Iterator[str]:
    """Of columns with the same head: which are read, which are left out."""
    for head, places in doubled(found.heads).items():
        read = [place for place in places if is_read(found, place)]
        facts = {"head": head, "all": listed(places), "read": listed(read)}
        facts["left"] = listed(place for place in places if place not in read)
        if not read:
            yield (
                _(
                    "Several columns are called “%(head)s” (%(all)s). None of them is read until you say "
                    "which one is meant."
                )
                % facts
            )
        elif len(read) < len(places):
            yield (
                _(
                    "Several columns are called “%(head)s” (%(all)s). Read: %(read)s. Left out: %(left)s."
                )
                % facts
            )


def notes_of_columns(found: ValueImport) -> Iterator[str]:
    """Of columns that the workbook hides: whether they are read."""
    for place in found.sight.get("columns", ()):
        if place >= len(found.heads):
            continue
        facts = {"head": found.heads[place] or letters(place), "letter": letters(place)}
        if is_read(found, place):
            yield _("Column %(letter)s, “%(head)s”, is hidden in the workbook. It is read.") % facts
        else:
            yield _("Column %(letter)s, “%(head)s”, is hidden in the workbook. It is left out.") % facts  # fmt: skip


def notes_of_sheets(found: ValueImport) -> Iterator[str]:
    """Which sheet is read, and which are not."""
    others = found.sight.get("others", ())
    if not others:
        return
    names = [
        _("“%(name)s” (hidden)") % {"name": name} if hidden else _("“%(name)s”") % {"name": name}
        for name, hidden in others
    ]
    yield ngettext(
        "Of the workbook only the sheet “%(sheet)s” is read. Left out: the sheet %(others)s.",
        "Of the workbook only the sheet “%(sheet)s” is read. Left out: the sheets %(others)s.",
        len(names),
    ) % {"sheet": found.sight["sheet"], "others": ", ".join(names)}


def is_read(found: ValueImport, place: int) -> bool:
    """True of a column that is something."""
    return place < len(found.columns) and bool(found.columns[place])


def listed(places: Iterable[int]) -> str:
    """« C, E »."""
    return ", ".join(letters(place) for place in places)
