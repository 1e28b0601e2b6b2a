"""What an import says when it is done."""

from collections.abc import Callable
from dataclasses import dataclass, field

# Called with the rows done and the rows in all; a progress bar on a terminal, nothing elsewhere.
type Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """For callers who show no progress."""


@dataclass
class Report:
    """Counts of one import; a single refused row means that nothing of the file was written."""

    name: str
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    unreadable: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.refused or self.unreadable)

    @property
    def wrote(self) -> bool:
        return not self.failed and bool(self.added or self.changed)
