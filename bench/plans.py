"""How the database carries out what a page asked it: which steps, and how many rows each really read."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection


def steps_on(table: str, statements: Iterable[str]) -> list[dict[str, Any]]:
    """The steps of these statements that read a table, each statement carried out again."""
    return [
        step
        for statement in statements
        if table in statement and statement.lstrip(" (\n").startswith(("SELECT", "WITH"))
        for step in walked(plan_of(statement), table)
    ]


def plan_of(statement: str) -> dict[str, Any]:
    """The plan of a statement, with the rows of each step."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}")
        (found,) = cursor.fetchone()
    plan: dict[str, Any] = found[0]["Plan"]
    return plan


def walked(step: dict[str, Any], table: str) -> Iterator[dict[str, Any]]:
    """A step and those below it that read the table."""
    if step.get("Relation Name") == table:
        yield step
    for part in step.get("Plans", ()):
        yield from walked(part, table)


def rows_of(step: dict[str, Any]) -> float:
    """The rows that a step read, those that it threw away too."""
    thrown = step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)
    read: float = (step["Actual Rows"] + thrown) * step["Actual Loops"]
    return read
