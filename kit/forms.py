"""What all forms share: clean text, one line or several, never a NUL."""

import re
import unicodedata
import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kit.numbers import NumberUnclear, parse_number

# Controls, and the marks that turn the reading direction of what follows; joiners that
# scripts and emoji need (ZWJ, ZWNJ) stay.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
)


def clean_text(value: str) -> str:
    """The text normalised (NFC), with line ends as one character and unwanted signs removed.

    What holds no sign that can be seen, only joiners for instance, is no text.
    """
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    text = UNWANTED.sub("", text).strip()
    return text if any(unicodedata.category(sign)[0] not in "CZ" for sign in text) else ""


def sometimes[F: forms.Field](field: F) -> F:
    """A field that another choice makes necessary, or that has one already: not called optional."""
    field.required = field.widget.is_required = False
    field.sometimes = True  # type: ignore[attr-defined]
    return field


class CleanCharField(forms.CharField):
    """A text field that drops control characters instead of failing on them."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(clean_text(value) if isinstance(value, str) else value)


class LongTextField(CleanCharField):
    """Several lines of text."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


# A few kilobytes each; the counts in them change from day to day.
OPTION_LISTS = 256


@lru_cache(maxsize=OPTION_LISTS)
def options(choices: tuple[tuple[str, str], ...], chosen: frozenset[str]) -> SafeString:
    """The choices of a list, written once for the same words, counts and chosen ones."""
    written = (
        (value, mark_safe(" selected") if value in chosen else "", words)
        for value, words in choices
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', written)


class FilterSelect(forms.Select):
    """A list of choices written in one go: filters are long, and on the busiest pages."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        choices = tuple((str(choice), str(words)) for choice, words in self.choices)
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, (attrs or {}) | {"name": name})),
            options(choices, frozenset(self.format_value(value))),
        )


class SuggestInput(forms.TextInput):
    """A line of text with words to choose from; any other words may be typed."""

    def __init__(self, suggested: Iterable[str] = (), attrs: Any = None) -> None:
        super().__init__(attrs)
        self.suggested = tuple(suggested)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        key = f"{(attrs or {}).get('id') or name}-suggested"
        field = super().render(name, value, (attrs or {}) | {"list": key}, renderer)
        words = format_html_join("", '<option value="{}"></option>', ((w,) for w in self.suggested))
        return format_html('{}<datalist id="{}">{}</datalist>', field, key, words)


class LinesField(LongTextField):
    """Several things, one a line: empty and repeated lines do not count."""

    def __init__(self, *, most: int, longest: int, **kwargs: Any) -> None:
        super().__init__(max_length=most * (longest + 2), **kwargs)
        self.most, self.longest = most, longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = [" ".join(line.split()) for line in super().clean(value).split("\n")]
        found = tuple(dict.fromkeys(line for line in lines if line))
        if len(found) > self.most:
            raise forms.ValidationError(
                _("At most %(most)s lines: there are %(lines)s.")
                % {"most": self.most, "lines": len(found)}
            )
        for line in found:
            if len(line) > self.longest:
                raise forms.ValidationError(
                    _("A line is longer than %(most)s characters: “%(line)s”.")
                    % {"most": self.longest, "line": line[:60]}
                )
        return found


class DayInput(forms.DateInput):
    """The browser's own day picker, whose value is always year-month-day."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, from the picker or typed the French way (31/12/2026)."""

    widget = DayInput
    input_formats = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y")


class NumberField(CleanCharField):
    """A number typed the French way; what could be two numbers is asked about."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)
        self.unit = unit
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_number(text, unit=self.unit)
        except NumberUnclear as fault:
            raise forms.ValidationError(str(fault)) from fault


class OnceForm(forms.Form):
    """A form that has a key of its own, so that a double click is one sending."""

    once = CleanCharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid.uuid4().hex} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
