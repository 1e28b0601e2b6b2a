"""What may happen to papers, for the story: given up, asked for again, made."""

from typing import Any

from governance.models import Seat
from kit import clock
from reports import actions as reports
from reports.actions import answers, certificates, handover, printing, profiles
from sites.models import Neighbourhood
from tests import make
from tests.house.objects import Scene


def files_go_on_paper(told: Scene) -> None:
    """A handover file and the answers for the wall: given up, asked for again, made."""
    site, by = told.site, told.people["community"]
    asked = {"by": by, "language": "fr"}
    on_paper(lambda: reports.ask_handover_paper(site, Seat.COMMUNITY, **asked), handover, "3")
    version = site.versions.get(pk=told.things["asked version"])
    on_paper(lambda: reports.ask_answers_paper(version, **asked), answers, "5")
    place = Neighbourhood.objects.get(code=told.things["sites code"])
    on_paper(lambda: reports.ask_profile_paper(place, **asked), profiles, "6")


def on_paper(ask: Any, how: Any, page: str) -> None:
    """A paper that eight tries did not make, and that the ninth made."""
    give_up(ask(), how)
    made_at_last(ask(), how, page)


def give_up(paper: Any, how: Any, fault: str = "no paper") -> None:
    for _try in range(reports.TRIES):
        type(paper).objects.filter(pk=paper.pk).update(due_at=clock.now())
        taken = printing.take(how.KIND, paper.pk)
        assert taken is not None
        printing.put_off(how.KIND, taken, fault)


def made_at_last(paper: Any, how: Any, page: str) -> None:
    taken = printing.take(how.KIND, paper.pk)
    assert taken is not None
    assert printing.keep(how.KIND, taken, make.page_of_pdf(page))


def an_adoption_gets_its_certificate(told: Scene) -> None:
    """One certificate is made, another one given up."""
    reports.plan_certificates()
    first, second = told.site.certificates.order_by("version__number")
    made_at_last(first, certificates, "4")
    give_up(second, certificates)
