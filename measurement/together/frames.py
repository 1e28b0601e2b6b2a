"""Who is expected to give a figure, worked out once for all figures that are asked of the same places."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from measurement.engine.aggregate import Question
from measurement.engine.coverage import Coverage, coverage_of
from measurement.engine.observations import State
from measurement.engine.places import shared_codes
from measurement.exact import definition_of
from measurement.models import Indicator
from measurement.together.asking import Asked, Moment
from measurement.together.network import Network, Standing, kind_of, standing
from measurement.together.sums import Where


@dataclass(frozen=True, eq=False)
class Frame:
    """The sites at work on a day, with the places of which a kind of figure speaks."""

    question: Question
    standing: Standing

    @property
    def of_sites(self) -> bool:
        """True where a site gives its own value."""
        return self.question.definition.level == "site"

    @cached_property
    def owners(self) -> Mapping[str, frozenset[str]]:
        """Each expected place with the sites that name it."""
        return self.question.owners

    @cached_property
    def moved(self) -> frozenset[str]:
        """Places that a site named on one end of the days and not on the other."""
        return self.question.moved

    @cached_property
    def shared(self) -> Mapping[str, tuple[str, ...]]:
        """The neighbourhoods that several sites name."""
        return shared_codes(self.question.sites, self.question.span.last)

    @cached_property
    def sites(self) -> frozenset[str]:
        """The sites at work."""
        return frozenset(one.key for one in self.standing.members)

    @cached_property
    def where(self) -> Where:
        """Of which places values are looked for."""
        if not self.of_sites:
            return Where(codes=tuple(self.owners))
        return Where(None, self.standing.idle_keys, self.standing.sharing)

    @cached_property
    def nothing(self) -> Coverage:
        """What is covered where nothing was given."""
        return self.covering({})

    def covering(self, standing: Mapping[str, State | None]) -> Coverage:
        """What became of each expected place."""
        return coverage_of(self.owners, self.sites, standing, None)


class Frames:
    """The frames of one request."""

    def __init__(self, within: Network, asked: Asked) -> None:
        self.within, self.asked = within, asked
        self.made: dict[tuple[object, ...], Frame] = {}

    def of(self, found: Indicator, moment: Moment) -> Frame:
        """The one in which a figure is asked for."""
        day = moment.known_on(found, self.asked.shown_on)
        kind = kind_of(found)
        key = (kind, day, moment)
        if key not in self.made:
            there = standing(self.within, kind, day, moment.span.last)
            question = Question(definition_of(found), there.places, moment.span)
            self.made[key] = Frame(question, there)
        return self.made[key]
