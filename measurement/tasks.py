"""Doorbells of measurement."""

from celery import shared_task

from measurement import actions


@shared_task(name="measurement.work_on_file")
def work_on_file(file_id: str) -> None:
    actions.work_on_file(file_id)


@shared_task(name="measurement.sweep_tasks")
def sweep_tasks() -> None:
    actions.sweep_tasks()


@shared_task(name="measurement.sweep_drafts")
def sweep_drafts() -> None:
    actions.sweep_curve_drafts()
    actions.sweep_files()


@shared_task(name="measurement.compute_figures")
def compute_figures() -> None:
    actions.compute_figures()
