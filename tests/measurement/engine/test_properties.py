"""What holds for any figures: the order, the cut and the silent sites make no difference."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from measurement.engine.aggregate import Scope
from measurement.engine.definitions import Level
from measurement.engine.observations import State
from measurement.engine.viewers import STRANGER, Part, tells_one
from tests.measurement.engine.say import (
    CODES,
    COUNT,
    LEVELS,
    MEDIAN,
    MEETINGS,
    PEOPLE,
    RATE,
    SHARE,
    ask,
    each,
    nothing,
    saw,
    site,
)  # fmt: skip

KINDS = (COUNT, SHARE, RATE, MEDIAN, LEVELS, PEOPLE, MEETINGS)
ABSENT = (State.MISSING, State.SUPPRESSED, State.NOT_PRODUCED)
QUICK = settings(max_examples=60, deadline=None, derandomize=True)


@st.composite
def worlds(draw, kinds=KINDS, least=3):
    """A definition, sites with neighbourhoods that some of them share, and their rows."""
    definition = draw(st.sampled_from(kinds))
    named = draw(
        st.lists(st.sets(st.sampled_from(CODES[:12]), min_size=1), min_size=least, max_size=6)
    )
    where = [site(f"s{n}", *sorted(codes)) for n, codes in enumerate(named)]
    by_site = definition.level == Level.SITE
    places = [s.key for s in where] if by_site else sorted(set().union(*named))
    rows = [row for place in places if (row := draw(rows_of(definition, place)))]
    return definition, where, rows


@st.composite
def rows_of(draw, definition, place):
    kind = draw(st.sampled_from(("told", "told", "told", "absent", "silent")))
    if kind == "silent":
        return None
    if kind == "absent":
        return nothing(place, draw(st.sampled_from(ABSENT)))
    if definition is SHARE:
        bottom = draw(st.integers(0, 500))
        return saw(place, of=(draw(st.integers(0, bottom)), bottom))
    return saw(place, draw(st.integers(0, 4 if definition is LEVELS else 9000)))


def told(found):
    """All that a figure says, its coverage apart."""
    return (
        found.value, found.distribution, found.limits, found.levels, found.median_level,
        found.statuses, found.refusal and found.refusal.why,
    )  # fmt: skip


@QUICK
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_sites_and_rows_makes_no_difference(world, chance):
    definition, where, rows = world
    before = ask(definition, where, rows)
    chance.shuffle(where)
    chance.shuffle(rows)

    assert ask(definition, where, rows) == before


@QUICK
@given(worlds(), st.sampled_from((*ABSENT, None)), st.integers(1, 3))
def test_a_silent_site_changes_no_figure_and_always_the_coverage(world, state, count):
    definition, where, rows = world
    before = ask(definition, where, rows)
    more = [site(f"t{n}", CODES[40 + n]) for n in range(count)]
    places = [
        s.key if definition.level == Level.SITE else CODES[40 + n] for n, s in enumerate(more)
    ]
    silent = [nothing(place, state) for place in places] if state else []
    after = ask(definition, [*where, *more], [*rows, *silent])

    if before.refusal is None or state is None:
        assert told(after) == told(before)
    assert after.value == before.value
    assert after.coverage != before.coverage
    assert after.coverage.sites_expected == before.coverage.sites_expected + count
    assert after.coverage.observed == before.coverage.observed


@QUICK
@given(worlds(kinds=(SHARE,), least=4), st.randoms(use_true_random=False))
def test_cutting_a_site_in_two_leaves_a_ratio_unchanged(world, chance):
    definition, where, rows = world
    whole = chance.choice(where)
    codes = [link.code for link in whole.links]
    chance.shuffle(codes)
    middle = len(codes) // 2
    halves = [site("left", *codes[:middle]), site("right", *codes[middle:])]
    cut = [s for s in where if s is not whole] + halves

    before, after = (ask(definition, some, rows, scope=Scope.SITE) for some in (where, cut))

    assert told(after) == told(before)


@QUICK
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=3, max_size=7),
    st.integers(0, 100),
)
def test_cutting_one_sites_own_counts_leaves_a_ratio_unchanged(pairs, percent):
    share = replace(SHARE, level=Level.SITE, ceiling=None)
    rows = [saw(f"s{n}", of=pair) for n, pair in enumerate(pairs)]
    top, bottom = (Decimal(part) for part in pairs[0])
    left = [(part * percent / 100).to_integral_value() for part in (top, bottom)]
    cut = [saw("left", of=left), saw("right", of=(top - left[0], bottom - left[1])), *rows[1:]]
    before = ask(share, [site(row.place) for row in rows], rows, scope=Scope.SITE)
    after = ask(share, [site(row.place) for row in cut], cut, scope=Scope.SITE)

    assert after.value == before.value


@QUICK
@given(worlds(kinds=(COUNT,)))
def test_a_sum_is_that_of_the_different_neighbourhoods(world):
    definition, where, rows = world
    found = ask(definition, where, [*rows, *rows], scope=Scope.SITE)
    values = {row.place: row.value for row in rows if row.value is not None}

    assert found.value == (sum(map(Fraction, values.values())) if values else None)


@QUICK
@given(worlds(kinds=(RATE, MEDIAN)))
def test_each_number_of_a_spread_is_one_that_a_place_has(world):
    definition, where, rows = world
    spread = ask(definition, where, rows).distribution
    values = {Fraction(row.value) for row in rows if row.value is not None}

    if spread:
        quartiles = (spread.first_quartile, spread.third_quartile)
        middle = [spread.first_quartile, spread.median, spread.third_quartile]
        assert {spread.low, spread.median, spread.high} <= values
        assert quartiles == (None, None) or set(quartiles) <= values
        assert (spread.low, spread.high) == (min(values), max(values))
        assert None in middle or middle == sorted(middle)


@QUICK
@given(worlds(kinds=(COUNT, MEETINGS)))
def test_a_stranger_never_reads_a_figure_of_less_than_three_sites(world):
    definition, where, rows = world
    found = ask(definition, where, rows, viewer=STRANGER)
    reporting = {row.place for row in rows if row.value is not None}
    own = {s.key for s in where if reporting & ({s.key} | {link.code for link in s.links})}

    assert found.value is None or len(own) >= 3


@QUICK
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=6),
    st.lists(st.integers(0, 3), min_size=6, max_size=6),
)
def test_a_total_is_kept_exactly_where_trying_all_possibilities_tells_a_part(values, owners):
    """Each hidden part is tried against all whole numbers that make the same sum."""
    parts = [
        Part(frozenset({f"s{owner}"}), Fraction(amount))
        for amount, owner in zip(values, owners, strict=False)
    ]
    readers = {site for part in parts for site in part.sites}

    assert tells_one(parts, readers) == any(tried(parts, reader) for reader in (None, *readers))


def tried(parts, reader):
    """True when one of the parts that a reader does not know can only be within a fifth of what it is.

    Beside others it can be anything up to their sum, alone it is the sum.
    """
    unknown = [part for part in parts if reader not in part.sites]
    total = sum(part.amount for part in unknown)
    for part in unknown:
        low, high = (total, total) if len(unknown) == 1 else (0, total)
        if low >= part.amount * Fraction(4, 5) and high <= part.amount * Fraction(6, 5):
            return True
    return False


@QUICK
@given(st.lists(st.integers(0, 12), min_size=3, max_size=9), st.data())
def test_what_tells_of_few_people_changes_no_figure_of_all(counts, data):
    """Whatever the hidden counts are, the answer is the same: so it cannot tell any of them."""
    people = replace(COUNT, min_cell=5)
    others = [
        data.draw(st.integers(1, 4)) if 0 < count < 5 else count for count in counts
    ]  # fmt: skip
    one, other = (ask(people, len(counts), each(values)) for values in (counts, others))

    assert (one.value, one.coverage, one.refusal, one.caveats) == (
        other.value, other.coverage, other.refusal, other.caveats,
    )  # fmt: skip


@QUICK
@given(st.integers(0, 60), st.integers(0, 60))
def test_a_share_is_secret_exactly_where_few_people_are_all_in_it_or_out_of_it(part, whole):
    share = replace(SHARE, min_cell=5)
    counts = (whole, part, whole - part)

    assert share.hides(None, Decimal(part), Decimal(whole)) == any(0 < n < 5 for n in counts)
