"""Documents made from the code say what the code does, and need no database."""

import re
from enum import StrEnum

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.views.decorators.http import require_GET, require_POST

from accounts.rules import everybody, seat_holder
from kit import documents
from kit.access import requires
from kit.states import Phase, Phased, Stateful
from qic_portal.management.commands import house_docs
from qic_portal.personas import PERSONAS
from tests.house import source


class Abstract:
    """A model that has no table."""

    abstract = True


@requires(everybody)
@require_POST
def posted(request):
    """A view as ours are written."""


@requires(everybody)
def free(request):
    """A view that looks at the method itself."""


def test_the_methods_of_a_view_are_read_from_its_decorators():
    assert documents.methods_of(posted) == ("POST",)
    assert documents.methods_of(require_GET(free)) == ("GET", "HEAD")
    assert documents.methods_of(free) == ()


def test_a_view_is_named_as_somebody_wrote_it():
    routes = {route.name: route for route in documents.all_routes()}

    assert routes["governance:triad-page"].view == "governance.views.triad.triad_page"
    assert routes["account_login"].view == "allauth.account.views.LoginView"


def test_a_seat_of_the_neighbour_opens_nothing_here():
    let_in = {name for name, (here, _nowhere) in PERSONAS.items() if seat_holder(here)}

    assert let_in == {"state", "municipality", "community"}


def test_the_documents_need_no_database():
    assert set(house_docs.made()) == {"access.md", "routes.md", "states.md"}


def test_a_stale_document_fails_and_is_then_written(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match="access.md, routes.md, states.md"):
        call_command("house_docs", "--check")

    call_command("house_docs", verbosity=0)
    call_command("house_docs", "--check")


def test_a_table_of_moves_becomes_a_drawing():
    class Door(StrEnum):
        OPEN = "open"
        SHUT = "shut"

    class Gate:
        MOVES = {Door.OPEN: {Door.SHUT}, Door.SHUT: set()}
        FIRST = None

    text = documents.states_of(Gate)

    assert "| `open` |  | `shut` |" in text
    assert "[*] --> open\n    open --> shut\n    shut --> [*]" in text


def test_every_state_that_is_stored_has_its_table():
    ours = [m for m in apps.get_models() if m._meta.app_label in source.apps()]
    stored = {m for m in ours if hasattr(m, "State")}

    assert stored == set(documents.stateful_models())
    assert all(issubclass(m, Stateful) for m in stored)


def test_every_state_that_follows_from_dates_is_shown():
    text = documents.states_document()
    shown = re.findall(r"^### (\w+)$", text, re.MULTILINE)

    assert {"Invitation", "Mandate", "Membership"} <= set(shown)
    assert [
        phase.when
        for model in documents.phased_models()
        for phase in model.PHASES
        if documents.cell(str(phase.when)) not in text
    ] == []


def test_a_table_of_phases_names_each_state_once():
    class Door(StrEnum):
        OPEN = "open"
        SHUT = "shut"

    phase = Phase(Door.OPEN, "by day", "lets in", lambda row, day: True)

    with pytest.raises(TypeError, match=r"Gate\.PHASES"):
        type("Gate", (Phased,), {"PHASES": (phase,), "Meta": Abstract, "__module__": __name__})
