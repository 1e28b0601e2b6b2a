"""A portal of national size, for load tests and benchmarks; run twice, it changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sites import national
from sites.models import Neighbourhood, Theme, Wave

EVERY = 1584


class Command(BaseCommand):
    help = (
        "Makes every priority neighbourhood of the latest list a site (invented stages and days)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sites", type=int, default=EVERY, help="how many sites (1584)")
        parser.add_argument("--quarters", type=int, default=0,
                            help="how many quarters of measurements each site has")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or settings.QIC_DEMO):
            raise CommandError(
                _("These sites are invented: set QIC_DEMO=1 to allow them outside development.")
            )
        if not 1 <= options["sites"] <= EVERY:
            raise CommandError(_("--sites is a number from 1 to {most}.").format(most=EVERY))
        if not (
            Neighbourhood.objects.exists() and Wave.objects.exists() and Theme.objects.exists()
        ):
            call_command("import_reference", stdout=self.stdout, stderr=self.stderr)
        new, total = national.make_sites(options["sites"])
        self.stdout.write(
            _("{new} sites added, {old} there already").format(new=new, old=total - new)
        )
