"""Tables of places, neighbourhoods, programmes and sites. Official codes are never deleted, only retired."""

from sites.models.interests import Interest
from sites.models.life import (
    EXPECTED,
    MOBILISATION,
    MOBILISING,
    Expectation,
    StageChange,
    Talk,
    mobilisations_begun,
    overdue,
)
from sites.models.lineage import FORMER_CODE, FormerCode, Lineage
from sites.models.neighbourhoods import Neighbourhood, NeighbourhoodOutline
from sites.models.places import Commune, Department, Intercommunality, Region
from sites.models.programmes import CityContract, CityProgramme, ResourceCentre
from sites.models.site import Sight, Site, SiteNeighbourhood, Theme, Wave

__all__ = [
    "EXPECTED",
    "FORMER_CODE",
    "MOBILISATION",
    "MOBILISING",
    "CityContract",
    "CityProgramme",
    "Commune",
    "Department",
    "Expectation",
    "FormerCode",
    "Intercommunality",
    "Interest",
    "Lineage",
    "Neighbourhood",
    "NeighbourhoodOutline",
    "Region",
    "ResourceCentre",
    "Sight",
    "Site",
    "SiteNeighbourhood",
    "StageChange",
    "Talk",
    "Theme",
    "Wave",
    "mobilisations_begun",
    "overdue",
]
