"""Documents that are made from the code: `house_docs` writes them, `house_docs --check` compares."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings
from django.utils import translation

from kit import documents
from qic_portal.personas import PERSONAS


def made() -> dict[str, str]:
    """The documents by name, in English, from the code alone: no database is asked.

    They describe a real portal: what a demonstration opens is shut here.
    """
    with translation.override("en"), override_settings(QIC_DEMO=False):
        return {
            "access.md": documents.access_document(PERSONAS),
            "routes.md": documents.routes_document(),
            "states.md": documents.states_document(),
        }


class Command(BaseCommand):
    help = "Writes docs/access.md, docs/routes.md and docs/states.md from the code."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when one of them is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs"
        stale = []
        for name, text in made().items():
            path = folder / name
            if path.exists() and path.read_text() == text:
                continue
            stale.append(name)
            if not options["check"]:
                path.write_text(text)
                self.stdout.write(f"docs/{name}")
        if options["check"] and stale:
            raise CommandError(f"stale: {', '.join(stale)}. Run `manage.py house_docs` and commit.")
