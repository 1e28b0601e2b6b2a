"""What can happen to a site and to the reference data."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from journal.events import Event, event
from sites.models import Lineage, Site


@event("sites.reference_imported")
@dataclass(frozen=True)
class ReferenceImported(Event):
    """One file of official data brought something new."""

    sentence = _("imported {name}: {added} added, {changed} changed, {unchanged} unchanged")
    public = False
    name: str
    read: int
    added: int
    changed: int
    unchanged: int


@event("sites.national_set_made")
@dataclass(frozen=True)
class NationalSetMade(Event):
    """Invented sites for load and benchmarks."""

    sentence = _("made {sites} invented sites for load tests")
    public = False
    sites: int


@event("sites.site_opened")
@dataclass(frozen=True)
class SiteOpened(Event):
    sentence = _("opened the site {name}")
    name: str


@event("sites.stage_changed")
@dataclass(frozen=True)
class StageChanged(Event):
    sentence = _("moved the site to the stage “{after}” on {on}")
    public = False
    before: Site.State
    after: Site.State
    on: date
    reason: str
    evidence: str = ""
    look_again_on: date | None = None
    merged_into: str = ""


@event("sites.site_shown")
@dataclass(frozen=True)
class SiteShown(Event):
    sentence = _("showed the site {name} to everybody")
    name: str


@event("sites.talk_noted")
@dataclass(frozen=True)
class TalkNoted(Event):
    """In the national journal only; what was said stays in the note."""

    sentence = _("noted an informal talk of {on} about {site}")
    public = False
    site: str
    on: date


@event("sites.talk_corrected")
@dataclass(frozen=True)
class TalkCorrected(Event):
    sentence = _("corrected the note of an informal talk of {on} about {site}")
    public = False
    site: str
    on: date


@event("sites.neighbourhood_linked")
@dataclass(frozen=True)
class NeighbourhoodLinked(Event):
    sentence = _("linked the neighbourhood {name} ({code}) to the site from {since}")
    code: str
    name: str
    since: date
    reason: str = ""


@event("sites.neighbourhood_unlinked")
@dataclass(frozen=True)
class NeighbourhoodUnlinked(Event):
    sentence = _(
        "ended the link of the neighbourhood {name} ({code}) with the site, last day {last}"
    )
    code: str
    name: str
    last: date
    reason: str = ""


@event("sites.commune_merged")
@dataclass(frozen=True)
class CommuneMerged(Event):
    """The official list of communes says so; the site follows."""

    sentence = _("moved the site from the commune {former} to {later}, into which it has merged")
    former: str
    later: str


@event("sites.lineage_said")
@dataclass(frozen=True)
class LineageSaid(Event):
    sentence = _("said what became of the neighbourhood {former} in {edition}: {words} {later}")
    public = False
    former: str
    later: str
    words: Lineage.Relation
    edition: int
    reason: str


@event("sites.former_code_said")
@dataclass(frozen=True)
class FormerCodeSaid(Event):
    sentence = _("said what became of the code {former} of 2015: {words}, {later}")
    public = False
    former: str
    later: str
    words: Lineage.Relation
    reason: str


@event("sites.wave_added")
@dataclass(frozen=True)
class WaveAdded(Event):
    sentence = _("added the wave {name}, from {started_on}")
    public = False
    number: int
    name: str
    started_on: date


@event("sites.wave_changed")
@dataclass(frozen=True)
class WaveChanged(Event):
    """What the wave is called and when it begins, as it was and as it is."""

    sentence = _("changed the wave {before} into {name}, from {started_on}")
    public = False
    number: int
    before: str
    name: str
    started_on: date


@event("sites.described")
@dataclass(frozen=True)
class SiteDescribed(Event):
    sentence = _("changed the site's presentation: {changes}")
    changes: str


@event("sites.themes_chosen")
@dataclass(frozen=True)
class ThemesChosen(Event):
    sentence = _("chose the themes of the site: {themes}")
    themes: str


@event("sites.interest_expressed")
@dataclass(frozen=True)
class InterestExpressed(Event):
    """The first contact; who wrote and what stays with the request."""

    sentence = _("asked to take part, for {territory}")
    public = False
    territory: str


@event("sites.interest_accepted")
@dataclass(frozen=True)
class InterestAccepted(Event):
    sentence = _("accepted the request of {territory} and opened the site {site}")
    public = False
    territory: str
    site: str


@event("sites.interest_closed")
@dataclass(frozen=True)
class InterestClosed(Event):
    """The reason goes to the author and stays with the request."""

    sentence = _("closed the request of {territory} with a reason")
    public = False
    territory: str
