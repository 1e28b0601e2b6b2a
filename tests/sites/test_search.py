"""Real sites on maps, in searches and on paper."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit.access import Standing
from sites import figures, national
from sites.figures import Wanted
from sites.models import Neighbourhood, NeighbourhoodOutline, Site

pytestmark = pytest.mark.usefixtures("_reference_rows")


NOBODY = Standing()


def names(found: figures.Directory) -> list[str]:
    return [row.name for row in found.rows]


def test_a_site_s_outlines_share_one_frame(reference):
    outline = figures.outline_paths(Site.objects.get(slug="lievin"))

    assert outline is not None
    assert [part.code for part in outline.parts] == ["QN06230M", "QN06228M", "QN06229M"]
    _x, _y, width, height = outline.box
    assert 2000 < width < 9000
    assert 1000 < height < 9000
    assert outline.path.count("M") >= 3
    assert len(outline.view_box.split()) == 4


def test_koungou_changes_its_outline_with_the_list(reference):
    koungou = Site.objects.get(slug="koungou")

    before = figures.outline_paths(koungou, date(2025, 6, 1))
    after = figures.outline_paths(koungou)

    assert before is not None and len(before.parts) == 6
    assert after is not None and [part.code for part in after.parts] == ["QN97660C"]


def test_lists_never_read_outlines(reference):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        figures.directory(NOBODY, Wanted())
        list(Neighbourhood.objects.all())

    assert not [q for q in queries if "outline" in q["sql"]]
    assert NeighbourhoodOutline.objects.exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("koungou", ["Koungou"]),
        ("KOUNGOU", ["Koungou"]),
        ("lievin", ["Liévin"]),
        ("Liévin", ["Liévin"]),
        ("vent de bise", ["Liévin"]),
        ("QN05941I", ["Hazebrouck"]),
        ("qn05941", ["Hazebrouck"]),
        ("conde escaut", ["Condé-sur-l'Escaut"]),
        ("Condé sur l’Escaut", ["Condé-sur-l'Escaut"]),
        ("26200", ["Montélimar"]),
        ("ardèche", ["Le Teil"]),
        ("quartiers sud-est saint etienne", ["Saint-Étienne"]),
        ("QN97620M", ["Koungou"]),
        ("%", 9),
        ("_____", 9),
        ("'; drop table", []),
        ("atlantide", []),
    ],
)
def test_the_directory_is_searched_without_minding_accents(reference, text, found):
    rows = names(figures.directory(NOBODY, Wanted(text=text)))

    assert (len(rows) if isinstance(found, int) else rows) == found


def test_a_neighbourhood_without_a_site_is_found_and_said(reference):
    found = figures.directory(NOBODY, Wanted(text="Montreynaud"))

    assert found.total == 0
    assert [(n.code, n.place) for n in found.lone] == [("QN04213M", "Saint-Étienne (Loire)")]
    assert found.lone_total == 1


def test_a_town_without_any_priority_neighbourhood_is_said(reference):
    assert figures.directory(NOBODY, Wanted(text="abergement clemenciat")).town_without == ""
    found = figures.directory(NOBODY, Wanted(text="l'abergement-clémenciat"))
    assert found.town_without == "L'Abergement-Clémenciat"


def test_filters_narrow_and_only_offer_what_leads_somewhere(reference):
    offered = figures.filters(NOBODY)

    assert [(c.words, c.sites) for c in offered.regions] == [
        ("Auvergne-Rhône-Alpes", 4),
        ("Hauts-de-France", 4),
        ("Mayotte", 1),
    ]
    assert [(c.value, c.sites) for c in offered.waves] == [("1", 9)]
    assert offered.themes == ()
    assert [(c.value, c.sites) for c in offered.stages] == [("active", 9)]
    narrowed = figures.directory(NOBODY, Wanted(region="06"))
    assert names(narrowed) == ["Koungou"]


def test_the_directory_is_by_name_whatever_the_accents(reference):
    assert names(figures.directory(NOBODY, Wanted())) == [
        "Château-Thierry",
        "Condé-sur-l'Escaut",
        "Hazebrouck",
        "Koungou",
        "Le Teil",
        "Liévin",
        "Montélimar",
        "Pont-de-Claix",
        "Saint-Étienne",
    ]


def test_the_national_set_names_each_neighbourhood_once_and_can_be_run_again(reference):
    current = Neighbourhood.objects.current().count()

    first = national.make_sites(10)
    second = national.make_sites(current)
    third = national.make_sites(current)

    assert first == (10, 10)
    assert second == (current - 10, current)
    assert third == (0, current)
    slugs = list(Site.objects.values_list("slug", flat=True))
    assert len(slugs) == len(set(slugs)) == current + 9
    assert "koungou-qn97660c" in slugs
    centre = Site.objects.get(links__neighbourhood="QN04208M", wave__number__gt=1)
    assert centre.name == "Centre Ville"
    for site in Site.objects.filter(wave__number__gt=1):
        assert site.neighbourhoods_on()
        assert figures.life_line(site)[-1].stage == site.state
