"""What a route answers to: a HEAD wherever a GET, and a page where a request cannot be taken."""

import inspect
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve


def innermost(view: Callable[..., Any]) -> Any:
    """The function (or class) that somebody wrote, under its decorators."""
    return getattr(view, "view_class", None) or inspect.unwrap(view)


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """The HTTP methods that a view answers; none named means that it takes any.

    What is read by GET answers HEAD, too: `MethodsMiddleware` sees to it.
    """
    named = named_methods(view)
    if "GET" not in named:
        return named
    return ("GET", "HEAD", *(method for method in named if method not in {"GET", "HEAD"}))


def named_methods(view: Callable[..., Any]) -> tuple[str, ...]:
    """The methods that a view names itself."""
    layer: Any = view
    while layer is not None:
        if "request_method_list" in getattr(getattr(layer, "__code__", None), "co_freevars", ()):
            return tuple(inspect.getclosurevars(layer).nonlocals["request_method_list"])
        layer = getattr(layer, "__wrapped__", None)
    owner = innermost(view)
    if inspect.isclass(owner):
        named = getattr(owner, "http_method_names", ())
        return tuple(m.upper() for m in named if m not in {"options", "head"} and hasattr(owner, m))
    return ()


def page_above(path: str) -> str:
    """The nearest address above this one that can be read; in the end the home page."""
    while path.rstrip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            methods = methods_of(resolve(path).func)
        except Http404:
            continue
        if not methods or "GET" in methods:
            break
    return path


class MethodsMiddleware:
    """A HEAD is answered as its GET would be, without the body; a 405 is a page with a way on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        method = request.method
        if method == "HEAD":
            request.method = "GET"  # the server sends no body after a HEAD, whatever it is given
        try:
            response = self.get_response(request)
        finally:
            request.method = method
        return explained(request, response) if response.status_code == 405 else response


def explained(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """The page of an address that cannot take such a request: nothing was changed, and where to go."""
    page = render(request, "405.html", {"above": page_above(request.path)}, status=405)
    page["Allow"] = refused.get("Allow", "")
    return page
