"""What a benchmark returns, and how two things are compared in one run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value against the most that it may be."""

    name: str
    value: float
    limit: float

    @property
    def passes(self) -> bool:
        """True when the value is within its limit."""
        return self.value <= self.limit

    def __str__(self) -> str:
        verdict = "PASS" if self.passes else "FAIL"
        return f"{self.name} {self.value:.4g} {self.limit:.4g} {verdict}"


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def ratio(work: Callable[[], object], bare: Callable[[], object], *, rounds: int = 25) -> float:
    """Median time of the work over median time of the bare thing, measured in turns.

    Both run once before, so that neither pays for what is loaded only once.
    """
    work(), bare()
    pairs = [(seconds(work), seconds(bare)) for _round in range(rounds)]
    return statistics.median(p[0] for p in pairs) / statistics.median(p[1] for p in pairs)
