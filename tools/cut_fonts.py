"""Cut the portal's fonts down to the characters and features that its pages and reports use.

    npm pack source-sans@3.52.0 source-serif@4.5.1      (unpack each; they hold TTF/)
    pip download --no-deps fontpkg-bricolage-grotesque==1.1      (unpack; it holds the variable TTF)
    python tools/cut_fonts.py BRICOLAGE_VARIABLE.ttf SANS_TTF_FOLDER SERIF_TTF_FOLDER

Ready-made latin cuts lack the narrow no-break space, the arrows and the comparison signs that French
figures and punctuation need; that is why we cut our own. All three families are under the SIL OFL 1.1.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"

# Latin of every European name, French punctuation, signs of figures and of comparison.
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x0192,
    *range(0x218, 0x21C),
    *(0x1E9E, 0x1EF2, 0x1EF3),
    *(0x2C6, 0x2DA, 0x2DC),
    *range(0x2007, 0x2010),
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    *(
        0x2020,
        0x2022,
        0x2026,
        0x202F,
        0x2030,
        0x2032,
        0x2033,
        0x2039,
        0x203A,
        0x2044,
        0x20AC,
        0x2116,
        0x2122,
    ),
    *(0x2190, 0x2191, 0x2192, 0x2193),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
]
PAPER_ONLY = [
    0x2070,
    *range(0x2074, 0x207A),
    *range(0x2080, 0x208A),
    0x2197,
    0x2198,
    0x2713,
    0x25A1,
    0x25CF,
    0x25CB,
]
WEB_FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum"]
PAPER_FEATURES = [*WEB_FEATURES, "lnum", "onum", "pnum", "sups", "frac", "case"]
NARROW_NO_BREAK_SPACE, THIN_SPACE = 0x202F, 0x2009
NO_BREAK_HYPHEN, HYPHEN = 0x2011, 0x2D


def complete(font: TTFont) -> None:
    """Give the no-break forms their plain twin's glyph where the font lacks them."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            for wanted, twin in ((NO_BREAK_HYPHEN, HYPHEN), (NARROW_NO_BREAK_SPACE, THIN_SPACE)):
                if wanted not in table.cmap and twin in table.cmap:
                    table.cmap[wanted] = table.cmap[twin]


def rename(font: TTFont, family: str, style: str) -> None:
    """A cut is a modified font: the licence reserves the name "Source", so ours bears another."""
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family} {style}".replace(" ", "-")}
    names[3] = f"cut;{names[6]}"
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID not in {0, 5, 13, 14}:
            font["name"].names.remove(record)


def cut(
    font: TTFont, target: Path, *, name: tuple[str, str], characters: list[int], features: list[str]
) -> None:
    """Write one WOFF2 cut of `font`, with a fixed date so that two runs give the same bytes."""
    complete(font)
    rename(font, *name)
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "STAT", "MVAR", "HVAR"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
    sys.stdout.write(f"{target.name} {target.stat().st_size}\n")


def main(bricolage: Path, sans: Path, serif: Path) -> None:
    """Cut the two web weights and the five paper ones."""
    for weight in (400, 700):
        font = instantiateVariableFont(
            TTFont(bricolage, recalcTimestamp=False), {"wght": weight, "wdth": 100, "opsz": 14}
        )
        cut(
            font,
            FONTS / f"bricolage-{weight}.woff2",
            name=("QIC Bricolage", str(weight)),
            characters=CHARACTERS,
            features=WEB_FEATURES,
        )
    paper = {
        "source-serif-300": serif / "SourceSerif4-Light.ttf",
        "source-serif-300-italic": serif / "SourceSerif4-LightIt.ttf",
        "source-serif-400": serif / "SourceSerif4-Regular.ttf",
        "source-sans-400": sans / "SourceSans3-Regular.ttf",
        "source-sans-600": sans / "SourceSans3-Semibold.ttf",
    }
    for name, source in paper.items():
        cut(
            TTFont(source, recalcTimestamp=False),
            FONTS / "report" / f"{name}.woff2",
            name=("QIC Serif" if "serif" in name else "QIC Sans", name.split("-", 2)[2]),
            characters=[*CHARACTERS, *PAPER_ONLY],
            features=PAPER_FEATURES,
        )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
