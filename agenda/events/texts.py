"""What can happen to the text of the common agenda."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agenda.tongues import Language
from journal.events import Event, event


@event("agenda.version_started")
@dataclass(frozen=True)
class VersionStarted(Event):
    """A new version is being written."""

    sentence = _("began to write version {number} of the common agenda")
    number: int


@event("agenda.passage_added")
@dataclass(frozen=True)
class PassageAdded(Event):
    """A passage came into the text being written."""

    sentence = _("added the passage “{heading}” to version {number}")
    public = False
    number: int
    heading: str


@event("agenda.passage_saved")
@dataclass(frozen=True)
class PassageSaved(Event):
    """A passage of the text being written has other words."""

    sentence = _("rewrote the passage “{heading}” of version {number}")
    public = False
    number: int
    heading: str
    revision: int


@event("agenda.passage_moved")
@dataclass(frozen=True)
class PassageMoved(Event):
    """A passage of the text being written stands elsewhere."""

    sentence = _("moved the passage “{heading}” of version {number} from place {before} to {after}")
    public = False
    number: int
    heading: str
    before: int
    after: int


@event("agenda.passage_removed")
@dataclass(frozen=True)
class PassageRemoved(Event):
    """A passage left the text being written; its words are kept in the history."""

    sentence = _("removed the passage “{heading}” from version {number}")
    public = False
    number: int
    heading: str


@event("agenda.passage_split")
@dataclass(frozen=True)
class PassageSplit(Event):
    """A passage of the text being written became two."""

    sentence = _("split the passage “{heading}” of version {number}: “{second}” came out of it")
    public = False
    number: int
    heading: str
    second: str


@event("agenda.passages_merged")
@dataclass(frozen=True)
class PassagesMerged(Event):
    """Two passages of the text being written became one."""

    sentence = _("joined the passage “{second}” to “{heading}” in version {number}")
    public = False
    number: int
    heading: str
    second: str


@event("agenda.text_brought_in")
@dataclass(frozen=True)
class TextBroughtIn(Event):
    """A file or a pasted text became passages of the text being written."""

    sentence = _(
        "brought a text into version {number}: {added} new passages, {changed} changed, {removed} taken out"
    )
    public = False
    number: int
    added: int
    changed: int
    removed: int


@event("agenda.act_undone")
@dataclass(frozen=True)
class ActUndone(Event):
    """A change of the text being written was taken back."""

    sentence = _("undid a change of “{heading}” in version {number}")
    public = False
    number: int
    act: int
    heading: str


@event("agenda.passage_translated")
@dataclass(frozen=True)
class PassageTranslated(Event):
    """A passage can be read in another language, in other words than before."""

    sentence = _("translated the passage “{heading}” of version {number}: {language}")
    public = False
    number: int
    heading: str
    language: Language


@event("agenda.version_set_aside")
@dataclass(frozen=True)
class VersionSetAside(Event):
    """A version is left where it is, with a reason."""

    sentence = _("set version {number} of the common agenda aside: {reason}")
    number: int
    reason: str


@event("agenda.national_agendas_made")
@dataclass(frozen=True)
class NationalAgendasMade(Event):
    """Invented texts and comments for load and benchmarks."""

    sentence = _(
        "made {versions} invented versions with {comments} comments at {sites} sites for load tests"
    )
    public = False
    sites: int
    versions: int
    comments: int
