"""Letters that come by themselves: wanted or not, stopped with one click from the letter."""

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from accounts.letters import LetterKind
from journal import actions
from journal.letters import choices_of, stop_address
from journal.models import Entry, LetterChoice

PAGE = "/compte/courriels/"


def path_of(person, kind=LetterKind.REPORTS):
    return "/" + stop_address(person, kind).partition("//")[2].partition("/")[2]


def test_each_chooses_among_what_is_offered_to_them(browser_of, maud, rose, ines, lila):
    offered = {
        person.name: {kind: f'name="{kind}"' in browser_of(person).get(PAGE).content.decode() for kind in LetterKind.values}
        for person in (maud, rose, ines, lila)
    }  # fmt: skip

    assert offered.pop("Lila Bensaïd") == {"week": False, "reports": False, "plan": False}
    assert offered.pop("Maud Ferrand") == {"week": True, "reports": True, "plan": False}
    assert offered.pop("Rose Lemaire") == {"week": False, "reports": True, "plan": False}
    assert list(offered.values()) == [{"week": False, "reports": True, "plan": True}]


def test_a_choice_is_kept_once_and_told(browser_of, rose):
    browser = browser_of(rose)
    for _click in range(2):
        browser.post(PAGE, {"reports": "on"}, follow=True)

    assert choices_of(rose) == {"reports": True}
    assert Entry.objects.filter(kind__startswith="journal.letters").count() == 1
    browser.post(PAGE, {"other": "on"})
    assert choices_of(rose) == {"reports": False}


def test_the_week_s_letter_goes_back_and_comes_again_with_a_choice_made(maud):
    actions.choose_letters(maud, {LetterKind.WEEK: False, LetterKind.REPORTS: False}, by=maud)
    connection.check_constraints()
    loader = MigrationExecutor(connection).loader
    key = ("journal", "0005_week_letter")
    migration, before = loader.get_migration(*key), loader.project_state(key, at_end=False)

    with connection.schema_editor() as editor:
        migration.unapply(before.clone(), editor)
    assert choices_of(maud) == {"reports": False}
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterChoice.objects.create(person=maud, kind="week", wanted=True)

    with connection.schema_editor() as editor:
        migration.apply(before.clone(), editor)
    actions.choose_letters(maud, {LetterKind.WEEK: True}, by=maud)
    assert choices_of(maud) == {"reports": False, "week": True}


def test_a_mail_reader_stops_them_with_one_click_and_no_session(maud):
    reader = Client(enforce_csrf_checks=True)
    answer = reader.post(path_of(maud), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert choices_of(maud) == {"reports": False}
    assert Entry.objects.get(kind="journal.letters_stopped").by_name == "Maud Ferrand"


def test_opening_the_link_changes_nothing_and_the_button_does(client, maud):
    page = client.get(path_of(maud))

    assert page.status_code == 200
    assert not LetterChoice.objects.exists()
    assert client.post(path_of(maud)).status_code == 200
    assert choices_of(maud) == {"reports": False}


def test_a_seal_that_is_not_ours_stops_nothing(client, maud):
    for wrong in ("/courriels/arret/x/", path_of(maud)[:-2] + "/", path_of(maud) + "x/"):
        assert client.post(wrong).status_code == 404
    assert not LetterChoice.objects.exists()


def test_the_letter_has_the_button_of_the_mail_reader(maud):
    stop = stop_address(maud, LetterKind.REPORTS)
    actions.post(actions.write_letter(to=maud.email, subject="S", text="T", stop=stop).pk)
    actions.post(actions.write_letter(to=maud.email, subject="S", text="T").pk)

    first, second = mail.outbox
    assert first.extra_headers == {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert second.extra_headers == {}
