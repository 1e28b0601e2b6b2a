"""The plan as a table: its columns, its cells as text, and the rows of a file read into what they say."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Activity
from agenda.planning import DAYS, LABELS, ActivityFacts
from kit.sheets import Table
from kit.tables import Row, TableUnreadableError
from sites.spelling import plain

ID, STATE, REASON = "id", "state", "reason"
HEADS: dict[str, Any] = {
    ID: gettext_lazy("Identifier"),
    **LABELS,
    STATE: gettext_lazy("State"),
    REASON: gettext_lazy("Reason"),
}
SEVERAL = ("partners", "evidence")
BETWEEN = " | "
MOST_LINES = 400
PATTERNS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d %H:%M:%S")


def table(name: str, activities: Iterable[Activity]) -> Table:
    """The activities as rows that an import takes back unchanged."""
    return Table(name, [str(words) for words in HEADS.values()], map(cells, activities))


def cells(activity: Activity) -> list[Any]:
    """One activity in the order of the columns."""
    said = ActivityFacts.of(activity).values()
    row: dict[str, Any] = {ID: str(activity.pk), **said}
    row |= {name: BETWEEN.join(said[name]) for name in SEVERAL}
    row |= {STATE: str(activity.get_state_display()), REASON: activity.reason}
    return [row[name] for name in HEADS]


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
