"""A handover file as markup for paper, from its frozen values alone."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from drawing.qr import square_code
from overview.handover import HandoverFile, Part
from reports.paper import words
from reports.sheets import grouped, icon, ringed, style, title_size

FIRST_OF_ALL = ("commitments", "comments", "figures")


@dataclass(frozen=True, slots=True)
class Chapter:
    """Some parts of the file under one heading."""

    title: str
    lead: str
    parts: tuple[Part, ...]


def handover_markup(file: HandoverFile, *, digest: str, language: str) -> str:
    """The whole file as one document that needs nothing outside itself."""
    with translation.override(language):
        context = {
            "f": file,
            "style": style(),
            "icon": icon(file.site),
            "cover": ringed(file.site, file.taken_on),
            "qr": square_code(file.address),
            "hash": grouped(digest),
            "short_hash": grouped(digest)[:9],
            "title_size": title_size(file.site.name),
            "three": [file.part(key) for key in FIRST_OF_ALL],
            "chapters": chapters(file),
        }
        found = render_to_string("reports/pdf/handover.html", context)
        return words.typographic(found) if language == "fr" else found


def chapters(file: HandoverFile) -> tuple[Chapter, ...]:
    """The parts in four chapters, in the order in which somebody new needs them."""
    told = (
        (_("What to take up"), _("What the triad has to do now, and what this seat has promised."),
         ("todo", "commitments", "agenda", "comments")),
        (_("What goes on"), _("What is under way and when it comes back to the table."),
         ("activities", "figures", "reviews")),
        (_("The collective"), _("What was decided together, with what money and what support."),
         ("decisions", "money", "support")),
        (_("The site and its people"), _("Where the site comes from, and whom to call."),
         ("life", "contacts")),
    )  # fmt: skip
    return tuple(
        Chapter(title, lead, tuple(file.part(key) for key in keys)) for title, lead, keys in told
    )
