"""A portal of national size, for load tests and benchmarks; run twice, it changes nothing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agenda.national import make_agendas
from governance.national import make_triads
from measurement.national import make_figures
from sites.models import Neighbourhood, Theme, Wave
from sites.national import made, make_sites

EVERY = 1584
MOST_QUARTERS = 80


class Command(BaseCommand):
    help = (
        "Makes every priority neighbourhood of the latest list a site, with an invented life: "
        "stages, triads, agendas with comments and answers, figures."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sites", type=int, default=EVERY, help="how many sites (1584)")
        parser.add_argument("--quarters", type=int, default=0,
                            help="how many quarters of figures each site has (0)")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or settings.QIC_DEMO):
            raise CommandError(
                _("These sites are invented: set QIC_DEMO=1 to allow them outside development.")
            )
        count, quarters = options["sites"], options["quarters"]
        if not 1 <= count <= EVERY:
            raise CommandError(_("--sites is a number from 1 to {most}.").format(most=EVERY))
        if not 0 <= quarters <= MOST_QUARTERS:
            raise CommandError(
                _("--quarters is a number from 0 to {most}.").format(most=MOST_QUARTERS)
            )
        if not (
            Neighbourhood.objects.exists() and Wave.objects.exists() and Theme.objects.exists()
        ):
            call_command("import_reference", stdout=self.stdout, stderr=self.stderr)
        self.say(_("{new} sites added, {old} there already"), make_sites(count))
        chosen = made(count)
        self.say(_("{new} sites given a triad, {old} have people already"), make_triads(chosen))
        self.say(_("{new} sites given an agenda, {old} have one already"), make_agendas(chosen))
        if quarters:
            self.say(_("{new} values added, {old} there already"), make_figures(chosen, quarters))

    def say(self, sentence: str, found: tuple[int, int]) -> None:
        """What was added, and what was left as it is."""
        new, wanted = found
        self.stdout.write(sentence.format(new=new, old=wanted - new))
