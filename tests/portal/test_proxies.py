"""Limits count by the address that our own proxies saw, and by no other that a header claims."""

import pytest
from django.test import RequestFactory

from agenda.views.consultation import network_address
from qic_portal import environment

CLAIMED, TRUE, PROXY = "203.0.113.9", "192.0.2.7", "10.0.0.1"


def asked_through(*addresses):
    return RequestFactory().get(
        "/", headers={"X-Forwarded-For": ", ".join(addresses)}, REMOTE_ADDR=PROXY
    )


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, [CLAIMED], PROXY),
        (1, [CLAIMED, TRUE], TRUE),
        (1, [TRUE], TRUE),
        (2, [CLAIMED, TRUE, PROXY], TRUE),
    ],
)
def test_as_many_proxies_are_believed_as_there_are(settings, proxies, header, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert network_address(asked_through(*header)) == address


def test_the_number_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("TRUSTED_PROXIES", " 2 ")
    assert environment.whole("TRUSTED_PROXIES") == 2

    monkeypatch.delenv("TRUSTED_PROXIES")
    assert environment.whole("TRUSTED_PROXIES") == 0


@pytest.mark.parametrize("typed", ["-1", "two", "1.5", "\u0662"])
def test_what_is_no_number_of_proxies_is_refused(monkeypatch, typed):
    monkeypatch.setenv("TRUSTED_PROXIES", typed)

    with pytest.raises(ValueError, match="TRUSTED_PROXIES must be a whole number"):
        environment.whole("TRUSTED_PROXIES")
