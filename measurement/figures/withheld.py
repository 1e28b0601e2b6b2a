"""What was decided about the words of a resident who contests, for its author and for who decides."""

from typing import Any

from agenda.figures import ForAuthor
from measurement.models import Dispute, DisputeAppeal, Withholding
from sites.models import Site

Kind = Withholding.Kind


def decisions_about_words(dispute: Dispute) -> tuple[Withholding, ...]:
    """All that was decided about the words of a dispute, the latest first; one query."""
    rows = dispute.withholdings.select_related("by", "appeal", "appealed")
    return tuple(rows.order_by("-number"))


def for_words_author(dispute: Dispute) -> ForAuthor:
    """What its author reads about the words they wrote, and whether they may appeal; one query."""
    done = decisions_about_words(dispute)
    hidden = next((one for one in done if one.kind == Kind.HIDDEN), None)
    if hidden is None:
        return ForAuthor("")
    asked: DisputeAppeal | None = getattr(hidden, "appealed", None)
    answer = next((one for one in done if asked and one.appeal_id == asked.pk), None)
    return ForAuthor(
        place="" if done[0].kind == Kind.RESTORED else "hidden",
        ground=str(hidden.get_ground_display()),
        why=hidden.reason,
        at=hidden.at,
        appealed_at=asked.at if asked else None,
        words=asked.words if asked else "",
        answer=answer.reason if answer else "",
        upheld=answer is not None and answer.kind == Kind.UPHELD,
    )


def words_appeal_at(site: Site, key: Any) -> DisputeAppeal | None:
    """An appeal at a site, with the decision that it is against; None at another site."""
    rows = DisputeAppeal.objects.filter(decision__dispute__site=site, pk=key)
    found: DisputeAppeal | None = rows.select_related(
        "decided", "decision__by", "decision__dispute"
    ).first()
    return found
