"""The profile of a neighbourhood as markup for paper, from its frozen values alone."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation

from drawing.qr import square_code
from measurement.figures.profile import ProfileFigure
from reports.paper import words
from reports.sheets import grouped, style

HOST = "://"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a paper says of itself: where its page is, of which day, in which language, its fingerprint."""

    address: str
    digest: str
    taken_on: date
    language: str = "fr"


def profile_markup(told: ProfileFigure, imprint: Imprint) -> str:
    """The whole paper as one document that needs nothing outside itself."""
    with translation.override(imprint.language):
        context = {
            "profile": told,
            "taken_on": imprint.taken_on,
            "style": style(),
            "qr": square_code(imprint.address),
            "address": imprint.address.partition(HOST)[2],
            "short_hash": grouped(imprint.digest)[:9],
        }
        found = render_to_string("reports/pdf/profile.html", context)
        return words.typographic(found) if imprint.language == "fr" else found
