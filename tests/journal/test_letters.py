"""Letters are rows: none is lost with Redis, none leaves twice."""

import threading

import pytest
from django.core.mail import send_mail
from django.db import connections

from journal import actions
from journal.models import Letter

pytestmark = pytest.mark.django_db


def write(**more):
    return actions.write_letter(to="lila@example.org", subject="Bonjour", text="Voici.", **more)


def test_every_mail_of_the_portal_becomes_a_letter():
    send_mail("Votre code", "123456", None, ["lila@example.org"])

    assert list(Letter.objects.values_list("to", "subject", "state")) == [
        ("lila@example.org", "Votre code", "waiting")
    ]


def test_one_key_is_one_letter():
    assert write(key="outcome-7") == write(key="outcome-7")


def test_the_sweep_sends_what_a_lost_hint_left():
    write()

    assert actions.sweep() == 1
    assert actions.sweep() == 0


def test_a_server_that_fails_is_tried_again_later_and_given_up_visibly(monkeypatch):
    def fail(letter):
        raise OSError("no route")

    monkeypatch.setattr(actions, "send_outside", fail)
    letter = write()
    for _try in range(actions.TRIES):
        Letter.objects.update(due_at=letter.due_at)
        assert not actions.post(letter.pk)

    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.last_error) == ("given_up", 8, "no route")


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_letter_once():
    letter, left = write(), []

    def work():
        left.append(actions.post(letter.pk))
        connections.close_all()

    workers = [threading.Thread(target=work) for _n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(left) == [False, False, False, True]
