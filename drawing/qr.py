"""An address as a square code that a phone reads: one path, a unit a dot."""

from dataclasses import dataclass
from functools import lru_cache

import segno

KEPT = 256


@dataclass(frozen=True, slots=True)
class SquareCode:
    """The dots as one SVG path, and how many stand on a side."""

    path: str
    size: int

    @property
    def view_box(self) -> str:
        """Four units of quiet around, without which phones do not find the corners."""
        return f"-4 -4 {self.size + 8} {self.size + 8}"


@lru_cache(maxsize=KEPT)
def square_code(address: str) -> SquareCode:
    """The code of an address; it stays readable with an eighth of it worn off."""
    matrix = segno.make(address, error="m").matrix
    dots = ((x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit)
    return SquareCode("".join(f"M{x} {y}h1v1h-1z" for x, y in dots), len(matrix))
