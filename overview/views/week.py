"""The week of all sites: what changed, and who needs a call."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.rules import national_team
from governance.middleware import Request
from kit.access import requires
from overview import figures, weeks
from overview.views.saved import BOARD_STEP


@requires(national_team)
@require_safe
def week_page(request: Request) -> HttpResponse:
    week = weeks.asked_week(request.GET.get("du", ""))
    context = {
        "digest": figures.digest(request.standing, week),
        "trail": [BOARD_STEP, (_("The week"), "")],
    }
    return render(request, "overview/week_page.html", context)
