"""Elements of a long part of a package, one after the other: a sheet is never in memory as a whole."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from kit.packages import Package, Unreadable

CHUNK = 64 * 1024
# What a part may unfold to: a hundred thousand rows of twenty columns, as programs write them.
LARGEST_STREAM = 320 * 1024 * 1024
# A sheet folds to a fiftieth at most; a part that holds nothing but repetition, to a thousandth.
FOLDED, LOOKED_AT_FROM = 200, 2 * 1024 * 1024
# What one row holds, in elements and in bytes, and how deep they lie: more of any is no table.
MOST_IN_ONE, LONGEST_ONE, DEEPEST = 20_000, 2 * 1024 * 1024, 100


def unfolded(package: Package, name: str) -> Iterator[bytes]:
    """A part in pieces, up to its limits whatever the file says about its size."""
    read = 0
    for piece in package.pieces(name, CHUNK):
        read += len(piece)
        folded = read > LOOKED_AT_FROM and read > FOLDED * package.folded(name)
        if read > LARGEST_STREAM or folded:
            raise Unreadable("bomb")
        yield piece


type Begun = Mapping[str, Callable[[Element], None]]


def elements(
    package: Package,
    name: str,
    tags: Collection[str],
    *,
    until: str = "",
    begun: Begun | None = None,
) -> Iterator[Element]:
    """The elements of these local names, each whole and then forgotten; up to the end of `until`.

    Of those in `begun` the beginning is told, in the order of the part. A document type, and with it each entity, is refused before anything is read.
    """
    if name not in package.names:
        return
    parser: Any = XMLPullParser(("start", "end"))
    reading = Reading(frozenset(tags), until, begun or {})
    try:
        for piece in guarded(unfolded(package, name)):
            parser.feed(piece)
            yield from reading.read(parser, len(piece))
            if reading.ended:
                return
        parser.close()
        yield from reading.read(parser, 0)
    except (ParseError, ValueError, LookupError) as fault:
        raise Unreadable("broken") from fault


def guarded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces; refused where a document type stands before the first element."""
    prolog: Any = expat.ParserCreate()
    seen: list[str] = []
    prolog.StartDoctypeDeclHandler = refuse_type
    prolog.StartElementHandler = lambda tag, _attributes: seen.append(tag)
    for piece in pieces:
        if not seen:
            try:
                prolog.Parse(piece, False)
            except expat.ExpatError as fault:
                raise Unreadable("broken") from fault
        yield piece


def refuse_type(*_declared: object) -> None:
    raise Unreadable("unsafe")


class Reading:
    """Where in a part the reading is; what was read is let go of at once."""

    def __init__(self, tags: frozenset[str], until: str, begun: Begun) -> None:
        self.tags, self.until, self.begun, self.ended = tags, until, begun, False
        self.path: list[Element] = []
        # How many elements, and about how many bytes, were not let go of yet.
        self.inside = self.count = self.held = 0

    def read(self, parser: Any, fed: int) -> Iterator[Element]:
        """The elements that are whole by now."""
        path, tags, self.held = self.path, self.tags, self.held + fed
        for event, element in parser.read_events():
            name = local(element.tag)
            if event == "start":
                path.append(element)
                self.enter(name)
                if name in self.begun:
                    self.begun[name](element)
                continue
            path.pop()
            if name in tags:
                self.inside -= 1
                if not self.inside:
                    yield element
            if not self.inside:
                self.count = self.held = 0
                if path:
                    path[-1].clear()
            if name == self.until:
                self.ended = True
                return
        if self.held > LONGEST_ONE:
            raise Unreadable("bomb")

    def enter(self, name: str) -> None:
        """One more element; too many that are not whole, or one too deep, are no row."""
        self.inside += name in self.tags
        self.count += 1
        if self.count > MOST_IN_ONE or len(self.path) > DEEPEST:
            raise Unreadable("too_long")


@lru_cache(maxsize=1_000)
def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]
