"""Amounts of a grant: corrected by new rows, never in place, and counted once whoever shares them."""

import threading
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.models import Entry
from kit.states import Refusal
from partnership import actions, figures
from partnership.models import Grant, GrantAmount
from tests import make
from tests.partnership.test_partners import text
from tests.partnership.test_together import HERE, asked, granted


def standing(grant, kind):
    """The amount of a kind that stands."""
    return grant.amounts.current().get(kind=kind)


def paid_in_full(site, amount=900, by=None):
    grant = granted(site, amount)
    actions.pay(grant, paid=Decimal(300), on=date(2026, 3, 1), by=by)
    return actions.pay(grant, paid=Decimal(amount), on=date(2026, 6, 1), by=by)


def test_ines_corrects_an_amount_and_both_stay_readable(browser_of, ines, marc, le_val):
    grant, browser = granted(le_val), browser_of(ines)
    where = f"{HERE}financements/{grant.pk}/"
    wrong = standing(grant, "granted")
    assert f"{where}montants/{wrong.pk}/corriger/" in text(browser.get(where))

    typed = {"amount": "750,50", "reason": "Notification relue"}
    for _click in range(2):
        assert browser.post(f"{where}montants/{wrong.pk}/corriger/", typed).status_code == 302

    page = text(browser.get(where))
    assert "<s>900 €</s>" in page
    assert "750,50 €" in page
    assert "Notification relue" in page
    assert "Ines Carpentier" in page
    assert figures.money(le_val).total.granted == Decimal("750.50")
    entry = Entry.objects.of_site("le-val").first()
    assert (entry.kind, entry.facts["before"], entry.facts["amount"]) == ("partnership.grant_corrected", "900.00", "750.50")  # fmt: skip
    late = browser_of(marc).post(f"{where}montants/{wrong.pk}/corriger/", typed | {"amount": "800"})
    assert late.status_code == 422
    assert "Ines Carpentier a changé ce montant entre-temps : il est maintenant de 750,50 €." in text(late)  # fmt: skip
    assert 'value="800"' in text(late)


@pytest.mark.parametrize(
    "typed",
    [{"amount": ""}, {"amount": "0"}, {"amount": "-1"}, {"amount": "beaucoup"}, {"amount": "900"}, {"amount": "10 000 000 000,00"}, {"reason": "  "}, {"reason": "x" * 301}],
)  # fmt: skip
def test_a_correction_that_does_not_fit_changes_nothing(browser_of, ines, le_val, typed):
    grant = granted(le_val)
    row = standing(grant, "granted")

    answer = browser_of(ines).post(
        f"{HERE}financements/{grant.pk}/montants/{row.pk}/corriger/",
        {"amount": "800", "reason": "Relu"} | typed,
    )

    assert answer.status_code == 422
    assert "error-summary" in text(answer)
    assert figures.money(le_val).total.granted == 900
    assert grant.amounts.count() == 2


def test_neighbours_do_not_find_it_and_an_outside_partner_is_refused(
    browser_of, victor, paul, rose, le_val, la_crete
):
    grant, there = granted(le_val), granted(la_crete)
    typed = {"amount": "1", "reason": "Relu"}
    mine, theirs = standing(grant, "asked").pk, standing(there, "asked").pk

    for wrong in (f"{grant.pk}/montants/{theirs}", f"{there.pk}/montants/{theirs}", f"{grant.pk}/montants/{uuid4()}"):  # fmt: skip
        assert browser_of(rose).post(f"{HERE}financements/{wrong}/corriger/", typed).status_code in {403, 404}  # fmt: skip
    assert browser_of(victor).post(f"{HERE}financements/{grant.pk}/montants/{mine}/corriger/", typed).status_code == 403  # fmt: skip
    assert browser_of(paul).post(f"{HERE}financements/{grant.pk}/montants/{mine}/corriger/", typed).status_code == 422  # fmt: skip
    assert GrantAmount.objects.count() == 4


