"""The catalogue out of a file: what would change is told first, and written only as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from kit.states import Refusal
from measurement import actions
from measurement.catalogue.columns import Line, by_code
from measurement.models import Definition, Indicator


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file would do to one indicator: `new`, `same`, `words` or `version`, or why it cannot."""

    code: str
    name: str
    what: str
    lines: tuple[Line, ...]
    known: Indicator | None = None
    fields: tuple[str, ...] = ()
    refusal: str = ""
    # Beside that: put into use, or retired.
    fate: str = ""


def planned(lines: Iterable[Line]) -> list[Planned]:
    """What each indicator of the file would become, in the file's order; nothing is written."""
    groups = by_code(lines)
    found = Indicator.objects.filter(site=None, code__in=list(groups)).order_by("code")
    known = {one.code: one for one in found}
    frozen: dict[tuple[Any, int], Definition] = {
        (row.indicator_id, row.number): row
        for row in Definition.objects.filter(indicator__in=known.values()).order_by("number")
    }
    return [plan(code, rows, known.get(code), frozen) for code, rows in groups.items()]


def plan(
    code: str, rows: list[Line], known: Indicator | None, frozen: dict[tuple[Any, int], Definition]
) -> Planned:
    """What becomes of one indicator."""
    last = rows[-1]
    made = Planned(code, last.fields["name"], "same", tuple(rows), known)
    if known is None:
        return replace(made, what="new", refusal=misnumbered(rows) or unfit_as_new(rows))
    if fault := misnumbered(rows) or unfit_beside(rows, known, frozen):
        return replace(made, refusal=fault)
    current = known.rules()
    rules = [name for name, value in last.rules.items() if current[name] != value]
    ahead = last.number is None or last.number > known.version
    words = [name for name, value in told(last).items() if getattr(known, name) != value]
    fate = fate_of(last, known)
    what = "version" if rules and ahead else "words" if words or fate else "same"
    return replace(made, what=what, fields=(*(rules if ahead else ()), *words), fate=fate)


def fate_of(last: Line, known: Indicator) -> str:
    """Whether the file puts an indicator into use or retires it; what is retired stays so."""
    status = last.fields["status"]
    return "" if known.status in {status, Indicator.Status.RETIRED} else str(status)


def unfit_as_new(rows: list[Line]) -> str:
    """Why these rows make no new indicator: its first version is missing, or what residents read."""
    if rows[0].number not in (None, 1):
        return _("Its first version is missing from the file.")
    return lacking(rows[-1])


def lacking(line: Line) -> str:
    """What residents could not read of an indicator in use."""
    try:
        actions.refuse_nameless(Indicator(site=None, **line.fields))
    except Refusal as refusal:
        return str(refusal)
    return ""


def unfit_beside(
    rows: list[Line], known: Indicator, frozen: dict[tuple[Any, int], Definition]
) -> str:
    """Why these rows do not fit what the catalogue says already."""
    for row in rows:
        there = frozen.get((known.pk, row.number or 0))
        if there and there.rules() != row.rules:
            text = _("Version %(number)s stands written otherwise: what was defined never changes.")
            return text % {"number": row.number}
    if known.level != rows[-1].fields["level"]:
        return _("What it is measured for does not change: give it another code.")
    fate = fate_of(rows[-1], known)
    if fate == Indicator.Status.DRAFT:
        return _("What is in use is no draft again: retire it, with the reason.")
    if fate == Indicator.Status.RETIRED and not rows[-1].retired_why:
        return _("Say why it is retired: the reason stays in the catalogue.")
    return lacking(rows[-1]) if fate == Indicator.Status.ACTIVE else ""


def told(line: Line) -> dict[str, Any]:
    """The words of a row that an indicator in the catalogue may still change."""
    fixed = {"status", "level"}
    return {name: value for name, value in line.words.items() if name not in fixed}


def misnumbered(rows: list[Line]) -> str:
    """Why the versions of one indicator do not follow each other; empty when they do."""
    numbers = [row.number for row in rows]
    if len(rows) > 1 and (None in numbers or len(set(numbers)) < len(numbers)):
        return _("It stands twice in the file, without versions that tell the rows apart.")
    first = numbers[0]
    if first is not None and numbers != list(range(first, first + len(numbers))):
        return _("Its versions do not follow each other.")
    if any(row.number and row.number > 1 and not row.reason for row in rows):
        return _("A later version says why the definition changed.")
    return ""


def bring_in(plans: Sequence[Planned], *, by: Any = None, why: str = "") -> None:
    """Writes what was planned; a refusal of one takes all of it back with the caller's transaction."""
    # What a new version names, another row of the file may bring.
    for one in sorted(plans, key=lambda plan: plan.what != "new"):
        if one.refusal:
            raise Refusal(f"{one.code}: {one.refusal}")
        if one.what == "new":
            actions.carry_in(versions_of(one), by=by)
        elif one.known and one.what in {"version", "words"}:
            renew(one, one.known, by=by, why=why)
    new = (one for one in plans if one.what == "new" and one.lines[-1].replaced_by)
    actions.carry_replacements({one.code: one.lines[-1].replaced_by for one in new})
    actions.mark_families(one.code for one in plans if one.what == "new")
    for one in plans:
        if one.known and one.fate == Indicator.Status.RETIRED:
            retire(one.lines[-1], one.known, by=by)


def retire(line: Line, known: Indicator, *, by: Any) -> None:
    """What the file says to be retired, once what replaces it is there."""
    other = None
    if line.replaced_by:
        other = Indicator.objects.filter(site=None, code=line.replaced_by).first()
        if other is None:
            words = _("%(code)s is replaced by %(other)s, which is not in the catalogue.")
            raise Refusal(words % {"code": known.code, "other": line.replaced_by})
    actions.retire_indicator(
        known, reason=line.retired_why, replaced_by=other, on=line.retired_on, by=by
    )


def versions_of(one: Planned) -> list[actions.Carried]:
    """A new indicator with all its versions."""
    return [
        actions.Carried(
            rules=row.rules, words=row.words | {"code": row.code}, valid_from=row.valid_from,
            reason=row.reason, retired_on=row.retired_on, retired_why=row.retired_why,
            origin=row.origin,
        )
        for row in one.lines
    ]  # fmt: skip


def renew(one: Planned, known: Indicator, *, by: Any, why: str) -> None:
    """The versions that are not written yet, then the words."""
    for row in one.lines:
        if row.number is None or row.number > known.version:
            change = actions.Change(known.version, row.rules, row.reason or why, row.valid_from)
            known = actions.redefine(known, change, by=by)
    known = actions.reword(known, actions.Change(known.version, told(one.lines[-1])), by=by)
    if one.fate == Indicator.Status.ACTIVE:
        actions.put_in_use(known, role=known.role, by=by)
