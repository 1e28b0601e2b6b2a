"""What a curve is given: measures in their order, what lacks and what cut them, what is aimed at; and its sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext

from kit.templatetags.kit import SIGNS, euros, number, rounded, signed

SHORT = 24  # the longest reason that is written into a drawing

type Number = Decimal | float | int


class PointKind(StrEnum):
    """What stands behind a point."""

    REAL = "real"
    CORRECTED = "corrected"  # replaces an earlier value: a ring
    GAP = "gap"  # no measure: the line stops
    BREAK = "break"  # the first measure that counts otherwise: the line is cut before it
    HIDDEN = "hidden"  # too few people to publish


class Point(NamedTuple):
    """One measure: its period in words, its value (None for none) and what stands behind it.

    `at` places it on an axis of years; without it points stand at equal steps. `state` and
    `reason` say why there is no value, `cut` what changed with this point, `said` is what is read
    of it alone.
    """

    label: str
    value: Number | None
    kind: str = PointKind.REAL
    at: float | None = None
    state: str = ""
    reason: str = ""
    cut: str = ""
    said: str = ""
    # Where it was counted in something else than the curve as a whole.
    unit: str = ""

    @property
    def drawn(self) -> bool:
        return self.value is not None and self.kind not in {PointKind.GAP, PointKind.HIDDEN}


@dataclass(frozen=True, slots=True)
class Target:
    """A value aimed at, and its date in words (« fin 2027 »).

    `high` is the top of a range; `word` what it is called where it is no target.
    """

    value: Number
    label: str = ""
    high: Number | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What is set beside the measures: another place or a middle, from the same publication."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One series and what is drawn with it. `span` and `top` hold several drawings to one scale."""

    title: str
    points: tuple[Point, ...]
    unit: str = ""
    target: Target | None = None
    around: Around | None = None
    name: str = ""
    span: tuple[float, float] | None = None
    top: float | None = None

    @property
    def drawable(self) -> bool:
        """Three measures make a curve; with fewer the figure stands alone."""
        return sum(point.drawn for point in self.points) >= 3

    @property
    def places(self) -> tuple[float, ...]:
        """Where each point stands: in years when every one tells them in order, else at equal steps."""
        told = [p.at for p in self.points if p.at is not None]
        in_order = len(told) == len(self.points) and all(a < b for a, b in pairwise(told))
        return tuple(told) if in_order else tuple(float(n) for n in range(len(self.points)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """On what is drawn: its size, that of its letters, the room around, and how strong lines are.

    A small sheet has the axis alone; a `grid` one has levels with their numbers. `colours` writes
    colours and font on the shapes, for a renderer that reads no style sheet.
    """

    key: str
    width: float
    height: float
    size: float = 13
    left: float = 6
    top: float = 24
    bottom: float = 22
    line: float = 3
    grid: bool = False
    colours: bool = False

    @property
    def floor(self) -> float:
        return self.height - self.bottom

    @property
    def letter(self) -> float:
        """The mean width of a letter."""
        return self.size * 0.55

    def __str__(self) -> str:
        return self.key


SHEETS = {
    sheet.key: sheet
    for sheet in (
        Sheet("card", 300, 112),
        Sheet("phone", 300, 222, left=40, top=36, bottom=26, grid=True),
        Sheet("wide", 620, 264, left=52, top=36, bottom=28, grid=True),
        Sheet("paper", 368.5, 184, size=7.4, left=26, top=30, bottom=20, line=1.9, grid=True, colours=True),
        Sheet("paper-small", 238, 108, size=7.4, left=26, top=26, bottom=18, line=1.9, grid=True, colours=True),
    )
}  # fmt: skip


def with_sign(value: Number | None, unit: str) -> str:
    """The number with a unit that is a sign: « 48 % »; a unit that is a word stands elsewhere."""
    if unit == "€":
        return euros(value)
    shown = number(rounded(value, unit))
    return signed(shown, unit) if unit in SIGNS and value is not None else shown


def with_unit(value: Number | None, unit: str) -> str:
    """The number with its unit, be that a sign or a word: « 48 % », « 64 enfants »."""
    return with_sign(value, unit) if unit in SIGNS else f"{with_sign(value, unit)} {unit}".strip()


def absent(point: Point) -> str:
    """Why there is no value, in a few words."""
    if point.kind == PointKind.HIDDEN:
        withheld = point.state == "withheld"
        return gettext("withheld") if withheld else gettext("too few people to publish")
    if point.reason and len(point.reason) <= SHORT and point.state in {"missing", "not_produced"}:
        return point.reason
    words = {
        "suppressed": gettext("statistical secrecy"),
        "not_produced": gettext("not produced"),
        "not_applicable": gettext("not applicable"),
    }
    return words.get(point.state) or gettext("no measure")


def cut_words(cut: str) -> str:
    """What changed with a point, by its key."""
    words = {
        "perimeter": gettext("new perimeter"),
        "method": gettext("new method"),
        "protection": gettext("other protection"),
        "source": gettext("other source"),
        "vintage": gettext("vintage not stated before"),
        "components": gettext("rate alone on one side"),
        "law": gettext("new law"),
    }
    return words.get(cut) or gettext("new definition")


def told(chart: Chart) -> str:
    """The whole curve in words: what somebody hears who does not see it."""
    said = []
    for point in chart.points:
        shown = with_unit(point.value, point.unit or chart.unit) if point.drawn else absent(point)
        more = f" ({gettext('corrected')})" if point.kind == PointKind.CORRECTED else ""
        if point.kind == PointKind.BREAK:
            more = f" ({cut_words(point.cut)})"
        said.append(f"{point.label}, {shown}{more}")
    words = f"{'; '.join(said)}."
    if chart.target:
        words += f" {sentence_of(target_words(chart.target, chart.unit))}"
    if chart.around:
        beside = [
            f"{p.label}, {with_sign(p.value, chart.unit)}" for p in chart.around.points if p.drawn
        ]
        words += f" {sentence_of(chart.around.name + gettext(': ') + '; '.join(beside))}"
    return words


def sentence_of(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def target_words(target: Target, unit: str = "") -> str:
    """« cible : 80 fin 2027 », « cible : de 40 à 60 ans fin 2027 »."""
    value = with_sign(target.value, unit)
    if target.high is not None:
        facts = {"low": value, "high": with_sign(target.high, unit)}
        value = gettext("from %(low)s to %(high)s") % facts
    word = target.word or gettext("target")
    return f"{word}{gettext(': ')}{value} {target.label}".strip()


def ends(chart: Chart) -> str:
    """The name of a drawing: what it shows, with its first and last values."""
    drawn: Sequence[Point] = [p for p in chart.points if p.drawn]
    first, last = drawn[0], drawn[-1]
    return gettext("Curve: %(name)s. %(first)s (%(from)s), %(last)s (%(to)s).") % {
        "name": chart.title,
        "first": with_sign(first.value, chart.unit),
        "from": first.label,
        "last": with_sign(last.value, chart.unit),
        "to": last.label,
    }
