"""What pages, maps and papers read about sites."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.standing import standing_of
from kit.access import Standing
from sites import actions, figures
from sites.figures import Wanted
from sites.models import Site, Theme
from sites.outlines import box_of, metres, svg_path
from tests import make

NOBODY = Standing()


SQUARE = {
    "type": "Polygon",
    "coordinates": [[[3.0, 50.0], [3.01, 50.0], [3.01, 50.01], [3.0, 50.01], [3.0, 50.0]]],
}


def names(found: figures.Directory) -> list[str]:
    return [row.name for row in found.rows]


def make_dated(site: Site) -> Site:
    site.stage_changes.create(after="active", on=make.LONG_AGO)
    return site


def many_sites(count: int) -> None:
    theme = Theme.objects.get_or_create(slug="cadre", name="Cadre de vie", position=1)[0]
    for rank in range(count):
        town = make.commune(f"5{rank:04}", f"Ville {rank}")
        site = make.site(f"Site {rank}", town=town)
        make.neighbourhood(
            f"QN0{10 + rank // 90:02}{10 + rank % 90:02}N", f"Quartier {rank}", of=site
        )
        site.themes.add(theme)


def test_an_outline_is_in_metres_around_its_point_with_the_south_below():
    rings = metres(SQUARE, 3.0, 50.0)

    assert rings == [[(0, 0), (716, 0), (716, -1113), (0, -1113), (0, 0)]]
    assert svg_path(rings) == "M0 0L716 0L716 -1113L0 -1113Z"
    assert box_of(rings) == [0, -1113, 716, 1113]


def test_a_site_without_outlines_has_none(le_val):
    assert figures.outline_paths(le_val) is None


def test_the_life_line_says_from_when_to_when(le_val, maud):
    site, pause = make_dated(le_val), actions.Shown(look_again_on=date(2027, 3, 1))
    actions.change_stage(
        site, Site.State.PAUSED, by=maud, on=date(2026, 3, 1), reason="Travaux", shown=pause
    )

    steps = figures.life_line(le_val)

    assert [(s.stage, s.since, s.until, s.reason) for s in steps] == [
        ("active", date(2023, 1, 10), date(2026, 3, 1), ""),
        ("paused", date(2026, 3, 1), None, "Travaux"),
    ]
    assert [s.is_current for s in steps] == [False, True]


def test_a_site_that_is_not_public_is_found_only_by_those_who_work_there(le_val, maud, victor):
    hidden = make.site("Discret", town=make.commune("59996", "Discret"), public_since=None)
    marc = make.person("Marc Aubin")
    make.seat(hidden, "municipality", marc)

    def sees(standing: Standing) -> bool:
        return "Discret" in names(figures.directory(standing, Wanted(text="discret")))

    assert not sees(NOBODY)
    assert not sees(standing_of(victor))
    assert sees(standing_of(marc))
    assert sees(standing_of(maud))


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_directory_asks_the_same_number_of_questions_however_long_it_is(db, count):
    many_sites(count)

    with CaptureQueriesContext(connection) as queries:
        found = figures.directory(NOBODY, Wanted(text="quartier"))
        figures.filters(NOBODY)

    assert found.total == count
    assert len(queries) == 6


def test_filters_count_what_somebody_may_see_in_the_order_of_each_kind(db, maud):
    work = Theme.objects.create(slug="emploi", name="Emploi", position=2)
    place = Theme.objects.create(slug="cadre", name="Cadre de vie", position=1)
    south = make.department("34", "Hérault", of=make.region("76", "Occitanie"))
    make.site("Le Val").themes.set([work, place])
    make.site("La Crête", state="paused", wave=make.wave(10)).themes.set([work])
    make.site("La Paillade", wave=make.wave(2), town=make.commune("34172", of=south))
    make.site("Discret", public_since=None, wave=make.wave(3)).themes.set([work])

    seen = figures.filters(NOBODY)
    everything = figures.filters(standing_of(maud))

    def told(choices: tuple[figures.Choice, ...]) -> list[tuple[str, str, int]]:
        return [(choice.value, choice.words, choice.sites) for choice in choices]

    assert told(seen.regions) == [("32", "Hauts-de-France", 2), ("76", "Occitanie", 1)]
    assert told(seen.waves) == [("1", "Vague 1", 1), ("2", "Vague 2", 1), ("10", "Vague 10", 1)]
    assert told(seen.themes) == [("cadre", "Cadre de vie", 1), ("emploi", "Emploi", 2)]
    assert [(c.value, c.sites) for c in seen.stages] == [("active", 2), ("paused", 1)]
    assert (seen.total, everything.total) == (3, 4)
    assert ("emploi", "Emploi", 3) in told(everything.themes)
    assert ("3", "Vague 3", 1) in told(everything.waves)


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(stage="active"), Wanted(text="site 1")])
def test_a_directory_that_is_told_how_many_there_are_is_the_same(db, wanted):
    many_sites(26)
    make.site("En pause", state="paused")

    told = figures.directory(NOBODY, wanted, 2, visible=figures.filters(NOBODY).total)

    alone = figures.directory(NOBODY, wanted, 2)
    assert (told.total, told.rows, told.page.number) == (alone.total, alone.rows, alone.page.number)


def test_the_last_page_and_pages_that_do_not_exist(db):
    many_sites(30)

    pages = [figures.directory(NOBODY, Wanted(), number) for number in (1, "2", "99", "x", "-1")]

    assert [
        (p.page.number, p.page.start_index(), p.page.end_index(), len(p.rows)) for p in pages
    ] == [
        (1, 1, 24, 24),
        (2, 25, 30, 6),
        (2, 25, 30, 6),
        (1, 1, 24, 24),
        (2, 25, 30, 6),
    ]


def test_an_empty_directory_is_one_empty_page(db):
    found = figures.directory(NOBODY, Wanted())

    assert (found.rows, found.total, found.page.number) == ((), 0, 1)
