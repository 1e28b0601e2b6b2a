"""Which part of the agenda a heading names, in French and in English; pure."""

import re
import unicodedata
from dataclasses import dataclass

HORIZON, IDEAL, HELPS, HINDERS = "horizon", "ideal", "helps", "hinders"
AREA, STRATEGY, ACTIVITY, GROUP = "area", "strategy", "activity", "group"
NAMED = {STRATEGY, ACTIVITY}

TITLES = {
    HORIZON: "horizon|notre horizon|l horizon|horizon commun|horizon partage|our horizon|the horizon"
    "|vision|notre vision|our vision|notre cap",
    IDEAL: "situation ideale|la situation ideale|notre situation ideale|ideal situation"
    "|the ideal situation|our ideal situation|le quartier ideal|notre quartier ideal",
    HELPS: "ce qui nous aide|ce qui aide|ce qui nous porte|facteurs positifs|les facteurs positifs"
    "|facteurs favorables|points d appui|nos points d appui|atouts|nos atouts|forces|nos forces"
    "|leviers|nos leviers|what helps us|what helps|positive factors|strengths|our strengths",
    HINDERS: "ce qui nous freine|ce qui freine|facteurs negatifs|les facteurs negatifs"
    "|facteurs defavorables|freins|nos freins|les freins|obstacles|les obstacles|faiblesses"
    "|nos faiblesses|difficultes|nos difficultes|what hinders us|what hinders|negative factors"
    "|weaknesses|barriers|obstacles to change",
    AREA: "domaines de changement|domaine de changement|les domaines de changement"
    "|nos domaines de changement|champs de changement|areas of change|area of change"
    "|our areas of change",
    STRATEGY: "strategies|strategie|nos strategies|les strategies|axes|nos axes|les axes"
    "|axes strategiques|orientations|our strategies|strategy",
    ACTIVITY: "activites|nos activites|les activites|actions|nos actions|les actions|activities"
    "|our activities",
    GROUP: "vision partagee|notre vision partagee|la vision partagee|shared vision|contexte"
    "|le contexte|context|plan d action|notre plan d action|le plan d action|action plan"
    "|feuille de route|feuille de route commune|common agenda|facteurs de contexte",
}
PARTS = {title: part for part, titles in TITLES.items() for title in titles.split("|")}
NUMBERS = re.compile(r"^(?:(?:partie|part|chapitre|section)\s+)?(?:\d+(?:\.\d+)*|[ivx]+|[a-h])\s*[.):\u2013\u2014-]+\s*", re.IGNORECASE)  # fmt: skip
NAMES = re.compile(
    r"^(?P<what>axe|axes?\s+strat\S+|strat[ée]gie|strategy|orientation|action|activit[ée]|activity"
    r"|domaine(?:\s+de\s+changement)?|area(?:\s+of\s+change)?)"
    r"(?:\s+(?:strat[ée]gique\s+)?(?:n\s?[°o]\s?)?(?:\d+(?:\.\d+)*|[ivx]+|[a-h]))?\s*[.:\u2013\u2014-]\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a heading opens; `name` where it names one strategy, area or activity of it."""

    section: str
    name: str = ""


def recognised(heading: str) -> Part | None:
    """The part that a heading names; None for any other heading."""
    title = NUMBERS.sub("", heading.strip(), count=1)
    found = PARTS.get(flat(title))
    if found:
        return Part(found)
    if hit := NAMES.match(heading.strip()):
        what = flat(hit.group("what"))
        return Part(kind_of(what), hit.group("name").strip())
    return None


def kind_of(what: str) -> str:
    """The part of one thing by the word before its number."""
    if what.startswith(("act",)):
        return ACTIVITY
    return AREA if what.startswith(("domaine", "area")) else STRATEGY


def flat(text: str) -> str:
    """Small letters and digits without accents, one blank between words."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", plain))
