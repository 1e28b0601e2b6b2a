"""City contracts, cités éducatives, cités de l'emploi and the resource centres of urban policy (CRPV)."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from sites.models.fields import sort_key
from sites.models.places import Commune, Department, Region


class CityContract(models.Model):
    """A contrat de ville of the generation 2015-2023, the key of the yearly series of State-funded posts."""

    class Perimeter(models.TextChoices):
        EPCI = "epci", _("grouping of communes")
        COMMUNE = "commune", _("commune")

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=150)
    sort_name = sort_key()
    departments = models.ManyToManyField(Department, related_name="city_contracts")
    perimeter_code = models.CharField(_("code of the perimeter"), max_length=9)
    perimeter_kind = models.CharField(_("kind of perimeter"), max_length=7, choices=Perimeter)
    # 171 of the 433 perimeters were merged into others since; the old code stays.
    perimeter_exists = models.BooleanField(_("the perimeter still exists"))
    population = models.PositiveIntegerField(
        _("population of its neighbourhoods, 2015-2023"), null=True
    )

    class Meta:
        ordering = ("sort_name", "code")
        verbose_name = _("city contract")
        verbose_name_plural = _("city contracts")
        constraints = (
            CheckConstraint(
                condition=Q(code__regex=r"^CV[0-9]{3}$"), name="city_contract_code_format"
            ),
            CheckConstraint(
                condition=Q(perimeter_kind="epci", perimeter_code__regex=r"^[0-9]{9}$")
                | Q(perimeter_kind="commune", perimeter_code__regex=r"^([0-9]{2}|2[AB])[0-9]{3}$"),
                name="city_contract_perimeter_format",
            ),
        )

    def __str__(self) -> str:
        return self.name


class CityProgramme(models.Model):
    """A cité éducative or a cité de l'emploi: a programme that may itself be a site."""

    class Kind(models.TextChoices):
        EDUCATIVE = "educative", _("cité éducative")
        EMPLOYMENT = "employment", _("cité de l'emploi")

    code = models.SlugField(_("identifier"), max_length=20, primary_key=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=150)
    sort_name = sort_key()
    communes = models.ManyToManyField(Commune, related_name="programmes")

    class Meta:
        ordering = ("sort_name", "code")
        verbose_name = _("cité éducative or cité de l'emploi")
        verbose_name_plural = _("cités éducatives and cités de l'emploi")
        constraints = (
            CheckConstraint(
                condition=Q(kind="educative", code__startswith="cite-")
                | Q(kind="employment", code__startswith="cde-"),
                name="city_programme_code_says_kind",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ResourceCentre(models.Model):
    """A CRPV: whole regions, or the named departments of its region when it shares the region with another."""

    class Status(models.TextChoices):
        """How sure the portal is of this row, compiled from public pages."""

        VERIFIED = "verified", _("verified")
        EXISTS = "exists", _("existence verified, area deduced")
        TO_CONFIRM = "to_confirm", _("to be confirmed")

    code = models.SlugField(_("identifier"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=150)
    sort_name = sort_key()
    regions = models.ManyToManyField(Region, related_name="resource_centres")
    departments = models.ManyToManyField(Department, related_name="resource_centres")
    area = models.CharField(_("area in words"), max_length=200, blank=True)
    status = models.CharField(_("certainty"), max_length=10, choices=Status)
    verified_in = models.PositiveSmallIntegerField(_("year of the source"), null=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ("sort_name", "code")
        verbose_name = _("resource centre")
        verbose_name_plural = _("resource centres")
        constraints = (
            CheckConstraint(
                condition=Q(status__in=["verified", "exists", "to_confirm"]),
                name="resource_centre_status_known",
            ),
        )

    def __str__(self) -> str:
        return self.name
