"""A zipped document opened with care: only the parts that are read, never more than they may hold."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

MOST_PARTS = 4_000
# One part unfolded; a text of a million signs has fewer with all its marks.
LARGEST_PART = 40 * 1024 * 1024
ENCRYPTED = 0x1
BROKEN = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)
# How other files begin, and why they are not read.
FOREIGN = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_or_locked"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)


class Unreadable(Exception):  # noqa: N818 - it is a reason for the person, not a fault
    """A file that cannot be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Package:
    """The parts of a zipped document."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = ZipFile(BytesIO(data))
        except BROKEN as fault:
            raise Unreadable("broken") from fault
        infos = self.zip.infolist()
        if len(infos) > MOST_PARTS:
            raise Unreadable("bomb")
        if any(info.flag_bits & ENCRYPTED for info in infos):
            raise Unreadable("locked")
        self.names = {info.filename for info in infos}

    def bytes_of(self, name: str) -> bytes:
        """A part unfolded, up to the limit whatever the file says about its size."""
        if name not in self.names:
            return b""
        try:
            with self.zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except BROKEN as fault:
            raise Unreadable("broken") from fault
        if len(data) > LARGEST_PART:
            raise Unreadable("bomb")
        return data

    def pieces(self, name: str, size: int) -> Iterator[bytes]:
        """A part unfolded piece by piece; who reads it sees to its limits."""
        try:
            with self.zip.open(name) as part:
                while piece := part.read(size):
                    yield piece
        except BROKEN as fault:
            raise Unreadable("broken") from fault

    def folded(self, name: str) -> int:
        """How much room a part takes in the package."""
        return max(self.zip.getinfo(name).compress_size, 1)

    def tree(self, name: str) -> Element | None:
        """A part as XML without a document type; None when the package has none of that name."""
        data = self.bytes_of(name)
        if not data:
            return None
        try:
            found: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException as danger:
            raise Unreadable("unsafe") from danger
        except (ParseError, ValueError, LookupError) as fault:
            raise Unreadable("broken") from fault
        return found

    def starting(self, begin: str) -> list[str]:
        """The names of the parts that begin so, in their order."""
        return sorted(name for name in self.names if name.startswith(begin))


def refuse_foreign(data: bytes) -> None:
    """Says of a file that is of another kind which one it is."""
    for begin, why in FOREIGN:
        if data.startswith(begin):
            raise Unreadable(why)
