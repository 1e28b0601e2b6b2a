"""Publishes the versions of the rubrics that are missing; run twice, it changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kit.states import Refusal
from readiness.actions import publish_rubrics
from readiness.texts import RubricUnclear, read_all


class Command(BaseCommand):
    help = "Publishes the rubrics of readiness/rubrics/ that are not published yet."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            published = publish_rubrics(read_all())
        except (Refusal, RubricUnclear) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"rubrics: {len(published)} published")
