"""Why a site is pointed out: what a line of the board opens to."""

from dataclasses import dataclass
from typing import Any

from kit.access import Standing, rule_for
from measurement.dues import figures_due
from overview.figures import dues
from overview.figures.needs import Need, needs_of_row
from overview.figures.rows import BoardRow
from partnership.figures import (
    BackboneFigure,
    NetworkSummary,
    SupportSummary,
    backbones,
    circles,
    networks,
    support_of,
)
from sites.figures import outdated_links


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a line opens to: the needs of the site, what it asked for, and who carries it.

    `links`: each need with the page where it is seen, or nothing where that is closed to the
    reader; what was asked for stands beside them.
    """

    row: BoardRow
    needs: tuple[Need, ...]
    links: tuple[tuple[Need, str], ...]
    support: SupportSummary
    network: NetworkSummary
    backbone: BackboneFigure

    @property
    def slug(self) -> str:
        return self.row.slug


def reasons_of(row: BoardRow, reader: Standing) -> Reasons:
    """The reasons of one line, the longest waiting first; the queries are those of one site."""
    one: Any = [row]
    support, backbone = support_of(one)[row.pk], backbones(one)[row.pk]
    found = [
        *needs_of_row(row),
        *dues.needs_of_links(outdated_links(one)[row.pk]),
        *dues.needs_of_figures(figures_due(one, row.today)[row.pk]),
        *dues.needs_of_support(support),
        *dues.needs_of_circle(circles(one)[row.pk]),
        *dues.needs_of_backbone(backbone, row.today),
    ]
    needs = tuple(sorted(found, key=lambda need: need.urgency))
    return Reasons(
        row=row,
        needs=needs,
        links=tuple(
            (need, need.url(row.slug) if rule_for(need.route)(reader) else "")
            for need in needs
            if need.kind != "support"
        ),
        support=support,
        network=networks(one)[row.pk],
        backbone=backbone,
    )
