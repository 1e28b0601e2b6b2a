"""The national board of all sites: against a bare view, against ten sites, its weight, its files."""

import json
import statistics
import subprocess
import sys
from typing import Any

from bench import databases, served, visits
from bench.figures import Figure

FEW, SIZES = 10, (10, 100, 1584)
TIMES, QUERIES, GROWTH, EXPORT, HTML = 40, 12, 2, 10, 14.6
ROUNDS, VISITS = 12, 25
BOARD, BARE = "/national/", "/bench/bare/national/"
APPLICATION = "bench.wsgi:application"


def run() -> list[Figure]:
    """Each figure at 1,584 sites; queries, and the slowest of twenty visits, beside smaller sets."""
    found = {size: known(size) for size in SIZES}
    few, most = found[FEW], found[SIZES[-1]]
    counts = [found[size]["queries"] for size in SIZES]
    with (
        served.portal(databases.national(SIZES[-1]), application=APPLICATION) as large,
        served.portal(databases.national(FEW), application=APPLICATION) as small,
    ):
        ratio = visits.times_bare(large, BOARD, BARE, cookie=most["cookie"])
        growth = slowest_grow((large, most["cookie"]), (small, few["cookie"]))
    return [
        Figure("board.times_bare", ratio, TIMES),
        Figure("board.queries", max(counts), QUERIES),
        Figure("board.queries_grow_by", max(counts) - min(counts), 0),
        Figure("board.p95_times_ten_sites", growth, GROWTH),
        *(
            Figure(f"board.{kind}_times_sql", times, EXPORT)
            for kind, times in most["files"].items()
        ),
        Figure("board.html_kB", most["bytes"] / 1000, HTML),
    ]


def slowest_grow(large: tuple[int, str], small: tuple[int, str]) -> float:
    """The time within which nineteen of twenty visits are answered: of all sites over that of ten."""
    took: dict[int, list[float]] = {large[0]: [], small[0]: []}
    for port, cookie in (large, small):
        visits.took(port, BOARD, visits.READERS * VISITS, cookie)
    for _round in range(ROUNDS):
        for port, cookie in (large, small):
            took[port] += visits.one_by_one(port, BOARD, VISITS, cookie)
    return p95(took[large[0]]) / p95(took[small[0]])


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def known(size: int) -> dict[str, Any]:
    """Queries, bytes and files on a database of that size, and its reader's cookie."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.board_worker", *(["files"] if size == SIZES[-1] else [])],
        cwd=databases.ROOT,
        env=databases.environment(databases.national(size)),
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])
