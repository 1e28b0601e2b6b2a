"""The guardian: a test client that checks every answer that the whole suite receives.

No write on GET. A domain write leaves a journal entry. No inline script, handler or style.
No unrendered tag, no "None" in the text. A page has `lang` and one `h1`. No list loads its
rows' relations one by one. A fragment put into the page equals the page loaded again.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import lxml.html
from bs4 import BeautifulSoup, Comment
from django.core.exceptions import FieldFetchBlocked
from django.db import connection
from django.db.models.fetch_modes import FetchPeers
from django.test import Client, TestCase
from lxml import etree

WRITE = re.compile(
    r'(?:^\s*|\bAS \()(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+(?:TABLE\s+)?"?(\w+)"?',
    re.IGNORECASE,
)
# Sessions, letters and accounts; and what somebody is still typing, which is nobody's history.
NOT_OF_THE_DOMAIN = re.compile(
    r"^(django_session|cache|accounts_user|account_\w+|mfa_\w+|journal_letter|auth_\w+|agenda_draft|measurement_curvedraft|agenda_bringing|measurement_valueimport)$"
)
JOURNAL = "journal_entry"
NOTICES = ".announcement, [data-notice]"


class GuardedPeers(FetchPeers):
    """Refuses to load a relation lazily for rows that came with others: that is a slow list."""

    active = False

    def fetch(self, fetcher: Any, instance: Any) -> None:
        peers = [ref() for ref in instance._state.peers]
        if self.active and len([p for p in peers if p is not None]) > 1:
            raise FieldFetchBlocked(
                f"{type(instance).__name__}.{fetcher.field.name} is loaded lazily in a list"
            )
        super().fetch(fetcher, instance)


GUARDED = GuardedPeers()


class Guardian(Client):
    """Django's test client, with the house's laws."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(enforce_csrf_checks=False, **defaults)
        self.person: Any = None

    def sign_in(self, person: Any) -> "Guardian":
        """This browser now belongs to that person."""
        self.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.person = person
        return self

    def request(self, **request: Any) -> Any:
        written: list[str] = []
        safe = request.get("REQUEST_METHOD") in {"GET", "HEAD", "OPTIONS"}
        commits = TestCase.captureOnCommitCallbacks(execute=True)
        with watch_writes(written), lists_are_guarded(safe), commits:
            response = super().request(**request)
        where = f"{request.get('REQUEST_METHOD')} {request.get('PATH_INFO')}"
        check_writes(where, written, safe=safe)
        fragment = "HTTP_HX_REQUEST" in request
        html = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if html and response.content:
            check_html(where, response.content.decode(), fragment=fragment)
        if fragment and response.status_code == 302:
            raise AssertionError(
                f"{where} answers htmx with a redirect: the fragment would be a page"
            )
        return response

    def htmx(self, url: str, data: Any = None, *, page: str, method: str = "post") -> Any:
        """Sends what htmx would send from a page and proves the swap.

        The returned fragment replaces the element of the same id (out-of-band parts too);
        the result must equal the page loaded afresh, notices apart. Returns the response.
        """
        before = BeautifulSoup(self.get(page).content, "lxml")
        headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
        response = getattr(self, method)(url, data, headers=headers)
        if "HX-Redirect" in response.headers or "HX-Refresh" in response.headers:
            return response
        parts = list(BeautifulSoup(response.content, "lxml").body.find_all(recursive=False))
        assert parts, f"{url} returned an empty fragment"
        for part in parts:
            name = part.get("id")
            assert name, f"{url}: the fragment's root <{part.name}> has no id"
            place = before.find(id=name)
            assert place is not None, f"{url}: no element #{name} on {page}"
            place.replace_with(part)
        if response.status_code == 200:
            after = BeautifulSoup(self.get(page).content, "lxml")
            assert bare(before) == bare(after), f"{url}: the swapped page differs from {page}"
        return response


