"""Where what was commented on has gone: every later version, and the passages that may be asked for."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from agenda.figures.places import Places, Whereabouts
from agenda.figures.voices import CommentFigure
from agenda.models import Comment, Wording
from sites.models import Site


def later_places(site: Site, voices: Iterable[CommentFigure]) -> dict[Any, tuple[Whereabouts, ...]]:
    """By comment, where its passage is in each later version that everybody reads.

    A few queries a version, whatever the number of comments; a comment on the whole text, and one
    on the last version, have none.
    """
    versions = list(site.versions.public().order_by("number"))
    rows = Wording.objects.filter(version__in=versions).select_related("version")
    then = {(row.version.number, row.passage_id): row for row in rows}
    asked = [each for each in voices if (each.number, each.passage_id) in then]
    found: dict[Any, tuple[Whereabouts, ...]] = {}
    for version in versions:
        earlier = [each for each in asked if each.number < version.number]
        if not earlier:
            continue
        places = Places(version)
        for each in earlier:
            now = places.of(then[each.number, each.passage_id], each.quote)
            found[each.id] = (*found.get(each.id, ()), now)
    return found


def commented_passages(site: Site) -> tuple[tuple[str, int, str, int], ...]:
    """The passages that somebody commented on: id, place and heading in the last public version
    that has them, and its number; the last text first. One query.
    """
    said = Comment.objects.filter(site=site, passage=OuterRef("passage"))
    rows = (
        Wording.objects.filter(Exists(said), version__site=site)
        .exclude(version__sha256="")
        .order_by("passage", "-version__number")
        .distinct("passage")
        .values_list("passage", "position", "heading", "version__number")
    )
    found = [(str(key), place, heading, number) for key, place, heading, number in rows]
    return tuple(sorted(found, key=lambda row: (-row[3], row[1])))
