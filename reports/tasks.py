"""Doorbells of the reports: ids in, one action, safe to ring twice."""

from celery import shared_task

from kit import clock
from reports import actions


@shared_task(name="reports.make_due")
def make_due() -> None:
    actions.make_due(clock.today())


@shared_task(name="reports.build_edition")
def build_edition(edition_id: str) -> None:
    actions.build_edition(edition_id)


@shared_task(name="reports.sweep")
def sweep() -> None:
    actions.sweep()
    actions.tell_ready()


@shared_task(name="reports.build_handover_paper")
def build_handover_paper(paper_id: str) -> None:
    actions.build_handover_paper(paper_id)


@shared_task(name="reports.build_certificate")
def build_certificate(paper_id: str) -> None:
    actions.build_certificate(paper_id)


@shared_task(name="reports.build_answers_paper")
def build_answers_paper(paper_id: str) -> None:
    actions.build_answers_paper(paper_id)


@shared_task(name="reports.build_profile_paper")
def build_profile_paper(paper_id: str) -> None:
    actions.build_profile_paper(paper_id)
