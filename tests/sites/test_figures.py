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
    assert len(queries) == 5


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
