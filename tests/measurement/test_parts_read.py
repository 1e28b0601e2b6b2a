"""Families at many places: those where nothing can be worked out are left out, and no other."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from measurement.families import Families, withheld_among
from measurement.models import Definition, Indicator
from tests.measurement.engine.say import d


@dataclass(frozen=True)
class Row:
    """A value as it is read of many places."""

    indicator_id: str
    value: Decimal
    entered_at: datetime
    version: int = 1
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    state: str = "observed"
    replaces_id: str | None = None
    site_id: int = 1

    @property
    def pk(self):
        return self.indicator_id


NOW = datetime(2026, 9, 1, tzinfo=UTC)
STAR = {"all": "", "women": "all", "men": "all", "others": "all"}
DEEP = {"town": "", "all": "town", "elsewhere": "town", "women": "all", "men": "all"}


def families(shape, threshold=5):
    """A family, its figures under the code that names them."""
    rules = {
        code: [
            Definition(
                indicator=Indicator(site_id=1, code=code), number=1, written_at=NOW,
                value_type="count", part_of=whole, threshold=threshold,
            )
        ]
        for code, whole in shape.items()
    }  # fmt: skip
    return Families(rules)


def rows_of(numbers):
    """One number of each figure, written one after the other."""
    return [
        Row(code, d(number), NOW + timedelta(hours=n))
        for n, (code, number) in enumerate(numbers.items())
    ]  # fmt: skip


@pytest.mark.parametrize("shape", [STAR, DEEP], ids=["one whole", "parts of a part"])
def test_where_nothing_is_looked_for_the_rule_withholds_nothing(shape):
    family, plain = families(shape), 0
    for seed in range(1500):
        dice = Random(seed)
        numbers = {code: dice.choice([0, 3, 5, 6, 7, 9, 12]) for code in shape}
        for code, whole in reversed(shape.items()):
            if whole and dice.random() < 0.9:
                mine = sum(numbers[part] for part, of in shape.items() if of == whole)
                numbers[whole] = mine + dice.choice([0, 0, 2, 6])
            if dice.random() < 0.1 and len(numbers) > 1:
                del numbers[code]
                break
        order = dice.sample(list(numbers), len(numbers))
        rows = rows_of({code: numbers[code] for code in order})
        if family.is_plain(rows):
            plain += 1
            assert withheld_among(family, rows, inside=False) == frozenset(), numbers

    assert plain > 100


@pytest.mark.parametrize(
    ("numbers", "plain"),
    [
        ({"all": 20, "women": 12, "men": 8}, True),
        ({"all": 20, "women": 12}, True),
        ({"women": 12}, True),
        ({"all": 20, "women": 17}, False),
        ({"all": 20, "women": 20, "men": 0}, False),
        ({"all": 4}, False),
        ({"all": 12, "women": 15}, False),
        ({"women": 12, "men": 8}, False),
    ],
)
def test_a_place_is_plain_where_each_rest_is_nobody_or_enough(numbers, plain):
    assert families(STAR).is_plain(rows_of(numbers)) is plain
