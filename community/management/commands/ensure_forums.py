"""Opens the forums that are missing: one for the country, one for each region."""

from typing import Any

from django.core.management.base import BaseCommand

from community.actions import ensure_forums


class Command(BaseCommand):
    help = "Opens the national forum and those of the regions; run twice, it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        opened = ensure_forums()
        self.stdout.write(f"forums: {len(opened)} opened")
