"""How far a place is from the town or the country around it: only within one release."""

from fractions import Fraction

from measurement.engine.definitions import Definition
from measurement.engine.observations import Observation
from measurement.engine.reasons import Refused, Why


def gap_to(definition: Definition, here: Observation, around: Observation) -> Fraction | Refused:
    """The value here less the comparator's, in the figure's unit; refused across releases or days."""
    one, other = here.figure(definition), around.figure(definition)
    if one is None or other is None:
        return Refused(Why.NO_VALUE)
    if here.version != around.version:
        return Refused(Why.MIXED_DEFINITIONS, {"found": (here.version, around.version)})
    same_source = (here.release.source, here.release.vintage) == (
        around.release.source, around.release.vintage,
    )  # fmt: skip
    if not same_source or here.span != around.span:
        return Refused(Why.COMPARATOR_RELEASE, {"found": (here.release, around.release)})
    return one - other
