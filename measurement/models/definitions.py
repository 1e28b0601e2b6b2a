"""The versions of a definition, which are never changed, and the publications of a source."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity
from measurement.models.defined import SLUG, Defined
from measurement.models.indicators import Indicator

HEX_64 = r"^([0-9a-f]{64})?$"


class Definition(Defined, Entity):
    """One version of an indicator's definition: frozen on the day on which it was written.

    It stands for the periods that begin on `valid_from` or later, the first one for earlier
    periods too. A value says under which version it was measured; between two versions the series
    has a break. A database trigger keeps it as it is.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="definitions")
    number = models.PositiveSmallIntegerField(_("version of the definition"))
    valid_from = models.DateField(_("for periods that begin from"))
    name = models.CharField(_("name"), max_length=160)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # As it was that day: names outlive accounts.
    written_name = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField(_("written"), default=clock.now, editable=False)

    class Meta(Defined.Meta):
        verbose_name = _("version of a definition")
        verbose_name_plural = _("versions of definitions")
        constraints = (
            *Defined.Meta.constraints,
            UniqueConstraint(fields=["indicator", "number"], name="definition_number_once"),
            CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                name="definition_reason_from_the_second_on",
            ),
            CheckConstraint(
                condition=Q(written_by=None) | ~Q(written_name=""),
                name="definition_keeps_the_name_of_its_author",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.number}"


class Release(Entity):
    """One publication of a source, or that there was none: a vintage that was not produced is one too."""

    class Protection(models.TextChoices):
        """How the producer keeps persons from being recognised."""

        NONE = "none", _("none")
        SUPPRESSION = "suppression", _("values left out")
        PERTURBATION = "perturbation", _("values slightly changed")
        ROUNDING = "rounding", _("values rounded")

    # The word by which definitions name their source.
    source = models.SlugField(_("code of the source"), max_length=40)
    title = models.CharField(_("name"), max_length=160)
    title_en = models.CharField(_("name, in English"), max_length=160, blank=True)
    producer = models.CharField(_("producer"), max_length=120)
    vintage = models.PositiveSmallIntegerField(_("vintage"))
    reference_day = models.DateField(_("reference day"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    generation = models.PositiveSmallIntegerField(
        _("edition of the neighbourhoods"), null=True, blank=True
    )
    protection = models.CharField(
        _("protection"), max_length=12, choices=Protection, default=Protection.NONE
    )
    noise = models.DecimalField(
        _("how far the protection may move a value"), max_digits=12, decimal_places=4, default=0
    )
    produced = models.BooleanField(_("produced"), default=True)
    caveats = models.CharField(_("caution"), max_length=400, blank=True)
    caveats_en = models.CharField(_("caution, in English"), max_length=400, blank=True)
    fingerprint = models.CharField(_("fingerprint of the file"), max_length=64, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = (
            UniqueConstraint(
                fields=["source", "vintage", "generation"],
                nulls_distinct=False,
                name="release_once_a_source_vintage_and_generation",
            ),
            CheckConstraint(
                condition=Q(source__regex=SLUG) & ~Q(title="") & ~Q(producer=""),
                name="release_names_its_source_and_producer",
            ),
            CheckConstraint(
                condition=Q(vintage__range=(1990, 2100))
                & (Q(generation=None) | Q(generation__in=[2015, 2024]))
                & Q(protection__in=["none", "suppression", "perturbation", "rounding"])
                & Q(noise__gte=0),
                name="release_words_known",
            ),
            CheckConstraint(
                condition=Q(produced=True)
                | Q(published_on=None, fingerprint="", produced=False) & ~Q(caveats=""),
                name="release_not_produced_says_why",
            ),
            CheckConstraint(
                condition=Q(fingerprint__regex=HEX_64), name="release_fingerprint_is_sha256"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.vintage}"

    @property
    def named(self) -> str:
        """Its name in the reader's language, in French where English lacks."""
        english = self.title_en if (get_language() or "").startswith("en") else ""
        return english or self.title

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
