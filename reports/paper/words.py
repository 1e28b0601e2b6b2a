"""French typography and the set of printable signs, applied to the text nodes of markup."""

import re
import unicodedata
from functools import cache
from html import escape, unescape
from pathlib import Path

from fontTools.ttLib import TTFont

from kit.typography import french

FONTS = Path(__file__).resolve().parent.parent.parent / "static" / "fonts" / "report"
TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
NAME = re.compile(r"</?([a-zA-Z0-9]+)")
VERBATIM = {"style", "code", "script"}
PLAIN = {"title", "text", "tspan"}
UNKNOWN = "□"
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|janv\\.|févr\\.|avr\\.|juil\\.|sept\\.|oct\\.|nov\\.|déc\\."
)
HELD = (
    (re.compile(rf"\b(1er|\d{{1,2}}) (?=(?:{MONTHS}))"), "\\1\u00a0"),
    (re.compile(rf"\b({MONTHS}) (?=\d{{4}}\b)"), "\\1\u00a0"),
    (re.compile(r"\b(T[1-4]|[Vv]ersion|[Vv]ague|[Pp]age|n°) (?=\d)"), "\\1\u00a0"),
    (re.compile(r"(?<=\d) (?=(?:habitants|logements|points?|€))"), "\u00a0"),
    (re.compile(r"(?<=\d)\s(?=%)"), "\u00a0"),
)
ORDINAL = re.compile(r"\b(\d+)(er|re|e)\b")


def typographic(markup: str) -> str:
    """The markup with French spaces in its texts; style sheets and codes are left alone."""
    out, open_names = [], [""]
    for part in TAG.split(markup):
        if part.startswith("<"):
            note_tag(part, open_names)
            out.append(part)
        elif part and open_names[-1] not in VERBATIM:
            out.append(text_node(part, raised=open_names[-1] not in PLAIN))
        else:
            out.append(part)
    return "".join(out)


def note_tag(tag: str, open_names: list[str]) -> None:
    """Remembers inside which of the names that matter the next text stands."""
    found = NAME.match(tag)
    name = found.group(1).lower() if found else ""
    if name not in VERBATIM | PLAIN:
        return
    if tag.startswith("</"):
        if open_names[-1] == name:
            open_names.pop()
    elif not tag.endswith("/>"):
        open_names.append(name)


def text_node(part: str, *, raised: bool) -> str:
    """One text with its spaces held; ordinals raised where markup may stand."""
    text = printable(unescape(part))
    text = french(text)
    for pattern, replacement in HELD:
        text = pattern.sub(replacement, text)
    safe = escape(text, quote=False)
    return ORDINAL.sub(r"\1<sup>\2</sup>", safe) if raised else safe


def printable(text: str) -> str:
    """The text in signs that the report's own fonts hold; what they lack shows as a square.

    No other font is ever used, so the same report has the same bytes on any machine.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(map(sign, composed))


def sign(character: str) -> str:
    if character in "\n\t " or ord(character) in covered():
        return character
    return "" if unicodedata.category(character) in INVISIBLE else UNKNOWN


@cache
def covered() -> frozenset[int]:
    """The signs of the report's fonts together."""
    found: set[int] = set()
    for path in sorted(FONTS.glob("*.woff2")):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found - {code for code in found if chr(code) in "\u200b\u200e\u200f\ufeff"})
