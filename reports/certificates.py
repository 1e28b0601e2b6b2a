"""The certificate of an adoption as markup for paper, from its frozen values alone."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.template.loader import render_to_string
from django.utils import translation

from agenda.copies import fingerprint_of
from agenda.figures import Adoption, adoption, groups_of
from agenda.models import Version
from drawing.qr import square_code
from overview.figures.site import identity
from overview.snapshot import SiteIdentity
from reports.paper import rings, words
from reports.sheets import HOME, outlines, style

SHEET = HOME / "static/css/certificate.css"
LONG, LONGER, RINGS = 110, 260, 9


@dataclass(frozen=True, slots=True)
class CertificateFigures:
    """What a certificate says, and of which place its drawing is."""

    adoption: Adoption
    site: SiteIdentity
    taken_on: date
    fingerprint: str


def certificate_figures(version: Version) -> CertificateFigures:
    """As they are when the version is adopted; a ceremony comes later and is not in it."""
    told = replace(adoption(version), ceremony=None, superseded_on=None)
    return CertificateFigures(
        adoption=told,
        site=identity(version.site, told.adopted_on, outlines=True),
        taken_on=told.adopted_on,
        fingerprint=fingerprint_of(version),
    )


def certificate_markup(told: CertificateFigures, *, language: str) -> str:
    """The whole certificate as one document that needs nothing outside itself."""
    with translation.override(language):
        a = told.adoption
        context = {
            "a": a,
            "style": style() + sheet(),
            "rings": ringed_wide(told),
            "signed": groups_of(told.fingerprint),
            "qr": square_code(a.address),
            "size": size_of(a.horizon),
        }
        found = render_to_string("reports/pdf/certificate.html", context)
        return words.typographic(found) if language == "fr" else found


def ringed_wide(told: CertificateFigures) -> rings.Drawing:
    """The outline of the site at the right of a wide sheet; its rings stay clear of the words."""
    return rings.drawing(
        outlines(told.site),
        rings=RINGS,
        thick=frozenset({1}),
        box=(40 * rings.MM, 29 * rings.MM),
        centre=(247 * rings.MM, 42 * rings.MM),
    )


def size_of(horizon: str) -> str:
    """A longer horizon is set smaller."""
    return "longer" if len(horizon) > LONGER else "long" if len(horizon) > LONG else ""


@cache
def sheet() -> str:
    """What the wide sheet sets otherwise than the reports."""
    return SHEET.read_text()
