"""What may happen to the passages of a text in writing, for the story of the house."""

from accounts.models import User
from agenda import actions as agenda
from agenda.models import Version
from tests.house.objects import kept_text


def text_is_reshaped(version: Version, by: User) -> None:
    """A passage becomes two, the two become one again, that is undone; a text is brought in."""
    long = agenda.add_passage(version, by=by, section="hinders", heading="Freins", text="Un. Deux.")
    second = agenda.split_passage(long, by=by, revision=1, after=1, heading="Suite")
    joined = {"revision": 2, "other_revision": 1, "heading": "Freins"}
    agenda.merge_passages(long, second, by=by, **joined)
    agenda.undo(version.acts.get(kind="merged"), by=by)
    chosen = agenda.keep_choices(kept_text(version, by), by=by, choices={0: {"is": "new"}})
    agenda.bring_in(chosen, by=by)
