"""What can happen to rubrics."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from readiness.models import Kind


@event("readiness.rubric_published")
@dataclass(frozen=True)
class RubricPublished(Event):
    """A version of a rubric is published, for ever as it is."""

    sentence = _("published version {version} of the rubric “{rubric}”")
    public = False
    rubric: Kind
    version: int
