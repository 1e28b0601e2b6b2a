"""Holds back what comes too fast from one network address, without keeping the address."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from kit import clock
from kit.states import Refusal


def hold_back(kind: str, address: str, *, most: int, seconds: int, sentence: object) -> None:
    """Counts one more of this kind from the address; beyond `most` in that time it is refused.

    Only a count under a keyed hash is kept, and only for that time.
    """
    if not address:
        return
    slot = int(clock.now().timestamp()) // seconds
    hashed = salted_hmac("kit.floods", f"{address}\x1f{slot}", algorithm="sha256").hexdigest()
    key = f"{kind}:{hashed}"
    so_far = cache.get(key, 0)
    if so_far >= most:
        raise Refusal(sentence)
    cache.set(key, so_far + 1, seconds)
