"""What can happen to a saved view. It is nobody's business but the national team's."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event


@event("overview.view_saved")
@dataclass(frozen=True)
class ViewSaved(Event):
    """The board's conditions got a name."""

    sentence = _("saved the view “{name}” of the national board")
    public = False
    name: str
    shared: bool


@event("overview.view_changed")
@dataclass(frozen=True)
class ViewChanged(Event):
    """Another name, or shared with the team or not."""

    sentence = _("changed the view “{before}” of the national board, now “{name}”")
    public = False
    before: str
    name: str
    shared: bool


@event("overview.view_removed")
@dataclass(frozen=True)
class ViewRemoved(Event):
    """It is in no list any more."""

    sentence = _("removed the view “{name}” of the national board")
    public = False
    name: str


@event("overview.view_put_back")
@dataclass(frozen=True)
class ViewPutBack(Event):
    """It had been removed by mistake."""

    sentence = _("put the view “{name}” of the national board back")
    public = False
    name: str
