"""What can happen in the forums; read by those who work in the community, not by everybody."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event


@event("community.forums_opened")
@dataclass(frozen=True)
class ForumsOpened(Event):
    """The forums that were missing are there."""

    sentence = _("opened the forums: {names}")
    public = False
    names: str


@event("community.topic_opened")
@dataclass(frozen=True)
class TopicOpened(Event):
    """Somebody asks or tells something."""

    sentence = _("opened the topic “{title}” in “{forum}”")
    public = False
    title: str
    forum: str


@event("community.post_added")
@dataclass(frozen=True)
class PostAdded(Event):
    """Somebody answers."""

    sentence = _("answered in “{title}”")
    public = False
    title: str


@event("community.post_changed")
@dataclass(frozen=True)
class PostChanged(Event):
    """An author changes their words; the earlier ones are kept."""

    sentence = _("changed a post in “{title}”")
    public = False
    title: str


@event("community.post_hidden")
@dataclass(frozen=True)
class PostHidden(Event):
    """The words of a post are no longer shown."""

    sentence = _("hid a post of {author} in “{title}”, because: {reason}")
    public = False
    title: str
    author: str
    reason: str
