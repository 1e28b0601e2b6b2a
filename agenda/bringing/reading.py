"""Which reader a file needs: by what is in it, not by its name alone."""

from agenda.bringing import plain
from agenda.bringing.blocks import Source, Unreadable

# Enough for 150,000 words; a common agenda has 5,000.
LONGEST = 1_000_000
# How other files begin, and why they are not read.
FOREIGN = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_or_locked"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
FLOWING = (".md", ".markdown")


def read_file(name: str, data: bytes) -> tuple[str, Source]:
    """What kind of text a file holds, and the text; Unreadable says why not."""
    if not data:
        raise Unreadable("empty")
    for begin, why in FOREIGN:
        if data.startswith(begin):
            raise Unreadable(why)
    if data.startswith(b"PK"):
        raise Unreadable("wrong_kind")
    text = plain.decoded(data)
    if len(text) > LONGEST:
        raise Unreadable("too_long")
    if text.count("\x00") or text.count("\ufffd") > len(text) // 20:
        raise Unreadable("not_text")
    flowing = name.lower().endswith(FLOWING)
    return ("markdown" if flowing else "text"), plain.read(text, flowing=flowing)
