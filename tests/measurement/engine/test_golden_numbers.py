"""Golden cases of numbers as people type them and as files hold them (measurement.md 2.11, 3.4 and M4)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement.engine.checks import Check, Severity, check_parts, check_value
from measurement.engine.definitions import ValueType
from measurement.engine.numbers import (
    Absent,
    Asked,
    Doubt,
    Expected,
    Fault,
    Read,
    Unread,
    read_number,
    read_ratio,
)
from measurement.engine.observations import Protection, Release, State
from tests.measurement.engine.say import CNAF, COUNT, RPLS, SHARE, Golden, d, defined, saw, year

ANY, WHOLE = Expected("habitants"), Expected("habitants", whole=True)
SHARES, EUROS = Expected("%", upper=Decimal(100)), Expected("€")
NARROW, NOBREAK, THIN, WIDE = "\u202f", "\u00a0", "\u2009", "\u2007"
SMALL = defined(ValueType.COUNT, min_cell=5)
EXACT = Release("x")
ROUNDED = Release("x", protection=Protection.ROUNDING, noise=Decimal(5))


def read(text, expected=ANY):
    """The number, the state, or the key of a doubt or fault."""
    found = read_number(text, expected)
    if isinstance(found, Asked):
        return found.doubt
    if isinstance(found, Unread):
        return found.fault
    return found.value if isinstance(found, Read) else found.state


def both(text, expected=ANY):
    found = read_number(text, expected)
    assert isinstance(found, Asked)
    return tuple(r.value if isinstance(r, Read) else r.state for r in found.readings)


def ratio(top, bottom, definition=SHARE):
    found = read_ratio(d(top), d(bottom), definition)
    return found.fault if isinstance(found, Unread) else found


def checks(value, *earlier, definition=COUNT, **more):
    known = [saw("n", v, year(2000 + n)) for n, v in enumerate(earlier)]
    return [(f.check, f.severity) for f in check_value(definition, saw("n", value), known, **more)]


def parts(total, *of, release=EXACT):
    return [f.severity for f in check_parts(d(total), [d(part) for part in of], release)]


CASES = [
    Golden("2.27", "a French number", lambda: read("1 234,56"), d("1234.56")),
    Golden("2.27", "with narrow spaces", lambda: read(f"12{NARROW}345{NARROW}678,9"), d("12345678.9")),
    Golden("2.27", "with no-break, thin and figure spaces",
           lambda: {read(f"1{space}234") for space in (NOBREAK, THIN, WIDE)}, {d(1234)}),
    Golden("2.27", "after a byte-order mark", lambda: read("\ufeff42"), 42),
    Golden("2.27", "with a minus that is no hyphen", lambda: read("\u22123", Expected(lower=None)), -3),
    Golden("2.27", "1.234 is asked about", lambda: (read("1.234"), both("1.234")), (Doubt.THOUSANDS_OR_DECIMALS, (1234, d("1.234")))),
    Golden("2.27", "-1.234 too", lambda: both("-1.234"), (-1234, d("-1.234"))),
    Golden("2.27", "1.234 € too", lambda: read("1.234 €", EUROS), Doubt.THOUSANDS_OR_DECIMALS),
    Golden("2.27", "1.234.567 can be one number only", lambda: read("1.234.567"), 1234567),
    Golden("2.27", "1.234,5 too", lambda: read("1.234,5"), d("1234.5")),
    Golden("2.27", "1234.5 too", lambda: read("1234.5"), d("1234.5")),
    Golden("2.27", "0.500 too", lambda: read("0.500"), d("0.5")),
    Golden("2.27", "1,234 of a count is asked about", lambda: both("1,234", WHOLE), (1234, d("1.234"))),
    Golden("2.27", "1,000 of a count is no one", lambda: read("1,000", WHOLE), Doubt.THOUSANDS_OR_DECIMALS),
    Golden("2.27", "1,234 of an amount is a decimal", lambda: read("1,234", EUROS), d("1.234")),
    Golden("2.27", "a percentage typed as 45 %", lambda: read("45 %", SHARES), 45),
    Golden("2.27", "typed as 45", lambda: read("45", SHARES), 45),
    Golden("2.27", "typed as 0.45 is asked about", lambda: (read("0.45", SHARES), both("0,45", SHARES)), (Doubt.SHARE_OR_PERCENT, (d("0.45"), 45))),
    Golden("2.27", "0,45 % says what it is", lambda: read("0,45 %", SHARES), d("0.45")),
    Golden("2.27", "0 per cent is no doubt", lambda: read("0", SHARES), 0),
    Golden("2.27", "1 per cent is no share", lambda: read("1", SHARES), 1),
    Golden("2.27", "101 % cannot be", lambda: read("101 %", SHARES), Fault.OUT_OF_BOUNDS),
    Golden("2.27", "a percentage of a count of people", lambda: read("45 %", WHOLE), Fault.OTHER_UNIT),
    Golden("2.27", "half a person", lambda: read("12,5", WHOLE), Fault.NOT_WHOLE),
    Golden("2.27", "below nought", lambda: read("-1"), Fault.OUT_OF_BOUNDS),
    Golden("2.27", "more decimals than are kept", lambda: read("1,23456", EUROS), Fault.TOO_PRECISE),
    Golden("2.27", "more digits than are kept", lambda: read("12345678901", EUROS), Fault.TOO_LARGE),
    Golden("2.27", "a formula in a cell", lambda: {read(t) for t in ("=1+1", "+1", "@SUM(A1)")}, {Fault.FORMULA}),
    Golden("2.27", "no numbers",
           lambda: {read(t) for t in ("abc", "1e5", "NaN", "12 34", "1 23", "--3", "1,2,3", "٣", "1" * 41, "1.23 456")}, {Fault.NO_NUMBER}),
    Golden("2.11", "codes of secrecy", lambda: {read(t) for t in ("s", "S", "c", "s.")}, {State.SUPPRESSED}),
    Golden("2.11", "codes of what is not there", lambda: {read(t) for t in ("nd", "N.D.", "n. d.", "NA", "ns", "", "  ", "...", "…")}, {State.MISSING}),
    Golden("2.11", "codes of what does not apply", lambda: {read(t) for t in ("n/a", "so", "s.o.", "///")}, {State.NOT_APPLICABLE}),
    Golden("2.11", "a code of what was not produced", lambda: read("np"), State.NOT_PRODUCED),
    Golden("2.11", "a dash is nought for some and nothing for others",
           lambda: [both(dash) for dash in ("-", "–", " — ")], [(0, State.MISSING)] * 3),
    Golden("2.11", "a point alone is nothing that can be read", lambda: read("."), Fault.NO_NUMBER),
    Golden("3.4", "a denominator of nought is no zero per cent", lambda: ratio(0, 0), Absent(State.NOT_APPLICABLE)),
    Golden("3.4", "some of nobody", lambda: ratio(3, 0), Fault.ABOVE_DENOMINATOR),
    Golden("3.4", "more than all", lambda: ratio(11, 10), Fault.ABOVE_DENOMINATOR),
    Golden("3.4", "all", lambda: ratio(10, 10), Fraction(100)),
    Golden("3.4", "young for each old one may be more than one", lambda: ratio(3, 2, defined(ValueType.RATIO)), Fraction(3, 2)),
    Golden("3.4", "a third is a third", lambda: ratio(1, 3), Fraction(100, 3)),
    Golden("3.4", "below nought in a ratio", lambda: ratio(-1, 3), Fault.BELOW_NOUGHT),
    Golden("3.4", "a value a hundred times the last one asks for a word", lambda: checks(4500, 40, 45), [(Check.HUNDREDFOLD, Severity.WARN)]),
    Golden("3.4", "a hundredth too", lambda: checks("0.45", 40, 45), [(Check.HUNDREDFOLD, Severity.WARN)]),
    Golden("3.4", "a jump of more than three usual changes", lambda: checks(80, 40, 45, 50), [(Check.JUMP, Severity.WARN)]),
    Golden("3.4", "three usual ones are none", lambda: checks(65, 40, 45, 50), []),
    Golden("3.4", "a nought too many where the figure never moved", lambda: checks(400, 40, 40, 40), [(Check.TENFOLD, Severity.WARN)]),
    Golden("3.4", "a nought too few beside the only value that is known", lambda: checks(4, 40), [(Check.TENFOLD, Severity.WARN)]),
    Golden("3.4", "that it moves for the first time is no doubt", lambda: checks(55, 40, 40, 40), []),
    Golden("3.4", "the same for the fourth time", lambda: checks(5, 5, 5, 5), [(Check.UNCHANGED, Severity.SAY)]),
    Golden("3.4", "from nought to many is no unit", lambda: checks(500, 0), []),
    Golden("3.4", "a small count shown beyond the site", lambda: checks(3, definition=SMALL, shown_beyond_site=True), [(Check.SMALL_CELL_SHOWN, Severity.BLOCK)]),
    Golden("3.4", "within the site it may be", lambda: checks(3, definition=SMALL), []),
    Golden("3.4", "a second value of a period", lambda: [f.check for f in check_value(COUNT, saw("n", 3), [saw("n", 3)])], [Check.DUPLICATE]),
    Golden("0.table", "a share above a hundred blocks, its two sources are said",
           lambda: [f.check for f in check_value(SHARE, saw("n", of=(11, 10), release=RPLS, denominator_release=CNAF))], [Check.ABOVE_CEILING, Check.SEVERAL_SOURCES]),
    Golden("0.2", "parts of a perturbed file need not make the total", lambda: parts(100, 40, 52, release=ROUNDED), []),
    Golden("0.2", "further off, it is said and does not block", lambda: parts(100, 40, 30, release=ROUNDED), [Severity.SAY]),
    Golden("2.15", "parts of an exact partition do", lambda: parts(100, 40, 59), [Severity.BLOCK]),
    Golden("2.15", "and then nothing is said", lambda: parts(100, 40, 60), []),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_a_number_is_read_right_or_asked_about(case):
    assert case.found() == case.right


@settings(max_examples=200, derandomize=True)
@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from((" ", NARROW, NOBREAK, THIN)),
)
def test_what_french_writes_is_read_as_the_same_number(value, space):
    written = f"{value:,.2f}".replace(",", space).replace(".", ",")

    assert read_number(written, ANY) == Read(value)


@settings(max_examples=300, derandomize=True)
@given(st.text(st.sampled_from("0123456789,. -%€s" + NARROW), max_size=12))
def test_no_text_is_read_as_another_number_than_its_digits(text):
    """Whatever is read has the digits of the text in their order, nought apart."""
    found = read_number(text, Expected("%", lower=None))
    digits = "".join(c for c in text if c.isdigit())

    if isinstance(found, Read):
        _sign, of, exponent = found.value.as_tuple()
        assert digits.lstrip("0") == "".join(map(str, of)).lstrip("0")
        assert -exponent <= len(digits)
