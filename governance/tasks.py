"""Doorbells of the triad: safe to ring twice."""

from celery import shared_task

from governance import actions
from kit import clock


@shared_task(name="governance.remind_of_ends")
def remind_of_ends() -> None:
    actions.remind_of_ends(clock.today())
