"""Every component in each of its states, on one page: for those who build and those who judge.

Exists only where DEBUG or QIC_DEMO is set. What it shows is invented.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.rules import everybody
from drawing.chart import Around, Chart, Point, PointKind, Target
from drawing.lines import Step, StepState
from drawing.map import Mark
from kit.access import requires
from kit.forms import CleanCharField, DayField, LongTextField

COLOURS = [
    "papier", "carte", "lin", "encre", "ardoise", "trait", "bord", "nuit", "petrole", "brume",
    "brique", "rose", "miel", "miel-pale", "indigo", "lilas", "grenat", "grenat-pale",
]  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind."""

    words = LongTextField(
        label=_("What do you want to say about this passage?"),
        help_text=_("An idea, a disagreement, a question. A few words are enough."),
        rows=3,
    )
    name = CleanCharField(
        label=_("Your name or a pseudonym"), help_text=_("It is shown beside your comment.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("To receive the answer. It is never shown."),
        required=False,
    )
    day = DayField(label=_("Day"), required=False)
    outcome = forms.ChoiceField(
        label=_("Which outcome?"),
        choices=[("kept", _("Kept")), ("not_kept", _("Not kept"))],
        widget=forms.RadioSelect,
    )
    theme = forms.ChoiceField(
        label=_("Theme"), choices=[("", "—"), ("1", _("Housing")), ("2", _("Employment"))]
    )
    write_me = forms.BooleanField(label=_("Write to me when there is an answer"), required=False)


class SentenceForm(forms.Form):
    """A sentence with two choices."""

    wave = forms.ChoiceField(
        label="",
        choices=[("1", "de la vague 1"), ("2", "de la vague 2")],
        widget=forms.Select(attrs={"aria-label": _("Wave")}),
    )
    region = forms.ChoiceField(
        label="en", choices=[("976", "Mayotte"), ("32", "Hauts-de-France ou Auvergne-Rhône-Alpes")]
    )


@dataclass(frozen=True, slots=True)
class SampleSeat:
    """A seat as components/triad.html wants it."""

    kind: str
    name: str
    initials: str
    state: str
    words: str
    more: str
    notes: tuple[str, ...] = ()


SEATS = (
    SampleSeat(
        "state", "État", "", "vacant", "Siège vacant", " depuis le lundi 2 novembre 2026, soit 22 jours.",
        ("Tenu auparavant par Thierry Lemoine. Tant qu’il est vacant, aucune version ne peut être adoptée.",),
    ),
    SampleSeat(
        "municipality", "Commune", "ÉV", "held", "Élise Vandamme", ", adjointe au maire à la cohésion sociale.",
        ("Depuis le 12 mai 2026.", "Suppléant : Hugo Delattre."),
    ),
    SampleSeat(
        "community", "Association", "KB", "ends", "Karim Belhadj", ", directeur du centre social Les Glycines.",
        ("Depuis le 4 avril 2022.", "Suppléante : Nadège Fournier."),
    ),
)  # fmt: skip
LIFE = (
    Step("Intérêt exprimé", StepState.DONE, "novembre 2021", "2 mois"),
    Step("En exploration", StepState.DONE, "janvier 2022", "1 mois"),
    Step("Préalables évalués", StepState.DONE, "février 2022", "2 mois"),
    Step("Invité", StepState.DONE, "avril 2022", "2 mois"),
    Step("Engagé", StepState.DONE, "juin 2022", "7 mois"),
    Step("Actif", StepState.NOW, "depuis janvier 2023", "3 ans et 10 mois"),
    Step("Autonome", StepState.TO_COME, "pas encore daté"),
)
PAUSED = (
    Step("Engagé", StepState.DONE, "juin 2022", "7 mois"),
    Step("Actif", StepState.DONE, "janvier 2023", "17 mois"),
    Step("En pause", StepState.PAUSED, "depuis juin 2024 : urgence humanitaire"),
)
STEPS = (
    Step("En écriture", StepState.DONE, "du 2 au 30 octobre"),
    Step("Ouverte aux commentaires", StepState.NOW, "encore 19 jours"),
    Step("Reprise", StepState.TO_COME, "après le 13 décembre"),
    Step("En approbation", StepState.TO_COME, "trois sièges"),
    Step("Adoptée", StepState.TO_COME, "prévue en février 2027"),
)
CHILDREN = Chart(
    "Enfants accompagnés après l’école",
    (
        Point("fin 2024", 32), Point("hiver 2025", 34), Point("printemps 2025", 37),
        Point("été 2025", None, PointKind.GAP), Point("fin 2025", 46), Point("hiver 2026", 51),
        Point("printemps 2026", 57, PointKind.CORRECTED), Point("automne 2026", 64),
    ),
    "enfants",
    Target(80, "fin 2027"),
)  # fmt: skip
JOBS = Chart(
    "Jeunes en emploi ou en formation six mois après",
    (
        Point("2021", 48), Point("2022", None, PointKind.GAP, state="not_produced"), Point("2023", 49),
        Point("2024", 45, PointKind.BREAK, cut="perimeter"), Point("2025", 52), Point("2026", 60),
    ),
    "%",
    around=Around("ensemble de la ville", tuple(
        Point(str(year), value) for year, value in
        ((2021, 61), (2022, None), (2023, 62), (2024, 60), (2025, 61), (2026, 63))
    )),
    name="quartier",
)  # fmt: skip
FEW = Chart(
    "Familles hébergées",
    (
        Point("2022", 12), Point("2023", None, PointKind.HIDDEN), Point("2024", 15),
        Point("2025", 17), Point("2026", 14),
    ),
    "familles",
)  # fmt: skip
MARKS = (
    Mark("Château-Thierry", "#chateau-thierry", 3.3784, 49.0556, "02"),
    Mark("Condé-sur-l’Escaut", "#conde", 3.6113, 50.4662, "59"),
    Mark("Hazebrouck", "#hazebrouck", 2.5357, 50.7254, "59", open_consultation=True),
    Mark("Liévin", "#lievin", 2.7702, 50.4231, "62"),
    Mark("Le Teil", "#le-teil", 4.6664, 44.5476, "07"),
    Mark("Montélimar", "#montelimar", 4.7454, 44.5545, "26"),
    Mark("Pont-de-Claix", "#pont-de-claix", 5.7017, 45.123, "38", chosen=True),
    Mark("Saint-Étienne", "#saint-etienne", 4.3665, 45.4241, "42", open_consultation=True),
    Mark("Koungou", "#koungou", 45.1912, -12.7417, "976"),
)
OUTCOMES = [
    ("kept", "Retenue"), ("partly", "Retenue en partie"), ("already", "Déjà dans le texte"),
    ("not_kept", "Non retenue"), ("off_topic", "Hors sujet"), ("forwarded", "Transmise au plan d’action"),
    ("merged", "Réunie à une autre"), ("postponed", "Reportée"), ("withdrawn", "Retirée"),
    ("awaiting", "Sans réponse depuis 11 jours"),
]  # fmt: skip
ENDORSEMENTS = (
    ("state", "PM", "approved", "État", "a approuvé le 3 mars 2026"),
    ("municipality", "ÉV", "awaited", "Commune", "attendue depuis 12 jours"),
    ("community", "KB", "objection", "Association", "objecte : la salle du fond manque"),
)


@requires(everybody)
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery page; the form is shown empty and with faults."""
    return render(request, "gallery/gallery_page.html", samples())


ROWS = (
    SimpleNamespace(label="3e trimestre 2026", value=64, note="Les Glycines, 6 octobre"),
    SimpleNamespace(label="2e trimestre 2026", value=57, note="corrigé le 12 août, avant : 59"),
    SimpleNamespace(label="3e trimestre 2025", value=None, note="pas de mesure, travaux"),
)


def samples() -> dict[str, Any]:
    """Sample inputs of every component."""
    faulty = SampleForm(
        {
            "faulty-email": "sabrina@",
            "faulty-name": "Sabrina",
            "faulty-outcome": "kept",
            "faulty-theme": "1",
            "faulty-write_me": "on",
        },
        prefix="faulty",
    )
    return {
        "colours": COLOURS,
        "form": SampleForm(prefix="sample"),
        "faulty": faulty,
        "sentence": SentenceForm(),
        "seats": SEATS,
        "life": LIFE,
        "paused": PAUSED,
        "steps": STEPS,
        "children": CHILDREN,
        "jobs": JOBS,
        "few": FEW,
        "marks": MARKS,
        "outcomes": OUTCOMES,
        "endorsements": ENDORSEMENTS,
        "page": Paginator(range(231), 20).page(2),
        "switch": (
            {"name": "Version simple", "url": "#simple", "current": True},
            {"name": "Texte complet", "url": "#complet", "current": False},
        ),
        "trail": (("Sites", "#"), ("Hazebrouck", "#"), ("Feuille de route", "")),
        "passage": format_html("<p>{}</p>", "Chaque adulte a une raison de rester."),
        "rows": ROWS,
        "columns": ("Site", "Étape", "#Voix répondues"),
        "lines": (("Château-Thierry", "Active", "26 sur 26"), ("Condé-sur-l’Escaut", "Active", "21 sur 21")),
        "slugs": ("le-teil", "montelimar", "pont-de-claix", "saint-etienne", "chateau-thierry",
                  "conde-sur-l-escaut", "hazebrouck", "lievin", "koungou"),
    }  # fmt: skip
