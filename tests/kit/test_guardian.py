"""The guardian finds what it is there to find."""

import pytest

from tests.client import check_html, check_writes

GOOD = '<!DOCTYPE html><html lang="fr"><head><title>Sites</title></head><body>{}</body></html>'


def page(body="<h1>Les sites</h1>"):
    return GOOD.format(body)


def test_a_page_that_keeps_the_laws_passes():
    check_html("GET /", page('<h1>Les sites</h1><h2 id="a">Un</h2><script src="/a.js"></script>'), fragment=False)  # fmt: skip
    check_html("GET /", '<li id="a">Un &amp; deux</li>', fragment=True)


@pytest.mark.parametrize("body", [
    "<h1>A</h1><script>run()</script>",
    "<h1>A</h1><style>p{}</style>",
    '<h1>A</h1><p style="color:red">B</p>',
    '<h1>A</h1><p onclick="run()">B</p>',
    '<h1>A</h1><p hx-on:click="run()">B</p>',
    "<h1>A</h1><p>{{ name }}</p>",
    "<h1>A</h1><p>{% if %}</p>",
    "<h1>A</h1><p>%(name)s</p>",
    "<h1>A</h1><p>&amp;amp;</p>",
    "<h1>A</h1><p>&amp;lt;/p&gt;</p>",
    "<h1>A</h1><p>de None</p>",
    '<h1>A</h1><p id="a">B</p><p id="a">C</p>',
    "<p>B</p>",
    "<h1>A</h1><h1>B</h1>",
    "<h1>A</h1><h3>B</h3>",
])  # fmt: skip
def test_what_breaks_a_law_of_markup_fails(body):
    with pytest.raises(AssertionError, match="GET /"):
        check_html("GET /", page(body), fragment=False)


@pytest.mark.parametrize("text", [
    page().replace(' lang="fr"', ""),
    page().replace("Sites", " "),
    "<h1>Les sites</h1>",
])  # fmt: skip
def test_a_page_without_language_title_or_document_fails(text):
    with pytest.raises(AssertionError, match="GET /"):
        check_html("GET /", text, fragment=False)


def test_what_a_template_or_a_comment_holds_is_not_read():
    check_html("GET /", page("<h1>A</h1><!-- {{ a }} --><template><p>{{ b }}</p></template>"), fragment=False)  # fmt: skip


@pytest.mark.parametrize(("tables", "safe"), [
    (["sites_site"], True),
    (["sites_site"], False),
])  # fmt: skip
def test_a_write_on_reading_or_without_the_journal_fails(tables, safe):
    with pytest.raises(AssertionError):
        check_writes("POST /", tables, safe=safe)
    check_writes("POST /", [*tables, "journal_entry"], safe=False)
