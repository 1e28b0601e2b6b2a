"""What writes a curve down: shapes with their class, words that stay inside and do not cover each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.html import escape

from drawing.chart import Sheet
from drawing.letters import wide

# How much larger the last value is written than other words, with the room of its bold strokes.
LARGER = 1.2

INK, SLATE, EDGE, LINEN, PETROL, BRICK = (
    "#20233A", "#565A70", "#857B6B", "#DACDB8", "#0F5B62", "#A8432A",
)  # fmt: skip
# For a renderer that reads no style sheet; {line} is the sheet's own strength.
COLOURS = {
    "axis": f'stroke="{INK}" stroke-width=".9"',
    "level": f'stroke="{LINEN}" stroke-width=".5"',
    "line": f'fill="none" stroke="{INK}" stroke-width="1.9" stroke-linejoin="round"',
    "dot": f'fill="{INK}"',
    "ring": f'fill="#FFFFFF" stroke="{INK}" stroke-width="1.4"',
    "soft": f'fill="#FFFFFF" stroke="{INK}" stroke-width="1.2" stroke-dasharray="1.4 1"',
    "last": f'fill="{INK}"',
    "cross": f'fill="none" stroke="{INK}" stroke-width="1"',
    "break": f'fill="none" stroke="{INK}" stroke-width="1"',
    "target": f'fill="none" stroke="{BRICK}" stroke-width=".9" stroke-dasharray="1.4 1.6"',
    "aim": f'fill="#FFFFFF" stroke="{BRICK}" stroke-width="1.2"',
    "around": f'fill="none" stroke="{PETROL}" stroke-width="1.2" stroke-dasharray="3.4 2.2"',
    "beside": f'fill="#FFFFFF" stroke="{PETROL}" stroke-width="1.1"',
    "hatch": f'fill="none" stroke="{LINEN}" stroke-width=".7"',
    "ground": 'fill="#FFFFFF"',
    "note": f'fill="{SLATE}"',
    "word": f'fill="{INK}" font-weight="600"',
    "value": f'fill="{INK}" font-weight="600"',
    "last-value": f'fill="{INK}" font-size="8.8" font-weight="600"',
}


# From one point to another.
type Stroke = tuple[float, float, float, float]
# Where words could begin, end or have their middle.
type Place = tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Box:
    """Where words stand."""

    left: float
    top: float
    right: float
    low: float

    def meets(self, other: "Box") -> bool:
        apart = self.right < other.left or self.left > other.right
        return not (apart or self.low < other.top or self.top > other.low)

    def crossed(self, stroke: Stroke) -> bool:
        """True where a stroke runs through: what is left of it inside the edges, side by side."""
        x1, y1, x2, y2 = stroke
        first, last = 0.0, 1.0
        for start, way, low, high in (
            (x1, x2 - x1, self.left, self.right),
            (y1, y2 - y1, self.top, self.low),
        ):
            if way == 0:
                if not low <= start <= high:
                    return False
                continue
            ends = sorted(((low - start) / way, (high - start) / way))
            first, last = max(first, ends[0]), min(last, ends[1])
        return first <= last


@dataclass(slots=True)
class Pen:
    """Writes on one sheet. `rows` are lines above the plot for words that have no room in it."""

    sheet: Sheet
    rows: int = 0
    parts: list[str] = field(default_factory=list)
    # Where words stand, where marks stand, and the strokes that words do not cross.
    labels: list[Box] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    # Where hatching is: words may stand there, on a plain ground of their own.
    shaded: list[Box] = field(default_factory=list)
    homeless: int = 0

    def shape(self, kind: str, tag: str, said: str = "") -> None:
        """A shape of a kind; `said` is what is read of it when somebody points at it."""
        more = f" {COLOURS[kind]}" if self.sheet.colours else ""
        if said and self.sheet.grid and not self.sheet.colours:
            more += f' data-say="{escape(said)}"'
        self.parts.append(tag.replace(" ", f' class="{kind}"{more} ', 1))

    def path(self, kind: str, way: str, said: str = "") -> None:
        self.shape(kind, f'<path d="{way}"/>', said)

    def wide(self, kind: str, words: str) -> float:
        """The room that words take: the last value is written larger."""
        return wide(words, self.sheet.size * (LARGER if kind == "last-value" else 1))

    def box(self, kind: str, x: float, y: float, words: str, anchor: str) -> Box:
        """Where the words would stand: inside the edges whatever their length."""
        wide = self.wide(kind, words)
        start = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        start = min(max(start, 1), max(1, self.sheet.width - wide - 1))
        return Box(start, y - self.sheet.size * 0.85, start + wide, y + self.sheet.size * 0.15)

    def text(self, kind: str, x: float, y: float, words: str, anchor: str = "start") -> None:
        """Words, whatever stands there already."""
        found = self.box(kind, x, y, words, anchor)
        self.labels.append(found)
        if anchor == "middle":
            x = (found.left + found.right) / 2
        elif anchor == "end":
            x = found.right
        else:
            x = found.left
        if any(found.meets(one) for one in self.shaded):
            self.ground(found)
        # Words keep their anchor: a font that runs wider or narrower stays in its place.
        held = f' text-anchor="{anchor}"' if anchor != "start" else ""
        more = f" {COLOURS[kind]}" if self.sheet.colours else ""
        self.parts.append(
            f'<text class="{kind}"{more}{held} x="{x:.4g}" y="{y:.4g}">{escape(words)}</text>'
        )

    def ground(self, words: Box) -> None:
        """A plain ground, so that hatching does not run through the words that come next."""
        left, right = words.left - 2, words.right + 2
        self.path(
            "ground", f"M{left:.4g} {words.top:.4g}H{right:.4g}V{words.low + 1:.4g}H{left:.4g}z"
        )

    def free(self, kind: str, x: float, y: float, words: str, anchor: str = "start") -> bool:
        """True where the words would cover no words, no mark and no stroke, and stand on the sheet."""
        found = self.box(kind, x, y, words, anchor)
        if found.top < 0 or found.low > self.sheet.height:
            return False
        if any(found.meets(other) for other in (*self.labels, *self.taken)):
            return False
        return not any(found.crossed(stroke) for stroke in self.strokes)

    def somewhere(self, kind: str, words: str, places: Iterable[Place]) -> bool:
        """Words at the first place where they cover nothing; False, and none, where all is taken."""
        for x, y, anchor in places:
            if self.free(kind, x, y, words, anchor):
                self.text(kind, x, y, words, anchor)
                return True
        return False

    def surely(self, kind: str, words: str, places: Iterable[Place], x: float) -> None:
        """Words that must be read: where nothing is free, in a row above the plot near their place."""
        size = self.sheet.size
        above = [(x, size * (1 + 1.3 * row), "middle") for row in range(self.rows)]
        if not self.somewhere(kind, words, [*places, *above]):
            self.homeless += 1

    def keep(self, x: float, y: float, reach: float) -> None:
        """Words written later stay away from here."""
        self.taken.append(Box(x - reach, y - reach, x + reach, y + reach))

    def shade(self, left: float, top: float, right: float, low: float) -> None:
        """Words written later have hatching behind them here."""
        self.shaded.append(Box(left, top, right, low))

    def avoid(self, spots: Sequence[tuple[float, float]]) -> None:
        """Words written later do not cross the line through these places."""
        self.strokes += [(*a, *b) for a, b in pairwise(spots)]
