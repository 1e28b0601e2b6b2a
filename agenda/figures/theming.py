"""The themes of a site's comments, counted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import Lower

from sites.models import Site


@dataclass(frozen=True, slots=True)
class ThemeFigure:
    """A theme, and how many comments have it."""

    id: Any
    label: str
    comments: int


def comment_themes(site: Site) -> tuple[ThemeFigure, ...]:
    """The themes of a site by name, in one query."""
    rows = site.comment_themes.annotate(comments=Count("marks")).order_by(Lower("label"))
    return tuple(ThemeFigure(row.pk, row.label, row.comments) for row in rows)
