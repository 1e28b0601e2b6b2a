"""Random histories: whatever happens to a triad, in whatever order, some things never do."""

import random
from collections import Counter
from datetime import timedelta
from itertools import combinations

import pytest
from django.db import transaction

from accounts.roles import SEATS, Role
from agenda import actions as agenda
from governance.standing import standing_of
from journal.actions import broken_links
from journal.models import Entry
from kit import clock
from kit.documents import all_routes, opens
from qic_portal.personas import PERSONAS
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.governance.histories import NEVER, History, Term

NAMES = ("Ada Un", "Bob Deux", "Cid Trois", "Dan Quatre", "Eve Cinq")
ROUTES = [route for route in all_routes() if route.of_a_site and ":" in route.name]
FOR_ALL = frozenset(r.name for r in ROUTES if opens(r, PERSONAS["resident"]))
LOOKS = frozenset(r.name for r in ROUTES if set(r.methods) and set(r.methods) <= {"GET", "HEAD"})
# What who hands over does: pass on the seat while nobody follows, write the letter, ask for the paper.
HANDS_OVER = frozenset(
    {
        "reports:handover-ask",
        "overview:letter-write",
        *(f"governance:succession-{s}" for s in SEATS),
    }
)


@pytest.fixture
def begun(le_val, triad, maud, set_day):
    """A triad, five others who may come, a version to endorse and answers to one before it."""
    ines, marc, samira = triad
    first = scenes.opened(le_val, ines)
    said = [scenes.said(first, f"Remarque {number}")[0] for number in range(3)]
    agenda.close_consultation(first, by=marc)
    for comment in said:
        agenda.give_outcome(comment, kind="already", reason="C’est écrit.", by=samira)
    version = scenes.endorsing(le_val, ines)
    people = [*triad, *(make.person(name) for name in NAMES)]
    terms = [Term(p, s.value, False, make.LONG_AGO) for p, s in zip(triad, SEATS, strict=True)]

    def begin(seed):
        set_day(TODAY)
        return History(
            le_val, people, maud, version, random.Random(seed), set_day, terms=list(terms)
        )

    return begin


def holds_true(history, word):
    """What must be true after each step; what was refused, or only time, has written nothing."""
    rows = [
        Term(m.person, m.seat, m.deputy, m.starts_on, m.ends_on or NEVER)
        for m in history.site.mandates.select_related("person").order_by("pk")
    ]
    assert Counter(rows) == Counter(history.terms)
    for one, other in combinations(rows, 2):
        assert not one.excludes(other), (one, other)
    if word in {"refused", "wait"} and history.acts:
        entries = Entry.objects.filter(site=history.site.slug).count()
        assert entries == sum(kind == "entry" for kind, _key in history.acts)
    else:
        authors = history.authors()
        assert {key: authors.get(key) for key in history.acts} == history.acts
        history.acts = authors
    for person in history.moved():
        has_roles_of_model(history, person, clock.today())
    somebody, ahead = history.dice.choice(history.people), history.dice.choice((1, 31))
    has_roles_of_model(history, somebody, clock.today() + timedelta(days=ahead))


def has_roles_of_model(history, person, day):
    roles = {t.role(day) for t in history.terms if t.person == person} - {None}
    assert standing_of(person, history.site, day).roles == roles, (person, day)


def doors_hold(history, persons):
    """An ended mandate opens nothing; a past or coming one opens what is read."""
    for person in persons:
        standing = standing_of(person, history.site)
        opened = {r.name for r in ROUTES if r.rule(standing)} - FOR_ALL
        if not standing.roles:
            assert not opened, (person, opened)
        elif standing.roles <= {Role.HANDING_OVER, Role.COMING}:
            assert opened - LOOKS <= HANDS_OVER, (person, opened)
        if standing.roles == {Role.COMING}:
            assert "overview:letter-write" not in opened


def lives(history, steps, seen):
    """One history to its end, and its traces; a failure tells it from the beginning."""
    try:
        for word in history.live(steps):
            seen[word] += 1
            holds_true(history, word)
        holds_true(history, "end")
        doors_hold(history, history.people)
        assert not broken_links(history.site.slug)
    except AssertionError as fault:
        raise AssertionError("\n".join((*history.done, str(fault)))) from fault


def many(begin, seeds, steps):
    """Histories that begin alike and leave nothing behind; how often each kind of act was possible."""
    seen = Counter()
    for seed in seeds:
        with transaction.atomic():
            lives(begin(seed), steps, seen)
            transaction.set_rollback(True)
    return seen


KINDS = {
    "appoint", "invite", "accept", "end", "pass_on", "take_back", "leave_vacant", "expect", "promise", "answer",
    "endorse", "write", "wait", "refused",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 20, 40])
def test_sixty_random_histories_of_a_triad_break_no_rule(begun, first):
    seen = many(begun, range(first, first + 20), steps=9)

    assert set(seen) >= KINDS, seen


@pytest.mark.slow
def test_a_few_long_histories_break_none_either(begun):
    many(begun, range(100, 103), steps=40)
