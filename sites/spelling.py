"""How place names are written: the plain key to sort and search by, slugs, and proper French case."""

import re
import unicodedata

# What decomposition leaves alone; PostgreSQL's unaccent knows them too.
LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l"}
)
NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def plain(text: str) -> str:
    """Unaccented lower case words: “L'Île-d'Œuf” is “l ile d oeuf”. The twin of the SQL function qic_plain."""
    flat = (
        unicodedata.normalize("NFKD", text.translate(LIGATURES)).encode("ascii", "ignore").decode()
    )
    return NOT_A_WORD.sub(" ", flat.lower()).strip()


def slug(text: str) -> str:
    return plain(text).replace(" ", "-")


def terms(text: str) -> list[str]:
    """The words of a search, at most eight: nobody needs more, and each costs a condition."""
    return plain(text[:200]).split()[:8]
