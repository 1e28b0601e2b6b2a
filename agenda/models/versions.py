"""One document in numbered versions: passages that last, wordings that belong to one version."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import READERS
from kit import clock
from kit.access import Standing
from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from sites.models import Site

HEADING_LENGTH = 120
TEXT_LENGTH = 20_000


class VersionQuerySet(HouseQuerySet["Version"]):
    """Versions of the common agenda."""

    def public(self) -> Self:
        """Those that have left writing: everybody may read them, for ever."""
        return self.exclude(sha256="")

    def visible_to(self, standing: Standing) -> Self:
        """People with a role at the site see what is being written, too."""
        return self.all() if standing.has(*READERS) else self.public()

    def in_hand(self) -> Self:
        """Those on which somebody is still working."""
        return self.filter(state__in=Version.IN_HAND)


class Version(Stateful, Entity):
    """One numbered state of a site's common agenda.

    Once it has left writing its text never changes again: a change is a new version. « Taken
    up again » means that comments are being answered and the next version is written.
    """

    class State(models.TextChoices):
        """The life of a version, in the order of the steps line."""

        WRITING = "writing", _("in writing")
        OPEN = "open", _("open to comments")
        REWORKING = "reworking", _("being reworked")
        ENDORSING = "endorsing", _("awaiting endorsement")
        ADOPTED = "adopted", _("adopted")
        SUPERSEDED = "superseded", _("superseded")
        SET_ASIDE = "set_aside", _("set aside")

    class Audience(models.TextChoices):
        """Who may comment while the version is open; everybody reads it."""

        EVERYBODY = "everybody", _("everybody, without an account")
        PEOPLE = "people", _("the people and partners of this site, signed in")

    MOVES: ClassVar = {
        State.WRITING: {State.OPEN, State.ENDORSING, State.SET_ASIDE},
        State.OPEN: {State.REWORKING},
        State.REWORKING: {State.ENDORSING, State.SUPERSEDED, State.SET_ASIDE},
        State.ENDORSING: {State.ADOPTED, State.REWORKING},
        State.ADOPTED: {State.SUPERSEDED},
        State.SUPERSEDED: set(),
        State.SET_ASIDE: set(),
    }
    FIRST = State.WRITING
    IN_HAND: ClassVar = (State.WRITING, State.OPEN, State.REWORKING, State.ENDORSING)
    HEARS_WORKSHOPS: ClassVar = (State.OPEN, State.REWORKING)

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WRITING
    )
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="followers"
    )
    started_on = models.DateField(_("begun on"), default=clock.today)
    opened_on = models.DateField(_("opened on"), null=True)
    closes_on = models.DateField(_("last day for comments"), null=True)
    # The rule of moderation that people read before they write; it is fixed at the opening.
    audience = models.CharField(
        _("who may comment"),
        max_length=9,
        choices=Audience.choices,
        default=Audience.EVERYBODY,
    )
    reads_first = models.BooleanField(_("comments are read before they are shown"), default=False)
    reworked_on = models.DateField(_("reworked on"), null=True)
    sent_on = models.DateField(_("sent for endorsement on"), null=True)
    adopted_on = models.DateField(_("adopted on"), null=True)
    ended_on = models.DateField(_("superseded or set aside on"), null=True)
    content = models.TextField(_("canonical JSON"), blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        indexes = (
            Index(
                fields=["-adopted_on"], condition=Q(state="adopted"), name="version_adopted_last"
            ),
        )
        constraints = (
            UniqueConstraint(fields=["site", "number"], name="version_number_once_a_site"),
            *(
                UniqueConstraint(
                    fields=["site"], condition=Q(state=state), name=f"one_{state}_version_a_site"
                )
                for state in ("writing", "open", "reworking", "endorsing", "adopted")
            ),
            CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
            CheckConstraint(
                condition=Q(
                    state__in=[
                        "writing", "open", "reworking", "endorsing",
                        "adopted", "superseded", "set_aside",
                    ]
                ),
                name="version_state_known",
            ),
            CheckConstraint(
                condition=Q(opened_on=None, closes_on=None)
                | Q(opened_on__isnull=False, closes_on__gte=F("opened_on")),
                name="version_closes_after_it_opens",
            ),
            CheckConstraint(
                condition=Q(audience__in=["everybody", "people"]), name="version_audience_known"
            ),
            CheckConstraint(
                condition=~Q(state="open") | Q(opened_on__isnull=False),
                name="version_open_is_dated",
            ),
            CheckConstraint(
                condition=~Q(state="endorsing") | Q(sent_on__isnull=False),
                name="version_sent_is_dated",
            ),
            CheckConstraint(
                condition=Q(state="adopted", adopted_on__isnull=False)
                | Q(state="superseded")
                | (~Q(state__in=["adopted", "superseded"]) & Q(adopted_on=None)),
                name="version_adopted_iff_dated",
            ),
            CheckConstraint(
                condition=Q(state__in=["superseded", "set_aside"], ended_on__isnull=False)
                | (~Q(state__in=["superseded", "set_aside"]) & Q(ended_on=None)),
                name="version_ended_iff_dated",
            ),
            CheckConstraint(
                condition=Q(state__in=["writing", "set_aside"], sha256="", content="")
                | (~Q(state="writing") & Q(sha256__regex=r"^[0-9a-f]{64}$") & ~Q(content="")),
                name="version_frozen_iff_hashed",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.site_id} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse(
            "agenda:version-page", kwargs={"site": self.site.slug, "number": self.number}
        )

    @property
    def is_writable(self) -> bool:
        """True while the text may still change."""
        return self.state == self.State.WRITING

    @property
    def is_for_people(self) -> bool:
        """True where only the people and partners of the site comment."""
        return self.audience == self.Audience.PEOPLE

    @property
    def takes_comments(self) -> bool:
        """True from the opening to the evening of the last day, both included."""
        return (
            self.state == self.State.OPEN
            and self.closes_on is not None
            and clock.today() <= self.closes_on
        )

    @property
    def since(self) -> date:
        """The day on which the version entered its present state."""
        dated: dict[Any, date | None] = {
            self.State.OPEN: self.opened_on,
            self.State.REWORKING: self.reworked_on,
            self.State.ENDORSING: self.sent_on,
            self.State.ADOPTED: self.adopted_on,
            self.State.SUPERSEDED: self.ended_on,
            self.State.SET_ASIDE: self.ended_on,
        }
        return dated.get(self.State(self.state)) or self.started_on


class Passage(Entity):
    """A place in the text that keeps its identity through edits, moves and versions."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="passages")

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")

    def __str__(self) -> str:
        return str(self.pk)


