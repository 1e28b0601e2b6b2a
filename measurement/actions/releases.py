"""Publications of sources are told, and told otherwise; how they stood before is kept."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from measurement.instants import writing
from measurement.models import Release, ReleaseVersion

KEY = ("source", "vintage", "generation")


@transaction.atomic
def tell_release(fields: Mapping[str, Any]) -> tuple[Release, str]:
    """One publication: `new`, `changed` where it is told otherwise, or the `same`.

    The portal itself brings in the file of publications, which is one entry in the journal. What
    was said before stays as a version: pages of a past day are read with it.
    """
    known = Release.objects.locked().filter(**{name: fields.get(name) for name in KEY}).first()
    if known is None:
        found = Release.objects.create(**fields)
        keep_version(found)
        return found, "new"
    told = {name: value for name, value in fields.items() if getattr(known, name) != value}
    if not told:
        return known, "same"
    for name, value in told.items():
        setattr(known, name, value)
    known.number += 1
    keep_version(known)
    known.save(update_fields=[*told, "number"])
    return known, "changed"


def keep_version(found: Release) -> ReleaseVersion:
    """How a publication is told from now on, as a row that nobody changes."""
    return ReleaseVersion.objects.create(
        release=found, number=found.number, written_at=writing(), **found.facts()
    )
