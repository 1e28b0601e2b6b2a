"""How many agree with comments, and whether the reader does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from agenda.models import Agreement, Comment
from agenda.voters import mark_of


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
    marks = {mark_of(pk, key) for pk in ids for key in keys}
    mine, own = set(), set()
    if marks:
        given = Agreement.objects.filter(comment__in=ids, mark__in=marks).order_by()
        mine = set(given.values_list("comment", flat=True))
        said = Comment.objects.filter(pk__in=ids, author_mark__in=marks).order_by()
        own = set(said.values_list("pk", flat=True))
    return {pk: Agreeing(counted.get(pk, 0), pk in mine, pk in own) for pk in ids}
