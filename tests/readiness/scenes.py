"""Scenes of a round, through our own actions."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kit import clock
from readiness import actions
from readiness.actions import Answer, Support
from readiness.models import Dimension, Round
from readiness.texts import read_all
from tests.conftest import TODAY

UNTIL = TODAY + timedelta(days=14)


HALF_TIME = Support("time", "Un mi-temps", "CRPV", UNTIL)
TWO_DAYS = Support("coaching", "Deux journées pour la triade", "Régie", UNTIL)


def codes(found: Round) -> list[str]:
    """The codes of a round's dimensions, in the order of the rubric."""
    rows = Dimension.objects.filter(rubric=found.rubric_id).order_by("position")
    return list(rows.values_list("code", flat=True))


def published(count: int = 0, kind: str = "preconditions", version: int = 2) -> None:
    """The rubrics; with a number, a later version of one kind that asks so many questions."""
    actions.publish_rubrics(read_all())
    if not count:
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}-{version}.toml"
        path.write_text(worded(count, kind, version), encoding="utf-8")
        actions.publish_rubrics(read_all(Path(folder)))


def worded(count: int, kind: str, version: int) -> str:
    """A rubric of so many dimensions with four levels each, as its file words it."""
    both = 'fr = "{0} en français"\nen = "{0} in English"\n'
    steps = [f"[[levels]]\nnumber = {n}\n{both.format(f'Marche {n}')}" for n in (0, 1, 2, 3)]
    asked = []
    for place in range(1, count + 1):
        asked.append(
            f'[[dimensions]]\ncode = "d-{place}"\nfamily = "urgency"\n'
            + "".join(f"{field}.fr = 'Un {place}'\n{field}.en = 'One {place}'\n" for field in ("title", "question"))
        )  # fmt: skip
        asked += [
            f"[[dimensions.levels]]\nnumber = {n}\n"
            + "".join(f"{field}.fr = 'Un {n}'\n{field}.en = 'One {n}'\n" for field in ("text", "example"))
            for n in (0, 1, 2, 3)
        ]  # fmt: skip
    head = f'kind = "{kind}"\nversion = {version}\n'
    parts = [f"[{name}]\n{both.format(name)}" for name in ("title", "introduction")]
    return "\n".join([head, *parts, *steps, *asked])


def opened(site: Any, by: Any, kind: str = "preconditions") -> Round:
    """A round open for rating."""
    actions.publish_rubrics(read_all())
    until = clock.today() + timedelta(days=14)
    return actions.open_round(site, kind=kind, rate_until=until, by=by)


def rated(found: Round, person: Any, level: int = 2, **by_code: Any) -> Round:
    """Somebody rates everything: one level, but for the dimensions named (urgency_issue=0)."""
    special = {name.replace("_", "-"): value for name, value in by_code.items()}
    answers = {code: answer(special.get(code, level), person) for code in codes(found)}
    actions.rate(found, answers, by=person)
    return found


def answer(value: Any, person: Any) -> Answer:
    """A level; None: does not know; an Answer as it is."""
    if isinstance(value, Answer):
        return value
    if value is None:
        return Answer(unknown=True)
    return Answer(level=value, comment=f"{person} dit {value}.")


def meeting(site: Any, people: Any, kind: str = "preconditions", **by_code: Any) -> Round:
    """The three rated alone; the meeting has begun. `urgency_issue=(0, 2, 3)`: one level each."""
    found = opened(site, people[0], kind)
    for place, person in enumerate(people):
        mine = {name: values[place] for name, values in by_code.items()}
        rated(found, person, **mine)
    return actions.open_meeting(found, by=people[0])


def talked_over(found: Round, by: Any, level: int = 2, **by_code: int | None) -> Round:
    """The meeting notes one level everywhere, but for the dimensions named; None: no consensus."""
    special = {name.replace("_", "-"): value for name, value in by_code.items()}
    for code in codes(found):
        noted = special.get(code, level)
        actions.note_consensus(
            found, code, level=noted, note="Nous en avons parlé.", by=by, seen=""
        )
    return found


def concluded(site: Any, people: Any, kind: str = "preconditions", level: int = 2, **by_code: Any) -> Round:  # fmt: skip
    """A round with its meeting behind it."""
    found = talked_over(meeting(site, people, kind), people[0], level, **by_code)
    return actions.conclude(
        found, met_on=TODAY, facilitator="Samira", seats=["state"], others=["Régie"], by=people[0]
    )
