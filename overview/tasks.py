"""Doorbells of the national board: safe to ring twice."""

from celery import shared_task

from overview import actions


@shared_task(name="overview.sweep")
def sweep() -> None:
    actions.forget_views()
    actions.tell_week()
