"""A site's journal: plain sentences, filtered by what they are about and when, inside and outside."""

from datetime import date, timedelta

import pytest

from measurement.actions import ReviewFacts, record_review
from overview.figures.topics import TOPICS, kinds_of, topic_of
from partnership.actions import ask_support
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.overview.test_home import soup_of

JOURNAL = "/sites/le-val/journal/"


def sentences(answer):
    return [" ".join(p.get_text(" ").split()) for p in soup_of(answer).select(".log p")]


@pytest.fixture
def lived(triad, le_val, set_day):
    """A review last year, a version opened and support asked for lately."""
    set_day(date(2025, 3, 4))
    facts = ReviewFacts(date(2025, 3, 1), "Rose", 9, "les trois sièges", "Continuer.")
    record_review(le_val, facts, by=triad[2])
    set_day(TODAY)
    scenes.opened(le_val, triad[0])
    ask_support(le_val, kind="coaching", title="Animer", need="Oser", by=triad[0])
    return le_val


def test_each_topic_and_time_has_its_sentences(browser_of, triad, lived):
    browser = browser_of(triad[0])
    whole = sentences(browser.get(JOURNAL))
    figures = sentences(browser.get(f"{JOURNAL}?topic=figures"))

    assert len(figures) == 1
    assert figures[0].startswith("Samira Haddad a noté la revue d’apprentissage")
    assert sentences(browser.get(f"{JOURNAL}?topic=figures&when=2025")) == figures
    assert sentences(browser.get(f"{JOURNAL}?topic=figures&when=lately")) == []
    assert len(sentences(browser.get(f"{JOURNAL}?when=2025"))) == 1
    assert len(sentences(browser.get(f"{JOURNAL}?when=lately"))) == len(whole) - 1
    assert sentences(browser.get(f"{JOURNAL}?topic=%27&when=19999")) == whole


def test_what_is_said_inside_is_not_said_outside(browser_of, client, triad, lived):
    address = f"{JOURNAL}?topic=agenda"
    inside = soup_of(browser_of(triad[0]).get(address)).select(".log li")
    secret = [line for line in inside if line.select_one(".tag")]

    assert secret
    assert len(sentences(client.get(address))) == len(inside) - len(secret)


def test_a_page_of_a_filtered_journal_leads_to_the_next_one(client, le_val):
    for number in range(30):
        held_on = TODAY - timedelta(days=number)
        record_review(le_val, ReviewFacts(held_on, "Rose", 9, "tous", "Continuer."), by=None)

    following = soup_of(client.get(f"{JOURNAL}?topic=figures")).select_one("[rel=next]")["href"]

    assert "topic=figures" in following
    assert len(sentences(client.get(f"{JOURNAL}{following}"))) == 5


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_journal_asks_as_much_for_one_entry_as_for_many(
    client, le_val, count, django_assert_num_queries
):
    for number in range(count):
        held_on = TODAY - timedelta(days=number)
        record_review(le_val, ReviewFacts(held_on, "Rose", 9, "tous", "Continuer."), by=None)

    with django_assert_num_queries(4):
        client.get(f"{JOURNAL}?topic=figures")


def test_every_event_has_a_topic_or_is_about_the_site_itself():
    assert {topic for topic in TOPICS if not kinds_of(topic)} == set()
    assert topic_of("agenda.comment_made") == "voices"
    assert topic_of("agenda.version_started") == "agenda"
    assert topic_of("unknown.thing_done") == ""


def test_what_is_written_later_about_an_earlier_day_stands_at_its_day(client, le_val, set_day):
    """A reader goes back in time line by line, in whatever order the lines were written."""
    for day in (date(2026, 5, 4), date(2026, 11, 2), date(2025, 3, 4)):
        set_day(day)
        record_review(le_val, ReviewFacts(day, "Rose", 9, "tous", "Continuer."), by=None)
    set_day(TODAY)

    days = [line["datetime"] for line in soup_of(client.get(JOURNAL)).select(".log time")]
    assert [day[:10] for day in days] == ["2026-11-02", "2026-05-04", "2025-03-04"]
