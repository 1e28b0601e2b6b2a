"""The national team makes a site from the list of neighbourhoods in two minutes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.models import Entry
from kit.states import Refusal
from sites import actions, figures
from sites.models import CityProgramme, Site
from tests import make

NEW = "/national/sites/nouveau/"
TODAY = date(2026, 11, 24)


@pytest.fixture
def centre_ville(db):
    """Two neighbourhoods of the same name in two towns, as in life."""
    make.wave(2)
    make.wave(3)
    lens = make.commune("59001", "Lens-le-Grand")
    vimy = make.commune("59002", "Vimy-le-Haut")
    first = make.neighbourhood("QN05910N", "Centre Ville")
    second = make.neighbourhood("QN05911N", "Centre Ville")
    first.communes.set([lens])
    second.communes.set([vimy])
    return first, second


def typed(**fields):
    return {
        "name": "Centre Ville, Lens-le-Grand",
        "slug": "centre-ville-lens",
        "wave": "3",
        "programme": "",
        "commune": "59001",
        "on": "2026-11-20",
        "reason": "La ville a appelé",
        **fields,
    }


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_search_tells_neighbourhoods_of_one_name_apart(browser_of, maud, centre_ville):
    page = text_of(browser_of(maud).get(NEW, {"q": "centre ville"}))

    assert "2 quartiers trouvés" in page
    assert "Lens-le-Grand (Nord)" in page
    assert "Vimy-le-Haut (Nord)" in page
    only = text_of(browser_of(maud).get(NEW, {"q": "centre ville vimy"}))
    assert "Un quartier trouvé" in only
    assert "QN05911N" in text_of(browser_of(maud).get(NEW, {"q": "qn05911"}))
    assert "Rien trouvé" in text_of(browser_of(maud).get(NEW, {"q": "atlantide"}))


def test_maud_ticks_confirms_and_the_site_is_there(browser_of, maud, client, centre_ville):
    chosen = f"{NEW}?qpv=QN05910N&qpv=QN05911N"
    page = text_of(browser_of(maud).get(chosen))
    assert 'value="Lens-le-Grand – Vimy-le-Haut"' in page
    assert 'value="lens-le-grand-vimy-le-haut"' in page

    answer = browser_of(maud).post(chosen, typed(), follow=True)

    assert answer.redirect_chain == [("/sites/centre-ville-lens/vie/", 302)]
    site = Site.objects.get()
    assert (site.state, site.wave.number, site.stage_since) == ("expressed", 3, date(2026, 11, 20))
    assert {n.code for n in site.neighbourhoods_on()} == {"QN05910N", "QN05911N"}
    assert (site.lon, site.lat, site.map_lon) == (3.0, 50.4, 3.0)
    assert client.get("/sites/centre-ville-lens/").status_code == 404
    assert Entry.objects.filter(kind="sites.site_opened", by_id=maud.pk).count() == 1


def test_a_neighbourhood_of_another_site_is_refused(browser_of, maud, le_val, centre_ville):
    chosen = f"{NEW}?qpv=QN05998N"
    page = text_of(browser_of(maud).get(chosen))
    assert "Les Tilleuls (QN05998N) est déjà dans Le Val (actif)." in page
    assert "choisissez un autre quartier" in page
    assert "déjà dans Le Val" in text_of(browser_of(maud).get(NEW, {"q": "tilleuls"}))

    answer = browser_of(maud).post(chosen, typed(commune="59999"))

    assert answer.status_code == 422
    assert "Les Tilleuls est déjà dans le site Le Val." in text_of(answer)
    assert 'value="Centre Ville, Lens-le-Grand"' in text_of(answer)
    assert Site.objects.count() == 1


def test_a_cite_educative_shares_a_neighbourhood_and_is_warned(
    browser_of, maud, le_val, centre_ville
):
    cite_educative()
    chosen = f"{NEW}?qpv=QN05998N&programme=cite-001"
    page = text_of(browser_of(maud).get(chosen))
    assert "Assurez-vous que les deux sites se connaissent." in page

    sent = typed(commune="59999", programme="cite-001")
    answer = browser_of(maud).post(chosen, sent, follow=True)

    assert "Ce quartier est aussi dans un autre site : Les Tilleuls." in text_of(answer)
    assert Site.objects.count() == 2


def test_a_site_may_take_a_neighbourhood_of_a_cite_educative(maud, centre_ville):
    programme = cite_educative()
    for slug, of in (("cite", programme), ("le-bourg", None)):
        new = actions.NewSite(
            slug, slug, make.wave(), make.commune(), TODAY, city_programme=of,
            neighbourhoods=centre_ville[:1],
        )  # fmt: skip
        actions.open_site(new, by=maud)

    assert Site.objects.filter(links__neighbourhood="QN05910N").count() == 2


def test_a_link_to_a_neighbourhood_of_another_site_is_refused(maud, le_val, la_crete):
    other = la_crete.links.get().neighbourhood

    with pytest.raises(Refusal, match="Le Plateau est déjà dans le site La Crête"):
        actions.link_neighbourhood(le_val, other, by=maud, since=TODAY)


def test_a_link_that_is_shared_is_warned_before_and_named_after(
    browser_of, maud, le_val, centre_ville
):
    programme = cite_educative()
    new = actions.NewSite(
        "cite", "La Cité", make.wave(), make.commune(), TODAY, city_programme=programme
    )
    actions.open_site(new, by=maud)
    page, browser = "/sites/cite/vie/quartiers/", browser_of(maud)
    warned = text_of(browser.get(page, {"qpv": "qn05998n"}))
    assert "Les Tilleuls (QN05998N) est déjà dans Le Val (actif)." in warned
    assert "Assurez-vous que les deux sites se connaissent." in warned

    sent = {"code": "QN05998N", "since": "2026-11-20", "reason": "Même collège"}
    answer = text_of(browser.post(page, sent, follow=True))

    assert "Ce quartier est aussi dans un autre site : Le Val (actif)." in answer
    assert "est déjà dans" not in text_of(browser.get(page, {"qpv": "QN05910N"}))
    assert "est déjà dans" not in text_of(browser.get(page, {"qpv": "QN\x00"}))


def test_a_site_of_neighbourhoods_reads_that_it_cannot_share(browser_of, maud, le_val, la_crete):
    code = la_crete.links.get().neighbourhood_id

    page = text_of(browser_of(maud).get("/sites/le-val/vie/quartiers/", {"qpv": code}))

    assert "est déjà dans La Crête" in page
    assert "choisissez un autre quartier" in page


def cite_educative():
    programme = CityProgramme.objects.create(
        code="cite-001", kind="educative", name="Cité éducative de Lens"
    )
    programme.communes.set([make.commune("59001"), make.commune()])
    return programme


def test_a_neighbourhood_of_a_site_that_ended_is_free(browser_of, maud, le_val, centre_ville):
    actions.change_stage(le_val, Site.State.WITHDRAWN, by=maud, on=TODAY, reason="x")

    assert "déjà dans" not in text_of(browser_of(maud).get(f"{NEW}?qpv=QN05998N"))


def test_a_cite_educative_is_a_site_without_a_neighbourhood(browser_of, maud, centre_ville):
    programme = cite_educative()
    assert "Cité éducative de Lens" in text_of(browser_of(maud).get(NEW, {"q": "lens"}))

    chosen = f"{NEW}?programme=cite-001"
    assert 'value="Cité éducative de Lens"' in text_of(browser_of(maud).get(chosen))
    browser_of(maud).post(chosen, typed(programme="cite-001"))

    site = Site.objects.get()
    assert (site.programme, site.city_programme, site.commune.code) == (
        "educative", programme, "59001",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "obligatoire"),
        ({"name": "x" * 151}, "150"),
        ({"name": "\x00"}, "obligatoire"),
        ({"slug": "Le Bourg"}, "petites lettres"),
        ({"slug": "le--bourg"}, "petites lettres"),
        ({"slug": "demandes"}, "pages du portail"),
        ({"slug": "x" * 81}, "80"),
        ({"slug": "le-val"}, "Un autre site a cette adresse"),
        ({"wave": "9"}, "choix valide"),
        ({"commune": "59002"}, "choix valide"),
        ({"programme": "cite-999"}, "choix valide"),
        ({"on": "2026-11-25"}, "dans l’avenir"),
        ({"on": "0001-13-45"}, "date valide"),
        ({"reason": ""}, "obligatoire"),
    ],
)
def test_a_wrong_site_is_told_beside_the_field_and_not_made(
    browser_of, maud, le_val, centre_ville, fields, said
):
    answer = browser_of(maud).post(f"{NEW}?qpv=QN05910N", typed(**fields))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert Site.objects.count() == 1


def test_the_programme_of_a_site_is_said_wherever_it_is_shown(
    browser_of, maud, le_val, centre_ville
):
    new = actions.NewSite(
        "cite", "La Cité", make.wave(), make.commune(), TODAY,
        city_programme=cite_educative(), public_since=TODAY,
    )  # fmt: skip
    actions.open_site(new, by=maud)
    browser = browser_of(maud)

    directory = text_of(browser.get("/sites/"))
    assert "Hauts-de-France · cité éducative" in directory
    assert "Hauts-de-France · quartiers prioritaires" in directory
    assert "Cité éducative" in text_of(browser.get("/sites/cite/"))
    assert "Quartiers prioritaires" in text_of(browser.get("/sites/le-val/"))
    assert "Cité éducative de Lens" in text_of(browser.get("/sites/cite/vie/"))


def test_codes_that_do_not_exist_or_are_retired_are_left_out(browser_of, maud, centre_ville):
    first, _second = centre_ville
    first.retired_in = 2026
    first.save()

    page = browser_of(maud).get(f"{NEW}?qpv=QN05910N&qpv=QN00000X&qpv=%27&programme=x")

    assert page.status_code == 200
    assert "Ouvrir ce site" not in text_of(page)
    assert browser_of(maud).post(f"{NEW}?qpv=QN05910N", typed()).status_code == 200
    assert not Site.objects.exists()


def test_a_second_site_of_the_name_gets_another_address(le_val, centre_ville):
    make.site("Centre Ville, Lens-le-Grand", town=make.commune("59001"))

    assert figures.proposal(["QN05910N"]).slug == "centre-ville-lens-le-grand-2"


def test_the_action_refuses_an_address_that_is_taken(le_val, maud):
    new = actions.NewSite("le-val", "Le Val", make.wave(), make.commune(), TODAY)

    with pytest.raises(Refusal, match="adresse"):
        actions.open_site(new, by=maud)
    assert Site.objects.count() == 1


def test_a_search_costs_the_same_for_one_and_for_thirty(browser_of, maud):
    counts = []
    for rank in range(30):
        found = make.neighbourhood(f"QN0{10 + rank:02}10N", f"Moulin {rank}")
        make.site(f"Site {rank}").links.create(neighbourhood=found, during=(TODAY, None))
        if rank + 1 in {1, 3, 30}:
            with CaptureQueriesContext(connection) as queries:
                browser_of(maud).get(NEW, {"q": "moulin"})
            counts.append(len(queries))

    assert len(set(counts)) == 1, counts


def test_only_the_national_team_makes_sites(browser_of, client, ines, rose):
    assert client.get(NEW).status_code == 302
    for person in (ines, rose):
        assert browser_of(person).post(f"{NEW}?qpv=QN05998N", typed()).status_code == 403
