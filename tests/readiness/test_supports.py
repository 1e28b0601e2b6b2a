"""« Ready with named support »: which, from whom, by when; asked for as a support day of the site."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from journal.models import Entry
from kit.states import Refusal
from partnership import actions as partnership
from partnership.models import SupportDay
from readiness import actions, figures
from readiness.models import NamedSupport, ReadinessDecision
from tests.agenda.test_races import at_once
from tests.conftest import TODAY
from tests.readiness import scenes
from tests.readiness.test_pages import at, soup, text

TYPED = {
    "outcome": "supported",
    "words": "Oui, avec du temps.",
    "support_1_kind": "coaching",
    "support_1_what": "Deux journées",
    "support_1_provider": "Régie de quartier",
    "support_1_until": "2027-01-31",
    "support_3_kind": "time",
    "support_3_what": "Un mi-temps",
    "support_3_provider": "La ville et la préfecture",
    "support_3_until": "2027-03-01",
}


@pytest.fixture
def partner(le_val):
    """The organisation that the decision names is on the site's list."""
    facts = partnership.Facts("Régie de quartier", "employment", TODAY - timedelta(days=90))
    return partnership.add_partner(le_val, facts, by=None)


@pytest.fixture
def supported(triad, le_val):
    """A decision that names two supports: one in days, one of time."""
    found = scenes.concluded(le_val, triad)
    actions.decide(
        found, outcome="supported", words="Oui, avec du temps.", by=triad[0],
        supports=[scenes.TWO_DAYS, scenes.HALF_TIME],
    )  # fmt: skip
    return found


def asked(found):
    return found.decisions.get().supports.get(kind="coaching")


def test_each_support_is_named_in_a_page_with_its_giver_and_its_day(
    browser_of, triad, partner, le_val
):
    found = scenes.concluded(le_val, triad)
    browser, where = browser_of(triad[0]), at(found, "decision/")
    suggested = soup(browser.get(where)).select("#givers option")
    assert [option["value"] for option in suggested] == ["Régie de quartier"]

    for _click in range(2):
        assert browser.post(where, TYPED).status_code == 302

    rows = NamedSupport.objects.order_by("until")
    assert [(s.kind, s.what, s.provider, s.partner) for s in rows] == [
        ("coaching", "Deux journées", "Régie de quartier", partner),
        ("time", "Un mi-temps", "La ville et la préfecture", None),
    ]
    page = text(browser.get(at(found)))
    assert "Par : Régie de quartier. Au plus tard le 31" in page.replace("\xa0", " ")
    assert "Pas encore demandé" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("support_1_kind", ""),
        ("support_1_kind", "words"),
        ("support_1_what", " "),
        ("support_1_provider", ""),
        ("support_1_provider", "x" * 161),
        ("support_1_until", ""),
        ("support_1_until", "2026-11-24"),
        ("support_1_until", "2036-11-24"),
        ("support_3_until", "jamais"),
    ],
)
def test_a_support_is_named_whole_or_not_at_all(browser_of, triad, le_val, field, value):
    found = scenes.concluded(le_val, triad)

    answer = browser_of(triad[0]).post(at(found, "decision/"), TYPED | {field: value})

    assert answer.status_code == 422
    assert soup(answer).select_one(f"#id_{field}_error") is not None
    assert "Oui, avec du temps." in text(answer)
    assert not found.decisions.exists()


def test_what_was_typed_of_support_is_not_kept_for_another_outcome(browser_of, triad, le_val):
    found = scenes.concluded(le_val, triad)

    assert browser_of(triad[0]).post(at(found, "decision/"), TYPED | {"outcome": "ready"}).status_code == 302  # fmt: skip

    assert not NamedSupport.objects.exists()


@pytest.mark.parametrize("part", ["kind", "what", "provider", "until"])
def test_the_action_refuses_a_vague_support(triad, le_val, part):
    found = scenes.concluded(le_val, triad)
    vague = {"kind": "time", "what": "Un mi-temps", "provider": "CRPV", "until": scenes.UNTIL}
    vague[part] = TODAY if part == "until" else " "

    with pytest.raises(Refusal):
        actions.decide(found, outcome="supported", words="Oui.", supports=[actions.Support(**vague)], by=triad[0])  # fmt: skip

    assert not found.decisions.exists()


def test_no_decision_with_named_support_is_without_one_in_the_database(triad, le_val):
    found = scenes.concluded(le_val, triad)
    facts = {"round": found, "words": "Oui.", "decided_on": TODAY, "by": triad[0], "role": "state"}

    def committed():
        ReadinessDecision.objects.create(outcome="supported", **facts)
        connection.check_constraints()

    with pytest.raises(DatabaseError, match="names a support"), transaction.atomic():
        committed()
    ready = ReadinessDecision.objects.create(outcome="ready", **facts)
    named = {"kind": "time", "what": "Un mi-temps", "provider": "CRPV", "until": scenes.UNTIL}
    with pytest.raises(DatabaseError, match="ready with named support"), transaction.atomic():
        NamedSupport.objects.create(decision=ready, **named)


