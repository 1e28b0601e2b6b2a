"""What everybody reads: the agenda, its versions, their differences, the open consultations."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agenda import actions, figures
from agenda.copies import copy_of
from agenda.forms import TwoVersionsForm
from agenda.in_hand import version_in_hand
from agenda.models import Version
from agenda.rules import decides_agenda, keeps_plan, reads_agenda, translates_agenda, writes_agenda
from governance.middleware import Request
from kit.access import requires


def sent(request: Request) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None while it is only looked at."""
    return request.POST if request.method == "POST" else None


def ids(place: UUID | None) -> str:
    """The ids of a form's fields: several forms may be open on one page."""
    return f"in-{place.hex[:12] if place else 'whole'}-%s"


def desk_address(request: Request, passage: Any = None) -> str:
    address = reverse("agenda:desk", kwargs={"site": request.site.slug})
    return f"{address}?passage={passage}#passage-{passage}" if passage else address


def in_hand(request: Request) -> Version | None:
    """The version on which the site is working now, the newest one."""
    return version_in_hand(request.site)


def tongue(request: Request, version: Version | None) -> dict[str, Any]:
    """In which language a page shows the text of a version, and in which it could be read."""
    spoken = figures.languages(version) if version else ()
    asked = request.GET.get("langue", "")
    chosen = next((each for each in spoken if each.code == asked), None)
    return {"spoken": chosen, "languages": spoken}


def text_in(version: Version, spoken: dict[str, Any]) -> tuple[figures.PassageFigure, ...]:
    """The text in the language that was chosen, once adopted with what the plan makes of it."""
    text = figures.read_in(version, figures.text_of(version), spoken["spoken"])
    return figures.with_plan(version, text)


def adopted(request: Request) -> Version | None:
    """The version in force."""
    found = request.site.versions.filter(state=Version.State.ADOPTED)
    return found.select_related("site", "based_on").first()


@requires(reads_agenda)
@require_GET
def agenda_page(request: Request) -> HttpResponse:
    """The version in force; while there is none, the latest that is public."""
    site, working = request.site, in_hand(request)
    visible = site.versions.visible_to(request.standing)
    versions = list(visible.defer("content").order_by("-number"))
    shown = adopted(request)
    if shown is None:
        shown = visible.public().select_related("site").order_by("-number").first()
    spoken = tongue(request, shown)
    passages = text_in(shown, spoken) if shown else ()
    seats = figures.seat_answers(working) if working and working.state == "endorsing" else ()
    context = {
        "section": "roadmap",
        "state": figures.state_of(site),
        "shown": shown,
        "working": working,
        "versions": versions,
        "passages": passages,
        "parts": figures.outline(passages),
        "seats": seats,
        "steps": figures.steps(working, seats) if working else (),
        "writes": writes_agenda(request.standing),
        "plans": keeps_plan(request.standing),
        "decides": decides_agenda(request.standing),
    } | spoken
    return render(request, "agenda/agenda_page.html", context)


@requires(reads_agenda)
@require_GET
def version_page(request: Request, number: int) -> HttpResponse:
    """One version, as it stands for ever: text, fingerprint, endorsements."""
    visible = request.site.versions.visible_to(request.standing)
    version = get_object_or_404(visible.select_related("site", "based_on"), number=number)
    records = figures.seat_records(version) if version.sent_on else None
    seats = records.answers if records else ()
    spoken = tongue(request, version)
    passages = text_in(version, spoken)
    others = visible.exclude(pk=version.pk).order_by("-number").values_list("number", flat=True)
    context = {
        "section": "roadmap",
        "version": version,
        "passages": passages,
        "parts": figures.outline(passages),
        "records": records,
        "worries": figures.worries(version) if records else (),
        "earlier": figures.earlier_worries(version),
        "groups": figures.groups_of(version.sha256),
        "steps": figures.steps(version, seats),
        "others": list(others),
        "plans": keeps_plan(request.standing),
        "translates": translates_agenda(request.standing) and version.state in actions.TRANSLATED,
    } | spoken
    return render(request, "agenda/version_page.html", context)


def numbers_of(versions: QuerySet[Version]) -> list[int]:
    """The numbers of versions, newest first."""
    return list(versions.order_by("-number").values_list("number", flat=True))


def pair(before: Version, after: Version) -> dict[str, int]:
    """Two versions as the small form of the page of differences has them."""
    return {"de": before.number, "a": after.number}


@requires(reads_agenda)
@require_GET
def differences_choose(request: Request) -> HttpResponse:
    """To the differences between two versions that somebody chose; asks again where one is none."""
    numbers = numbers_of(request.site.versions.visible_to(request.standing))
    last_two = {"a": numbers[0], "de": numbers[1]} if len(numbers) > 1 else {}
    form = TwoVersionsForm(request.GET or None, numbers=numbers, initial=last_two)
    if form.is_valid():
        one, other = form.cleaned_data["de"], form.cleaned_data["a"]
        return redirect(
            "agenda:version-differences", site=request.site.slug,
            number=max(one, other), other=min(one, other),
        )  # fmt: skip
    context = {"section": "roadmap", "form": form, "numbers": numbers}
    status = 422 if form.is_bound else 200
    return render(request, "agenda/differences_choose.html", context, status=status)


@requires(reads_agenda)
@require_GET
def version_file(request: Request, number: int) -> HttpResponse:
    """A frozen version to take away: its exact text, its fingerprint, what the seats answered."""
    frozen = request.site.versions.public().select_related("site")
    version = get_object_or_404(frozen, number=number)
    seats = figures.seat_answers(version) if version.sent_on else ()
    name = f"{version.site.slug}-v{number}"
    return HttpResponse(
        copy_of(version, seats),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}.json"'},
    )


@requires(reads_agenda)
@require_GET
def version_differences(request: Request, number: int, other: int) -> HttpResponse:
    """What changed from one version to another, word by word, readable aloud."""
    visible = request.site.versions.visible_to(request.standing)
    after = get_object_or_404(visible, number=max(number, other))
    before = get_object_or_404(visible, number=min(number, other))
    changes = figures.differences(before, after)
    counted = Counter(change.kind for change in changes)
    context = {
        "section": "roadmap",
        "before": before,
        "after": after,
        "changes": changes,
        "counted": {kind: counted[kind] for kind in figures.KINDS},
        "moved": sum(change.moved for change in changes),
        "unchanged": not any(change.kind != "same" or change.moved for change in changes),
        "form": TwoVersionsForm(numbers=numbers_of(visible), initial=pair(before, after)),
    }
    return render(request, "agenda/version_differences.html", context)
