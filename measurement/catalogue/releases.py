"""The publications of sources out of a file: each vintage once, those that were not produced too."""

from typing import Any

from measurement.actions.releases import KEY
from measurement.catalogue.columns import day_or_none
from measurement.models import Release
from sites.imports.reading import Row
from sites.imports.table import Parsed

RELEASES = "publications_statistiques.csv"
COLUMNS = (
    "source", "nom", "nom_en", "producteur", "millesime", "jour", "publie_le", "generation",
    "protection", "bruit", "produit", "precaution", "precaution_en", "empreinte", "licence",
)  # fmt: skip


def release_of(row: Row) -> Parsed:
    """One publication, each cell read as its field wants it."""
    protections = {value: value for value in Release.Protection.values}
    found: dict[str, Any] = {
        "source": row.code("source", "[a-z0-9-]{2,40}"),
        "title": row.text("nom", most=160),
        "title_en": row.text("nom_en", most=160, empty=True),
        "producer": row.text("producteur", most=120),
        "vintage": row.whole("millesime", most=2100),
        "reference_day": day_or_none(row, "jour"),
        "published_on": day_or_none(row, "publie_le"),
        "generation": row.whole("generation", most=2100),
        "protection": row.choice("protection", protections),
        "noise": row.decimal("bruit") or 0,
        "produced": row.flag("produit"),
        "caveats": row.text("precaution", most=400, empty=True),
        "caveats_en": row.text("precaution_en", most=400, empty=True),
        "fingerprint": row.code("empreinte", "[0-9a-f]{64}", empty=True),
        "licence": row.text("licence", most=80, empty=True),
    }
    return Parsed(tuple(found[name] for name in KEY), found)
