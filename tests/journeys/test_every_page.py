"""Each kind of person walks through every page that their links lead to.

No link leads to a closed door or a fault; nothing serious for axe; nothing wider than a phone;
no request to a third party, no complaint of the content policy.
"""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.conftest import PHONE, check_axe

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

PEOPLE = [
    "",
    "state.hazebrouck",
    "national",
    "crpv.hdf",
    "partner.saint-etienne",
    "coach",
    "resident1",
]
NOT_A_PAGE = {"account_logout", "set-language"}
judged: set[str] = set()


@pytest.fixture
def javascript():
    """Axe needs it."""
    return True


@pytest.mark.parametrize("account", PEOPLE, ids=[name or "visitor" for name in PEOPLE])
def test_no_link_leads_astray(visitor, account):
    walker = visitor(PHONE, account=account)
    page = walker.page
    ahead, met = deque(["/"]), {}
    closed = []
    while ahead:
        path = ahead.popleft()
        answer = page.goto(path)
        name = route(path)
        if answer.status >= 400:
            closed.append((path, answer.status))
            continue
        if name not in judged or account in PEOPLE[:3]:
            judged.add(name)
            check_axe(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"] + 1, f"{path} is {width} px wide on a phone"
        for link in page.eval_on_selector_all(
            "a[href]:not([download])",
            "found => found.map(a => new URL(a.getAttribute('href'), location).href)",
        ):
            parts = urlsplit(link)
            there = parts.path + (f"?{parts.query}" if parts.query else "")
            known = route(parts.path)
            if f"{parts.scheme}://{parts.netloc}" != walker.portal.address or known is None:
                continue
            if known in NOT_A_PAGE or met.get(known, 0) >= 2 or there in met:
                continue
            met[known] = met.get(known, 0) + 1
            met[there] = 1
            ahead.append(there)

    assert closed == []
    assert len(judged) > 10
    assert walker.faults == []


def route(path: str) -> str | None:
    """The name of the route of an address; None for files, downloads and what is not ours."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    name = found.view_name
    downloads = (
        "download",
        "archive",
        "csv",
        "zip",
        "json",
        "export",
        "file",
        "security",
        "robots",
    )
    return None if any(word in name for word in downloads) else name
