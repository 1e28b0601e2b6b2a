"""Tables of places, neighbourhoods, programmes and sites. Official codes are never deleted, only retired."""

from sites.models.neighbourhoods import Neighbourhood, NeighbourhoodOutline
from sites.models.places import Commune, Department, Intercommunality, Region
from sites.models.programmes import CityContract, CityProgramme, ResourceCentre
from sites.models.site import Site, SiteNeighbourhood, StageChange, Theme, Wave

__all__ = [
    "CityContract",
    "CityProgramme",
    "Commune",
    "Department",
    "Intercommunality",
    "Neighbourhood",
    "NeighbourhoodOutline",
    "Region",
    "ResourceCentre",
    "Site",
    "SiteNeighbourhood",
    "StageChange",
    "Theme",
    "Wave",
]
