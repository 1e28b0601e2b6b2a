"""Neighbourhoods, the sites that name them, and what became of them from one edition to the next."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# The department first: in three signs, Corsica and overseas among them.
CODE_2024 = re.compile(r"QN(?:0[0-9]{2}|02[AB]|9[78][0-9])[0-9]{2}[MINC]")
CODE_2015 = re.compile(r"QP(?:0[0-9]{2}|02[AB]|9[78][0-9])[0-9]{3}")


def generation_of(code: str) -> int | None:
    """The edition to which a neighbourhood's code belongs, None for what is no such code."""
    if CODE_2024.fullmatch(code):
        return 2024
    return 2015 if CODE_2015.fullmatch(code) else None


@dataclass(frozen=True, slots=True)
class Link:
    """That a site names a neighbourhood, from a day to another (both included)."""

    code: str
    since: date = date.min
    until: date = date.max


@dataclass(frozen=True, slots=True)
class Site:
    """A site and the neighbourhoods that it names or named."""

    key: str
    links: tuple[Link, ...] = ()

    def codes_on(self, day: date) -> frozenset[str]:
        """The neighbourhoods that it names on a day."""
        return frozenset(x.code for x in self.links if x.since <= day <= x.until)


class Relation(StrEnum):
    """What became of a neighbourhood in the next edition."""

    UNCHANGED = "unchanged"
    MODIFIED = "modified"
    NEW = "new"
    MERGED = "merged"
    SPLIT = "split"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Descent:
    """One step from a neighbourhood of an edition to one of the next."""

    before: str
    after: str
    relation: Relation


def relation_between(before: str, after: str, descents: Iterable[Descent]) -> Relation | None:
    """What became of the one so that it is the other; None where nothing is known of it.

    A single declared step decides; two steps that differ, or a neighbourhood that has several
    parents or children, are a merger or a split whatever each step says.
    """
    if before == after:
        return Relation.UNCHANGED
    known = list(descents)
    steps = {d.relation for d in known if (d.before, d.after) == (before, after)}
    if not steps:
        return None
    if len({d.before for d in known if d.after == after}) > 1:
        return Relation.MERGED
    if len({d.after for d in known if d.before == before}) > 1:
        return Relation.SPLIT
    return steps.pop() if len(steps) == 1 else Relation.MODIFIED


def shared_codes(sites: Iterable[Site], day: date) -> dict[str, tuple[str, ...]]:
    """The neighbourhoods that several of these sites name on a day, with those sites in order."""
    naming: dict[str, set[str]] = {}
    for site in sites:
        for code in site.codes_on(day):
            naming.setdefault(code, set()).add(site.key)
    return {code: tuple(sorted(keys)) for code, keys in sorted(naming.items()) if len(keys) > 1}
