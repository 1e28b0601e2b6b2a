"""Who looks at a figure, and whether a total would tell what is kept from somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from measurement.engine.reasons import Refused, Why

FEW_SITES = 3
NEAR = Fraction(1, 5)


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
    for reader in (None, *sorted(readers)):
        unknown = [part for part in unread if reader not in part.sites]
        rest = sum((part.amount for part in unknown), Fraction(0))
        for part in unknown:
            low, high = bounds(part, unknown, rest)
            if is_near(part.amount, low, high):
                return part
    return None


def bounds(part: Part, unknown: Sequence[Part], total: Fraction) -> tuple[Fraction, Fraction]:
    """The least and the most that one of the unknown parts can be when their total is known."""
    others = [other for other in unknown if other is not part]
    least = sum((other.low for other in others), Fraction(0))
    highs = [other.high for other in others]
    most = None if None in highs else sum((h for h in highs if h is not None), Fraction(0))
    low = part.low if most is None else max(part.low, total - most)
    high = total - least if part.high is None else min(part.high, total - least)
    return low, high
