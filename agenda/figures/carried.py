"""Which activities of the plan carry out which passages of a version."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agenda.figures.places import Places
from agenda.figures.plan import ActivityFigure, activities
from agenda.figures.texts import PassageFigure
from agenda.models import Version
from agenda.models.versions import Section


def carried(
    version: Version, found: Iterable[ActivityFigure]
) -> dict[Any, tuple[ActivityFigure, ...]]:
    """By passage of a version, the activities that carry it out, by title.

    One that is tied to another version carries what its passage has become in this one: reworded,
    split or merged. At most four queries.
    """
    tied = [activity for activity in found if activity.passage_id]
    places = Places(version) if any(a.version_id != version.pk for a in tied) else None
    held: dict[Any, list[ActivityFigure]] = {}
    for activity in sorted(tied, key=lambda a: a.title):
        keys = [activity.passage_id]
        if places is not None and activity.version_id != version.pk:
            keys = list(places.trace(activity.version_id, activity.passage_id).pieces)
        for key in dict.fromkeys(keys):
            held.setdefault(key, []).append(activity)
    return {key: tuple(each) for key, each in held.items()}


def with_plan(version: Version, passages: tuple[PassageFigure, ...]) -> tuple[PassageFigure, ...]:
    """The passages of an adopted version, those of its strategies with what carries them out."""
    if version.adopted_on is None:
        return passages
    found = carried(version, activities(version.site))
    now = version.state == Version.State.ADOPTED
    return tuple(
        replace(
            passage,
            carried_by=found.get(passage.id, ()),
            plannable=now and Section(passage.section).has_strategy,
        )
        for passage in passages
    )
