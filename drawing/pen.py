"""What writes a curve down: shapes with their class, words that stay inside and do not cover each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import escape

from drawing.chart import Sheet

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


@dataclass(slots=True)
class Pen:
    """Writes on one sheet."""

    sheet: Sheet
    parts: list[str] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def shape(self, kind: str, tag: str, said: str = "") -> None:
        """A shape of a kind; `said` is what is read of it when somebody points at it."""
        more = f" {COLOURS[kind]}" if self.sheet.colours else ""
        if said and self.sheet.grid and not self.sheet.colours:
            more += f' data-say="{escape(said)}"'
        self.parts.append(tag.replace(" ", f' class="{kind}"{more} ', 1))

    def path(self, kind: str, way: str, said: str = "") -> None:
        self.shape(kind, f'<path d="{way}"/>', said)

    def wide(self, kind: str, words: str) -> float:
        return len(words) * (self.sheet.bold if kind == "last-value" else self.sheet.letter)

    def box(self, kind: str, x: float, y: float, words: str, anchor: str) -> Box:
        """Where the words would stand: inside the edges whatever their length."""
        wide = self.wide(kind, words)
        start = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        start = min(max(start, 1), max(1, self.sheet.width - wide - 1))
        return Box(start, y - self.sheet.size * 0.85, start + wide, y + self.sheet.size * 0.15)

    def text(self, kind: str, x: float, y: float, words: str, anchor: str = "start") -> None:
        """Words, whatever stands there already."""
        found = self.box(kind, x, y, words, anchor)
        self.taken.append(found)
        if anchor == "middle":
            x = (found.left + found.right) / 2
        elif anchor == "end":
            x = found.right
        else:
            x = found.left
        # Words keep their anchor: a font that runs wider or narrower stays in its place.
        held = f' text-anchor="{anchor}"' if anchor != "start" else ""
        more = f" {COLOURS[kind]}" if self.sheet.colours else ""
        self.parts.append(
            f'<text class="{kind}"{more}{held} x="{x:.4g}" y="{y:.4g}">{escape(words)}</text>'
        )

    def free(self, kind: str, x: float, y: float, words: str, anchor: str = "start") -> bool:
        """True where the words would cover no other words and stand on the sheet."""
        found = self.box(kind, x, y, words, anchor)
        return found.top >= 0 and not any(found.meets(other) for other in self.taken)

    def somewhere(
        self, kind: str, x: float, ys: Iterable[float], words: str, anchor: str = "start"
    ) -> bool:
        """Words at the first height where they cover nothing; False, and none, where all is taken."""
        for y in ys:
            if self.free(kind, x, y, words, anchor):
                self.text(kind, x, y, words, anchor)
                return True
        return False

    def keep(self, x: float, y: float, reach: float) -> None:
        """Words written later stay away from here."""
        self.taken.append(Box(x - reach, y - reach, x + reach, y + reach))
