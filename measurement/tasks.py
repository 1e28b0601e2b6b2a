"""Doorbells of measurement."""

from celery import shared_task

from measurement import actions


@shared_task(name="measurement.sweep_drafts")
def sweep_drafts() -> None:
    actions.sweep_curve_drafts()
    actions.sweep_files()
