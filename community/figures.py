"""The forums as values: what is new, what waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from community.models import Forum, Topic, forums_for, topics_for
from kit.access import Standing
from sites.models import Sight, Site


@dataclass(frozen=True, slots=True)
class ForumFigure:
    """A forum and how alive it is."""

    name: str
    kind: str
    url: str
    topics: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class TopicFigure:
    """A topic as a list shows it."""

    title: str
    url: str
    forum: str
    author: str
    is_question: bool
    answers: int
    opened_at: datetime
    last_at: datetime


def forums(standing: Standing) -> tuple[ForumFigure, ...]:
    """The forums that the person may read: the national one first, then by name."""
    rows: Any = forums_for(standing).annotate(
        count=Count("topics"), last=Max("topics__last_post_at")
    )
    order = {kind: rank for rank, kind in enumerate(Forum.Kind.values)}
    found = sorted(rows.order_by("slug"), key=lambda f: (order[f.kind], f.slug))
    return tuple(ForumFigure(f.title, f.kind, f.get_absolute_url(), f.count, f.last) for f in found)


def topic_figures(topics: Iterable[Topic]) -> tuple[TopicFigure, ...]:
    """Topics that bring their forum, as values."""
    return tuple(
        TopicFigure(
            title=topic.title,
            url=topic.get_absolute_url(),
            forum=topic.forum.title,
            author=topic.author_name,
            is_question=topic.is_question,
            answers=topic.answers,
            opened_at=topic.opened_at,
            last_at=topic.last_post_at,
        )
        for topic in topics
    )


def latest_topics(standing: Standing, n: int = 5) -> tuple[TopicFigure, ...]:
    """Where something was said last."""
    return topic_figures(topics_for(standing).newest()[:n])


def questions_near(standing: Standing, n: int = 5) -> tuple[TopicFigure, ...]:
    """Unanswered questions for who supports sites: all but those of other regions' forums; one query."""
    regions = Site.objects.within(Sight.supporting(standing)).order_by().values("region")
    near = ~Q(forum__kind=Forum.Kind.REGIONAL) | Q(forum__region__in=regions)
    topics = topics_for(standing).unanswered().filter(near)
    return topic_figures(topics.select_related("forum")[:n])


def unanswered(standing: Standing, n: int = 5) -> tuple[TopicFigure, ...]:
    """Questions that wait for a first answer, the oldest first."""
    return topic_figures(topics_for(standing).unanswered().select_related("forum")[:n])
