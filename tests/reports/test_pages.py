"""Who finds which report, and what the pages say."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from journal.models import Entry
from reports import actions
from reports.models import Edition, EditionFile
from sites.models import Site
from tests import make
from tests.client import Guardian

LIST = "/rapports/"
THERE = "/sites/le-val/rapports/"
TODAY = date(2026, 11, 24)


def pdf_of(edition: Edition) -> str:
    return f"/sites/{edition.site.slug}/rapports/{edition.pk}.pdf"


def status(client: Guardian, url: str) -> int:
    return int(client.get(url).status_code)


@pytest.fixture
def far_away(db: Any) -> User:
    """Facilitator of a resource centre of another region."""
    elsewhere = make.region("84", "Auvergne-Rhône-Alpes")
    person = make.person("Noé Garnier")
    make.member("facilitator", person, centre=make.centre("Centre du Sud", regions=(elsewhere,)))
    return person


@pytest.fixture
def closed(draft: Edition, ines: User, le_val: Site) -> Edition:
    """The final edition of Le Val."""
    final = actions.close_report(le_val, draft.period_start, by=ines)
    assert actions.build_edition(final.pk)
    return Edition.objects.get(pk=final.pk)


def test_a_draft_is_for_those_who_work_with_the_site(
    draft: Edition,
    browser_of: Any,
    client: Guardian,
    ines: User,
    paul: User,
    rose: User,
    maud: User,
    lila: User,
    victor: User,
    far_away: User,
) -> None:
    people = {p.name.split()[0]: p for p in (ines, paul, rose, maud, lila, victor, far_away)}

    found = {name: status(browser_of(person), pdf_of(draft)) for name, person in people.items()}

    assert found | {"nobody": status(client, pdf_of(draft))} == {
        "Ines": 200,
        "Paul": 200,
        "Rose": 200,
        "Maud": 200,
        "Lila": 404,
        "Victor": 404,
        "Noé": 404,
        "nobody": 404,
    }


def test_a_final_report_of_a_public_site_is_for_everybody(
    closed: Edition, client: Guardian, browser_of: Any, far_away: User, draft: Edition
) -> None:
    assert status(client, pdf_of(closed)) == 200
    assert status(browser_of(far_away), pdf_of(closed)) == 200
    assert status(client, pdf_of(draft)) == 404


def test_an_edition_is_not_found_under_another_site(
    draft: Edition, la_crete: Site, browser_of: Any, maud: User
) -> None:
    assert status(browser_of(maud), f"/sites/la-crete/rapports/{draft.pk}.pdf") == 404


def test_a_facilitator_downloads_the_very_bytes(
    draft: Edition, browser_of: Any, rose: User
) -> None:
    answered = browser_of(rose).get(pdf_of(draft))

    assert answered.content == bytes(EditionFile.objects.get(pk=draft.pk).pdf)
    assert {
        name: answered[name]
        for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "ETag")
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="rapport-le-val-2026-T3-edition-1-projet.pdf"',
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{draft.sha256}"',
    }


def test_a_file_that_the_browser_has_is_not_sent_again(
    draft: Edition, browser_of: Any, rose: User
) -> None:
    answered = browser_of(rose).get(pdf_of(draft), headers={"If-None-Match": f'"{draft.sha256}"'})

    assert (answered.status_code, answered.content) == (304, b"")


def test_an_edition_in_the_making_has_no_file(
    le_val: Site, browser_of: Any, ines: User, quick_press: list[str]
) -> None:
    actions.make_due(TODAY)

    browser = browser_of(ines)
    assert status(browser, pdf_of(Edition.objects.select_related("site").get())) == 404
    assert "à composer" in browser.get(THERE).content.decode()


def slugs(client: Guardian) -> set[str]:
    return {row.slug for row in client.get(LIST).context["rows"]}


def test_each_person_finds_the_reports_of_their_sites(
    closed: Edition,
    la_crete: Site,
    browser_of: Any,
    client: Guardian,
    ines: User,
    rose: User,
    maud: User,
    victor: User,
    lila: User,
    far_away: User,
) -> None:
    actions.make_due(TODAY)

    people = {p.name.split()[0]: p for p in (ines, rose, maud, victor, lila, far_away)}
    found = {name: slugs(browser_of(person)) for name, person in people.items()}

    assert found | {"nobody": slugs(client)} == {
        "Ines": {"le-val"},
        "Rose": {"le-val", "la-crete"},
        "Maud": {"le-val", "la-crete"},
        "Victor": {"la-crete"},
        "Lila": {"le-val"},
        "Noé": set(),
        "nobody": {"le-val"},
    }


def test_without_a_report_the_page_says_what_will_appear(client: Guardian, le_val: Site) -> None:
    assert "Pas encore de rapport" in client.get(LIST).content.decode()
    assert "Pas encore de rapport" in client.get(THERE).content.decode()


def test_a_quarter_that_nobody_offered_counts_as_none(
    draft: Edition, browser_of: Any, rose: User
) -> None:
    page = browser_of(rose).get(LIST, {"periode": "2026-13-45'", "page": "x"})

    assert page.status_code == 200
    assert page.context["chosen"].value == "2026-07-01"


def test_all_the_finished_reports_of_a_quarter_come_as_one_archive(
    draft: Edition, la_crete: Site, browser_of: Any, rose: User
) -> None:
    actions.make_due(TODAY)

    answered = browser_of(rose).get("/rapports/tout/?periode=2026-07-01")

    content = io.BytesIO(b"".join(answered.streaming_content))
    with zipfile.ZipFile(content) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["rapport-le-val-2026-T3-edition-1-projet.pdf"]
        assert archive.read(archive.namelist()[0]) == bytes(EditionFile.objects.get().pdf)


def test_the_archive_of_nothing_leads_back_to_the_list(client: Guardian, draft: Edition) -> None:
    assert client.get("/rapports/tout/").headers["Location"] == LIST


def test_the_triad_closes_a_report_with_one_button(
    draft: Edition, browser_of: Any, ines: User, client: Guardian
) -> None:
    browser = browser_of(ines)
    page = browser.get(THERE)
    assert "Arrêter le rapport" in page.content.decode()

    answered = browser.post(f"{THERE}arreter/", {"period": "2026-07-01"}, follow=True)

    assert answered.redirect_chain == [(THERE, 302)]
    assert "Le rapport est arrêté." in answered.content.decode()
    final = Edition.objects.get(number=2)
    assert (final.final, final.asked_by) == (True, ines)
    assert Entry.objects.filter(kind="reports.report_closed").count() == 1


def test_with_htmx_the_list_says_what_happened(draft: Edition, browser_of: Any, ines: User) -> None:
    answered = browser_of(ines).htmx(f"{THERE}nouvelle-edition/", {"period": "2026-07-01"}, page=THERE)  # fmt: skip

    assert "édition 2 sera composée" in answered.content.decode()


def test_a_double_click_asks_once(draft: Edition, browser_of: Any, ines: User) -> None:
    browser = browser_of(ines)
    browser.post(f"{THERE}nouvelle-edition/", {"period": "2026-07-01"})

    second = browser.post(f"{THERE}nouvelle-edition/", {"period": "2026-07-01"})

    assert second.status_code == 422
    assert "en cours de composition" in second.content.decode()
    assert Edition.objects.count() == 2


@pytest.mark.parametrize("period", ["", "hier", "2026-02-31", "1999-01-01", "0\x00"])
def test_a_quarter_that_is_none_is_refused_with_a_sentence(
    draft: Edition, browser_of: Any, ines: User, period: str
) -> None:
    answered = browser_of(ines).post(f"{THERE}arreter/", {"period": period})

    assert answered.status_code == 422
    assert Edition.objects.count() == 1


def test_only_the_triad_closes_and_only_the_triad_and_nation_reissue(
    draft: Edition,
    browser_of: Any,
    client: Guardian,
    paul: User,
    rose: User,
    maud: User,
    victor: User,
    lila: User,
) -> None:
    asked = {"period": "2026-07-01"}
    for person in (paul, rose, maud, victor, lila):
        assert browser_of(person).post(f"{THERE}arreter/", asked).status_code == 403
    for person in (paul, rose, victor, lila):
        assert browser_of(person).post(f"{THERE}nouvelle-edition/", asked).status_code == 403
    assert client.post(f"{THERE}arreter/", asked).status_code == 302
    assert Edition.objects.count() == 1
    assert browser_of(maud).post(f"{THERE}nouvelle-edition/", asked).status_code == 302


def test_the_national_team_starts_an_edition_again(
    le_val: Site, browser_of: Any, maud: User, quick_press: list[str]
) -> None:
    actions.make_due(TODAY)
    Edition.objects.update(state="failed", due_at=None, tries=8, last_error="trop long")
    browser = browser_of(maud)
    assert "trop long" in browser.get(THERE).content.decode()

    answered = browser.post(f"{THERE}{Edition.objects.get().pk}/relancer/")

    assert answered.status_code == 302
    assert Edition.objects.get().state == "due"


def test_a_code_leads_to_the_fingerprint_of_the_file(closed: Edition, client: Guardian) -> None:
    page = client.get(f"/rapports/verifier/{closed.code}/").content.decode()

    assert closed.sha256 in page
    assert closed.figures_digest in page
    assert "Le Val" in page


def test_a_code_may_be_typed_with_dash_spaces_and_small_letters(
    closed: Edition, draft: Edition, client: Guardian
) -> None:
    typed = f" {draft.code[:4]}-{draft.code[4:]} ".lower()

    answered = client.get("/rapports/verifier/", {"code": typed}, follow=True)

    assert answered.redirect_chain == [(f"/rapports/verifier/{draft.code}/", 302)]
    assert draft.sha256 in answered.content.decode()
    assert "Une édition plus récente existe" in answered.content.decode()


@pytest.mark.parametrize("code", ["AAAA2222", "0OIL1234", "x" * 50, "é", "%3Cb%3E"])
def test_a_code_that_no_report_bears_is_not_found(client: Guardian, code: str, db: Any) -> None:
    answered = client.get(f"/rapports/verifier/{code}/")

    assert answered.status_code == 404
    assert "Vérifier un rapport" in answered.content.decode()


def test_the_code_form_is_empty_at_first(client: Guardian, db: Any) -> None:
    assert status(client, "/rapports/verifier/") == 200


def queries(client: Guardian, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("url", [LIST, THERE])
def test_a_longer_list_asks_the_database_no_more(
    url: str, draft: Edition, le_val: Site, browser_of: Any, rose: User
) -> None:
    client = browser_of(rose)
    counts = [queries(client, url)]
    for number in range(2, 31):
        if number in {4, 30}:
            counts.append(queries(client, url))
        town = make.commune(f"59{number:03d}", f"Ville {number}")
        site = make.site(f"Ville {number}", town=town)
        for owner in (site, le_val):
            Edition.objects.create(
                site=owner,
                period_start=draft.period_start,
                period_end=draft.period_end,
                number=number,
            )

    assert len(set(counts)) == 1, counts
    assert counts[0] <= 12, counts


def test_no_list_reads_the_bytes_of_a_file(draft: Edition, browser_of: Any, rose: User) -> None:
    client = browser_of(rose)
    for url in (LIST, THERE):
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        assert not any("editionfile" in query["sql"] for query in seen)
        loaded = [re.sub(r'EXISTS\(.*?\) AS "withheld"', "", query["sql"]) for query in seen]
        assert not any('"figures"' in sql for sql in loaded)
