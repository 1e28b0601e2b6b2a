"""The publications of a source, and each way in which one of them was ever told."""

from copy import copy
from typing import Any, ClassVar

from django.db import models
from django.db.models import BaseConstraint, CheckConstraint, Q, UniqueConstraint
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity
from measurement.models.defined import SLUG

HEX_64 = r"^([0-9a-f]{64})?$"


class Told(models.Model):
    """What is said of one vintage of a source."""

    class Protection(models.TextChoices):
        """How the producer keeps persons from being recognised."""

        NONE = "none", _("none")
        SUPPRESSION = "suppression", _("values left out")
        PERTURBATION = "perturbation", _("values slightly changed")
        ROUNDING = "rounding", _("values rounded")

    title = models.CharField(_("name"), max_length=160)
    title_en = models.CharField(_("name, in English"), max_length=160, blank=True)
    producer = models.CharField(_("producer"), max_length=120)
    reference_day = models.DateField(_("reference day"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    protection = models.CharField(
        _("protection"), max_length=12, choices=Protection, default=Protection.NONE
    )
    # Of a share, of both its numbers; of a published rate nothing follows from it.
    noise = models.DecimalField(
        _("how far the protection may move a count"), max_digits=12, decimal_places=4, default=0
    )
    produced = models.BooleanField(_("produced"), default=True)
    caveats = models.CharField(_("caution"), max_length=400, blank=True)
    caveats_en = models.CharField(_("caution, in English"), max_length=400, blank=True)
    fingerprint = models.CharField(_("fingerprint of the file"), max_length=64, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[BaseConstraint, ...]] = (
            CheckConstraint(
                condition=~Q(title="") & ~Q(producer=""), name="%(class)s_named_with_its_producer"
            ),
            CheckConstraint(
                condition=Q(protection__in=["none", "suppression", "perturbation", "rounding"])
                & Q(noise__gte=0),
                name="%(class)s_protection_known",
            ),
            CheckConstraint(
                condition=Q(produced=True)
                | Q(published_on=None, fingerprint="", produced=False) & ~Q(caveats=""),
                name="%(class)s_not_produced_says_why",
            ),
            CheckConstraint(
                condition=Q(fingerprint__regex=HEX_64), name="%(class)s_fingerprint_is_sha256"
            ),
        )

    @property
    def named(self) -> str:
        """Its name in the reader's language, in French where English lacks."""
        english = self.title_en if (get_language() or "").startswith("en") else ""
        return english or self.title

    @property
    def warned(self) -> str:
        """Its caution in the reader's language, in French where English lacks."""
        english = self.caveats_en if (get_language() or "").startswith("en") else ""
        return english or self.caveats


class Release(Told, Entity):
    """One publication of a source, or that there was none: a vintage that was not produced is one too.

    It carries what is said of it now; each way in which it was told is a `ReleaseVersion`, so that
    a page of a past day reads it as it stood. Its source, vintage and edition never change.
    """

    # The word by which definitions name their source.
    source = models.SlugField(_("code of the source"), max_length=40)
    vintage = models.PositiveSmallIntegerField(_("vintage"))
    generation = models.PositiveSmallIntegerField(
        _("edition of the neighbourhoods"), null=True, blank=True
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)

    class Meta(Told.Meta):
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = (
            *Told.Meta.constraints,
            UniqueConstraint(
                fields=["source", "vintage", "generation"],
                nulls_distinct=False,
                name="release_once_a_source_vintage_and_generation",
            ),
            CheckConstraint(condition=Q(source__regex=SLUG), name="release_names_its_source"),
            CheckConstraint(
                condition=Q(vintage__range=(1990, 2100))
                & (Q(generation=None) | Q(generation__in=[2015, 2024])),
                name="release_vintage_and_edition_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.vintage}"

    @property
    def told(self) -> str:
        """« Filosofi sur les quartiers prioritaires, millésime 2021, quartiers de 2024 »."""
        facts = {
            "title": self.named,
            "vintage": self.vintage,
            "edition": self.generation,
        }
        if self.generation:
            return gettext("%(title)s, vintage %(vintage)s, neighbourhoods of %(edition)s") % facts
        return gettext("%(title)s, vintage %(vintage)s") % facts

    def facts(self) -> dict[str, Any]:
        """What is said of it, by field."""
        return {name: getattr(self, name) for name in TOLD}

    def told_by(self, version: "ReleaseVersion") -> "Release":
        """As it was told then: a copy to read with, never to save."""
        then = copy(self)
        then.number = version.number
        for name in TOLD:
            setattr(then, name, getattr(version, name))
        return then


class ReleaseVersion(Told, Entity):
    """One way in which a publication was told, from an instant on: never changed nor removed."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    written_at = models.DateTimeField(_("written"), default=clock.now, editable=False)

    class Meta(Told.Meta):
        verbose_name = _("version of a release")
        verbose_name_plural = _("versions of releases")
        constraints = (
            *Told.Meta.constraints,
            UniqueConstraint(fields=["release", "number"], name="releaseversion_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"


TOLD: tuple[str, ...] = tuple(field.name for field in Told._meta.local_fields)  # noqa: SLF001 - its own
