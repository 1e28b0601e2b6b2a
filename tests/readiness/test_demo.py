"""The demonstration's rounds play through our actions, once."""

import pytest

from qic_portal.demo import rounds
from readiness import actions
from readiness.models import Round
from readiness.texts import read_all


@pytest.mark.parametrize("slug", rounds.STORIES)
def test_a_story_is_played_once(triad, paul, maud, le_val, slug):
    actions.publish_rubrics(read_all())
    for _run in range(2):
        rounds.fill(le_val, rounds.STORIES[slug], staff=maud)

    assert Round.objects.count() == len(rounds.STORIES[slug])