def test_a_named_support_stays_and_is_of_its_site(supported, le_val, la_crete):
    support = asked(supported)
    elsewhere = partnership.ask_support(la_crete, kind="coaching", title="Ailleurs", need="", by=None)  # fmt: skip
    rows = NamedSupport.objects.filter(pk=support.pk)
    for change in (
        lambda: rows.update(what="Autre"),
        rows.delete,
        lambda: rows.update(day=elsewhere),
        lambda: rows.update(provider=""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_support_is_asked_for_and_followed(browser_of, triad, maud, supported, set_day):
    """The request is one of the site's support days; the round tells how far it is."""
    browser, where = browser_of(triad[1]), at(supported, f"appuis/{asked(supported).pk}/demander/")
    link = f'href="{where}"'
    assert link in browser.get(at(supported)).content.decode()
    assert link not in browser_of(maud).get(at(supported)).content.decode()
    before = Entry.objects.count()

    for _click in range(2):
        assert browser.post(where, {"day": "new"}).status_code == 302

    assert Entry.objects.count() == before + 1
    wish = SupportDay.objects.get()
    assert (wish.state, wish.kind, wish.title) == ("asked", "coaching", "Deux journées pour la triade")  # fmt: skip
    assert "Régie" in wish.need
    assert "Demandé le 24" in text(browser.get(at(supported)))
    partnership.plan_support(wish, on=TODAY + timedelta(days=5), days=Decimal(2), by=maud)
    assert "Prévu le 29" in text(browser.get(at(supported)))
    set_day(TODAY + timedelta(days=6))
    wish.refresh_from_db()
    partnership.hold_support(wish, on=TODAY + timedelta(days=5), days=Decimal(2), by=maud)
    assert "Réalisé le 29" in text(browser.get(at(supported)))


def test_a_support_day_that_there_is_answers_one_support(browser_of, triad, supported, la_crete):
    day = partnership.ask_support(supported.site, kind="coaching", title="Se parler", need="À trois.", by=None)  # fmt: skip
    immersion = partnership.ask_support(supported.site, kind="immersion", title="Voir", need="", by=None)  # fmt: skip
    other = partnership.ask_support(la_crete, kind="coaching", title="Ailleurs", need="", by=None)
    browser, where = browser_of(triad[0]), at(supported, f"appuis/{asked(supported).pk}/demander/")
    offered = [i["value"] for i in soup(browser.get(where)).select("input[name=day]")]
    assert offered == ["new", str(day.pk)]

    for wrong in (immersion.pk, other.pk, "", "x"):
        assert browser.post(where, {"day": str(wrong)}).status_code == 422
    assert browser.post(where, {"day": str(day.pk)}).status_code == 302

    assert asked(supported).day == day
    assert "Se parler" in text(browser.get(at(supported)))
    assert Entry.objects.filter(kind="readiness.support_linked").count() == 1


def test_what_is_no_day_or_of_another_site_is_not_asked_for(browser_of, triad, victor, supported):
    time = supported.decisions.get().supports.get(kind="time")
    where = at(supported, f"appuis/{asked(supported).pk}/demander/")

    assert browser_of(triad[0]).get(at(supported, f"appuis/{time.pk}/demander/")).status_code == 404
    assert browser_of(victor).get(where).status_code == 403
    assert browser_of(victor).get(where.replace("le-val", "la-crete")).status_code == 404
    with pytest.raises(Refusal):
        actions.ask_for(time, by=triad[0])


def test_the_files_and_the_country_tell_it(browser_of, triad, maud, supported):
    own = browser_of(triad[0]).get(at(supported, "tour.csv")).content.decode()
    assert "Appui nommé;coaching;" in own.replace("accompagnement", "coaching")
    assert "Deux journées pour la triade" in own
    browser, country = browser_of(maud), ("/national/maturite/", "/national/maturite/tours.csv")
    assert browser.get(at(supported, "tour.csv")).status_code == 404
    for sharing, told in (("national", True), ("support", False)):
        actions.share(supported, sharing=sharing, by=triad[0])
        for address in country:
            page = browser.get(address).content.decode()
            assert ("Deux journées pour la triade" in page) is told, sharing
        assert (f'href="{at(supported)}"' in browser.get(country[0]).content.decode()) is told


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_ask_at_once_and_it_is_asked_for_once(triad, supported):
    support = asked(supported)

    results = at_once(*(lambda by=by: actions.ask_for(support, by=by) for by in triad[:2]))

    assert results[0] == results[1]
    assert SupportDay.objects.count() == 1
    assert Entry.objects.filter(kind="partnership.support_asked").count() == 1


def test_a_support_whose_day_was_cancelled_is_asked_for_again(browser_of, triad, supported, le_val):
    named = asked(supported)
    first = actions.ask_for(named, by=triad[0])
    partnership.cancel_support(first, reason="Malade", by=triad[0])
    line = text(browser_of(triad[0]).get(at(supported)))
    assert "Demander cet appui" in line
    assert [w.named_id for w in figures.waiting_at(le_val, triad[0]) if w.named_id] == [named.pk]

    second = actions.ask_for(named, by=triad[0])

    assert second != first
    assert actions.ask_for(named, by=triad[0]) == second
    assert asked(supported).day == second
    assert SupportDay.objects.count() == 2
    for wrong in ({"day": first}, {"day": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            NamedSupport.objects.filter(pk=named.pk).update(**wrong)


def test_what_is_asked_is_stored_in_the_language_of_the_portal(triad, supported):
    with translation.override("en"):
        stored = actions.ask_for(asked(supported), by=triad[0]).need

    assert stored.startswith("Au plus tard le")
