"""A site enters the portal, goes through its stages, and covers neighbourhoods for dated time."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from journal.models import Entry
from kit.states import Refusal
from sites import actions
from sites.models import Site, SiteNeighbourhood, StageChange, Theme
from tests import make

TODAY = date(2026, 11, 24)


@pytest.fixture
def les_pres(db: None) -> Site:
    """A site that has just asked to join."""
    new = actions.NewSite(
        slug="les-pres",
        name="Les Prés",
        wave=make.wave(3),
        commune=make.commune(),
        on=date(2026, 1, 5),
    )
    return actions.open_site(new, by=None)


def kinds(site: Site) -> list[str]:
    return list(
        Entry.objects.filter(site=site.slug, kind__startswith="sites.")
        .order_by("position")
        .values_list("kind", flat=True)
    )


def test_a_site_enters_at_its_first_stage_and_is_not_public(les_pres):
    assert (les_pres.state, les_pres.stage_since, les_pres.is_public) == (
        "expressed",
        date(2026, 1, 5),
        False,
    )
    assert not Site.objects.visible().filter(pk=les_pres.pk).exists()
    assert kinds(les_pres) == ["sites.site_opened"]


def test_a_site_goes_through_its_stages_and_each_is_kept(les_pres, maud):
    actions.change_stage(les_pres, Site.State.EXPLORING, by=maud, on=date(2026, 2, 1))
    pause = actions.Shown(look_again_on=date(2026, 5, 1))
    actions.change_stage(
        les_pres, Site.State.PAUSED, by=maud, on=date(2026, 3, 1), reason=" Élections ", shown=pause
    )
    site = actions.change_stage(les_pres, Site.State.EXPLORING, by=maud, on=date(2026, 5, 2))

    assert (site.state, site.stage_since) == ("exploring", date(2026, 5, 2))
    steps = StageChange.objects.filter(site=site).values_list("before", "after", "on", "reason")
    assert list(steps) == [
        ("", "expressed", date(2026, 1, 5), ""),
        ("expressed", "exploring", date(2026, 2, 1), ""),
        ("exploring", "paused", date(2026, 3, 1), "Élections"),
        ("paused", "exploring", date(2026, 5, 2), ""),
    ]
    assert kinds(site)[1:] == ["sites.stage_changed"] * 3


@pytest.mark.parametrize(
    ("to", "on", "reason"),
    [
        (Site.State.ACTIVE, date(2026, 2, 1), ""),
        (Site.State.PAUSED, date(2026, 2, 1), "  "),
        (Site.State.WITHDRAWN, date(2026, 2, 1), ""),
        (Site.State.EXPLORING, date(2026, 11, 25), ""),
        (Site.State.EXPLORING, date(2026, 1, 4), ""),
    ],
)
def test_an_impossible_change_of_stage_is_refused_and_changes_nothing(
    les_pres, maud, to, on, reason
):
    with pytest.raises(Refusal):
        actions.change_stage(les_pres, to, by=maud, on=on, reason=reason)

    les_pres.refresh_from_db()
    assert les_pres.state == "expressed"
    assert StageChange.objects.filter(site=les_pres).count() == 1
    assert kinds(les_pres) == ["sites.site_opened"]


def test_every_pair_of_stages_is_allowed_or_refused_as_the_table_says(les_pres):
    for before in Site.State:
        for after in Site.State:
            les_pres.state = before
            assert les_pres.can_move_to(after) == (after in Site.MOVES[before])


def test_a_step_of_a_site_s_life_can_be_neither_changed_nor_removed(les_pres):
    steps = StageChange.objects.filter(site=les_pres)

    for change in (lambda: steps.update(reason="x"), steps.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_neighbourhood_is_linked_once_at_a_time(le_val, ines):
    tilleuls = le_val.links.get().neighbourhood

    with pytest.raises(Refusal):
        actions.link_neighbourhood(le_val, tilleuls, by=ines, since=TODAY)


def test_a_link_ends_and_another_may_follow(le_val, ines):
    link = le_val.links.get()

    actions.end_link(link, by=ines, last_day=date(2026, 6, 30))
    again = actions.link_neighbourhood(le_val, link.neighbourhood, by=ines, since=date(2026, 9, 1))

    assert le_val.neighbourhoods_on(date(2026, 6, 30)) == [link.neighbourhood]
    assert le_val.neighbourhoods_on(date(2026, 7, 1)) == []
    assert le_val.neighbourhoods_on(date(2026, 9, 1)) == [link.neighbourhood]
    assert again.strength == "declared"
    assert kinds(le_val) == ["sites.neighbourhood_unlinked", "sites.neighbourhood_linked"]


def test_a_link_does_not_end_twice_nor_before_it_began(le_val, ines):
    link = le_val.links.get()
    with pytest.raises(Refusal):
        actions.end_link(link, by=ines, last_day=date(1999, 1, 1))
    actions.end_link(link, by=ines, last_day=TODAY)

    with pytest.raises(Refusal):
        actions.end_link(link, by=ines, last_day=TODAY)


def test_the_database_refuses_overlapping_links_and_links_without_a_first_day(le_val):
    link = le_val.links.get()

    for during in ((date(2025, 1, 1), date(2025, 2, 1)), (None, None), (TODAY, TODAY)):
        with pytest.raises(IntegrityError), transaction.atomic():
            SiteNeighbourhood.objects.create(
                site=le_val, neighbourhood=link.neighbourhood, during=during
            )


def test_a_neighbourhood_passes_from_one_site_to_another(le_val, la_crete, ines):
    link = le_val.links.get()

    actions.end_link(link, by=ines, last_day=TODAY - timedelta(days=1), reason="Nouveau site")
    actions.link_neighbourhood(la_crete, link.neighbourhood, by=ines, since=TODAY)

    assert link.neighbourhood in la_crete.neighbourhoods_on(TODAY)
    assert link.neighbourhood not in le_val.neighbourhoods_on(TODAY)


def test_the_presentation_is_recorded_when_it_changes(le_val, ines):
    actions.describe(le_val, by=ines, summary="Un quartier au bord de l’eau.")
    actions.describe(le_val, by=ines, summary="Un quartier au bord de l’eau.")

    assert Site.objects.get(pk=le_val.pk).summary == "Un quartier au bord de l’eau."
    assert kinds(le_val) == ["sites.described"]


def test_a_site_has_at_least_one_theme(le_val, ines):
    theme = Theme.objects.create(slug="cadre", name="Cadre de vie", position=1)
    with pytest.raises(Refusal):
        actions.choose_themes(le_val, [], by=ines)

    actions.choose_themes(le_val, [theme], by=ines)
    actions.choose_themes(le_val, [theme], by=ines)

    assert list(le_val.themes.all()) == [theme]
    assert kinds(le_val) == ["sites.themes_chosen"]


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("sites_region", "code = 'X1'"),
        ("sites_region", "zone = 'lune'"),
        ("sites_department", "code = '2C'"),
        ("sites_commune", "code = '2C001'"),
        ("sites_commune", "lon = 181, lat = 0"),
        ("sites_commune", "lon = 3, lat = NULL"),
        ("sites_commune", "kind = 'arrondissement'"),
        ("sites_neighbourhood", "code = 'QN05998X', origin = 'X'"),
        ("sites_neighbourhood", "origin = 'M'"),
        ("sites_neighbourhood", "editions = '{}'"),
        ("sites_neighbourhood", "area_ha = -1"),
        ("sites_neighbourhood", "map_lat = 91"),
        ("sites_wave", "number = 0"),
        ("sites_site", "slug = 'Le Val'"),
        ("sites_site", "name = ''"),
        ("sites_site", "state = 'lost'"),
        ("sites_site", "programme = 'educative'"),
        ("sites_site", "lat = -91"),
    ],
)
def test_the_database_refuses_what_must_never_be(le_val, table, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        update(f"UPDATE {table} SET {columns}")


def update(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
