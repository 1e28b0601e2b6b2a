"""The board's filters, which read as a sentence."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.forms import FilterSelect
from overview.figures.selection import Group, Wanted
from sites.models import Site


class BoardForm(forms.Form):
    """All optional, all in the address; a value that does not exist means all."""

    wave = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    region = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    stage = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    seat = forms.ChoiceField(label="", required=False, widget=FilterSelect)
    need = forms.ChoiceField(label="", required=False, widget=FilterSelect)

    NAMES = {
        "wave": gettext_lazy("Wave"),
        "region": gettext_lazy("Region"),
        "stage": gettext_lazy("Stage"),
        "seat": gettext_lazy("Seats"),
        "need": gettext_lazy("Need"),
    }

    def __init__(self, *args: Any, groups: Iterable[Group] = (), **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "filter-%s"} | kwargs))
        groups = list(groups)
        waves = sorted({g.wave for g in groups})
        regions = list({g.region: g.region_name for g in groups}.items())
        self.offer("wave", _("of all waves"), [(str(n), _("of wave %(number)s") % {"number": n}) for n in waves])  # fmt: skip
        self.offer("region", _("all over France"), [(code, _("in the region %(name)s") % {"name": name}) for code, name in regions])  # fmt: skip
        self.offer("stage", _("at any stage"), [(s.value, _("at the stage “%(name)s”") % {"name": s.label}) for s in Site.State])  # fmt: skip
        self.offer("seat", _("with or without a vacant seat"), [("vacant", _("with a vacant seat")), ("held", _("with no vacant seat"))])  # fmt: skip
        self.offer("need", _("whatever they need"), [("asking", _("that asked to take part")), ("waiting", _("that wait for too long"))])  # fmt: skip

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
        need=one_of(query.get("need", ""), ("asking", "waiting")),
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
    fields = {name: getattr(asked, name) for name in BoardForm.NAMES} | more
    return urlencode({name: value for name, value in fields.items() if value})
