"""Two people at once in one round: one is served, the other reads why not; one entry is written."""

import pytest

from journal.actions import broken_links
from journal.models import Entry
from kit.states import Refusal
from readiness import actions
from readiness.models import Round
from tests.agenda.test_races import at_once
from tests.conftest import TODAY
from tests.readiness import scenes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def told(results):
    """The sentences that those read who came second."""
    return [str(result) for result in results if isinstance(result, Refusal)]


def entries(kind):
    return Entry.objects.filter(kind=f"readiness.{kind}").count()


def test_two_conclude_at_once_and_the_meeting_ends_once(triad, le_val):
    ines, marc, _samira = triad
    found = scenes.talked_over(scenes.meeting(le_val, triad), ines)

    results = at_once(
        *(
            lambda by=by, name=name: actions.conclude(
                found, met_on=TODAY, facilitator=name, seats=["state"], others=[name], by=by
            )
            for by, name in ((ines, "Rose"), (marc, "Colette"))
        )
    )

    assert told(results) == ["Ce tour est conclu : il ne change plus."]
    found.refresh_from_db()
    assert found.state == Round.State.CONCLUDED
    assert set(found.presences.values_list("name", flat=True)) == {
        "Ines Carpentier",
        found.facilitator,
    }
    assert entries("round_concluded") == 1


def test_two_decide_at_once_and_one_decision_is_taken(triad, le_val):
    ines, marc, _samira = triad
    found = scenes.concluded(le_val, triad)

    results = at_once(
        *(
            lambda by=by, what=what: actions.decide(found, outcome=what, words="Oui.", by=by)
            for by, what in ((ines, "ready"), (marc, "unsuited"))
        )
    )

    assert len(told(results)) == 1
    assert "entre-temps" in told(results)[0]
    assert found.decisions.count() == 1
    assert entries("readiness_decided") == 1
    assert list(broken_links("le-val")) == []


def test_a_decision_sent_by_a_double_click_is_taken_once(triad, le_val):
    found = scenes.concluded(le_val, triad)

    results = at_once(
        *[lambda: actions.decide(found, outcome="ready", words="Oui.", by=triad[0])] * 2
    )

    assert told(results) == []
    assert (found.decisions.count(), entries("readiness_decided")) == (1, 1)


def test_two_open_a_round_at_once_and_one_is_open(le_val, ines, marc):
    scenes.published()

    results = at_once(
        *(
            lambda by=by: actions.open_round(
                le_val, kind="preconditions", rate_until=scenes.UNTIL, by=by
            )
            for by in (ines, marc)
        )
    )

    assert "en cours" in told(results)[0]
    assert (Round.objects.count(), entries("round_opened")) == (1, 1)


def test_of_two_words_of_the_meeting_at_once_the_second_is_read_first(triad, le_val):
    ines, marc, _samira = triad
    found = scenes.meeting(le_val, triad)
    code = scenes.codes(found)[0]

    results = at_once(
        *(
            lambda by=by, level=level: actions.note_consensus(
                found, code, level=level, note="", by=by, seen=""
            )
            for by, level in ((ines, 1), (marc, 3))
        )
    )

    assert "entre-temps" in told(results)[0]
    assert (found.consensus.count(), entries("consensus_noted")) == (1, 1)


def test_who_rates_while_the_meeting_begins_is_in_it_or_reads_why_not(triad, le_val):
    """Either the rating was there first and is on the table, or it was not given at all."""
    ines, marc, _samira = triad
    found = scenes.rated(scenes.opened(le_val, ines), ines)

    results = at_once(
        lambda: scenes.rated(found, marc), lambda: actions.open_meeting(found, by=ines)
    )

    found.refresh_from_db()
    assert found.state == Round.State.MEETING
    given = found.ratings.filter(person=marc).count()
    assert (given, len(told(results))) in {(6, 0), (0, 1)}
