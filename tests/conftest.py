"""The harness: a fixed day, strict templates, random order where none is asked, the guardian."""

import gc
import os
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.functions import Random
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples
from xdist.scheduler import LoadScopeScheduling

from kit import clock
from kit.models import HouseQuerySet
from tests import emptying, template
from tests.client import GUARDED, Guardian

pytest_plugins = ["tests.personas"]

# Examples fail for what they find, never because the machine is busy; speed is bin/bench's.
examples.register_profile(
    "house", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
examples.load_profile("house")

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


# These take longest and begin, so that no core waits for another in the end.
FIRST = ("tests/journeys/", "tests/runtime/")


class Whole(LoadScopeScheduling):
    """Shares the tests out: a file's stay together.

    So do all journeys, which share a portal, and all of runtime/, whose trial servers have fixed
    places.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", maxsplit=1)[0]
        return next((folder for folder in FIRST if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Whole:
    """Where several cores work."""
    return Whole(config, log)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: looking through all of it again and again takes a tenth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first."""
    ranks = {folder: rank for rank, folder in enumerate(FIRST)}
    items.sort(key=lambda item: ranks.get(f"tests/{item.path.parent.name}/", len(FIRST)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The tests' database begins as a copy of one that is migrated already.

    It knows that the clock is set (`measurement.instants`): what tests write bears their day. After
    tests with several connections it is emptied.
    """
    name = os.environ.get("TEST_DATABASE_NAME") or "test_qic"
    connection.settings_dict["TEST"]["TEMPLATE"] = template.database(name)
    connection.settings_dict["OPTIONS"]["options"] = "-c qic.clock=set"
    TransactionTestCase._fixture_teardown = emptying.empty


@pytest.fixture(autouse=True)
def _fixed_day(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten o'clock in Paris, unless a test moves the clock."""
    if "real_clock" not in request.keywords:
        monkeypatch.setattr(clock, "source", lambda: NOW)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Each test begins in French, whatever language the last request of another spoke."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def set_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Moves the clock to ten o'clock of another day."""

    def move(day: date) -> None:
        there = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        monkeypatch.setattr(clock, "source", lambda: there)

    return move


@pytest.fixture
def client() -> Guardian:
    """A browser in which nobody has signed in."""
    return Guardian()


@pytest.fixture
def browser_of() -> Callable[[Any], Guardian]:
    """A browser of its own for a person."""
    return lambda person: Guardian().sign_in(person)


class Undefined(str):
    """A template that names a variable which nobody gave fails the test."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined template variable: {name}")


@pytest.fixture(autouse=True, scope="session")
def _harsh_house() -> Iterator[None]:
    """Strict variables, guarded lists, and no order but the one that was asked for."""
    mailers = {
        "default": {"BACKEND": "journal.mail.OutboxBackend"},
        "outside": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }
    # A test's pass phrases protect nobody: their seal need not cost half a second each.
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(MAILERS=mailers, PASSWORD_HASHERS=hashers):
        yield from _strict_engine()


def _strict_engine() -> Iterator[None]:
    from django.template import engines

    engine = engines["django"].engine
    engine.string_if_invalid = Undefined()
    HouseQuerySet.fetching = GUARDED
    shuffled = []
    for model in apps.get_models():
        if not model._meta.ordering and not model._meta.app_label.startswith(
            ("auth", "contenttypes", "account")
        ):
            model._meta.ordering = [Random()]
            shuffled.append(model)
    yield
    for model in shuffled:
        model._meta.ordering = []


@pytest.fixture(autouse=True)
def _same_dice() -> None:
    random.seed(20261124)
