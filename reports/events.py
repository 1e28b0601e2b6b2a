"""What can happen to a site report."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from governance.models import Seat
from journal.events import Event, event
from measurement.periods import Period


@event("reports.edition_published")
@dataclass(frozen=True)
class EditionPublished(Event):
    """An edition's file is there, for good."""

    sentence = _("published the site report ({period}), edition {number}")
    period: Period
    number: int
    code: str
    sha256: str


@event("reports.edition_asked")
@dataclass(frozen=True)
class EditionAsked(Event):
    """Somebody wants the quarter's figures taken again; the earlier editions stay."""

    sentence = _("asked for a new edition of the site report ({period}), number {number}")
    public = False
    period: Period
    number: int


@event("reports.report_closed")
@dataclass(frozen=True)
class ReportClosed(Event):
    """The triad makes the draft final, with the very figures that it read."""

    sentence = _("closed the site report ({period}); the final edition has the number {number}")
    period: Period
    number: int


@event("reports.edition_given_up")
@dataclass(frozen=True)
class EditionGivenUp(Event):
    """After the last try the portal stops, visibly."""

    sentence = _("could not make the site report ({period}), edition {number}: {reason}")
    public = False
    period: Period
    number: int
    reason: str


@event("reports.edition_started_again")
@dataclass(frozen=True)
class EditionStartedAgain(Event):
    """An edition that was given up is tried anew."""

    sentence = _("started the site report ({period}), edition {number}, again")
    public = False
    period: Period
    number: int


@event("reports.handover_paper_asked")
@dataclass(frozen=True)
class HandoverPaperAsked(Event):
    """Somebody wants a seat's handover file on paper."""

    sentence = _("asked for the handover file of the seat “{seat}” on paper")
    public = False
    seat: Seat


@event("reports.handover_paper_made")
@dataclass(frozen=True)
class HandoverPaperMade(Event):
    """The paper is there, with its fingerprint."""

    sentence = _("set the handover file of the seat “{seat}” on paper")
    public = False
    seat: Seat
    sha256: str


@event("reports.handover_paper_given_up")
@dataclass(frozen=True)
class HandoverPaperGivenUp(Event):
    """After the last try the portal stops, visibly."""

    sentence = _("could not set the handover file of the seat “{seat}” on paper: {reason}")
    public = False
    seat: Seat
    reason: str


@event("reports.certificate_made")
@dataclass(frozen=True)
class CertificateMade(Event):
    """The certificate of an adoption is there, for good, with its fingerprint."""

    sentence = _("set the certificate of version {number} of the common agenda on paper")
    number: int
    sha256: str


@event("reports.certificate_given_up")
@dataclass(frozen=True)
class CertificateGivenUp(Event):
    """After the last try the portal stops, visibly."""

    sentence = _("could not set the certificate of version {number} on paper: {reason}")
    public = False
    number: int
    reason: str


@event("reports.answers_paper_asked")
@dataclass(frozen=True)
class AnswersPaperAsked(Event):
    """Somebody wants what was said and answered on paper, for a wall."""

    sentence = _("asked for “You said, we did” of version {number} on paper")
    number: int


@event("reports.answers_paper_made")
@dataclass(frozen=True)
class AnswersPaperMade(Event):
    """The paper is there, with its fingerprint."""

    sentence = _("set “You said, we did” of version {number} on paper")
    number: int
    sha256: str


@event("reports.answers_paper_given_up")
@dataclass(frozen=True)
class AnswersPaperGivenUp(Event):
    """After the last try the portal stops, visibly."""

    sentence = _("could not set “You said, we did” of version {number} on paper: {reason}")
    public = False
    number: int
    reason: str


@event("reports.profile_paper_asked")
@dataclass(frozen=True)
class ProfilePaperAsked(Event):
    """Somebody wants the public figures of a neighbourhood on paper."""

    sentence = _("asked for the figures of {name} ({code}) on paper")
    code: str
    name: str


@event("reports.profile_paper_made")
@dataclass(frozen=True)
class ProfilePaperMade(Event):
    """The paper is there, with its fingerprint."""

    sentence = _("set the figures of {name} ({code}) on paper")
    code: str
    name: str
    sha256: str


@event("reports.profile_paper_given_up")
@dataclass(frozen=True)
class ProfilePaperGivenUp(Event):
    """After the last try the portal stops, visibly."""

    sentence = _("could not set the figures of {name} ({code}) on paper: {reason}")
    public = False
    code: str
    name: str
    reason: str
