"""Partners of a site: who reads, who changes, what is refused, and the picture of their growth."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.models import Entry
from kit.states import Refusal
from partnership import actions, figures
from partnership.actions import Facts
from partnership.models import BackboneHolder, Partner
from tests import make

LIST = "/sites/le-val/partenaires/"
ADD = f"{LIST}nouveau/"
TYPED = {
    "name": "Mission locale", "sector": "employment", "starts_on": "2024-03-01",
    "contact_name": "Jeanne Petit", "contact_email": "jeanne@example.org", "contact_phone": "",
}  # fmt: skip


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def facts(name="Mission locale", sector="employment", day=date(2024, 3, 1), **more):
    return Facts(name=name, sector=sector, starts_on=day, **more)


@pytest.fixture
def mission(le_val):
    return actions.add_partner(
        le_val, facts(contact_name="Jeanne Petit", contact_email="j@example.org"), by=None
    )


@pytest.fixture
def backbone(le_val):
    """Paul's organisation holds a function of the backbone."""
    return BackboneHolder.objects.create(
        site=le_val, function="coordination", organisation="MISSION  locale",
        fte="0.5", starts_on=date(2024, 1, 1),
    )  # fmt: skip


def test_a_triad_member_adds_a_partner_and_everybody_reads_it(browser_of, marc, client, le_val):
    answer = browser_of(marc).post(ADD, TYPED, follow=True)

    assert "Mission locale" in text(answer)
    assert "Jeanne Petit" in text(answer)
    public = text(client.get(LIST))
    assert "Mission locale" in public
    assert "Jeanne" not in public
    assert "jeanne@example.org" not in public
    assert Entry.objects.of_site("le-val").first().kind == "partnership.partner_added"
    assert "jeanne" not in str(Entry.objects.of_site("le-val").first().facts).lower()


def test_a_double_click_adds_one_partner(browser_of, marc, le_val):
    browser = browser_of(marc)

    for _click in range(2):
        assert browser.post(ADD, TYPED).status_code == 302

    assert Partner.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""}, {"name": "x" * 161}, {"name": "\x00 ---"}, {"sector": "royal"}, {"sector": ""},
        {"starts_on": "2027-01-01"}, {"starts_on": "0001-01-01"}, {"starts_on": "32/01/2024"},
        {"contact_email": "pas une adresse"}, {"contact_name": "x" * 121},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_beside_the_field_and_kept(browser_of, marc, le_val, typed):
    answer = browser_of(marc).post(ADD, TYPED | typed)

    assert answer.status_code == 422
    assert "error-summary" in text(answer)
    assert 'class="error' in text(answer)
    assert not Partner.objects.exists()


def test_the_same_name_twice_is_refused_whatever_its_accents(browser_of, marc, mission):
    answer = browser_of(marc).post(ADD, TYPED | {"name": "MISSION-LOCALE", "sector": "social"})

    assert answer.status_code == 422
    assert "MISSION-LOCALE" in text(answer)
    assert Partner.objects.count() == 1


def test_a_partner_is_corrected_and_the_journal_keeps_the_earlier_name(browser_of, ines, mission):
    where = f"{LIST}{mission.pk}/"
    assert 'value="Mission locale"' in text(browser_of(ines).get(where))

    browser_of(ines).post(where, TYPED | {"name": "Mission locale du Val"})

    mission.refresh_from_db()
    assert mission.name == "Mission locale du Val"
    assert Entry.objects.of_site("le-val").first().facts["before"] == "Mission locale"


def test_a_partner_leaves_once_and_its_contact_is_forgotten(browser_of, ines, mission, client):
    where = f"{LIST}{mission.pk}/depart/"
    browser = browser_of(ines)

    assert browser.post(where, {"on": "2024-02-01"}).status_code == 422
    assert browser.post(where, {"on": "2026-11-01", "reason": "Fusion"}).status_code == 302
    assert browser.post(where, {"on": "2026-11-02"}).status_code == 422

    mission.refresh_from_db()
    assert (mission.ends_on, mission.contact_name, mission.contact_email) == (
        date(2026, 11, 1), "", "",
    )  # fmt: skip
    assert "1 organisation a participé avant" in text(client.get(LIST))
    assert "Fusion" in text(client.get(f"{LIST}?when=before"))
    assert figures.network(mission.site).total == 0


def test_who_left_may_come_back(mission, ines):
    actions.leave(mission, by=ines, on=date(2025, 1, 1))

    actions.add_partner(mission.site, facts(day=date(2025, 6, 1)), by=ines)

    assert Partner.objects.count() == 2


