"""A list of partners as pasted from a spreadsheet: read line by line, with its duplicates and doubts.

Pure, without the database: the same text and the same partners always give the same lines, so
that what is confirmed is what was shown.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kit import clock
from kit.forms import clean_text
from partnership.models import Sector
from sites.spelling import plain

MOST_LINES = 400
ALIKE = 0.6
EARLIEST = date(1950, 1, 1)
SMALL_WORDS = {"association", "asso", "assoc", "ass", "la", "le", "les", "l", "de", "du", "des", "d", "et", "a", "au"}  # fmt: skip
HEADS = {
    "organisation",
    "organisme",
    "structure",
    "nom",
    "partenaire",
    "name",
    "nom de la structure",
}
# How people write sectors; a typing error of a letter or two is still understood.
WORDS: dict[str, Sector] = {
    word: sector
    for sector, words in {
        Sector.STATE: "etat|services de l etat|prefecture|state services",
        Sector.LOCAL: "collectivite|collectivites|collectivites locales|mairie|ville|commune|departement|region|agglomeration|intercommunalite|local authorities",
        Sector.SOCIAL: "social|action sociale|centre social|centres sociaux et action sociale|caf|ccas|solidarite",
        Sector.EDUCATION: "education|ecole|college|lycee|jeunesse|enfance|ecole enfance et jeunesse|education nationale|scolaire",
        Sector.EMPLOYMENT: "emploi|insertion|formation|emploi et formation|emploi formation|mission locale",
        Sector.HOUSING: "logement|bailleur|habitat|bailleur social",
        Sector.HEALTH: "sante|hopital|soins",
        Sector.SAFETY: "securite|mediation|mediation et tranquillite publique|police|justice|prevention|tranquillite publique",
        Sector.SPORT: "sport|sports|club sportif",
        Sector.ENVIRONMENT: "environnement|ecologie|ecologie et transition|climat|transition ecologique|nature",
        Sector.ECONOMY: "economie|economique|entreprise|entreprises|commerce|commerces|commercants|entreprises et commerces|artisanat",
        Sector.CULTURE: "culture|culturel|arts|theatre|mediatheque|musique",
        Sector.SMALL: "petite association|petites associations|association informelle|petites associations et collectifs informels|collectif",
        Sector.RESIDENTS: "habitants|conseil citoyen|residents|groupes d habitants|collectif d habitants",
        Sector.OTHER: "autre|autres|divers|autre secteur",
    }.items()
    for word in words.split("|")
}  # fmt: skip


class Verdict(StrEnum):
    """What is to be said of a line."""

    NEW = "new"
    UNCLEAR = "unclear"  # the sector is not understood: somebody has to say it
    SAME = "same"  # the same name is already there
    NEAR = "near"  # a name that looks like one already there: somebody has to choose
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Known:
    """A partner of the site today: `key` names it in a form."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was understood. `twin` is who it may be: a partner, or an earlier line."""

    number: int
    name: str
    sector: str = ""
    sector_typed: str = ""
    joined_on: date | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    verdict: str = Verdict.NEW
    why: str = ""
    twin: Known | None = None

    @property
    def refused(self) -> bool:
        return self.verdict == Verdict.REFUSED

    @property
    def sector_words(self) -> str:
        """The sector in words, where it was understood."""
        return str(Sector(self.sector).label) if self.sector else ""


def read(text: str, partners: Iterable[Known]) -> tuple[Line, ...]:
    """Every line of the paste that is not empty, each with its verdict."""
    rows = [(number, cells) for number, cells in enumerate(table(text), start=1) if any(cells)]
    if rows and plain(rows[0][1][0]) in HEADS:
        rows = rows[1:]
    lines = [understood(number, cells) for number, cells in rows]
    return tuple(with_twins(lines, list(partners)))


def table(text: str) -> list[list[str]]:
    """The cells of each line: separated by tabs as spreadsheets copy them, or by semicolons."""
    delimiter = "\t" if "\t" in text else ";"
    rows = [line.split(delimiter) for line in text.splitlines()]
    # A quotation mark that nothing closes would swallow the rest of the list.
    if '"' in text and text.count('"') % 2 == 0:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    return [[" ".join(clean_text(cell).split()) for cell in row] for row in rows]


def understood(number: int, cells: Sequence[str]) -> Line:
    """A line by itself: organisation, sector, date, contact, e-mail, telephone."""
    name, sector, joined, contact, email, phone, *_rest = [*cells, "", "", "", "", "", ""][:7]
    line = Line(
        number, name, sector_of(sector), sector, day_of(joined), contact, email.lower(), phone
    )
    if why := fault(line, joined):
        return replace(line, verdict=Verdict.REFUSED, why=why)
    return line if line.sector else replace(line, verdict=Verdict.UNCLEAR, why=unclear(sector))


