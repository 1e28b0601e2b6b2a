"""The national-scale set: only where invented sites are allowed, the same each time, true to the laws."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from governance.models import Mandate
from journal.actions import broken_links
from journal.models import Entry
from measurement.actions import Reading, correct_value
from measurement.models import Measurement
from sites.models import Site
from sites.national import made, make_sites
from tests import make

pytestmark = pytest.mark.usefixtures("_reference_rows")


@pytest.fixture
def allowed(settings):
    settings.QIC_DEMO = True


def seed(count, quarters=0):
    call_command("seed_national", sites=count, quarters=quarters)
    return [each.site for each in made(count)]


def rows_of_all_tables():
    """How many rows each table has."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counts = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counts[name] = cursor.fetchone()[0]
    return counts


def test_invented_sites_are_refused_in_production(settings):
    settings.DEBUG = settings.QIC_DEMO = False

    with pytest.raises(CommandError, match="QIC_DEMO"):
        call_command("seed_national", sites=3)

    assert Site.objects.count() == 9


@pytest.mark.parametrize("count", [0, -1, 1585])
def test_a_number_of_sites_that_cannot_be_is_refused(allowed, count):
    with pytest.raises(CommandError, match="1584"):
        call_command("seed_national", sites=count)


@pytest.mark.parametrize("quarters", [-1, 81])
def test_a_number_of_quarters_that_cannot_be_is_refused(allowed, quarters):
    before = rows_of_all_tables()

    with pytest.raises(CommandError, match="80"):
        call_command("seed_national", sites=3, quarters=quarters)

    assert rows_of_all_tables() == before


def test_the_first_sites_are_the_same_each_time(allowed, capsys):
    call_command("seed_national", sites=3, quarters=4)
    first = list(
        Site.objects.filter(wave__number__gt=1).values_list("slug", "state", "stage_since")
    )
    call_command("seed_national", sites=3)

    again = Site.objects.filter(wave__number__gt=1).values_list("slug", "state", "stage_since")
    assert list(again) == first
    assert len(first) == 3
    assert "3" in capsys.readouterr().out


def test_a_second_run_changes_nothing_and_says_so(allowed, capsys):
    seed(20, 6)
    before = rows_of_all_tables()
    capsys.readouterr()

    seed(20, 6)

    assert rows_of_all_tables() == before
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 4
    assert all(line.startswith("0 ") for line in said)


def test_each_part_leaves_one_entry_in_the_national_journal(allowed):
    before = Entry.objects.filter(site="").count()

    seed(20, 2)

    added = Entry.objects.filter(site="").order_by("position")[before:]
    assert [entry.kind for entry in added] == [
        "sites.national_set_made",
        "governance.national_triads_made",
        "agenda.national_agendas_made",
        "measurement.national_figures_made",
    ]
    assert "20" in added[0].sentence
    assert broken_links("") == []


def test_more_quarters_come_before_those_that_are_there(allowed):
    seed(10, 2)
    first = set(Measurement.objects.values_list("pk", "value"))

    seed(10, 5)

    assert first < set(Measurement.objects.values_list("pk", "value"))
    own = Measurement.objects.filter(site__in=[e.site for e in made(10)])
    assert own.earliest("starts_on").starts_on == date(2025, 7, 1)


def test_a_site_where_somebody_sits_already_is_left_to_them(allowed):
    make_sites(20)
    site = next(each.site for each in made(20) if each.site.state == "active")
    ines = make.person("Ines Carpentier")
    make.seat(site, "state", ines)

    seed(20)

    assert [mandate.person for mandate in site.mandates.all()] == [ines]
    assert not site.versions.exists()
    assert Mandate.objects.exclude(site=site).exists()


def test_a_value_that_people_corrected_stays(allowed):
    [site] = seed(1, 1)
    row = Measurement.objects.current().filter(site=site).exclude(value=None).earliest("pk")
    reading = Reading(Decimal(7), "Feuilles relues")
    correct_value(row, reading, reason="Comptés deux fois", by=None)

    seed(1, 3)

    now = Measurement.objects.current().get(
        indicator=row.indicator, starts_on=row.starts_on, site=site
    )
    assert now.value == 7


def test_an_agenda_that_is_there_stays(allowed):
    [site, *_others] = (each.site for each in seeded_with_a_version(20))
    before = list(site.versions.order_by("number").values_list("pk", "state"))

    seed(20)

    assert list(site.versions.order_by("number").values_list("pk", "state")) == before


def seeded_with_a_version(count):
    seed(count)
    return [each for each in made(count) if each.site.versions.exists()]
