"""Brings the official data into the portal; run twice, it changes nothing."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sites.imports.catalogue import IMPORTS
from sites.imports.report import Report
from sites.insets import DATA

SHOWN = 20


class Command(BaseCommand):
    help = "Imports regions, communes, neighbourhoods, programmes and the pilot sites from data/."
    imports = IMPORTS

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", action="append", choices=list(self.imports), metavar="NAME",
                            help=f"one import, may be repeated: {', '.join(self.imports)}")  # fmt: skip
        parser.add_argument("--data", type=Path, default=DATA, help="the folder of the files")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for name in options["only"] or self.imports:
            began = time.monotonic()
            report = self.imports[name](options["data"], self.bar(name))
            self.tell(report, time.monotonic() - began)
            if report.failed:
                failed.append(name)
                if not options["only"]:
                    break
        if failed:
            raise CommandError(
                _("Nothing was changed by: {names}.").format(names=", ".join(failed))
            )

    def bar(self, name: str) -> Any:
        """On a terminal, how far the step is; elsewhere only the line at its end."""
        terminal = self.stderr.isatty()

        def show(done: int, total: int) -> None:
            if terminal and total:
                filled = 30 * done // total
                bar = "█" * filled + "·" * (30 - filled)
                self.stderr.write(f"\r{name:<18}{bar} {done}/{total}\033[K", ending="")

        return show

    def tell(self, report: Report, seconds: float) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r\033[K", ending="")
        if report.unreadable:
            self.stderr.write(f"{report.name}: {report.unreadable}")
            return
        line = _(
            "{name}: {read} rows read, {added} added, {changed} changed, {unchanged} unchanged, "
            "{left_out} left out, {refused} refused ({seconds} s)"
        ).format(
            name=f"{report.name:<18}",
            read=report.read,
            added=0 if report.failed else report.added,
            changed=0 if report.failed else report.changed,
            unchanged=report.unchanged,
            left_out=report.left_out,
            refused=len(report.refused),
            seconds=f"{seconds:.1f}",
        )
        self.stdout.write(line)
        for number, reason in report.refused[:SHOWN]:
            self.stderr.write(_("  line {line}: {reason}").format(line=number, reason=reason))
        if len(report.refused) > SHOWN:
            self.stderr.write(_("  and {count} more").format(count=len(report.refused) - SHOWN))
