"""The comments without an outcome, as the database keeps them beside what was said and answered."""

import random
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction

from agenda import actions
from agenda.models import Comment, Waiting
from kit.states import Refusal
from tests.agenda import scenes


def answer(comment, by, step, dice):
    kind = dice.choice(("retained", "partly", "not_retained"))
    actions.give_outcome(comment, kind=kind, reason=f"Voir {step}.", by=by)


def hide(comment, by, step, dice):
    actions.hide(comment, ground="insult", reason=f"Voir {step}.", by=by)


def show(comment, by, step, dice):
    actions.show_again(comment, reason=f"Voir {step}.", by=by)


def kept():
    return set(Waiting.objects.values_list("comment", "site", "at"))


def computed():
    found = Comment.objects.with_outcome().filter(outcome_kind=None)
    return set(found.values_list("pk", "site", "at"))


@pytest.mark.parametrize("seed", range(5))
def test_what_is_kept_is_what_is_computed_whatever_is_said_and_answered(
    le_val, la_crete, ines, victor, seed
):
    dice = random.Random(seed)
    places = [(scenes.opened(le_val, ines), ines), (scenes.opened(la_crete, victor), victor)]
    comments = []
    for step in range(30):
        version, by = dice.choice(places)
        if not comments or dice.random() < 0.5:
            comments.append(
                (scenes.said(version, f"Remarque {step}", once=f"{seed} {step}")[0], by)
            )
        else:
            comment, by = dice.choice(comments)
            with suppress(Refusal):
                dice.choice((answer, answer, hide, show))(comment, by, step, dice)
        assert kept() == computed()

    assert kept()


@transaction.atomic
def said_and_broken(version):
    scenes.said(version)
    assert kept() == computed() != set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def test_a_comment_that_is_taken_back_with_its_transaction_leaves_nothing(le_val, ines):
    version = scenes.opened(le_val, ines)
    with pytest.raises(DatabaseError):
        said_and_broken(version)

    assert kept() == set()
