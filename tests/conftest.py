"""The harness: a fixed day, strict templates, random order where none is asked, the guardian."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db.models.functions import Random
from django.test import override_settings

from kit import clock
from kit.models import HouseQuerySet
from tests.client import GUARDED, Guardian

pytest_plugins = ["tests.personas"]

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fixed_day(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten o'clock in Paris, unless a test moves the clock."""
    if "real_clock" not in request.keywords:
        monkeypatch.setattr(clock, "source", lambda: NOW)


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
    with override_settings(MAILERS=mailers):
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
