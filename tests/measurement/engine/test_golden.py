"""The golden cases as a whole: enough of them, each named once, each from a section that exists."""

import re
from pathlib import Path

from measurement.engine.places import generation_of
from measurement.engine.reasons import Why
from tests.measurement.engine import (
    test_golden_change,
    test_golden_edges,
    test_golden_file,
    test_golden_numbers,
    test_golden_parts,
    test_golden_places,
    test_golden_progress,
    test_golden_rows,
    test_golden_secrecy,
    test_golden_seen,
    test_golden_sums,
)

FILES = (
    test_golden_change,
    test_golden_edges,
    test_golden_file,
    test_golden_numbers,
    test_golden_parts,
    test_golden_places,
    test_golden_progress,
    test_golden_rows,
    test_golden_secrecy,
    test_golden_seen,
    test_golden_sums,
)


def test_at_least_eighty_defects_each_named_once():
    cases = [case for file in FILES for case in file.CASES]
    names = [(case.section, case.name) for case in cases]

    assert len(cases) >= 80
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"0\.(\d|table)|2\.\d{1,2}|3\.\d", case.section) for case in cases)


def test_every_reason_is_reached_by_a_golden_case():
    """A reason that no case gives could be given wrongly, or never."""
    told = {
        word
        for file in FILES
        for word in re.findall(r"Why\.([A-Z_]+)", Path(file.__file__).read_text())
    }

    assert {why.name for why in Why} - told == set()


def test_the_code_of_a_neighbourhood_says_its_edition():
    """Section 0: every code of the real file, overseas and Corsica too, and none that is none."""
    lines = (
        (Path(__file__).parents[3] / "data/qpv_indicateurs.csv")
        .read_text(encoding="utf-8-sig")
        .splitlines()[1:]
    )
    codes = [line.partition(",")[0] for line in lines]

    assert len(codes) > 1500
    assert {generation_of(code) for code in codes} == {2024}
    assert {generation_of(c) for c in ("QP059001", "QP02A001", "QP976004")} == {2015}
    assert [generation_of(c) for c in ("QN00101X", "QN0010M", "59183", "", "QN00101M ")] == [
        None
    ] * 5
