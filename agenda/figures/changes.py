"""What became of every passage between two versions: reworded, moved, split, merged, come or gone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agenda.differences import Piece, words
from agenda.figures.places import Places
from agenda.figures.texts import theme_names
from agenda.models import Version, Wording
from agenda.models.versions import Section

SAME, REWORDED, CAME, WENT = "same", "reworded", "came", "went"
SPLIT, MERGED, RESHAPED = "split", "merged", "reshaped"
# The text stands as it was; what changed is its plain version, its themes or its area.
BESIDE = "beside"
KINDS = (REWORDED, SPLIT, MERGED, RESHAPED, CAME, WENT, BESIDE, SAME)
BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class TextChange:
    """What happened to one passage, or to several that became one another.

    `before` and `after` are their headings in the two versions. A split passage is compared with
    all that came out of it, a merged one with all that went into it: each word that came or went
    is said once. `reshaped` stands where several became several. `plain`, `themes` and `area`
    (to which a strategy answers) are empty where they stayed.
    """

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    moved: bool = False
    plain: tuple[Piece, ...] = ()
    themes: tuple[Piece, ...] = ()
    area: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of two versions that hold the same matter, each version's in reading order."""

    before: tuple[Any, ...]
    after: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """How themes and areas of change are called."""

    themes: Mapping[str, str]
    areas: Mapping[Any, str]

    def themes_of(self, wording: Wording) -> str:
        """The themes that an area names."""
        return ", ".join(name for slug, name in self.themes.items() if slug in wording.themes)

    def area_of(self, wording: Wording) -> str:
        """The area to which a strategy answers."""
        return self.areas.get(wording.answers_to_id, "")


def differences(before: Version, after: Version) -> tuple[TextChange, ...]:
    """Every passage of both versions once, in the order of the later; those that went come last.

    Seven queries at most whatever their number; nothing is guessed from the words.
    """
    old = {w.passage_id: w for w in before.wordings.order_by("position")}
    places = Places(after)
    goes = {key: places.trace(before.pk, key).pieces for key in old}
    moved = places.moved_from(before.pk)
    both = (*old.values(), *places.words.values())
    names = Names(
        theme_names(slug for wording in both for slug in wording.themes),
        {w.passage_id: w.heading for w in both if w.section == Section.AREA},
    )
    return tuple(
        change(group, old, places.words, moved, names) for group in groups(goes, places.words)
    )


def groups(goes: Mapping[Any, tuple[Any, ...]], now: Iterable[Any]) -> tuple[Group, ...]:
    """The passages gathered by what they share: `goes` says of each earlier one where it is now."""
    order = {key: place for place, key in enumerate(now)}
    found: list[tuple[set[Any], set[Any]]] = []
    for source, targets in goes.items():
        sources, reached = {source}, set(targets)
        for other in [g for g in found if g[1] & reached]:
            found.remove(other)
            sources |= other[0]
            reached |= other[1]
        found.append((sources, reached))
    met = set().union(*(reached for _sources, reached in found))
    found += [(set(), {key}) for key in order if key not in met]
    made = [
        Group(
            tuple(key for key in goes if key in sources),
            tuple(sorted(reached, key=order.__getitem__)),
        )
        for sources, reached in found
    ]
    return tuple(sorted(made, key=lambda g: order[g.after[0]] if g.after else len(order)))


def change(
    group: Group,
    old: Mapping[Any, Wording],
    new: Mapping[Any, Wording],
    moved: frozenset[Any],
    names: Names,
) -> TextChange:
    """What happened to the passages of a group."""
    gone, come = [old[key] for key in group.before], [new[key] for key in group.after]
    before, after = tuple(w.heading for w in gone), tuple(w.heading for w in come)
    heading = words(" + ".join(before), " + ".join(after))
    text = words(BREAK.join(w.text for w in gone), BREAK.join(w.text for w in come))
    if len(gone) > 1 or len(come) > 1:
        text = calm(text)
    beside = [
        what_changed(gone, come, said) for said in (plain_text, names.themes_of, names.area_of)
    ]
    kind = kind_of(group, alike=all(piece.kind == "same" for piece in (*heading, *text)))
    return TextChange(
        kind=BESIDE if kind == SAME and any(beside) else kind,
        before=before,
        after=after,
        heading=heading,
        text=text,
        moved=any(key in moved for key in group.after),
        plain=beside[0],
        themes=beside[1],
        area=beside[2],
    )


def plain_text(wording: Wording) -> str:
    """The same in plain language."""
    return wording.plain_text


def what_changed(
    gone: Iterable[Wording], come: Iterable[Wording], said: Callable[[Wording], str]
) -> tuple[Piece, ...]:
    """Something beside the text, word by word; nothing where it stayed."""
    before, after = (BREAK.join(filter(None, map(said, each))) for each in (gone, come))
    return () if before == after else words(before, after)


def calm(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without the blanks that a new paragraph only puts in the place of others."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.text.strip() or piece.kind == "same":
            found.append(piece)
        elif piece.kind == "added":
            found.append(Piece("same", piece.text))
    return tuple(found)


def kind_of(group: Group, *, alike: bool) -> str:
    """What happened, from how many became how many."""
    match len(group.before), len(group.after):
        case 0, _:
            return CAME
        case _, 0:
            return WENT
        case 1, 1:
            return SAME if alike else REWORDED
        case 1, _:
            return SPLIT
        case _, 1:
            return MERGED
        case _:
            return RESHAPED
