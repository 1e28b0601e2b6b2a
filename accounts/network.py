"""Where a request comes from, as the network tells."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str:
    """For limits against floods; behind proxies as allauth is told. Empty when it is not known."""
    known = request.META.get("REMOTE_ADDR", "")
    return get_adapter(request).get_client_ip(request) if known else ""