def test_a_partner_outside_the_backbone_changes_nothing(browser_of, paul, le_val, mission):
    browser = browser_of(paul)

    assert "Ajouter un partenaire" not in text(browser.get(LIST))
    assert "Jeanne Petit" in text(browser.get(LIST))
    assert browser.post(ADD, TYPED | {"name": "Autre"}).status_code == 422
    assert browser.post(f"{LIST}{mission.pk}/depart/", {"on": "2026-11-01"}).status_code == 422
    assert Partner.objects.get().ends_on is None


def test_the_backbone_s_people_keep_the_list(browser_of, paul, le_val, backbone):
    assert "Ajouter un partenaire" in text(browser_of(paul).get(LIST))
    assert browser_of(paul).post(ADD, TYPED).status_code == 302


def test_neighbours_and_visitors_change_nothing(browser_of, victor, client, lila, mission):
    for path in (ADD, f"{LIST}coller/", f"{LIST}{mission.pk}/"):
        assert browser_of(victor).post(path, TYPED).status_code == 403
        assert browser_of(lila).post(path, TYPED).status_code == 403
        assert client.post(path, TYPED).status_code == 302
    assert browser_of(victor).get(f"/sites/la-crete/partenaires/{mission.pk}/").status_code in {
        403,
        404,
    }
    assert browser_of(victor).get(f"/sites/la-crete/partenaires/{uuid4()}/").status_code == 404
    assert Partner.objects.get().name == "Mission locale"


def test_the_picture_says_who_is_missing_those_that_sites_usually_lack_first(le_val, mission):
    actions.add_partner(le_val, facts("Théâtre du Val", "culture", date(2022, 5, 1)), by=None)

    found = figures.network(le_val)

    assert [s.sector for s in found.blind][:2] == ["economy", "small"]
    assert "culture" not in [s.sector for s in found.blind]
    assert [(p.label, p.value) for p in found.growth] == [
        ("2022", 1), ("2023", 1), ("2024", 2), ("2025", 2), ("2026", 2),
    ]  # fmt: skip


def test_the_page_draws_what_its_tables_say(client, le_val, mission):
    page = client.get(LIST).content.decode()

    assert 'class="curve strands"' in page
    assert page.count("<table") >= 3
    assert 'class="empty"' in client.get("/sites/le-val/partenaires/").content.decode() or mission


def test_an_empty_site_says_what_will_appear(client, la_crete):
    assert 'class="empty"' in text(client.get("/sites/la-crete/partenaires/"))


def test_the_file_is_safe_for_spreadsheets_and_holds_no_person_in_public(
    client, browser_of, paul, le_val, mission
):
    actions.add_partner(le_val, facts("=HYPERLINK(1)", "small"), by=None)

    public = client.get(f"{LIST}partenaires.csv").content.decode()

    assert "'=HYPERLINK(1)" in public
    assert "Jeanne" not in public
    assert "Jeanne Petit" in browser_of(paul).get(f"{LIST}partenaires.csv").content.decode()


def test_the_database_refuses_two_of_a_name_at_once_and_wrong_days(le_val, mission):
    for wrong in (
        {"name": "mission locale", "starts_on": date(2025, 1, 1)},
        {"name": "Autre", "starts_on": date(2025, 1, 1), "ends_on": date(2024, 1, 1)},
        {"name": " -- ", "starts_on": date(2025, 1, 1)},
        {"name": "Autre", "starts_on": date(2025, 1, 1), "sector": "royal"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Partner.objects.create(site=le_val, **({"sector": "sport"} | wrong))


def test_the_list_asks_the_database_as_often_whatever_the_number(browser_of, marc, le_val):
    counts = []
    browser = browser_of(marc)
    for total in (1, 3, 30):
        while Partner.objects.count() < total:
            actions.add_partner(le_val, facts(f"Club {Partner.objects.count()}", "sport"), by=None)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            browser.get(LIST)
        counts.append(len(seen))

    assert len(set(counts)) == 1


def test_summaries_of_many_sites_cost_one_query(
    le_val, la_crete, mission, django_assert_num_queries
):
    third = make.site("Le Bas", town=make.commune("59997", "Le Bas"))

    with django_assert_num_queries(1):
        found = figures.networks([le_val, la_crete, third])

    assert (found[le_val.pk].total, found[la_crete.pk].total) == (1, 0)
    assert len(found[third.pk].usual_blind) == 3


def test_a_day_to_come_is_no_day_of_joining(le_val, ines):
    with pytest.raises(Refusal):
        actions.add_partner(le_val, facts(day=date(2026, 12, 1)), by=ines)
