"""How allauth meets the portal: clean addresses, mail through the outbox, where to go next."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.models import clean_address


class AccountAdapter(DefaultAccountAdapter):
    """One account an address, whatever its capitals or spaces."""

    def clean_email(self, email: str) -> str:
        return clean_address(super().clean_email(email))

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Nothing to do: people have no user name."""
