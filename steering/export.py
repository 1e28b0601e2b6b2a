"""The committee's decisions as a file for spreadsheets."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kit.sheets import Table
from steering.figures import DecisionFigure


def table(decisions: Iterable[DecisionFigure]) -> Table:
    """A line a decision; days are days."""
    head = [
        _("Reference"),
        _("Decision taken on"),
        _("Title"),
        _("What was decided"),
        _("Carried by"),
        _("Due on"),
        _("To be reviewed on"),
        _("State"),
        _("Settled on"),
        _("Sites"),
        _("Last review"),
    ]
    return Table(_("Decisions of the committee"), head, (line(each) for each in decisions))


def line(decision: DecisionFigure) -> list[Any]:
    last = decision.reviews[0] if decision.reviews else None
    return [
        decision.reference,
        decision.decided_on,
        decision.title,
        decision.wording,
        decision.carried_by,
        decision.due_on,
        decision.review_on,
        decision.state_words,
        decision.settled_on,
        ", ".join(name for _slug, name in decision.sites),
        last.note if last else "",
    ]
