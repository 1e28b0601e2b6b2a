"""The certificate of an adoption: planned by the portal, made by a worker, kept for ever."""

from typing import Any

from django.db import transaction
from django.utils import translation

from agenda.models import Version
from journal.actions import record
from kit.hints import hint
from overview.stored import digest, from_json, to_json
from reports import events
from reports.actions.printing import make, put_away, still_mine, sweep_of, take, try_later
from reports.certificates import CertificateFigures, certificate_figures, certificate_markup
from reports.models import Certificate

HINT = "reports.build_certificate"
AT_ONCE = 20


def plan_certificates() -> int:
    """The portal plans the certificate of each adopted version that has none; how many are new.

    Two schedulers at once plan one: a version has one certificate.
    """
    adopted = Version.objects.filter(adopted_on__isnull=False, certificate=None)
    waiting = adopted.select_related("site").order_by("adopted_on", "pk")[:AT_ONCE]
    return sum(plan_certificate(version) for version in waiting)


@transaction.atomic
def plan_certificate(version: Version) -> bool:
    """The portal takes down what the certificate of a version says; False when that was done."""
    with translation.override("fr"):
        taken = to_json(certificate_figures(version))
    paper, new = Certificate.objects.get_or_create(
        version=version,
        defaults={"site": version.site, "figures": taken, "figures_digest": digest(taken)},
    )
    if new:
        hint(HINT, paper.pk)
    return new


def build_certificate(paper_id: Any) -> bool:
    """Makes one certificate from its claim to its file; True when this call made it."""
    paper = take(Certificate, paper_id)
    return paper is not None and make(paper, draw=pages_of, keep=keep, fail=put_off)


def pages_of(paper: Certificate) -> str:
    """What the certificate says, from its stored figures alone."""
    told: CertificateFigures = from_json(CertificateFigures, paper.figures)
    return certificate_markup(told, language=paper.language)


@transaction.atomic
def keep(paper: Certificate, pdf: bytes) -> bool:
    """The portal keeps the file and makes the certificate ready, unless another worker took over."""
    found = still_mine(paper)
    if found is None:
        return False
    put_away(found, pdf)
    fact = events.CertificateMade(number=found.version.number, sha256=found.sha256)
    record(fact, by=None, site=paper.site, about=found)
    return True


def put_off(paper: Certificate, reason: str) -> None:
    """Tries again later; after the last try it is given up, visibly."""
    try_later(paper, reason, given_up)


def given_up(paper: Certificate, reason: str) -> events.CertificateGivenUp:
    return events.CertificateGivenUp(number=paper.version.number, reason=reason)


def sweep_certificates() -> int:
    """Plans what was adopted since, and makes what is due; how many papers came out."""
    plan_certificates()
    return sweep_of(Certificate, build_certificate)
