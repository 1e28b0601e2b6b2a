"""The plan as a table: its columns, its cells as text, and the rows of a file read into what they say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Activity
from agenda.planning import DAYS, LABELS, ActivityFacts
from kit.forms import clean_text
from kit.sheets import Table
from kit.tables import Row, TableUnreadableError
from sites.spelling import plain

ID, PASSAGE, STATE, REASON = "id", "passage", "state", "reason"
HEADS: dict[str, Any] = {
    ID: gettext_lazy("Identifier"),
    **LABELS,
    PASSAGE: gettext_lazy("Passage of the common agenda"),
    STATE: gettext_lazy("State"),
    REASON: gettext_lazy("Reason"),
}
SEVERAL = ("partners", "evidence")
BETWEEN = " | "
MOST_LINES = 400
PATTERNS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d %H:%M:%S")


# « Version 2, passage 7. After school »: the same words in French and in English.
IN_A_VERSION = re.compile(
    r"version\s*(\d{1,6})\s*,\s*passage\s*(\d{1,6})\s*(?:[.:]\s*(.*))?", re.IGNORECASE | re.DOTALL
)
IN_FORCE = re.compile(r"(?:passage\s*)?(\d{1,6})\s*(?:[.:]\s*(.*))?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class AdoptedPassage:
    """A passage as an adopted version words it: what an activity may be tied to."""

    version_id: Any
    passage_id: Any
    number: int
    place: int
    heading: str
    strategy: str

    @property
    def words(self) -> str:
        """How a cell names it."""
        return f"Version {self.number}, passage {self.place}. {self.heading}"


class PassageUnclearError(ValueError):
    """Why a cell names no passage; the sentence is for the person who sent it."""


class AdoptedPassages:
    """The passages of a site's adopted versions; `in_force` is the number of the one in force."""

    def __init__(self, found: Iterable[AdoptedPassage], in_force: int | None) -> None:
        self.in_force = in_force
        self.at = {(each.number, each.place): each for each in found}
        self.tied = {(each.version_id, each.passage_id): each for each in self.at.values()}

    def of(self, activity: Activity) -> AdoptedPassage | None:
        """What an activity is tied to."""
        return self.tied.get((activity.version_id, activity.passage_id))

    def meant(self, words: str) -> AdoptedPassage | None:
        """The passage that a cell names: version and place, a place of the version in force, a heading.

        An empty cell is « not tied ». A heading beside a place must be that passage's own.
        """
        if not words:
            return None
        if full := IN_A_VERSION.fullmatch(words):
            return self.found(int(full[1]), int(full[2]), full[3])
        if short := IN_FORCE.fullmatch(words):
            return self.found(self.in_force, int(short[1]), short[2])
        called = [
            e
            for (n, _place), e in self.at.items()
            if n == self.in_force and plain(e.heading) == plain(words)
        ]
        if len(called) != 1:
            raise PassageUnclearError(
                _("“%(words)s” names no passage of the version in force: write its number.")
                % {"words": words[:80]}
            )
        return called[0]

    def found(self, number: int | None, place: int, heading: str | None) -> AdoptedPassage:
        """The passage at a place of a version; its heading, where it is given, must be its own."""
        passage = self.at.get((number or 0, place))
        if passage is None:
            raise PassageUnclearError(
                _("No adopted version of this site has this passage: %(place)s.") % {"place": place}
            )
        if heading and plain(heading) != plain(passage.heading):
            raise PassageUnclearError(
                _(
                    "Passage %(place)s of version %(number)s is called “%(heading)s”: which one is meant?"
                )
                % {"place": place, "number": passage.number, "heading": passage.heading}
            )
        return passage


def table(name: str, activities: Iterable[Activity], passages: AdoptedPassages) -> Table:
    """The activities as rows that an import takes back unchanged."""
    rows = (list(cells(activity, passages).values()) for activity in activities)
    return Table(name, [str(words) for words in HEADS.values()], rows)


def cells(activity: Activity, passages: AdoptedPassages) -> dict[str, Any]:
    """One activity in the order of the columns."""
    said = ActivityFacts.of(activity).values()
    tied = passages.of(activity)
    row: dict[str, Any] = {ID: str(activity.pk), **said}
    row |= {name: BETWEEN.join(said[name]) for name in SEVERAL}
    row |= {
        PASSAGE: tied.words if tied else "",
        STATE: str(activity.get_state_display()),
        REASON: activity.reason,
    }
    return {name: row[name] for name in HEADS}


def differing_cells(
    values: dict[str, str], activity: Activity, passages: AdoptedPassages
) -> dict[str, str]:
    """The cells of a row that say something else than what was taken away: nothing else is read."""
    there = cells(activity, passages)
    return {name: words for name, words in values.items() if words != as_read(name, there[name])}


def as_read(name: str, value: Any) -> str:
    """A cell of the plan as a file gives it back."""
    return clean_text(str(value or ""))


def columns(head: Row) -> dict[str, int]:
    """Where each known column stands, its head in French, in English or by its name."""
    names: dict[str, str] = {}
    for language in ("fr", "en"):
        with translation.override(language):
            names |= {plain(str(words)): name for name, words in HEADS.items()}
    names |= {plain(name): name for name in HEADS}
    places = {names[plain(c)]: n for n, c in enumerate(head.cells) if plain(c) in names}
    if "title" not in places and ID not in places:
        raise TableUnreadableError(
            _("The first line must name the columns, “%(title)s” among them.")
            % {"title": HEADS["title"]}
        )
    return places


def said(row: Row, places: dict[str, int]) -> dict[str, str]:
    """What a row says, column by column; columns that the file lacks are left out."""
    return {name: row.cells[n] if n < len(row.cells) else "" for name, n in places.items()}


def typed_cell(name: str, words: str) -> str:
    """A cell as somebody would have typed it into the form."""
    if name in SEVERAL:
        return words.replace("|", "\n")
    return day_typed(words) if name in DAYS else words


def day_typed(words: str) -> str:
    """A day the French way, or as a spreadsheet writes it, as year-month-day; other words stay."""
    for pattern in PATTERNS:
        try:
            found: date = datetime.strptime(words, pattern).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return found.isoformat()
    return words


def state_of(words: str) -> str | None:
    """The state that is meant, in French or English; nothing for other words."""
    known: dict[str, str] = {plain(s.value): s.value for s in Activity.State}
    for language in ("fr", "en"):
        with translation.override(language):
            known |= {plain(str(s.label)): s.value for s in Activity.State}
    return known.get(plain(words))
