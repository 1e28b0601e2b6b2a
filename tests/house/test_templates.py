"""The house's laws about templates: one name for a fragment, components that say their inputs."""

import ast
import re
from importlib.util import find_spec
from pathlib import Path

from tests.house import source

PARTIAL = re.compile(r"\{%\s*partialdef\s+([\w-]+)[^%]*%\}(.*?)\{%\s*endpartialdef", re.DOTALL)
INCLUDE = re.compile(r'\{%\s*(?:include|drawn)\s+"([^"{]+)"')
FIRST_TAG = re.compile(r"<[a-z][^>]*>")
TARGET = re.compile(r'hx-target="#([\w-]+)"')
IDS = re.compile(r'\bid="([\w-]+)"')
HANDLERS = {"400.html", "403.html", "404.html", "500.html"}
LIBRARIES = ("allauth", "django.forms", "django.contrib.auth")


def folder():
    return source.ROOT / "templates"


def test_a_fragment_has_one_name_in_the_template():
    """`{% partialdef comment-list inline %}` wraps exactly the element whose id is comment-list.

    One of many of its kind has the name first: `voice` wraps `id="voice-{{ voice.id }}"`.
    """
    wrong = []
    for path in source.templates():
        for name, body in PARTIAL.findall(source.markup(path)):
            root = first_tag(body)
            if f'id="{name}"' not in root and f'id="{name}-' not in root:
                wrong.append(f"{source.name(path)}: {name}")

    assert wrong == []


def first_tag(text):
    """The first element of a text, looked for in what it includes where that comes first."""
    include = INCLUDE.search(text)
    element = FIRST_TAG.search(text)
    if include and (element is None or include.start() < element.start()):
        return first_tag(source.markup(folder() / include.group(1)))
    return element.group(0) if element else ""


def test_what_htmx_aims_at_is_there():
    """The target is an id of the same page, or of a component or page of the same folder."""
    ids = {path: set(IDS.findall(source.markup(path))) for path in source.templates()}
    wrong = []
    for path in source.templates():
        near = set().union(*(found for other, found in ids.items() if other.parent == path.parent))
        aimed = set(TARGET.findall(source.markup(path)))
        wrong += [f"{source.name(path)}: #{target}" for target in sorted(aimed - near)]

    assert wrong == []


def test_the_part_that_a_view_answers_exists():
    wrong = [
        f"{source.name(path)}:{call.lineno} {template}#{part}"
        for path in source.modules("views")
        for call, template, part in answers(path)
        if part not in partials(template)
    ]

    assert wrong == []


def answers(path):
    """Calls of `answer(request, TEMPLATE, part="x")` whose template and part can be read."""
    constants = {
        target.id: node.value.value
        for node in source.tree(path).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(source.tree(path)):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "answer"):
            continue
        if len(node.args) < 2:
            continue
        given = node.args[1]
        template = constants.get(getattr(given, "id", ""), getattr(given, "value", None))
        part = next((k.value for k in node.keywords if k.arg == "part"), None)
        part = constants.get(getattr(part, "id", ""), getattr(part, "value", None))
        if isinstance(template, str) and isinstance(part, str):
            yield node, template, part


def partials(template):
    path = folder() / template
    return {n for n, _body in PARTIAL.findall(source.markup(path))} if path.exists() else set()


def test_a_component_opens_with_its_inputs():
    silent = [
        source.name(path)
        for path in sorted((folder() / "components").glob("*.html"))
        if not re.match(r"(\{%\s*load[^%]*%\})?\s*\{%\s*comment\s*%\}", path.read_text())
    ]

    assert silent == []


def test_every_template_is_used():
    everything = source.text_of_everything()
    unused = []
    for path in source.templates():
        name = path.relative_to(folder()).as_posix().removeprefix("etat/")
        if name in everything or name in HANDLERS or of_a_library(name):
            continue
        unused.append(name)

    assert unused == []


def of_a_library(name):
    """True when the template takes the place of one that an installed library renders."""
    homes = [Path(find_spec(package).origin).parent for package in LIBRARIES]
    return any((home / kind / name).exists() for home in homes for kind in ("templates", "jinja2"))


def test_pages_hold_no_style_script_or_handler():
    """The policy forbids them; the browser would drop them silently."""
    found = [
        f"{source.name(path)}: {hit.group(0)}"
        for path in source.templates()
        if path.suffix == ".html" and "emails" not in path.parts and "pdf" not in path.stem
        for hit in re.finditer(r'\sstyle="|\son[a-z]+="|<style\b|hx-on', source.markup(path))
    ]

    assert [f for f in found if not f.startswith("templates/reports/")] == []
