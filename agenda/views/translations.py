"""A version in other languages, written by hand beside the French text."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agenda import actions, figures
from agenda.forms import LanguageForm, TranslationForm
from agenda.models import Translation, Version
from agenda.rules import translates_agenda
from agenda.tongues import Language
from agenda.views.pages import sent
from governance.middleware import Request
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal


def translated_version(request: Request, number: int) -> Version:
    """A version of this site that may still be translated; 404 else."""
    known = request.site.versions.visible_to(request.standing).select_related("site")
    return get_object_or_404(known, number=number, state__in=actions.TRANSLATED)


def address(version: Version, language: Language | None = None, passage: Any = None) -> str:
    """The page of a version's translations, of one language where it is named."""
    kwargs = {"site": version.site.slug, "number": version.number}
    there = reverse("agenda:translation-list", kwargs=kwargs)
    return f"{there}?langue={language.code}#p-{passage}" if language else there


@requires(translates_agenda)
@require_GET
def translation_list(request: Request, number: int) -> HttpResponse:
    """How far a version is translated; of one language every passage with its state."""
    version = translated_version(request, number)
    passages = figures.text_of(version)
    asked = request.GET.get("langue", "")
    language = Language.of(asked)
    form = LanguageForm({"langue": asked} if asked else None)
    context = {
        "section": "roadmap",
        "version": version,
        "spoken": language,
        "form": form,
        "tongues": figures.tongues(version, passages),
        "total": len(passages),
        "rows": figures.translated(version, passages, language) if language else (),
    }
    status = 422 if asked and language is None else 200
    return render(request, "agenda/translation_list.html", context, status=status)


@requires(translates_agenda)
@require_http_methods(["GET", "POST"])
def translation_edit(request: Request, number: int, language: str, passage: UUID) -> HttpResponse:
    """Writes one passage in a language, beside the French; who was overtaken reads both."""
    version = translated_version(request, number)
    spoken = Language.of(language)
    there = {each.id: each for each in figures.text_of(version)}
    if spoken is None or passage not in there:
        raise Http404
    said = version.translations.filter(passage=passage, language=language)
    savings = list(said.select_related("by").order_by("-number"))
    last = savings[0] if savings else None
    form = TranslationForm(sent(request), initial=start(last), language=spoken)
    theirs = None
    if request.method == "POST" and form.is_valid():
        wording = version.wordings.get(passage=passage)
        done, theirs, form = save(request, wording, spoken, form)
        if done:
            messages.success(request, saved(version, passage, language))
            return HttpResponseRedirect(address(version, spoken, passage))
    context = {
        "section": "roadmap",
        "version": version,
        "passage": there[passage],
        "spoken": spoken,
        "form": form,
        "theirs": theirs,
        "stale": last is not None and not last.translates(there[passage]),
        "savings": savings,
        "back": address(version, spoken, passage),
    }
    status = 422 if form.is_bound else 200
    return render(request, "agenda/translation_form.html", context, status=status)


def saved(version: Version, passage: UUID, language: str) -> str:
    """What was done; the later versions that say the same have it too."""
    also = figures.also_in(version, passage, language)
    if not also:
        return _("The translation is saved.")
    numbers = ", ".join(str(number) for number in also)
    said = _("The translation is saved, in version %(numbers)s too: its words are the same.")
    return said % {"numbers": numbers}


def start(last: Translation | None) -> dict[str, Any]:
    """What the form shows at first."""
    if last is None:
        return {"after": 0}
    return {name: getattr(last, name) for name in ("heading", "text", "plain_text")} | {
        "after": last.number
    }


def save(
    request: Request, wording: Any, language: Language, form: TranslationForm
) -> tuple[bool, Translation | None, TranslationForm]:
    """Whether it was saved; what somebody else saved meanwhile, and the form to go on with."""
    data = form.cleaned_data
    try:
        actions.translate(wording, by=request.user, language=language.code, **data)
    except actions.Overtaken as overtaken:
        again = TranslationForm(data | {"after": overtaken.theirs.number}, language=language)
        again.is_valid()
        refused(again, overtaken)
        return False, overtaken.theirs, again
    except Refusal as refusal:
        refused(form, refusal)
        return False, None, form
    return True, None, form
