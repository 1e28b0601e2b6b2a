"""The house tags: is it allowed, dates and numbers as people say them, safe text."""

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from kit import access, clock, markup, typography
from kit.tongues import Told

register = template.Library()
# A few kilobytes each: the lines of the longest lists, in both languages.
FRAGMENTS = 8192
# Units that are signs: they stand at the number, as the language sets them.
SIGNS = frozenset({"%", "€"})
# The names of things stand on many pages.
short = lru_cache(maxsize=2048)(typography.french)


@register.simple_tag(takes_context=True)
def allowed(context: dict[str, Any], route: str) -> bool:
    """True when the target route's own rule lets this person in, here and today."""
    return access.rule_for(route)(context["standing"])


@register.simple_tag
def drawn(template_name: str, **inputs: Any) -> SafeString:
    """`{% drawn "sites/_row.html" row=row %}`: an include that sees its inputs and nothing else.

    As only its inputs and the language decide what it says, the same inputs are drawn once.
    Words that are marked up are not the same as these words typed by somebody.
    """
    known = tuple((name, type(value), value) for name, value in inputs.items())
    return fragment(template_name, get_language() or "", known)


@lru_cache(maxsize=FRAGMENTS)
def fragment(
    template_name: str, language: str, inputs: tuple[tuple[str, type, Any], ...]
) -> SafeString:
    """What a template says of some values, in a language."""
    known = {name: value for name, _kind, value in inputs}
    return mark_safe(render_to_string(template_name, known))  # noqa: S308 - a template escapes


@register.filter
def number(value: Any, digits: int = -1) -> str:
    """A number with the separators of the language; an absent one is an em dash."""
    if value is None or value == "":
        return "\N{EM DASH}"
    places = None if digits < 0 else digits
    if places is None and isinstance(value, Decimal):
        value = value.normalize()
        places = max(0, -int(value.as_tuple().exponent))
    return grouped(get_language(), value, places)


@lru_cache(maxsize=4096, typed=True)
def grouped(language: str | None, value: Any, places: int | None) -> str:
    """A number in a language; a page with sixty curves says the same ones again and again."""
    text = formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return text.replace("\xa0", "\u202f").replace("-", "\N{MINUS SIGN}", 1)


def rounded(value: Any, unit: str = "") -> Any:
    """A number as it is said, half to the even one: a share to a tenth of a point.

    Another number with more than two decimals comes of a division: it is said with one.
    """
    if not isinstance(value, Decimal):
        return value
    if unit == "%":
        return value.quantize(Decimal("0.1"), ROUND_HALF_EVEN).normalize()
    if int(value.normalize().as_tuple().exponent) >= -2:
        return value
    step = Decimal("0.1") if abs(value) >= 1 else Decimal("0.01")
    return value.quantize(step, ROUND_HALF_EVEN) or value


@register.filter
def euros(value: Any) -> str:
    """An amount with its sign, cents only where there are any: « 7 164 € », « 750,50 € »; €7,164."""
    if value is None or value == "":
        return number(None)
    return signed(number(value, 0 if value == int(value) else 2), "€")


def signed(text: str, sign: str) -> str:
    """A number with the sign of its unit: « 48 % » and « 7 164 € », in English 48% and €7,164."""
    if in_french():
        return f"{text}\N{NO-BREAK SPACE}{sign}"
    if sign != "€":
        return f"{text}{sign}"
    bare = text.removeprefix("\N{MINUS SIGN}")
    return f"{text.removesuffix(bare)}{sign}{bare}"


def in_french() -> bool:
    """True where the language in force is French, as it is where none is chosen."""
    return (get_language() or "fr").startswith("fr")


@register.filter
def day(value: date | datetime | None) -> str:
    """« 3 mars 2026 », « 1er mars 2026 »: a day as people say it, unbreakable inside."""
    return say_day(value, weekday=False)


@register.filter
def weekday(value: date | datetime | None) -> str:
    """« mardi 3 mars 2026 »."""
    return say_day(value, weekday=True)


def say_day(value: date | datetime | None, *, weekday: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    first = in_french() and value.day == 1
    pattern = r"j\e\r F Y" if first else "j F Y"
    text = formats.date_format(value, ("l " if weekday else "") + pattern)
    return text.replace(" ", "\xa0", 2 if weekday else 1)


@register.filter
def instant(value: datetime | None) -> str:
    """« 3 mars 2026 à 16 h 30 »."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return gettext("%(day)s at %(time)s") % {
        "day": say_day(local.date(), weekday=False),
        "time": formats.date_format(local, gettext("H:i")),
    }


@register.filter
def ago(value: date | datetime | None) -> str:
    """« aujourd’hui », « hier », « il y a 12 jours »; the full date beyond two months."""
    if value is None:
        return ""
    past = timezone.localtime(value).date() if isinstance(value, datetime) else value
    days = (clock.today() - past).days
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days <= 60:
        return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
    return say_day(past, weekday=False)


@register.filter
def days_until(value: date | None) -> int:
    """Whole days from today to that day, negative when it is past."""
    return (value - clock.today()).days if value else 0


@register.filter
def initials(name: str) -> str:
    """Two letters for a mark: first and last word of the name."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.filter
def french(value: Any) -> str:
    """The text with the spaces of French typography."""
    return typography.french(str(value))


@register.filter
def tongue(value: Any) -> str:
    """Words as they are read, marked with their language where it is not that of the page."""
    lang = value.lang if isinstance(value, Told) else ""
    text = str(value) if lang and lang != "fr" else short(str(value))
    if not lang or lang == (get_language() or "")[:2]:
        return text
    return format_html('<span lang="{}">{}</span>', lang, text)


@register.filter
def safe_markdown(value: str) -> SafeString:
    """A passage's small Markdown subset as sanitised HTML."""
    return mark_safe(markup.html(value))  # noqa: S308 - sanitised by kit.markup


@register.filter
def markdown_in(value: str, language: str) -> SafeString:
    """The same in another language, with that language's own spaces; in French where none is named."""
    return mark_safe(markup.html(value, french=not language))  # noqa: S308 - sanitised


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value under a key, or None: for tables whose keys come from rows."""
    return mapping.get(key)
