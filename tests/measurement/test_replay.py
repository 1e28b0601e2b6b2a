"""Time travel: after ten thousand random corrections each earlier report's figures replay identically."""

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
    for place, name in enumerate(("Le Val", "La Crête")):
        site = make.site(name, town=make.commune(f"5999{place}", name))
        make.neighbourhood(f"QN0599{place}N", name, of=site)
        seats = ("state", "municipality", "community")
        people[site.pk] = [make.person(f"{name} {seat}") for seat in seats]
        for seat, person in zip(seats, people[site.pk], strict=True):
            make.seat(site, seat, person)
        sites.append(site)
    made = World(Random(20261124), sites, people)
    rows = []
    for site in sites:
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
    copy_in(Measurement, rows)
    made.standing = rows
    return made


def corrections(world: World, count: int) -> list[Measurement]:
    """So many corrections of values chosen by chance; one in a hundred corrects twice at one instant."""
    rows = []
    for _turn in range(count):
        place = world.chance.randrange(len(world.standing))
        old = world.standing[place]
        new = world.row(
            indicator=old.indicator, site=old.site, starts_on=old.starts_on, ends_on=old.ends_on,
            replaces=old, reason="recompté", reason_code=world.chance.choice(CHOSEN).value,
        )  # fmt: skip
        world.standing[place] = new
        rows.append(new)
    return rows


def others_speak(world: World) -> None:
    """A seat validates or sends back, somebody contests, somebody answers, a target moves."""
    for row in world.chance.sample(world.standing, 6):
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


@pytest.mark.slow
def test_after_ten_thousand_corrections_every_earlier_report_replays(world, monkeypatch):
    monkeypatch.setattr(clock, "source", lambda: world.now)
    frozen = []
    for turn in range(REPORTS):
        # Frozen from what stands, without a word of instants; replayed by instants alone.
        frozen += [(site, world.now, printed(site, None)) for site in world.sites]
        world.now += timedelta(seconds=1)
        copy_in(Measurement, corrections(world, CORRECTIONS // REPORTS))
        if turn % 2:
            others_speak(world)
    world.now += timedelta(seconds=1)

    assert Measurement.objects.exclude(replaces=None).count() == CORRECTIONS
    assert len({digest(said) for _site, _at, said in frozen}) == len(frozen)
    for site, instant, said in frozen:
        assert printed(site, instant) == said
    assert {row.pk for row in Measurement.objects.current()} == {row.pk for row in world.standing}


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
