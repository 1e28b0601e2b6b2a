"""Neighbourhoods through the editions of the list, sites that follow, communes that merge, waves."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.models import Entry
from kit.states import Refusal
from sites import actions, figures
from sites.imports.lineage import derive_lineage
from sites.imports.places import follow_mergers
from sites.imports.reading import Row
from sites.models import Commune, Lineage, Neighbourhood, Wave
from tests import make

LINKS = "/sites/le-val/vie/quartiers/"
R = Lineage.Relation


def text_of(response):
    return " ".join(response.content.decode().split())


def quarter(code, *towns, editions=(2025, 2026), retired_in=None):
    found = make.neighbourhood(code, f"Quartier {code}")
    found.communes.set([make.commune(town, f"Ville {town}") for town in towns])
    Neighbourhood.objects.filter(pk=code).update(editions=list(editions), retired_in=retired_in)
    found.refresh_from_db()
    return found


def gone(code, *towns):
    return quarter(code, *towns, editions=(2025,), retired_in=2026)


def came(code, *towns):
    return quarter(code, *towns, editions=(2026,))


def steps():
    rows = Lineage.objects.values_list("former", "relation", "later")
    return {(former, relation, later) for former, relation, later in rows}


def test_the_lists_tell_what_became_of_whom_by_their_communes(db):
    quarter("QN05910I", "59001")
    gone("QN05911N", "59002")
    came("QN05912M", "59002")
    gone("QN05913N", "59003")
    gone("QN05914N", "59003")
    came("QN05915C", "59003")
    gone("QN05916N", "59004", "59005")
    came("QN05917N", "59004")
    came("QN05918N", "59005")
    gone("QN05919N", "59006")
    came("QN05920N", "59007")

    assert derive_lineage({2025, 2026}) == 7
    assert derive_lineage({2025, 2026}) == 0
    assert steps() == {
        ("QN05911N", "modified", "QN05912M"),
        ("QN05913N", "merged", "QN05915C"),
        ("QN05914N", "merged", "QN05915C"),
        ("QN05916N", "split", "QN05917N"),
        ("QN05916N", "split", "QN05918N"),
        ("QN05919N", "left", None),
        (None, "new", "QN05920N"),
    }


def test_everybody_reads_the_lineage_of_a_neighbourhood(client, le_val):
    gone("QN05913N", "59003")
    gone("QN05914N", "59003")
    came("QN05915C", "59003")
    derive_lineage({2025, 2026})

    page = text_of(client.get("/quartiers/qn05913n/"))
    assert "N’est plus sur la liste officielle depuis 2026." in page
    assert 'href="/quartiers/QN05915C/"' in page
    assert "fusionné avec d’autres, édition 2026" in page
    assert "Quartier QN05914N" in text_of(client.get("/quartiers/QN05915C/"))
    assert "Le Val" in text_of(client.get("/quartiers/QN05998N/"))
    assert client.get("/quartiers/QN00000N/").status_code == 404


def test_a_site_that_is_not_public_is_not_named_there(client, browser_of, maud, db):
    site = make.site("Discret", public_since=None)
    make.neighbourhood(of=site)

    assert "Discret" not in text_of(client.get("/quartiers/QN05998N/"))
    assert "Discret" in text_of(browser_of(maud).get("/quartiers/QN05998N/"))


def test_maud_says_what_became_of_a_neighbourhood_and_it_stays(browser_of, maud):
    gone("QN05913N", "59003")
    came("QN05915C", "59004")
    derive_lineage({2025, 2026})
    page = "/quartiers/QN05913N/filiation/"

    browser_of(maud).post(
        page, {"relation": "unchanged", "later": "qn05915c", "reason": "Décret, annexe 2"}
    )

    assert ("QN05913N", "unchanged", "QN05915C") in steps()
    assert ("QN05913N", "left", None) not in steps()
    assert derive_lineage({2025, 2026}) == 0
    assert "Décret, annexe 2 (Maud Ferrand)" in text_of(browser_of(maud).get(page[:-10]))
    assert Entry.objects.filter(kind="sites.lineage_said").count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"relation": "eaten"}, "choix valide"),
        ({"reason": ""}, "obligatoire"),
        ({"later": "QN00000N"}, "Aucun quartier n’a le code QN00000N."),
        ({"later": "x" * 9}, "8"),
        ({"later": ""}, "Nommez le quartier"),
        ({"relation": "left"}, "Nommez le quartier"),
        ({"later": "QN05913N"}, "n’était pas sur la liste"),
    ],
)
def test_a_wrong_lineage_is_told_and_changes_nothing(browser_of, maud, fields, said):
    gone("QN05913N", "59003")
    came("QN05915C", "59003")
    typed = {"relation": "split", "later": "QN05915C", "reason": "Décret"} | fields

    answer = browser_of(maud).post("/quartiers/QN05913N/filiation/", typed)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Lineage.objects.exists()


def test_a_neighbourhood_of_the_present_list_became_nothing_yet(maud, db):
    present = quarter("QN05910I", "59001")

    with pytest.raises(Refusal, match="liste actuelle"):
        actions.say_lineage(present, later=None, relation=R.LEFT, reason="x", by=maud)


def test_the_database_refuses_a_lineage_without_its_ends(db):
    here = quarter("QN05910I", "59001")

    for wrong in (
        {"former": here, "relation": "new"},
        {"former": here, "relation": "split"},
        {"former": here, "later": here, "relation": "split"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Lineage.objects.create(edition=2026, **wrong)


def test_a_site_follows_the_list_in_the_middle_of_a_year(browser_of, maud, le_val):
    new = came("QN05915C", "59999")
    Neighbourhood.objects.filter(pk="QN05998N").update(editions=[2025], retired_in=2026)
    derive_lineage({2025, 2026})
    browser = browser_of(maud)
    assert figures.outdated_links([le_val]) == {
        le_val.pk: (figures.Outdated("Les Tilleuls", 2026),)
    }
    page = text_of(browser.get(LINKS))
    assert "N’est plus sur la liste officielle depuis 2026." in page
    assert 'href="?qpv=QN05915C#add"' in page

    link = le_val.links.get()
    browser.post(f"{LINKS}{link.pk}/fin/", {"last_day": "2026-06-30", "reason": "Nouvelle liste"})
    answer = browser.post(
        LINKS, {"code": "qn05915c", "since": "2026-07-01", "reason": "Nouvelle liste"}, follow=True
    )

    assert "Du 10 janvier 2023 au 30 juin 2026" in text_of(answer)
    assert "Nouvelle liste" in text_of(answer)
    assert [n.code for n in le_val.neighbourhoods_on(date(2026, 6, 30))] == ["QN05998N"]
    assert le_val.neighbourhoods_on(date(2026, 7, 1)) == [new]
    assert figures.outdated_links([le_val]) == {le_val.pk: ()}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": ""}, "obligatoire"),
        ({"code": "QN00000N"}, "Aucun quartier n’a le code QN00000N."),
        ({"code": "\x00"}, "obligatoire"),
        ({"code": "QN05998N"}, "déjà lié"),
        ({"code": "QN05913N"}, "n’est plus sur la liste officielle depuis 2026"),
        ({"since": "2014-12-31"}, "1er janvier 2015"),
        ({"since": "2028-01-01"}, "dans un an"),
        ({"since": "demain"}, "date valide"),
        ({"reason": ""}, "obligatoire"),
        ({"reason": "x" * 2001}, "2000"),
    ],
)
def test_a_wrong_link_is_told_and_not_made(browser_of, maud, le_val, fields, said):
    quarter("QN05910I", "59001")
    gone("QN05913N", "59003")
    typed = {"code": "QN05910I", "since": "2026-07-01", "reason": "Oui"} | fields

    answer = browser_of(maud).post(LINKS, typed)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert le_val.links.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"last_day": "2020-01-01"}, "avant d’avoir commencé"),
        ({"last_day": "2099-01-01"}, "dans un an"),
        ({"reason": ""}, "obligatoire"),
    ],
)
def test_a_wrong_end_of_a_link_is_told(browser_of, maud, le_val, fields, said):
    link = le_val.links.get()

    answer = browser_of(maud).post(
        f"{LINKS}{link.pk}/fin/", {"last_day": "2026-06-30", "reason": "Oui"} | fields
    )

    assert answer.status_code == 422
    assert said in text_of(answer)
    link.refresh_from_db()
    assert link.during.upper is None


def test_links_cost_the_same_for_one_and_for_thirty(browser_of, maud, le_val):
    counts = []
    for rank in range(29):
        if rank + 1 in {1, 3, 29}:
            with CaptureQueriesContext(connection) as queries:
                browser_of(maud).get(LINKS)
            counts.append(len(queries))
        gone_one = gone(f"QN0{10 + rank:02}10N", f"59{100 + rank}")
        le_val.links.create(neighbourhood=gone_one, during=(date(2025, 1, 1), date(2026, 1, 1)))

    assert len(set(counts)) == 1, counts


def test_a_site_follows_its_commune_into_another(le_val):
    later = make.commune("59990", "Val-Nouveau")
    Commune.objects.filter(pk="59990").update(former_codes=["59999"])
    rows = [Row(2, {"code": "59990"})]

    assert follow_mergers([*rows, Row(3, {"code": "59999"})]) == 0
    assert follow_mergers(rows) == 1
    assert follow_mergers(rows) == 0
    le_val.refresh_from_db()
    assert le_val.commune == later
    entry = Entry.objects.get(kind="sites.commune_merged")
    assert "Val-Nouveau (59990)" in entry.sentence


def test_maud_adds_a_wave_and_changes_it(browser_of, maud, db):
    make.wave(1)
    typed = {"number": "4", "name": "Vague 4", "period": "2027", "started_on": "2027-03-01"}

    page = browser_of(maud).post("/national/vagues/", typed, follow=True)
    assert "Vague 4" in text_of(page)
    browser_of(maud).post("/national/vagues/4/", typed | {"name": "Vague du Sud", "number": "9"})

    wave = Wave.objects.get(number=4)
    assert (wave.name, wave.started_on) == ("Vague du Sud", date(2027, 3, 1))
    kinds = Entry.objects.filter(kind__startswith="sites.wave").order_by("position")
    assert [entry.kind for entry in kinds] == ["sites.wave_added", "sites.wave_changed"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"number": "1"}, "déjà une vague"),
        ({"number": "0"}, "1"),
        ({"number": "99999"}, "999"),
        ({"name": ""}, "obligatoire"),
        ({"name": "x" * 61}, "60"),
        ({"started_on": "2027-02-30"}, "date valide"),
    ],
)
def test_a_wrong_wave_is_told(browser_of, maud, fields, said):
    make.wave(1)
    typed = {"number": "4", "name": "Vague 4", "period": "", "started_on": "2027-03-01"} | fields

    answer = browser_of(maud).post("/national/vagues/", typed)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert Wave.objects.count() == 1


def test_reference_pages_are_for_the_national_team(browser_of, client, ines, le_val):
    link = le_val.links.get()
    for page in (LINKS, f"{LINKS}{link.pk}/fin/", "/national/vagues/", "/national/vagues/1/",
                 "/quartiers/QN05998N/filiation/"):  # fmt: skip
        assert client.get(page).status_code == 302
        assert browser_of(ines).get(page).status_code == 403


def test_a_link_of_another_site_and_an_unknown_wave_are_not_there(
    browser_of, maud, le_val, la_crete
):
    link = la_crete.links.get()

    assert browser_of(maud).get(f"{LINKS}{link.pk}/fin/").status_code == 404
    assert browser_of(maud).get("/national/vagues/77/").status_code == 404
