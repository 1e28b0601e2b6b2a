"""Where a passage may be split: between paragraphs and between sentences; pure."""

import re

# A paragraph's or a line's end; or the end of a sentence, with what closes it.
END = re.compile(r"\n+|[.!?\u2026\u061f\u06d4]+(?:[ \u00a0\u202f]?[\u00bb\u201d\")*])*(?=\s)")


def sentences(text: str) -> tuple[str, ...]:
    """The text in pieces that may be parted: joined again they are the text.

    No piece ends inside bold words or a link, and none is blank.
    """
    found: list[str] = []
    begin = 0
    for end in END.finditer(text):
        piece = text[begin : end.end()]
        if piece.strip() and is_whole(text[: end.end()]) and text[end.end() :].strip():
            found.append(piece)
            begin = end.end()
    return (*found, text[begin:]) if text[begin:] else tuple(found)


def is_whole(text: str) -> bool:
    """True where no bold, no emphasis and no link is open."""
    unclosed = (
        text.count("**") % 2
        or re.sub(r"\*\*|^\s*\*\s", "", text, flags=re.MULTILINE).count("*") % 2
    )
    return not unclosed and not re.search(r"\[[^\]]*$|\]\([^)]*$", text)


def parted(text: str, after: int) -> tuple[str, str]:
    """The text in two, the first with so many of its pieces."""
    pieces = sentences(text)
    return "".join(pieces[:after]).strip(), "".join(pieces[after:]).strip()
