"""From blocks to proposed passages; every block is in one of them or stays out for a reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from agenda.bringing.blocks import HEADING, ITEM, Block, Source, first_words
from agenda.bringing.marks import bare, together
from agenda.bringing.parts import GROUP, NAMED, STRATEGY, flat, recognised
from agenda.cutting import sentences

# Why a block stays out: it is the title of the whole, it names a part or a strategy that the
# passages below belong to, it stands over other headings, or nothing stands under it.
TITLE, NAMES, GROUPS, EMPTY = "title", "names", "groups", "empty"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a heading and a text may be."""

    heading: int
    text: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage as the source seems to mean it: `made` when the heading is its first words only."""

    section: str
    strategy: str
    heading: str
    text: str
    blocks: tuple[int, ...]
    made: bool = False


@dataclass(frozen=True, slots=True)
class Out:
    """A block that is in no passage, and why."""

    block: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a source gives."""

    proposals: tuple[Proposal, ...]
    out: tuple[Out, ...]


@dataclass(slots=True)
class Place:
    """Where the reading stands: the part and how deep its heading was."""

    section: str = ""
    strategy: str = ""
    level: int = 0
    strategy_level: int = 0


@dataclass(slots=True)
class Heading:
    """A heading that waits for the words below it."""

    block: int
    level: int
    text: str
    names: bool = False


@dataclass(slots=True)
class Divider:
    """Goes through the blocks once."""

    limits: Limits
    known: dict[str, str]
    place: Place = field(default_factory=Place)
    heading: Heading | None = None
    body: list[int] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    out: list[Out] = field(default_factory=list)

    def divide(self, source: Source) -> Reading:
        """The whole source."""
        blocks = tuple(with_headings(source.blocks, self.limits.heading))
        for number, block in enumerate(blocks):
            if block.kind == HEADING:
                self.close(blocks, ahead=block.level)
                self.open(number, block, blocks)
            else:
                if self.heading is None and self.body and not goes_on(blocks, self.body[-1], block):
                    self.close(blocks)
                self.body.append(number)
        self.close(blocks)
        return Reading(tuple(self.proposals), tuple(self.out))

    def open(self, number: int, block: Block, blocks: tuple[Block, ...]) -> None:
        """A heading: it opens a part, names a strategy or stands over a passage."""
        title = bare(block.text)
        part = recognised(title)
        if is_title(number, block, blocks) and (part is None or part.section == GROUP):
            self.out.append(Out(number, title, TITLE))
            return
        place = self.place
        if part and part.section != GROUP:
            self.enter(part.section, part.name, block.level)
        elif part:
            self.place = Place(level=block.level)
        elif strategy := self.known.get(flat(title)):
            self.place = Place(STRATEGY, strategy, block.level, block.level)
        elif place.section and block.level <= place.level:
            self.leave(block.level)
        names = bool(part) or flat(title) in self.known
        if self.names_a_strategy(block.level, names=names):
            self.place.strategy, self.place.strategy_level, names = title, block.level, True
        shown = part.name if part and part.name else title
        self.heading = Heading(number, block.level, shown, names)

    def enter(self, section: str, name: str, level: int) -> None:
        """Goes into a part; the activities of a strategy stay with it."""
        if section == STRATEGY:
            self.place = Place(STRATEGY, name, level, level if name else 0)
        elif section in NAMED:
            self.place = Place(section, self.place.strategy, level, self.place.strategy_level)
        else:
            self.place = Place(section, "", level)

    def leave(self, level: int) -> None:
        """A heading as high as the part's own ends it; below a strategy's name goes on with it."""
        place = self.place
        if place.section in NAMED and place.strategy and level > place.strategy_level:
            self.place = Place(STRATEGY, place.strategy, place.strategy_level, place.strategy_level)
        else:
            self.place = Place()

    def names_a_strategy(self, level: int, *, names: bool) -> bool:
        """True for the headings right under « Strategies »."""
        place = self.place
        if names or place.section != STRATEGY or level <= place.level:
            return False
        return not place.strategy or (
            place.strategy_level > place.level and level <= place.strategy_level
        )

    def close(self, blocks: tuple[Block, ...], ahead: int = 0) -> None:
        """Ends what is open: a passage where there are words, else a heading that stays out."""
        heading, body = self.heading, tuple(self.body)
        self.heading, self.body = None, []
        if not body:
            if heading:
                groups = ahead > heading.level
                why = NAMES if heading.names else GROUPS if groups else EMPTY
                self.out.append(Out(heading.block, heading.text, why))
            return
        shown = first_words(heading.text, self.limits.heading) if heading else ""
        for part, text in enumerate(pieces(blocks, body, self.limits.text)):
            own = (heading.block,) if heading and not part else ()
            title = shown if shown and not part else first_words(bare(text[1].split("\n", 1)[0]))
            self.proposals.append(
                Proposal(
                    self.place.section,
                    self.place.strategy if self.place.section in NAMED else "",
                    title or "…",
                    text[1],
                    own + text[0],
                    made=not shown or bool(part),
                )
            )


