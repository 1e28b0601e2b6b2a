"""The decision on readiness, and asking for the support that it names."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done
from kit.templatetags.kit import day
from readiness import actions, figures, rules
from readiness.forms import AskNamedForm, DecideForm
from readiness.models import DAYS, NamedSupport, Round
from readiness.views.common import find, form_page, page_of

CONCLUDED = Round.State.CONCLUDED


@requires(rules.decides_readiness)
@require_http_methods(["GET", "POST"])
def decision_take(request: Request, round_id: Any) -> HttpResponse:
    """Nothing is computed: the page recalls the law and what it proposes, somebody decides."""
    found = find(request, round_id, CONCLUDED)
    line = figures.line(found, request.standing)
    if not (line.decided and line.readable):
        raise Http404
    form = DecideForm(request.POST or None, initial={"seen": mark_of(line)})
    if attempt(form, lambda: actions.decide(found, by=request.user, **form.facts)):
        said = _("The decision is recorded with your name. A later one would stand beside it.")
        return done(request, said, page_of(request, found))
    if form.is_bound:
        found = find(request, round_id)
        line = figures.line(found, request.standing)
        form.show_again(mark_of(line))
    lead = _("A decision in words, with its author. It is read by those who read this round, now: %(whom)s.")  # fmt: skip
    return form_page(
        request, form, found, template="readiness/decide_page.html",
        heading=_("Decide on readiness"), submit=_("Record this decision"),
        lead=lead % {"whom": line.sharing_words},
        result=figures.result(found, request.standing, voices=False), decisions=line.decisions,
        givers=figures.givers(request.site),
    )  # fmt: skip


def mark_of(line: figures.RoundLine) -> str:
    """The latest decision that somebody has before their eyes."""
    return str(line.decisions[0].id) if line.decisions else ""


@requires(rules.asks_named_support)
@require_http_methods(["GET", "POST"])
def named_ask(request: Request, round_id: Any, named: Any) -> HttpResponse:
    """A support that a decision names is asked for, or gets a support day that there is."""
    found = find(request, round_id, CONCLUDED)
    support = support_of(found, named)
    form = AskNamedForm(
        request.POST or None, days=figures.days_that_fit(request.site, support.kind)
    )
    if attempt(form, lambda: actions.ask_for(support, by=request.user, **form.facts)):
        said = _("It is among the support days of the site: the coach, the centre and the national team see it.")  # fmt: skip
        return done(request, said, page_of(request, found))
    facts = {"what": support.what, "giver": support.provider, "day": day(support.until)}
    lead = _("“%(what)s”, from: %(giver)s, by %(day)s.")
    return form_page(
        request, form, found, heading=_("Ask for this support"), submit=_("Ask for this support"),
        lead=lead % facts,
    )  # fmt: skip


def support_of(found: Round, key: Any) -> NamedSupport:
    """A support in days that a decision of this round names; another one is not there."""
    for decision in found.decisions.all():
        for support in decision.supports.all():
            if support.pk == key and support.kind in DAYS:
                return support
    raise Http404
