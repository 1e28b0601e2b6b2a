"""A seat's handover file as frozen values: the page and the paper say the same, number by number.

Everything is derived from facts at one moment, in the reader's language; only the letter was
typed by somebody. `overview.stored` turns the whole into JSON and back.
"""

from dataclasses import dataclass
from datetime import date

from overview.snapshot import SiteIdentity

# So many matters of a part are read without opening anything.
AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that passes on: what it is, with whom, since or until when, a word more, and where.

    `reach` is how to reach whom it names, at work.

    `late` repeats what `when` says: its day has passed. `mine`: it is this very seat's turn.
    """

    what: str
    who: str = ""
    when: str = ""
    note: str = ""
    reach: str = ""
    url: str = ""
    late: bool = False
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the file; `total` counts all its matters, of which the first ones are shown.

    `sentence` says the whole in words, also when there is nothing.
    """

    key: str
    title: str
    sentence: str
    total: int = 0
    matters: tuple[Matter, ...] = ()
    url: str = ""

    @property
    def first(self) -> tuple[Matter, ...]:
        """The matters that the page shows at once: all of them where few are left over."""
        return self.matters if len(self.matters) <= AT_ONCE + 1 else self.matters[:AT_ONCE]

    @property
    def folded(self) -> tuple[Matter, ...]:
        """Those that open at a click; on paper they stand with the others."""
        return self.matters[len(self.first) :]

    @property
    def rest(self) -> int:
        """How many matters are not shown."""
        return self.total - len(self.matters)

    @property
    def with_whom(self) -> bool:
        """True when some matter names somebody."""
        return any(matter.who for matter in self.matters)

    @property
    def dated(self) -> bool:
        """True when some matter has a day, or a way to reach whom it names."""
        return any(matter.when or matter.reach for matter in self.matters)


@dataclass(frozen=True, slots=True)
class Letter:
    """What who leaves has written to who follows."""

    by: str
    on: date
    text: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its paragraphs, one by one."""
        return tuple(part.strip() for part in self.text.split("\n\n") if part.strip())


@dataclass(frozen=True, slots=True)
class HandoverFile:
    """What passes on with one seat of one site, as known on a day."""

    site: SiteIdentity
    seat: str
    seat_name: str
    taken_on: date
    people: tuple[str, ...]
    summary: str
    letters: tuple[Letter, ...]
    parts: tuple[Part, ...]
    address: str
    caveat: str = ""

    def part(self, key: str) -> Part:
        """A part by its key."""
        return next(part for part in self.parts if part.key == key)
