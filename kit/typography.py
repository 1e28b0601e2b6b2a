"""French spaces: narrow no-break before ; ! ?, no-break before : and inside « »."""

import re

NARROW, NOBREAK = "\u202f", "\u00a0"
RULES = (
    (re.compile(r"[ \u00a0\u202f]*([;!?]+)(?=[\s»)]|$)"), NARROW + r"\1"),
    (re.compile(r"[ \u00a0\u202f]+:(?=\s|$)"), NOBREAK + ":"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NOBREAK),
    (re.compile(r"[ \u00a0\u202f]*»"), NOBREAK + "»"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),
    (re.compile(r"(?<=\d) (?=(?:%|€|km|ha|h|jours?|ans?|mois)\b|%|€)"), NOBREAK),
    (re.compile(r"(?<=\d[ \u00a0\u202f]h) (?=\d{2}\b)"), NOBREAK),
    (re.compile(r"(?<=\w)'(?=\w)"), "\u2019"),
)


def french(text: str) -> str:
    """The text with the spaces and apostrophes of French typography; nothing else changes."""
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text
