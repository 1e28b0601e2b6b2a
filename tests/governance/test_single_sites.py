"""A facilitator may be given one site outside the region: from a day, for a reason, until a day."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from community.models import Forum, Topic
from governance import actions
from governance.models import Membership
from governance.standing import standing_of
from journal.models import Entry, Letter
from kit.states import Refusal
from sites.models import Site
from tests import make
from tests.conftest import TODAY
from tests.sites.test_races import at_once

WHO = "/national/animateurs/"
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
WHY = "Le centre de Lyon n’a personne avant mars"


@pytest.fixture
def far(db):
    """A site of another region that is not public yet."""
    region = make.region("84", "Auvergne-Rhône-Alpes")
    town = make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=region))
    return make.site("Les Pentes", town=town, public_since=None)


@pytest.fixture
def farther(far):
    """Its neighbour, which nobody gave to Rose."""
    return make.site("Les Hauts", town=far.commune, public_since=None)


def give(person, site, by, **more):
    facts = {"starts_on": TODAY, "reason": WHY} | more
    return actions.give_site(person, site=site, by=by, **facts)


def test_the_right_holds_from_its_first_to_its_last_day_and_nowhere_else(rose, maud, far, farther):
    give(rose, far, maud, starts_on=TOMORROW, ends_on=TODAY + timedelta(days=9))

    held = [standing_of(rose, far, TODAY + timedelta(days=n)).roles for n in (0, 1, 9, 10)]
    assert held == [set(), {Role.FACILITATOR}, {Role.FACILITATOR}, set()]
    assert standing_of(rose, farther, TOMORROW).roles == set()


@pytest.mark.parametrize(
    ("who", "where", "more"),
    [
        ("ines", "far", {}),
        ("rose", "le_val", {}),
        ("rose", "far", {"starts_on": YESTERDAY}),
        ("rose", "far", {"ends_on": YESTERDAY}),
        ("rose", "far", {"reason": "  "}),
    ],
    ids=["no facilitator", "own region", "in the past", "ends before it begins", "no reason"],
)
def test_what_makes_no_sense_is_refused(request, maud, who, where, more):
    before = Membership.objects.count()
    person, site = request.getfixturevalue(who), request.getfixturevalue(where)
    before = Membership.objects.count()

    with pytest.raises(Refusal):
        give(person, site, maud, **more)
    assert Membership.objects.count() == before


def test_the_database_asks_who_gave_it_and_why(rose, maud, far):
    facts = {"kind": "facilitator", "person": rose, "site": far, "starts_on": TODAY}

    for wrong in ({"given_by": maud}, {"reason": WHY}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(**facts, **wrong)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_of_the_team_at_once_give_it_once(rose, maud, far):
    said = at_once(*[lambda: give(rose, far, maud)] * 3)

    assert said == ["done", "refused", "refused"]
    assert far.memberships.count() == 1
    assert Entry.objects.filter(kind="governance.site_given", site=far.slug).count() == 1
    assert Letter.objects.filter(to=rose.email).count() == 1


def test_reports_archive_forum_and_lists_follow_and_leave_the_same_day(
    browser_of, rose, maud, far, farther, le_val, set_day
):
    here, there = make.edition(far, final=False), make.edition(farther, final=False)
    make.edition(le_val, final=False)
    pdf, other = (f"/sites/{e.site.slug}/rapports/{e.pk}.pdf" for e in (here, there))
    forum = Forum.objects.create(kind="site", slug="f-pentes", name="Forum des Pentes", site=far)
    Topic.objects.create(forum=forum, title="Q", author_name="N")
    closed = Forum.objects.create(kind="site", slug="f-hauts", name="Forum des Hauts", site=farther)
    browser = browser_of(rose)

    def seen():
        archive = b"".join(browser.get("/rapports/tout/").streaming_content)
        return {
            "reports": [n[:12] for n in zipfile.ZipFile(io.BytesIO(archive)).namelist()],
            "site": browser.get(f"/sites/{far.slug}/triade/").status_code,
            "pdf": browser.get(pdf).status_code,
            "forum": browser.get(forum.get_absolute_url()).status_code,
            "listed": far in Site.objects.visible_to(standing_of(rose)),
            "others": {browser.get(p).status_code for p in (other, closed.get_absolute_url(), f"/sites/{farther.slug}/")},
        }  # fmt: skip

    before = seen()
    given = give(rose, far, maud)
    during = seen()
    actions.take_site_back(given, on=TODAY, reason="Le poste est pourvu", by=maud)
    still = seen()
    set_day(TOMORROW)
    after = seen()

    assert (before["site"], before["pdf"], before["forum"], before["listed"]) == (404, 404, 404, False)  # fmt: skip
    assert (during["site"], during["pdf"], during["forum"], during["listed"]) == (200, 200, 200, True)  # fmt: skip
    assert len(during["reports"]) == len(before["reports"]) + 1 == 2
    assert still == during
    assert after == before
    assert {frozenset(s["others"]) for s in (before, during, after)} == {frozenset({404})}


def test_a_facilitator_of_the_region_reads_the_forums_of_its_sites_only(
    browser_of, rose, le_val, far
):
    own, other = (
        Forum.objects.create(kind="site", slug=site.slug, name=site.name, site=site)
        for site in (le_val, far)
    )

    assert browser_of(rose).get(own.get_absolute_url()).status_code == 200
    assert browser_of(rose).get(other.get_absolute_url()).status_code == 404


def test_the_team_gives_and_ends_on_a_page_and_rose_reads_why(browser_of, rose, maud, far):
    staff, form = browser_of(maud), f"{WHO}{rose.pk}/sites/"
    typed = {"site": "les pentes", "starts_on": "2026-11-24", "ends_on": "", "reason": WHY}
    wrong = staff.post(form, typed | {"site": "Les Pantes"})
    assert wrong.status_code == 422
    assert "Les Pantes" in wrong.content.decode()
    assert WHY in wrong.content.decode()

    assert staff.post(form, typed, follow=True).status_code == 200
    given = far.memberships.get()
    mine = browser_of(rose).get("/compte/").content.decode()
    assert WHY in mine
    assert "Maud Ferrand" in mine
    assert "Les Pentes" in Letter.objects.get(to=rose.email).subject

    end = f"{WHO}sites/{given.pk}/fin/"
    assert staff.post(end, {"on": "2026-11-23", "reason": "Non"}).status_code == 422
    assert staff.post(end, {"on": "2026-11-24", "reason": "Poste pourvu"}).status_code == 302
    kinds = Entry.objects.filter(site=far.slug).order_by("position").values_list("kind", "by_name")
    assert list(kinds) == [
        ("governance.site_given", "Maud Ferrand"),
        ("governance.site_taken_back", "Maud Ferrand"),
    ]
    assert "Poste pourvu" in staff.get(WHO).content.decode()


def test_what_was_ended_is_not_ended_again(rose, maud, far, set_day):
    given = give(rose, far, maud)
    actions.take_site_back(given, on=TODAY, reason="Fini", by=maud)
    set_day(TOMORROW)

    with pytest.raises(Refusal):
        actions.take_site_back(given, on=TOMORROW, reason="Encore", by=maud)
    with pytest.raises(Refusal):
        actions.take_site_back(rose.memberships.get(centre__isnull=False), on=TOMORROW, reason="Non", by=maud)  # fmt: skip


def test_the_list_asks_as_much_for_one_facilitator_as_for_many(
    browser_of, maud, far, django_assert_num_queries
):
    centre, browser = make.centre(), browser_of(maud)
    for count in (1, 3, 29):
        while Membership.objects.filter(centre=centre).count() < count:
            person = make.person(f"Anim {Membership.objects.count()}")
            make.member("facilitator", person, centre=centre)
            give(person, far, maud)
        with django_assert_num_queries(9):
            browser.get(WHO)
