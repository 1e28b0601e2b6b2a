"""Publishing rubrics from their files."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from readiness import events
from readiness.models import Dimension, Kind, Level, Rubric
from readiness.texts import RubricText


@transaction.atomic
def publish_rubrics(texts: Iterable[RubricText], *, by: User | None = None) -> list[Rubric]:
    """The portal publishes the versions that are missing; a published one never changes.

    A file whose words differ from what was published under its number is refused, and with it
    everything else: a change is a new version.
    """
    known = {(r.kind, r.version): r.digest for r in Rubric.objects.select_for_update()}
    missing = []
    for text in texts:
        digest = known.get((text.rubric.kind, text.rubric.version))
        if digest is None:
            missing.append(publish(text, by=by))
        elif digest != text.rubric.digest:
            raise Refusal(
                _(
                    "Version %(version)s of the rubric “%(kind)s” is published: its words do not "
                    "change. Write the change as a new version."
                )
                % {"version": text.rubric.version, "kind": text.rubric.kind}
            )
    return missing


def publish(text: RubricText, *, by: User | None) -> Rubric:
    """One version with all its words, then closed for ever."""
    rubric = text.rubric
    rubric.save(force_insert=True)
    Dimension.objects.bulk_create(text.dimensions)
    Level.objects.bulk_create(text.levels)
    rubric.published_at = clock.now()
    rubric.save(update_fields=["published_at"])
    fact = events.RubricPublished(rubric=Kind(rubric.kind), version=rubric.version)
    record(fact, by=by, about=rubric)
    return rubric
