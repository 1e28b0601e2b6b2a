"""Papers that print words which are not shown any more: kept as they are, handed out no longer.

A paper never changes. A comment may be hidden, or withdrawn, after it was printed: what a paper
says is in its stored figures, and what is not shown now is in `NotShown`, so whether a paper may
still be handed out is asked each time and follows at once, in both directions.
"""

from typing import Any

from django.db.models import Exists, ExpressionWrapper, F, Func, JSONField, OuterRef, Q, TextField
from django.db.models.functions import Cast, JSONObject

from agenda.models import NotShown
from reports.models import EditionQuerySet, PrintedQuerySet


def array(item: Any) -> Func:
    """A JSON array of one item."""
    return Func(item, function="jsonb_build_array", output_field=JSONField())


def not_shown_in(**told: Any) -> Any:
    """What is not shown now at the paper's site, each with how a paper would have `told` it."""
    here = NotShown.objects.filter(site=OuterRef("site")).order_by()
    picture = ExpressionWrapper(OuterRef("figures"), output_field=JSONField())
    return here.alias(picture=picture, **{name: JSONObject(**how) for name, how in told.items()})


COMMENT = Cast("comment", TextField())


def mark_answers[P: PrintedQuerySet[Any]](papers: P) -> P:
    """Answers on paper, each with `withheld`: True when it prints a comment that is not shown now."""
    told = {"chapters": array(JSONObject(said=array(JSONObject(key=COMMENT))))}
    found = not_shown_in(told=told).filter(picture__contains=F("told"))
    return papers.annotate(withheld=Exists(found))


def mark_editions(editions: EditionQuerySet) -> EditionQuerySet:
    """Editions of site reports, each with `withheld` in the same sense.

    An edition from before comments were named in it is known by the very words of the comment.
    """
    pairs = {"by_key": JSONObject(key=COMMENT), "by_words": JSONObject(words=F("comment__text"))}
    told = {name: {"voices": JSONObject(pairs=array(how))} for name, how in pairs.items()}
    named = Q(picture__voices__pairs__0__has_key="key")
    found = not_shown_in(**told).filter(
        named & Q(picture__contains=F("by_key")) | ~named & Q(picture__contains=F("by_words"))
    )
    return editions.annotate(withheld=Exists(found))
