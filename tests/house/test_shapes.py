"""The house's laws about code, as far as reading it can tell."""

import ast
import re

import pytest
from django.apps import apps

from tests.house import source

WRITES = {
    "save", "create", "delete", "update", "bulk_create", "bulk_update",
    "get_or_create", "update_or_create",
}  # fmt: skip
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
LINES_OF_A_TEMPLATE = 120
LINES_OF_SETTINGS = 250


def lines(path):
    return path.read_text().count("\n")


def test_views_ask_their_site_or_a_named_queryset_never_a_whole_table():
    found = [
        f"{source.name(path)}:{node.lineno}"
        for path in source.modules("views")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]

    assert found == []


def test_views_forms_and_tasks_write_nothing():
    found = [
        f"{source.name(path)}:{node.lineno} .{node.func.attr}()"
        for path in source.modules("views", "forms", "tasks", "admin")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not of_actions(node.func.value)
    ]

    assert found == []


def of_actions(value):
    """`actions.create(…)` is the way: the verb belongs to an action."""
    return isinstance(value, ast.Name) and value.id.endswith("actions")


def test_only_actions_write_with_statements_of_their_own():
    users = {
        source.name(path)
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "kit.writes"
    }
    actions = {source.name(path) for path in source.modules("actions")}

    assert {n for n in users if not n.startswith("tests/")} <= actions


def test_nothing_listens_to_signals():
    found = [
        source.name(path)
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if (isinstance(node, ast.ImportFrom) and signals(node.module or ""))
        or (isinstance(node, ast.Import) and any(signals(a.name) for a in node.names))
    ]

    assert found == []


def signals(module):
    return module in {"django.dispatch", "django.db.models.signals", "django.core.signals"}


def test_a_file_can_be_held_in_the_head():
    files = {source.name(p): lines(p) for p in source.python_files()}

    assert {n: count for n, count in files.items() if count > LINES_OF_A_FILE} == {}
    assert files["qic_portal/settings.py"] <= LINES_OF_SETTINGS


def test_a_function_fits_on_a_screen():
    """Its docstring apart. A scene of the tests may be longer: it is read once, top to bottom."""
    found = {
        f"{source.name(path)}:{node.name}": length(node)
        for path in source.python_files()
        for node in source.functions(path)
        if length(node) > LINES_OF_A_FUNCTION and "tests" not in path.parts
    }

    assert found == {}


def length(node):
    """The lines of a function without its docstring."""
    said = node.body[0] if ast.get_docstring(node) is not None else None
    return node.end_lineno - node.lineno + 1 - (said.end_lineno - said.lineno + 1 if said else 0)


def test_a_template_fits_on_three_screens():
    found = {source.name(p): lines(p) for p in source.templates()}

    assert {n: count for n, count in found.items() if count > LINES_OF_A_TEMPLATE} == {}


def test_migrations_have_names_that_somebody_chose():
    assert [source.name(p) for p in source.migrations() if "_auto_" in p.name] == []


def test_migrations_can_be_undone():
    one_way = [
        f"{source.name(path)}:{node.lineno}"
        for path in source.migrations()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in {"RunPython", "RunSQL"}
        and len(node.args) < 2
        and not {k.arg for k in node.keywords} & {"reverse_code", "reverse_sql"}
    ]

    assert one_way == []


def test_who_acts_is_named_by_keyword():
    """An atomic function of actions.py takes `by=`, or says that the portal itself acts."""
    nameless = [
        f"{source.name(path)}:{node.name}"
        for path in source.modules("actions")
        for node in source.functions(path)
        if any("atomic" in ast.unparse(d) for d in node.decorator_list)
        and not node.name.startswith("_")
        and "by" not in {a.arg for a in node.args.kwonlyargs}
        and "the portal" not in (ast.get_docstring(node) or "").lower()
    ]

    assert nameless == []


def test_public_functions_of_actions_and_figures_say_their_rule():
    silent = [
        f"{source.name(path)}:{node.name}"
        for path in source.modules("actions", "figures")
        for node in source.functions(path)
        if any("atomic" in ast.unparse(d) for d in node.decorator_list)
        and not ast.get_docstring(node)
    ]

    assert silent == []


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda m: m._meta.label)
def test_a_constraint_has_a_name_that_somebody_chose(model):
    if model._meta.app_label not in source.apps():
        pytest.skip("not ours")

    names = [c.name for c in model._meta.constraints]

    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert len(set(names)) == len(names)


def test_words_are_told_by_the_names_that_the_catalogues_look_for():
    """Under another name nobody finds them, and they stay in English on a French page."""
    found = [
        f"{source.name(path)}:{node.lineno} {each.asname}"
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for each in node.names
        if each.asname not in {None, "_"}
    ]

    assert found == []
