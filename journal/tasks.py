"""Doorbells of the outbox."""

from celery import shared_task

from journal import actions


@shared_task(name="journal.post")
def post(letter_id: str) -> None:
    actions.post(letter_id)


@shared_task(name="journal.sweep")
def sweep() -> None:
    actions.sweep()
