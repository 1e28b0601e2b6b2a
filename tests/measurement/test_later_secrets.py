"""A value that its source puts under secrecy later: no page of today tells what stood there before."""

from datetime import timedelta
from decimal import Decimal

import pytest

from journal.models import Entry
from measurement import actions, figures
from measurement.models import Indicator
from tests.conftest import TODAY
from tests.measurement.conftest import quarter, read
from tests.measurement.families import share_of, words_of

BASE = "/sites/le-val/indicateurs"
SUMMER = quarter(3, 2026)
SECRET = read(None, state="suppressed", note="Le centre ne le dit plus")
SINCE = "une valeur, couverte depuis par le secret statistique"


@pytest.fixture
def eighty(le_val, children, samira, set_day) -> Indicator:
    """Eighty-three children since a day, and two days later nobody may know any more how many."""
    row = actions.enter_value(children, SUMMER, read(83), site=le_val, by=samira)
    set_day(TODAY + timedelta(days=2))
    actions.correct_value(row, SECRET, reason="la source ne le publie plus", by=samira)
    return children


def test_its_history_says_that_there_was_one_and_not_which(le_val, eighty, samira, browser_of):
    """Not to the people of the site either: a secret of a source is told to nobody."""
    for value in eighty.measurements.all():
        for path in (f"{eighty.code}/", f"{eighty.code}/valeurs/{value.pk}/"):
            page = words_of(browser_of(samira).get(f"{BASE}/{path}"))

            assert SINCE in page
            assert "83 enfants" not in page


def test_the_journal_of_that_day_and_what_papers_hold_do_not_repeat_it(le_val, eighty):
    entry = Entry.objects.get(kind="measurement.value_corrected")

    assert entry.facts["before"] == {"in_family": True}
    assert "une valeur (sa page dit" in entry.sentence
    assert [p.replaces for p in figures.indicator(le_val, eighty).points] == [None]


def test_the_page_of_the_day_before_shows_what_was_shown_then(le_val, eighty, client):
    page = words_of(client.get(f"{BASE}/{eighty.code}/", {"le": TODAY.isoformat()}))

    assert "83 enfants" in page
    assert SINCE not in page


def test_published_again_its_whole_history_is_read_again(le_val, eighty, samira, client):
    last = eighty.measurements.current().get()
    actions.correct_value(last, read(85), reason="publié de nouveau", by=samira)

    page = words_of(client.get(f"{BASE}/{eighty.code}/"))

    assert "83 enfants" in page
    assert "85 enfants" in page


def test_neither_number_of_a_share_is_told(le_val, samira, client):
    share = share_of(le_val, "Jeunes ayant un emploi", "jeunes en emploi", "jeunes suivis")
    pair = read(None, numerator=Decimal(13), denominator=Decimal(40))
    row = actions.enter_value(share, SUMMER, pair, site=le_val, by=samira)
    before = words_of(client.get(f"{BASE}/{share.code}/"))
    actions.correct_value(row, SECRET, reason="la source ne le publie plus", by=samira)

    page = words_of(client.get(f"{BASE}/{share.code}/"))

    assert "13 sur 40" in before
    assert "32,5" in before
    assert not any(told in page for told in ("13 sur 40", "32,5", "32.5"))
