"""The exact content of a version: canonical JSON and its SHA-256, the same for ever."""

import hashlib
import json
from collections.abc import Iterable

from agenda.models import Version, Wording
from agenda.models.versions import Section

FORM = "qic-agenda-1"


def canonical(version: Version, wordings: Iterable[Wording]) -> str:
    """The version as text that has one spelling only: sorted keys, no blanks, UTF-8 as it is.

    Site, number and, in reading order, each passage with its lasting id and its words; where they
    are said, the themes of an area of change and the area to which a strategy answers. What may
    differ between two readings of the same text (dates, editors) is left out.
    """
    ordered = sorted(wordings, key=lambda w: w.position)
    areas = {w.passage_id for w in ordered if w.section == Section.AREA}
    content = {
        "form": FORM,
        "site": version.site.slug,
        "version": version.number,
        "passages": [
            {
                "id": str(wording.passage_id),
                "part": wording.section,
                "strategy": wording.strategy,
                "heading": wording.heading,
                "text": wording.text,
                "plain_text": wording.plain_text,
            }
            | ({"themes": sorted(wording.themes)} if wording.themes else {})
            | ({"answers_to": str(wording.answers_to_id)} if wording.answers_to_id in areas else {})
            for wording in ordered
        ],
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(content: str) -> str:
    """SHA-256 (hex) of a canonical content."""
    return hashlib.sha256(content.encode()).hexdigest()


def is_intact(version: Version) -> bool:
    """True when the stored content, its hash and the wordings still say the same.

    One changed character anywhere makes it false. A version in writing has nothing to prove.
    """
    if not version.sha256:
        return version.content == ""
    written = canonical(version, version.wordings.all())
    return written == version.content and sha256(version.content) == version.sha256
