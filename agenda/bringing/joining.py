"""A file comes back and the desk has changed the same passage: whose words stand, or both together; pure.

The words from which both began are those of the last time the text came from a file, else those
with which the version began. Where only one side changed nothing is asked; where both did, the
three ways out are shown word by word.
"""

from collections.abc import Mapping
from typing import Any

from agenda.merging import brought_together, clashes, proposal

BOTH, FILE, DESK = "both", "file", "desk"
# What an item keeps of it.
JOINED = ("base", "beside", "ways", "take", "together")

type Item = dict[str, Any]


def flat(text: str) -> str:
    """A text without regard to how its lines are broken."""
    return " ".join(text.split())


def ways(base: str | None, desk: str, file: str) -> list[str]:
    """The ways out where the desk changed the words since: none where there is nothing to choose."""
    if base is None or flat(desk) in (flat(base), flat(file)):
        return []
    return [DESK, FILE] if flat(file) == flat(base) else [BOTH, FILE, DESK]


def join(item: Item, wording: Any, base: tuple[str, str] | None, *, ask: bool = False) -> None:
    """Sets a passage of the file beside the one of the agenda that it is.

    The desk's words stand where the file still says what both began from. Both together are
    proposed where nothing clashes; where it does, somebody chooses. What was chosen before for
    the very same words stays. `ask`: nobody has seen the two beside each other yet.
    """
    beside = [str(wording.passage_id), wording.revision]
    if item.get("beside") == beside:
        return
    part(item)
    item["beside"] = beside
    if base is None:
        return
    heading, text = base
    if flat(item["heading"]) == flat(heading) != flat(wording.heading):
        item["heading"] = wording.heading
    item["ways"] = ways(text, wording.text, item["text"])
    if BOTH in item["ways"]:
        strands = brought_together(text, item["text"], wording.text)
        item |= {"base": text, "together": proposal(strands)}
        item["take"] = "" if ask or clashes(strands) else BOTH
    elif item["ways"]:
        item |= {"base": text, "take": "" if ask else DESK}


def part(item: Item) -> None:
    """Forgets what an item stood beside."""
    for name in JOINED:
        item.pop(name, None)


def is_open(item: Mapping[str, Any]) -> bool:
    """True while somebody has to choose whose words stand."""
    return bool(item.get("ways")) and not item.get("take")


def text_of(item: Mapping[str, Any], there: str) -> str:
    """The words that go in, `there` being those of the agenda."""
    take = item.get("take") if item.get("ways") else FILE
    chosen: dict[Any, str] = {DESK: there, BOTH: item.get("together", "")}
    return chosen.get(take, item["text"])
