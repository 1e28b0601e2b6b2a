"""Golden cases of figures that are parts of one another: what is withheld (docs/adr/0046)."""

import pytest

from measurement.engine.parts import MOST, Cell, withheld
from measurement.engine.small import is_few
from tests.measurement.engine.say import Golden, d

STAR = {"all": ("women", "men")}
THREE = {"all": ("women", "men", "others")}
ONE = {"all": ("women",)}
DEEP = {"town": ("all", "elsewhere"), "all": ("women", "men")}
SINCE_JANUARY = {"summer": ("spring",), "spring": ("winter",)}
SHARED = {"all": ("women", "men", "share of men")}
SECRET = "secret"


def kept(*rows, parts=STAR, least=5, **more):
    """Which figures are withheld, of pairs of a figure and its number in the order of their entry."""
    cells = []
    for figure, number in rows:
        told = not isinstance(number, str)
        value = d(number) if told else None
        cells.append(
            Cell(
                (figure, number), figure, value,
                below=least if told and is_few(value, least) else 0, least=least,
                secret=number == SECRET,
            )
        )  # fmt: skip
    return sorted(figure for figure, _ in withheld(parts, cells, **more))


CASES = [
    Golden("3.5", "nothing small: nothing is withheld", lambda: kept(("all", 20), ("women", 12), ("men", 8)), []),
    Golden("3.5", "one small part hides the part beside it", lambda: kept(("all", 12), ("women", 9), ("men", 3)), ["women"]),
    Golden("3.5", "it does before the small one is entered", lambda: kept(("all", 12), ("women", 9)), ["women"]),
    Golden("3.5", "parts that were read first stay, the whole is withheld", lambda: kept(("women", 9), ("men", 3), ("all", 12)), ["all"]),
    Golden("3.5", "two small parts hide each other", lambda: kept(("all", 8), ("women", 4), ("men", 4)), []),
    Golden("3.5", "a small rest of one part sets few apart", lambda: kept(("all", 40), ("women", 37), parts=ONE), ["women"]),
    Golden("3.5", "one small part among many tells nothing", lambda: kept(("all", 40), ("women", 3), parts=ONE), []),
    Golden("3.5", "nobody is left: all are women", lambda: kept(("all", 12), ("women", 12), ("men", 0)), []),
    Golden("3.5", "none of them is one", lambda: kept(("all", 12), ("women", 0), ("men", 12)), []),
    Golden("3.5", "a part above its whole counts people elsewhere", lambda: kept(("all", 12), ("women", 15)), []),
    Golden("3.5", "people in several parts leave nothing to work out", lambda: kept(("all", 20), ("women", 15), ("men", 12)), []),
    Golden("3.5", "two of three parts leave few", lambda: kept(("all", 20), ("women", 9), ("men", 8), ("others", 3), parts=THREE), ["men"]),
    Golden("3.5", "any choice of parts is tried", lambda: kept(("all", 30), ("women", 7), ("men", 9), ("others", 19), parts=THREE), ["others"]),
    Golden("3.5", "beside few people nobody looks like few people", lambda: kept(("all", 4), ("women", 0), ("men", 4)), ["women"]),
    Golden("3.5", "parts of a withheld whole stand for it", lambda: kept(("town", 15), ("elsewhere", 3), ("all", 12), ("women", 7), ("men", 5), parts=DEEP), ["all", "men"]),
    Golden("3.5", "a grandchild leaves few of the top", lambda: kept(("town", 30), ("women", 27), parts=DEEP), ["women"]),
    Golden("3.5", "a small grandchild hides beside itself, not upwards", lambda: kept(("town", 60), ("all", 20), ("women", 17), ("men", 3), parts=DEEP), ["women"]),
    Golden("3.5", "a part without a value takes nothing away", lambda: kept(("all", 20), ("women", 9), ("men", "missing")), []),
    Golden("3.5", "what does not apply neither", lambda: kept(("all", 20), ("women", 20), ("men", "not_applicable")), []),
    Golden("3.5", "a correction gives out nothing that was withheld", lambda: kept(("all", 12), ("women", 9), ("all", 14)), ["all", "women"]),
    Golden("3.5", "a correction is withheld where the first number stands beside it", lambda: kept(("all", 14), ("women", 9), ("all", 12)), ["all"]),
    Golden("3.5", "the same number again is the same", lambda: kept(("all", 20), ("women", 9), ("women", 9)), []),
    Golden("3.5", "below the threshold of three, two are few as well", lambda: kept(("all", 14), ("women", 12), least=2), ["women"]),
    Golden("3.5", "without a threshold few people are numbers like others", lambda: kept(("all", 12), ("women", 9), ("men", 3), least=0), []),
    Golden("3.5", "those inside read their few people", lambda: kept(("all", 12), ("women", 9), ("men", 3), inside=True), []),
    Golden("3.5", "a secret of the source hides the part beside it", lambda: kept(("all", 60), ("women", 40), ("men", SECRET)), ["women"]),
    Golden("3.5", "from those inside too", lambda: kept(("all", 60), ("women", 40), ("men", SECRET), inside=True), ["women"]),
    Golden("3.5", "a secret whole hides one of its parts", lambda: kept(("all", SECRET), ("women", 40), ("men", 20)), ["men"]),
    Golden("3.5", "and a part of that part, which would tell it", lambda: kept(("town", SECRET), ("elsewhere", 30), ("all", 40), ("women", 20), ("men", 20), parts=DEEP), ["all", "men"]),
    Golden("3.5", "a part that comes later is withheld in its place", lambda: kept(("all", 60), ("women", 40), ("men", SECRET), ("others", 9), parts=THREE), ["others"]),
    Golden("3.5", "two secrets under one whole hide each other", lambda: kept(("all", 60), ("women", 40), ("men", SECRET), ("others", SECRET), parts=THREE), []),
    Golden("3.5", "a few people beside a secret do not hide it", lambda: kept(("all", 60), ("women", 40), ("others", 3), ("men", SECRET), parts=THREE), ["women"]),
    Golden("3.5", "a secret is told from further up", lambda: kept(("town", 90), ("elsewhere", 30), ("women", 40), ("men", SECRET), parts=DEEP), ["women"]),
    Golden("3.5", "a secret part alone hides its whole", lambda: kept(("all", 60), ("women", SECRET), parts=ONE), ["all"]),
    Golden("3.5", "a family that names itself ends", lambda: kept(("all", 20), ("women", 9), parts={"all": ("women",), "women": ("all",)}), []),
    Golden("3.5", "six ones among enough people could be nobody", lambda: kept(("all", 20), ("a", 14), *((n, 0) for n in "bcd"), parts={"all": "abcd"}), list("bcd")),
    Golden("3.5", "nobody is told where what is shown is all", lambda: kept(("all", 20), ("women", 0), ("men", 20)), []),
    Golden("3.5", "a running total tells few who came in between", lambda: kept(("winter", 20), ("spring", 40), ("summer", 43), parts=SINCE_JANUARY), ["summer"]),
    Golden("3.5", "a late running total is near the one before or after it", lambda: kept(("winter", 20), ("summer", 48), ("spring", 45), parts=SINCE_JANUARY), ["spring"]),
    Golden("3.5", "a running total that begins anew tells nothing", lambda: kept(("winter", 40), ("spring", 12), parts=SINCE_JANUARY), []),
    Golden("3.5", "a share tells its part as a count does", lambda: kept(("all", 20), ("women", 9), ("men", 8), ("all", 20), ("share of men", 8), parts=SHARED), ["men", "share of men"]),
    Golden("3.5", "the whole that a share names again stays withheld", lambda: kept(("women", 9), ("all", 12), ("all", 12), ("share of men", 6), parts=SHARED), ["all"]),
    Golden("3.5", "a secret takes what stood in its place with it", lambda: kept(("all", 60), ("women", 37), ("men", 23), ("men", SECRET)), ["men", "women"]),
    Golden("3.5", "too many ways to add up: nothing more is shown", lambda: len(kept(("all", 10**6), *((n, 2**n) for n in range(3, 17)), parts={"all": tuple(range(3, 17))})), 2),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.section} {case.name}")
def test_what_could_be_worked_out_is_withheld(case):
    assert case.found() == case.right


def test_the_limit_is_one_of_ways_to_add_up():
    assert MOST == 2**12
