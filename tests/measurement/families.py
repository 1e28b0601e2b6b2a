"""A whole and its parts, as scenes about families of figures begin."""

import re

from measurement import actions

PEOPLE = {
    "unit": "personnes", "threshold": 5, "nature": "flow", "accumulation": "per_period",
    "source": "Registre",
}  # fmt: skip


def own(site, name, part_of="", **more):
    """A count of people that a site follows."""
    fields = {"unit": "personnes", "source": "Feuilles", "threshold": 5} | more
    new = actions.NewIndicator(name=name, part_of=part_of, **fields)
    return actions.choose_indicator(site, new, by=None)


def share_of(site, name, part, whole, source="Centre social"):
    """A percentage that a site follows by its two numbers."""
    new = actions.NewIndicator(
        name=name, unit="%", source=source, value_type="ratio", numerator_label=part,
        denominator_label=whole,
    )  # fmt: skip
    return actions.choose_indicator(site, new, by=None)


def words_of(response) -> str:
    text = re.sub("<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())
