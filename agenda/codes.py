"""Follow-up codes: read from paper without doubt, told once, never stored."""

import re
from typing import Any

from django.utils.crypto import salted_hmac

# No 0 O 1 I L: they are taken for one another.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, GROUP = 3, 4
SALT = "agenda.follow-up"


def code_for(once: str) -> str:
    """The code that belongs to one sent form: XXXX-XXXX-XXXX.

    It follows from the form's own key, so that a double click is answered with the same
    code although the code itself is stored nowhere.
    """
    number = int(salted_hmac(SALT, once, algorithm="sha256").hexdigest(), 16)
    signs = []
    for _sign in range(GROUPS * GROUP):
        number, place = divmod(number, len(LETTERS))
        signs.append(LETTERS[place])
    code = "".join(signs)
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def hash_of(code: str) -> str:
    """The keyed hash under which a comment is found again; spaces, dashes and case do not count."""
    return keyed("code", re.sub(r"[^0-9A-Z]", "", code.upper()))


def keyed(*parts: Any) -> str:
    """A keyed hash (hex) of several values."""
    text = "\x1f".join(str(part) for part in parts)
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()
