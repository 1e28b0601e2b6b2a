"""Vérifie, hors ligne, une version de feuille de route partagée téléchargée depuis le portail.

    python3 check_version.py hazebrouck-v4.json
    python3 check_version.py hazebrouck-v4.json --sha256 9F2C…   (l'empreinte imprimée ou affichée)

Check a downloaded version of a common agenda without a network and without the portal: `--english`.
It needs nothing but Python 3.9 or newer. It ends with 0 when all holds, with 1 when something does
not, with 2 when the file is not such a version.

What is checked: the text has the fingerprint that the file names (one changed character gives another
one); the text has its one spelling; it says the same site and number as the file; an adopted version
has the consent of the three seats, given by three persons, to this very fingerprint; their names,
answers and the day have the adoption's fingerprint. Whoever changed both text and fingerprints is found
by `--sha256`, taken from a certificate or the portal: that of the text, or that of the adoption.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

FORM, CONTENT_FORM, ADOPTION_FORM = "qic-version-1", "qic-agenda-1", "qic-adoption-1"
SEATS = ("state", "municipality", "community")
AGREES = ("consent", "reservation")
ADOPTED = ("adopted", "superseded")

WORDS = {
    "unusable": ("Ce fichier n'est pas une version exportée du portail.", "This file is no exported version."),
    "changed": ("Le texte n'a pas l'empreinte annoncée : il a été modifié.", "The text does not have the fingerprint that the file names: it was changed."),
    "spelling": ("Le texte n'est pas écrit sous sa forme unique.", "The text is not in its one spelling."),
    "named": ("Le texte ne dit pas le même site ou le même numéro que le fichier.", "The text names another site or number than the file."),
    "printed": ("L'empreinte n'est pas celle que vous avez donnée.", "The fingerprint is not the one that you gave."),
    "seats": ("Il manque l'accord d'un des trois sièges sur cette empreinte.", "One of the three seats has not agreed to this fingerprint."),
    "persons": ("Les trois accords ne viennent pas de trois personnes.", "The three consents do not come from three persons."),
    "signed": ("Les noms, les réponses ou la date ne sont pas ceux de l'empreinte de l'adoption : ils ont été modifiés.", "Names, answers or day are not those of the adoption's fingerprint: they were changed."),
    "dated": ("Une version adoptée doit porter sa date d'adoption.", "An adopted version has the day of its adoption."),
    "whole": ("Tout concorde : site {site}, version {version}, {passages} passages, empreinte {sha256}.", "All agrees: site {site}, version {version}, {passages} passages, fingerprint {sha256}."),
    "by": ("Accord donné par {people}.", "Endorsed by {people}."),
    "open": ("Cette version n'est pas adoptée : seuls le texte et l'empreinte sont vérifiés.", "This version is not adopted: text and fingerprint alone are checked."),
}  # fmt: skip


def faults(copy: dict[str, Any], printed: str = "") -> list[str]:
    """What does not hold, by the keys of WORDS; an empty list when all does."""
    found = []
    content, named = copy["content"], copy["sha256"]
    if hashlib.sha256(content.encode("utf-8")).hexdigest() != named:
        found.append("changed")
    text = json.loads(content)
    if text.get("form") != CONTENT_FORM or spelled(text) != content:
        found.append("spelling")
    if (text.get("site"), text.get("version")) != (copy["site"], copy["version"]):
        found.append("named")
    known = (named, copy.get("adoption_sha256"))
    if printed and "".join(printed.split()).lower() not in known:
        found.append("printed")
    if copy["state"] in ADOPTED:
        found += faults_of_adoption(copy)
    return found


def spelled(text: Any) -> str:
    """The one spelling of a text: sorted keys, no blanks, UTF-8 as it is."""
    return json.dumps(text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def faults_of_adoption(copy: dict[str, Any]) -> list[str]:
    """What is missing for three institutions to have endorsed this very text."""
    found = []
    agreed = {
        answer["seat"]: answer["signatory"]
        for answer in copy["answers"]
        if answer["answer"] in AGREES and answer["sha256"] == copy["sha256"]
    }
    if not all(agreed.get(seat) for seat in SEATS):
        found.append("seats")
    elif len(set(agreed.values())) < len(SEATS):
        found.append("persons")
    if not copy["adopted_on"]:
        found.append("dated")
    if copy.get("adoption_sha256") != adoption_fingerprint(copy):
        found.append("signed")
    return found


def adoption_fingerprint(copy: dict[str, Any]) -> str:
    """The fingerprint of the text's one, the day, and the three answers with their names."""
    names = ("sha256", "adopted_on", "answers")
    said = {"form": ADOPTION_FORM} | {name: copy[name] for name in names}
    return hashlib.sha256(spelled(said).encode("utf-8")).hexdigest()


def read(name: str) -> dict[str, Any]:
    """The file's content; ValueError when it is not an exported version."""
    copy = json.loads(Path(name).read_text(encoding="utf-8"))
    if copy["form"] != FORM:
        raise ValueError(copy["form"])
    return copy


def told(copy: dict[str, Any], found: list[str]) -> list[tuple[str, dict[str, Any]]]:
    """What to say: each fault, or that all agrees and who endorsed."""
    if found:
        return [(key, {}) for key in found]
    passages = len(json.loads(copy["content"])["passages"])
    whole = {key: copy[key] for key in ("site", "version", "sha256")} | {"passages": passages}
    people = ", ".join(answer["person"] for answer in copy["answers"])
    return [
        ("whole", whole),
        ("by", {"people": people}) if copy["state"] in ADOPTED else ("open", {}),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--sha256", default="", metavar="EMPREINTE")
    parser.add_argument("--english", action="store_true")
    given = parser.parse_args()
    try:
        copy = read(given.file)
        found = faults(copy, given.sha256)
        words = told(copy, found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        found, words = [], [("unusable", {})]
    for key, more in words:
        print(WORDS[key][given.english].format(**more))
    return 2 if words[0][0] == "unusable" else int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
