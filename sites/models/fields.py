"""What several tables share: the stored sort key and the constraints of a point on earth."""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Func, Q


class SortKey(Func):
    """The SQL function of migration 0001: unaccented lower case words, the twin of `sites.spelling.plain`."""

    function = "qic_plain"
    arity = 1
    output_field = models.CharField()


def sort_key(source: str = "name") -> models.GeneratedField:
    """A stored key to sort and search by: no ICU collation is needed, and no write can forget it."""
    return models.GeneratedField(
        expression=SortKey(F(source)),
        output_field=models.CharField(max_length=250),
        db_persist=True,
    )


def longitude(**options: Any) -> models.FloatField:
    return models.FloatField(null=True, blank=True, **options)


latitude = longitude


def point_constraints(table: str, lon: str = "lon", lat: str = "lat") -> list[CheckConstraint]:
    """Both coordinates or none, and inside the globe."""
    both = {f"{lon}__isnull": False, f"{lat}__isnull": False}
    name = f"{table}_{lon}" if lon != "lon" else table
    return [
        CheckConstraint(
            condition=Q(**{f"{lon}__isnull": True, f"{lat}__isnull": True})
            | Q(**both, **{f"{lon}__range": (-180, 180), f"{lat}__range": (-90, 90)}),
            name=f"{name}_point_on_earth",
        ),
    ]
