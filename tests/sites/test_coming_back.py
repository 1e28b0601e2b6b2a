"""A site that comes back from an end finds its neighbourhoods free, or reads who took them."""

from datetime import date, timedelta

import pytest

from kit.states import Refusal
from sites import actions
from sites.models import Site
from tests import make
from tests.sites.test_life import TODAY, move

State = Site.State


@pytest.fixture
def les_pres(db):
    """A site at work."""
    return make.site("Les Prés")


@pytest.mark.parametrize(
    ("end", "back"), [(State.WITHDRAWN, State.EXPRESSED), (State.MERGED, State.PAUSED)]
)
def test_a_site_does_not_come_back_to_a_neighbourhood_that_another_has_taken(
    les_pres, le_val, maud, end, back
):
    place = make.neighbourhood("QN05910N", "La Plaine", of=les_pres)
    host = {"merged_into": le_val} if end == State.MERGED else {}
    again = {"look_again_on": date(2027, 1, 4)} if back == State.PAUSED else {}
    gone = move(les_pres, end, by=maud, reason="x", **host)
    taken = actions.link_neighbourhood(le_val, place, by=maud, since=TODAY)

    with pytest.raises(Refusal, match="La Plaine est déjà dans le site Le Val"):
        move(gone, back, by=maud, reason="x", **again)

    gone.refresh_from_db()
    assert gone.state == end
    actions.end_link(taken, by=maud, last_day=TODAY)
    with pytest.raises(Refusal, match="La Plaine"):
        move(gone, back, by=maud, reason="x", **again)
    le_val.links.filter(pk=taken.pk).update(during=(TODAY - timedelta(days=9), TODAY))
    assert move(gone, back, by=maud, reason="x", **again).state == back


def test_a_later_site_of_the_neighbourhood_does_not_keep_one_from_coming_back(
    les_pres, le_val, maud
):
    place = make.neighbourhood("QN05910N", "La Plaine", of=les_pres)
    actions.end_link(les_pres.links.get(), by=maud, last_day=date(2026, 12, 31))
    gone = move(les_pres, State.WITHDRAWN, by=maud, reason="x")
    actions.link_neighbourhood(le_val, place, by=maud, since=date(2027, 1, 1))

    assert move(gone, State.EXPRESSED, by=maud).state == "expressed"
