"""The door: each route declares a named rule, and no view runs without one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody has a role: in words, with the dates between which it holds."""

    role: str
    words: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is here (at this place) and today: computed, never stored."""

    person: Any = None
    place: str = ""
    today: date | None = None
    roles: frozenset[str] = frozenset()
    reasons: tuple[Reason, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    facts: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def signed_in(self) -> bool:
        return self.person is not None

    def has(self, *roles: str) -> bool:
        """True when at least one of the roles is held here, today."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Rule:
    """A right as a sentence over a standing: pure, named, testable.

    `sentence` completes « this page is for … » and is shown to whom it refuses.
    """

    name: str
    sentence: Any
    test: Callable[[Standing], bool]

    def __call__(self, standing: Standing) -> bool:
        return self.test(standing)

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(
            f"{self.name} or {other.name}", self.sentence, lambda s: self.test(s) or other.test(s)
        )

    def __and__(self, other: "Rule") -> "Rule":
        return Rule(
            f"{self.name} and {other.name}", self.sentence, lambda s: self.test(s) and other.test(s)
        )


type View = Callable[..., HttpResponse]


def requires(rule: Rule) -> Callable[[View], View]:
    """Declares the rule of a view; the middleware applies it before the view runs."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        guarded.rule = rule  # type: ignore[attr-defined]
        return guarded

    return declare


def open_to(rule: Rule, included: Any, *, secrets: Iterable[str] = ()) -> Any:
    """Lets a third-party set of routes in under one rule: `path("x/", open_to(rule, include(…)))`.

    `secrets` are the fields of its forms that nobody ever keeps nor shows again.
    """
    patterns = included[0]
    patterns = getattr(patterns, "urlpatterns", patterns)
    for pattern, _route in routes(patterns):
        guarded = requires(rule)(pattern.callback)
        guarded.secrets = frozenset(secrets)  # type: ignore[attr-defined]
        pattern.callback = guarded
    return included


def routes(patterns: Iterable[Any], before: str = "") -> Iterator[tuple[URLPattern, str]]:
    """Every route with its whole address pattern, in the order of the address book."""
    for item in patterns:
        address = before + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from routes(item.url_patterns, address)
        else:
            yield item, address


def rule_of(view: Any) -> Rule | None:
    """The rule that a view declares, if any."""
    return getattr(view, "rule", None)


@cache
def rule_for(name: str) -> Rule:
    """The rule of a route by its name (`app:noun-verb`); LookupError for an unknown one."""
    for pattern, namespace in named_routes(get_resolver().url_patterns):
        if ":".join([*namespace, pattern.name or ""]) == name:
            rule = rule_of(pattern.callback)
            if rule is None:
                break
            return rule
    raise LookupError(f"no route {name!r} with a rule")


def named_routes(
    patterns: Iterable[Any], namespace: tuple[str, ...] = ()
) -> Iterator[tuple[URLPattern, tuple[str, ...]]]:
    """Every route with the namespaces that lead to it."""
    for item in patterns:
        if isinstance(item, URLResolver):
            inner = (*namespace, item.namespace) if item.namespace else namespace
            yield from named_routes(item.url_patterns, inner)
        else:
            yield item, namespace


class AccessMiddleware:
    """Applies each view's rule to the request's standing before the view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Sequence[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        rule = rule_of(view)
        if rule is None:
            raise ImproperlyConfigured(f"{request.path} has no rule: declare it with @requires")
        standing: Standing = request.standing  # type: ignore[attr-defined]
        if rule(standing):
            return None
        if not standing.signed_in:
            keep_what_was_typed(request)
            return sign_in(request)
        raise PermissionDenied(str(rule.sentence))


def sign_in(request: HttpRequest) -> HttpResponse:
    """Sends to the sign-in page and back; an htmx request moves the whole page."""
    back = request.get_full_path() if request.method == "GET" else KEPT_TEXT_PATH
    answer = redirect_to_login(back)
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
    return answer


KEPT_TEXT_PATH = "/compte/texte-garde/"
KEPT_TEXT_KEY = "kept_text"
KEPT_LENGTH = 300_000  # characters: a 40,000-word text fits, a flood does not
SECRET_FIELDS = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}
# The code by which residents find again what they said: theirs to keep, not the portal's.
NEVER_KEPT = {"follow_up"}


def typed_in(request: HttpRequest) -> dict[str, list[Any]]:
    """What somebody wrote in a form, without what is secret there: passwords, codes to sign in."""
    view = getattr(request.resolver_match, "func", None)
    secret = SECRET_FIELDS | getattr(view, "secrets", frozenset())
    return {name: values for name, values in request.POST.lists() if name not in secret}


def keep_what_was_typed(request: HttpRequest) -> None:
    """Keeps the fields of a form that arrived after the session had ended.

    After signing in again the person finds them on one page and can send them on.
    """
    if request.method != "POST":
        return
    typed = {name: words for name, words in typed_in(request).items() if name not in NEVER_KEPT}
    if typed and sum(len(value) for values in typed.values() for value in values) <= KEPT_LENGTH:
        request.session[KEPT_TEXT_KEY] = {"path": request.get_full_path(), "fields": typed}


@register("qic")
def every_route_has_a_rule(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """qic.E001: a route without a declared rule."""
    return [
        Error(f"The route /{address} declares no rule.", id="qic.E001")
        for pattern, address in routes(get_resolver().url_patterns)
        if rule_of(pattern.callback) is None
    ]
