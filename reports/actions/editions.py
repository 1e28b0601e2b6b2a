"""Everything that changes an edition: when it is due, made, closed, made again."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit.hints import hint
from kit.states import Refusal
from measurement.figures import undecided
from measurement.instants import settled
from measurement.periods import Period as Days
from overview.figures import site_snapshot
from overview.snapshot import Period, SiteFigures
from overview.stored import digest, from_json, to_json
from reports import events
from reports.actions.printing import Kind, begun_anew, build, sweep_of
from reports.models import Edition
from reports.sheets import Imprint, markup, period_of
from sites.models import Site, StageChange

HINT = "reports.build_edition"


def days_of(edition: Edition) -> Days:
    """The days that an edition covers, as the journal keeps them."""
    return Days(edition.period_start, edition.period_end)


def closed_quarter(today: date) -> Period:
    """The last quarter that has ended by this day."""
    this = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    before = this - timedelta(days=1)
    return period_of(date(before.year, before.month - 2, 1))


@transaction.atomic
def make_due(today: date) -> int:
    """The portal plans one draft for each site at work and the closed quarter; how many are new.

    Run again, or by two schedulers at once, it changes nothing: the unique triple of site,
    quarter and number decides. A site gets a report from the quarter in which it engaged.
    """
    period = closed_quarter(today)
    began = StageChange.objects.filter(
        site=OuterRef("pk"), after__in=Site.AT_WORK, on__lte=period.end
    )
    there = Edition.objects.filter(site=OuterRef("pk"), period_start=period.start, number=1)
    sites = Site.objects.filter(
        Q(stage_since__lte=period.end) | Exists(began), ~Exists(there), state__in=Site.AT_WORK
    ).order_by("pk")
    made = Edition.objects.bulk_create(
        [Edition(site=site, period_start=period.start, period_end=period.end) for site in sites],
        ignore_conflicts=True,
        batch_size=500,
    )
    for edition in made:
        hint(HINT, edition.pk)
    return len(made)


@transaction.atomic
def picture(edition: Edition) -> SiteFigures:
    """The portal takes the edition's figures once, and stores them before anything is drawn."""
    if edition.figures is None:
        with translation.override(edition.language):
            taken = to_json(site_snapshot(edition.site, edition.period, known_at=settled()))
        edition.figures, edition.figures_digest = taken, digest(taken)
        edition.address = f"{settings.BASE_URL}/rapports/verifier/{edition.code}/"
        edition.save(update_fields=["figures", "figures_digest", "address"])
    found: SiteFigures = from_json(SiteFigures, edition.figures)
    return found


def pages_of(edition: Edition) -> str:
    """What the edition says, from what is stored alone: again and again the same markup."""
    figures = picture(edition)
    imprint = Imprint(
        number=edition.number,
        code=edition.code,
        final=edition.final,
        digest=edition.figures_digest,
        address=edition.address,
        language=edition.language,
    )
    return markup(figures, imprint)


def published(edition: Edition) -> events.EditionPublished:
    """An edition is ready, with its number, its code and the fingerprint of its file."""
    return events.EditionPublished(days_of(edition), edition.number, edition.code, edition.sha256)


def given_up(edition: Edition, reason: str) -> events.EditionGivenUp:
    """Everybody who works with the site sees that an edition was given up, and why."""
    return events.EditionGivenUp(days_of(edition), edition.number, reason)


KIND = Kind(Edition, draw=pages_of, made=published, given_up=given_up)


def build_edition(edition_id: Any) -> bool:
    """Makes one edition from its claim to its file; True when this call published it."""
    return build(KIND, edition_id)


def sweep_editions() -> int:
    """Makes the editions that are due and whose hint was lost; how many came out."""
    return sweep_of(KIND)


@transaction.atomic
def reissue(site: Site, period_start: date, *, by: User) -> Edition:
    """Takes the quarter's figures again as the next edition; the earlier ones stay."""
    last = last_edition(site, period_start)
    edition = following(last, final=False, by=by)
    asked = events.EditionAsked(days_of(edition), edition.number)
    record(asked, by=by, site=site, about=edition)
    return edition


@transaction.atomic
def close_report(site: Site, period_start: date, *, by: User) -> Edition:
    """The triad's draft becomes final: the next edition, with the very figures it has read.

    No headline off course may lack the decision of a closed review.
    """
    last = last_edition(site, period_start)
    if last.final:
        raise Refusal(_("This report is final already."))
    refuse_undecided(last)
    edition = following(last, final=True, by=by)
    closed = events.ReportClosed(days_of(edition), edition.number)
    record(closed, by=by, site=site, about=edition)
    return edition


def refuse_undecided(draft: Edition) -> None:
    """A report is not final while a headline off course lacks the decision of a closed review."""
    printed: SiteFigures = from_json(SiteFigures, draft.figures)
    names = undecided(draft.site, printed.headlines)
    if names:
        raise Refusal(
            _(
                "Not final yet: %(names)s did not move as was hoped for, and no closed learning "
                "review has decided what to do about it. Close the review first."
            )
            % {"names": ", ".join(f"“{name}”" for name in names)}
        )


@transaction.atomic
def start_again(site: Site, edition_id: Any, *, by: User) -> Edition:
    """An edition that was given up is tried anew from the beginning."""
    edition = Edition.objects.get(pk=edition_id, site=site)
    if not begun_anew(edition):
        raise Refusal(_("This edition is being made: there is nothing to start again."))
    again = events.EditionStartedAgain(days_of(edition), edition.number)
    record(again, by=by, site=site, about=edition)
    hint(HINT, edition.pk)
    return edition


def last_edition(site: Site, period_start: date) -> Edition:
    """The quarter's last edition, which must be ready; nobody else asks meanwhile."""
    Site.objects.locked().get(pk=site.pk)
    last = site.editions.filter(period_start=period_start).order_by("-number").first()
    if last is None:
        raise Refusal(_("There is no report for this quarter yet."))
    if not last.is_ready:
        raise Refusal(
            _("Edition %(number)s is being made: wait until it is there.") % {"number": last.number}
        )
    return last


def following(last: Edition, *, final: bool, by: User) -> Edition:
    """The next edition of the same quarter; a final one keeps the figures of the draft."""
    edition = Edition(
        site=last.site,
        period_start=last.period_start,
        period_end=last.period_end,
        number=last.number + 1,
        final=final,
        language=last.language,
        asked_by=by,
    )
    if final:
        edition.figures, edition.figures_digest = last.figures, last.figures_digest
        edition.address = f"{settings.BASE_URL}/rapports/verifier/{edition.code}/"
    edition.save(force_insert=True)
    hint(HINT, edition.pk)
    return edition