def fault(line: Line, joined: str) -> str:
    """Why a line cannot be taken, or nothing."""
    if not plain(line.name):
        return _("The organisation's name is missing.")
    too_long = {
        _("The name"): (line.name, 160),
        _("The contact"): (line.contact_name, 120),
        _("The telephone number"): (line.contact_phone, 40),
    }
    for what, (value, most) in too_long.items():
        if len(value) > most:
            return _("%(what)s is longer than %(most)s characters.") % {"what": what, "most": most}
    if line.joined_on is None:
        return _("“%(typed)s” is not a day that can be read. Write for example 31/12/2025.") % {
            "typed": joined[:40]
        }
    if not EARLIEST <= line.joined_on <= clock.today():
        return _("The day of joining lies in the future or too far back.")
    if line.contact_email:
        try:
            validate_email(line.contact_email)
        except ValidationError:
            return _("“%(typed)s” is not an e-mail address.") % {"typed": line.contact_email[:80]}
    return ""


def unclear(typed: str) -> str:
    if not typed:
        return _("The sector is missing: choose it.")
    return _("The sector “%(typed)s” is not known: choose one.") % {"typed": typed[:40]}


@lru_cache(maxsize=1000)
def sector_of(typed: str) -> str:
    """The sector that was meant, or nothing."""
    word = plain(typed[:80])
    if not word:
        return ""
    if word in WORDS:
        return WORDS[word].value
    close = get_close_matches(word, WORDS, n=1, cutoff=0.85)
    return WORDS[close[0]].value if close else ""


def day_of(typed: str) -> date | None:
    """31/12/2025, 2025-12-31, 12/2025 or 2025; an empty cell means today."""
    if not typed:
        return clock.today()
    if re.fullmatch(r"[0-9]{4}", typed):
        typed = f"01/01/{typed}"
    elif re.fullmatch(r"[0-9]{1,2}/[0-9]{4}", typed):
        typed = f"01/{typed}"
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y"):
        try:
            return datetime.strptime(typed, pattern).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def with_twins(lines: Sequence[Line], partners: Sequence[Known]) -> Iterable[Line]:
    """Each line that can be taken, compared with the partners and the lines before it."""
    seen = Names()
    for partner in partners:
        seen.add(partner)
    for line in lines:
        if line.refused:
            yield line
            continue
        verdict, twin = seen.twin(line.name)
        if twin is None:
            seen.add(Known(f"line-{line.number}", line.name))
            yield line
        elif verdict == Verdict.SAME:
            yield replace(line, verdict=verdict, twin=twin, why=same(twin))
        else:
            seen.add(Known(f"line-{line.number}", line.name))
            near = _("Looks like “%(name)s”%(where)s.") % {
                "name": twin.name,
                "where": place(twin),
            }
            why = " ".join(filter(None, [near, line.why]))
            yield replace(line, verdict=verdict, twin=twin, why=why)


def same(twin: Known) -> str:
    return _("Already there%(where)s.") % {"where": place(twin)}


def place(twin: Known) -> str:
    """« (ligne 3) » for a line of the same paste."""
    if twin.key.startswith("line-"):
        return _(" (line %(number)s)") % {"number": twin.key.removeprefix("line-")}
    return ""


class Names:
    """The names met so far, found again in spite of typing errors."""

    def __init__(self) -> None:
        self.known: list[tuple[Known, set[str], frozenset[str]]] = []
        self.exact: dict[str, Known] = {}
        self.grams: dict[str, list[int]] = defaultdict(list)

    def add(self, name: Known) -> None:
        """One more name to compare with."""
        grams, words = trigrams(name.name), telling(name.name)
        self.exact.setdefault(plain(name.name), name)
        for gram in grams:
            self.grams[gram].append(len(self.known))
        self.known.append((name, grams, words))

    def twin(self, name: str) -> tuple[Any, Known | None]:
        """The same name, or the one that looks most like it."""
        if there := self.exact.get(plain(name)):
            return Verdict.SAME, there
        grams, words = trigrams(name), telling(name)
        shared = Counter(place for gram in grams for place in self.grams.get(gram, ()))
        best, score = None, 0.0
        for rank, count in shared.items():
            known, theirs, said = self.known[rank]
            alike = count / (len(grams) + len(theirs) - count)
            contained = min(len(words), len(said)) > 1 and (words <= said or said <= words)
            alike = max(alike, ALIKE if contained or words == said else 0)
            if alike >= ALIKE and alike > score:
                best, score = known, alike
        return Verdict.NEAR, best


def trigrams(name: str) -> set[str]:
    """All runs of three letters of the name's telling words, with their edges."""
    return {
        padded[at : at + 3]
        for word in telling(name)
        for padded in [f"  {word} "]
        for at in range(len(padded) - 2)
    }


def telling(name: str) -> frozenset[str]:
    """The words that tell one organisation from another."""
    words = plain(name).split()
    return frozenset(word for word in words if word not in SMALL_WORDS) or frozenset(words)
