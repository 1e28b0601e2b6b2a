"""Makes a file of 96,000 values, and takes it in a transaction that is rolled back; prints a line of JSON."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")
django.setup()

from django.db import connection, transaction

from accounts.models import User
from bench.figures import ratio
from kit import clock
from kit.sheets import FILES, Table
from measurement import actions
from measurement.actions.imports import CELLS
from measurement.incoming.cells import Manner
from measurement.instants import back_dating
from measurement.models import Indicator, Measurement, ValueImport
from measurement.periods import Period, latest
from sites.models import Site
from tests import make

ROWS, INDICATORS, ROUNDS = 96_000, 61, 1
EMAIL = "bench@example.org"
HEADS = ("Site", "Indicateur", "Période", "Valeur")


def main(what: str, *file: str) -> None:
    ways: dict[str, Callable[..., Any]] = {
        "fill": fill, "time": timed, "write": write, "memory": memory,
    }  # fmt: skip
    print(json.dumps(ways[what](*map(Path, file))))


def fill() -> dict[str, Any]:
    """Somebody who sends the file, and the figures that it is about."""
    if not User.objects.filter(email=EMAIL).exists():
        make.person("Bench", email=EMAIL)
        for number in range(1, INDICATORS + 1):
            make.common_indicator(f"ind-{number:02}", f"Mesure {number}")
    return {}


def write(file: Path) -> dict[str, Any]:
    """The same values in a file of the kind that its name ends with."""
    file.write_bytes(FILES[file.suffix[1:]][1](Table("Valeurs", HEADS, rows())))
    return {}


def rows() -> list[tuple[str, str, str, int]]:
    """A row a value: site, indicator, quarter, number; the last whole quarter."""
    quarter = period()
    slugs = Site.objects.order_by("slug").values_list("slug", flat=True)
    codes = [f"ind-{number:02}" for number in range(1, INDICATORS + 1)]
    found = [(slug, code, quarter, len(slug) * 37 + place) for slug in slugs for place, code in enumerate(codes)]  # fmt: skip
    return found[:ROWS]


def content() -> bytes:
    """The same rows as a text."""
    return "\n".join(";".join(map(str, row)) for row in [HEADS, *rows()]).encode()


def period() -> str:
    """The last quarter that has ended, as both of its days."""
    found: Period = latest("quarter", before=clock.today(), count=2)[1]
    return found.stored()


def taken(file: bytes) -> ValueImport:
    """The whole way of a file: read, looked through, looked through again and taken."""
    by = User.objects.get(email=EMAIL)
    found = actions.keep_file(None, by=by, name="valeurs.csv", content=file)
    manner = Manner(provenance="Essai de charge")
    found = actions.look_through(found, by=by, columns=found.columns, manner=manner)
    found = actions.apply_file(found, by=by, seen=found.outcome, only_good=False, role="national")
    if found.accepted != ROWS:
        raise RuntimeError(f"{found.accepted} of {ROWS} rows were accepted")
    return found


def undone(work: Callable[[], object]) -> None:
    """Does it with all its constraints checked, as a commit would, and undoes it."""
    with transaction.atomic():
        work()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def timed() -> dict[str, Any]:
    """The whole way of the file over a COPY of the very rows that it writes, in turns."""
    file, rows = content(), bytearray()

    def kept() -> None:
        found = taken(file)
        mine = f"SELECT {columns()} FROM {table()} WHERE brought_id = '{found.pk}'"
        with connection.cursor() as cursor, cursor.copy(f"COPY ({mine}) TO STDOUT") as copy:
            for block in copy:
                rows.extend(block)

    undone(kept)
    bare = re.sub(rb"\t[0-9a-f-]{36}(?=\n)", b"\t\\\\N", bytes(rows))
    found = ratio(lambda: undone(lambda: taken(file)), lambda: undone(lambda: copied(bare)), rounds=ROUNDS)  # fmt: skip
    return {"ratio": found}


def columns() -> str:
    """The columns that an import writes."""
    fields = Measurement._meta.get_field  # noqa: SLF001 - Django documents it
    return ", ".join(fields(name).column for name in CELLS)


def table() -> str:
    return Measurement._meta.db_table  # noqa: SLF001 - Django documents it


def copied(rows: bytes) -> None:
    """The bare COPY: the same rows, already as PostgreSQL reads them, with the instant that they bear."""
    back_dating()
    with connection.cursor() as cursor, cursor.copy(f"COPY {table()} ({columns()}) FROM STDIN") as copy:  # fmt: skip
        copy.write(rows)


def memory(file: Path) -> dict[str, Any]:
    """How much more memory the import of a file needs at most than the idle process has."""
    Indicator.objects.count()
    idle = resident("VmRSS")
    undone(lambda: taken(file.read_bytes()))
    return {"megabytes": (resident("VmHWM") - idle) / 1024}


def resident(name: str) -> int:
    """Kilobytes of this process as the kernel counts them: now, or the most so far."""
    status = Path("/proc/self/status").read_text()
    found = re.search(rf"{name}:\s+([0-9]+) kB", status)
    return int(found.group(1)) if found else 0


if __name__ == "__main__":
    main(*sys.argv[1:])
