"""Languages in which a text may be translated by hand: ISO 639, named by Babel, and those at home here.

Pure: no table, no page. French is the language of the text itself and is none of them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from sites.spelling import plain

CODE = re.compile(r"[a-z]{2,3}")
SOURCE = "fr"
# Codes for what is no one language.
NOT_ONE = {"mis", "mul", "root", "und", "zxx", SOURCE}
# Spoken in the neighbourhoods and not named by Babel, or not as people call them: in French, in
# English, by themselves.
AT_HOME = {
    "swb": ("shimaoré", "Shimaore", "Shimaore"),
    "buc": ("kibushi", "Kibushi", "Kibushi"),
    "zdj": ("shingazidja", "Shingazidja", "Shingazidja"),
    "wni": ("shindzuani", "Shindzuani", "Shindzuani"),
    "wlc": ("shimwali", "Shimwali", "Shimwali"),
    "gcf": ("créole guadeloupéen et martiniquais", "Antillean Creole", "Kréyòl"),
    "gcr": ("créole guyanais", "Guianese Creole", "Kriyòl gwiyannen"),
    "rcf": ("créole réunionnais", "Réunion Creole", "Kréol rényoné"),
    "kmr": ("kurde kurmandji", "Kurmanji Kurdish", "Kurmancî"),
    "rom": ("romani", "Romany", "Romani čhib"),
    "prs": ("dari", "Dari", "دری"),
}
FIRST = (
    "ar", "bm", "buc", "en", "es", "fa", "ff", "gcf", "gcr", "hy", "kab", "kmr", "ln", "pl", "ps",
    "pt", "rcf", "ro", "rom", "ru", "snk", "so", "sq", "swb", "ta", "ti", "tr", "uk", "wo", "zh",
)  # fmt: skip
# Written from right to left, where Babel does not know the language well enough to say so.
RIGHT_TO_LEFT = {
    "aeb", "apc", "apd", "ar", "arc", "arq", "ars", "ary", "arz", "azb", "bal", "bgn", "bqi", "ckb",
    "dv", "fa", "glk", "he", "ks", "lrc", "luz", "mzn", "nqo", "pnb", "prs", "ps", "sd", "sdh",
    "skr", "syr", "ug", "ur", "yi",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code; an entry of the journal keeps the code and says the name."""

    code: str

    def stored(self) -> str:
        """What an entry keeps."""
        return self.code

    @classmethod
    def worded(cls, stored: str) -> str:
        """The name in the reader's language; a KeyError for what was never a language."""
        return names(get_language() or SOURCE)[stored]

    @classmethod
    def of(cls, code: str) -> Self | None:
        """The language of a code; None for what is none, or French."""
        return cls(code) if code in names(SOURCE) else None

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.worded(self.code)

    @property
    def native(self) -> str:
        """As its speakers call it; where nobody told us, in French."""
        if self.code in AT_HOME:
            return AT_HOME[self.code][2]
        try:
            known = Locale.parse(self.code)
        except UnknownLocaleError:
            return names(SOURCE)[self.code]
        return known.get_display_name(self.code) or names(SOURCE)[self.code]

    @property
    def direction(self) -> str:
        """How it is written: rtl or ltr."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=4)
def names(reader: str) -> dict[str, str]:
    """All languages by code, named in a reader's language, in the order of their names."""
    french = reader.startswith("fr")
    found = {
        code: name
        for code, name in Locale.parse(reader[:2]).languages.items()
        if CODE.fullmatch(code) and code not in NOT_ONE
    }
    found |= {code: said[0 if french else 1] for code, said in AT_HOME.items()}
    return dict(sorted(found.items(), key=lambda each: plain(each[1])))
