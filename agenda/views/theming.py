"""Themes of comments: counted for everybody; given, renamed and joined by those who answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agenda import actions, figures
from agenda.forms.theming import MarkForm, ThemeForm
from agenda.models import Comment
from agenda.rules import answers_comments, reads_agenda
from agenda.views.pages import sent
from agenda.views.together import ticked
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal


@requires(reads_agenda)
@require_GET
def theme_list(request: Request) -> HttpResponse:
    """The themes of a site's comments with their counts."""
    themes = figures.comment_themes(request.site)
    context = {
        "section": "roadmap",
        "themes": themes,
        "answers": answers_comments(request.standing),
    }
    return render(request, "agenda/theme_list.html", context)


@requires(answers_comments)
@require_http_methods(["GET", "POST"])
def theme_change(request: Request, theme: UUID) -> HttpResponse:
    """Renames a theme, or joins it to another one."""
    found = get_object_or_404(request.site.comment_themes.select_related("site"), pk=theme)
    themes = figures.comment_themes(request.site)
    mine = next(each for each in themes if each.id == found.pk)
    form = ThemeForm(sent(request), theme=mine, themes=themes)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["into"]
        into = request.site.comment_themes.filter(pk=chosen).first() if chosen else None
        try:
            if into is not None:
                actions.join_themes(found, into=into, by=request.user)
                said = _("“%(theme)s” is now in “%(into)s”.") % {"theme": mine.label, "into": into}
            else:
                named = actions.rename_theme(
                    found, label=form.cleaned_data["label"], by=request.user
                )
                said = _("The theme is called “%(theme)s”.") % {"theme": named}
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, said)
            return redirect("agenda:theme-list", site=request.site.slug)
    context = {"section": "roadmap", "theme": mine, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "agenda/theme_form.html", context, status=status)


@requires(answers_comments)
@require_http_methods(["GET", "POST"])
def comments_theme(request: Request) -> HttpResponse:
    """Gives ticked comments a theme, or takes it from them."""
    chosen = [comment for comment, _seen in ticked(request)]
    if not chosen:
        messages.error(request, _("Tick at least one comment that is shown."))
        return redirect("agenda:comment-list", site=request.site.slug)
    themes = figures.comment_themes(request.site)
    form = MarkForm(sent(request), themes=themes)
    if request.method == "POST" and form.is_valid():
        said = mark(request, chosen, form)
        if said:
            messages.success(request, said)
            return redirect("agenda:comment-list", site=request.site.slug)
    voices = request.site.comments.filter(pk__in=[c.pk for c in chosen]).in_order()
    context: dict[str, Any] = {
        "section": "roadmap",
        "form": form,
        "voices": figures.comments_of(voices),
        "suggestions": list(request.site.themes.values_list("name", flat=True)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "agenda/comments_theme.html", context, status=status)


def mark(request: Request, chosen: list[Comment], form: MarkForm) -> str:
    """Gives or takes the theme; what to announce, or nothing when the form says why not."""
    label = form.chosen()
    if "take" not in request.POST:
        theme = actions.theme_comments(request.site, chosen, label=label, by=request.user)
        facts = {"theme": theme, "count": len(chosen)}
        return _("The theme “%(theme)s” is given to %(count)s comments.") % facts
    known = request.site.comment_themes.filter(label__iexact=label).first()
    if known is None:
        form.add_error("label", _("No comment has this theme."))
        return ""
    taken = actions.unmark_comments(known, chosen, by=request.user)
    facts = {"theme": known, "count": taken}
    return _("The theme “%(theme)s” was taken from %(count)s comments.") % facts