def test_a_payment_noted_too_high_opens_the_grant_again(le_val, ines):
    grant = paid_in_full(le_val)
    assert [row.amount for row in grant.amounts.filter(kind="paid").order_by("amount")] == [300, 900]  # fmt: skip

    actions.correct_amount(standing(grant, "paid"), Decimal(600), reason="Deux tranches", by=ines)
    grant.refresh_from_db()
    assert (grant.state, grant.paid, grant.paid_on) == ("granted", 600, date(2026, 6, 1))

    actions.correct_amount(standing(grant, "granted"), Decimal(600), reason="Réduit", by=ines)
    grant.refresh_from_db()
    assert grant.state == "paid"
    actions.correct_amount(standing(grant, "granted"), Decimal(900), reason="Non", by=ines)
    actions.correct_amount(standing(grant, "paid"), Decimal(0), reason="Jamais venu", by=ines)
    grant.refresh_from_db()
    assert (grant.state, grant.paid, grant.paid_on) == ("granted", 0, None)
    actions.pay(grant, paid=Decimal(900), on=date(2026, 9, 1), by=ines)
    assert figures.national_money().paid == 900
    assert len(figures.amount_figures(grant)) == 1 + 3 + 5


def test_a_payment_taken_away_takes_its_day_along(le_val, ines):
    grant = paid_in_full(le_val)

    actions.correct_amount(standing(grant, "paid"), Decimal(300), reason="Jamais venu", by=ines)
    grant.refresh_from_db()
    assert (grant.paid, grant.paid_on) == (300, date(2026, 3, 1))

    actions.correct_amount(standing(grant, "paid"), Decimal(400), reason="Si, 100", by=ines)
    grant.refresh_from_db()
    assert (grant.paid, grant.paid_on) == (400, date(2026, 6, 1))
    # The 900 of June stand no more: they do not date what was paid in September.
    actions.pay(grant, paid=Decimal(800), on=date(2026, 9, 1), by=ines)
    actions.correct_amount(standing(grant, "paid"), Decimal(700), reason="Relu", by=ines)
    grant.refresh_from_db()
    assert (grant.paid, grant.paid_on) == (700, date(2026, 9, 1))


@pytest.mark.parametrize("settled", [granted, paid_in_full])
def test_a_request_is_answered_once(browser_of, ines, le_val, settled):
    grant, rows = settled(le_val), GrantAmount.objects.count()
    for outcome in ({"outcome": "granted", "granted": "900"}, {"outcome": "refused", "reason": "Non"}):  # fmt: skip
        answer = browser_of(ines).post(
            f"{HERE}financements/{grant.pk}/reponse/",
            {"granted": "", "on": "2026-02-01", "label": "unknown", "reason": ""} | outcome,
        )
        assert answer.status_code == 422
        assert "déjà reçu une réponse" in text(answer) or "entre-temps" in text(answer)

    before = grant.state
    grant.refresh_from_db()
    assert (grant.state, GrantAmount.objects.count()) == (before, rows)
    with pytest.raises(Refusal, match="déjà reçu une réponse"):
        actions.grant_it(grant, granted=Decimal(5), on=date(2026, 2, 1), label="no", by=ines)


def test_what_a_correction_may_not_do(le_val, la_crete, ines):
    grant = paid_in_full(le_val)
    actions.share(grant, site=la_crete, asked=Decimal(400), by=None)
    gone = actions.withdraw_grant(asked(le_val, purpose="Bus"), reason="Non", by=ines)

    for row, new in (
        (standing(grant, "granted"), 899),  # less than was paid
        (standing(grant, "paid"), 901),  # more than was granted
        (standing(grant, "asked"), 399),  # less than the other site's part
        (standing(gone, "asked"), 5),
    ):
        with pytest.raises(Refusal):
            actions.correct_amount(row, Decimal(new), reason="Relu", by=ines)
    assert not GrantAmount.objects.exclude(reason="").exists()


