"""Days of support: asked, planned, held, with who came and what was left behind."""

from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from partnership.models.decisions import Place
from sites.models import Site

LENGTHS = tuple(Decimal(halves) / 2 for halves in range(1, 11))


class SupportDayQuerySet(HouseQuerySet["SupportDay"]):
    def newest(self) -> Self:
        """What is asked first, then by day, the latest first."""
        return self.order_by(models.F("on").desc(nulls_first=True), "-created_at")


class SupportDay(Stateful, Entity):
    """One or several days of co-training, coaching, immersion or a webinar, for one site."""

    class Kind(models.TextChoices):
        CO_TRAINING = "co_training", _("co-training")
        COACHING = "coaching", _("coaching")
        IMMERSION = "immersion", _("immersion")
        WEBINAR = "webinar", _("webinar")

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("support", "asked")
        PLANNED = "planned", pgettext_lazy("support", "planned")
        HELD = "held", pgettext_lazy("support", "held")
        CANCELLED = "cancelled", pgettext_lazy("support", "cancelled")

    # A planned day may be given another date: it stays planned.
    MOVES: ClassVar = {
        State.ASKED: {State.PLANNED, State.CANCELLED},
        State.PLANNED: {State.PLANNED, State.HELD, State.CANCELLED},
        State.HELD: set(),
        State.CANCELLED: set(),
    }

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="support_days")
    kind = models.CharField(_("kind of support"), max_length=11, choices=Kind)
    title = models.CharField(_("subject"), max_length=160)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASKED)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    need = models.CharField(_("what for"), max_length=500, blank=True)
    asked_by = models.CharField(_("asked by"), max_length=160, blank=True)
    asked_from = models.CharField(_("asked from"), max_length=12, choices=Place, blank=True)
    on = models.DateField(_("day"), null=True, blank=True)
    days = models.DecimalField(
        _("length in days"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    led_by = models.CharField(_("led by"), max_length=160, blank=True)
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_days",
    )
    promised = models.CharField(_("what was promised"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # What a form carries so that a double click says a thing once.
    once = models.UUIDField(unique=True, null=True)

    objects = SupportDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("support day")
        verbose_name_plural = _("support days")
        indexes = (models.Index(fields=["site", "on"], name="support_of_site"),)
        constraints = (
            CheckConstraint(condition=~Q(title=""), name="support_has_a_subject"),
            CheckConstraint(
                condition=Q(kind__in=["co_training", "coaching", "immersion", "webinar"])
                & Q(state__in=["asked", "planned", "held", "cancelled"]),
                name="support_words_known",
            ),
            CheckConstraint(
                condition=Q(days=None) | Q(days__in=LENGTHS), name="support_lasts_half_days"
            ),
            CheckConstraint(
                condition=~Q(state__in=["planned", "held"])
                | Q(on__isnull=False, days__isnull=False),
                name="support_dated_once_planned",
            ),
            CheckConstraint(
                condition=~Q(state="asked") | Q(asked_on__isnull=False, on=None),
                name="support_asked_on_a_day",
            ),
            CheckConstraint(
                condition=Q(asked_from="") | Q(asked_from__in=Place.values),
                name="support_place_known",
            ),
            CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="support_cancelled_with_a_reason"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.title}"


class Audience(models.TextChoices):
    """Who may have come to a support day."""

    STATE = "state", _("State services")
    MUNICIPALITY = "municipality", _("municipality")
    COMMUNITY = "community", _("community organisations")
    PARTNERS = "partners", _("other partners")
    RESIDENTS = "residents", _("residents")
    CENTRE = "centre", _("resource centre")


class Attendance(Entity):
    """How many of a kind came to a support day that was held."""

    support = models.ForeignKey(SupportDay, on_delete=models.PROTECT, related_name="attendance")
    audience = models.CharField(_("who came"), max_length=12, choices=Audience)
    people = models.PositiveSmallIntegerField(_("people"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = (
            UniqueConstraint(fields=["support", "audience"], name="one_count_an_audience"),
            CheckConstraint(condition=Q(people__gte=1), name="attendance_counts_somebody"),
            CheckConstraint(
                condition=Q(audience__in=Audience.values), name="attendance_audience_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.support_id} {self.audience} {self.people}"


class Handout(Entity):
    """Something that a support day left behind: its title and where it is."""

    support = models.ForeignKey(SupportDay, on_delete=models.PROTECT, related_name="handouts")
    title = models.CharField(_("title"), max_length=160)
    url = models.URLField(_("address"), max_length=500)

    class Meta:
        verbose_name = _("resource left behind")
        verbose_name_plural = _("resources left behind")
        constraints = (
            CheckConstraint(condition=~Q(title=""), name="handout_has_a_title"),
            CheckConstraint(condition=Q(url__regex=r"^https?://"), name="handout_is_on_the_web"),
            UniqueConstraint(fields=["support", "url"], name="handout_once_a_support_day"),
        )

    def __str__(self) -> str:
        return self.title
