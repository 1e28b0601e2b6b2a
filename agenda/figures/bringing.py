"""A text that is being brought in: what stays out of the agenda, and why, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agenda.models import Bringing

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
