"""Where the passages of earlier versions are in a later one, computed from what was recorded."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from agenda.descent import Deed, Link, Step, Trace, holders, links_of, moved, trace, way
from agenda.models import Act, Descent, Version, Wording

# What the very first version began from.
NOTHING: Step[Any] = Step(0, ())


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage of the later version: its place, its heading, and whether the quoted words are there."""

    id: Any
    place: int
    heading: str
    quoted: bool = False

    @property
    def key(self) -> str:
        """The id as text, to name the passage's place on a page."""
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a passage is in version `number`.

    `kind` is `same`, `reworded`, `split` (several passages hold it now), `merged` (another
    one took it in) or `gone`, then since version `gone_in`. `quote` is `kept` when the quoted
    words stand in one of the passages, `changed` when they do not, empty without a quote.
    """

    kind: str
    number: int
    spots: tuple[Spot, ...] = ()
    gone_in: int | None = None
    moved: bool = False
    quote: str = ""
    writing: bool = False

    @property
    def spot(self) -> Spot | None:
        """The passage, where there is one only."""
        return self.spots[0] if len(self.spots) == 1 else None

    @property
    def quoted_at(self) -> Spot | None:
        """The one passage in which the quoted words stand."""
        found = [spot for spot in self.spots if spot.quoted]
        return found[0] if len(found) == 1 else None


class Places:
    """All passages of a site's versions, to look them up in one of them; four queries in all."""

    def __init__(self, later: Version) -> None:
        self.later = later
        versions = Version.objects.filter(site=later.site_id)
        rows = versions.values_list("pk", "number", "based_on")
        self.numbers = {key: number for key, number, _before in rows}
        self.based_on = {key: before for key, _number, before in rows}
        self.steps = self.read()
        self.words = {w.passage_id: w for w in later.wordings.order_by("position")}
        self.traces: dict[tuple[Any, Any], Trace[Any]] = {}
        self.changed_places: dict[Any, frozenset[Any]] = {}

    def read(self) -> dict[Any, Step[Any]]:
        """What happened while each version was written."""
        present: dict[Any, list[Any]] = defaultdict(list)
        known = Wording.objects.filter(version__in=self.numbers)
        for version, passage in known.order_by("position").values_list("version", "passage"):
            present[version].append(passage)
        links: dict[Any, list[Link]] = defaultdict(list)
        facts = Descent.objects.filter(act__version__in=self.numbers).order_by("created_at", "pk")
        for act, kind, source, target in facts.values_list("act", "kind", "source", "target"):
            links[act].append(Link(kind, source, target))
        deeds: dict[Any, list[Deed]] = defaultdict(list)
        telling = Q(pk__in=list(links)) | Q(undoes__isnull=False)
        acts = Act.objects.filter(telling, version__in=self.numbers).order_by("number")
        for key, version, undoes in acts.values_list("pk", "version", "undoes"):
            deeds[version].append(Deed(key, undoes, tuple(links[key])))
        return {
            key: Step(number, tuple(present[key]), links_of(deeds[key]))
            for key, number in self.numbers.items()
        }

    def trace(self, version: Any, passage: Any) -> Trace[Any]:
        """Where a passage of a version has gone."""
        if (version, passage) not in self.traces:
            up, down = way(version, self.later.pk, self.based_on)
            self.traces[version, passage] = trace(
                passage,
                [(self.steps[v], self.steps.get(self.based_on[v], NOTHING)) for v in up],
                [self.steps[v] for v in down],
            )
        return self.traces[version, passage]

    def origins(self, version: Any, passage: Any) -> tuple[Any, ...]:
        """The passages of an earlier version that are now, whole or in part, in this one."""
        return tuple(
            before
            for before in self.steps[version].present
            if passage in self.trace(version, before).pieces
        )

    def moved_from(self, version: Any) -> frozenset[Any]:
        """The passages that stand elsewhere than in an earlier version."""
        if version not in self.changed_places:
            before, after = self.steps[version].present, self.steps[self.later.pk].present
            self.changed_places[version] = moved(before, after)
        return self.changed_places[version]

    def of(self, then: Wording, quote: str = "") -> Whereabouts:
        """Where a passage is, from the wording that was read."""
        found = self.trace(then.version_id, then.passage_id)
        writing = self.later.is_writable
        if not found.pieces:
            number = self.later.number
            return Whereabouts("gone", number, gone_in=found.gone_in or number, writing=writing)
        words = [self.words[key] for key in found.pieces]
        holding = holders(quote, {w.passage_id: w.text for w in words}) if quote else ()
        spots = tuple(
            Spot(w.passage_id, w.position, w.heading, quoted=w.passage_id in holding) for w in words
        )
        return Whereabouts(
            kind=kind_of(then, words),
            number=self.later.number,
            spots=spots,
            moved=then.passage_id in self.moved_from(then.version_id)
            or (words[0].passage_id == then.passage_id and part(words[0]) != part(then)),
            quote=("kept" if holding else "changed") if quote else "",
            writing=writing,
        )


def part(wording: Wording) -> tuple[str, str]:
    """In which part of the text a passage stands."""
    return wording.section, wording.strategy


def kind_of(then: Wording, words: list[Wording]) -> str:
    """What happened to a passage that is still there."""
    if len(words) > 1:
        return "split"
    now = words[0]
    if now.passage_id != then.passage_id:
        return "merged"
    return "same" if (then.heading, then.text) == (now.heading, now.text) else "reworded"
