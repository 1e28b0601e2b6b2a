"""« You said, we did » as markup for the wall: big letters, from its frozen values alone."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from agenda.figures import YouSaid
from drawing.qr import square_code
from reports.paper import words
from reports.sheets import grouped, style

HOST = "://"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a paper says of itself: where its page is, in which language, its fingerprint."""

    address: str
    digest: str
    language: str = "fr"


def answers_markup(told: YouSaid, imprint: Imprint) -> str:
    """The whole paper as one document that needs nothing outside itself."""
    with translation.override(imprint.language):
        context = {
            "told": told,
            "style": style(),
            "qr": square_code(imprint.address),
            "address": imprint.address.partition(HOST)[2],
            "short_hash": grouped(imprint.digest)[:9],
        }
        found = render_to_string("reports/pdf/answers.html", context)
        return words.typographic(found) if imprint.language == "fr" else found
