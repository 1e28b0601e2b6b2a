"""Writes docs/routes.md, docs/access.md and docs/states.md from the code itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.urls import get_resolver

from kit.access import Rule, Standing, named_routes, routes, rule_of
from kit.methods import innermost, methods_of
from kit.states import Phased, Stateful

MADE = "<!-- Made by `manage.py house_docs`: change the code, then run it again. -->"
SITE_WORD = "<slug:site>"


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the address book."""

    address: str
    name: str
    rule: Rule
    methods: tuple[str, ...]
    view: str

    @property
    def of_a_site(self) -> bool:
        """True when the address names a site, so that roles are those held there."""
        return SITE_WORD in self.address


def all_routes() -> list[Route]:
    """Every route of the project in the order of the address book."""
    patterns = get_resolver().url_patterns
    found = []
    both = zip(routes(patterns), named_routes(patterns), strict=True)
    for (pattern, address), (_same, namespaces) in both:
        rule = rule_of(pattern.callback)
        if rule is None:
            raise ImproperlyConfigured(f"/{address} has no rule: declare it with @requires")
        name = ":".join([*namespaces, pattern.name or ""])
        view = innermost(pattern.callback)
        found.append(
            Route(
                "/" + address.replace("^", "").replace("$", ""),
                name,
                rule,
                methods_of(pattern.callback),
                f"{view.__module__}.{view.__qualname__}",
            )
        )
    return found


def routes_document() -> str:
    """docs/routes.md: what answers under which address."""
    rows = [
        (
            f"`{cell(route.address)}`",
            f"`{route.name}`" if route.name else "",
            cell(route.rule.name),
            ", ".join(route.methods) or "any",
            f"`{route.view}`",
        )
        for route in all_routes()
    ]
    return page(
        "Routes",
        "Every address of the portal, in the order in which they are tried. The rule is applied\n"
        "before the view runs; [access.md](access.md) says whom each rule lets in.",
        table(("Address", "Name", "Rule", "Methods", "View"), rows),
    )


type Persona = tuple[Standing, Standing]


def access_document(personas: Mapping[str, Persona]) -> str:
    """docs/access.md: which rule lets whom in, and which routes ask that rule.

    A persona is given as two standings: at a site, and where no site is named.
    """
    found = all_routes()
    parts = []
    for title, of_a_site in (("At a site", True), ("Elsewhere", False)):
        some = [route for route in found if route.of_a_site == of_a_site]
        rows = [
            (
                f"`{route.name or cell(route.address)}`",
                cell(route.rule.name),
                *(yes_or_no(route, persona) for persona in personas.values()),
            )
            for route in some
        ]
        parts.append(f"## {title}\n\n" + table(("Route", "Rule", *personas), rows))
    return page(
        "Who may enter where",
        "Each route asks one named rule before its view runs. ✓ lets in. A dash sends who has not\n"
        "signed in to the sign-in page and answers everybody else with 403 and the rule's sentence.\n"
        "What is found behind the door is a second question: objects of another site, or that are\n"
        "not public yet, are not there (404). Pages of a library (their names have no colon) ask for\n"
        "a signed-in person by themselves where they need one.",
        *parts,
    )


def yes_or_no(route: Route, persona: Persona) -> str:
    """A mark for one route and one persona."""
    return "✓" if opens(route, persona) else "–"


def opens(route: Route, persona: Persona) -> bool:
    """True when the route's rule lets the persona in."""
    here, nowhere = persona
    return route.rule(here if route.of_a_site else nowhere)


def stateful_models() -> list[type[Stateful]]:
    """Each model with a table of moves, by name."""
    found = [m for m in apps.get_models() if issubclass(m, Stateful) and m.MOVES]
    return sorted(found, key=lambda model: model.__name__)


def phased_models() -> list[type[Phased]]:
    """Each model whose states follow from its dates, by name."""
    found = [m for m in apps.get_models() if issubclass(m, Phased) and m.PHASES]
    return sorted(found, key=lambda model: model.__name__)


def states_document() -> str:
    """docs/states.md: what each thing with states may become, as a table and as a drawing.

    Then the things whose state nobody stores: it follows from their dates.
    """
    return page(
        "States and moves",
        "A move that is not in the table is refused, under a lock, with a sentence for the person.",
        *[states_of(model) for model in stateful_models()],
        "## States that follow from dates\n\n"
        "Nothing is stored and nobody moves these: the table is read again at each request.",
        *[phases_of(model) for model in phased_models()],
    )


def phases_of(model: type[Phased]) -> str:
    """One model's phases: when each holds, and which rights it gives meanwhile."""
    rows = [
        (f"`{p.state.value}`", cell(str(p.state.label)), cell(str(p.when)), cell(str(p.gives)))
        for p in model.PHASES
    ]
    head = ("State", "In words", "When", "What it gives")
    return "\n".join([f"### {model.__name__}", "", table(head, rows)])


def states_of(model: type[Stateful]) -> str:
    """One model's table of moves and its drawing."""
    order = list(model.MOVES)
    first = model.FIRST if model.FIRST is not None else order[0]
    rows, drawing = [], ["stateDiagram-v2", f"    [*] --> {first.value}"]
    for state in order:
        following = [other for other in order if other in model.MOVES[state]]
        label = getattr(state, "label", "")
        after = ", ".join(f"`{other.value}`" for other in following)
        rows.append((f"`{state.value}`", cell(str(label)), after or "nothing: this is an end"))
        drawing += [f"    {state.value} --> {other.value}" for other in following]
        if not following:
            drawing.append(f"    {state.value} --> [*]")
    return "\n".join(
        [
            f"## {model.__name__}",
            "",
            table(("State", "In words", "May become"), rows),
            "",
            "```mermaid",
            *drawing,
            "```",
        ]
    )


def page(title: str, introduction: str, *parts: str) -> str:
    """A document with its title, ending in one line feed."""
    return "\n\n".join([f"# {title}", MADE, introduction, *parts]) + "\n"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def cell(text: str) -> str:
    """Text that cannot break out of its cell."""
    return text.replace("|", "\\|").replace("\n", " ")
