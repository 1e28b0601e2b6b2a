"""Derives from two editions of the list what became of the neighbourhoods that only one of them has."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet

from sites.models import Lineage, Neighbourhood

R = Lineage.Relation


def derive_lineage(published: Collection[int]) -> int:
    """Writes the steps that are not known yet; what the national team said stays. How many are new."""
    made = 0
    for edition in sorted(published)[1:]:
        steps = steps_of(edition)
        said = Lineage.objects.filter(edition=edition).values_list("former_id", "later_id")
        formers = {former for former, _later in said if former}
        laters = {later for _former, later in said if later}
        new = [
            step
            for step in steps
            if (step.former_id not in formers if step.former_id else step.later_id not in laters)
        ]
        made += len(Lineage.objects.bulk_create(new, ignore_conflicts=True))
    return made


def steps_of(edition: int) -> list[Lineage]:
    """Who left the list in an edition and who came, paired by their communes."""
    gone = with_communes(Neighbourhood.objects.filter(retired_in=edition))
    came = with_communes(Neighbourhood.objects.filter(editions__0=edition))
    after = {code: [n for n in came if towns & came[n]] for code, towns in gone.items()}
    before: dict[str, list[str]] = defaultdict(list)
    for code, laters in after.items():
        for later in laters:
            before[later].append(code)
    steps = [
        Lineage(former_id=code, later_id=later, relation=relation(laters, before), edition=edition)
        for code, laters in after.items()
        for later in laters
    ]
    steps += [
        Lineage(former_id=code, relation=R.LEFT, edition=edition)
        for code, laters in after.items()
        if not laters
    ]
    steps += [
        Lineage(later_id=code, relation=R.NEW, edition=edition)
        for code in came
        if code not in before
    ]
    return steps


def relation(laters: list[str], before: dict[str, list[str]]) -> str:
    """Several became one, one became several, or its limits changed."""
    if len(laters) > 1:
        return R.SPLIT
    return R.MERGED if len(before[laters[0]]) > 1 else R.MODIFIED


def with_communes(rows: QuerySet[Neighbourhood]) -> dict[str, set[str]]:
    return {
        row.code: {town.code for town in row.communes.all()}
        for row in rows.prefetch_related("communes").order_by("code")
    }
