"""Scenes of the agenda, through our own actions."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, InternalError, transaction

from agenda import actions
from agenda.models import Version
from tests.conftest import TODAY

UNTIL = TODAY + timedelta(days=19)
DATABASE_REFUSES = (IntegrityError, InternalError)
PASSAGES = (
    ("horizon", "", "Notre horizon", "Chaque enfant trouve un adulte qui l'attend."),
    ("helps", "", "Ce qui nous aide", "Le centre social ouvre le samedi."),
    ("hinders", "", "Ce qui nous freine", "Le bus s'arrête à 19 h."),
    ("strategy", "Grandir ici", "Après l'école", "De 16 h 30 à 18 h 30, deux adultes accueillent."),
    ("strategy", "Grandir ici", "Le mercredi", "Le local ouvre de 14 h à 18 h."),
    ("strategy", "Travailler", "La permanence emploi", "Un mardi sur deux, au pied des tours."),
)


def writing(site: Any, by: Any, *, passages: int = len(PASSAGES)) -> Version:
    """A version in writing with some passages."""
    version = actions.start_version(site, by=by)
    for section, strategy, heading, text in PASSAGES[:passages]:
        if not version.wordings.filter(heading=heading).exists():
            actions.add_passage(
                version, by=by, section=section, strategy=strategy, heading=heading, text=text
            )
    return version


def opened(site: Any, by: Any, **kwargs: Any) -> Version:
    """A version open to comments for nineteen days."""
    return actions.open_consultation(writing(site, by, **kwargs), by=by, until=UNTIL)


def passage(version: Version, heading: str = "Après l'école") -> Any:
    return version.wordings.get(heading=heading).passage


def said(
    version: Version, text: str = "À 18 h 30 je suis encore au travail.", **kwargs: Any
) -> Any:
    """A comment, and the code of who made it."""
    kwargs = {"public_name": "Sabrina", "once": text, "passage": passage(version)} | kwargs
    return actions.comment(version, text=text, **kwargs)


def endorsing(site: Any, by: Any) -> Version:
    """A version that awaits the three seats."""
    return actions.send_for_endorsement(writing(site, by), by=by)


def adopted(site: Any, triad: Any) -> Version:
    """A version that the three have endorsed."""
    version = endorsing(site, triad[0])
    for person in triad:
        actions.endorse(version, by=person, kind="consent")
    return Version.objects.get(pk=version.pk)


def wording_fields(wording: Any, **changes: Any) -> dict[str, Any]:
    """What a form of a passage sends."""
    sent = {
        "heading": wording.heading,
        "text": wording.text,
        "plain_text": wording.plain_text,
        "revision": wording.revision,
    }
    return sent | changes


def savepoint() -> Any:
    """What the database refuses inside leaves the test's own transaction whole."""
    return transaction.atomic()
