"""The certificate of an adoption: planned by the portal, made by a worker, kept for ever."""

from typing import Any

from django.db import transaction
from django.utils import translation

from agenda.models import Version
from kit.hints import hint
from overview.stored import digest, from_json, to_json
from reports import events
from reports.actions.printing import Kind, build, sweep_of
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


def pages_of(paper: Certificate) -> str:
    """What the certificate says, from its stored figures alone."""
    told: CertificateFigures = from_json(CertificateFigures, paper.figures)
    return certificate_markup(told, language=paper.language)


KIND = Kind(
    Certificate,
    draw=pages_of,
    made=lambda paper: events.CertificateMade(paper.version.number, paper.sha256),
    given_up=lambda paper, reason: events.CertificateGivenUp(paper.version.number, reason),
)


def build_certificate(paper_id: Any) -> bool:
    """Makes one paper from its claim to its file; True when this call made it."""
    return build(KIND, paper_id)


def sweep_certificates() -> int:
    """Plans what was adopted since, and makes what is due; how many papers came out."""
    plan_certificates()
    return sweep_of(KIND)
