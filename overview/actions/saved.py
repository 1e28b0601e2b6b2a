"""What the national team does with its views of the board."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from overview import events
from overview.models import REGRET, SavedView

MOST_VIEWS = 30


@transaction.atomic
def save_view(*, name: str, query: str, shared: bool, by: User) -> SavedView:
    """Somebody keeps the conditions of the board under a name of their own.

    The same sent twice is one view. Refused for a name that another of their views has, and
    beyond thirty views.
    """
    User.objects.select_for_update().get(pk=by.pk)
    own = SavedView.objects.of(by)
    same = own.filter(name__iexact=name).first()
    if same and (same.query, same.shared) == (query, shared):
        return same
    refuse_too_many(by)
    view = SavedView(owner=by, name=name, query=query, shared=shared)
    under_a_free_name(lambda: view.save(force_insert=True))
    record(events.ViewSaved(name=name, shared=shared), by=by, about=view)
    return view


def refuse_too_many(person: User) -> None:
    if SavedView.objects.of(person).count() >= MOST_VIEWS:
        raise Refusal(
            _("You have %(most)s views: remove one that is of no use any more.")
            % {"most": MOST_VIEWS}
        )


def under_a_free_name(write: Callable[[], None]) -> None:
    """Writes; a name that another view of the person has is refused by the database, in words."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as fault:
        if "one_saved_view_a_name" in str(fault):
            raise Refusal(_("You already have a view of this name."), "name") from fault
        raise


def own(view: SavedView, person: User) -> SavedView:
    """The view, locked; refused when it is somebody else's or was removed meanwhile."""
    found = SavedView.objects.of(person).locked().filter(pk=view.pk).first()
    if found is None:
        raise Refusal(_("This view is no longer among yours."))
    return found


@transaction.atomic
def change_view(view: SavedView, *, name: str, shared: bool, by: User) -> SavedView:
    """Its owner gives a view another name, or shares it with the team, or no longer."""
    view = own(view, by)
    before = view.name
    if (before, view.shared) == (name, shared):
        return view
    view.name, view.shared = name, shared
    under_a_free_name(lambda: view.save(update_fields=["name", "shared"]))
    fact = events.ViewChanged(before=before, name=name, shared=shared)
    record(fact, by=by, about=view)
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: User) -> None:
    """Its owner takes a view out of all lists; for seven days it can be put back."""
    view = own(view, by)
    view.removed_at = clock.now()
    view.save(update_fields=["removed_at"])
    record(events.ViewRemoved(name=view.name), by=by, about=view)


@transaction.atomic
def put_view_back(view: SavedView, *, by: User) -> SavedView:
    """Its owner regrets a removal; refused when another view has taken the name meanwhile."""
    User.objects.select_for_update().get(pk=by.pk)
    found = SavedView.objects.regretted(by).locked().filter(pk=view.pk).first()
    if found is None:
        raise Refusal(_("This view cannot be put back any more."))
    refuse_too_many(by)
    found.removed_at = None
    under_a_free_name(lambda: found.save(update_fields=["removed_at"]))
    record(events.ViewPutBack(name=found.name), by=by, about=found)
    return found


@transaction.atomic
def forget_views() -> int:
    """The portal deletes the views that can no longer be put back; how many."""
    gone, _each = SavedView.objects.filter(removed_at__lte=clock.now() - REGRET).delete()
    return gone
