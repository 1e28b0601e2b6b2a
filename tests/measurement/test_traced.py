"""From a figure to the review that looked at it, to the plan and back, by links alone."""

import pytest
from django.urls import reverse

from measurement import actions
from measurement.figures import decisions_about
from tests.measurement import learning


@pytest.fixture
def followed(le_val, ines):
    """A figure that fell, the review that decided, the activity that came of it."""
    cycle = learning.closed(le_val, ines)
    decision = cycle.adaptations.get()
    said = {"title": "Ouvrir le soir", "lead": "Centre social", "once": "une fois"}
    change = actions.plan_from(decision, by=ines, **said)
    figure = decision.curve.indicator
    actions.tie_indicator(figure, site=le_val, activity=change.activity, why="La revue.", by=ines)
    pages = {
        "figure": reverse("measurement:indicator-page", args=(le_val.slug, figure.code)),
        "review": reverse("measurement:cycle-page", args=(le_val.slug, cycle.pk)),
        "activity": reverse("agenda:activity-page", args=(le_val.slug, change.activity.pk)),
    }
    return figure, pages


def test_a_newcomer_goes_from_the_figure_to_the_plan_and_back(client, followed):
    _figure, pages = followed
    found = {name: client.get(path).content.decode() for name, path in pages.items()}

    for here, html in found.items():
        for there, path in pages.items():
            assert here == there or f'href="{path}' in html, (here, there)
    assert "Ce qui en a été décidé" in found["figure"]


def test_a_figure_about_which_nothing_was_decided_has_no_such_part(client, le_val, ines):
    figure = learning.falling(le_val, ines)

    page = client.get(reverse("measurement:indicator-page", args=(le_val.slug, figure.code)))

    assert "Ce qui en a été décidé" not in page.content.decode()


def test_the_decisions_of_a_figure_take_as_many_queries_for_one_as_for_three(
    le_val, ines, django_assert_num_queries
):
    facts = [learning.change(text=f"Essai {n}.") for n in range(3)]
    cycle = learning.closed(le_val, ines, *facts)
    figure = cycle.adaptations.first().curve.indicator

    with django_assert_num_queries(2):
        assert len(decisions_about(le_val, figure)) == 3
