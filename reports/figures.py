"""What the pages of reports show, without ever reading a file's bytes."""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agenda.models import Version
from governance.models import Seat
from kit.access import Standing
from reports.models import (
    AnswersPaper,
    AnswersPaperFile,
    Certificate,
    CertificateFile,
    Edition,
    EditionFile,
    HandoverPaper,
    HandoverPaperFile,
    Printed,
    ProfilePaper,
    ProfilePaperFile,
)
from reports.numbers import quarter, quarter_short
from reports.sheets import grouped, period_of, spaced
from reports.withheld import mark_answers, mark_editions
from sites.models import Neighbourhood, Site

LIGHT = ("figures",)
SHOWN = 6


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition in a list."""

    id: Any
    slug: str
    site: str
    place: str
    quarter: str
    period_start: date
    number: int
    kind: str
    state: str
    ready: bool
    final: bool
    given_up: bool
    pages: int | None
    kilobytes: int | None
    published_at: datetime | None
    code: str
    error: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of a list, as a choice and as a heading."""

    start: date
    value: str
    name: str
    sites: int


@dataclass(frozen=True, slots=True)
class QuarterReports:
    """The editions of one quarter of one site, latest first, and what may be asked next."""

    quarter: str
    start: date
    value: str
    editions: tuple[EditionRow, ...]

    @property
    def last(self) -> EditionRow:
        return self.editions[0]

    @property
    def settled(self) -> bool:
        """True when the last edition is there, so that a next one may be asked for."""
        return self.last.ready


def rows(editions: Iterable[Edition]) -> list[EditionRow]:
    return [row(edition) for edition in editions]


def row(edition: Edition) -> EditionRow:
    return EditionRow(
        id=edition.pk,
        slug=edition.site.slug,
        site=edition.site.name,
        place=f"{edition.site.department.name}, {edition.site.region.name}",
        quarter=quarter_short(edition.period),
        period_start=edition.period_start,
        number=edition.number,
        kind=_("final") if edition.final else pgettext("report", "draft"),
        state=state_words(edition),
        ready=edition.is_ready,
        final=edition.final,
        given_up=edition.is_given_up,
        pages=edition.pages,
        kilobytes=kilobytes(edition),
        published_at=edition.published_at,
        code=spaced(edition.code),
        error=edition.last_error,
        withheld=getattr(edition, "withheld", False),
    )


def state_words(paper: Printed) -> str:
    """Where a paper stands, in words."""
    if paper.is_given_up:
        return _("could not be made")
    return str(paper.get_state_display())


def kilobytes(paper: Printed) -> int | None:
    """The size of its file, once it is there."""
    return None if paper.size is None else max(1, round(paper.size / 1000))


def site_reports(site: Site, standing: Standing) -> list[QuarterReports]:
    """The reports of one site that this person may see, by quarter, latest first."""
    found: dict[date, list[EditionRow]] = {}
    editions = (
        mark_editions(site.editions.visible_to(standing))
        .select_related("site__department", "site__region")
        .defer(*LIGHT)
        .latest_first()
    )
    for edition in editions:
        found.setdefault(edition.period_start, []).append(row(edition))
    return [
        QuarterReports(quarter(period_of(start)), start, start.isoformat(), tuple(group))
        for start, group in found.items()
    ]


def quarters(standing: Standing) -> list[Quarter]:
    """The quarters for which this person has a report, and of how many sites; latest first."""
    starts = (
        Edition.objects.of_people(standing)
        .order_by("-period_start")
        .values_list("period_start")
        .annotate(sites=Count("site", distinct=True))
    )
    return [Quarter(s, s.isoformat(), quarter(period_of(s)), sites) for s, sites in starts]


def latest(standing: Standing, start: date) -> Any:
    """The last edition of each site that this person works with, for one quarter."""
    return (
        Edition.objects.of_people(standing)
        .filter(period_start=start)
        .order_by("site_id", "-number")
        .distinct("site_id")
    )


def quarter_editions(standing: Standing, start: date) -> Any:
    """The same, in the order in which they are listed."""
    return (
        mark_editions(Edition.objects.filter(pk__in=latest(standing, start).values("pk")))
        .select_related("site__department", "site__region")
        .defer(*LIGHT)
        .latest_first()
    )


def last_ready(standing: Standing, sites: Iterable[Any]) -> dict[Any, EditionRow]:
    """The last finished report of each of some sites that this person may read; one query."""
    found = (
        Edition.objects.visible_to(standing)
        .ready()
        .filter(site__pk__among=list(sites))
        .select_related("site__department", "site__region")
        .defer(*LIGHT)
        .order_by("site_id", "-period_start", "-number")
        .distinct("site_id")
    )
    return {edition.site_id: row(edition) for edition in found}


