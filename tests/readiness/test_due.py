"""Which rounds are due, and what a list of sites says of the last ones, to each reader."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit.access import Standing
from readiness import actions, figures
from tests import make
from tests.conftest import TODAY
from tests.readiness import scenes

A_YEAR = timedelta(days=365)


def due(site, today=None):
    site.refresh_from_db()
    return [(d.kind, d.since, d.last_on) for d in figures.rounds_due([site], today)[site.pk]]


@pytest.mark.parametrize(
    ("stage", "since", "expected"),
    [
        ("exploring", date(2026, 11, 1), [("preconditions", date(2026, 11, 1), None)]),
        ("assessed", date(2026, 11, 1), [("preconditions", date(2026, 11, 1), None)]),
        ("invited", date(2020, 1, 1), []),
        ("engaged", date(2025, 11, 24), [("conditions", date(2026, 11, 24), None)]),
        ("engaged", date(2025, 11, 25), []),
        ("active", date(2025, 1, 1), [("conditions", date(2026, 1, 1), None)]),
        ("autonomous", date(2025, 1, 1), [("conditions", date(2026, 1, 1), None)]),
        ("paused", date(2020, 1, 1), []),
        ("withdrawn", date(2020, 1, 1), []),
    ],
)
def test_what_is_due_follows_from_the_stage(db, stage, since, expected):
    """The preconditions before a site is invited; the conditions from a year after its stage began."""
    site = make.site(state=stage)
    site.stage_since = since

    assert [(d.kind, d.since, d.last_on) for d in figures.rounds_due([site])[site.pk]] == expected


def test_the_conditions_come_back_a_year_after_the_last_meeting(triad, le_val):
    assert [kind for kind, *_rest in due(le_val)] == ["conditions"]
    found = scenes.opened(le_val, triad[0], "conditions")
    assert due(le_val) == []
    actions.set_aside(found, reason="Trop tôt.", by=triad[0])
    assert [kind for kind, *_rest in due(le_val)] == ["conditions"]

    scenes.concluded(le_val, triad, kind="conditions", level=3)

    assert due(le_val, TODAY + A_YEAR - timedelta(days=1)) == []
    assert due(le_val, TODAY + A_YEAR) == [("conditions", TODAY + A_YEAR, TODAY)]


def test_the_preconditions_are_talked_over_once(triad, le_val):
    le_val.state = "exploring"
    le_val.save(update_fields=["state"])
    assert [kind for kind, *_rest in due(le_val)] == ["preconditions"]

    scenes.concluded(le_val, triad)

    assert due(le_val) == []


def test_a_list_of_sites_tells_each_reader_what_is_theirs_to_read(triad, le_val):
    """Everybody with a role learns that it took place; what it came to goes as far as it is shared."""
    earlier = scenes.concluded(le_val, triad, kind="conditions", level=2)
    found = scenes.concluded(le_val, triad, kind="conditions", level=3)
    open_one = scenes.opened(le_val, triad[0])
    readers = {
        "state": Standing(roles=frozenset({"state"})),
        "facilitator": Standing(roles=frozenset({"facilitator"})),
        "coach elsewhere": Standing(elsewhere=frozenset({"coach"})),
        "national": Standing(elsewhere=frozenset({"national"})),
        "stranger": Standing(elsewhere=frozenset({"state"})),
    }

    def reading():
        told = {}
        for name, standing in readers.items():
            first, last = figures.last_rounds([le_val], standing)[le_val.pk]
            assert (first.id, first.readable, first.met_on) == (open_one.pk, False, None)
            assert (last.id, last.met_on) == (found.pk, TODAY)
            told[name] = last.readable
        return {name for name, readable in told.items() if readable}

    assert earlier.pk != found.pk
    assert reading() == {"state"}
    actions.share(found, sharing="support", by=triad[0])
    assert reading() == {"state", "facilitator", "coach elsewhere"}
    actions.share(found, sharing="national", by=triad[0])
    assert reading() == {"state", "facilitator", "coach elsewhere", "national"}


def test_one_query_whatever_the_number_of_sites(db):
    sites = [make.site(f"Site {n}", town=make.commune(f"59{n:03}", f"S{n}")) for n in range(30)]
    costs = []
    for count in (1, 3, 30):
        with CaptureQueriesContext(connection) as asked:
            figures.rounds_due(sites[:count])
            figures.last_rounds(sites[:count], Standing())
        costs.append(len(asked))

    assert costs == [2, 2, 2]


@pytest.mark.parametrize(
    ("partners", "deputies", "counted", "of_partners"),
    [
        (4, 0, 7, False),
        (5, 0, 5, True),
        (5, 3, 5, True),
        (0, 3, 6, False),
        (2, 0, 0, False),
        (0, 2, 0, False),
    ],
)
def test_people_are_counted_by_level_only_where_nobody_is_recognised(triad, le_val, partners, deputies, counted, of_partners):  # fmt: skip
    """Five partners, or five people of whom three are not shown by name; and never both counts."""
    found = scenes.opened(le_val, triad[0], "conditions")
    others = []
    for number in range(partners):
        others.append(make.person(f"Partenaire {number}"))
        make.member("partner", others[-1], site=le_val, organisation=f"Org {number}")
    for seat in ("state", "municipality", "community")[:deputies]:
        others.append(make.person(f"Suppléant {seat}"))
        make.seat(le_val, seat, others[-1], deputy=True)
    for person in (*triad, *others):
        scenes.rated(found, person, 2)
    actions.open_meeting(found, by=triad[0])

    talk = figures.meeting(found).talks[0]

    assert (sum(c.people for c in talk.counted), talk.counted_partners) == (counted, of_partners)
    assert [v.name for v in talk.voices] == [str(person) for person in triad]
