"""Databases of the benchmarks: made once from the migrations and kept until these change."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = "bench_reference"
QUARTERS = 40


def address(name: str) -> str:
    """The address of a database on the benchmarks' server."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def environment(name: str, **more: str) -> dict[str, str]:
    """The environment of a process that works on that database, as in production."""
    return {**os.environ, "DEBUG": "", "QIC_DEMO": "1", "DATABASE_URL": address(name), **more}


def manage(name: str, *words: str) -> None:
    """Runs a command of the portal on that database."""
    subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT, env=environment(name), check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def fingerprint() -> str:
    """What the databases are made from: models, migrations, imports, demonstration."""
    digest = hashlib.sha256()
    for pattern in (
        "*/migrations/*.py",
        "*/management/**/*.py",
        "sites/imports/*.py",
        "*/national.py",
        "*/national/*.py",
        "*/demo*/**/*.py",
        "*/demo.py",
    ):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def database(name: str, *, of: str, fill: list[list[str]]) -> str:
    """A database copied from another and filled by commands, unless it is there already."""
    full = f"{name}_{fingerprint()}"
    admin = os.environ["DATABASE_URL"]
    with psycopg.connect(admin, autocommit=True) as connection:
        stale = "SELECT datname FROM pg_database WHERE datname LIKE %s"
        names = {row[0] for row in connection.execute(stale, [f"{name}\\_%"])}
        if full in names:
            return full
        for old in names:
            connection.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{full}"' + (f' TEMPLATE "{of}"' if of else ""))
    try:
        for words in fill:
            manage(full, *words)
        with psycopg.connect(address(full), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    except BaseException:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{full}" WITH (FORCE)')
        raise
    return full


def reference() -> str:
    """Migrations and reference data, no people."""
    return database(REFERENCE, of="", fill=[["migrate", "-v0"], ["import_reference"]])


def national(sites: int) -> str:
    """The reference with that many sites, their people, agendas and ten years of figures."""
    fill = [["seed_national", "--sites", str(sites), "--quarters", str(QUARTERS)]]
    return database(f"bench_national_{sites}", of=reference(), fill=fill)


def demonstration() -> str:
    """The reference with the demonstration set."""
    return database("bench_demonstration", of=reference(), fill=[["seed_demo"]])
