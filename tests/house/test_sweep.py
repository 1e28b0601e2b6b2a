"""Every route as every kind of person: what answers equals what docs/access.md says.

Nothing may answer 500; who is let in gets a page; who is not goes to the sign-in page or reads
the rule's sentence; and what belongs to one site is not there under another site's address.
"""

import re

import pytest
from django.apps import apps
from django.test import Client

from journal.models import Entry
from kit import documents
from qic_portal.personas import PERSONAS
from tests.client import Guardian
from tests.house import objects, source

WHO_TRIES = ("neighbour", "national", "visitor")
SIGN_IN = "/compte/login/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# The guardian reads every page it gets, which takes its time: it goes with these.
READ_CLOSELY = {"visitor", "state", "national"}
WORD = re.compile(r"<(?:\w+:)?(\w+)>")
ROUTES = [route for route in documents.all_routes() if ":" in route.name]
# A function of the backbone or a seat is a word of a fixed list: nothing in it belongs to one site.
OF_NO_SITE = {"site", "function", "seat"}
OF_A_SITE = [r for r in ROUTES if r.of_a_site and set(WORD.findall(r.address)) - OF_NO_SITE]


@pytest.fixture
def scene(le_val, la_crete, ines, marc, samira, paul, lila, rose, maud, victor):
    people = {
        "visitor": None,
        "resident": lila,
        "partner": paul,
        "deputy": objects.deputy(le_val),
        "state": ines,
        "municipality": marc,
        "community": samira,
        "facilitator": rose,
        "coach": objects.coach(le_val),
        "national": maud,
        "leaving": objects.leaving(le_val),
        "coming": objects.coming(le_val),
        "neighbour": victor,
    }
    assert set(people) == set(PERSONAS)
    return objects.scene(le_val, la_crete, people)


def address(route, scene, site):
    """The route's address at a site, with real objects of the scene's own site."""
    words = {
        word: site.slug if word == "site" else scene.value(route.name, word)
        for word in WORD.findall(route.address)
    }
    return WORD.sub(lambda found: str(words[found.group(1)]), route.address)


def browser(person, kind=Guardian):
    """A browser in which the person has signed in."""
    found = kind()
    if person is not None:
        found.force_login(person, backend=BACKEND)
    return found


def test_every_route_answers_each_persona_as_the_table_says(scene):
    wrong = []
    for name, persona in PERSONAS.items():
        seen = browser(scene.people[name], Guardian if name in READ_CLOSELY else Client)
        for route in ROUTES:
            path = address(route, scene, scene.site)
            response = seen.get(path)
            allowed = documents.opens(route, persona)
            if not fits(response, allowed=allowed, signed_in=name != "visitor"):
                wrong.append(f"{name} {path}: {response.status_code}, let in: {allowed}")

    assert wrong == []


def fits(response, *, allowed, signed_in):
    """True when a status is what somebody let in, or not let in, should get.

    Behind an open door there may be nothing (404: no version is in writing now).
    """
    if allowed:
        return response.status_code in {200, 302, 404, 405}
    if signed_in:
        return response.status_code == 403
    return response.status_code == 302 and response["Location"].startswith(SIGN_IN)


def opened(scene):
    """Each route as somebody to whom it opens, with its address and a browser of that person."""
    seen = {name: browser(scene.people[name], Client) for name in PERSONAS}
    for route in ROUTES:
        who = next(n for n in reversed(PERSONAS) if documents.opens(route, PERSONAS[n]))
        yield route, address(route, scene, scene.site), seen[who]


def test_what_is_read_answers_a_head_and_what_is_only_sent_says_where_to_go(scene):
    """Where a GET is refused there is a page, in plain words, with a way to one that can be read."""
    wrong, silent = [], 0
    for route, path, seen in opened(scene):
        if route.methods and "GET" not in route.methods:
            silent += 1
            page = seen.get(path)
            text = page.content.decode()
            above = re.search(r'<p><a href="(/[^"]*)">', text)
            leads = above and seen.get(above[1]).status_code in {200, 302, 403, 404}
            if page.status_code != 405 or "<h1>" not in text or not leads:
                wrong.append(f"GET {path}: {page.status_code}, {above and above[1]}")
        elif (answer := seen.head(path)).status_code not in {200, 302, 404} or answer.content:
            wrong.append(f"HEAD {path}: {answer.status_code}")

    assert silent > 30
    assert wrong == []


def test_what_belongs_to_a_site_is_not_there_at_its_neighbour(scene):
    """Whoever tries: the neighbour's seat holder is stopped like anybody, the national team too."""
    before = Entry.objects.count(), stored()
    tried = {name: browser(scene.people[name], Client) for name in WHO_TRIES}
    wrong = []
    for route in OF_A_SITE:
        path = address(route, scene, scene.neighbour)
        answers = {
            (name, method): getattr(seen, method)(path).status_code
            for name, seen in tried.items()
            for method in methods(route)
        }
        # A route at which nobody gets past the door would prove nothing.
        if set(answers.values()) - {302, 403, 404} or 404 not in answers.values():
            wrong.append(f"{path}: {answers}")

    assert wrong == []
    assert (Entry.objects.count(), stored()) == before


def stored():
    """How many rows each table of ours holds; a sign-in and its session are the browser's own."""
    ours = [app for app in apps.get_app_configs() if (source.ROOT / app.name).is_dir()]
    return {m._meta.label: m._base_manager.count() for app in ours for m in app.get_models()}


def test_every_written_route_with_an_id_of_a_site_is_tried_at_its_neighbour():
    """The list that people read (docs/routes.md) and what is tried are the same routes."""
    rows = re.findall(
        r"^\| `(/[^`]*)` \| `([a-z]+:[^`]+)` \|",
        (source.ROOT / "docs/routes.md").read_text(),
        re.MULTILINE,
    )
    with_an_id = {
        name
        for path, name in rows
        if "<slug:site>" in path and set(WORD.findall(path)) - OF_NO_SITE
    }

    assert sum(name.startswith("agenda:") for name in with_an_id) >= 45
    assert with_an_id == {route.name for route in OF_A_SITE if "<slug:site>" in route.address}


def methods(route):
    return [m.lower() for m in route.methods if m in {"GET", "POST"}] or ["get", "post"]


def test_each_route_of_ours_has_a_name_that_is_used_once():
    names = [route.name for route in ROUTES]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+:[a-z0-9-]+", name) for name in names)


def test_addresses_are_nouns_and_end_with_a_slash():
    """A file (…json, …csv, …txt, …pdf) has none."""
    odd = [
        route.address
        for route in ROUTES
        if not route.address.endswith("/") and not re.search(r"\.[a-z]{2,5}$", route.address)
    ]

    assert odd == []