def test_the_database_refuses_an_amount_changed_in_place(le_val):
    grant = paid_in_full(le_val)
    first, last = grant.amounts.filter(kind="paid").order_by("amount")

    def at_the_end(act):
        act()
        connection.check_constraints()

    def refused(act):
        with pytest.raises(DatabaseError), transaction.atomic():
            at_the_end(act)

    for changed in ({"asked": 5}, {"granted": 2000}, {"paid": 100, "state": "granted"}):
        refused(lambda c=changed: Grant.objects.filter(pk=grant.pk).update(**c))
    refused(lambda: grant.amounts.update(amount=1))
    refused(last.delete)
    facts = {"grant": grant, "kind": "paid", "on": date(2026, 6, 1)}
    for wrong in (
        {"amount": 950, "after": first, "reason": "Relu"},  # something already came after
        {"amount": 950, "after": last, "reason": "Relu"},  # the grant does not follow
        {"amount": 5, "after": last},  # a payment that takes money back
        {"amount": 950},  # a second first one
        {"amount": 5, "after": standing(grant, "asked"), "reason": "Relu"},  # of another kind
        {"amount": 5, "kind": "granted", "after": standing(grant, "granted")},  # without a reason
    ):
        refused(lambda w=wrong: GrantAmount.objects.create(**(facts | w)))
    refused(lambda: Grant.objects.create(site=le_val, funder="A", funder_kind="state", purpose="B", asked=5, asked_on=date(2026, 1, 1)))  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_stands_and_the_other_is_told(le_val, ines, marc):
    row, said = standing(granted(le_val), "granted"), []
    start = threading.Barrier(2)

    def correct(person, amount):
        start.wait()
        try:
            actions.correct_amount(row, Decimal(amount), reason="Relu", by=person)
        except Refusal as refusal:
            said.append(str(refusal))
        connection.close()

    threads = [threading.Thread(target=correct, args=pair) for pair in ((ines, 700), (marc, 800))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(said) == 1
    assert figures.money(le_val).total.granted in {700, 800}
    assert GrantAmount.objects.exclude(reason="").count() == 1
    assert ("Ines" if figures.money(le_val).total.granted == 700 else "Marc") in said[0]


STEPS = st.tuples(
    st.integers(1, 10_000), st.integers(0, 2), st.integers(0, 12_000), st.integers(0, 12_000),
    st.lists(st.tuples(st.sampled_from(["asked", "granted", "paid"]), st.integers(0, 12_000)), max_size=3),
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, max_size=4))
def test_no_euro_is_in_two_totals_whatever_is_shared_and_corrected(le_val, la_crete, histories):
    with transaction.atomic():
        third = make.site("Le Bas", town=make.commune("59997", "Le Bas"))
        sites = [le_val, la_crete, third]
        for number, (amount, owner, part, paid, corrections) in enumerate(histories):
            grant = granted(sites[owner], amount, purpose=f"n° {number}")
            tried(lambda g=grant, p=paid: actions.pay(g, paid=Decimal(p), on=date(2026, 3, 1), by=None))  # fmt: skip
            other = sites[(owner + 1) % 3]
            tried(lambda g=grant, o=other, p=part: actions.share(g, site=o, asked=Decimal(p), granted=Decimal(p), by=None))  # fmt: skip
            for kind, new in corrections:
                row = grant.amounts.current().filter(kind=kind).first()
                if row is not None:
                    tried(lambda r=row, n=new: actions.correct_amount(r, Decimal(n), reason="Relu", by=None))  # fmt: skip

        total = sum(figures.money_of(sites).values(), figures.Money())
        listed = [figures.money(site) for site in sites]
        rows = GrantAmount.objects.current()
        written = {kind: sum(rows.filter(kind=kind).values_list("amount", flat=True)) for kind in ("asked", "granted", "paid")}  # fmt: skip

        assert total == sum((f.total for f in listed), figures.Money()) == figures.national_money()
        assert (total.asked, total.granted, total.paid) == tuple(written.values())
        for found in listed:
            for heaps in figures.heaps(found):
                assert sum((heap.money for heap in heaps), figures.Money()) == found.total
        transaction.set_rollback(True)


def tried(act):
    """Does it, or lets the portal refuse it."""
    try:
        act()
    except Refusal:
        return
