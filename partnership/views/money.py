"""Money asked, granted and paid."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit import clock
from kit.access import requires
from kit.sheets import Table
from kit.templatetags.kit import euros
from partnership import actions, figures
from partnership.forms import (
    AskForm,
    CorrectAmountForm,
    DecideForm,
    PayForm,
    ReasonForm,
    ShareForm,
)
from partnership.models import Grant, GrantAmount
from partnership.rules import reads_collective, tends_network
from partnership.views.forms import at, attempt, done, form_page, saved, shown


@requires(reads_collective)
@require_GET
def grant_list(request: Request) -> HttpResponse:
    found = figures.money(request.site)
    by_state, by_funder = figures.heaps(found)
    context = {
        "heading": _("Money"),
        "money": found,
        "by_state": by_state,
        "by_funder": by_funder,
        "may": may_tend(request),
        "file": at(request, "grant-xlsx").removesuffix("xlsx"),
    }
    return shown(request, "partnership/grant_list.html", context)


def may_tend(request: Request) -> bool:
    """Whether buttons are drawn: the actions ask the same."""
    return tends_network(request.standing) and figures.may_tend(request.site, request.user)


@requires(reads_collective)
@require_GET
def grant_file(request: Request, kind: str) -> HttpResponse:
    """The grants as a spreadsheet; the site's part stands beside the whole."""
    head = [
        _("Funder"), _("What for"), _("State of the request"), _("Asked on"), _("Asked"), _("Granted"), _("Paid"),
        _("Part asked"), _("Part granted"), _("Part paid"), _("Did the name of the collective help?"),
    ]  # fmt: skip
    rows = (
        [g.funder, g.purpose, g.state_words, g.asked_on,
         g.whole.asked, g.whole.granted, g.whole.paid,
         g.part.asked, g.part.granted, g.part.paid, g.label_words]
        for g in figures.money(request.site).grants
    )  # fmt: skip
    return saved(request, kind, "financements", Table(_("Money"), head, rows))


@requires(reads_collective)
@require_GET
def grant_page(request: Request, grant: Any) -> HttpResponse:
    found = mine(request, grant)
    context = {
        "heading": found.funder,
        "trail": [(_("Money"), at(request, "grant-list"))],
        "grant": figures.grant_figure(found, request.site),
        "parts": figures.part_figures(found),
        "amounts": figures.amount_figures(found),
        "may": may_tend(request),
    }
    return shown(request, "partnership/grant_page.html", context)


def mine(request: Request, grant: Any) -> Grant:
    """A grant that this site recorded."""
    return get_object_or_404(request.site.grants.select_related("site"), pk=grant)


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def grant_ask(request: Request) -> HttpResponse:
    form = AskForm(request.POST or None, initial={"asked_on": clock.today()})
    if attempt(form, lambda: actions.ask_grant(request.site, by=request.user, **form.cleaned_data)):
        said = _("The request is recorded. Come back when the funder has answered.")
        return done(request, said, at(request, "grant-list"))
    return form_page(
        request, form,
        heading=_("Record a request for money"), submit=_("Record this request"),
        lead=_("Once for several sites: you give the others their parts afterwards."),
        back=at(request, "grant-list"), up=_("Money"),
    )  # fmt: skip


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def grant_decide(request: Request, grant: Any) -> HttpResponse:
    found = mine(request, grant)
    form = DecideForm(request.POST or None, initial={"on": clock.today(), "label": "unknown"})
    if attempt(form, lambda: decide(found, request, form.cleaned_data)):
        return done(request, _("The answer is recorded."), page_of(request, found))
    return grant_form(
        request, form, found, heading=_("The funder has answered"), submit=_("Record the answer")
    )


def decide(found: Grant, request: Request, data: dict[str, Any]) -> None:
    """Yes with an amount, or no with a reason."""
    if data["outcome"] == "granted":
        actions.grant_it(
            found, granted=data["granted"], on=data["on"], label=data["label"], by=request.user
        )
    else:
        actions.refuse_grant(found, on=data["on"], reason=data["reason"], by=request.user)


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def grant_pay(request: Request, grant: Any) -> HttpResponse:
    found = mine(request, grant)
    form = PayForm(request.POST or None, initial={"on": clock.today()})
    if attempt(form, lambda: actions.pay(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The payment is recorded."), page_of(request, found))
    return grant_form(
        request, form, found, heading=_("Money has come"), submit=_("Record the payment")
    )


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def amount_correct(request: Request, grant: Any, amount: Any) -> HttpResponse:
    """Another amount in the place of a wrong one, which stays with who, when and why."""
    found = mine(request, grant)
    row = get_object_or_404(found.amounts, pk=amount)
    form = CorrectAmountForm(request.POST or None, paid=row.kind == "paid")
    if attempt(form, lambda: correct(row, request, form.cleaned_data)):
        said = _("The amount is corrected. The one before stays readable.")
        return done(request, said, page_of(request, found))
    stands = _("amount %(which)s: %(amount)s today") % {
        "which": row.get_kind_display(),
        "amount": euros(row.amount),
    }
    return grant_form(
        request, form, found, note=stands,
        heading=_("Correct an amount"), submit=_("Save the correction"),
    )  # fmt: skip


def correct(row: GrantAmount, request: Request, data: dict[str, Any]) -> None:
    actions.correct_amount(row, data["amount"], reason=data["reason"], by=request.user)


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def grant_share(request: Request, grant: Any) -> HttpResponse:
    found = mine(request, grant)
    named = partial(figures.sites_named, standing=request.standing, but=request.site)
    whole = figures.grant_figure(found, request.site).whole
    form = ShareForm(request.POST or None, named=named, whole=whole)
    if attempt(form, lambda: actions.share(found, by=request.user, **form.cleaned_data)):
        said = _("The part is recorded. The rest stays with this site.")
        return done(request, said, page_of(request, found))
    return grant_form(
        request, form, found,
        heading=_("Give another site its part"), submit=_("Record this part"),
    )  # fmt: skip


@requires(tends_network)
@require_http_methods(["GET", "POST"])
def grant_withdraw(request: Request, grant: Any) -> HttpResponse:
    found = mine(request, grant)
    form = ReasonForm(request.POST or None)
    if attempt(form, lambda: actions.withdraw_grant(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The request is withdrawn."), page_of(request, found))
    return grant_form(
        request, form, found,
        heading=_("Withdraw the request"), submit=_("Withdraw this request"), kind="withdraw",
    )  # fmt: skip


def page_of(request: Request, grant: Grant) -> str:
    return at(request, "grant-page", grant=grant.pk)


def grant_form(
    request: Request, form: Any, grant: Grant, *, note: str = "", **words: Any
) -> HttpResponse:
    """A form about one grant; `note` says more than whose it is."""
    lead = ", ".join(filter(None, [grant.funder, grant.purpose, note]))
    return form_page(request, form, lead=lead, back=page_of(request, grant), up=_("Money"), **words)
