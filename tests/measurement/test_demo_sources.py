"""The demonstration shows each thing that a series may say: told once, through the actions."""

import pytest

from journal.actions import broken_links
from measurement import demo_sources
from measurement.figures import indicator
from measurement.reading import Kind, Trend
from qic_portal.demo.when import as_of
from tests import make

SAYS = {
    "lievin": Trend.NOT_COMPARABLE,
    "montelimar": Trend.STABLE,
    "conde-sur-l-escaut": Trend.WORSENING,
    "hazebrouck": Trend.IN_BAND,
    "saint-etienne": Trend.OUT_OF_BAND,
    "le-teil": Trend.IMPROVING,
}


@pytest.fixture
def told(db):
    """The figure of a pilot site, after two runs."""

    def tell(slug):
        site = make.site(slug, town=make.commune("59295", "Hazebrouck"))
        author = make.person("Tient le siège de l’association")
        for _run in range(2):
            demo_sources.fill(site, author, as_of)
        return site, indicator(site, site.indicators.get())

    return tell


@pytest.mark.slow
@pytest.mark.parametrize("slug", demo_sources.FOLLOWED)
def test_each_site_has_a_series_that_says_something_else_and_has_it_once(told, slug):
    site, figure = told(slug)

    entered = site.measurements.count()
    assert figure.trend == SAYS[slug]
    assert entered == len(figure.points) == len(demo_sources.FOLLOWED[slug].values)
    assert broken_links(site.slug) == []
    assert all("inventé" in row.provenance for row in site.measurements.all())


def test_a_perimeter_that_changed_cuts_the_series_and_both_editions_are_named(told):
    _site, figure = told("lievin")

    cuts = [p for p in figure.points if p.kind == Kind.BREAK]
    assert [(p.label, p.cut) for p in cuts] == [("2025", "perimeter")]
    assert {p.release.generation for p in figure.points} == {2015, 2024}
    assert "Non comparable\N{NO-BREAK SPACE}: le périmètre a changé" in figure.sentence


def test_a_change_smaller_than_the_protection_is_none(told):
    _site, figure = told("montelimar")

    assert figure.sentence.startswith("Pas d’évolution mesurable")
    assert not any(p.kind == Kind.BREAK for p in figure.points)


def test_a_count_too_small_to_publish_is_kept_secret(told):
    _site, figure = told("le-teil")

    assert figure.points[-1].state == "suppressed"
    assert figure.points[-1].value is None