def bare(soup: BeautifulSoup) -> str:
    """The main part of a page without what rightly differs: seals, notices, comments."""
    main = soup.find("main") or soup
    for found in main.select(f'{NOTICES}, input[name="csrfmiddlewaretoken"], input[name="once"]'):
        found.decompose()
    for found in main.find_all(["input", "textarea", "[autofocus]"]):
        found.attrs.pop("autofocus", None)
    for comment in main.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", str(main))).strip()


@contextmanager
def watch_writes(written: list[str]) -> Iterator[None]:
    """Notes the tables that are written to meanwhile; what is rolled back was not written."""
    marks: dict[str, int] = {}

    def note(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if found := WRITE.findall(str(sql)):
            written.extend(table for _verb, table in found)
        elif str(sql).startswith("SAVEPOINT"):
            marks[str(sql).split()[-1]] = len(written)
        elif str(sql).startswith("ROLLBACK TO SAVEPOINT"):
            del written[marks.get(str(sql).split()[-1], 0) :]
        return result

    with connection.execute_wrapper(note):
        yield


@contextmanager
def lists_are_guarded(active: bool) -> Iterator[None]:
    """While a page is read, rows of a list must bring what the page shows of them."""
    GuardedPeers.active = active
    try:
        yield
    finally:
        GuardedPeers.active = False


def check_writes(where: str, written: list[str], *, safe: bool) -> None:
    """No domain write on a safe method; elsewhere not without its journal entry."""
    domain = {t for t in written if not NOT_OF_THE_DOMAIN.match(t)}
    if safe:
        assert not domain, f"{where} writes {sorted(domain)} on reading"
    elif domain:
        assert JOURNAL in domain, f"{where} writes {sorted(domain)} without a journal entry"


def check_html(where: str, text: str, *, fragment: bool) -> None:
    """The laws of markup, on each page and each fragment."""
    page = lxml.html.document_fromstring(text)
    for script in page.iter("script"):
        inert = script.get("type") in {"application/json", "application/ld+json"}
        assert script.get("src") or inert, f"{where}: inline script {script.text_content()[:99]}"
    assert next(page.iter("style"), None) is None, f"{where}: a <style> element"
    for element in page.iter(etree.Element):
        for name in element.attrib:
            assert name != "style", f"{where}: inline style on <{element.tag}>"
            assert not name.startswith("on"), f"{where}: handler {name} on <{element.tag}>"
            assert not name.startswith("hx-on"), f"{where}: handler {name} on <{element.tag}>"
    etree.strip_elements(page, "script", "template", etree.Comment, with_tail=False)
    visible = " ".join(page.itertext())
    for trace in ("{{", "}}", "{%", "%}", "%(", "&lt;/", "&amp;"):
        assert trace not in visible, f"{where}: unrendered {trace!r} near {around(visible, trace)}"
    assert not re.search(r"\bNone\b", visible), f"{where}: « None » near {around(visible, 'None')}"
    ids = Counter(page.xpath("//@id"))
    assert not ids or max(ids.values()) == 1, (
        f"{where}: ids twice: {[i for i in ids if ids[i] > 1]}"
    )
    if not fragment:
        check_page(where, page, text)


def check_page(where: str, page: Any, text: str) -> None:
    """What a whole page owes besides: its language, one head, one title, heads in order."""
    assert "<html" in text, f"{where}: no document"
    assert page.get("lang"), f"{where}: no lang"
    heads = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert heads.count(1) == 1, f"{where}: {heads.count(1)} h1"
    assert (page.findtext(".//title") or "").strip(), f"{where}: no title"
    jumps = [(a, b) for a, b in pairwise(heads) if b > a + 1]
    assert not jumps, f"{where}: heading levels jump {jumps}"


def around(text: str, trace: str) -> str:
    """A few words on both sides of a trace."""
    place = text.find(trace)
    return " ".join(text[max(0, place - 60) : place + 60].split())
