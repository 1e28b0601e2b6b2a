"""Reads the environment: every name here is described in docs/operating.md (tested)."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}


def text(name: str, default: str = "") -> str:
    """The value of an environment variable, without surrounding blanks."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes, on (any case); the default when unset or empty."""
    value = text(name)
    return value.lower() in TRUE if value else default


def whole(name: str, default: int = 0) -> int:
    """A whole number from 0 on; ValueError with a sentence for anything else."""
    value = text(name) or str(default)
    if not (value.isascii() and value.isdigit()):
        raise ValueError(f"{name} must be a whole number from 0 on, not {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks removed, empty items dropped."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def database(url: str, *, prepares: bool = True) -> dict[str, object]:
    """Django's database entry for a postgresql:// address.

    A socket folder is given as `?host=/folder`; every other query item becomes a
    libpq option. `prepares`: a connection keeps the statements that it is told to prepare.
    Raises ValueError for another scheme: PostgreSQL is the only engine.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme!r}")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = str(options.pop("host", "") or parts.hostname or "")
    options["prepare_threshold"] = 0 if prepares else None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "qic",
        "USER": unquote(parts.username or str(options.pop("user", "") or "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "") or ""),
        "OPTIONS": options,
    }


def broker(url: str) -> str:
    """Celery's spelling of a Redis address: a socket is redis+socket:// there."""
    if url.startswith("unix://"):
        parts = urlsplit(url)
        number = dict(parse_qsl(parts.query)).get("db", "0")
        return f"redis+socket://{parts.path}?virtual_host={number}"
    return url


def mailer(url: str) -> dict[str, object]:
    """One entry of MAILERS for smtp:// or smtps:// (user:password@host:port)."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError(f"EMAIL_URL must begin with smtp:// or smtps://, not {parts.scheme!r}")
    query = dict(parse_qsl(parts.query))
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": query.get("tls", "") in TRUE,
            "timeout": 10,
        },
    }
