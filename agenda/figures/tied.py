"""What activities may be tied to: the passages of a site's adopted versions."""

from agenda.models import Version, Wording
from agenda.plan_sheet import AdoptedPassage, AdoptedPassages
from sites.models import Site


def adopted_passages(site: Site) -> AdoptedPassages:
    """Every passage of every version that was adopted, with the one in force; one query."""
    rows = (
        Wording.objects.filter(version__site=site, version__adopted_on__isnull=False)
        .select_related("version")
        .defer("version__content", "text", "plain_text")
        .order_by("version__number", "position")
    )
    found = [
        AdoptedPassage(
            w.version_id, w.passage_id, w.version.number, w.position, w.heading, w.strategy
        )
        for w in rows
    ]
    now = [w.version.number for w in rows if w.version.state == Version.State.ADOPTED]
    return AdoptedPassages(found, now[0] if now else None)
