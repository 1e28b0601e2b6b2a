"""The board's filters, which read as a sentence, and the views that keep them."""

import dataclasses
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.figures import OpenArea, Sought
from kit.forms import CleanCharField, FilterSelect, clean_text
from overview.figures.diary import LATELY, Asked
from overview.figures.selection import Group, Wanted
from overview.figures.topics import TOPICS
from sites.models import Site

MOST_WORDS = 80
# An address with all conditions: the longest names, and words of which each sign takes nine.
MOST_QUERY = 1200
NEEDS = {
    "any": gettext_lazy("that need something today"),
    "asked": gettext_lazy("that asked for support"),
    "waiting": gettext_lazy("where something has waited for too long"),
    "support": gettext_lazy("that need support"),
    "review": gettext_lazy("that have a learning review to hold"),
}


class BoardForm(forms.Form):
    """All optional, all in the address; a value that does not exist means all.

    The selects make a sentence; `words` is searched in names, towns, departments and codes.
    """

    wave = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    region = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    stage = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    seat = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    need = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    order = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    words = forms.CharField(
        label="", required=False, max_length=MOST_WORDS, widget=forms.TextInput({"type": "search"})
    )

    NAMES = {
        "wave": gettext_lazy("Wave"),
        "region": gettext_lazy("Region"),
        "stage": gettext_lazy("Stage"),
        "seat": gettext_lazy("Seats"),
        "need": gettext_lazy("Need"),
        "order": gettext_lazy("Order"),
    }

    def __init__(
        self, *args: Any, groups: Iterable[Group] = (), mine: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **({"auto_id": "filter-%s"} | kwargs))
        groups = list(groups)
        waves = sorted({g.wave for g in groups})
        regions = list({g.region: g.region_name for g in groups}.items())
        self.offer("wave", _("of all waves"), [(str(n), _("of wave %(number)s") % {"number": n}) for n in waves])  # fmt: skip
        everywhere = _("wherever they are") if mine else _("all over France")
        self.offer("region", everywhere, [(code, _("in the region %(name)s") % {"name": name}) for code, name in regions])  # fmt: skip
        self.offer("stage", _("at any stage"), [(s.value, _("at the stage “%(name)s”") % {"name": s.label}) for s in Site.State])  # fmt: skip
        self.offer("seat", _("with or without a vacant seat"), [("vacant", _("with a vacant seat")), ("held", _("with no vacant seat"))])  # fmt: skip
        self.offer(
            "need", _("whatever they need"), [(key, str(words)) for key, words in NEEDS.items()]
        )
        self.offer("order", _("in alphabetical order"), [("wave", _("by wave"))])

    def offer(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]
        field.widget.attrs["aria-label"] = str(self.NAMES[name])


def wanted(query: Any) -> Wanted:
    """What the address asks for; the regions and waves are checked by what exists."""
    return Wanted(
        wave=number(query.get("wave", "")),
        region=number(query.get("region", "")),
        stage=one_of(query.get("stage", ""), Site.State.values),
        seat=one_of(query.get("seat", ""), ("vacant", "held")),
        need=one_of(query.get("need", ""), NEEDS),
        words=clean_text(query.get("words", ""))[:MOST_WORDS],
        order=one_of(query.get("order", ""), ("wave",)),
    )


def number(text: str) -> str:
    """A small whole number, or nothing."""
    return text if text.isascii() and text.isdigit() and len(text) <= 3 else ""


def one_of(text: str, known: Iterable[str]) -> str:
    return text if text in known else ""


def page_number(query: Any) -> int:
    """The page that the address asks for, the first when it makes no sense."""
    return int(number(query.get("page", "")) or 1)


def kept(query: Any, **more: str) -> str:
    """The filters as an address, for links that keep them."""
    asked = wanted(query)
    fields = {each.name: getattr(asked, each.name) for each in dataclasses.fields(asked)} | more
    return urlencode({name: value for name, value in fields.items() if value})


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """The conditions of an address: those that exist as an address and in words, and those that do not.

    `lost` names what asked for something that is no more, or never was.
    """

    query: str
    words: str
    lost: str


def sentence(query: str, groups: Iterable[Group]) -> Sentence:
    """What a kept address asks for today, by the same form as the board's own filters."""
    asked = dict(parse_qsl(query[:MOST_QUERY]))
    form = BoardForm(asked, groups=groups)
    form.is_valid()
    good = {name: value for name, value in form.cleaned_data.items() if value}
    fields: Any = form.fields
    said = [
        _("“%(words)s”") % {"words": value}
        if name == "words"
        else dict(fields[name].choices)[value]
        for name, value in good.items()
    ]
    lost = [str(BoardForm.NAMES.get(name, _("words"))) for name in form.errors]
    return Sentence(kept(good), ", ".join(map(str, said)) or _("all the sites"), ", ".join(lost))