class Section(models.TextChoices):
    """What a passage is: horizon, what helps and hinders, areas of change, strategies, activities.

    The activities of a strategy follow its own passages, before the next strategy.
    """

    HORIZON = "horizon", _("Our horizon")
    IDEAL = "ideal", _("The ideal situation")
    HELPS = "helps", _("What helps us")
    HINDERS = "hinders", _("What hinders us")
    AREA = "area", _("Area of change")
    STRATEGY = "strategy", _("Strategy")
    ACTIVITY = "activity", _("Activity of a strategy")

    @property
    def has_strategy(self) -> bool:
        """True for what belongs to a named strategy."""
        return self in (Section.STRATEGY, Section.ACTIVITY)


class Worded(Entity):
    """The words of a passage: a heading, a text, and the same in plain language where there is one.

    An area of change names themes of the site; a passage of a strategy may name the area of
    change to which the strategy answers.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="%(class)ss")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField(_("position"))
    section = models.CharField(_("part"), max_length=10, choices=Section.choices)
    strategy = models.CharField(_("strategy"), max_length=HEADING_LENGTH, blank=True)
    heading = models.CharField(_("heading"), max_length=HEADING_LENGTH)
    text = models.TextField(_("text"))
    plain_text = models.TextField(_("plain language"), blank=True)
    themes = ArrayField(
        models.SlugField(max_length=40), verbose_name=_("themes"), default=list, blank=True
    )
    answers_to = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.heading


class Wording(Worded):
    """A passage as one version words it; the revision counts the saves that were accepted."""

    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        constraints = (
            UniqueConstraint(fields=["version", "passage"], name="wording_once_a_version"),
            UniqueConstraint(
                fields=["version", "position"],
                name="wording_one_at_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            CheckConstraint(
                condition=Q(section__in=["strategy", "activity"]) & ~Q(strategy="")
                | Q(section__in=["horizon", "ideal", "helps", "hinders", "area"], strategy=""),
                name="wording_strategy_named_iff_strategy",
            ),
            CheckConstraint(
                condition=Q(section="area") | Q(themes=[]), name="wording_themes_of_an_area"
            ),
            CheckConstraint(
                condition=Q(section="strategy") | Q(answers_to=None),
                name="wording_answers_as_a_strategy",
            ),
            CheckConstraint(condition=~Q(heading="") & ~Q(text=""), name="wording_says_something"),
            CheckConstraint(condition=Q(position__gte=1), name="wording_position_from_one"),
        )


class WordingHistory(Worded):
    """Every accepted save of a passage, kept for ever; the database refuses to change it."""

    class Change(models.TextChoices):
        COPIED = "copied", _("taken over")
        ADDED = "added", _("added")
        SAVED = "saved", _("saved")
        MOVED = "moved", _("moved")
        REMOVED = "removed", _("removed")
        SPLIT = "split", _("split")
        MERGED = "merged", _("merged")
        RESTORED = "restored", _("brought back")

    change = models.CharField(max_length=8, choices=Change.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("kept wording")
        verbose_name_plural = _("kept wordings")
        constraints = (
            UniqueConstraint(
                fields=["version", "passage", "revision"], name="history_one_a_revision"
            ),
        )
