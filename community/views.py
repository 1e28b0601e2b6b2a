"""The forums: home, one forum, one topic, saying, changing, hiding, searching."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.roles import ROLE_WORDS, Role
from community import actions, figures
from community.forms import ChangeForm, HideForm, SayForm, SearchForm, TopicForm
from community.models import Topic, forums_for, posts_for, topics_for
from community.rules import moderates, talks
from governance.middleware import Request
from kit.access import Standing, requires
from kit.htmx import answer, refused
from kit.states import Refusal

TOPIC = "community/topic_page.html"
FORM = "community/post_form.html"
PAGE_OF_TOPICS, PAGE_OF_POSTS = 20, 20


@requires(talks)
@require_GET
def home(request: Request) -> HttpResponse:
    context = {
        "forums": figures.forums(request.standing),
        "latest": figures.latest_topics(request.standing, 6),
        "unanswered": figures.unanswered(request.standing, 6),
        "form": SearchForm(),
    }
    return render(request, "community/home.html", context)


@requires(talks)
@require_GET
def search(request: Request) -> HttpResponse:
    form = SearchForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    everything = topics_for(request.standing)
    found = everything.matching(text).newest() if text else everything.none()
    page = Paginator(found, PAGE_OF_TOPICS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "text": text,
        "page": page,
        "topics": figures.topic_figures(page),
        "query": f"q={text}&" if text else "",
    }
    return render(request, "community/search_page.html", context)


@requires(talks)
@require_GET
def forum_page(request: Request, forum: str) -> HttpResponse:
    found = get_object_or_404(forums_for(request.standing), slug=forum)
    page = Paginator(found.topics.newest(), PAGE_OF_TOPICS).get_page(request.GET.get("page"))
    context = {"forum": found, "page": page, "topics": figures.topic_figures(page)}
    return render(request, "community/forum_page.html", context)


@requires(talks)
@require_http_methods(["GET", "POST"])
def topic_open(request: Request, forum: str) -> HttpResponse:
    found = get_object_or_404(forums_for(request.standing), slug=forum)
    form = TopicForm(request.POST or None)
    if form.is_valid():
        try:
            role = role_words(request.standing)
            return redirect(
                actions.open_topic(found, by=request.user, role=role, **form.cleaned_data)
            )
        except Refusal as refusal:
            refused(form, refusal)
    context = {
        "heading": _("Open a topic"),
        "lead": found.name,
        "submit": _("Publish this topic"),
        "back": found.get_absolute_url(),
    }
    return form_page(request, form, context)


@requires(talks)
@require_GET
def topic_page(request: Request, topic: Any) -> HttpResponse:
    found = get_object_or_404(topics_for(request.standing).select_related("forum"), pk=topic)
    return render(request, TOPIC, topic_context(request, found))


def topic_context(request: Request, topic: Topic, form: SayForm | None = None) -> dict[str, Any]:
    """The messages of one page, those that the reader may change, and the form to answer."""
    number = request.GET.get("page")
    page = Paginator(topic.posts.in_order(), PAGE_OF_POSTS).get_page(number)
    mine = {post.pk for post in page if actions.may_change(post, request.user)}
    return {
        "topic": topic,
        "page": page,
        "posts": page.object_list,
        "mine": mine,
        "may_hide": moderates(request.standing),
        "form": form or SayForm(),
    }


@requires(talks)
@require_POST
def post_add(request: Request, topic: Any) -> HttpResponse:
    found = get_object_or_404(topics_for(request.standing).select_related("forum"), pk=topic)
    form: SayForm | None = SayForm(request.POST)
    said = None
    if form and form.is_valid():
        try:
            actions.reply(
                found, by=request.user, role=role_words(request.standing), **form.cleaned_data
            )
            said = _("Your message is published. You may change it for fifteen minutes.")
            form = None
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request, TOPIC, part="post-list", then=found, said=said,
        invalid=form is not None, **topic_context(request, found, form),
    )  # fmt: skip


@requires(talks)
@require_http_methods(["GET", "POST"])
def post_change(request: Request, post: Any) -> HttpResponse:
    found = get_object_or_404(posts_for(request.standing).select_related("topic"), pk=post)
    if request.method == "GET" and not actions.may_change(found, request.user):
        messages.warning(request, _("Only its author may change a message, for fifteen minutes."))
        return redirect(found.topic)
    form = ChangeForm(request.POST or None, initial={"text": found.text})
    if form.is_valid():
        try:
            actions.change_post(found, by=request.user, text=form.cleaned_data["text"])
            return redirect(found.topic)
        except Refusal as refusal:
            refused(form, refusal)
    context = {
        "heading": _("Change my message"),
        "lead": found.topic.title,
        "submit": _("Publish the change"),
        "back": found.topic.get_absolute_url(),
    }
    return form_page(request, form, context)


@requires(moderates)
@require_http_methods(["GET", "POST"])
def post_hide(request: Request, post: Any) -> HttpResponse:
    found = get_object_or_404(posts_for(request.standing).select_related("topic"), pk=post)
    form = HideForm(request.POST or None)
    if form.is_valid():
        try:
            actions.hide_post(found, by=request.user, reason=form.cleaned_data["reason"])
            return redirect(found.topic)
        except Refusal as refusal:
            refused(form, refusal)
    context = {
        "heading": _("Hide a message"),
        "lead": _("Message of %(name)s in “%(title)s”.")
        % {"name": found.author_name, "title": found.topic.title},
        "submit": _("Hide this message"),
        "kind": "withdraw",
        "back": found.topic.get_absolute_url(),
    }
    return form_page(request, form, context)


def form_page(request: Request, form: Any, context: dict[str, Any]) -> HttpResponse:
    """A page that is one form; 422 when what was typed does not fit."""
    context = {"kind": ""} | context | {"form": form}
    return render(request, FORM, context, status=422 if form.is_bound else 200)


def role_words(standing: Standing) -> str:
    """As what the person speaks, kept with the words: « siège de l’association, Hazebrouck »."""
    held = standing.roles | standing.elsewhere
    role = next((role for role in Role if role in held), None)
    words = str(ROLE_WORDS[role]) if role else ""
    # A facilitator speaks for a centre, not for the single sites that they were given.
    places = [] if role == Role.FACILITATOR else standing.facts.get("sites", [])
    return ", ".join(filter(None, [words, places[0].name if places else ""]))[:200]
