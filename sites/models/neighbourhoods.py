"""Priority neighbourhoods (QPV) of the 2024 geography, in the editions in which each was published."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from sites.models.fields import latitude, longitude, point_constraints, sort_key
from sites.models.places import Commune, Department, Intercommunality, Region
from sites.spelling import terms


class NeighbourhoodQuerySet(models.QuerySet["Neighbourhood"]):
    def current(self) -> Self:
        """Those of the latest edition; retired ones stay readable in every history."""
        return self.filter(retired_in=None)

    def matching(self, text: str) -> Self:
        """Every word of the search is in the name, the code or one of the communes, whatever the accents."""
        found = self
        for term in terms(text):
            found = found.filter(
                Q(sort_name__contains=term)
                | Q(code__startswith=term.upper())
                | Q(
                    pk__in=Neighbourhood.communes.through.objects.filter(
                        commune__sort_name__contains=term
                    ).values("neighbourhood")
                )
            )
        return found


class Neighbourhood(models.Model):
    """A QPV. Its code is its key: retired, never deleted, because sites and figures keep referring to it."""

    class Origin(models.TextChoices):
        """What the last letter of the code says about the limits, against those of 2015."""

        MODIFIED = "M", _("limits changed since 2015")
        IDENTICAL = "I", _("same limits as in 2015")
        NEW = "N", _("new in 2024")
        COMMUNE = "C", _("the whole commune")

    code = models.CharField(_("code"), max_length=8, primary_key=True)
    name = models.CharField(_("name"), max_length=150)
    official_name = models.CharField(_("name as published"), max_length=150)
    sort_name = sort_key()
    origin = models.CharField(_("origin"), max_length=1, choices=Origin)
    editions = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("editions"))
    retired_in = models.PositiveSmallIntegerField(_("edition in which it is gone"), null=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="neighbourhoods")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="neighbourhoods"
    )
    communes = models.ManyToManyField(Commune, related_name="neighbourhoods")
    # Seventeen neighbourhoods lie in two groupings, those of Polynesia and Saint-Martin in none.
    intercommunalities = models.ManyToManyField(Intercommunality, related_name="neighbourhoods")
    area_ha = models.DecimalField(_("area in hectares"), max_digits=9, decimal_places=1, null=True)
    lon = longitude()
    lat = latitude()
    # Where the national thumbnail map shows it: overseas places are drawn in insets.
    map_lon = longitude()
    map_lat = latitude()

    objects = NeighbourhoodQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "code")
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")
        indexes = (
            GinIndex(OpClass(F("sort_name"), name="gin_trgm_ops"), name="neighbourhood_words"),
        )
        constraints = (
            CheckConstraint(
                condition=Q(code__regex=r"^QN(0[0-9]{2}|02[AB]|9[78][0-9])[0-9]{2}[MINC]$"),
                name="neighbourhood_code_format",
            ),
            CheckConstraint(
                condition=Q(code__endswith=F("origin")),
                name="neighbourhood_origin_is_the_last_letter",
            ),
            CheckConstraint(condition=~Q(editions=[]), name="neighbourhood_in_some_edition"),
            CheckConstraint(
                condition=Q(area_ha=None) | Q(area_ha__gte=0),
                name="neighbourhood_area_not_negative",
            ),
            *point_constraints("neighbourhood"),
            *point_constraints("neighbourhood", "map_lon", "map_lat"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_retired(self) -> bool:
        return self.retired_in is not None


class NeighbourhoodOutline(models.Model):
    """The limits of a neighbourhood, apart from it: heavy, and only read where it is drawn."""

    neighbourhood = models.OneToOneField(
        Neighbourhood, on_delete=models.PROTECT, primary_key=True, related_name="outline"
    )
    geometry = models.JSONField(_("GeoJSON geometry"))
    path = models.TextField(
        _("SVG path in metres around the neighbourhood's point, south downwards")
    )
    box = ArrayField(
        models.IntegerField(), size=4, verbose_name=_("x, y, width and height of the path")
    )

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")
        constraints = (
            CheckConstraint(
                condition=Q(path__startswith="M"), name="outline_path_begins_with_a_move"
            ),
            CheckConstraint(
                condition=Q(box__2__gte=0, box__3__gte=0), name="outline_box_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.neighbourhood_id
