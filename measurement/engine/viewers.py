"""Who looks at a figure, and whether a total would tell what is kept from somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from measurement.engine.reasons import Refused, Why

FEW_SITES = 3


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
    """One contribution to a sum: whose it is, and how much.

    What tells of few people is never one (docs/adr/0042).
    """

    sites: frozenset[str]
    amount: Fraction


def refuse_revealing(
    parts: Sequence[Part], viewer: Viewer, *, fewest: int = FEW_SITES, spread: bool = False
) -> Refused | None:
    """Why a figure is kept from somebody; None when it tells him nothing that is kept from him.

    Whoever reads a total, or with `spread` the ends of values, may be of one of the sites and know
    that site's value: the figure must be safe from each of them. Fewer than three sites make no
    figure of a network outside the triads concerned.
    """
    contributing = frozenset[str]().union(*(part.sites for part in parts))
    if all(viewer.knows(site) for site in contributing):
        return None
    if len(contributing) < fewest:
        return Refused(Why.TOO_FEW_SITES, {"sites": len(contributing), "least": fewest})
    unread = [part for part in parts if not any(viewer.reads(site) for site in part.sites)]
    tells = tells_each if spread else tells_one
    return Refused(Why.REVEALS_ONE_SITE) if tells(unread, contributing) else None


def tells_one(unread: Sequence[Part], readers: Iterable[str]) -> bool:
    """True when the sum of hidden parts tells one of them to a stranger or to one of the sites.

    One alone is told by it, and of parts that make nought each one is nought. Of two others that
    somebody does not know, each can be all of their sum or nothing of it.
    """
    own: dict[str, tuple[int, Fraction]] = {}
    for part in unread:
        for site in part.sites:
            count, amount = own.get(site, (0, Fraction(0)))
            own[site] = count + 1, amount + part.amount
    total = sum((part.amount for part in unread), Fraction(0))
    for known in ((0, Fraction(0)), *(own[site] for site in readers if site in own)):
        left = len(unread) - known[0]
        if left == 1 or (left and total == known[1]):
            return True
    return False


def tells_each(unread: Sequence[Part], readers: Iterable[str]) -> bool:
    """True when hidden values, of which the ends are told, are all one to a stranger or to one of the sites."""
    for reader in (None, *readers):
        left = [part.amount for part in unread if reader not in part.sites]
        if left and min(left) == max(left):
            return True
    return False
