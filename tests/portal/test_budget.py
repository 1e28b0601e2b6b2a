"""What every page costs before its own words: style, script, fonts."""

import gzip
from pathlib import Path

from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
SHEETS = ["frame", "base", "components", "print"]
NEEDED = "\u202f\u00a0\u2011←↑→↓≥≤≠−ŒœŸÿ€«»’–—…ÀÉÈÊËÎÏÔÙÛÜÇàéèêëîïôùûüçæŠšŽž×"


def test_all_the_style_is_at_most_25_kilobytes_compressed():
    paths = [STATIC / "vendor/pico/pico.css", *(STATIC / f"css/{name}.css" for name in SHEETS)]

    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) <= 25_000


def test_our_script_is_small():
    assert len(gzip.compress((STATIC / "js/qic.js").read_bytes(), 9)) <= 2_000


def test_the_fonts_hold_what_french_needs_and_stay_small():
    for name in ("bricolage-400", "bricolage-700"):
        path = STATIC / f"fonts/{name}.woff2"
        held = TTFont(path).getBestCmap()

        assert path.stat().st_size <= 24_000
        assert not [letter for letter in NEEDED if ord(letter) not in held]


def test_the_report_fonts_hold_what_paper_needs():
    for path in (STATIC / "fonts/report").glob("*.woff2"):
        held = TTFont(path).getBestCmap()

        assert not [letter for letter in NEEDED + "↗✓²" if ord(letter) not in held], path.name


def test_style_sheets_load_nothing_from_elsewhere():
    for path in STATIC.rglob("*.css"):
        text = path.read_text()

        assert "http://" not in text.replace("http://www.w3.org", "").replace("http%3A", "")
        assert "@import" not in text
