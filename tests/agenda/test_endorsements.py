"""Adoption: three seats, three persons, mandates in force, one exact text."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from agenda import actions
from agenda.figures import seat_answers
from agenda.models import Endorsement, Version
from governance.actions import end_mandate
from journal.models import Entry
from kit.states import Refusal
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY

TOMORROW = TODAY + timedelta(days=1)


def now(version):
    return Version.objects.get(pk=version.pk)


def test_the_third_consent_adopts_at_once_and_supersedes_the_former(triad, le_val, ines):
    first = scenes.adopted(le_val, triad)
    second = scenes.endorsing(le_val, ines)
    for person in triad[:2]:
        actions.endorse(second, by=person, kind="consent")
    assert now(second).state == "endorsing"

    actions.endorse(second, by=triad[2], kind="reservation", reason="À revoir en juin.")

    assert (now(second).state, now(second).adopted_on) == ("adopted", TODAY)
    assert (now(first).state, now(first).ended_on) == ("superseded", TODAY)
    last = Entry.objects.of_site(le_val.slug).first()
    assert last.kind == "agenda.version_adopted"


def test_an_objection_sends_the_version_back_with_its_reason(triad, le_val, ines, marc):
    version = scenes.endorsing(le_val, ines)
    with pytest.raises(Refusal):
        actions.endorse(version, by=marc, kind="objection")
    actions.endorse(version, by=marc, kind="objection", reason="Le conseil n'a pas voté.")

    assert now(version).state == "reworking"
    with pytest.raises(Refusal):
        actions.endorse(version, by=ines, kind="consent")


def test_a_lifted_objection_adopts_the_same_text(triad, le_val, ines, marc, samira):
    version = scenes.endorsing(le_val, ines)
    actions.endorse(version, by=ines, kind="consent")
    actions.endorse(version, by=marc, kind="objection", reason="Pas encore voté.")
    actions.send_for_endorsement(version, by=ines)
    actions.endorse(version, by=marc, kind="consent")
    actions.endorse(version, by=samira, kind="consent")

    assert now(version).state == "adopted"
    assert [e.kind for e in version.endorsements.order_by("number")] == [
        "consent", "objection", "consent", "consent",
    ]  # fmt: skip


def test_the_same_objection_to_the_same_text_sent_again_sends_it_back_again(
    triad, le_val, ines, marc
):
    version = scenes.endorsing(le_val, ines)
    for sending in (1, 2):
        for _click in range(2):
            actions.endorse(version, by=marc, kind="objection", reason="Le conseil n'a pas voté.")
        assert now(version).state == "reworking"
        assert version.endorsements.count() == sending
        actions.send_for_endorsement(version, by=ines)

    entries = Entry.objects.of_site(le_val.slug).filter(kind="agenda.seat_answered")
    assert entries.count() == 2
    actions.endorse(version, by=ines, kind="consent")
    actions.endorse(version, by=marc, kind="objection", reason="Toujours pas.")
    actions.send_for_endorsement(version, by=ines)
    before = version.endorsements.count()
    for _click in range(2):
        actions.endorse(version, by=ines, kind="consent")
    assert version.endorsements.count() == before + 1


def test_a_text_is_not_sent_beside_another_that_awaits_endorsement(triad, le_val, ines):
    """As rows of before the common lock may stand: refused with a sentence, and no fault."""
    first = scenes.opened(le_val, ines)
    actions.close_consultation(first, by=ines)
    second = actions.start_version(le_val, by=ines)
    Version.objects.filter(pk=first.pk).update(state="endorsing", sent_on=TODAY)

    with pytest.raises(Refusal, match="1"):
        actions.send_for_endorsement(second, by=ines)
    with pytest.raises(Refusal, match="1"):
        actions.open_consultation(second, by=ines, until=scenes.UNTIL)


def test_only_the_holder_of_today_answers_for_a_seat(triad, le_val, lila, paul, maud, victor, ines):
    version = scenes.endorsing(le_val, ines)
    deputy = make.person("Hugo Petit")
    make.seat(le_val, "state", deputy, deputy=True)

    for person in (lila, paul, maud, victor, deputy):
        with pytest.raises(Refusal):
            actions.endorse(version, by=person, kind="consent")
    assert not version.endorsements.exists()


def test_a_vacant_seat_blocks_the_adoption_visibly_and_not_the_sending(le_val, ines, marc):
    version = scenes.endorsing(le_val, ines)
    for person in (ines, marc):
        actions.endorse(version, by=person, kind="consent")

    assert now(version).state == "endorsing"
    assert [s.vacant for s in seat_answers(now(version))] == [False, False, True]


def test_a_consent_counts_only_while_its_mandate_is_in_force(
    triad, le_val, ines, marc, samira, set_day
):
    version = scenes.endorsing(le_val, ines)
    actions.endorse(version, by=ines, kind="consent")
    end_mandate(le_val.mandates.get(person=ines), by=marc, on=TODAY)
    hugo = make.person("Hugo Petit")
    make.seat(le_val, "state", hugo, since=TOMORROW)
    set_day(TOMORROW)
    for person in (marc, samira):
        actions.endorse(version, by=person, kind="consent")
    assert now(version).state == "endorsing"
    assert seat_answers(now(version))[0].missing

    actions.endorse(version, by=hugo, kind="consent")

    assert now(version).state == "adopted"


def test_the_same_answer_sent_twice_is_one(triad, le_val, ines):
    version = scenes.endorsing(le_val, ines)
    for _click in range(2):
        actions.endorse(version, by=ines, kind="consent")
    assert version.endorsements.count() == 1


def test_the_third_consent_clicked_twice_is_no_fault(triad, le_val):
    version = scenes.adopted(le_val, triad)
    actions.endorse(version, by=triad[2], kind="consent")
    assert version.endorsements.count() == 3


def test_a_text_changed_behind_the_triggers_is_not_endorsed(triad, le_val, ines):
    version = scenes.endorsing(le_val, ines)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agenda_wording DISABLE TRIGGER agenda_wording_law")
        cursor.execute("UPDATE agenda_wording SET text = text || '.' WHERE position = 1")
        cursor.execute("ALTER TABLE agenda_wording ENABLE TRIGGER agenda_wording_law")

    with pytest.raises(Refusal):
        actions.endorse(version, by=ines, kind="consent")


def test_the_database_refuses_an_endorsement_of_another_text_or_seat(triad, le_val, ines, marc):
    version = scenes.endorsing(le_val, ines)
    mandate = le_val.mandates.get(person=ines)
    good = {"version": version, "number": 1, "seat": "state", "mandate": mandate, "person": ines,
            "kind": "consent", "sha256": version.sha256}  # fmt: skip

    for wrong in ({"sha256": "0" * 64}, {"seat": "community"}, {"person": marc}):
        with pytest.raises(scenes.DATABASE_REFUSES, match="cannot endorse"), transaction.atomic():
            Endorsement.objects.create(**(good | wrong))


def test_the_database_refuses_an_adoption_by_two(triad, le_val, ines, marc):
    version = scenes.endorsing(le_val, ines)
    for person in (ines, marc):
        actions.endorse(version, by=person, kind="consent")

    with pytest.raises(scenes.DATABASE_REFUSES, match="three seats"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(state="adopted", adopted_on=TODAY)


def test_an_old_version_cannot_be_sent_while_a_newer_one_is_written(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    actions.close_consultation(version, by=ines)
    actions.start_version(le_val, by=ines)

    with pytest.raises(Refusal, match="2"):
        actions.send_for_endorsement(version, by=ines)
