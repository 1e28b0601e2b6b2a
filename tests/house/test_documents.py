"""Documents cannot rot: what they name exists, and what exists is named."""

import ast
import re
import tomllib

import pytest
import yaml
from django.apps import apps
from django.core.management import get_commands
from django.db import models
from django.urls import get_resolver

from accounts.models import User
from kit.access import routes
from qic_portal.processing import REGISTER
from tests.house import source

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
READS = {"text", "flag", "words", "getenv", "get"}
PERSONAL = {"email", "to", "by_name", "public_name", "phone", "pseudonym", "ip_address", "password"}
FROM_LIBRARIES = {"account", "mfa"}
OURS = set(source.apps())


def document(name):
    return (source.ROOT / name).read_text()


def test_every_setting_read_from_the_environment_is_explained():
    explained = document("docs/operating.md")
    files = sorted((source.ROOT / "qic_portal").glob("*.py"))
    read = {name for path in files for name in environment_names(path)}

    assert len(read) > 10
    assert {name for name in read if f"`{name}`" not in explained} == set()


def environment_names(path):
    """Names given to `env.text("X")` and its like."""
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = getattr(node.func.value, "id", getattr(node.func.value, "attr", ""))
            given = node.args[0] if node.args else None
            reads = owner in {"env", "environ"} and node.func.attr in READS
            if reads and isinstance(given, ast.Constant):
                yield given.value


def test_every_command_of_ours_is_explained():
    documents = " ".join(" ".join(p.read_text() for p in source.documents()).split())
    ours = [name for name, app in get_commands().items() if app in OURS | {"qic_portal", "kit"}]

    assert [name for name in ours if f"manage.py {name}" not in documents] == []


@pytest.mark.parametrize("path", source.documents(), ids=source.name)
def test_links_between_documents_lead_somewhere(path):
    broken = [
        target
        for target in LINK.findall(path.read_text())
        if not re.match(r"[a-z]+:", target)
        and not (path.parent / target.partition("#")[0]).exists()
    ]

    assert broken == []


def test_the_readme_names_only_what_exists():
    text = document("README.md")
    commands = set(re.findall(r"\bbin/\w+", text))
    addresses = set(re.findall(r"`(/[a-z-]+/(?:[a-z-]+/)?)`", text))
    known = {f"/{address}" for _pattern, address in routes(get_resolver().url_patterns)}
    only_in_demonstrations = {"/demo/courrier/"}

    assert [name for name in commands if not (source.ROOT / name).exists()] == []
    assert addresses - known - only_in_demonstrations == set()
    assert text.count("\n") <= 150


def test_the_architecture_fits_on_a_few_screens():
    assert document("docs/architecture.md").count("\n") <= 200


def test_files_named_in_the_documents_exist():
    """`agenda/rules.py`, `templates/components/`: a path in backticks is a promise."""
    wrong = [
        f"{source.name(path)}: {name}"
        for path in source.documents()
        for name in re.findall(r"`((?:[a-z_]+/)+[\w.-]*)`", path.read_text())
        if path.name not in {"routes.md", "CHANGELOG.md"}
        and name.split("/")[0] not in {"var", ".venv"}
        and not (source.ROOT / name).exists()
    ]

    assert wrong == []


def test_the_licence_is_the_same_everywhere():
    told = yaml.safe_load(document("publiccode.yml"))
    project = tomllib.loads(document("pyproject.toml"))["project"]

    assert told["legal"]["license"] == project["license"] == "Apache-2.0"
    assert str(told["softwareVersion"]) == project["version"]
    assert "Apache License" in document("LICENSE")[:200]


def test_the_public_description_lacks_nothing_but_the_address_nobody_has_yet():
    """What publiccode.yml 0.4 demands, with its bounds; an address, once there is one, is https."""
    told = yaml.safe_load(document("publiccode.yml"))
    demanded = {"publiccodeYmlVersion", "name", "platforms", "categories", "developmentStatus",
                "softwareType", "description", "legal", "maintenance", "localisation"}  # fmt: skip

    assert demanded <= set(told)
    assert told.get("url", "https://").startswith("https://")
    assert set(told["description"]) == {"fr", "en"}
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert all(0 < len(feature) <= 100 for feature in words["features"])
    assert told["maintenance"]["type"] == "internal"
    assert all(contact["name"] for contact in told["maintenance"]["contacts"])
    assert told["localisation"]["localisationReady"] is True
    assert set(told["localisation"]["availableLanguages"]) == set(told["description"])


def test_every_model_is_in_the_glossary():
    glossary = document("docs/glossary.md")
    nouns = [m.__name__ for m in apps.get_models() if m._meta.app_label in OURS]

    assert [noun for noun in nouns if f"`{noun}`" not in glossary] == []


def test_every_field_about_a_person_is_in_the_register():
    """And the register names no field that is gone."""
    told = {name for use in REGISTER for name in use.fields}
    fields = {
        f"{model._meta.label}.{field.name}": personal(model, field)
        for model in apps.get_models()
        if model._meta.app_label in OURS | FROM_LIBRARIES
        for field in model._meta.concrete_fields
    }

    assert {name for name, about in fields.items() if about} - told == set()
    assert told - set(fields) == set()


def personal(model, field):
    """A field of the account, a link to a person, or one of the usual names."""
    return (
        model is User
        or field.related_model is User
        or isinstance(field, models.EmailField)
        or field.name in PERSONAL
    )
