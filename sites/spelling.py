"""How place names are written: the plain key to sort and search by, slugs, and proper French case."""

import re
import unicodedata

# What decomposition leaves alone; PostgreSQL's unaccent knows these too.
LETTERS = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O"})
NOT_A_WORD = re.compile(r"[^0-9a-z]+")

# Small words inside a name. An article alone opens a new name (“Fleming La Reille”): it is only
# small after a preposition (“Bords de la Seine”) or inside hyphens (“Jas-de-Bouffan”).
LINKS = {"de", "du", "des", "et", "en", "au", "aux", "à", "sur", "sous", "lès", "ou"}
ARTICLES = {"la", "le", "les"}
ELISION = re.compile(r"^([DL])(['’])(?=\w)")
ACCENTS = {
    "Ile": "Île",
    "Iles": "Îles",
    "Etang": "Étang",
    "Etangs": "Étangs",
    "Eglise": "Église",
    "Etoile": "Étoile",
    "Egalité": "Égalité",
    "Ecusson": "Écusson",
    "Epinette": "Épinette",
    "Ecole": "École",
}
WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """Unaccented lower case words: “L'Île-d'Œuf” is “l ile d oeuf”. The twin of the SQL qic_plain."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return NOT_A_WORD.sub(" ", letters.lower()).strip()


def slug(text: str) -> str:
    """The name in an address: “Condé-sur-l'Escaut” is “conde-sur-l-escaut”."""
    return plain(text).replace(" ", "-")


def terms(text: str) -> list[str]:
    """The words of a search, at most eight: nobody needs more, and each costs a condition."""
    return plain(text[:200]).split()[:8]


def french_case(official: str) -> str:
    """A name published as “Résidences Pasteur Et Foch” in the case in which French writes it."""
    written: list[str] = []
    after_link = False
    for index, word in enumerate(official.split()):
        opens = index == 0 or written[-1] in {"–", "/"} or word.startswith("(")
        shown = "–" if word == "-" else word
        if not opens:
            shown = small(shown, after_link=after_link)
        shown = hyphenated(shown)
        shown = WORD.sub(lambda found: ACCENTS.get(found.group(), found.group()), shown)
        after_link = not opens and shown in LINKS
        written.append(shown)
    return " ".join(written)


def small(word: str, *, after_link: bool) -> str:
    """The word in lower case when it only links others."""
    lower = word.lower()
    if lower in LINKS or (after_link and lower in ARTICLES):
        return lower
    elision = ELISION.match(word)
    if elision and (elision.group(1) == "D" or after_link):
        return word[0].lower() + word[1:]
    return word


def hyphenated(word: str) -> str:
    """Small words between two hyphens: “Villeneuve-Les-Salines” is “Villeneuve-les-Salines”."""
    parts = word.split("-")
    inner = [
        part.lower() if part.lower() in LINKS | ARTICLES else small(part, after_link=True)
        for part in parts[1:-1]
    ]
    return "-".join([parts[0], *inner, *parts[1:][-1:]])
