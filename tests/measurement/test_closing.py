"""What a review must have said before it ends, whatever is corrected, redefined or displaced meanwhile."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from community import actions as community
from community.models import Post
from kit.states import Refusal
from measurement import actions, demo_learning, figures
from measurement.actions.cycles import move_to_end
from measurement.models import Indicator, LearningCycle, Measurement
from overview.figures.measured import headlines
from qic_portal.demo.when import as_of
from tests import make
from tests.conftest import TODAY
from tests.measurement import learning
from tests.measurement.conftest import quarter, read
from tests.measurement.learning import KEEP, WORDS
from tests.overview.test_home import words_of

REVIEWS = "/sites/le-val/indicateurs/revues/"


@pytest.fixture
def children(le_val, samira):
    return learning.falling(le_val, samira)


@pytest.fixture
def cycle(le_val, ines, children):
    return learning.held(le_val, ines)


def left(cycle):
    return [blocker.words for blocker in figures.blockers(cycle)]


def corrected(value, by, **more):
    row = Measurement.objects.current().get(starts_on="2026-04-01")
    return actions.correct_value(row, read(value, **more), reason="Recompté", by=by)


def others(site, by, count=5):
    """Figures of the site that rose, all to be shown first."""
    for number in range(count):
        new = actions.NewIndicator(name=f"Autre {number}", unit="x", source="s", question="Q ?")
        found = actions.choose_indicator(site, new, by=by)
        actions.enter_value(found, quarter(2, 2026), read(5), site=site, by=by)
        yield actions.choose_headline(found, site=site, why="Utile", by=by)


def test_a_value_corrected_to_a_good_one_lets_the_review_end(
    le_val, cycle, children, ines, samira, browser_of
):
    actions.write_curve(cycle, children, WORDS, revision=0, by=ines)
    corrected(45, samira)

    answer = browser_of(ines).post(f"{REVIEWS}{cycle.pk}/clore/", {"learned": "On revient."})

    assert answer.status_code == 302
    curve = cycle.curves.get()
    assert (curve.off_course, curve.value_shown) == (False, "45 enfants")


def test_what_the_database_refuses_is_said_in_words(cycle, children):
    with pytest.raises(Refusal, match="meanwhile|entre-temps"):
        move_to_end(cycle, "Rien.", None)
    cycle.refresh_from_db()
    assert cycle.state == "held"


def test_a_decision_about_a_value_does_not_decide_about_its_correction(
    cycle, children, ines, samira
):
    actions.decide_adaptation(cycle, KEEP, by=ines, indicator=children)
    assert left(cycle) == []
    corrected(2, samira)

    (words,) = left(cycle)
    assert "Enfants accompagnés" in words
    with pytest.raises(Refusal):
        actions.close_cycle(cycle, learned="Rien.", by=ines)
    actions.write_curve(cycle, children, WORDS, revision=0, by=ines)
    assert actions.close_cycle(cycle, learned="On vient moins.", by=ines).state == "closed"


def test_the_headlines_are_those_of_the_day_of_the_review(le_val, cycle, children, ines, samira):
    (before,) = left(cycle)
    chosen = list(others(le_val, samira))
    assert "enfants-accompagnes" not in {f.code for f in figures.headlines_of(le_val)}
    assert left(cycle) == [before]
    actions.retire_indicator(children, reason="Elle baisse", by=samira)
    assert left(cycle) == [before]
    with pytest.raises(DatabaseError), transaction.atomic():
        LearningCycle.objects.filter(pk=cycle.pk).update(state="closed", closed_on=TODAY)

    actions.decide_adaptation(cycle, KEEP, by=ines, indicator=children)
    actions.end_headline(chosen[0], reason="Trop tôt", by=samira)
    assert actions.close_cycle(cycle, learned="On tient.", by=ines).state == "closed"


@pytest.mark.parametrize("change", [{"direction": "context"}, {"threshold": 90}])
def test_another_definition_does_not_take_a_headline_out_of_the_review(
    cycle, children, ines, samira, change
):
    actions.redefine(children, actions.Change(1, change, "Mieux"), by=samira)

    assert len(left(cycle)) == 1
    curve = actions.write_curve(cycle, children, WORDS, revision=0, by=ines)
    assert (curve.off_course, len(left(cycle))) == (True, 1)


def test_a_value_that_is_withdrawn_leaves_the_decision_to_be_taken(cycle, children, samira):
    corrected(None, samira, state="missing", note="Registre perdu")
    (words,) = left(cycle)
    assert "nothing that was measured since" in words or "rien de mesuré depuis" in words


def test_each_headline_is_read_or_passed_over_with_a_word(le_val, ines, samira, browser_of, client):
    for number in (1, 2):
        found = actions.choose_indicator(
            le_val, actions.NewIndicator(f"Fête {number}", unit="x", source="s"), by=samira
        )
        actions.enter_value(found, quarter(1, 2026), read(5), site=le_val, by=samira)
    cycle, mine = learning.held(le_val, ines), browser_of(ines)
    assert len(left(cycle)) == 2
    with pytest.raises(Refusal, match="Fête 1"):
        actions.close_cycle(cycle, learned="Rien.", by=ines)
    with pytest.raises(DatabaseError), transaction.atomic():
        LearningCycle.objects.filter(pk=cycle.pk).update(state="closed", closed_on=TODAY)
    one, two = (f"{REVIEWS}{cycle.pk}/chiffres/fete-{n}/" for n in (1, 2))
    assert "Nous n’avons pas discuté de ce chiffre" in words_of(mine.get(one))
    assert mine.post(f"{one}non-aborde/", {"reason": " "}).status_code == 422
    assert browser_of(samira).get(f"{one}non-aborde/").status_code == 200
    assert client.get(f"{one}non-aborde/").status_code in {302, 403}

    told = mine.post(f"{one}non-aborde/", {"reason": "La fête est en juin."}, follow=True)
    assert "La fête est en juin." in words_of(told)
    mine.post(two, WORDS | {"revision": "0"})
    with pytest.raises(Refusal):
        actions.pass_over_curve(cycle, Indicator.objects.get(code="fete-2"), reason="Non", by=ines)
    actions.close_cycle(cycle, learned="On prépare juin.", by=ines)
    assert "La fête est en juin." in words_of(client.get(f"{REVIEWS}{cycle.pk}/"))


def test_a_headline_off_course_is_decided_about_not_passed_over(cycle, children, ines):
    with pytest.raises(Refusal):
        actions.pass_over_curve(cycle, children, reason="Plus le temps", by=ines)


def test_words_take_the_place_of_the_reason_why_there_were_none(le_val, ines, samira):
    found = actions.choose_indicator(
        le_val, actions.NewIndicator("Fête", unit="x", source="s"), by=samira
    )
    actions.enter_value(found, quarter(1, 2026), read(5), site=le_val, by=samira)
    cycle = learning.held(le_val, ines)
    actions.pass_over_curve(cycle, found, reason="Plus tard", by=ines)
    curve = actions.write_curve(cycle, found, WORDS, revision=0, by=ines)
    assert (curve.passed_over, left(cycle)) == ("", [])


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_what_is_left_costs_the_same_however_many_figures(
    le_val, ines, samira, rows, django_assert_max_num_queries
):
    list(others(le_val, samira, min(rows, 5)))
    for number in range(rows - 5):
        found = actions.choose_indicator(
            le_val, actions.NewIndicator(f"Encore {number}", unit="x", source="s"), by=samira
        )
        actions.enter_value(found, quarter(2, 2026), read(5), site=le_val, by=samira)
    cycle = learning.held(le_val, ines)
    with django_assert_max_num_queries(11):
        assert len(left(cycle)) == min(rows, 5)


def test_a_report_wants_a_decision_about_the_value_that_it_prints(le_val, ines, samira):
    learning.closed(le_val, ines, KEEP)
    assert figures.undecided(le_val, headlines(figures.headlines_of(le_val))) == ()
    corrected(2, samira)
    printed = headlines(figures.headlines_of(le_val))
    assert figures.undecided(le_val, printed) == ("Enfants accompagnés",)


def test_the_demonstration_goes_through_every_figure_of_its_reviews(samira):
    """Two reviews from the figure to the outcome, at a site that shows other figures too."""
    site = make.site("Hazebrouck")
    make.seat(site, "community", make.person("Lina Roche"))
    other = actions.choose_indicator(
        site, actions.NewIndicator("Fête", unit="x", source="s"), by=samira
    )
    actions.enter_value(other, quarter(1, 2026), read(5), site=site, by=samira)
    community.ensure_forums()
    for _time in range(2):
        demo_learning.fill(site, as_of)

    reviews = site.learning_cycles.filter(state="closed")
    assert reviews.count() == 2
    for review in reviews:
        assert review.curves.get(indicator=other).passed_over
        # It looked at what was known that day, not at what was measured since.
        known = [curve.ends_on for curve in review.curves.all() if curve.indicator.question]
        assert len(known) == 2
        assert all(day < review.held_on for day in known)


def test_a_review_to_come_is_closed_from_its_day_on(browser_of, le_val, ines):
    plan = actions.CyclePlan(TODAY + timedelta(days=30), "Rose Lemaire")
    address = f"{REVIEWS}{actions.plan_cycle(le_val, plan, by=ines).pk}/clore/"
    mine = browser_of(ines)

    early, refused = mine.get(address), mine.post(address, {"learned": "On vient le soir."})

    assert "prévue pour le 24 décembre 2026. Elle pourra être close à partir de ce jour" in words_of(early)  # fmt: skip
    assert b'name="learned"' not in early.content
    assert refused.status_code == 422
    assert "On vient le soir." in refused.content.decode()


@pytest.mark.parametrize("state", ["planned", "held", "closed"])
def test_the_page_that_closes_a_review_has_its_form_only_while_it_is_held(
    browser_of, le_val, ines, state
):
    cycle = {"planned": learning.planned, "held": learning.held, "closed": learning.closed}[state](le_val, ines)  # fmt: skip
    page = browser_of(ines).get(f"{REVIEWS}{cycle.pk}/clore/")

    said = {
        "planned": "Cette revue pourra être close quand les personnes venues auront été comptées.",
        "held": "Ce que lisent les habitants",
        "closed": "Cette revue est terminée",
    }
    assert said[state] in words_of(page)
    assert (b'name="learned"' in page.content) == (state == "held")


def test_a_review_keeps_the_value_of_each_neighbourhood_that_it_looked_at(
    le_val, ines, poverty, client
):
    make.neighbourhood("QN05996N", "Les Saules", of=le_val)
    for place, value in zip(le_val.neighbourhoods_on(), (40, 50), strict=True):
        Measurement.objects.create(
            indicator=poverty,
            neighbourhood=place,
            value=value,
            provenance="Insee",
            state="observed",
        )
    cycle = learning.held(le_val, ines)
    actions.pass_over_curve(cycle, poverty, reason="Une autre fois.", by=ines)
    actions.close_cycle(cycle, learned="On vient le soir.", by=ines)

    said = words_of(client.get(f"{REVIEWS}{cycle.pk}/"))

    assert "Les Saules : 40 % · Les Tilleuls : 50 %. Non additif" in said
    front = words_of(client.get("/sites/le-val/"))
    assert "Les Saules : 40 % · Les Tilleuls : 50 %" in front


def test_a_shared_lesson_says_who_speaks_for_which_site(browser_of, client, le_val, ines):
    community.ensure_forums()
    cycle = learning.closed(le_val, ines)
    lesson = actions.keep_lesson(cycle, text="Un soir vaut deux matins.", by=ines)
    # Until then nobody outside reads of it, not even that there is one.
    assert "appris pour d’autres" not in words_of(client.get(f"{REVIEWS}{cycle.pk}/"))

    browser_of(ines).post(f"{REVIEWS}{cycle.pk}/enseignement/{lesson.pk}/partager/")

    assert Post.objects.get().author_role == "siège de l’État, Le Val"
    assert "Un soir vaut deux matins." in words_of(client.get(f"{REVIEWS}{cycle.pk}/"))
