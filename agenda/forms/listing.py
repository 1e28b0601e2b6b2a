"""Which comments of a site somebody looks for, and in which order; all of it is in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.figures import ThemeFigure
from agenda.models import Comment, Outcome
from kit.forms import CleanCharField, FilterSelect
from kit.typography import french

WAITING = "attente"
WHOLE = "texte"
HEADING_SHOWN = 50
ORDERS = {"": ("-at", "pk"), "anciennes": ("at", "pk"), "nombre": ("-people", "-at", "pk")}


class CommentFilterForm(forms.Form):
    """What became of them, where and about what they were said, by whom, words in them, the order.

    What is asked most stands in the sentence; `seldom` is folded until one of it is asked.
    """

    SELDOM = ("source", "version", "passage", "nom", "tri")

    suite = forms.ChoiceField(label=_("that are"), required=False, widget=FilterSelect)
    source = forms.ChoiceField(label=_("said"), required=False, widget=FilterSelect)
    theme = forms.ChoiceField(label=_("of the theme"), required=False, widget=FilterSelect)
    version = forms.ChoiceField(label=_("about"), required=False, widget=FilterSelect)
    passage = forms.ChoiceField(label=_("in the place"), required=False, widget=FilterSelect)
    nom = CleanCharField(label=_("by the name or pseudonym"), required=False, max_length=60)
    mots = CleanCharField(label=_("with the words"), required=False, max_length=60)
    tri = forms.ChoiceField(label=_("in order:"), required=False, widget=FilterSelect)

    def __init__(
        self,
        data: Any,
        *,
        numbers: list[int],
        themes: Sequence[ThemeFigure],
        passages: Sequence[tuple[str, int, str, int]] = (),
    ) -> None:
        """`passages`: id, place, heading and version of those that somebody commented on."""
        super().__init__(data)
        self.last = numbers[0] if numbers else None
        choices: dict[str, list[tuple[str, Any]]] = {
            "suite": [
                ("", _("answered or not")),
                (WAITING, _("waiting")),
                *((k.value, k.label) for k in Outcome.Kind if k != Outcome.Kind.REOPENED),
            ],
            "source": [("", _("anywhere")), *Comment.Source.choices],
            "theme": [("", _("any theme")), *((str(t.id), f"{t.label} ({t.comments})") for t in themes)],
            "version": [("", _("any version")), *((str(n), f"version {n}") for n in numbers)],
            "passage": [
                ("", _("any passage")),
                (WHOLE, _("the whole text")),
                *((each[0], self.named(*each[1:])) for each in passages),
            ],
            "tri": [("", _("newest first")), ("anciennes", _("oldest first")), ("nombre", _("said by most first"))],
        }  # fmt: skip
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = options

    def named(self, place: int, heading: str, number: int) -> str:
        """A passage as it is called in the list: with its version where the last one has it not."""
        short = french(heading if len(heading) <= HEADING_SHOWN else f"{heading[:HEADING_SHOWN]}…")
        return (
            f"{place}. {short}" if number == self.last else f"{place}. {short} (version {number})"
        )

    @property
    def often(self) -> list[forms.BoundField]:
        """The fields that stand in the sentence."""
        return [field for field in self if field.name not in self.SELDOM]

    @property
    def seldom(self) -> list[forms.BoundField]:
        """The fields that are folded."""
        return [field for field in self if field.name in self.SELDOM]

    @property
    def unfolded(self) -> bool:
        """True when something that would be folded is asked."""
        return any(name in self.SELDOM for name in self.asked())

    def asked(self) -> dict[str, str]:
        """What was chosen; a choice that is not on the list narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, comments: Any) -> Any:
        """The comments that are looked for. Words that are not shown are not found either."""
        asked = self.asked()
        found = comments.order_by(*ORDERS[asked.get("tri", "")])
        if asked.get("suite") == WAITING:
            found = found.waiting()
        elif asked.get("suite"):
            found = found.with_outcome().filter(outcome_kind=asked["suite"])
        if asked.get("source"):
            found = found.filter(source=asked["source"])
        if asked.get("version"):
            found = found.filter(version__number=int(asked["version"]))
        if asked.get("passage") == WHOLE:
            found = found.filter(passage=None)
        elif asked.get("passage"):
            found = found.filter(passage=asked["passage"])
        if asked.get("theme"):
            found = found.filter(theme_marks__theme=asked["theme"])
        if name := asked.get("nom"):
            found = found.filter(public_name__icontains=name, not_shown=None)
        if words := asked.get("mots"):
            said = Q(text__icontains=words) | Q(public_name__icontains=words)
            found = found.filter(said, not_shown=None)
        return found
