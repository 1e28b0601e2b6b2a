"""Of what a figure is a part, and which parts it has, as a page of a site tells it."""

from dataclasses import dataclass

from django.db.models import Q

from measurement.models import Indicator, indicators_at
from sites.models import Site


@dataclass(frozen=True, slots=True)
class FamilyFigure:
    """The figures next to one in its family, by code and name; no figure where there is none."""

    wholes: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


def family_at(site: Site, found: Indicator) -> FamilyFigure:
    """What stands beside a figure at a site; one query, none for what is of no family."""
    if not found.in_family:
        return FamilyFigure()
    near = Q(part_of=found.code) | Q(code=found.part_of)
    told = [one.spoken() for one in indicators_at(site).filter(near)]
    return FamilyFigure(
        tuple((one.code, one.name) for one in told if one.code == found.part_of),
        tuple((one.code, one.name) for one in told if one.part_of == found.code),
    )
