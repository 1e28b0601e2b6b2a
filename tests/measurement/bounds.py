"""What can be deduced of hidden numbers from sums: exact least and greatest values, without rounding.

Everything is measured from the true amounts, which satisfy all equations. So a feasible start is
always there, and a simplex method over fractions needs one phase only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

# Whole numbers stay whole: nearly all coefficients of sums are one, and so nearly nothing is divided.
type Number = int | Fraction
type Row = dict[str, Number]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number that somebody does not know, and within what he knows it to lie anyway."""

    amount: Fraction
    low: Fraction = Fraction(0)
    high: Fraction | None = None

    def __post_init__(self) -> None:
        if self.amount < self.low or (self.high is not None and self.amount > self.high):
            raise ValueError("the true amount lies within what is known of it")


def extremes(
    unknowns: Mapping[str, Unknown], equations: Iterable[Mapping[str, int]], target: str
) -> tuple[Fraction, Fraction | None]:
    """The least and the greatest that the target can be; None without a greatest.

    Each equation holds the signs of unknowns in a sum whose other numbers are known.
    """
    free = solved_for(equations)
    up = furthest(unknowns, free, target, 1)
    down = furthest(unknowns, free, target, -1)
    amount = unknowns[target].amount
    assert down is not None
    return amount - down, None if up is None else amount + up


def is_free(
    unknowns: Mapping[str, Unknown],
    equations: Iterable[Mapping[str, int]],
    target: str,
    reach: Fraction,
) -> bool:
    """True when the target can lie further from its true amount than a reach, above or below."""
    told = solved_for(equations)
    for sign in (1, -1):
        far = furthest(unknowns, told, target, sign, enough=reach)
        if far is None or far > reach:
            return True
    return False


def solved_for(equations: Iterable[Mapping[str, int]]) -> dict[str, Row]:
    """Some numbers told by the others (Gauss and Jordan): each as a combination of free ones."""
    told: dict[str, Row] = {}
    for equation in equations:
        row: Row = {}
        for key, sign in equation.items():
            add_to(row, told.get(key, {key: 1}), sign)
        if not row:
            continue
        chosen = min(row)
        factor = divided(-1, row.pop(chosen))
        answer = {key: value * factor for key, value in row.items()}
        for other in told.values():
            if chosen in other:
                add_to(other, answer, other.pop(chosen))
        told[chosen] = answer
    return told


def divided(one: Number, other: Number) -> Number:
    """The exact quotient."""
    return one * other if other in {1, -1} else Fraction(one) / other


def whole(number: Fraction) -> Number:
    """The same number, as an integer where it is one."""
    return number.numerator if number.denominator == 1 else number


def add_to(row: Row, other: Mapping[str, Number], factor: Number) -> None:
    """Adds so many times the other row; what becomes nought is left out."""
    for key, value in other.items():
        total = row.get(key, 0) + value * factor
        if total:
            row[key] = total
        else:
            row.pop(key, None)


def furthest(
    unknowns: Mapping[str, Unknown],
    told: Mapping[str, Row],
    target: str,
    sign: int,
    enough: Fraction | None = None,
) -> Fraction | None:
    """How far the target can move from its true amount in one direction; None without an end.

    Beyond `enough` it need not be known how much further. Each free number moves up by `key+` or down by `key-`, never below nought.
    """
    rows: dict[str, tuple[Number, Row]] = {}
    for key, unknown in unknowns.items():
        moves = both_ways(told.get(key, {key: 1}))
        down = {name: -value for name, value in moves.items()}
        rows[f"{key} low"] = (whole(unknown.amount - unknown.low), moves)
        if unknown.high is not None:
            rows[f"{key} high"] = (whole(unknown.high - unknown.amount), down)
    goal = both_ways(told.get(target, {target: 1}))
    return climb(rows, {name: value * sign for name, value in goal.items()}, enough)


def both_ways(row: Mapping[str, Number]) -> Row:
    """A combination of free numbers in moves up and down."""
    moves = {f"{key}+": value for key, value in row.items()}
    return moves | {f"{key}-": -value for key, value in row.items()}


def climb(
    rows: dict[str, tuple[Number, Row]], goal: Row, enough: Fraction | None
) -> Fraction | None:
    """The greatest value of the goal (simplex, Bland's rule: it never turns in circles).

    Each row is a slack: a constant that is not below nought, and what the moves add to it.
    """
    height: Number = 0
    while rising := [name for name, value in goal.items() if value > 0]:
        entering = min(rising)
        leaving = tightest(rows, entering)
        if leaving is None:
            return None
        constant, row = rows.pop(leaving)
        factor = divided(-1, row.pop(entering))
        answer = {name: value * factor for name, value in row.items()}
        answer[leaving] = -factor
        start = constant * factor
        for name, (other, moves) in rows.items():
            if entering in moves:
                by = moves.pop(entering)
                add_to(moves, answer, by)
                rows[name] = (other + by * start, moves)
        by = goal.pop(entering)
        add_to(goal, answer, by)
        height += by * start
        if enough is not None and height > enough:
            break
        rows[entering] = (start, answer)
    return Fraction(height)


def tightest(rows: Mapping[str, tuple[Number, Row]], entering: str) -> str | None:
    """Which limit is met first when a move grows; None when no limit ever is."""
    met = [
        (divided(constant, -moves[entering]), name)
        for name, (constant, moves) in rows.items()
        if moves.get(entering, 0) < 0
    ]
    return min(met)[1] if met else None


def connected(equations: Sequence[Mapping[str, int]], key: str) -> tuple[set[str], list[int]]:
    """The unknowns that hang together with one through equations, and which equations those are."""
    found, used = {key}, set[int]()
    while True:
        new = [n for n, row in enumerate(equations) if n not in used and found & row.keys()]
        if not new:
            return found, sorted(used)
        used.update(new)
        for n in new:
            found |= equations[n].keys()
