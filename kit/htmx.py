"""One answer for both ways: the whole page without JavaScript, the fragment with htmx."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from kit.states import Refusal


def answer(
    request: HttpRequest,
    template: str,
    *,
    part: str,
    then: Any = None,
    said: Any = None,
    invalid: bool = False,
    **context: Any,
) -> HttpResponse:
    """The answer to a form or a link that changes one fragment of a page.

    With htmx: the fragment `part` of the template (whose root has that id). Without: after
    success (`then` given, not `invalid`) a redirect to `then`, else the whole page again,
    with status 422 when the form was `invalid`. `said` is announced: what happened and
    what comes next.
    """
    status = 422 if invalid else 200
    if getattr(request, "htmx", False):
        context["said"] = said
        return render(request, f"{template}#{part}", context, status=status)
    if then is not None and not invalid and request.method == "POST":
        if said:
            messages.success(request, str(said))
        return HttpResponseRedirect(resolve_url(then))
    context["said"] = said
    return render(request, template, context, status=status)


def refused(form: Any, refusal: Refusal, beside: str | None = None) -> None:
    """Writes a refusal of the domain beside the field that it names, else on the form as a whole.

    `beside`: the field that a refusal of this form is about when it names none.
    """
    known = refusal.field if refusal.field in form.fields else ""
    form.add_error(known or beside, str(refusal))
