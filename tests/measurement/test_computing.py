"""Figures that the portal knows from its own rows: worked out for each site at work, typed by nobody."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda import actions as agenda
from governance.models import Mandate
from journal.models import Entry
from kit.states import Refusal
from measurement import actions, computing
from measurement.models import Measurement
from measurement.periods import of_length
from measurement.tasks import compute_figures
from measurement.together.asking import Asked, Moment
from measurement.together.pages import page
from sites.models import Site, StageChange, Talk
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.measurement import learning
from tests.measurement.conftest import quarter, read
from tests.measurement.importing import seen, told
from tests.measurement.learning import CAME, KEEP

SPRING = of_length(date(2026, 1, 1), 6)
AUTUMN = of_length(date(2026, 7, 1), 6)
SHARE = {
    "unit": "%", "value_type": "ratio", "multiplier": 100, "nature": "flow",
    "accumulation": "per_period", "numerator_label": "Faits", "denominator_label": "À faire",
}  # fmt: skip
FLOW = {"nature": "flow", "accumulation": "per_period"}


def automatic(code, **fields):
    """A common figure that names the portal as its source."""
    rhythm = {"periodicity": "half", "source": "Registres", "source_code": "portail"}
    return make.common_indicator(code, code, **(rhythm | fields))


def of(found, site, period=SPRING):
    return Measurement.objects.current().get(
        indicator=found, site=site, starts_on=period and period.starts_on
    )


@pytest.fixture
def vacancy(db):
    return automatic("gov-03", unit="jours", direction="lower", **FLOW)


def test_the_days_of_april_on_which_the_seat_of_the_association_was_empty(
    le_val, ines, marc, vacancy
):
    make.seat(le_val, "community", make.person("Lou"), until=date(2026, 3, 31))
    make.seat(le_val, "community", make.person("Noé"), since=date(2026, 5, 1))
    compute_figures()
    value = of(vacancy, le_val)

    assert (value.value, value.entered_name, value.release) == (30, "", None)
    assert "mandats" in value.provenance
    written, told_of = Measurement.objects.count(), Entry.objects.count()
    assert actions.compute_figures() == 0
    assert (Measurement.objects.count(), Entry.objects.count()) == (written, told_of)

    Mandate.objects.filter(person__name="Noé").update(starts_on=date(2026, 4, 11))
    assert actions.compute_figures() == 1
    again = of(vacancy, le_val)
    assert (again.value, again.replaces.value, again.reason_code) == (10, 30, "late_data")
    assert Entry.objects.filter(kind="measurement.value_corrected", site="le-val").count() == 1


def test_nobody_types_nor_corrects_what_the_portal_works_out(le_val, samira, vacancy, browser_of):
    actions.compute_figures()
    value = of(vacancy, le_val)

    for write in (
        lambda: actions.enter_value(vacancy, AUTUMN, read(3), site=le_val, by=samira),
        lambda: actions.correct_value(value, read(3), reason="x", by=samira),
    ):
        with pytest.raises(Refusal, match="calcule"):
            write()
    found = seen(le_val, samira, "Indicateur;Période;Valeur\ngov-03;2026-S1;3\n")
    assert "calcule" in told(found)[2]
    assert value.value == 181, "the seats of the State and of the town hall are empty here"
    page_of = browser_of(samira).get("/sites/le-val/indicateurs/gov-03/")
    assert "gov-03/saisir" not in page_of.content.decode()


def test_decisions_that_the_next_review_looked_at_again(le_val, ines, set_day):
    checked = automatic("app-01", **SHARE)
    decision = learning.closed(le_val, ines).adaptations.get()
    later = TODAY + timedelta(days=20)
    set_day(later)
    cycle = actions.plan_cycle(le_val, actions.CyclePlan(later, "Rose Lemaire"), by=ines)
    cycle = actions.hold_cycle(cycle, held_on=later, counts=CAME, by=ines)
    actions.decide_adaptation(cycle, KEEP, by=ines, indicator=le_val.indicators.get())
    actions.answer_adaptation(decision, state="done", outcome="Ouvert.", by=ines)
    actions.close_cycle(cycle, learned="Tout.", by=ines)
    set_day(date(2027, 1, 5))

    assert actions.compute_figures() == 1
    value = of(checked, le_val, AUTUMN)
    assert (value.numerator, value.denominator, value.value) == (1, 1, 100)


def test_consultations_whose_comments_were_all_answered_within_sixty_days(
    le_val, triad, ines, set_day
):
    in_time = automatic("par-03", **SHARE)
    version = scenes.opened(le_val, ines)
    first, _code = scenes.said(version)
    second, _code = scenes.said(version, "Et le dimanche ?", public_name="Paul")
    version = agenda.close_consultation(version, by=ines)
    agenda.give_outcome(first, kind="not_retained", reason="Trop cher.", by=ines)
    ended = TODAY + timedelta(days=60)
    period = of_length(date(2027, 1, 1), 6)
    assert period.starts_on <= ended <= period.ends_on
    after = date(2027, 7, 2)

    def share_of():
        set_day(after)
        actions.compute_figures()
        found = of(in_time, le_val, period)
        return found.numerator, found.denominator

    assert share_of() == (0, 1), "one comment waits still"
    set_day(ended + timedelta(days=1))
    agenda.give_outcome(second, kind="not_retained", reason="Pas encore.", by=ines)
    assert share_of() == (0, 1), "it was answered a day late"


def test_what_is_hidden_or_withdrawn_asks_for_no_answer_and_its_figure_goes_with_it(
    le_val, triad, ines, set_day
):
    in_time = automatic("par-03", **SHARE)
    version = scenes.opened(le_val, ines)
    first, _code = scenes.said(version)
    second, _code = scenes.said(version, "Et le dimanche ?", public_name="Paul")
    agenda.close_consultation(version, by=ines)
    agenda.give_outcome(first, kind="not_retained", reason="Trop cher.", by=ines)
    period = of_length(date(2027, 1, 1), 6)
    set_day(date(2027, 7, 2))
    assert actions.compute_figures() == 1
    assert of(in_time, le_val, period).value == 0

    agenda.hide(second, ground="insult", reason="Une personne est visée.", by=ines)
    assert actions.compute_figures() == 1
    assert of(in_time, le_val, period).value == 100
    agenda.hide(first, ground="insult", reason="Une personne est visée.", by=ines)

    assert actions.compute_figures() == 1
    assert actions.compute_figures() == 0
    value = of(in_time, le_val, period)
    assert (value.value, value.state, value.replaces.value) == (None, "not_applicable", 100)
    assert "ne disent plus rien" in value.note
    told_of = Entry.objects.filter(kind="measurement.value_corrected", site="le-val")
    assert told_of.count() == 2


def test_a_figure_that_cannot_hold_what_is_worked_out_stops_no_other(le_val, vacancy, caplog):
    days = automatic("mob-01", unit="jours", periodicity="irregular", vintage="une fois par site")
    site = make.site("Le Port")
    began(site, (date(2023, 1, 10), "expressed"), (date(2023, 3, 11), "engaged"))
    change = actions.Change(1, {"upper_bound": Decimal(10)}, "Trop", date(2020, 1, 1))
    actions.redefine(vacancy, change, by=None)

    actions.compute_figures()

    assert of(days, site, None).value == 60
    assert not Measurement.objects.filter(indicator=vacancy).exists()
    assert "gov-03" in caplog.text


def test_what_has_not_changed_costs_no_query_a_site(db, vacancy):
    def cost(many):
        for n in range(Site.objects.count(), many):
            make.site(f"Site {n}")
        actions.compute_figures()
        with CaptureQueriesContext(connection) as asked:
            assert actions.compute_figures() == 0
        return len(asked)

    assert cost(1) == cost(3) == cost(30)


def test_an_answer_on_the_sixtieth_day_is_in_time_and_silence_asks_for_none(
    le_val, la_crete, triad, ines, set_day
):
    in_time = automatic("par-03", **SHARE)
    version = scenes.opened(le_val, ines)
    comment, _code = scenes.said(version)
    agenda.close_consultation(version, by=ines)
    set_day(TODAY + timedelta(days=60))
    agenda.give_outcome(comment, kind="not_retained", reason="Trop cher.", by=ines)
    set_day(date(2027, 7, 2))
    actions.compute_figures()

    period = of_length(date(2027, 1, 1), 6)
    assert of(in_time, le_val, period).value == 100
    assert not Measurement.objects.filter(indicator=in_time, site=la_crete).exists()


def began(site, *steps):
    """The stages of a site by their first day."""
    before = ""
    for day, stage in steps:
        StageChange.objects.create(site=site, before=before, after=stage, on=day)
        before = stage


def test_days_from_the_first_talk_to_the_joint_decision_in_one_spread(db, maud):
    days = automatic(
        "mob-01", unit="jours", value_type="quantile", direction="context", periodicity="irregular",
        vintage="une fois par site",
    )  # fmt: skip
    sites = [make.site(name) for name in ("Le Port", "La Lande", "Le Gué", "La Baie")]
    for place, site in enumerate(sites):
        make.neighbourhood(f"QN0598{place}N", of=site)
    for site, length in zip(sites[:3], (40, 62, 118), strict=True):
        first = date(2023, 1, 10)
        began(site, (first, "expressed"), (first + timedelta(days=length), "engaged"))
    Talk.objects.create(site=sites[0], on=date(2023, 1, 5), met="La maire", text="Café", by=maud)
    began(sites[3], (date(2023, 1, 10), "engaged"))
    actions.compute_figures()
    found = page(days, Moment(None), Asked(quarter(3, 2026)))

    rows = Measurement.objects.filter(indicator=days).order_by("value")
    assert [row.value for row in rows] == [45, 62, 118]
    assert found.line.spread.startswith("3\xa0valeurs, de 45")
    assert found.line.period == "une fois par site"
    assert actions.compute_figures() == 0


def test_many_sites_cost_as_many_queries_as_one(db, vacancy):
    def cost(sites):
        with CaptureQueriesContext(connection) as asked:
            for way in computing.WAYS.values():
                way(sites, SPRING)
        return len(asked)

    sites = [make.site(f"Site {n}") for n in range(30)]
    assert cost(sites[:1]) == cost(sites[:3]) == cost(sites)


def test_a_figure_of_the_same_code_that_does_not_name_the_portal_is_typed(le_val, samira):
    own = make.common_indicator("gov-03", "Vacance", unit="jours", source="Carnet", **FLOW)

    assert actions.compute_figures() == 0
    entered = actions.enter_value(own, quarter(3, 2026), read(3), site=le_val, by=samira)
    assert entered.value == Decimal(3)


def test_a_locked_period_stays_as_it_is(le_val, maud, vacancy):
    days = actions.WindowDays(date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1), "Publié.")
    actions.set_window("half", SPRING, days, by=maud)
    actions.compute_figures()

    known = Measurement.objects.filter(indicator=vacancy).values_list("starts_on", flat=True)
    assert known
    assert SPRING.starts_on not in known
