"""Counts and weighs the board on the database of the environment, compares its files with their SQL.

Prints one line of JSON.
"""

import json
import sys

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.figures import ratio
from bench.pages_worker import cookie_of, pages

ROUNDS = 9


def main() -> None:
    path, _bare, browser = pages()["national"]
    answer = browser.get(path)
    assert answer.status_code == 200, answer.status_code
    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        weighed = browser.get(path)
    found = {
        "queries": len(queries),
        "bytes": len(weighed.content),
        "cookie": cookie_of(browser),
        "files": files(browser) if "files" in sys.argv else {},
    }
    assert weighed["Content-Encoding"] == "gzip"
    print(json.dumps(found))


def files(browser: Client) -> dict[str, float]:
    """How many times longer each file takes than the statements that fetch its facts."""
    with CaptureQueriesContext(connection) as queries:
        browser.get("/national/sites.csv")
    statements = [query["sql"] for query in queries if query["sql"].startswith(("SELECT", "("))]
    return {
        kind: ratio(lambda kind=kind: fetched(browser, kind), lambda: replayed(statements), rounds=ROUNDS)
        for kind in ("csv", "ods", "xlsx")
    }  # fmt: skip


def fetched(browser: Client, kind: str) -> None:
    answer = browser.get(f"/national/sites.{kind}")
    assert answer.status_code == 200 and len(answer.content) > 1000


def replayed(statements: list[str]) -> None:
    """The same statements, and every row that they find."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


if __name__ == "__main__":
    main()
