from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def handle(self, **options: object) -> None:
        with (Path(settings.BASE_DIR) / "ran").open("a") as ran:
            ran.write("publish_rubrics\n")
