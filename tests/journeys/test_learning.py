"""A collective holds a learning review that changes the plan, in the browser.

The association's seat prepares it, counts who came, is stopped at the end by an earlier decision,
answers it, writes about a figure from a phone, decides, adds the activity to the plan, says of each
other figure why it was not discussed or what is decided about it, closes, tells residents. Somebody without an account reads it all, and where the activity comes from.
"""

import re

import pytest

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.moves import follow, mark, submit
from tests.journeys.test_collective import words_of

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

MARK = mark()
CAUSE, DECIDED = f"Le bus ne passe plus ({MARK})", f"Demander un arrêt de plus ({MARK})"
LEARNED, TOLD = f"Sans bus on ne vient pas ({MARK})", f"Affiche à l’arrêt ({MARK})"


@pytest.fixture
def slug(javascript):
    """Each way has a site of its own, with a review that is planned."""
    return "hazebrouck" if javascript else "saint-etienne"


def test_from_the_figure_to_the_plan_and_to_residents(visitor, slug):
    reviews = f"/sites/{slug}/indicateurs/revues/"
    seat = visitor(account=f"community.{slug}")
    page = prepare_and_count(seat, reviews)
    review = page.url
    answer_what_blocks(seat, page, review)
    activity = write_decide_and_change_the_plan(seat, page, review)
    go_through_the_rest(seat, page, review)
    close_and_tell(seat, page, review)
    anybody_reads(visitor, review, activity)


def prepare_and_count(seat, reviews):
    """From the list to the day: what the figures say, then who came."""
    page = seat.go(reviews)
    seat.looks_right()
    follow(page.locator("main a.button", has_text="Voir cette revue"))
    seat.looks_right()
    follow(page.locator("main a", has_text="La préparer"))
    page.wait_for_selector("text=Ce que disent les chiffres")
    seat.looks_right()
    follow(page.locator("main a", has_text="compter qui est venu"))
    page.wait_for_selector("[name=residents]")
    page.fill("[name=state]", "1")
    page.fill("[name=residents]", "7")
    submit(page, "residents")
    page.wait_for_selector("text=Avant de pouvoir la clore")
    seat.looks_right()
    return page


def answer_what_blocks(seat, page, review):
    """It cannot be closed: an earlier decision has no outcome; its link leads to where it is said."""
    page.goto(f"{review}clore/")
    page.fill("[name=learned]", LEARNED)
    submit(page, "learned")
    page.wait_for_selector(".error-summary")
    assert page.input_value("[name=learned]") == LEARNED
    seat.looks_right()
    page.goto(review)
    while (left := page.locator("#left ~ ul a", has_text="Dites ce qu’est devenue")).count():
        follow(left.first)
        page.wait_for_selector("[name=outcome]")
        page.check("[name=state][value=done]")
        page.fill("[name=outcome]", f"C’est fait ({MARK})")
        submit(page, "outcome")
        page.wait_for_selector("text=Avant de pouvoir la clore")


def write_decide_and_change_the_plan(seat, page, review):
    """One page a figure, on a phone; a decision; one button, and the plan has the activity."""
    page.set_viewport_size(PHONE)
    follow(page.locator("main a[href*='/chiffres/']").first)
    page.wait_for_selector("[name=causes]")
    seat.looks_right()
    page.fill("[name=causes]", CAUSE)
    page.check("[name=confidence][value=medium]")
    submit(page, "causes")
    page.wait_for_selector("text=C’est gardé.")
    assert page.input_value("[name=causes]") == CAUSE
    follow(page.locator("main a", has_text="Noter une décision"))
    page.wait_for_selector("[name=expected]")
    page.check("[name=kind][value=adjust]")
    page.fill("[name=text]", DECIDED)
    submit(page, "text")
    page.wait_for_selector(".error-summary")
    page.select_option("[name=owner]", "municipality")
    page.fill("[name=due_on]", "2099-03-31")
    page.fill("[name=expected]", "Un arrêt au printemps")
    submit(page, "text")
    page.wait_for_selector("text=C’est décidé.")
    follow(page.locator("main a", has_text="L’appliquer au plan").first)
    page.wait_for_selector("[name=new-title]")
    seat.looks_right()
    submit(page, "new-title")
    page.wait_for_selector("text=Le plan est changé.")
    page.set_viewport_size(DESK)
    return page.locator("main a[href*='/plan-d-action/']", has_text=DECIDED).first.get_attribute(
        "href"
    )


def go_through_the_rest(seat, page, review):
    """Each other figure is passed over with a word; one that goes the wrong way is decided about."""
    page.goto(review)
    while (left := page.locator("#left ~ ul a")).count():
        before = left.count()
        follow(left.first)
        skip = page.locator("main a", has_text="Nous n’avons pas discuté de ce chiffre")
        if skip.count():
            follow(skip)
            page.wait_for_selector("[name=reason]")
            page.fill("[name=reason]", f"Faute de temps ({MARK})")
            submit(page, "reason")
        else:
            if not page.locator("[name=expected]").count():
                follow(page.locator("main a", has_text="Noter une décision"))
            page.wait_for_selector("[name=expected]")
            page.check("[name=kind][value=adjust]")
            page.fill("[name=text]", f"Ouvrir plus tôt ({MARK})")
            page.select_option("[name=owner]", "municipality")
            page.fill("[name=due_on]", "2099-03-31")
            page.fill("[name=expected]", "Moins d’attente")
            submit(page, "text")
        page.wait_for_load_state()
        page.goto(review)
        assert page.locator("#left ~ ul a").count() < before
    seat.looks_right()


def close_and_tell(seat, page, review):
    """Closed, it is told."""
    page.goto(f"{review}clore/")
    page.fill("[name=learned]", LEARNED)
    submit(page, "learned")
    page.wait_for_selector("text=La revue est close")
    seat.looks_right()
    follow(page.locator("main a", has_text="Noter comment les habitants"))
    page.wait_for_selector("[name=channel]")
    page.select_option("[name=channel]", "poster")
    page.fill("[name=text]", TOLD)
    submit(page, "channel")
    page.wait_for_selector(f"text={MARK}")
    assert TOLD in words_of(page)


def anybody_reads(visitor, review, activity):
    """What was seen, decided, became, told; and on the activity's page, where it comes from."""
    reader = visitor()
    path = re.sub(r"^https?://[^/]+", "", review)
    page = reader.go(path)
    read = words_of(page)
    for words in (CAUSE, DECIDED, LEARNED, TOLD, "habitants : 7"):
        assert words.lower() in read.lower()
    reader.looks_right()
    page.set_viewport_size(PHONE)
    reader.looks_right()
    reader.go(re.sub(r"^https?://[^/]+", "", activity))
    assert DECIDED in words_of(page, "section[aria-labelledby=origins]")