@dataclass(frozen=True, slots=True)
class Verification:
    """What lets somebody check that a file is the one that the portal published."""

    code: str
    site: str
    slug: str
    quarter: str
    number: int
    kind: str
    published_at: datetime | None
    sha256: str
    data: str
    latest: int


def verification(code: str) -> Verification | None:
    """The published edition that bears the code, and whether a later one exists."""
    edition = Edition.objects.ready().select_related("site").defer(*LIGHT).filter(code=code).first()
    if edition is None:
        return None
    same = Edition.objects.ready().filter(site=edition.site_id, period_start=edition.period_start)
    return Verification(
        code=spaced(edition.code),
        site=edition.site.name,
        slug=edition.site.slug,
        quarter=quarter(edition.period),
        number=edition.number,
        kind=_("final") if edition.final else pgettext("report", "draft"),
        published_at=edition.published_at,
        sha256=edition.sha256,
        data=edition.figures_digest,
        latest=same.order_by("-number").values_list("number", flat=True)[0],
    )


FILES: dict[type[Printed], Any] = {
    AnswersPaper: AnswersPaperFile,
    Certificate: CertificateFile,
    Edition: EditionFile,
    HandoverPaper: HandoverPaperFile,
    ProfilePaper: ProfilePaperFile,
}


def content_of(paper: Printed) -> bytes:
    """The bytes of a finished paper."""
    return bytes(FILES[type(paper)].objects.values_list("pdf", flat=True).get(pk=paper.pk))


def archive_of(editions: Any) -> Iterator[bytes]:
    """A ZIP file of editions, piece by piece; on disk beyond a few megabytes while it is made."""
    with tempfile.SpooledTemporaryFile(max_size=8_000_000) as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            for edition in editions.iterator(chunk_size=50):
                archive.writestr(file_name(edition), content_of(edition))
        target.seek(0)
        while piece := target.read(65_536):
            yield piece


def file_name(edition: Edition) -> str:
    """As it lies in a folder of downloads: sorted by site, then quarter, then edition."""
    kind = "definitif" if edition.final else "projet"
    period = edition.period
    return (
        f"rapport-{edition.site.slug}-{period.year}-T{period.quarter}"
        f"-edition-{edition.number}-{kind}.pdf"
    )


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper, in the list of a seat or of a version."""

    id: Any
    taken_on: date
    state: str
    ready: bool
    given_up: bool
    pages: int | None
    kilobytes: int | None
    fingerprint: str
    withheld: bool = False


def handover_papers(site: Site, seat: Seat) -> tuple[PaperRow, ...]:
    """The papers of one seat's handover file, the latest first; one query."""
    return paper_rows(site.handover_papers.filter(seat=seat))


def answers_papers(version: Version) -> tuple[PaperRow, ...]:
    """« You said, we did » of one version on paper, the latest first; one query."""
    return paper_rows(mark_answers(AnswersPaper.objects.filter(version=version)))


def profile_papers(place: Neighbourhood, language: str) -> tuple[PaperRow, ...]:
    """The papers of a neighbourhood's profile in a language, the latest ones first; one query."""
    return paper_rows(place.profile_papers.filter(language=language))[:SHOWN]


def paper_rows(papers: Any) -> tuple[PaperRow, ...]:
    """Papers as a list shows them, the latest first."""
    rows = papers.defer("figures").order_by("-created_at")
    return tuple(
        PaperRow(
            id=paper.pk,
            taken_on=paper.taken_on,
            state=state_words(paper),
            ready=paper.is_ready,
            given_up=paper.is_given_up,
            pages=paper.pages,
            kilobytes=kilobytes(paper),
            fingerprint=grouped(paper.sha256),
            withheld=getattr(paper, "withheld", False),
        )
        for paper in rows
    )


def handover_name(paper: HandoverPaper) -> str:
    """As it lies in a folder of downloads."""
    return f"passation-{paper.site.slug}-{Seat(paper.seat).word}-{paper.taken_on.isoformat()}.pdf"


def certificate_name(paper: Certificate) -> str:
    """As it lies in a folder of downloads."""
    return f"certificat-{paper.site.slug}-v{paper.version.number}.pdf"


def answers_name(paper: AnswersPaper) -> str:
    """As it lies in a folder of downloads."""
    number, on = paper.version.number, paper.taken_on.isoformat()
    return f"vous-avez-dit-{paper.site.slug}-version-{number}-{on}.pdf"


def profile_name(paper: ProfilePaper) -> str:
    """As it lies in a folder of downloads."""
    return f"chiffres-{paper.neighbourhood_id.lower()}-{paper.taken_on.isoformat()}.pdf"
