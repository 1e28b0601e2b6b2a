"""How many agree with comments, and whether the reader does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from agenda.models import Agreement, Comment
from agenda.voters import same_person


@dataclass(frozen=True, slots=True)
class Agreeing:
    """How many agree with a comment; whether the reader is one of them, or said it."""

    count: int = 0
    mine: bool = False
    own: bool = False


def agreements(comments: Iterable[Any], keys: tuple[str, ...] = ()) -> dict[Any, Agreeing]:
    """By the ids of comments; `keys` are those by which the reader is known. Three queries at most."""
    ids = list(comments)
    rows = Agreement.objects.filter(comment__in=ids).order_by().values("comment")
    counted = dict(rows.annotate(n=Count("pk")).values_list("comment", "n"))
    mine, own = set(), set()
    if keys and ids:
        given, said = Q(), Q()
        for pk in ids:
            given |= Q(comment=pk) & same_person(pk, keys, "mark", "browser")
            said |= Q(pk=pk) & same_person(pk, keys, "author_mark", "author_browser")
        mine = set(Agreement.objects.filter(given).order_by().values_list("comment", flat=True))
        own = set(Comment.objects.filter(said).order_by().values_list("pk", flat=True))
    return {pk: Agreeing(counted.get(pk, 0), pk in mine, pk in own) for pk in ids}
