"""`seed_demo`: the demonstration set, idempotent, refused where real people work."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from qic_portal.demo.fill import fill


class Command(BaseCommand):
    help = "Fills the portal with the demonstration set (nine real sites, invented people)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or settings.QIC_DEMO):
            raise CommandError(
                "The demonstration accounts share one known password: "
                "set QIC_DEMO=1 only where no real person works."
            )
        fill(self.stdout.write)
        self.stdout.write("The demonstration set is in place.")
