"""The national team leads a site through its life: stages, evidence, pauses, ends, informal talks."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.models import Entry
from kit.states import Refusal
from sites import actions, figures
from sites.figures import Pace
from sites.models import Site, StageChange, Talk
from tests import make

TODAY = date(2026, 11, 24)
LIFE = "/sites/les-pres/vie/"
MOVE = f"{LIFE}etape/"
State = Site.State


@pytest.fixture
def les_pres(db):
    """A site that asked to join sixty days ago."""
    new = actions.NewSite(
        slug="les-pres",
        name="Les Prés",
        wave=make.wave(3),
        commune=make.commune(),
        on=TODAY - timedelta(days=60),
    )
    return actions.open_site(new, by=None)


def move(site, to, *, by, on=TODAY, reason="", **shown):
    return actions.change_stage(site, to, by=by, on=on, reason=reason, shown=actions.Shown(**shown))


def typed(site, **fields):
    return {"seen": figures.last_change(site) or "", "on": "2026-11-24", **fields}


def text_of(response):
    return " ".join(response.content.decode().split())


def test_maud_moves_a_site_and_the_history_says_who_why_and_what_shows_it(
    browser_of, maud, les_pres
):
    page = text_of(browser_of(maud).get(MOVE, {"vers": "exploring"}, follow=True))
    assert "En exploration" in page

    answer = browser_of(maud).post(
        f"{MOVE}?vers=exploring",
        typed(les_pres, evidence="Deux échanges", link="https://example.org/cr", reason="Envie"),
        follow=True,
    )

    page = text_of(answer)
    assert answer.redirect_chain == [(LIFE, 302)]
    assert "Deux échanges" in page
    assert 'href="https://example.org/cr"' in page
    assert "Maud Ferrand" in page
    change = StageChange.objects.get(after="exploring")
    assert (change.by, change.reason) == (maud, "Envie")
    assert Entry.objects.filter(site="les-pres", kind="sites.stage_changed").count() == 1


def test_a_move_that_somebody_made_meanwhile_is_told_and_nothing_is_lost(
    browser_of, maud, les_pres
):
    form = typed(les_pres, evidence="Deux échanges avec la ville")
    colleague = make.person("Hugo Prat")
    move(les_pres, State.PAUSED, by=colleague, reason="Vote", look_again_on=date(2027, 5, 3))

    answer = browser_of(maud).post(f"{MOVE}?vers=exploring", form)

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Hugo Prat a fait passer le site à l’étape « En pause »" in page
    assert "Deux échanges avec la ville" in page
    assert "Aujourd’hui, le site est à l’étape « En pause »" in page
    les_pres.refresh_from_db()
    assert les_pres.state == "paused"
    again = form | {"seen": figures.last_change(les_pres)}
    assert browser_of(maud).post(f"{MOVE}?vers=exploring", again).status_code == 302


@pytest.mark.parametrize(
    ("to", "fields", "said"),
    [
        ("exploring", {"evidence": ""}, "Ce champ est obligatoire."),
        ("exploring", {"evidence": "x" * 4001}, "4000"),
        ("exploring", {"evidence": "x", "on": "2026-11-25"}, "dans l’avenir"),
        ("exploring", {"evidence": "x", "on": "2026-01-01"}, "choisissez ce jour"),
        ("exploring", {"evidence": "x", "on": "31/02/2026"}, "date valide"),
        ("exploring", {"evidence": "x", "link": "javascript:alert(1)"}, "URL"),
        ("exploring", {"evidence": "x", "link": "ftp://example.org/"}, "https://"),
        ("exploring", {"evidence": "x", "seen": "abc"}, "pendant que cette page"),
        ("paused", {"reason": "Travaux"}, "Ce champ est obligatoire."),
        ("paused", {"reason": "Travaux", "look_again_on": "2026-11-24"}, "après le début"),
        ("paused", {"reason": "Travaux", "look_again_on": "2029-11-24"}, "après le début"),
        (
            "paused",
            {"reason": " \x00 ", "look_again_on": "2027-01-04"},
            "Ce champ est obligatoire.",
        ),
        ("withdrawn", {"reason": ""}, "Ce champ est obligatoire."),
        ("merged", {"reason": "x", "merged_into": ""}, "Ce champ est obligatoire."),
        ("merged", {"reason": "x", "merged_into": "les-pres"}, "Sélectionnez un choix valide"),
        ("active", {"evidence": "x"}, "en une fois"),
    ],
)
def test_a_wrong_form_is_told_beside_the_field_and_changes_nothing(
    browser_of, maud, les_pres, to, fields, said
):
    answer = browser_of(maud).post(f"{MOVE}?vers={to}", typed(les_pres, **fields))

    assert answer.status_code == 422
    assert said in text_of(answer)
    les_pres.refresh_from_db()
    assert les_pres.state == "expressed"


def test_an_unknown_stage_is_not_there(browser_of, maud, les_pres):
    assert browser_of(maud).get(MOVE, {"vers": "gone"}).status_code == 404
    assert browser_of(maud).get(MOVE).status_code == 404


def test_a_stage_that_cannot_follow_is_said_with_a_way_back(browser_of, maud, les_pres):
    page = text_of(browser_of(maud).get(MOVE, {"vers": "autonomous"}))

    assert "ne peut pas y aller en une fois" in page
    assert f'href="{LIFE}"' in page


def test_a_step_back_needs_a_word_and_is_a_normal_move(les_pres, maud):
    site = move(les_pres, State.EXPLORING, by=maud)
    site = move(site, State.ASSESSED, by=maud)

    with pytest.raises(Refusal, match="pourquoi"):
        move(site, State.EXPLORING, by=maud)
    site = move(site, State.EXPLORING, by=maud, reason="La ville a changé d’équipe")

    assert site.state == "exploring"


def test_a_pause_is_looked_at_again_and_may_go_on(les_pres, maud, set_day):
    site = move(les_pres, State.PAUSED, by=maud, reason="Élections", look_again_on=date(2027, 3, 1))
    assert figures.stage_watch(site).pace == Pace.RESTING
    with pytest.raises(Refusal, match="ce jour même"):
        move(site, State.PAUSED, by=maud, reason="Encore", look_again_on=date(2027, 9, 1))
    set_day(date(2027, 3, 1))
    assert figures.stage_watch(site).pace == Pace.LOOK_AGAIN
    site = move(
        site, State.PAUSED, by=maud, on=date(2027, 3, 1), reason="Encore",
        look_again_on=date(2027, 9, 1),
    )  # fmt: skip

    assert (site.stage_since, site.look_again_on) == (TODAY, date(2027, 9, 1))
    line = figures.life_line(site)
    assert [(step.stage, step.since, step.reason) for step in line[1:]] == [
        ("paused", TODAY, "Encore")
    ]
    set_day(date(2027, 3, 2))
    site = move(site, State.EXPRESSED, by=maud, on=date(2027, 3, 2))
    assert site.look_again_on is None


def test_a_site_merges_into_another_and_the_merger_can_be_undone(
    browser_of, maud, les_pres, le_val
):
    page = browser_of(maud).get(MOVE, {"vers": "merged"})
    assert "Le Val" in text_of(page)
    browser_of(maud).post(
        f"{MOVE}?vers=merged", typed(les_pres, reason="Même quartier", merged_into="le-val")
    )

    les_pres.refresh_from_db()
    assert les_pres.merged_into == le_val
    assert "Fusionné avec Le Val" in text_of(browser_of(maud).get(LIFE))
    undone = move(
        les_pres, State.PAUSED, by=maud, reason="Trop tôt", look_again_on=date(2027, 1, 4)
    )
    assert undone.merged_into is None


@pytest.mark.parametrize("to", [State.WITHDRAWN, State.UNSUITED])
def test_who_ended_may_ask_again(les_pres, maud, to):
    site = move(les_pres, to, by=maud, reason="Urgence humanitaire")
    assert figures.stage_watch(site).pace == Pace.ENDED

    assert move(site, State.EXPRESSED, by=maud).state == "expressed"


def test_a_site_cannot_merge_into_one_that_has_ended_nor_into_itself(les_pres, le_val, maud):
    move(le_val, State.WITHDRAWN, by=maud, reason="x")
    le_val.refresh_from_db()

    for host in (le_val, les_pres):
        with pytest.raises(Refusal):
            move(les_pres, State.MERGED, by=maud, reason="x", merged_into=host)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "paused"},
        {"state": "merged"},
        {"look_again_on": date(2027, 1, 1)},
        {"state": "paused", "look_again_on": date(2020, 1, 1)},
        {"state": "gone"},
    ],
)
def test_the_database_refuses_a_pause_without_its_day_and_a_merger_without_its_site(
    les_pres, wrong
):
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.filter(pk=les_pres.pk).update(**wrong)


@pytest.mark.parametrize(
    ("stage", "in_stage", "in_all", "pace"),
    [
        ("expressed", 30, 30, Pace.ON_TIME),
        ("expressed", 31, 31, Pace.LONGER),
        ("expressed", 61, 61, Pace.TOO_LONG),
        ("invited", 61, 61, Pace.LONGER),
        ("invited", 10, 60, Pace.ON_TIME),
        ("invited", 10, 61, Pace.LONGER),
        ("invited", 10, 120, Pace.LONGER),
        ("invited", 10, 121, Pace.TOO_LONG),
        ("engaged", 365, 999, Pace.ON_TIME),
        ("engaged", 366, 999, Pace.LONGER),
        ("active", 4000, 4000, Pace.FREE),
    ],
)
def test_the_time_in_a_stage_is_said_against_what_was_expected(db, stage, in_stage, in_all, pace):
    site = make.site("Les Prés", state=stage)
    began, since = TODAY - timedelta(days=in_all), TODAY - timedelta(days=in_stage)
    Site.objects.filter(pk=site.pk).update(stage_since=since)
    StageChange.objects.create(site=site, after="expressed", on=began)
    site.refresh_from_db()

    watch = figures.stage_watch(site)

    assert (watch.days, watch.pace) == (in_stage, pace)
    said = "10 ans et 11 mois" if pace == Pace.FREE else str(in_stage)
    assert said in watch.words
    assert watch.alerts == (pace in {Pace.LONGER, Pace.TOO_LONG})


def test_the_days_after_which_a_call_is_due_are_said(browser_of, maud, les_pres):
    page = text_of(browser_of(maud).get(LIFE))

    assert "depuis 60 jours, pour 30 jours attendus ; un appel est à passer après 60 jours." in page
    assert "pour 60 jours prévus ; un appel est à passer après 120 jours." in page
    engaged = make.site("Engagé", state="engaged")
    assert "un appel" not in figures.stage_watch(engaged).words


def test_a_mobilisation_is_counted_from_its_own_beginning(les_pres, maud):
    site = move(les_pres, State.PAUSED, by=maud, on=TODAY - timedelta(days=50), reason="x",
                look_again_on=TODAY + timedelta(days=9))  # fmt: skip
    site = move(site, State.EXPLORING, by=maud, on=TODAY - timedelta(days=20))
    site = move(site, State.ASSESSED, by=maud, on=TODAY - timedelta(days=5))

    watch = figures.stage_watch(site)

    assert (watch.days, watch.mobilising) == (5, 20)
    assert watch.mobilising_since == TODAY - timedelta(days=20)


def test_the_watch_of_many_sites_is_one_query(db):
    counts = []
    for rank in range(30):
        site = make.site(f"Site {rank}", state=["expressed", "active", "invited"][rank % 3])
        StageChange.objects.create(site=site, after="expressed", on=site.stage_since)
        if rank + 1 in {1, 3, 30}:
            sites = list(Site.objects.all())
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert len(figures.watch_of(sites)) == rank + 1
            counts.append(len(queries))

    assert counts == [1, 1, 1]


def test_the_page_costs_the_same_whatever_the_length_of_a_life(browser_of, maud, les_pres):
    counts = []
    site = les_pres
    for rank in range(30):
        on = TODAY - timedelta(days=30 - rank)
        to = State.ASSESSED if rank % 2 else State.EXPLORING
        site = move(site, to, by=maud, on=on, reason="x")
        actions.keep_note(site, by=maud, on=on, met="Ville", text="Bonjour")
        if rank + 1 in {1, 3, 30}:
            with CaptureQueriesContext(connection) as queries:
                browser_of(maud).get(LIFE)
            counts.append(len(queries))

    assert len(set(counts)) == 1, counts


def test_a_note_is_kept_corrected_and_never_lost(browser_of, maud, les_pres):
    note = {"on": "2026-11-20", "met": "Directeur du centre social", "text": "Il hésite."}
    answer = browser_of(maud).htmx(f"{LIFE}echanges/", note, page=LIFE)
    assert "Il hésite." in text_of(answer)
    talk = Talk.objects.get()

    browser_of(maud).post(f"{LIFE}echanges/{talk.pk}/", note | {"text": "Il accepte."})
    again = browser_of(maud).post(f"{LIFE}echanges/{talk.pk}/", note | {"text": "Il refuse."})

    assert again.status_code == 422
    assert "a été corrigée entre-temps" in text_of(again)
    assert "Il refuse." in text_of(again)
    (shown,) = figures.talks_of(les_pres)
    assert (shown.text, [before.text for before in shown.before]) == ("Il accepte.", ["Il hésite."])
    for change in (lambda: Talk.objects.update(text="x"), Talk.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"met": ""}, "Ce champ est obligatoire."),
        ({"text": "\x00"}, "Ce champ est obligatoire."),
        ({"met": "x" * 201}, "200"),
        ({"text": "x" * 4001}, "4000"),
        ({"on": "2026-11-25"}, "dans l’avenir"),
        ({"on": "hier"}, "date valide"),
    ],
)
def test_a_wrong_note_is_told_and_kept_in_the_form(browser_of, maud, les_pres, fields, said):
    note = {"on": "2026-11-20", "met": "Le maire", "text": "Bonjour"} | fields

    answer = browser_of(maud).post(f"{LIFE}echanges/", note)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Talk.objects.exists()


def test_notes_stay_with_the_national_team(browser_of, maud, le_val, ines, rose, victor):
    actions.keep_note(le_val, by=maud, on=TODAY, met="Le maire", text="SECRET")

    for person in (ines, rose, victor):
        assert browser_of(person).get("/sites/le-val/vie/").status_code == 403
        for page in ("/sites/le-val/", "/sites/le-val/journal/", "/sites/le-val/a-faire/"):
            assert "SECRET" not in text_of(browser_of(person).get(page))
    assert not Entry.objects.filter(site="le-val", kind__startswith="sites.talk").exists()
    assert "SECRET" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_note_of_another_site_is_not_there(browser_of, maud, les_pres, le_val):
    talk = actions.keep_note(le_val, by=maud, on=TODAY, met="Le maire", text="Bonjour")

    assert browser_of(maud).get(f"{LIFE}echanges/{talk.pk}/").status_code == 404


def test_maud_shows_a_site_to_everybody_once(browser_of, client, maud, les_pres):
    assert client.get("/sites/les-pres/").status_code == 404

    browser_of(maud).post(f"{LIFE}publier/")
    again = browser_of(maud).post(f"{LIFE}publier/", follow=True)

    assert client.get("/sites/les-pres/").status_code == 200
    assert "Tout le monde voit déjà ce site." in text_of(again)
    assert Entry.objects.filter(kind="sites.site_shown").count() == 1