class ViewForm(forms.Form):
    """A name for the board's conditions, and who finds it; the conditions go along unseen."""

    name = CleanCharField(
        label=gettext_lazy("Name of the view"),
        max_length=60,
        help_text=gettext_lazy("As you will look for it: “Wave 2, vacant seats”."),
    )
    shared = forms.BooleanField(
        label=gettext_lazy("The whole national team finds this view"), required=False
    )


class NewViewForm(ViewForm):
    """A view to keep."""

    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_QUERY)

    def kept(self, sentence: Sentence) -> dict[str, Any]:
        """What was typed, with the conditions that exist in the place of those that were sent."""
        return self.cleaned_data | {"query": sentence.query}


class RemoveForm(forms.Form):
    """Nothing to say: the button is the question's answer."""


class JournalForm(forms.Form):
    """What a journal is about, and when; all optional, all in the address."""

    topic = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    when = forms.ChoiceField(label="", required=False, widget=FilterSelect)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "filter-%s"} | kwargs))
        topics = [(key, ABOUT[key]) for key in TOPICS]
        whens = [
            (LATELY, _("in the last thirty days")),
            *((str(y), _("in %(year)s") % {"year": y}) for y in years),
        ]
        for name, words, choices in (
            ("topic", _("everything"), topics),
            ("when", _("since the beginning"), whens),
        ):
            field: Any = self.fields[name]
            field.choices = [("", words), *choices]
        self.fields["topic"].widget.attrs["aria-label"] = _("What it is about")
        self.fields["when"].widget.attrs["aria-label"] = _("When")

    @property
    def asked(self) -> Asked:
        """What the address asks for; what does not exist means all."""
        fields: Any = self.fields
        return Asked(
            **{
                name: one_of(self.data.get(name, ""), [key for key, _words in fields[name].choices])
                for name in ("topic", "when")
            }
        )

    @property
    def query(self) -> str:
        """The filters as the beginning of an address."""
        kept = {name: value for name, value in dataclasses.asdict(self.asked).items() if value}
        return f"{urlencode(kept)}&" if kept else ""


ABOUT = {
    "agenda": gettext_lazy("what is about the common agenda"),
    "voices": gettext_lazy("what is about comments and their answers"),
    "plan": gettext_lazy("what is about the action plan"),
    "triad": gettext_lazy("what is about the triad"),
    "figures": gettext_lazy("what is about figures and reviews"),
    "partners": gettext_lazy("what is about partners, money and support"),
    "readiness": gettext_lazy("what is about assessments"),
    "report": gettext_lazy("what is about reports"),
    "stages": gettext_lazy("what is about the life of the site"),
}


class OpenTextForm(forms.Form):
    """Which open texts to show; all optional, all in the address, no choice opens an empty list.

    `words` is searched in names, towns, departments and codes of the sites.
    """

    region = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    department = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    words = forms.CharField(
        label=gettext_lazy("with these words:"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.TextInput({"type": "search"}),
    )

    def __init__(self, *args: Any, areas: Iterable[OpenArea], **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "filter-%s"} | kwargs))
        found = list(areas)
        regions = {area.region: area.region_name for area in found}
        chosen = self.data.get("region", "")
        within = [area for area in found if chosen not in regions or area.region == chosen]
        for name, words, aria, choices in (
            ("region", _("all over France"), _("Region"), list(regions.items())),
            ("department", _("in all departments"), _("Department"), [(a.department, a.department_name) for a in within]),
        ):  # fmt: skip
            field: Any = self.fields[name]
            field.choices = [("", words), *choices]
            field.widget.attrs["aria-label"] = aria

    @property
    def sought(self) -> Sought:
        """What the address asks for; a place without an open text means everywhere."""
        fields: Any = self.fields
        places = {
            name: one_of(self.data.get(name, ""), [key for key, _words in fields[name].choices])
            for name in ("region", "department")
        }
        return Sought(**places, words=clean_text(self.data.get("words", ""))[:MOST_WORDS])

    @property
    def query(self) -> str:
        """The filters as the beginning of an address."""
        kept = {name: value for name, value in dataclasses.asdict(self.sought).items() if value}
        return f"{urlencode(kept)}&" if kept else ""
