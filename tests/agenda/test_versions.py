"""Versions: numbered, frozen when they leave writing, moved by a table, hashed for ever."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from agenda import actions
from agenda.content import is_intact
from agenda.models import Version, WordingHistory
from journal.models import Entry
from kit.states import Refusal
from tests.agenda import scenes
from tests.conftest import TODAY

State = Version.State


def execute(sql, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_the_next_version_takes_over_the_passages_with_their_ids(triad, le_val, ines):
    first = scenes.adopted(le_val, triad)

    second = actions.start_version(le_val, by=ines)

    def text(version):
        found = version.wordings.order_by("position")
        return list(found.values_list("passage", "section", "heading", "text"))

    assert (second.number, second.based_on, text(second)) == (2, first, text(first))


def test_starting_twice_gives_the_same_version(triad, le_val, ines, marc):
    assert actions.start_version(le_val, by=ines) == actions.start_version(le_val, by=marc)


def test_no_version_begins_while_one_is_open_or_awaits_endorsement(triad, le_val, ines):
    version = scenes.opened(le_val, ines)
    with pytest.raises(Refusal, match="1"):
        actions.start_version(le_val, by=ines)
    actions.close_consultation(version, by=ines)
    actions.send_for_endorsement(version, by=ines)
    with pytest.raises(Refusal):
        actions.start_version(le_val, by=ines)


def test_passages_stand_horizon_first_then_factors_then_each_strategy(triad, le_val, ines):
    version = actions.start_version(le_val, by=ines)
    for section, strategy, heading in [
        ("strategy", "Travailler", "Emploi"),
        ("hinders", "", "Frein"),
        ("strategy", "Grandir", "École"),
        ("horizon", "", "Horizon"),
        ("strategy", "Travailler", "Formation"),
        ("helps", "", "Appui"),
    ]:
        actions.add_passage(
            version, by=ines, section=section, strategy=strategy, heading=heading, text="…"
        )

    headings = version.wordings.order_by("position").values_list("position", "heading")

    assert list(headings) == [
        (1, "Horizon"), (2, "Appui"), (3, "Frein"), (4, "Emploi"), (5, "Formation"), (6, "École"),
    ]  # fmt: skip


def test_the_same_form_sent_twice_adds_one_passage(triad, le_val, ines):
    version = actions.start_version(le_val, by=ines)
    sent = {"section": "horizon", "heading": "Horizon", "text": "Demain.", "once": "abc"}

    both = [actions.add_passage(version, by=ines, **sent).passage_id for _ in range(2)]

    assert len(set(both)) == 1
    assert version.wordings.count() == 1


def test_a_passage_moves_within_its_part_and_not_beyond(triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    wednesday = version.wordings.get(heading="Le mercredi")

    actions.move_passage(wednesday, by=ines, up=True)

    assert list(version.wordings.order_by("position").values_list("heading", flat=True))[3:5] == [
        "Le mercredi", "Après l'école",
    ]  # fmt: skip
    with pytest.raises(Refusal):
        actions.move_passage(version.wordings.get(heading="Le mercredi"), by=ines, up=True)


def test_a_removed_passage_stays_in_the_history(triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    gone = version.wordings.get(heading="Ce qui nous freine")

    actions.remove_passage(gone, by=ines, revision=1)

    kept = WordingHistory.objects.get(passage=gone.passage_id, change="removed")
    assert kept.text == gone.text
    assert list(version.wordings.order_by("position").values_list("position", flat=True)) == [
        1, 2, 3, 4, 5,
    ]  # fmt: skip


def test_a_stale_save_is_a_conflict_that_shows_theirs_and_loses_nothing(triad, le_val, ines, marc):
    version = scenes.writing(le_val, ines)
    seen_by_both = version.wordings.get(heading="Après l'école")
    sent = {"heading": seen_by_both.heading, "revision": 1}
    actions.save_passage(seen_by_both, by=marc, text="Jusqu'à 19 h.", **sent)

    with pytest.raises(actions.Conflict) as conflict:
        actions.save_passage(seen_by_both, by=ines, text="Jusqu'à 20 h.", **sent)

    assert conflict.value.theirs.text == "Jusqu'à 19 h."
    again = {"heading": seen_by_both.heading, "revision": conflict.value.theirs.revision}
    saved = actions.save_passage(seen_by_both, by=ines, text="Jusqu'à 20 h.", **again)
    kept = WordingHistory.objects.filter(passage=seen_by_both.passage_id).order_by("revision")
    assert saved.revision == 3
    assert [k.text for k in kept][1:] == ["Jusqu'à 19 h.", "Jusqu'à 20 h."]


def test_saving_twice_the_same_words_counts_once(triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    wording = version.wordings.get(heading="Le mercredi")
    for _click in range(2):
        actions.save_passage(
            wording, by=ines, heading="Mercredi", text="Toute la journée.", revision=1
        )

    assert version.wordings.get(passage=wording.passage_id).revision == 2
    assert Entry.objects.filter(kind="agenda.passage_saved").count() == 1


def test_opening_freezes_and_hashes_the_text(triad, le_val, ines):
    version = scenes.opened(le_val, ines)

    assert (version.state, len(version.sha256)) == (State.OPEN, 64)
    assert is_intact(version)
    wording = version.wordings.first()
    for change in (
        lambda: actions.save_passage(wording, by=ines, heading="x", text="x", revision=1),
        lambda: actions.move_passage(wording, by=ines, up=False),
        lambda: actions.remove_passage(wording, by=ines, revision=1),
        lambda: actions.add_passage(version, by=ines, section="ideal", heading="x", text="x"),
    ):
        with pytest.raises(Refusal):
            change()


@pytest.mark.parametrize("days", [-1, 367])
def test_a_consultation_neither_ends_before_it_begins_nor_lasts_for_ever(triad, le_val, ines, days):
    version = scenes.writing(le_val, ines)

    with pytest.raises(Refusal):
        actions.open_consultation(version, by=ines, until=TODAY + timedelta(days=days))


def test_a_text_without_horizon_does_not_leave_writing(triad, le_val, ines):
    version = actions.start_version(le_val, by=ines)

    with pytest.raises(Refusal):
        actions.open_consultation(version, by=ines, until=scenes.UNTIL)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE agenda_wording SET text = 'x'",
        "DELETE FROM agenda_wording",
        "UPDATE agenda_version SET content = content || ' '",
        "UPDATE agenda_version SET state = 'writing', content = '', sha256 = ''",
        "UPDATE agenda_version SET number = 7",
        "DELETE FROM agenda_version",
        "UPDATE agenda_wordinghistory SET text = 'x'",
        "DELETE FROM agenda_wordinghistory",
        "UPDATE agenda_version SET state = 'adopted', adopted_on = '2026-11-24'",
    ],
)
def test_the_database_itself_refuses_to_change_an_opened_version(triad, le_val, ines, change):
    scenes.opened(le_val, ines)

    with pytest.raises(scenes.DATABASE_REFUSES):
        execute(change)


def test_no_passage_can_be_slipped_into_a_frozen_version(triad, le_val, ines):
    version = scenes.opened(le_val, ines)

    with pytest.raises(scenes.DATABASE_REFUSES, match="never changes"):
        execute(
            "INSERT INTO agenda_wording SELECT gen_random_uuid(), now(), 99, section, strategy,"
            " heading, text, plain_text, revision, edited_at, edited_by_id, passage_id, version_id"
            " FROM agenda_wording WHERE version_id = %s LIMIT 1",
            version.pk,
        )


@pytest.mark.parametrize("place", ["text", "heading", "plain_text"])
def test_one_changed_character_is_detected(triad, le_val, ines, place):
    version = scenes.opened(le_val, ines)
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute("ALTER TABLE agenda_wording DISABLE TRIGGER agenda_wording_law")
    execute(f"UPDATE agenda_wording SET {place} = {place} || '.' WHERE position = 2")
    execute("ALTER TABLE agenda_wording ENABLE TRIGGER agenda_wording_law")

    assert not is_intact(version)


def test_the_hash_depends_on_nothing_but_the_text(triad, le_val, ines, set_day):
    version = scenes.opened(le_val, ines)
    set_day(TODAY + timedelta(days=30))

    assert is_intact(Version.objects.get(pk=version.pk))


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize("after", list(State))
def test_every_pair_of_states(triad, le_val, ines, before, after):
    version = Version(site=le_val, number=1, state=before)

    if after in Version.MOVES[before]:
        assert version.can_move_to(after)
    else:
        with pytest.raises(Refusal):
            version.move_to(after)


def test_two_open_versions_are_refused_by_the_database(triad, le_val, ines):
    scenes.opened(le_val, ines)

    with pytest.raises(scenes.DATABASE_REFUSES, match="one_open_version_a_site"):
        Version.objects.create(
            site=le_val, number=2, state="open", opened_on=TODAY, closes_on=TODAY,
            content="x", sha256="0" * 64,
        )  # fmt: skip


def test_a_version_is_set_aside_with_a_reason_and_its_number_is_not_used_again(triad, le_val, ines):
    version = scenes.writing(le_val, ines)
    with pytest.raises(Refusal):
        actions.set_aside(version, by=ines, reason=" ")
    actions.set_aside(version, by=ines, reason="Écrite sans les habitants.")

    assert actions.start_version(le_val, by=ines).number == 2
