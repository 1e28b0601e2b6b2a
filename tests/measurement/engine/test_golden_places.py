"""Golden cases of real places: Saint-Étienne's nine neighbourhoods, Koungou's blanks, limits that move."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import mean

import pytest

from measurement.engine.assess import Verdict
from measurement.engine.combining import Rule
from measurement.engine.comparators import gap_to
from measurement.engine.comparing import Break, BreakKind
from measurement.engine.definitions import Direction, ValueType
from measurement.engine.observations import Release, State
from measurement.engine.overtime import TimeRule, over_time
from measurement.engine.places import Descent, Relation, generation_of, relation_between
from measurement.engine.reasons import Why
from measurement.engine.sentence import Says
from measurement.engine.viewers import Viewer
from tests.measurement.engine.say import (
    COUNT,
    GAP,
    MEETINGS,
    PEOPLE,
    RATE,
    STATUS,
    Golden,
    ask,
    clauses,
    d,
    defined,
    each,
    nothing,
    quarter,
    saw,
    site,
    verdict,
    why,
    year,
)

FILE = Path(__file__).parents[3] / "data/qpv_indicateurs.csv"
NINE = ("QN04211M", "QN04212M", "QN04213M", "QN04214M", "QN04215M", "QN04216M", "QN04220N", "QN04221N", "QN04224N")  # fmt: skip
KOUNGOU = ("QN97620M", "QN97621M", "QN97622M", "QN97639N", "QN97640N", "QN97648N")
CENSUS = Release("insee-rp", 2022, 2024)
LESS = defined(ValueType.COUNT, direction=Direction.LOWER)


def read_file():
    """The real file, by code."""
    with FILE.open(encoding="utf-8-sig", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


ROWS = read_file()
SAINT_ETIENNE, BLANK = site("saint-etienne", *NINE), site("koungou", *KOUNGOU)


def of_file(codes, column):
    """What the file says of each, a blank as what it is: no measure."""
    return [
        saw(code, ROWS[code][column], release=CENSUS)
        if ROWS[code][column]
        else nothing(code, release=CENSUS)
        for code in codes
    ]


def means():
    """The two averages that others print, from the real file: simple, and by inhabitants."""
    rates = [Decimal(ROWS[code]["taux_emploi_15_64"]) for code in NINE]
    people = [int(ROWS[code]["population_municipale"]) for code in NINE]
    weighted = sum(r * n for r, n in zip(rates, people, strict=True)) / sum(people)
    return round(mean(rates), 1), round(weighted, 1)


def employment(**more):
    return ask(RATE, [SAINT_ETIENNE], of_file(NINE, "taux_emploi_15_64"), **more)


def spread(found):
    return found.n, found.low, found.median, found.high


def koungou(column):
    return ask(RATE, [BLANK], of_file(KOUNGOU, column))


def overseas(relation):
    """A neighbourhood of Mayotte over the list of 2025, which replaced the one of 2015."""
    return clauses(
        LESS,
        saw("QP976001", 900, year(2023), release=Release("dares", None, 2015)),
        saw("QN97620M", 800, year(2025), release=Release("dares", None, 2024)),
        descents=(Descent("QP976001", "QN97620M", relation),),
    )[0]


CASES = [
    Golden("0.table", "43.9 against 45.3: what others average", means, (d("43.9"), d("45.3"))),
    Golden(
        "0.table",
        "neither is printed: the simple one",
        lambda: why(employment(wanted=Rule.MEAN)),
        Why.RATES_NOT_AVERAGED,
    ),
    Golden(
        "0.table",
        "neither is printed: the one by inhabitants",
        lambda: why(employment(wanted=Rule.WEIGHTED_MEAN)),
        Why.RATES_NOT_AVERAGED,
    ),
    Golden(
        "0.table",
        "the nine are told by their spread",
        lambda: spread(employment(viewer=Viewer(None, None)).distribution),
        (9, d("39.7"), d("42.5"), d("49.5")),
    ),
    Golden(
        "0.table",
        "a site that is blank on everything has no value",
        lambda: {
            why(koungou(column))
            for column in ("taux_emploi_15_64", "taux_pauvrete_60", "indice_jeunesse")
        },
        {Why.NO_VALUE},
    ),
    Golden(
        "0.table",
        "its blanks lack, all six of them",
        lambda: koungou("taux_pauvrete_60").coverage.missing,
        6,
    ),
    Golden(
        "0.table",
        "and are no noughts in a count",
        lambda: ask(COUNT, [BLANK], of_file(KOUNGOU, "allocataires_caf")).value,
        None,
    ),
    Golden(
        "3.1",
        "overseas codes belong to the list of 2024 as it was completed in 2025",
        lambda: {generation_of(code) for code in KOUNGOU},
        {2024},
    ),
    Golden("3.1", "overseas, the limits of 2025 cut", lambda: overseas(Relation.MODIFIED), Says.NOT_COMPARABLE),
    Golden("3.1", "overseas, unchanged limits go on", lambda: overseas(Relation.UNCHANGED), Says.DOWN),
    Golden(
        "3.1",
        "a neighbourhood that left has no successor to be compared with",
        lambda: (relation_between("QP059001", "", (Descent("QP059001", "", Relation.LEFT),)), overseas(Relation.LEFT)),
        (Relation.LEFT, Says.NOT_COMPARABLE),
    ),
    Golden(
        "3.1",
        "a new one has one step and no past",
        lambda: (
            relation_between("", "QN97639N", (Descent("", "QN97639N", Relation.NEW),)),
            verdict(LESS, saw("QN97639N", 40), descents=(Descent("", "QN97639N", Relation.NEW),)),
        ),
        (Relation.NEW, Verdict.BASELINE_ONLY),
    ),
    Golden(
        "2.35",
        "a site that a neighbourhood joined is another place",
        lambda: verdict(
            MEETINGS,
            saw("s", 20, quarter(2026, 2)),
            saw("s", 60, quarter(2026, 3)),
            breaks=(Break(BreakKind.GEOGRAPHY, date(2026, 7, 1)),),
        ),
        (Verdict.NOT_COMPARABLE, Why.GEOGRAPHY_CHANGED),
    ),
    Golden(
        "2.35",
        "and the same one as long as none joins",
        lambda: verdict(
            MEETINGS,
            saw("s", 60, quarter(2026, 3)),
            saw("s", 70, quarter(2026, 4)),
            breaks=(Break(BreakKind.GEOGRAPHY, date(2026, 7, 1)),),
        ),
        Verdict.IMPROVING,
    ),
    Golden(
        "3.5",
        "different people of two years are counted once",
        lambda: over_time(
            PEOPLE,
            [saw("s", span=year(2023), keys=["a", "b"]), saw("s", keys=["b", "c"])],
            wanted=TimeRule.UNION,
        ).value,
        3,
    ),
    Golden(
        "3.5",
        "without their names only limits are known",
        lambda: over_time(PEOPLE, [saw("s", 20, year(2023)), saw("s", 30)]).limits,
        (30, 50),
    ),
    Golden(
        "3.5",
        "a status has a timeline",
        lambda: over_time(
            STATUS, [saw("s", status="granted"), saw("s", span=year(2023), status="asked")]
        ).timeline,
        ((year(2023), "asked"), (year(2024), "granted")),
    ),
    Golden(
        "3.3",
        "a gap to a comparator is a spread over places, never a mean",
        lambda: why(ask(GAP, 3, each([1, 2, 3]), wanted=Rule.MEAN)),
        Why.GAPS_NOT_AVERAGED,
    ),
    Golden(
        "3.3",
        "the gap that a target closes is taken within one publication",
        lambda: [
            gap_to(RATE, saw("n", here, release=CENSUS), saw("town", around, release=CENSUS))
            for here, around in ((45, 60), (50, 60))
        ],
        [-15, -10],
    ),
    Golden(
        "3.3",
        "and refused where the comparator is secret",
        lambda: gap_to(
            RATE, saw("n", 45, release=CENSUS), nothing("town", State.SUPPRESSED, release=CENSUS)
        ).why,
        Why.NO_VALUE,
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_a_real_place_is_told_right(case):
    assert case.found() == case.right
