"""The views of the board that somebody keeps, and what the team shares."""

from typing import Any

from kit.access import Standing
from overview.figures import selection
from overview.figures.selection import Group, Wanted
from overview.models import SavedView
from sites.models import Sight


def groups_of_all(standing: Standing) -> tuple[Group, ...]:
    """All sites by wave and department: what a condition of the board may name."""
    return selection.groups(Sight.of(standing), Wanted())


def own_views(standing: Standing) -> Any:
    """Where a page looks for a view that the reader may change."""
    return SavedView.objects.of(standing.person)


def shared_views(standing: Standing) -> Any:
    """What others of the team share."""
    return SavedView.objects.shared_with(standing.person).select_related("owner")


def views_for(standing: Standing) -> Any:
    """Where a page looks for a view to open."""
    return SavedView.objects.visible_to(standing)


def regretted_views(standing: Standing) -> Any:
    """The reader's views that were removed lately."""
    return SavedView.objects.regretted(standing.person)
