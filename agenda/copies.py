"""A version to take away, which anybody may check without the portal and without a network.

`tools/check_version.py` is the check; docs/adr says why the exact content travels as one string.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from agenda.content import sha256
from agenda.figures import SeatAnswer, seat_answers
from agenda.models import Translation, Version

FORM = "qic-version-1"
ADOPTION = "qic-adoption-1"


def copy_of(version: Version, seats: Sequence[SeatAnswer]) -> str:
    """A frozen version as JSON: `content` is the very text that was hashed, letter by letter.

    Beside it stand the fingerprint, the days, and the last answer of each seat with the fingerprint
    that the seat answered to. An adopted version has a second fingerprint: that of the text's one,
    the day, and the three answers with their names. The translations are outside of both.
    """
    answers = [answer_of(version, seat) for seat in seats if not seat.missing]
    copy = {
        "form": FORM,
        "site": version.site.slug,
        "site_name": version.site.name,
        "version": version.number,
        "state": version.state,
        "sent_on": version.sent_on.isoformat() if version.sent_on else None,
        "adopted_on": version.adopted_on.isoformat() if version.adopted_on else None,
        "sha256": version.sha256,
        "content": version.content,
        "answers": answers,
        "adoption_sha256": adoption_sha256(version, answers),
        "translations": [translation_of(row) for row in translations_of(version)],
    }
    return json.dumps(copy, ensure_ascii=False, indent=1) + "\n"


def adoption_sha256(version: Version, answers: Sequence[dict[str, str]]) -> str:
    """The fingerprint of an adoption: of which text, on which day, by whom; empty before it."""
    if version.adopted_on is None:
        return ""
    said = {
        "form": ADOPTION,
        "sha256": version.sha256,
        "adopted_on": version.adopted_on.isoformat(),
        "answers": list(answers),
    }
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def fingerprint_of(version: Version) -> str:
    """The fingerprint of a version's adoption, as its page and its certificate print it."""
    seats = seat_answers(version)
    return adoption_sha256(version, [answer_of(version, s) for s in seats if not s.missing])


def translations_of(version: Version) -> Iterable[Translation]:
    """The last translation of each passage of the text into each language."""
    return version.translations.filter(passage__in=version.wordings.values("passage")).newest()


def translation_of(row: Translation) -> dict[str, Any]:
    """A passage in another language, with the fingerprint of the French words that it translates."""
    return {
        "passage": str(row.passage_id),
        "language": row.language,
        "heading": row.heading,
        "text": row.text,
        "plain_text": row.plain_text,
        "words_sha256": row.words_sha256,
        "at": row.at.isoformat(),
    }


def answer_of(version: Version, seat: SeatAnswer) -> dict[str, str]:
    """What one seat answered, by whom and when.

    `signatory` tells persons of one name apart without telling who they are anywhere else.
    """
    return {
        "seat": seat.seat,
        "person": seat.person,
        "signatory": sha256(f"{version.pk} {seat.person_id}"),
        "answer": seat.kind,
        "reason": seat.reason,
        "at": seat.at.isoformat() if seat.at else "",
        "sha256": seat.sha256,
    }
