"""A figure is said to be part of another one: what fits, and what would go round in a circle."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from kit.states import Refusal
from measurement.families import scope_of
from measurement.models import Definition, Indicator

# What a part shares with its whole, and how that is said.
SHARED = ("value_type", "unit", "periodicity", "nature", "accumulation", "level")
# What a share does with the count that it is a share of: its denominator.
IN_TIME = ("periodicity", "nature", "accumulation", "level")


def one_family_at_a_time() -> None:
    """Who says of a figure what it is part of waits for who does so meanwhile; asked for before any row is locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('measurement.families', 7))")


def whole_of(found: Indicator) -> Indicator | None:
    """What a figure is part of: a common one, or one of its own site; None for a word that names none."""
    if not found.part_of:
        return None
    site, code = scope_of(found.part_of, found.site_id)
    whole: Indicator | None = Indicator.objects.filter(site=site, code=code).first()
    return whole


def refuse_unfit_part(found: Indicator) -> Indicator | None:
    """A part is counted as its whole is, at the same places and days; and it is no part of itself.

    Of a share the whole is what its denominator counts. Of people, a part is at least as secret as its whole. Returns the whole, None for what is part
    of nothing.
    """
    if not found.part_of:
        return None
    whole = whole_of(found)
    if whole is None or whole.status == Indicator.Status.DRAFT:
        raise Refusal(_("What it is part of is not in the catalogue, nor a figure of this site."), "part_of")  # fmt: skip
    if whole.value_type not in Indicator.COUNTED:
        raise Refusal(_("Only a count has parts: choose another figure, or none."), "part_of")
    for name in IN_TIME if found.is_ratio else SHARED:
        if getattr(found, name) != getattr(whole, name):
            words = _("A part is counted like its whole: “%(whole)s” differs in: %(what)s.")
            what = Indicator._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # noqa: SLF001
            raise Refusal(words % {"whole": whole.name, "what": what}, "part_of")
    if found.threshold < whole.threshold:
        words = _("Its whole is not published below %(number)s: neither is a part of it.")
        raise Refusal(words % {"number": whole.threshold}, "threshold")
    if found.pk in above(whole):
        words = _("“%(whole)s” is, or was, a part of this figure itself.")
        raise Refusal(words % {"whole": whole.name}, "part_of")
    return whole


ABOVE = """
WITH RECURSIVE above(id) AS (
    SELECT %s::uuid
    UNION
    SELECT w.id FROM above
    JOIN measurement_definition d ON d.indicator_id = above.id AND d.part_of <> ''
    JOIN measurement_indicator p ON p.id = d.indicator_id
    JOIN measurement_indicator w ON w.code = d.part_of AND (w.site_id IS NULL OR w.site_id = p.site_id)
)
SELECT id FROM above
"""


def above(found: Indicator) -> set[Any]:
    """A figure, and all that it is or ever was part of."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [found.pk])
        return {row[0] for row in cursor.fetchall()}


def mark_families(codes: Iterable[str]) -> None:
    """Common figures of a file that are parts of others: these are there, fit, and know their family.

    It belongs to the bringing in of that file, to its transaction and to its entry in the journal.
    """
    named = Q(indicator__site=None, indicator__code__in=list(codes)) & ~Q(part_of="")
    for row in Definition.objects.filter(named).select_related("indicator").order_by("number"):
        found = row.indicator
        try:
            whole = refuse_unfit_part(found) or whole_of(found.defined_by(row))
        except Refusal as refusal:
            raise Refusal(f"{found.code}: {refusal}") from refusal
        if whole:
            join(found, whole)


def join(found: Indicator, whole: Indicator) -> None:
    """From now on neither is told without the other."""
    Indicator.objects.filter(pk__in=[found.pk, whole.pk], in_family=False).update(in_family=True)
    found.in_family = True
