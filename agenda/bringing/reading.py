"""Which reader a file needs: by what is in it, not by its name alone."""

from agenda.bringing import docx, odt, plain
from agenda.bringing.blocks import Source
from kit.packages import Package, Unreadable, refuse_foreign

# Enough for 150,000 words; a common agenda has 5,000.
LONGEST = 1_000_000
FLOWING = (".md", ".markdown")


def read_file(name: str, data: bytes) -> tuple[str, Source]:
    """What kind of text a file holds, and the text; Unreadable says why not."""
    if not data:
        raise Unreadable("empty")
    refuse_foreign(data)
    if data.startswith(b"PK"):
        return bounded(*of_package(Package(data)))
    text = plain.decoded(data)
    if text.count("\x00") or text.count("\ufffd") > len(text) // 20:
        raise Unreadable("not_text")
    flowing = name.lower().endswith(FLOWING)
    return bounded("markdown" if flowing else "text", plain.read(text, flowing=flowing))


def of_package(package: Package) -> tuple[str, Source]:
    """The text of a zipped document, by the part that such a document must have."""
    if docx.DOCUMENT in package.names:
        return "docx", docx.read(package)
    if package.bytes_of("mimetype").startswith(odt.TYPE):
        return "odt", odt.read(package)
    raise Unreadable("wrong_kind")


def bounded(kind: str, source: Source) -> tuple[str, Source]:
    """The text, unless it is longer than anybody reads."""
    if sum(len(block.text) for block in source.blocks) > LONGEST:
        raise Unreadable("too_long")
    return kind, source
