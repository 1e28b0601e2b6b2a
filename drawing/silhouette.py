"""A site's silhouette: houses of square cells on the line and one sun, the same for ever.

It says "a neighbourhood", never a category or a score, and is hidden from assistive technology.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from django.utils.safestring import SafeString, mark_safe

CELL = 48
# Wall and motif of a column; two neighbours never have the same wall family.
PAIRS = (
    ("petrole", "miel"),
    ("brique", "rose"),
    ("indigo", "lilas"),
    ("brume", "petrole"),
    ("rose", "brique"),
    ("lilas", "indigo"),
    ("petrole", "brume"),
    ("brique", "miel"),
)
FAMILY = {"brume": "petrole", "rose": "brique", "lilas": "indigo"}
TILE_GROUNDS = ("brume", "rose", "lilas", "lin", "petrole", "brique", "indigo")
TILE_MOTIFS = {
    "brume": ("petrole", "indigo"),
    "rose": ("brique", "indigo"),
    "lilas": ("indigo", "brique"),
    "lin": ("brique", "petrole"),
    "petrole": ("brume", "miel"),
    "brique": ("rose", "miel"),
    "indigo": ("lilas", "brume"),
}


def draws(seed: str) -> Iterator[int]:
    """An endless row of bytes that only the seed decides (never Python's own randomness)."""
    turn = 0
    while True:
        yield from sha256(f"{seed}/{turn}".encode()).digest()
        turn += 1


@lru_cache(maxsize=256)
def silhouette(slug: str, columns: int = 8, rows: int = 4) -> SafeString:
    """The drawing of a slug: houses for two rows and more, a strip of tiles for one."""
    chance = draws(slug)
    body = strip(chance, columns) if rows == 1 else houses(chance, columns, rows)
    width, height = columns * CELL, rows * CELL
    return mark_safe(  # noqa: S308 - numbers and fixed names only
        f'<svg class="silhouette" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" aria-hidden="true">{body}</svg>'
    )


def houses(chance: Iterator[int], columns: int, rows: int) -> str:
    """Columns of cells with a sun over the lowest."""
    heights = column_heights(chance, columns, rows)
    pairs = column_pairs(chance, columns)
    parts = [
        column(chance, number * CELL, heights[number], rows, pairs[number])
        for number in range(columns)
    ]
    return sun(heights, rows) + "".join(parts)


def column_heights(chance: Iterator[int], columns: int, rows: int) -> list[int]:
    """Heights from one cell up; neighbours differ, one column is a single cell for the sun."""
    top = rows if rows < 6 else rows - 2
    heights: list[int] = []
    for _ in range(columns):
        choices = [h for h in range(1, top + 1) if not heights or h != heights[-1]]
        # On a long line low houses are more likely than towers, as in a town.
        weighted = [h for h in choices for _ in range(top + 2 - h if rows < 6 else min(h, 3))]
        heights.append(weighted[next(chance) % len(weighted)])
    tower = next(chance) % columns
    heights[tower] = top
    lowest = (tower + 2 + next(chance) % max(1, columns - 3)) % columns
    heights[lowest] = 1
    for number in range(columns):
        near = {heights[side] for side in (number - 1, number + 1) if 0 <= side < columns}
        if number not in {tower, lowest} and heights[number] in near:
            heights[number] = next(h for h in (*range(2, top + 1), 1) if h not in near)
    return heights


def column_pairs(chance: Iterator[int], columns: int) -> list[tuple[str, str]]:
    """A wall and a motif colour for each column; neighbours are of different families."""
    pairs: list[tuple[str, str]] = []
    for _ in range(columns):
        before = FAMILY.get(pairs[-1][0], pairs[-1][0]) if pairs else ""
        choices = [pair for pair in PAIRS if FAMILY.get(pair[0], pair[0]) != before]
        pairs.append(choices[next(chance) % len(choices)])
    return pairs


def sun(heights: list[int], rows: int) -> str:
    """One sun over the lowest column, as large as the free sky allows."""
    lowest = min(range(len(heights)), key=lambda number: (heights[number], number == 0))
    if rows >= 6:
        radius, y = CELL * 19 // 20, CELL
        x = min(max(lowest * CELL + CELL // 2, radius), len(heights) * CELL - radius)
    else:
        radius, x, y = CELL * 3 // 8, lowest * CELL + CELL // 2, CELL // 2
    return f'<circle class="f-miel" cx="{x}" cy="{y}" r="{radius}"/>'


def column(chance: Iterator[int], x: int, height: int, rows: int, pair: tuple[str, str]) -> str:
    """One house: door on the ground, motifs in the middle, a roof."""
    wall, motif = pair
    foot = rows * CELL
    top = foot - height * CELL
    walls, marks = roof(chance, x, top, height)
    walls += f"M{x} {foot}V{top + (0 if walls == '' else CELL)}h{CELL}V{foot}z"
    marks += door(x, foot - CELL)
    free = range(top + (CELL if walls.count("z") > 1 else 0), foot - CELL, CELL)
    last = -1
    for y in free:
        pick = next(chance) % len(MOTIFS)
        pick = (pick + 1) % len(MOTIFS) if pick == last else pick
        last = pick
        marks += MOTIFS[pick](x, y)
    return f'<path class="f-{wall}" d="{walls}"/><path class="f-{motif}" d="{marks}"/>'


def roof(chance: Iterator[int], x: int, top: int, height: int) -> tuple[str, str]:
    """The wall's own end: a quarter disc, a dome on low houses only, or flat (nothing).

    Domes stay on houses of one or two cells, so that no tower looks like a place of worship.
    """
    choice = next(chance) % 5
    foot = top + CELL
    if height == 1:
        # The door needs the whole cell: a low house is flat, or lower and flat.
        return "", ""
    if choice == 0:
        return f"M{x} {foot}a{CELL} {CELL} 0 0 1 {CELL}-{CELL}v{CELL}z", ""
    if choice == 1:
        return f"M{x} {top}a{CELL} {CELL} 0 0 1 {CELL} {CELL}h-{CELL}z", ""
    if choice == 2 and height == 2:
        half = CELL // 2
        return f"M{x} {foot}v-{half}a{half} {half} 0 0 1 {CELL} 0v{half}z", ""
    return "", ""


def door(x: int, y: int) -> str:
    """An arched door in a ground cell."""
    return f"M{x + 11} {y + CELL}v-23a13 13 0 0 1 26 0v23z"


def windows(x: int, y: int) -> str:
    """Four windows."""
    return "".join(f"M{x + dx} {y + dy}h10v10h-10z" for dy in (9, 28) for dx in (10, 28))


def square(x: int, y: int) -> str:
    """One square window."""
    return f"M{x + 13} {y + 13}h22v22h-22z"


def disc(x: int, y: int) -> str:
    """One round window."""
    return f"M{x + 9} {y + 24}a15 15 0 0 1 30 0a15 15 0 0 1-30 0z"


def half_discs(x: int, y: int) -> str:
    """Two half discs, one above the other."""
    return "".join(f"M{x} {y + dy}a24 24 0 0 1 48 0z" for dy in (24, 48))


def quarter(x: int, y: int) -> str:
    """A quarter disc, hanging from the upper left corner."""
    return f"M{x} {y}h48a48 48 0 0 1-48 48z"


def quarter_up(x: int, y: int) -> str:
    """A quarter disc, standing in the lower right corner."""
    return f"M{x} {y + 48}a48 48 0 0 1 48-48v48z"


MOTIFS = (windows, square, disc, half_discs, quarter, windows, quarter_up)
TILES = (half_discs, quarter, quarter_up, disc, windows)


def strip(chance: Iterator[int], columns: int) -> str:
    """One row of tiles, one of them the sun."""
    with_sun = next(chance) % columns
    before = ""
    parts = []
    for number in range(columns):
        x = number * CELL
        choices = [ground for ground in TILE_GROUNDS if ground != before]
        ground = (
            "lin"
            if number == with_sun and before != "lin"
            else choices[next(chance) % len(choices)]
        )
        before = ground
        parts.append(f'<path class="f-{ground}" d="M{x} 0h48v48h-48z"/>')
        if number == with_sun:
            parts.append(f'<circle class="f-miel" cx="{x + 24}" cy="24" r="17"/>')
            continue
        shape = TILES[next(chance) % len(TILES)]
        motif = TILE_MOTIFS[ground][next(chance) % 2]
        if motif == "miel" and shape is disc:
            motif = TILE_MOTIFS[ground][0]  # there is but one sun
        parts.append(f'<path class="f-{motif}" d="{shape(x, 0)}"/>')
    return "".join(parts)
