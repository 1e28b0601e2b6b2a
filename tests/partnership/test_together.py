"""Money of sites: asked, granted, paid, shared; never counted twice. And who enters where."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kit.states import Refusal
from partnership import actions, figures
from partnership.models import Grant, GrantShare
from tests.partnership.test_partners import text

TODAY = date(2026, 11, 24)
HERE = "/sites/le-val/"


def asked(site, by=None, amount=900, **more):
    facts = {"funder": "Caf", "funder_kind": "social", "purpose": "Accueil", "asked_on": date(2026, 1, 5)}  # fmt: skip
    return actions.ask_grant(site, asked=Decimal(amount), by=by, **(facts | more))


def granted(site, amount=900, **more):
    grant = asked(site, amount=amount, **more)
    return actions.grant_it(grant, granted=Decimal(amount), on=date(2026, 2, 1), label="helped", by=None)  # fmt: skip


@pytest.mark.parametrize("amount", ["-4", "0", "1.234", "beaucoup", "1,234567", "99999999999", "", "5 %"])  # fmt: skip
def test_an_amount_that_does_not_fit_is_told_and_kept(browser_of, ines, le_val, amount):
    answer = browser_of(ines).post(
        f"{HERE}financements/nouveau/",
        {"funder": "Caf", "funder_kind": "social", "purpose": "Accueil", "asked": amount, "asked_on": "2026-01-05"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert 'value="Caf"' in text(answer)
    assert not Grant.objects.exists()


def test_money_goes_from_asked_to_paid_in_pages(browser_of, ines, le_val, la_crete):
    browser, here = browser_of(ines), f"{HERE}financements/"
    typed = {"funder": "Caf", "funder_kind": "social", "purpose": "Accueil", "asked": "1 234,56", "asked_on": "2026-01-05"}  # fmt: skip
    for _click in range(2):
        assert browser.post(f"{here}nouveau/", typed).status_code == 302
    grant = Grant.objects.get()
    assert grant.asked == Decimal("1234.56")

    answer = {"outcome": "granted", "granted": "1 000", "on": "2026-02-01", "label": "decisive", "reason": ""}  # fmt: skip
    assert browser.post(f"{here}{grant.pk}/reponse/", answer).status_code == 302
    assert browser.post(f"{here}{grant.pk}/versement/", {"paid": "1 001", "on": "2026-03-01"}).status_code == 422  # fmt: skip
    assert browser.post(f"{here}{grant.pk}/versement/", {"paid": "1 000", "on": "2026-03-01"}).status_code == 302  # fmt: skip
    part = {"site": "la crete", "asked": "400", "granted": "1 001", "paid": ""}
    assert browser.post(f"{here}{grant.pk}/part/", part).status_code == 422
    assert browser.post(f"{here}{grant.pk}/part/", part | {"granted": "300"}).status_code == 302

    grant.refresh_from_db()
    assert grant.state == "paid"
    found = figures.money_of([le_val, la_crete])
    assert (found[le_val.pk].granted, found[la_crete.pk].granted) == (700, 300)
    assert figures.national_money().granted == 1000
    assert browser.get(f"{here}{grant.pk}/").status_code == 200
    assert "1000,00" in browser.get(f"{here}financements.csv").content.decode()


def test_shares_beyond_the_grant_are_refused_by_the_database_too(le_val, la_crete):
    grant = granted(le_val)

    with pytest.raises(Refusal):
        actions.share(grant, site=la_crete, asked=Decimal(901), by=None)
    for wrong in (
        {"site": la_crete, "asked": 901},
        {"site": la_crete, "paid": 1},
        {"site": le_val},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            GrantShare.objects.create(grant=grant, **wrong)


def test_pages_inside_are_for_the_people_of_the_site(client, browser_of, victor, rose, le_val):
    for page in ("collectif/", "structure-d-appui/", "financements/", "journees-d-appui/"):
        assert client.get(HERE + page).status_code == 302
        assert browser_of(victor).get(HERE + page).status_code == 403
        assert browser_of(rose).get(HERE + page).status_code == 200


def test_lists_ask_as_often_whatever_the_number(browser_of, ines, le_val, la_crete):
    counts = {
        page: [] for page in ("collectif/", "financements/", "journees-d-appui/", "decisions/")
    }
    for total in (1, 3, 30):
        for number in range(Grant.objects.count(), total):
            actions.share(
                asked(le_val, purpose=f"n° {number}"), site=la_crete, asked=Decimal(1), by=None
            )
            actions.log_support(le_val, kind="webinar", title="W", on=TODAY, days=Decimal(1), attendance={"residents": 2}, by=None)  # fmt: skip
            decision = actions.propose(le_val, title=f"D{number}", proposal="P", by=ines)
            actions.object_to(decision, place="state", reason="R", by=ines)
        for page, seen in counts.items():
            with CaptureQueriesContext(connection) as queries:
                browser_of(ines).get(HERE + page)
            seen.append(len(queries))

    assert {page: len(set(seen)) for page, seen in counts.items()} == dict.fromkeys(counts, 1), (
        counts
    )
