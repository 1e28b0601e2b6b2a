"""Doorbells of the agenda."""

from celery import shared_task

from agenda import actions


@shared_task(name="agenda.close_due")
def close_due() -> None:
    actions.close_due()


@shared_task(name="agenda.sweep_drafts")
def sweep_drafts() -> None:
    actions.sweep_drafts()
    actions.sweep_bringings()


@shared_task(name="agenda.tell_of_replies")
def tell_of_replies() -> None:
    actions.tell_of_replies()


@shared_task(name="agenda.remind_of_plans")
def remind_of_plans() -> None:
    actions.remind_of_plans()
