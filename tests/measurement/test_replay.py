"""Time travel: after ten thousand random corrections each earlier report's figures replay identically.

So do the figures of all sites, although the catalogue and its publications changed meanwhile.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest

from kit import clock
from measurement import actions, figures
from measurement.models import CHOSEN, Indicator, Measurement, State, Target, Validation
from measurement.together.asking import Asked
from measurement.together.lines import together
from overview.figures.measured import headlines, indicator_rows
from overview.stored import digest, to_json
from sites.imports.copying import copy_in
from tests import make
from tests.measurement.conftest import quarter, read

CORRECTIONS, REPORTS, INDICATORS = 10_000, 10, 12
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
QUARTERS = [quarter(number, year) for year in (2023, 2024, 2025) for number in (1, 2, 3, 4)]


@dataclass
class World:
    """Two sites with their figures, and chance with a seed."""

    chance: Random
    sites: list[Any]
    people: dict[Any, list[Any]]
    standing: list[Measurement] = field(default_factory=list)
    now: datetime = BEGIN

    def later(self) -> datetime:
        """Most writes come seconds apart; some at the same instant."""
        self.now += timedelta(seconds=self.chance.choice((0, 1, 1, 7, 61, 997)))
        return self.now

    def some_id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def row(self, **fields: Any) -> Measurement:
        """A value, or one time in nine the reason why there is none."""
        found = fields["indicator"]
        absent = self.chance.random() < 1 / 9
        numbers: dict[str, Any] = {
            "value": None,
            "state": self.chance.choice(("missing", "suppressed")),
        }
        if not absent and found.value_type == "ratio":
            top, bottom = sorted(self.chance.choices(range(1, 500), k=2))
            typed = actions.Reading(None, "x", numerator=Decimal(top), denominator=Decimal(bottom))
            worked = actions.readings.fitting(found, typed)
            numbers = {
                "value": worked.value, "numerator": top, "denominator": bottom, "per": found.per,
                "state": State.OBSERVED,
            }  # fmt: skip
        elif not absent:
            state = self.chance.choice(("observed", "observed", "provisional", "estimated"))
            numbers = {"value": Decimal(self.chance.randrange(0, 300)), "state": state}
        note = "pas de relevé" if numbers["value"] is None else ""
        return Measurement(
            id=self.some_id(), provenance="Feuilles", entered_at=self.later(), note=note,
            entered_leg="community", **(numbers | fields),
        )  # fmt: skip


@pytest.fixture
def world(db: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """Each site follows counts, a ratio and a count of few people, over twelve quarters."""
    monkeypatch.setattr(clock, "source", lambda: BEGIN)
    sites, people = [], {}
    for place, name in enumerate(("Le Val", "La Crête", "Le Port", "La Lande")):
        site = make.site(name, town=make.commune(f"5999{place}", name))
        make.neighbourhood(f"QN0599{place}N", name, of=site)
        seats = ("state", "municipality", "community")
        people[site.pk] = [make.person(f"{name} {seat}") for seat in seats]
        for seat, person in zip(seats, people[site.pk], strict=True):
            make.seat(site, seat, person)
        sites.append(site)
    made = World(Random(20261124), sites, people)
    rows = []
    for site in sites[:2]:
        for rank in range(INDICATORS // 2):
            kind = ("count", "ratio")[rank % 3 == 1]
            new = actions.NewIndicator(
                name=f"Repère {rank}", unit="%" if kind == "ratio" else "enfants", source="Nous",
                value_type=kind, threshold=5 if rank % 3 == 2 else 0,
                numerator_label="Part" if kind == "ratio" else "",
                denominator_label="Tout" if kind == "ratio" else "",
            )  # fmt: skip
            found = actions.choose_indicator(site, new, by=None)
            common = {"indicator": found, "site": site}
            rows += [made.row(starts_on=q.starts_on, ends_on=q.ends_on, **common) for q in QUARTERS]
    rows += shared_by_all(made)
    copy_in(Measurement, rows)
    made.standing = rows
    return made


def shared_by_all(world: World) -> list[Measurement]:
    """Two figures that all sites give each quarter, one of which ends; one that the Caf publishes."""
    rows = []
    for code in ("col-03", "col-04"):
        found = make.common_indicator(code, code, nature="flow", accumulation="per_period")
        rows += [
            world.row(indicator=found, site=site, starts_on=q.starts_on, ends_on=q.ends_on)
            for site in world.sites
            for q in QUARTERS[-2:]
        ]
    make.common_indicator(
        "dro-02", "Personnes couvertes", direction="lower", periodicity="year",
        level="neighbourhood", source="Cnaf", source_code="cnaf",
    )  # fmt: skip
    return rows + [row for year in (2021, 2023) for row in vintage(world, year)]


def vintage(world: World, year: int) -> list[Measurement]:
    """What the Caf publishes of each site's neighbourhood for a year."""
    found, release = Indicator.objects.get(code="dro-02"), make.release("cnaf", year)
    return [
        world.row(
            indicator=found, neighbourhood=site.neighbourhoods_on()[0], release=release,
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
        )
        for site in world.sites
    ]  # fmt: skip


