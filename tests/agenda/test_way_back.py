"""The portal is taken back behind the moderation of replies and comes forward: nothing is lost."""

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from agenda import actions
from agenda.models import Appeal, Moderation, NotShown, Reply, Report, ReportContact, ToModerate
from tests.agenda import scenes

TABLES = (Moderation, NotShown, Report, ReportContact, Appeal, ToModerate, Reply)


def way():
    """The migrations from the moderation of replies on, each with the state before it."""
    loader = MigrationExecutor(connection).loader
    last = loader.graph.leaf_nodes("agenda")[0]
    keys = [key for key in loader.graph.forwards_plan(last) if key[0] == "agenda"]
    keys = keys[keys.index(("agenda", "0022_appeals")) :]
    return [(loader.get_migration(*k), loader.project_state(k, at_end=False)) for k in keys]


def rows():
    """All that moderation holds, as it stands in the tables."""
    return {model.__name__: sorted(map(str, model.objects.values())) for model in TABLES}


@pytest.fixture
def moderated(triad, le_val, ines, marc):
    """A comment and a reply are reported, others hidden with an open appeal, or one that was decided."""
    version = scenes.opened(le_val, ines)
    said = [scenes.said(version, f"Remarque {n}.")[0] for n in range(5)]
    made = [
        actions.reply(said[0], text=f"Réaction {n}.", public_name="Gilles", once=str(n))[0]
        for n in range(5)
    ]
    for each in (said[1], made[1]):
        actions.report(each, ground="spam", email=f"{each.pk}@example.org")
    for each in (*said[2:], *made[2:]):
        actions.hide(each, ground="insult", reason="Injure.", by=ines)
        actions.appeal(each, words="Mais non.")
    for shows, each in ((False, said[3]), (False, made[3]), (True, said[4]), (True, made[4])):
        actions.decide_appeal(actions.open_appeal(each), shows=shows, reason="Vu.", by=marc)
    return version


def taken_back(steps):
    connection.check_constraints()
    for migration, before in reversed(steps):
        with connection.schema_editor() as editor:
            migration.unapply(before.clone(), editor)


def brought_forward(steps):
    for migration, before in steps:
        with connection.schema_editor() as editor:
            migration.apply(before.clone(), editor)


def texts():
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM agenda_reply ORDER BY text")
        return [text for (text,) in cursor.fetchall()]


@pytest.mark.slow
def test_behind_all_of_it_and_forward_again(moderated):
    before, steps = rows(), way()

    taken_back(steps)
    assert texts() == ["Réaction 0.", "Réaction 1.", "Réaction 4."]  # what is hidden stays so
    brought_forward(steps)

    assert rows() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'agenda_putby%'")
        assert cursor.fetchone() == (0,)
    with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
        Moderation.objects.update(reason="Autre.")


@pytest.mark.slow
def test_one_step_back_what_is_hidden_stays_hidden_and_what_is_decided_stands(moderated, marc):
    last = way()[-1:]
    before = rows()
    taken_back(last)
    assert texts() == ["Réaction 0.", "Réaction 1.", "Réaction 4."]
    reported = ToModerate.objects.get(why="report").comment
    actions.let_through(reported, by=marc)

    brought_forward(last)

    assert not ToModerate.objects.filter(comment=reported).exists()
    assert not ReportContact.objects.filter(report__comment=reported).exists()
    after = rows()
    assert {name for name in before if before[name] != after[name]} == {
        "Moderation", "ToModerate", "ReportContact",
    }  # fmt: skip
    assert set(before["Moderation"]) < set(after["Moderation"])


def behind_moderation():
    """The first step of the way behind the first migration of moderation."""
    loader = MigrationExecutor(connection).loader
    key = ("agenda", "0009_moderation")
    before, after = (loader.project_state(key, at_end=end) for end in (False, True))
    with connection.schema_editor() as editor:
        loader.get_migration(*key).operations[-1].database_backwards("agenda", editor, after, before)  # fmt: skip


@pytest.mark.slow
def test_no_way_leads_behind_the_decisions_of_moderation(moderated):
    before = rows()

    with pytest.raises(CommandError, match=r"10 decisions of moderation would be deleted"):
        behind_moderation()

    assert rows() == before


def test_where_nothing_was_decided_the_way_is_open(triad, le_val, ines):
    scenes.said(scenes.opened(le_val, ines), "Bonjour.")

    behind_moderation()
