"""Both themes render every component from the same inputs; the State's says what it lacks."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent.parent
TEMPLATES = BASE / "templates"
RENDER = """
import django; django.setup()
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation
from kit.access import Standing
from qic_portal.gallery import gallery
request = RequestFactory().get("/composants/")
request.user, request.site, request.standing = AnonymousUser(), None, Standing()
translation.activate("fr")
print(gallery(request).content.decode())
"""


def run(theme, *command):
    """A program of its own: the theme is read when the settings are loaded."""
    env = os.environ | {
        "QIC_THEME": theme,
        "DEBUG": "1",
        "QIC_DEMO": "1",
        "DATABASE_URL": "postgresql://nowhere.invalid/qic",
        "DJANGO_SETTINGS_MODULE": "qic_portal.settings",
    }
    return subprocess.run(
        [sys.executable, *command],
        env=env,
        cwd=BASE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("theme", "mark"), [("neutre", "site-top"), ("etat", "fr-header")])
def test_each_theme_renders_every_component_from_the_same_inputs(theme, mark):
    done = run(theme, "-c", RENDER)

    assert done.returncode == 0, done.stderr
    assert mark in done.stdout
    assert done.stdout.count("<h1>") == 1
    assert "seat-state" in done.stdout
    if theme == "etat":
        assert "fr-btn" in done.stdout
        assert "fr-alert--success" in done.stdout
        assert "silhouette" not in re.sub(r"<h2>.*?</h2>", "", done.stdout)


def test_the_state_theme_without_its_package_says_so():
    done = run(
        "etat",
        "-c",
        """
import sys
sys.modules["dsfr"] = None
import importlib.util
real = importlib.util.find_spec
import django
from qic_portal import theme
theme.find_spec = lambda name: None if name == "dsfr" else real(name)
django.setup()
print([(m.id, m.msg, m.hint) for m in theme.the_theme_is_complete(None)])
""",
    )

    assert "django-dsfr is not installed" in done.stdout, done.stderr
    assert "requirements/etat.txt" in done.stdout


def test_a_theme_that_does_not_exist_is_refused():
    done = run(
        "rose",
        "-c",
        """
import django; django.setup()
from qic_portal import theme
print([m.msg for m in theme.the_theme_is_complete(None)])
""",
    )

    assert "neutre and etat" in done.stdout, done.stderr


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "etat").rglob("*.html")), ids=lambda path: path.stem
)
def test_each_template_of_the_state_theme_stands_for_one_of_ours(path):
    assert (TEMPLATES / path.relative_to(TEMPLATES / "etat")).exists()


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.glob("**/components/*.html")), ids=lambda path: path.stem
)
def test_each_component_opens_with_a_comment_that_lists_its_inputs(path):
    text = path.read_text()
    comment = re.search(r"\{% comment %\}(.*?)\{% endcomment %\}|\{#(.*?)#\}", text, re.DOTALL)

    assert comment
    assert text.index(comment.group(0)) < 40
    assert re.search(r"[Ii]nputs|Reads the page", comment.group(0))
    assert len(text.splitlines()) <= 120


def test_no_file_of_the_design_system_is_in_the_repository():
    files = subprocess.run(
        ["git", "ls-files"], cwd=BASE, capture_output=True, text=True, check=False
    ).stdout.lower()

    assert "marianne" not in files
    assert "dsfr" not in files
