"""The figures of the demonstration: made up, filled once, and read as they stand."""

from datetime import date

from django.utils import translation

from measurement import demo, figures
from measurement.dues import figures_due
from tests import make


def test_the_demonstration_is_invented_and_filled_once(le_val, samira):
    site = make.site("Hazebrouck")

    first, second = demo.fill(site), demo.fill(site)

    figure = figures.headline(site)[0]
    assert (first > 10, second) == (True, 0)
    assert figure.latest.value == 64
    assert {p.kind for p in figure.points} == {"real", "gap", "corrected"}
    assert figure.target.value == 80
    assert "inventées" in figure.source
    lengths = [len(story.values) for of in demo.STORIES.values() for story in of]
    # One value of the last quarter is still to be given.
    assert sorted(lengths) == [7, *[8] * (len(lengths) - 1)]
    assert [due.late for due in figures_due([site], date(2026, 11, 24))[site.pk]] == [True]
    assert demo.fill(le_val) == 0


def test_the_demonstration_has_a_break_that_its_sentence_says(samira):
    site = make.site("Château-Thierry")
    with translation.override("fr"):
        demo.fill(site)
        demo.fill(site)
        figure = figures.headline(site)[0]

    assert [p.kind for p in figure.points].count("break") == 1
    words = figure.sentence.replace("\xa0", " ")
    assert words.startswith("En hausse : de 8 associations (4e trimestre 2025) à 9 associations")
    assert "Lecture depuis le changement de définition (4e trimestre 2025)." in words
    assert figure.target.value == 12
