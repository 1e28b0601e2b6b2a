"""Why a site is pointed out: what a line of the board opens to."""

from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a line opens to: the needs of the site, what it asked for, and who carries it."""

    row: BoardRow
    needs: tuple[Need, ...]
    support: SupportSummary
    network: NetworkSummary
    backbone: BackboneFigure

    @property
    def slug(self) -> str:
        return self.row.slug

    @property
    def links(self) -> tuple[tuple[Need, str], ...]:
        """Each need with the page where it is seen; what was asked stands beside them."""
        return tuple((need, need.url(self.slug)) for need in self.needs if need.kind != "support")


def reasons_of(row: BoardRow) -> Reasons:
    """The reasons of one line, the longest waiting first; the queries are those of one site."""
    one: Any = [row]
    support, backbone = support_of(one)[row.pk], backbones(one)[row.pk]
    found = [
        *needs_of_row(row),
        *dues.needs_of_figures(figures_due(one, row.today)[row.pk]),
        *dues.needs_of_support(support),
        *dues.needs_of_circle(circles(one)[row.pk]),
        *dues.needs_of_backbone(backbone, row.today),
    ]
    return Reasons(
        row=row,
        needs=tuple(sorted(found, key=lambda need: need.urgency)),
        support=support,
        network=networks(one)[row.pk],
        backbone=backbone,
    )
