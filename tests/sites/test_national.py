"""The national-scale set: only where invented sites are allowed, the same each time."""

import pytest
from django.core.management import CommandError, call_command

from sites.models import Site

pytestmark = pytest.mark.usefixtures("_reference_rows")


def test_invented_sites_are_refused_in_production(settings):
    settings.DEBUG = settings.QIC_DEMO = False

    with pytest.raises(CommandError, match="QIC_DEMO"):
        call_command("seed_national", sites=3)

    assert Site.objects.count() == 9


@pytest.mark.parametrize("count", [0, -1, 1585])
def test_a_number_of_sites_that_cannot_be_is_refused(settings, count):
    settings.QIC_DEMO = True

    with pytest.raises(CommandError, match="1584"):
        call_command("seed_national", sites=count)


def test_the_first_sites_are_the_same_each_time(settings, capsys):
    settings.QIC_DEMO = True

    call_command("seed_national", sites=3, quarters=4)
    first = list(
        Site.objects.filter(wave__number__gt=1).values_list("slug", "state", "stage_since")
    )
    call_command("seed_national", sites=3)

    again = Site.objects.filter(wave__number__gt=1).values_list("slug", "state", "stage_since")
    assert list(again) == first
    assert len(first) == 3
    assert "3" in capsys.readouterr().out
