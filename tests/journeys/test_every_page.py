"""Each kind of person walks through every page that their links lead to.

No link leads to a closed door or a fault; nothing serious for axe; nothing wider than a phone;
no request to a third party, no complaint of the content policy.

Everybody opens each kind of page that they are led to, twice where there are two. Axe judges the
first page of a kind; then, whoever opens them, those on which something stands that it has not
seen there: another element, class, role, state or attribute, or one in another place. What frames
all pages (head, menus, foot) counts as one kind.
"""

from collections import defaultdict, deque
from itertools import chain
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.conftest import PHONE, check_axe
from tests.journeys.moves import follow

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
SHEETS = (".xlsx", ".ods", ".csv", ".ics")
# What an element is to axe, with its place: all but the words and the addresses in it.
SHAPES = """() => {
  const telling = ["class", "role", "type", "lang", "scope", "aria-current", "aria-expanded",
    "aria-hidden", "aria-live", "aria-pressed", "aria-selected", "aria-sort", "aria-invalid"];
  const shape = one => one === null ? "" : [
    one.localName,
    ...one.getAttributeNames().map(
      name => telling.includes(name) ? `${name}=${one.getAttribute(name)}` : name
    ).sort(),
    one.textContent.trim() ? "" : "empty",
  ].join(" ");
  const placed = one => `${shape(one.parentElement)} > ${shape(one)}`;
  const [frame, main] = [new Set(), new Set()];
  for (const one of document.querySelectorAll("*"))
    (one.closest("main") ? main : frame).add(placed(one));
  return [[...frame], [...main]];
}"""
judged: defaultdict[str | None, set[str]] = defaultdict(set)


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
        if answer.status >= 400:
            closed.append((path, answer.status))
            continue
        judge(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"] + 1, f"{path} is {width} px wide on a phone"
        for link in page.eval_on_selector_all(
            "a[href]:not([download])",
            "found => found.map(a => new URL(a.getAttribute('href'), location).href)",
        ):
            parts = urlsplit(link)
            there = parts.path + (f"?{parts.query}" if parts.query else "")
            if f"{parts.scheme}://{parts.netloc}" != walker.portal.address:
                continue
            known = route(parts.path)
            if known is None or parts.path.endswith(SHEETS):
                if parts.path.endswith(SHEETS) and parts.path not in met:
                    met[parts.path] = 1
                    closed += unread(walker, there)
                continue
            if known in NOT_A_PAGE or met.get(known, 0) >= 2 or there in met:
                continue
            met[known] = met.get(known, 0) + 1
            met[there] = 1
            ahead.append(there)

    assert closed == []
    assert len(judged) > 10
    assert walker.faults == []


def unread(walker, path):
    """A file to take along that the link does not bring: its address with what was answered."""
    answer = walker.context.request.get(path)
    page = "html" in answer.headers["content-type"]
    return [(path, answer.status)] if answer.status >= 400 or page else []


def judge(page):
    """Has axe look at the page, unless all that stands on it was seen on pages of its kind."""
    kinds = ("the frame", route(page.url))
    new = [
        (kind, found)
        for kind, shapes in zip(kinds, page.evaluate(SHAPES), strict=True)
        if (found := set(shapes) - judged[kind])
    ]
    if new:
        check_axe(page)
    for kind, shapes in new:
        judged[kind] |= shapes


def route(path: str) -> str | None:
    """The name of the route of an address; None for files, downloads and what is not ours."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    name = found.view_name
    downloads = (
        "download", "archive", "csv", "xlsx", "ods", "zip", "json", "export", "file", "security",
        "robots",
    )  # fmt: skip
    return None if any(word in name for word in downloads) else name


def breaks(walker):
    """The form for a break, sent empty."""
    walker.page.goto("/indicateurs/pop-01/ruptures/ajouter/")
    yield
    send(walker)


def promotes(walker):
    """A local indicator is made common: the form, sent without what it lacks."""
    walker.page.goto("/indicateurs/locaux/")
    follow(walker.page.locator("main a[href*='/locaux/']").first)
    yield
    send(walker)


def redefines(walker):
    """What a site counts is defined anew: the form, what it does, and the figure from then on."""
    walker.page.goto("/sites/koungou/indicateurs/")
    follow(walker.page.locator("section[aria-labelledby=own] article a").first)
    follow(walker.page.locator("main a[href$='/redefinir/']"))
    yield
    walker.page.fill("[name=reason]", "Le mercredi compte aussi.")
    walker.page.fill("[name=definition]", "Enfants venus au moins une fois, mercredi compris.")
    send(walker)
    yield
    send(walker)


def parts(walker):
    """A whole, one of its parts, and the form that says of what it is a part, sent without a change."""
    figures = "/sites/le-teil/indicateurs/"
    walker.page.goto(f"{figures}familles-recues-a-la-maison-des-projets/")
    yield
    follow(walker.page.locator("main a[href$='/familles-monoparentales-recues/']").first)
    yield
    follow(walker.page.locator("main a[href$='/redefinir/']"))
    assert walker.page.locator("[name=part_of]").is_visible()
    yield
    walker.page.fill("[name=reason]", "Pour mieux dire.")
    send(walker)


def passes_over(walker):
    """A figure that a review did not discuss: the form, sent without a reason."""
    page = walker.page
    page.goto("/sites/saint-etienne/indicateurs/revues/")
    follow(page.locator("main a[href*='/indicateurs/revues/']").first)
    page.goto(f"{page.url}chiffres/rev-01/non-aborde/")
    yield
    send(walker)


def imports(walker):
    """The page of a file that a site took."""
    walker.page.goto("/sites/pont-de-claix/indicateurs/imports/")
    follow(walker.page.locator("main table a").first)
    yield


def send(walker):
    follow(walker.page.locator("main form.form button[type=submit]"))


@pytest.mark.parametrize(
    ("account", "steps"),
    [
        ("national", breaks),
        ("national", promotes),
        ("community.koungou", redefines),
        ("community.le-teil", parts),
        ("municipality.saint-etienne", passes_over),
        ("community.pont-de-claix", imports),
    ],
)
def test_what_stands_behind_a_form_is_as_right(visitor, account, steps):
    walker = visitor(PHONE, account=account)
    for _step in chain(steps(walker), [None]):
        walker.page.wait_for_load_state()
        assert walker.page.locator("h1").count() == 1
        walker.looks_right()
