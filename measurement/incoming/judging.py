"""Every row of a file judged by the rules that hold for single values; nothing is written here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kit.states import Refusal
from kit.tables import Row
from measurement.actions.readings import Reading, fitting
from measurement.engine.numbers import Expected
from measurement.incoming import columns as roles
from measurement.incoming.account import Cell, Kind, Told
from measurement.incoming.cells import Manner, Number, number_in, state_in
from measurement.incoming.columns import DENOMINATOR, NUMERATOR, VALUE, Layout, NumberColumn
from measurement.incoming.known import Known
from measurement.incoming.places import Place
from measurement.models import WITH_VALUE, Indicator, State
from measurement.periods import Period
from measurement.rhythm import fitted

PLAIN = Expected()
# How many signs are kept beside a value.
LONGEST = 300
# What a sender may say of rows that the workbook hides.
TAKEN, LEFT = "taken", "left"


@dataclass(slots=True)
class Judged:
    """A row as it was understood: the values that it says, or why it is refused."""

    line: int
    cells: list[Cell]
    faults: list[Told]
    remarks: list[Told]
    raw: tuple[str, ...]
    left_out: bool = False


class Judge:
    """Reads rows by one layout, in one manner, against what is known.

    `width` is how many cells a row may have, where a row that has more is not to be trusted.
    """

    def __init__(
        self, layout: Layout, manner: Manner, known: Known, heads: Sequence[str],
        *, width: int | None = None,
    ) -> None:  # fmt: skip
        self.layout, self.manner, self.known, self.heads = layout, manner, known, heads
        self.width = width
        groups: dict[str, list[NumberColumn]] = {}
        for column in layout.numbers:
            groups.setdefault(column.code, []).append(column)
        self.groups = list(groups.items())
        self.older: set[tuple[Any, int]] = set()

    def judge(self, row: Row) -> Judged:
        """One row: all that it says, and all that is wrong with it."""
        found = Judged(row.number, [], [], [], row.cells)
        if row.hidden and self.manner.hidden != TAKEN:
            return unseen(found, self.manner.hidden)
        if row.hidden:
            taken = _("Hidden in the workbook, read like the others.")
            found.remarks.append(Told(row.number, Kind.HIDDEN, "", taken))
        if self.width is not None and any(row.cells[self.width :]):
            found.faults.append(Told(row.number, Kind.REFUSED, "", too_wide()))
            return found
        for code, group in self.groups:
            texts = {column.number: said(row, column.place) for column in group}
            if code and not any(texts.values()):
                continue
            head = self.head(group[0].place)
            try:
                found.cells.append(self.cell(row, code, head, texts, found.remarks))
            except Refusal as refusal:
                found.faults.append(Told(row.number, Kind.REFUSED, head, str(refusal)))
        if not found.cells and not found.faults:
            nothing = _("This row says nothing: all its values are empty.")
            found.faults.append(Told(row.number, Kind.REFUSED, "", nothing))
        return found

    def cell(
        self, row: Row, code: str, head: str, texts: Mapping[str, str], remarks: list[Told]
    ) -> Cell:
        """The value that a row says of one indicator, by the rules of a single value."""
        where = self.text(row, roles.PLACE)
        name = code or self.text(row, roles.INDICATOR)
        indicator = self.known.indicator(name, self.known.places.site_named(where))
        place = self.known.places.named(where, indicator.level)
        period = self.period(row, indicator)
        then, expected = self.known.under(indicator, period)
        if period:
            fitted(then, period)
        reading, words = self.reading(row, then, expected, texts)
        found = Cell(
            head, then, place.site_id, place.code, place.contract, period, fitting(then, reading),
            why_foreign(indicator, national=self.known.site is None)
            or self.why_closed(then, place, period),
        )  # fmt: skip
        said_of = [words, lineage(place), self.former(indicator, then), *self.cut(row)]
        remarks += [Told(row.number, Kind.WARNING, head, one) for one in said_of if one]
        return found

    def period(self, row: Row, found: Indicator) -> Period | None:
        """For when the row stands: its own cells say it, or who sent the file for all of it.

        Of an official figure without a rhythm, the vintage of its publication says it too.
        """
        since, until = self.text(row, roles.SINCE), self.text(row, roles.UNTIL)
        if since and until:
            return self.known.span(found, since, until)
        text = self.text(row, roles.PERIOD) or since or until or self.manner.period
        if text:
            return self.known.span(found, text)
        irregular = found.periodicity == Indicator.Periodicity.IRREGULAR
        if irregular and found.level != Indicator.Level.SITE:
            named = self.known.release(self.text(row, roles.RELEASE))
            return self.known.span(found, str(named.vintage)) if named else None
        raise Refusal(_("Say for which period the value stands."))

    def why_closed(self, found: Indicator, place: Place, period: Period | None) -> str:
        """Why a period takes no value: it has not begun, is not open yet, or is locked."""
        if period is None:
            return ""
        if period.starts_on > self.known.today:
            return _("This period has not begun yet.")
        return self.known.why_shut(place.site_id, found, period) if place.site_id else ""

    def reading(
        self, row: Row, found: Indicator, expected: Expected, texts: Mapping[str, str]
    ) -> tuple[Reading, str]:
        """What the cells of a row say together, and what is remarkable about it."""
        state = state_in(self.text(row, roles.STATE), self.known.states)
        note = self.text(row, roles.NOTE)[:LONGEST]
        provenance = self.text(row, roles.PROVENANCE)[:LONGEST] or self.manner.provenance
        numbers = {
            name: number_in(text, expected if name == VALUE else PLAIN, self.manner)
            for name, text in texts.items()
            if text
        }
        refuse_empty(numbers, state)
        absent = next((n.state for n in numbers.values() if n.state), None)
        token = next((texts[name] for name, n in numbers.items() if n.state), "")
        values = {name: number.value for name, number in numbers.items()}
        state = settled(state, absent)
        if found.is_ratio:
            state = worked_out(values, state)
        reading = Reading(
            value=values.get(VALUE), provenance=provenance or found.source, state=state.value,
            note=note or ("" if state in WITH_VALUE else absence(token)),
            numerator=values.get(NUMERATOR), denominator=values.get(DENOMINATOR),
            precision=self.precision(row),
            release=self.known.release(self.text(row, roles.RELEASE)),
        )  # fmt: skip
        remark = "; ".join(n.remark for n in numbers.values() if n.remark)
        if found.is_ratio and reading.value is not None and reading.numerator is not None:
            reading = agreeing(found, reading)
        return reading, remark

    def cut(self, row: Row) -> Iterator[str]:
        """Said of words that are longer than what is kept beside a value."""
        for role in (roles.NOTE, roles.PROVENANCE):
            if len(text := self.text(row, role)) > LONGEST:
                words = _("Only %(most)s signs are kept beside a value; left out is: “%(words)s”.")
                yield words % {"most": LONGEST, "words": text[LONGEST:][:LONGEST]}

    def precision(self, row: Row) -> Any:
        """The step in which the source prints its values, where the file says it."""
        text = self.text(row, roles.PRECISION)
        step = number_in(text, PLAIN, self.manner).value if text else None
        if step is not None and step <= 0:
            raise Refusal(_("A precision is a step above zero."))
        return step

    def former(self, found: Indicator, then: Indicator) -> str:
        """Said once an indicator: its earlier periods are counted by an earlier definition."""
        key = (found.pk, then.version)
        if then.version == found.version or key in self.older:
            return ""
        self.older.add(key)
        return _("“%(name)s” was redefined since: its values of then stand under version %(number)s of the definition.") % {"name": found.name, "number": then.version}  # fmt: skip

    def text(self, row: Row, role: str) -> str:
        place = self.layout.at.get(role)
        return said(row, place) if place is not None else ""

    def head(self, place: int) -> str:
        return self.heads[place] if place < len(self.heads) else ""


def unseen(row: Judged, manner: str) -> Judged:
    """A row that the workbook hides: left out where its sender said so, else refused until they do."""
    row.left_out = manner == LEFT
    words = _("Hidden in the workbook, left out.")
    if not row.left_out:
        words = _("Hidden in the workbook, refused until you say what becomes of hidden rows.")
        row.faults.append(Told(row.line, Kind.REFUSED, "", words))
    row.remarks.append(Told(row.line, Kind.HIDDEN, "", words))
    return row


def too_wide() -> str:
    """Why a row is refused that has more cells than the file has heads."""
    return _(
        "This row has more cells than the file has columns: one of its cells holds what separates "
        "cells, a decimal comma for example. Save the file as XLSX, or with semicolons."
    )


def said(row: Row, place: int) -> str:
    """What a row has in a column; rows may be shorter than their heads."""
    return row.cells[place] if place < len(row.cells) else ""


def why_foreign(found: Indicator, *, national: bool) -> str:
    """Why it is not the sender's to bring: values of an official file are the national team's."""
    if found.is_computed:
        return _("The portal works this figure out from its own records: nobody types it.")
    official = national and found.level == Indicator.Level.NEIGHBOURHOOD
    if not found.is_entered and not official:
        return _("The values of this indicator come from an official file.")
    if found.status != Indicator.Status.ACTIVE:
        return _("This indicator is not in use: no value is entered for it.")
    return ""


def refuse_empty(numbers: Mapping[str, Number], state: State | None) -> None:
    """An empty cell is no zero and no absence either, until somebody says so."""
    if not numbers and (state is None or state in WITH_VALUE):
        raise Refusal(_("The cell is empty: write 0, “nd” for no measure or “s” for secrecy."))


def settled(state: State | None, absent: State | None) -> State:
    """The state that the row says, or that follows from its cells; both must agree."""
    if state and absent and state != absent:
        raise Refusal(_("The value and its state contradict each other."))
    return state or absent or State.OBSERVED


def worked_out(values: dict[str, Any], state: State) -> State:
    """What a file says of a ratio over nought is worked out again, as when it is typed."""
    if state == State.NOT_APPLICABLE and values.get(DENOMINATOR) == 0:
        return State.OBSERVED
    return state


def agreeing(found: Indicator, reading: Reading) -> Reading:
    """A ratio's printed value beside its two numbers: it must follow from them, and is left out."""
    bare, printed = replace(reading, value=None), reading.value or Decimal(0)
    mine = fitting(found, bare).value
    if (
        mine is None
        or abs(mine - printed) > Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 2
    ):
        raise Refusal(_("The value does not follow from its two numbers: check all three."))
    return bare


def absence(token: str) -> str:
    """What is noted where a file has no value: its own word, if there is one; the state stands beside."""
    return _("“%(token)s” in the file") % {"token": token} if token else _("as the file says")


def lineage(place: Place) -> str:
    """Said of a neighbourhood that another one has replaced, or that was named by its former code."""
    if place.former:
        return _("“%(former)s” goes on with the same limits as %(code)s: the row is read so.") % {
            "former": place.former,
            "code": place.code or _("the site"),
        }
    if not place.later:
        return ""
    return _("%(code)s is no longer on the list: %(later)s took its place.") % {
        "code": place.code,
        "later": place.later,
    }
