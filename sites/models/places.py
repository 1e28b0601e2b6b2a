"""The official geography of France (Code officiel géographique): the code is the key, everywhere and for ever."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from sites.models.fields import latitude, longitude, point_constraints, sort_key


class Zone(models.TextChoices):
    """Mainland, overseas department, overseas collectivity."""

    MAINLAND = "metro", _("mainland France")
    OVERSEAS = "drom", _("overseas department")
    COLLECTIVITY = "com", _("overseas collectivity")


class Region(models.Model):
    """A region, or an overseas collectivity standing in for one."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    sort_name = sort_key()
    zone = models.CharField(_("zone"), max_length=5, choices=Zone)
    chief_town = models.CharField(_("chief town"), max_length=5)
    chief_town_name = models.CharField(_("name of the chief town"), max_length=100)

    class Meta:
        ordering = ("sort_name",)
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = (
            CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{2}[0-9]?$"), name="region_code_format"
            ),
            CheckConstraint(condition=Q(zone__in=Zone.values), name="region_zone_known"),
        )

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department (07, 2A, 976) or an overseas collectivity."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    sort_name = sort_key()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="departments")
    zone = models.CharField(_("zone"), max_length=5, choices=Zone)
    chief_town = models.CharField(_("chief town"), max_length=5)
    prefecture = models.CharField(_("prefecture"), max_length=100)

    class Meta:
        ordering = ("sort_name",)
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = (
            CheckConstraint(
                condition=Q(code__regex=r"^([0-9]{2}|2[AB]|9[78][0-9])$"),
                name="department_code_format",
            ),
            CheckConstraint(condition=Q(zone__in=Zone.values), name="department_zone_known"),
        )

    def __str__(self) -> str:
        return self.name


class Intercommunality(models.Model):
    """A grouping of communes with its own taxation (EPCI), or a territory of Greater Paris (EPT)."""

    class Kind(models.TextChoices):
        CC = "CC", _("community of communes")
        CA = "CA", _("community of agglomeration")
        CU = "CU", _("urban community")
        METRO = "METRO", _("metropolis")
        MET69 = "MET69", _("metropolis of Lyon")
        EPT = "EPT", _("territory of Greater Paris")

    code = models.CharField(_("SIREN number"), max_length=9, primary_key=True)
    name = models.CharField(_("name"), max_length=150)
    sort_name = sort_key()
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    population = models.PositiveIntegerField(_("population"), null=True)
    commune_count = models.PositiveIntegerField(_("number of communes"), null=True)
    departments = models.ManyToManyField(Department, related_name="intercommunalities")

    class Meta:
        ordering = ("sort_name",)
        verbose_name = _("grouping of communes")
        verbose_name_plural = _("groupings of communes")
        constraints = (
            CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{9}$"), name="intercommunality_code_format"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune, or a municipal arrondissement of Paris, Lyon or Marseille (then it has a parent commune)."""

    class Kind(models.TextChoices):
        COMMUNE = "commune", _("commune")
        ARRONDISSEMENT = "arrondissement", _("municipal arrondissement")

    code = models.CharField(_("INSEE code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    sort_name = sort_key()
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.COMMUNE)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="arrondissements"
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="communes")
    epci = models.ForeignKey(
        Intercommunality, on_delete=models.PROTECT, null=True, related_name="communes"
    )
    ept = models.ForeignKey(
        Intercommunality, on_delete=models.PROTECT, null=True, related_name="ept_communes"
    )
    population = models.PositiveIntegerField(_("population"), null=True)
    postal_codes = ArrayField(
        models.CharField(max_length=5), verbose_name=_("postal codes"), default=list
    )
    former_codes = ArrayField(
        models.CharField(max_length=5), verbose_name=_("former codes"), default=list
    )
    lon = longitude()
    lat = latitude()

    class Meta:
        ordering = ("sort_name", "code")
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        indexes = (models.Index(fields=["sort_name"], name="commune_sort_name"),)
        constraints = (
            CheckConstraint(
                condition=Q(code__regex=r"^([0-9]{2}|2[AB])[0-9]{3}$"), name="commune_code_format"
            ),
            CheckConstraint(
                condition=Q(kind="commune", parent=None)
                | Q(kind="arrondissement", parent__isnull=False),
                name="commune_parent_iff_arrondissement",
            ),
            *point_constraints("commune"),
        )

    def __str__(self) -> str:
        return self.name
