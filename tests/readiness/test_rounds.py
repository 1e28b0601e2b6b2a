"""A round: rated alone, talked over, decided in words; what must never be is refused twice."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from governance import actions as governance
from journal.models import Entry
from kit.access import Standing
from kit.states import Refusal
from readiness import actions, figures
from readiness.actions import Answer
from readiness.models import Consensus, Level, MeetingPresence, Rating, ReadinessDecision, Round
from readiness.texts import FOLDER, read_all
from tests import make
from tests.conftest import TODAY
from tests.readiness import scenes


def refused(act):
    with pytest.raises(Refusal) as found:
        act()
    return str(found.value)


def test_a_round_goes_from_rating_alone_to_a_decision_in_words(triad, le_val, maud):
    _ines, marc, _samira = triad
    found = scenes.concluded(le_val, triad)
    decided = actions.decide(
        found, outcome="supported", words="Prêts, si le temps est payé.",
        supports=[scenes.HALF_TIME], by=marc,
    )  # fmt: skip

    found.refresh_from_db()
    assert (found.state, found.met_on, found.sharing) == ("concluded", TODAY, "site")
    assert (decided.role, decided.by, decided.decided_on) == ("municipality", marc, TODAY)
    kinds = set(Entry.objects.filter(site="le-val").values_list("kind", flat=True))
    assert {k for k in kinds if k.startswith("readiness.")} == {
        "readiness.round_opened", "readiness.ratings_given", "readiness.meeting_opened",
        "readiness.consensus_noted", "readiness.round_concluded", "readiness.readiness_decided",
    }  # fmt: skip
    assert [(p.leg, p.name) for p in found.presences.order_by("created_at", "name")] == [
        ("state", "Ines Carpentier"),
        ("", "Régie"),
    ]


def test_the_same_form_sent_twice_opens_one_round(le_val, ines):
    actions.publish_rubrics(read_all())
    once = "7d1f8d1e-0000-4000-8000-000000000001"
    facts = {"kind": "preconditions", "rate_until": scenes.UNTIL, "by": ines, "once": once}

    first = actions.open_round(le_val, **facts)

    assert actions.open_round(le_val, **facts) == first
    assert "under way" in refused(lambda: actions.open_round(le_val, **facts | {"once": None})) or Round.objects.count() == 1  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "stage", "days"),
    [
        ("conditions", "exploring", 14),
        ("conditions", "paused", 14),
        ("preconditions", "withdrawn", 14),
        ("preconditions", "active", -1),
        ("preconditions", "active", 400),
    ],
)
def test_a_round_that_comes_at_the_wrong_time_is_refused(db, kind, stage, days):
    actions.publish_rubrics(read_all())
    site = make.site("Le Bas", state=stage)

    assert refused(lambda: actions.open_round(site, kind=kind, rate_until=TODAY + timedelta(days=days), by=None))  # fmt: skip
    assert not Round.objects.exists()


def test_the_preconditions_may_be_rated_while_seats_are_vacant(db):
    """One seat is held; the meeting shows the two others as vacant."""
    site = make.site("Le Bas", state="exploring", public_since=None)
    marc = make.person("Marc Delattre")
    make.seat(site, "municipality", marc)
    found = actions.open_meeting(scenes.rated(scenes.opened(site, None), marc), by=marc)

    voices = figures.meeting(found).talks[0].voices

    assert [v.words for v in voices] == ["siège vacant", "2 · Présent", "siège vacant"]


def test_a_round_keeps_the_version_with_which_it_began(le_val, la_crete, ines, victor, tmp_path):
    first = scenes.opened(le_val, ines)
    text = (FOLDER / "preconditions-1.toml").read_text().replace("version = 1", "version = 2")
    (tmp_path / "preconditions-2.toml").write_text(text.replace("Chacun décrit", "On décrit"))
    actions.publish_rubrics(read_all(tmp_path))

    later = scenes.opened(la_crete, victor)

    first.refresh_from_db()
    assert (first.rubric.version, later.rubric.version) == (1, 2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=first.pk).update(rubric=later.rubric)


def test_who_has_no_place_in_a_round_cannot_rate(triad, le_val, lila, rose, maud, paul, victor):
    found = scenes.opened(le_val, triad[0])

    for person in (lila, rose, maud, victor, paul):
        assert refused(lambda person=person: scenes.rated(found, person))
    assert not Rating.objects.exists()


def test_partners_are_asked_about_the_five_conditions(le_val, ines, paul):
    found = scenes.rated(scenes.opened(le_val, ines, "conditions"), paul)

    assert set(found.ratings.values_list("leg", "holder")) == {("partner", False)}


def test_a_rating_is_given_in_parts_changed_and_emptied(le_val, ines):
    found = scenes.opened(le_val, ines)
    first, second = scenes.codes(found)[:2]

    assert actions.rate(found, {first: Answer(level=1, comment="Oui")}, by=ines) == 1
    assert actions.rate(found, {first: Answer(level=1, comment="Oui"), second: Answer(comment="?")}, by=ines) == 1  # fmt: skip
    assert actions.rate(found, {first: Answer(level=1, comment="Oui")}, by=ines) == 0
    assert actions.rate(found, {first: Answer(unknown=True), second: Answer()}, by=ines) == 2

    rating = found.ratings.get()
    assert (rating.unknown, rating.level, rating.comment, rating.holder) == (True, None, "", True)
    own = figures.own_ratings(found, ines)
    assert (own.answered, own.total, len(own.left)) == (1, 6, 5)


def test_an_author_withdraws_until_the_meeting_has_its_word(triad, le_val):
    ines, marc, samira = triad
    found = scenes.meeting(le_val, triad)
    first, second, *_rest = scenes.codes(found)
    actions.note_consensus(found, first, level=2, note="", by=marc, seen="")

    assert actions.rate(found, {second: Answer(level=3)}, by=ines) == 1
    assert refused(lambda: actions.rate(found, {first: Answer(level=3)}, by=ines))
    assert actions.withdraw(found, by=samira) == 5
    assert refused(lambda: actions.withdraw(found, by=samira))
    assert refused(lambda: actions.rate(found, {second: Answer(level=1)}, by=samira))
    assert found.ratings.filter(person=samira).count() == 1


def test_what_was_given_is_kept_by_the_database(triad, le_val):
    found = scenes.talked_over(scenes.meeting(le_val, triad), triad[0])
    rating = found.ratings.order_by("pk").first()
    noted = Consensus.objects.get(round=found, dimension=rating.dimension)
    other = Level.objects.exclude(dimension=rating.dimension).order_by("pk").first()
    changes = [
        lambda: Rating.objects.filter(pk=rating.pk).update(comment="Autre"),
        lambda: Rating.objects.filter(pk=rating.pk).delete(),
        lambda: Rating.objects.filter(pk=rating.pk).update(level=other),
        lambda: Consensus.objects.filter(pk=noted.pk).update(level=other),
        lambda: Consensus.objects.filter(pk=noted.pk).delete(),
        lambda: Round.objects.filter(pk=found.pk).delete(),
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    actions.conclude(found, met_on=TODAY, facilitator="S", seats=["state"], by=triad[0])
    decided = actions.decide(found, outcome="ready", words="Oui.", by=triad[0])
    there = found.presences.get()
    after = [
        lambda: Round.objects.filter(pk=found.pk).update(facilitator="Autre"),
        lambda: Consensus.objects.filter(pk=noted.pk).update(note="Autre"),
        lambda: MeetingPresence.objects.filter(pk=there.pk).update(name="Autre"),
        lambda: MeetingPresence.objects.create(round=found, name="Autre"),
        lambda: ReadinessDecision.objects.filter(pk=decided.pk).update(words="Autre"),
        lambda: ReadinessDecision.objects.filter(pk=decided.pk).delete(),
    ]
    for change in after:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    Round.objects.filter(pk=found.pk).update(sharing="national")


def test_the_meeting_needs_a_rating_and_its_end_a_word_on_everything(triad, le_val):
    ines = triad[0]
    found = scenes.opened(le_val, ines)
    assert refused(lambda: actions.open_meeting(found, by=ines))
    scenes.rated(found, ines)
    actions.open_meeting(found, by=ines)
    first, *_rest = scenes.codes(found)
    end = {"met_on": TODAY, "facilitator": "S", "seats": ["state"], "by": ines}

    assert "6" in refused(lambda: actions.conclude(found, **end))
    assert refused(lambda: actions.note_consensus(found, first, level=None, note=" ", by=ines, seen=""))  # fmt: skip
    scenes.talked_over(found, ines, urgency_issue=None)
    assert refused(lambda: actions.conclude(found, **end | {"met_on": TODAY + timedelta(days=1)}))
    assert refused(lambda: actions.conclude(found, **end | {"seats": []}))
    actions.conclude(found, **end)
    assert refused(lambda: actions.conclude(found, **end))


def test_a_word_of_the_meeting_is_not_overwritten_unseen(triad, le_val):
    ines, marc, _samira = triad
    found = scenes.meeting(le_val, triad)
    code = scenes.codes(found)[0]
    noted = actions.note_consensus(found, code, level=1, note="", by=ines, seen="")

    assert refused(lambda: actions.note_consensus(found, code, level=3, note="", by=marc, seen=""))
    again = actions.note_consensus(found, code, level=3, note="", by=marc, seen=noted.mark)
    assert again.level.number == 3


def test_a_round_is_set_aside_with_a_reason_and_another_may_begin(triad, le_val):
    ines = triad[0]
    found = scenes.rated(scenes.opened(le_val, ines), ines)

    assert refused(lambda: actions.set_aside(found, reason=" ", by=ines))
    actions.set_aside(found, reason="Nous sommes trop peu.", by=ines)
    assert refused(lambda: actions.share(found, sharing="national", by=ines))
    assert refused(lambda: scenes.rated(found, ines, 3))
    assert scenes.opened(le_val, ines).pk != found.pk


def test_a_dimension_at_the_lowest_level_forbids_ready(triad, le_val):
    ines = triad[0]
    found = scenes.concluded(le_val, triad, urgency_context=0)

    assert "Contexte propice" in refused(lambda: actions.decide(found, outcome="ready", words="Oui.", by=ines))  # fmt: skip
    with pytest.raises(DatabaseError, match="lowest"), transaction.atomic():
        ReadinessDecision.objects.create(
            round=found, outcome="ready", words="Oui.", decided_on=TODAY, by=ines, role="state"
        )
    assert [q.code for q in figures.result(found, Standing()).unsuited] == ["urgency-context"]
    # It proposes and does not decide: another outcome than « context not suited » may be chosen.
    assert actions.decide(found, outcome="not_yet", words="Plus tard.", revisit_on=TODAY + timedelta(days=90), by=ines)  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": " "},
        {"outcome": "supported"},
        {"outcome": "not_yet"},
        {"outcome": "not_yet", "revisit_on": TODAY},
        {"outcome": "unsuited", "words": ""},
    ],
)
def test_each_outcome_says_what_it_has_to(triad, le_val, wrong):
    found = scenes.concluded(le_val, triad)

    assert refused(lambda: actions.decide(found, **{"outcome": "ready", "words": "Oui."} | wrong, by=triad[0]))  # fmt: skip
    assert not found.decisions.exists()


def test_a_later_decision_stands_beside_the_earlier_one(triad, le_val, set_day):
    ines, marc, _samira = triad
    found = scenes.concluded(le_val, triad)
    facts = {"outcome": "unsuited", "words": "L’urgence passe avant.", "by": ines}
    for _click in range(2):
        actions.decide(found, **facts)
    set_day(TODAY + timedelta(days=200))
    later = {"outcome": "not_yet", "words": "Dans un an.", "revisit_on": TODAY + timedelta(days=400), "by": marc}  # fmt: skip
    assert "entre-temps" in refused(lambda: actions.decide(found, **later))
    actions.decide(found, **later, seen=str(found.decisions.get().pk))

    assert found.decisions.count() == 2
    actions.share(found, sharing="national", by=ines)
    nation = Standing(elsewhere=frozenset({"national"}))
    assert figures.decisions_of([le_val], nation)[le_val.pk].outcome == "not_yet"


def test_who_decides(triad, le_val, maud, rose, paul):
    """A seat holder; the national team once the round is shared with it; never a deputy or partner."""
    ines = triad[0]
    deputy = make.person("Denis Suppléant")
    make.seat(le_val, "state", deputy, deputy=True)
    found = scenes.concluded(le_val, triad)
    facts = {"outcome": "ready", "words": "Oui."}

    for person in (deputy, paul, rose, maud):
        assert refused(lambda person=person: actions.decide(found, **facts, by=person))
    actions.share(found, sharing="national", by=ines)
    assert actions.decide(found, **facts, by=maud).role == "national"


def test_a_decision_waits_for_the_end_of_the_round_and_is_not_for_conditions(triad, le_val):
    found = scenes.meeting(le_val, triad)
    yearly = scenes.concluded(le_val, triad, kind="conditions", level=3)

    assert refused(lambda: actions.decide(found, outcome="ready", words="Oui.", by=triad[0]))
    assert refused(lambda: actions.decide(yearly, outcome="ready", words="Oui.", by=triad[0]))


def test_each_change_of_sharing_is_in_the_journal(triad, le_val):
    ines = triad[0]
    found = scenes.concluded(le_val, triad)
    for sharing in ("national", "site"):
        actions.share(found, sharing=sharing, by=ines)

    assert refused(lambda: actions.share(found, sharing="site", by=ines))
    facts = list(
        Entry.objects.filter(kind="readiness.sharing_changed").order_by("position").values_list("facts", flat=True)
    )  # fmt: skip
    assert [(f["before"], f["after"]) for f in facts] == [("site", "national"), ("national", "site")]  # fmt: skip


def test_a_successor_speaks_for_the_leg_once_they_have_rated(triad, le_val, maud, set_day):
    ines = triad[0]
    found = scenes.rated(scenes.opened(le_val, ines), ines, 1)
    governance.end_mandate(le_val.mandates.get(seat="state"), by=maud, on=TODAY)
    set_day(TODAY + timedelta(days=1))
    hugo = make.person("Hugo Nouveau")
    make.seat(le_val, "state", hugo, since=TODAY + timedelta(days=1))

    before = figures.meeting(found).talks[0].voices[0]
    assert (before.name, before.level.number) == ("Ines Carpentier", 1)
    assert refused(lambda: scenes.rated(found, ines, 3))
    scenes.rated(found, hugo, 3)
    after = figures.meeting(found).talks[0].voices[0]
    assert (after.name, after.level.number) == ("Hugo Nouveau", 3)
