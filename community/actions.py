"""Everything that is said, changed or hidden in the forums."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import events
from community.models import Forum, Post, PostBefore, Topic
from journal.actions import record
from kit import clock
from kit.states import Refusal
from kit.wording import for_ever
from sites.models import Region
from sites.spelling import slug

CHANGEABLE = timedelta(minutes=15)


@transaction.atomic
def ensure_forums(*, by: User | None = None) -> list[Forum]:
    """The portal opens the forums that are missing: one for the country and one for each region."""
    there = set(Forum.objects.values_list("slug", flat=True))
    name = for_ever(gettext_lazy("National forum"))
    wanted = [Forum(kind=Forum.Kind.NATIONAL, slug="national", name=name)]
    wanted += [
        Forum(kind=Forum.Kind.REGIONAL, slug=slug(region.name), name=region.name, region=region)
        for region in Region.objects.filter(zone__in=["metro", "drom"]).order_by("sort_name")
    ]
    missing = [forum for forum in wanted if forum.slug not in there]
    if missing:
        Forum.objects.bulk_create(missing)
        names = ", ".join(forum.name for forum in missing)
        record(events.ForumsOpened(names=names), by=by)
    return missing


@transaction.atomic
def open_topic(
    forum: Forum,
    *,
    title: str,
    text: str,
    by: User,
    is_question: bool = False,
    role: str = "",
    once: UUID | None = None,
) -> Topic:
    """Somebody asks a question or tells something; the same form sent twice opens one topic."""
    forum = Forum.objects.locked().select_related("site").get(pk=forum.pk)
    if there := said_already(once, by):
        return there.topic
    now = clock.now()
    topic = Topic.objects.create(
        forum=forum, title=title, is_question=is_question, author=by, author_name=str(by),
        opened_at=now, last_post_at=now,
    )  # fmt: skip
    say(topic, text=text, by=by, role=role, once=once)
    record(events.TopicOpened(title=title, forum=forum.name), by=by, site=forum.site, about=topic)
    return topic


@transaction.atomic
def reply(topic: Topic, *, text: str, by: User, role: str = "", once: UUID | None = None) -> Post:
    """Somebody says something in a topic; the same form sent twice says it once."""
    topic = Topic.objects.locked().select_related("forum__site").get(pk=topic.pk)
    if there := said_already(once, by):
        return there
    post = say(topic, text=text, by=by, role=role, once=once)
    # The author who adds to their own question has not answered it.
    answered = 1 if by.pk != topic.author_id else 0
    Topic.objects.filter(pk=topic.pk).update(
        last_post_at=post.posted_at, answers=F("answers") + answered
    )
    record(events.PostAdded(title=topic.title), by=by, site=topic.forum.site, about=post)
    return post


@transaction.atomic
def change_post(post: Post, *, text: str, by: User) -> Post:
    """Authors may change their words for fifteen minutes; the earlier words are kept."""
    post = Post.objects.locked().select_related("topic__forum__site").get(pk=post.pk)
    refuse_unless_changeable(post, by)
    if post.text != text:
        PostBefore.objects.create(post=post, text=post.text)
        post.text, post.edited_at = text, clock.now()
        post.save(update_fields=["text", "edited_at"])
        topic = post.topic
        record(events.PostChanged(title=topic.title), by=by, site=topic.forum.site, about=post)
    return post


@transaction.atomic
def hide_post(post: Post, *, reason: str, by: User) -> Post:
    """The words are no longer shown nor found; they are kept, with who hid them and why."""
    post = Post.objects.locked().select_related("topic__forum__site").get(pk=post.pk)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is shown in place of the message."))
    if post.hidden_at is not None:
        raise Refusal(_("This message is already hidden."))
    post.hidden_at, post.hidden_by, post.hidden_reason = clock.now(), by, reason.strip()
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    topic = post.topic
    fact = events.PostHidden(title=topic.title, author=post.author_name, reason=reason.strip())
    record(fact, by=by, site=topic.forum.site, about=post)
    return post


def may_change(post: Post, person: Any) -> bool:
    """True for the author within fifteen minutes, while the message is shown."""
    fresh = clock.now() - post.posted_at <= CHANGEABLE
    return fresh and post.hidden_at is None and person is not None and post.author_id == person.pk


def refuse_unless_changeable(post: Post, by: User) -> None:
    if not may_change(post, by):
        raise Refusal(_("Only its author may change a message, for fifteen minutes."))


def said_already(once: UUID | None, by: User) -> Post | None:
    """The post that the same form of the same person has already made."""
    if once is None:
        return None
    return Post.objects.filter(once=once, author=by).select_related("topic").first()


def say(topic: Topic, *, text: str, by: User, role: str, once: UUID | None) -> Post:
    """Writes the post; a form that has made another one is refused."""
    post = Post(topic=topic, text=text, author=by, author_name=str(by), author_role=role, once=once)
    try:
        with transaction.atomic():
            post.save(force_insert=True)
    except IntegrityError as fault:
        raise Refusal(_("This form has already been sent. Open it again.")) from fault
    return post