def read_out(source: Source, limits: Limits, strategies: Iterable[str] = ()) -> Reading:
    """The passages that a source proposes; `strategies` are the names that the agenda knows."""
    return Divider(limits, {flat(name): name for name in strategies}).divide(source)


def with_headings(blocks: Iterable[Block], longest: int) -> Iterable[Block]:
    """The blocks; a short line that is bold from end to end is a heading, a long heading is text."""
    deepest = 1
    for block in blocks:
        if block.kind == HEADING and len(bare(block.text)) > longest:
            yield replace(block, kind="text", level=0)
        elif block.kind == HEADING:
            deepest = block.level
            yield block
        elif is_bold_line(block, longest):
            yield Block(HEADING, block.text, max(deepest + 1, 7))
        else:
            yield block


def is_bold_line(block: Block, longest: int) -> bool:
    """True for one short paragraph in bold that does not end like a sentence."""
    text = block.text
    if block.kind != "text" or "\n" in text or not (text.startswith("**") and text.endswith("**")):
        return False
    inner = text[2:-2]
    return 0 < len(inner) <= longest and "**" not in inner and not inner.endswith((".", ";", ","))


def is_title(number: int, block: Block, blocks: tuple[Block, ...]) -> bool:
    """True for the title of the whole: its own look, or the only first heading, above all others."""
    if block.level == 0:
        return True
    others = [b.level for b in blocks if b.kind == HEADING]
    return number == 0 and len(others) > 1 and block.level < min(others[1:])


def goes_on(blocks: tuple[Block, ...], last: int, block: Block) -> bool:
    """True when a paragraph without a heading belongs to the one before: a list and its sentence."""
    before = blocks[last]
    return block.kind == ITEM and (before.kind == ITEM or before.text.rstrip().endswith(":"))


def pieces(
    blocks: tuple[Block, ...], body: tuple[int, ...], longest: int
) -> list[tuple[tuple[int, ...], str]]:
    """The body as one text; in several, cut between paragraphs or sentences, where it is too long."""
    whole = together(blocks[n] for n in body)
    if len(whole) <= longest:
        return [(body, whole)]
    found: list[tuple[tuple[int, ...], str]] = []
    held: tuple[int, ...] = ()
    for number in body:
        if held and len(together(blocks[n] for n in (*held, number))) > longest:
            found.append((held, together(blocks[n] for n in held)))
            held = ()
        alone = together([blocks[number]])
        if len(alone) > longest:
            cuts = cut(alone, longest)
            found += [((number,) if n == 0 else (), text) for n, text in enumerate(cuts)]
        else:
            held = (*held, number)
    return [*found, (held, together(blocks[n] for n in held))] if held else found


def cut(text: str, longest: int) -> list[str]:
    """A paragraph in pieces that fit, between sentences, else between words, else anywhere."""
    found, held = [], ""
    for sentence in sentences(text):
        rest = sentence
        while len(rest) > longest:
            if held.strip():
                found.append(held.strip())
                held = ""
            end = rest.rfind(" ", 1, longest)
            end = end if end > 0 else longest
            found.append(rest[:end].strip())
            rest = rest[end:]
        if len(held) + len(rest) > longest:
            found.append(held.strip())
            held = ""
        held += rest
    return [piece for piece in (*found, held.strip()) if piece]
