"""Two people at once: one is served, the other is told; nothing happens twice."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from journal.models import Entry, Letter
from kit.states import Refusal
from sites import actions, figures
from sites.imports.catalogue import IMPORTS
from sites.imports.report import silent
from sites.insets import DATA
from sites.models import Interest, Region, Site, SiteNeighbourhood, StageChange, Talk
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TODAY = date(2026, 11, 24)


def at_once(*works: Callable[[], object]) -> list[str]:
    """Runs all together, each on its own connection; what each one answered."""
    ready = threading.Barrier(len(works))
    said: list[str] = []

    def run(work: Callable[[], object]) -> None:
        try:
            ready.wait(5)
            work()
            said.append("done")
        except Refusal:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return sorted(said)


def test_two_people_pause_a_site_and_it_is_paused_once():
    site = make.site()

    def pause() -> None:
        shown = actions.Shown(look_again_on=date(2027, 3, 1))
        actions.change_stage(
            site, Site.State.PAUSED, by=None, on=TODAY, reason="Travaux", shown=shown
        )

    assert at_once(pause, pause, pause) == ["done", "refused", "refused"]
    assert StageChange.objects.filter(site=site, after="paused").count() == 1
    assert Entry.objects.filter(kind="sites.stage_changed").count() == 1


def test_two_people_move_a_site_from_the_same_page_and_one_is_told_by_whom(maud):
    site = make.site()
    seen = figures.last_change(site)
    told = []

    def move(to: Site.State) -> None:
        shown = actions.Shown(evidence="Convention signée")
        try:
            actions.change_stage(site, to, by=maud, on=TODAY, reason="x", shown=shown, seen=seen)
        except Refusal as refusal:
            told.append(str(refusal))
            raise

    said = at_once(lambda: move(Site.State.AUTONOMOUS), lambda: move(Site.State.ENGAGED))

    assert said == ["done", "refused"]
    assert StageChange.objects.filter(site=site).count() == 1
    assert Entry.objects.filter(kind="sites.stage_changed").count() == 1
    assert len(told) == 1
    assert told[0].startswith("Maud Ferrand")


def test_two_people_correct_a_note_and_one_correction_is_kept(maud):
    talk = actions.keep_note(make.site(), by=maud, on=TODAY, met="Ville", text="Bonjour")

    def correct() -> None:
        actions.correct_note(talk, by=maud, on=TODAY, met="Ville", text="Bonsoir")

    assert at_once(correct, correct) == ["done", "refused"]
    assert Talk.objects.count() == 2


def test_two_people_open_a_site_at_one_address_and_one_is_told():
    new = actions.NewSite("le-bourg", "Le Bourg", make.wave(), make.commune(), TODAY)

    def enter() -> None:
        actions.open_site(new, by=None)

    assert at_once(enter, enter) == ["done", "refused"]
    assert Site.objects.count() == 1
    assert Entry.objects.filter(kind="sites.site_opened").count() == 1


def test_two_people_take_a_neighbourhood_for_two_sites_and_one_gets_it():
    place = make.neighbourhood()

    def enter(slug: str) -> Callable[[], object]:
        new = actions.NewSite(
            slug, slug, make.wave(), make.commune(), TODAY, neighbourhoods=[place]
        )
        return lambda: actions.open_site(new, by=None)

    assert at_once(enter("le-bourg"), enter("le-gue")) == ["done", "refused"]
    assert Site.objects.count() == SiteNeighbourhood.objects.count() == 1


def test_a_site_comes_back_while_another_takes_its_neighbourhood_and_one_gets_it(maud):
    former, other = make.site("Le Gué"), make.site("Le Bourg")
    place = make.neighbourhood(of=former)
    actions.change_stage(former, Site.State.WITHDRAWN, by=maud, on=TODAY, reason="x")

    said = at_once(
        lambda: actions.change_stage(former, Site.State.EXPRESSED, by=maud, on=TODAY),
        lambda: actions.link_neighbourhood(other, place, by=maud, since=TODAY),
    )

    assert said == ["done", "refused"]
    going_on = Site.objects.exclude(state__in=Site.ENDS)
    assert going_on.filter(links__neighbourhood=place).count() == 1


def test_two_people_answer_a_request_and_its_author_gets_one_letter(maud):
    asked = actions.express_interest(make.request_to_join(), once="one")
    new = actions.NewSite("le-bourg", "Le Bourg", make.wave(), make.commune(), TODAY)

    def accept() -> None:
        actions.accept_interest(asked, new, by=maud)

    def close() -> None:
        actions.close_interest(asked, by=maud, reason="Pas maintenant")

    said = at_once(accept, accept)

    assert said == ["done", "refused"]
    assert at_once(close) == ["refused"]
    assert Letter.objects.filter(key__contains="interest_accepted").count() == 1
    assert not Letter.objects.filter(key__contains="interest_closed").exists()


def test_a_double_click_at_once_is_one_request():
    def ask() -> None:
        actions.express_interest(make.request_to_join(), once="one")

    assert at_once(ask, ask, ask) == ["done", "done", "done"]
    assert Interest.objects.count() == 1
    assert Letter.objects.count() == 1


def test_two_people_link_a_neighbourhood_and_it_is_linked_once():
    site = make.site()
    neighbourhood = make.neighbourhood()

    def link() -> None:
        actions.link_neighbourhood(site, neighbourhood, by=None, since=TODAY)

    assert at_once(link, link) == ["done", "refused"]
    assert SiteNeighbourhood.objects.filter(site=site).count() == 1


def test_two_imports_at_once_add_each_row_once():
    reports = []

    def run() -> None:
        reports.append(IMPORTS["regions"](DATA, silent))

    assert at_once(run, run) == ["done", "done"]
    assert sorted((r.added, r.unchanged) for r in reports) == [(0, 26), (26, 0)]
    assert Region.objects.count() == 26
    assert Entry.objects.filter(kind="sites.reference_imported").count() == 1
