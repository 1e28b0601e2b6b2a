"""Which numbers tell of so few people that nobody outside the site may read them."""

from decimal import Decimal

type Count = Decimal | None


def is_few(count: Count, least: int) -> bool:
    """True for a count of people so small that it could point at somebody; nought points at nobody."""
    return count is not None and 0 < count < least


def is_share_of_few(numerator: Count, denominator: Count, least: int) -> bool:
    """True for a share of few people, or one that sets a few of them apart.

    All of them, those who are meant and those who are not: each must be many, or nobody. None or
    all of forty tells of no single one; none or all of three tells of each of the three.
    """
    if numerator is None or denominator is None:
        return False
    counts = (denominator, numerator, denominator - numerator)
    return any(is_few(count, least) for count in counts)