def catalogue_moves(world: World, turn: int) -> None:
    """What is counted, what was published and how, what is in use: something of it changes each turn."""
    world.later()
    cause = "Plus juste"
    meetings, ending = (Indicator.objects.get(code=code) for code in ("col-03", "col-04"))
    make.release("cnaf", 2023, noise=Decimal(turn * 10), protection="perturbation")
    if turn == 2:
        copy_in(Measurement, vintage(world, 2024))
    elif turn == 3:
        rules = {"value_type": "distinct", "unit": "personnes", "threshold": 40}
        actions.redefine(meetings, actions.Change(meetings.version, rules, cause), by=None)
    elif turn == 4:
        make.release("cnaf", 2022, produced=False, caveats="Non produit.")
    elif turn == 5:
        actions.retire_indicator(ending, reason="Trop lourd", by=None)
    elif turn == 6:
        make.common_indicator("col-09", "Ateliers")
    else:
        local = Indicator.objects.filter(site=world.sites[0], value_type="ratio").first()
        words = {"definition": f"Comptage {turn}"}
        actions.redefine(local, actions.Change(local.version, words, cause), by=None)


def corrections(world: World, count: int) -> list[Measurement]:
    """So many corrections of values chosen by chance; one in a hundred corrects twice at one instant."""
    rows = []
    for _turn in range(count):
        place = world.chance.randrange(len(world.standing))
        old = world.standing[place]
        new = world.row(
            indicator=old.indicator, site=old.site, starts_on=old.starts_on, ends_on=old.ends_on,
            neighbourhood=old.neighbourhood, release=old.release, replaces=old, reason="recompté",
            reason_code=world.chance.choice(CHOSEN).value,
        )  # fmt: skip
        world.standing[place] = new
        rows.append(new)
    return rows


def others_speak(world: World) -> None:
    """A seat validates or sends back, somebody contests, somebody answers, a target moves."""
    of_sites = [row for row in world.standing if row.site]
    for row in world.chance.sample([row for row in of_sites if row.indicator.site], 6):
        state, municipality, _community = world.people[row.site.pk]
        kind = world.chance.choice(Validation.Kind.values)
        world.later()
        actions.validate_value(row, by=state, kind=kind, words="Relisez.")
        told, _code = actions.dispute_value(row, site=row.site, words="Trop.", by=municipality)
        if world.chance.random() < 0.5:
            world.later()
            actions.answer_dispute(told, outcome="upheld", answer="C’est vrai.", by=state)
        if world.chance.random() < 0.3 and row.indicator.value_type == "count":
            world.later()
            aim = {"value": Decimal(world.chance.randrange(99)), "due_on": date(2030, 1, 1)}
            actions.set_target(row.indicator, site=row.site, by=state, **aim)


def printed(site: Any, instant: datetime | None) -> Any:
    """All that a report says of the figures of a site, as it freezes it."""
    day = date(2026, 1, 5)
    table = figures.indicator_table(site, day, as_of=instant)
    first = figures.headline(site, 5, day, as_of=instant)
    return to_json([headlines(first, 5), indicator_rows(table)])


def of_all(instant: datetime | None) -> Any:
    """What the page of all sites says of the last quarter."""
    found = together(Asked(QUARTERS[-1], instant and BEGIN.date(), instant))
    return found.themes, found.refusals, found.empty


@pytest.mark.slow
def test_after_ten_thousand_corrections_every_earlier_report_replays(world, monkeypatch):
    monkeypatch.setattr(clock, "source", lambda: world.now)
    frozen, together_then = [], []
    for turn in range(REPORTS):
        # Frozen from what stands, without a word of instants; replayed by instants alone.
        frozen += [(site, world.now, printed(site, None)) for site in world.sites[:2]]
        together_then.append((world.now, of_all(None)))
        world.now += timedelta(seconds=1)
        copy_in(Measurement, corrections(world, CORRECTIONS // REPORTS))
        catalogue_moves(world, turn)
        if turn % 2:
            others_speak(world)
    world.now += timedelta(seconds=1)

    assert Measurement.objects.exclude(replaces=None).count() == CORRECTIONS
    assert len({digest(said) for _site, _at, said in frozen}) == len(frozen)
    for site, instant, said in frozen:
        assert printed(site, instant) == said
    assert len({repr(said) for _at, said in together_then}) > REPORTS // 2
    for instant, said in together_then:
        assert of_all(instant) == said
    standing = {row.pk for row in world.standing}
    assert standing <= {row.pk for row in Measurement.objects.current()}


def test_corrections_made_by_people_replay_as_those_made_in_bulk(
    le_val, children, samira, monkeypatch
):
    now = [clock.now()]
    monkeypatch.setattr(clock, "source", lambda: now[0])
    row = actions.enter_value(children, quarter(3, 2025), read(64), site=le_val, by=samira)
    seen = []
    for value in range(100, 120):
        seen.append((now[0], printed(le_val, None)))
        now[0] += timedelta(minutes=1)
        row = actions.correct_value(row, read(value), reason="recompté", by=samira)

    assert [printed(le_val, at) for at, _said in seen] == [said for _at, said in seen]
    assert Target.objects.count() + Indicator.objects.count() == 1
