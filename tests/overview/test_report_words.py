"""What the report says in words follows from facts, and from nothing else."""

from datetime import date, timedelta

import pytest

from drawing.lines import Step
from governance import actions as governance
from measurement import actions
from overview import figures
from overview.figures import report
from overview.figures.agendas import quarter_of
from overview.figures.site import paper_life
from partnership import actions as circle
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.measurement import learning


def snapshot(site):
    return figures.site_snapshot(site, quarter_of(TODAY))


def test_a_demonstration_says_on_its_paper_that_its_people_are_invented(le_val, settings):
    settings.QIC_DEMO = True
    assert "inventées" in snapshot(le_val).caveat

    settings.QIC_DEMO = False
    assert snapshot(le_val).caveat == ""


def test_the_summary_counts_what_is_there(le_val, triad, maud):
    complete = snapshot(le_val).summary
    governance.end_mandate(
        le_val.mandates.get(seat="state"), by=maud, on=TODAY - timedelta(days=3), reason="Mutation"
    )

    assert "Les trois sièges de la triade sont tenus." in complete
    assert "Siège vacant\u00a0: État." in snapshot(le_val).summary


def test_a_change_stands_under_a_short_word_and_says_who(le_val, triad):
    scenes.adopted(le_val, triad)

    changes = snapshot(le_val).changes

    assert changes
    assert max(len(change.kind) for change in changes) <= 16
    assert any(change.text.startswith("Ines Carpentier ") for change in changes)
    assert list(changes) == sorted(changes, key=lambda change: change.on)


def test_what_a_review_says_against_its_own_reading_is_on_paper(le_val, ines):
    """Of the reviews that were held in the quarter and ended; not of one of before, nor one under way."""
    figure = learning.falling(le_val, ines)
    cycle = learning.held(le_val, ines)
    actions.write_curve(cycle, figure, learning.WORDS, revision=0, by=ines)
    actions.decide_adaptation(cycle, learning.KEEP, by=ines, indicator=figure)
    open_one = snapshot(le_val)
    actions.close_cycle(cycle, learned="On vient le soir.", by=ines)
    closed = snapshot(le_val)
    before = figures.site_snapshot(le_val, quarter_of(TODAY - timedelta(days=90)))

    assert (open_one.contradicts, open_one.learned) == ("", "")
    assert (before.contradicts, before.learned) == ("", "")
    assert closed.learned == "On vient le soir."
    assert closed.contradicts == "Enfants accompagnés\u00a0: L’hiver vide toutes les salles."


def test_decisions_of_the_quarter_are_on_paper_once_they_are_public(le_val, ines):
    """With the objection and what was made of it; what stays inside the site and what is older is not."""
    decision = circle.propose(le_val, title="Le samedi", proposal="Ouvrir.", by=ines)
    objection = circle.object_to(decision, place="resident", reason="Trop tôt.", by=ines)
    circle.meet_objection(objection, met="À dix heures.", by=ines)
    facts = {
        "wording": "Ouvrir à dix heures.",
        "facilitator": "Samira",
        "review_on": date(2027, 5, 1),
    }
    circle.take(decision, on=TODAY, seats=["state"], by=ines, **facts)
    inside = snapshot(le_val).decisions
    circle.make_public(decision, by=ines)
    (shown,) = snapshot(le_val).decisions
    before = figures.site_snapshot(le_val, quarter_of(TODAY - timedelta(days=90))).decisions

    assert (inside, before) == ((), ())
    assert (shown.on, shown.text, shown.review) == (
        TODAY,
        "Ouvrir à dix heures.",
        "1er\u00a0mai 2027",
    )
    assert shown.objection.endswith("\u00a0: Trop tôt. À dix heures.")


def test_what_the_site_has_still_to_give_is_on_paper_and_names_nobody(le_val, samira):
    found = make.common_indicator("col-03", "Jardins ouverts", unit="jardins", periodicity="half")
    actions.choose_headline(found, site=le_val, why="C’est notre cœur.", by=samira)

    (due,) = snapshot(le_val).awaited

    assert due.what.startswith("Jardins ouverts, ")
    assert due.who == "le site"
    assert due.when


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("agenda.comment_made", "Voix"),
        ("agenda.version_adopted", "Feuille de route"),
        ("governance.mandate_begun", "Triade"),
        ("sites.stage_changed", "Étapes"),
        ("gone.long_ago", "Site"),
    ],
)
def test_the_word_follows_from_the_event(kind, word):
    assert report.subject(kind) == word


def test_what_comes_next_is_a_mandate_that_ends_soon(le_val, triad, maud):
    mandate = le_val.mandates.get(seat="state")
    governance.expect_end(mandate, by=maud, on=date(2027, 1, 31))

    assert [due.when for due in snapshot(le_val).coming] == ["31\u00a0janvier 2027"]


def test_a_site_stands_at_one_step_of_its_life(le_val):
    """A pause that it has left is no place where it still stands."""
    steps = (
        Step("Actif", "done", "mars 2021"), Step("En pause", "paused", "mai 2022. Élections."),
        Step("Engagé", "now", "depuis mai 2023"), Step("Actif", "to-come"),
    )  # fmt: skip

    assert [(s.state, s.when) for s in paper_life(steps)] == [
        ("done", "mars 2021"), ("done", "mai 2022"), ("now", "depuis mai 2023"), ("ahead", ""),
    ]  # fmt: skip
    assert [s.state for s in paper_life(steps[:2])] == ["done", "now"]
