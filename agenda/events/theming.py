"""What can happen to the themes that people give to comments."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event


@event("agenda.comments_themed")
@dataclass(frozen=True)
class CommentsThemed(Event):
    """Comments have a theme."""

    sentence = _("gave {comments} comments the theme “{theme}”")
    public = False
    theme: str
    comments: int


@event("agenda.comments_unthemed")
@dataclass(frozen=True)
class CommentsUnthemed(Event):
    """Comments have a theme no more."""

    sentence = _("took the theme “{theme}” from {comments} comments")
    public = False
    theme: str
    comments: int


@event("agenda.theme_renamed")
@dataclass(frozen=True)
class ThemeRenamed(Event):
    """A theme of comments is called otherwise."""

    sentence = _("renamed the theme of comments “{before}”: “{after}”")
    public = False
    before: str
    after: str


@event("agenda.themes_joined")
@dataclass(frozen=True)
class ThemesJoined(Event):
    """Two themes of comments are one."""

    sentence = _("joined the theme of comments “{theme}” to “{into}”: {comments} comments more")
    public = False
    theme: str
    into: str
    comments: int
