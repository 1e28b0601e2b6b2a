"""Organisations that work at a site, each in a sector, from the day it joined."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.models import ENDS_AFTER_START, Dated, DatedQuerySet, never_two
from kit.models import Entity
from sites.models import Site
from sites.models.fields import sort_key


class Sector(models.TextChoices):
    """Where an organisation comes from, in the order in which pages show it."""

    STATE = "state", _("State services")
    LOCAL = "local", _("local authorities")
    SOCIAL = "social", _("social centres and social action")
    EDUCATION = "education", _("school, childhood and youth")
    EMPLOYMENT = "employment", _("employment and training")
    HOUSING = "housing", _("housing")
    HEALTH = "health", _("health")
    SAFETY = "safety", _("mediation and public safety")
    SPORT = "sport", _("sport")
    ENVIRONMENT = "environment", _("ecology and transition")
    ECONOMY = "economy", _("companies and shops")
    CULTURE = "culture", _("culture")
    SMALL = "small", _("small or informal associations")
    RESIDENTS = "residents", _("groups of residents")
    OTHER = "other", _("another sector")


# Those that the first sites lacked: the usual networks do not lead to them.
OFTEN_MISSING = (Sector.ECONOMY, Sector.CULTURE, Sector.SMALL)


class PartnerQuerySet(DatedQuerySet["Partner"]):
    def by_name(self) -> Self:
        """In the order of a directory."""
        return self.order_by("sort_name", "starts_on")


class Partner(Dated):
    """An organisation that works at a site, from the day it joined to the day it left."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="partners")
    name = models.CharField(_("organisation"), max_length=160)
    sort_name = sort_key()
    sector = models.CharField(_("sector"), max_length=12, choices=Sector)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    end_reason = models.CharField(_("why it left"), max_length=300, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        indexes = (models.Index(fields=["site", "sort_name"], name="partner_by_name"),)
        constraints = (
            CheckConstraint(condition=ENDS_AFTER_START, name="partner_leaves_after_joining"),
            CheckConstraint(condition=~Q(sort_name=""), name="partner_named"),
            CheckConstraint(condition=Q(sector__in=Sector.values), name="partner_sector_known"),
            never_two("one_partner_of_a_name_at_a_time", "site", "sort_name"),
        )

    def __str__(self) -> str:
        return self.name


class PartnerPaste(Entity):
    """A list that was pasted and confirmed; its form makes it once."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="partner_pastes")
    once = models.UUIDField(unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    added = models.PositiveIntegerField(pgettext_lazy("partners", "added"))
    merged = models.PositiveIntegerField(pgettext_lazy("partners", "merged"))
    left_out = models.PositiveIntegerField(_("left out"))

    class Meta:
        verbose_name = _("pasted list of partners")
        verbose_name_plural = _("pasted lists of partners")

    def __str__(self) -> str:
        return f"{self.site_id} {self.added} + {self.merged}"
