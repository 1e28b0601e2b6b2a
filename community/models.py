"""Forums, their topics and posts; what was written first is never lost."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from kit import clock
from kit.access import Standing
from kit.models import Entity, HouseQuerySet
from sites.models import Region, Site, Theme

# French words without their endings and accents: “education” finds “Éducation”.
LANGUAGE = "french_unaccent"


def words_of(field: str) -> models.GeneratedField:
    """The words to search by, computed by the database so that no write can forget them."""
    return models.GeneratedField(
        expression=SearchVector(field, config=LANGUAGE),
        output_field=SearchVectorField(),
        db_persist=True,
    )


class ForumQuerySet(HouseQuerySet["Forum"]):
    def visible_to(self, standing: Standing) -> Self:
        """All but the forums of sites, read by who has a role there: its people, its facilitators, the national team."""
        if standing.has(Role.NATIONAL):
            return self
        mine = Q(site__in=[site.pk for site in standing.facts.get("sites", [])])
        if centres := standing.facts.get("centres"):
            mine |= Q(site__in=Site.objects.served_by(centres))
        return self.filter(~Q(kind=Forum.Kind.SITE) | mine)


class Forum(Entity):
    """A place to talk: one for the country, one a region, one a theme, one a site."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("national")
        REGIONAL = "regional", _("regional")
        THEMATIC = "thematic", _("thematic")
        SITE = "site", _("of a site")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    region = models.OneToOneField(Region, on_delete=models.PROTECT, null=True, related_name="forum")
    theme = models.OneToOneField(Theme, on_delete=models.PROTECT, null=True, related_name="forum")
    site = models.OneToOneField(Site, on_delete=models.PROTECT, null=True, related_name="forum")

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
        constraints = (
            CheckConstraint(
                condition=Q(kind="national", region=None, theme=None, site=None)
                | Q(kind="regional", region__isnull=False, theme=None, site=None)
                | Q(kind="thematic", region=None, theme__isnull=False, site=None)
                | Q(kind="site", region=None, theme=None, site__isnull=False),
                name="forum_is_for_what_its_kind_says",
            ),
            UniqueConstraint(
                fields=["kind"], condition=Q(kind="national"), name="one_national_forum"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Its name as the reader says it: the national forum has a name in each language."""
        return gettext("National forum") if self.kind == self.Kind.NATIONAL else self.name

    def get_absolute_url(self) -> str:
        return reverse("community:forum-page", kwargs={"forum": self.slug})


class TopicQuerySet(HouseQuerySet["Topic"]):
    def visible_to(self, standing: Standing) -> Self:
        """Those of the forums that the person may read."""
        return self.filter(forum__in=Forum.objects.visible_to(standing))

    def newest(self) -> Self:
        """Those in which something was said last, first."""
        return self.order_by("-last_post_at", "-created_at").select_related("forum")

    def unanswered(self) -> Self:
        """Questions that nobody has answered yet, the oldest first."""
        return self.filter(is_question=True, answers=0).order_by("opened_at", "created_at")

    def matching(self, text: str) -> Self:
        """A word of the title or of a post that is shown, whatever its accents and endings."""
        query = SearchQuery(text, config=LANGUAGE, search_type="websearch")
        posts = Post.objects.filter(topic=OuterRef("pk"), hidden_at=None, words=query)
        return self.filter(Q(words=query) | Exists(posts))


class Topic(Entity):
    """A question or a story, and what others said to it."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(_("title"), max_length=160)
    is_question = models.BooleanField(_("it is a question"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(_("author"), max_length=120)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    last_post_at = models.DateTimeField(default=clock.now, editable=False)
    answers = models.PositiveIntegerField(_("answers"), default=0)
    words = words_of("title")

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = (
            models.Index(fields=["forum", "-last_post_at"], name="topic_latest"),
            GinIndex(fields=["words"], name="topic_words"),
        )
        constraints = (
            CheckConstraint(condition=~Q(title=""), name="topic_has_a_title"),
            CheckConstraint(
                condition=Q(last_post_at__gte=models.F("opened_at")),
                name="topic_last_post_after_its_opening",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:topic-page", kwargs={"topic": self.pk})


class PostQuerySet(HouseQuerySet["Post"]):
    def visible_to(self, standing: Standing) -> Self:
        """Those of the topics that the person may read; a hidden one stays in its place, without its text."""
        return self.filter(topic__in=Topic.objects.visible_to(standing))

    def in_order(self) -> Self:
        """As they were said."""
        return self.order_by("posted_at", "created_at")


class Post(Entity):
    """What somebody said in a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="posts")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(_("author"), max_length=120)
    author_role = models.CharField(_("role"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    # What a form carries so that a double click says a thing once.
    once = models.UUIDField(unique=True, null=True)
    posted_at = models.DateTimeField(default=clock.now, editable=False)
    edited_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    hidden_reason = models.CharField(_("reason"), max_length=300, blank=True)
    words = words_of("text")

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = (
            models.Index(fields=["topic", "posted_at"], name="post_in_order"),
            GinIndex(fields=["words"], name="post_words"),
        )
        constraints = (
            CheckConstraint(condition=~Q(text=""), name="post_says_something"),
            CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason=""),
                name="post_hidden_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.author_name}, {self.posted_at:%Y-%m-%d}"


class PostBefore(Entity):
    """What a post said before its author changed it; a database trigger keeps it as it was."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="before")
    text = models.TextField(_("text"))
    until = models.DateTimeField(_("until"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        constraints = (CheckConstraint(condition=~Q(text=""), name="earlier_text_says_something"),)

    def __str__(self) -> str:
        return f"{self.post_id} {self.until:%Y-%m-%d}"


def forums_for(standing: Standing) -> ForumQuerySet:
    """Where a page looks for a forum."""
    return Forum.objects.visible_to(standing)


def topics_for(standing: Standing) -> TopicQuerySet:
    """Where a page looks for a topic."""
    return Topic.objects.visible_to(standing)


def posts_for(standing: Standing) -> PostQuerySet:
    """Where a page looks for a post."""
    return Post.objects.visible_to(standing)
