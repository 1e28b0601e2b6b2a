"""A text that is being brought in: what stays out of the agenda, and why, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.bringing.joining import DESK
from agenda.bringing.matching import NEW
from agenda.differences import SAME, Piece, words
from agenda.merging import Strand, brought_together, clashes
from agenda.models import Bringing, Wording

WHY_OUT = {
    "title": _("the title of the whole text"),
    "names": _("names a part or a strategy: the passages below are in it"),
    "groups": _("stands over other headings only"),
    "empty": _("nothing stands under it"),
    "rule": _("a line between two parts"),
    "picture": _("a picture: passages hold words"),
    "footnote": _("a footnote: write it into the text where it is needed"),
    "comment": _("a comment in the margin"),
    "deleted": _("struck out by tracked changes"),
    "hidden": _("hidden text"),
    "contents": _("a table of contents"),
    "header": _("the head or foot of the pages"),
    "embedded": _("a drawing, a chart or another file in the text"),
    "link": _("a link that is no web or mail address: its words stay"),
    "table": _("a table: it became lines of text, one a row"),
    "box": _("a text box: its words follow the paragraph beside it"),
    "macros": _("programs in the file: they were not read"),
    "sign": _("a sign of a symbol font"),
}


@dataclass(frozen=True, slots=True)
class KeptOut:
    """One thing that is not in the passages as it was in the source: its first words, and why."""

    words: str
    why: str


def left_out(why: str, words: str = "") -> KeptOut:
    """One such thing, in words."""
    return KeptOut(words, str(WHY_OUT[why]))


def kept_out(bringing: Bringing) -> tuple[KeptOut, ...]:
    """All that is left out or changed, headings first, in the order of the source."""
    return tuple(left_out(why, words) for why, words in (*bringing.out, *bringing.left))


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage of the agenda beside one of the file: what leads from its words to those of the file.

    Where both changed it: `since` what the desk did, `filed` what the file does, and both
    `together`. `plain_older` and `spoken` (names of languages): what will be older than the new words.
    """

    place: int
    heading: str
    text: str
    headings: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    stands_in: str
    since: tuple[Piece, ...] = ()
    filed: tuple[Piece, ...] = ()
    together: tuple[Strand, ...] = ()
    clashes: int = 0
    plain_older: bool = False
    spoken: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """True when nothing but perhaps the place differs."""
        return all(piece.kind == SAME for piece in (*self.headings, *self.pieces))


def there(bringing: Bringing) -> dict[str, Wording]:
    """The passages of the version by their key, in reading order."""
    rows = bringing.version.wordings.order_by("position")
    return {str(wording.passage_id): wording for wording in rows}


def named(passages: Mapping[str, Wording]) -> dict[str, str]:
    """How a list of choices calls them."""
    return {key: f"{wording.position}. {wording.heading}" for key, wording in passages.items()}


def compared(
    item: dict[str, Any],
    passages: Mapping[str, Wording],
    spoken: Mapping[Any, tuple[str, ...]] | None = None,
) -> tuple[Compared, ...]:
    """The passages beside which one of the file is shown: the one that it is, else the likely ones."""
    keys = [item["is"]] if item["is"] not in {"", NEW} else item["candidates"]
    if item["is"] == NEW and item["verdict"] == NEW:
        keys = []
    there = (passages[key] for key in keys if key in passages)
    return tuple(
        beside(item, wording, (spoken or {}).get(wording.passage_id, ())) for wording in there
    )


def beside(item: dict[str, Any], wording: Wording, spoken: tuple[str, ...]) -> Compared:
    """One passage of the agenda beside one of the file."""
    base: str = item.get("base") or ""
    strands: tuple[Strand, ...] = ()
    if item.get("ways"):
        strands = brought_together(base, item["text"], wording.text)
    pieces = words(wording.text, item["text"])
    stays = item.get("take") == DESK or all(piece.kind == SAME for piece in pieces)
    return Compared(
        place=wording.position,
        heading=wording.heading,
        text=wording.text,
        headings=words(wording.heading, item["heading"]),
        pieces=pieces,
        stands_in=elsewhere(item, wording),
        since=words(base, wording.text) if strands else (),
        filed=words(base, item["text"]) if strands else (),
        together=strands,
        clashes=clashes(strands),
        plain_older=bool(wording.plain_text) and not stays,
        spoken=() if stays else spoken,
    )


def elsewhere(item: dict[str, Any], wording: Wording) -> str:
    """The part in which the passage stands, where the file has it in another one."""
    if not item["section"] or (item["section"], item["strategy"]) == (
        wording.section,
        wording.strategy,
    ):
        return ""
    return wording.strategy or wording.get_section_display()
