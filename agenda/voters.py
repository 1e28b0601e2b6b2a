"""By what a browser is known again when it agrees with comments: one necessary cookie, no name."""

import secrets
from typing import Any

from django.conf import settings

from agenda import codes

SALT = "agenda.voter"
COOKIE = "__Host-accord" if settings.SESSION_COOKIE_SECURE else "accord"
A_YEAR = 365 * 86_400


def keys_of(request: Any) -> tuple[str, ...]:
    """The keys under which this person may have agreed, the one to agree under first.

    The account of who has signed in; then the browser's own key, which is in the cookie or, before
    there is one, follows from the secret that protects its forms: a double click before the first
    answer is back comes from the same key. Empty for a browser of which nothing is known.
    """
    account = (f"account {request.user.pk}",) if request.user.is_authenticated else ()
    own = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    secret = request.META.get("CSRF_COOKIE", "")
    derived = codes.keyed("voter", secret) if secret else ""
    return account + tuple(key for key in (own, derived) if key)


def keys_for_writing(request: Any) -> tuple[str, ...]:
    """The same, with a new random key for a browser of which nothing is known."""
    return keys_of(request) or (secrets.token_hex(32),)


def remember(response: Any, keys: tuple[str, ...]) -> None:
    """Leaves the browser's key with it, for a year; who has signed in needs none."""
    if keys[0].startswith("account "):
        return
    response.set_signed_cookie(
        COOKIE,
        keys[0],
        salt=SALT,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def mark_of(comment: Any, key: str) -> str:
    """What is stored of a key for one comment; another comment gets another mark."""
    return codes.keyed("agreement", comment, key)
