"""By what a browser is known again when it speaks and agrees: one necessary cookie, no name."""

import secrets
from typing import Any

from django.conf import settings
from django.db.models import Q

from agenda import codes

SALT = "agenda.voter"
COOKIE = "__Host-accord" if settings.SESSION_COOKIE_SECURE else "accord"
ACCOUNT = "account "
A_YEAR = 365 * 86_400


def keys_of(request: Any) -> tuple[str, ...]:
    """The keys under which this person may have agreed, the one to agree under first.

    The account of who has signed in; then the browser's own key, which is in the cookie or, before
    there is one, follows from the secret that protects its forms: a double click before the first
    answer is back comes from the same key. Empty for a browser of which nothing is known.
    """
    account = (f"{ACCOUNT}{request.user.pk}",) if request.user.is_authenticated else ()
    own = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    secret = request.META.get("CSRF_COOKIE", "")
    derived = codes.keyed("voter", secret) if secret else ""
    return account + tuple(key for key in (own, derived) if key)


def keys_for_writing(request: Any) -> tuple[str, ...]:
    """The same, with a new random key for a browser of which nothing is known."""
    keys = keys_of(request)
    return keys if browsers(keys) else (*keys, secrets.token_hex(32))


def browsers(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of the browser alone."""
    return tuple(key for key in keys if not key.startswith(ACCOUNT))


def remember(response: Any, keys: tuple[str, ...]) -> None:
    """Leaves the browser's key with it, for a year: it is known again after signing in or out."""
    response.set_signed_cookie(
        COOKIE,
        browsers(keys)[0],
        salt=SALT,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def left_by(comment: Any, keys: tuple[str, ...]) -> tuple[str, str]:
    """What is stored of who speaks or agrees: their mark, and beside an account's the browser's.

    The second is empty where the first is the browser's own, or no browser is known.
    """
    if not keys:
        return "", ""
    own = browsers(keys)
    browser = mark_of(comment, own[0]) if own and own[0] != keys[0] else ""
    return mark_of(comment, keys[0]), browser


def same_person(comment: Any, keys: tuple[str, ...], first: str, second: str) -> Q:
    """What these keys left, by the two fields that hold it.

    Who has signed in is known by the account, or by what the browser left with nobody signed in.
    A browser with nobody signed in stands also for every account that spoke from it; another
    account on the same, shared browser is another person.
    """
    marks = [mark_of(comment, key) for key in keys]
    mine = Q(**{f"{first}__in": marks})
    return mine if keys != browsers(keys) else mine | Q(**{f"{second}__in": marks})


def mark_of(comment: Any, key: str) -> str:
    """What is stored of a key for one comment; another comment gets another mark."""
    return codes.keyed("agreement", comment, key)
