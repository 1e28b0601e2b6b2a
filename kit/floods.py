"""Holds back what comes too fast from one address or too often, without keeping either."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from kit import clock
from kit.states import Refusal


def seen_before(kind: str, what: str, *, seconds: int) -> int:
    """Counts one more of this kind and says how many came before it in that time."""
    key = key_of(kind, what, seconds)
    so_far: int = cache.get(key, 0)
    cache.set(key, so_far + 1, seconds)
    return so_far


def key_of(kind: str, what: str, seconds: int) -> str:
    """Under what a count is kept: a keyed hash that tells neither the address nor the text."""
    slot = int(clock.now().timestamp()) // seconds
    hashed = salted_hmac("kit.floods", f"{what}\x1f{slot}", algorithm="sha256").hexdigest()
    return f"{kind}:{hashed}"


def hold_back(kind: str, address: str, *, most: int, seconds: int, sentence: object) -> None:
    """Counts one more of this kind from the address; beyond `most` in that time it is refused.

    Only a count under a keyed hash is kept, and only for that time.
    """
    if not address:
        return
    key = key_of(kind, address, seconds)
    so_far = cache.get(key, 0)
    if so_far >= most:
        raise Refusal(sentence)
    cache.set(key, so_far + 1, seconds)
