"""What nobody has read and may be spam: held for a person's reading, or refused with a sentence."""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.models import Moderation, Version
from kit.floods import seen_before
from kit.states import Refusal

Why = Moderation.Why
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MOST_LINKS = 2
# Thirty people may all say « Oui, je suis d'accord »; a paragraph is not written twice by chance.
LONG_ENOUGH = 40
HELD_AFTER, REFUSED_AFTER, A_DAY = 3, 20, 86_400


def bare(text: str) -> str:
    """The letters of a text alone: what is left the same by other signs, case, accents, figures."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"(.)\1+", r"\1", "".join(sign for sign in folded if sign.isalpha()))


def screened(version: Version, *texts: str) -> str:
    """Why a person reads this before it is shown; empty: it is shown at once.

    Where a site reads first, that is the rule. Elsewhere what holds more than two links, and a
    longer text that came three times that day from anywhere, is held. The twentieth is refused.
    """
    text = "\n".join(texts)
    sentence = _("This text was sent very often today. Agree with the comment that says it, or use your own words: yours was not sent.")  # fmt: skip
    repeats = repeated(version.pk, text, sentence=sentence)
    if version.reads_first:
        return str(Why.RULE)
    if len(LINK.findall(text)) > MOST_LINKS:
        return str(Why.LINKS)
    return str(Why.REPEATED) if repeats >= HELD_AFTER else ""


def repeated(about: Any, text: str, *, sentence: object) -> int:
    """How often a longer text about the same thing came before that day; the twentieth is refused."""
    letters = bare(text)
    if len(letters) < LONG_ENOUGH:
        return 0
    before = seen_before("repeats", f"{about}\x1f{letters}", seconds=A_DAY)
    if before >= REFUSED_AFTER:
        raise Refusal(sentence)
    return before
