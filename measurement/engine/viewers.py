"""Who looks at a figure, and whether a total would tell what is kept from somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from measurement.engine.reasons import Refused, Why

FEW_SITES = 3
NEAR = Fraction(1, 5)
SEVERAL_OPEN = 2


@dataclass(frozen=True, slots=True)
class Viewer:
    """Which sites' own values somebody may read: None is all of them.

    `inside` are the sites whose secrets he may read too: a triad its own.
    """

    sees: frozenset[str] | None = frozenset()
    inside: frozenset[str] | None = frozenset()

    def reads(self, site: str) -> bool:
        """True where the site's values are shown to him, small counts apart."""
        return self.sees is None or site in self.sees or self.knows(site)

    def knows(self, site: str) -> bool:
        """True where nothing of the site is kept from him."""
        return self.inside is None or site in self.inside


# Somebody to whom no site's own values are shown, and somebody to whom all are, small counts apart.
STRANGER = Viewer()
READER = Viewer(sees=None)


@dataclass(frozen=True, slots=True)
class Part:
    """One contribution to a sum: whose it is, how much, and what is known of a hidden one anyway."""

    sites: frozenset[str]
    amount: Fraction
    low: Fraction = Fraction(0)
    high: Fraction | None = None
    small: bool = False


def is_near(amount: Fraction, low: Fraction, high: Fraction | None) -> bool:
    """True when all that is possible lies within a fifth of the hidden amount: it is told."""
    return high is not None and (1 - NEAR) * amount <= low and high <= (1 + NEAR) * amount


def refuse_revealing(
    parts: Sequence[Part], viewer: Viewer, *, fewest: int = FEW_SITES
) -> Refused | None:
    """Why a total is kept from somebody; None when it tells him nothing that is kept from him.

    Whoever reads a total may be of one of the sites and know that site's value: the total must be
    safe from each of them. Fewer than three sites make no figure of a network
    outside the triads concerned.
    """
    contributing = frozenset[str]().union(*(part.sites for part in parts))
    if all(viewer.knows(site) for site in contributing):
        return None
    if len(contributing) < fewest:
        return Refused(Why.TOO_FEW_SITES, {"sites": len(contributing), "least": fewest})
    unread = [
        part for part in parts
        if not any(viewer.knows(s) or (viewer.reads(s) and not part.small) for s in part.sites)
    ]  # fmt: skip
    if told := told_by(unread, contributing):
        why = Why.REVEALS_SMALL_CELL if told.small else Why.REVEALS_ONE_SITE
        return Refused(why)
    return None


def told_by(unread: Sequence[Part], readers: Iterable[str]) -> Part | None:
    """A hidden part that the sum of the hidden ones tells to a stranger or to one of the sites."""
    of_site: dict[str, list[Part]] = {}
    for part in unread:
        for site in part.sites:
            of_site.setdefault(site, []).append(part)
    all_parts = Known.of(unread)
    tried: set[tuple[Shape, ...]] = set()
    for reader in (None, *sorted(readers)):
        own = of_site.get(reader, []) if reader is not None else []
        # Who knows parts of the same shapes as somebody before finds out the same.
        shapes = tuple(sorted(map(shape, own)))
        if (reader is not None and not own) or shapes in tried:
            continue
        tried.add(shapes)
        others = all_parts.without(own)
        seen: set[Shape] = set()
        for part in unread if others.open < SEVERAL_OPEN else all_parts.tight:
            if shape(part) in seen or part in own:
                continue
            seen.add(shape(part))
            low, high = others.bounds(part)
            if is_near(part.amount, low, high):
                return part
    return None


type Shape = tuple[Fraction, Fraction, Fraction, bool]


def shape(part: Part) -> Shape:
    """What decides whether a part can be told, whosever it is; an open end lies below all numbers."""
    return part.amount, part.low, Fraction(-1) if part.high is None else part.high, part.small


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of some hidden parts together: their sum, and least and greatest sums.

    `open` counts those without an upper end. While two are open, only a `tight` part can be told:
    one that is known not to be much lower than it is.
    """

    total: Fraction
    least: Fraction
    most: Fraction
    open: int
    tight: tuple[Part, ...]

    @classmethod
    def of(cls, parts: Sequence[Part]) -> "Known":
        """Of these parts."""
        return cls(
            total=sum((p.amount for p in parts), Fraction(0)),
            least=sum((p.low for p in parts), Fraction(0)),
            most=sum((p.high for p in parts if p.high is not None), Fraction(0)),
            open=sum(p.high is None for p in parts),
            tight=tuple(p for p in parts if p.low >= (1 - NEAR) * p.amount),
        )

    def without(self, parts: Sequence[Part]) -> "Known":
        """Of the others."""
        less = Known.of(parts)
        return Known(
            self.total - less.total,
            self.least - less.least,
            self.most - less.most,
            self.open - less.open,
            self.tight,
        )

    def bounds(self, part: Part) -> tuple[Fraction, Fraction]:
        """The least and the most that one of them can be when their sum is known."""
        high = self.total - (self.least - part.low)
        if part.high is None:
            return self.alone(part, self.open - 1, self.most), high
        return self.alone(part, self.open, self.most - part.high), min(part.high, high)

    def alone(self, part: Part, still_open: int, most: Fraction) -> Fraction:
        """The least that a part can be when the others are as large as they can be."""
        return part.low if still_open else max(part.low, self.total - most)
