"""The stages of a site's life in words: how long, since when, what comes next."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sites import figures
from sites.models import Site

State = Site.State

FOR: dict[str, Promise] = {
    State.EXPRESSED: gettext_lazy("Interest expressed %(time)s ago"),
    State.EXPLORING: gettext_lazy("Exploring for %(time)s"),
    State.ASSESSED: gettext_lazy("Readiness assessed %(time)s ago"),
    State.INVITED: gettext_lazy("Invited %(time)s ago"),
    State.ENGAGED: gettext_lazy("Engaged for %(time)s"),
    State.ACTIVE: gettext_lazy("Active for %(time)s"),
    State.AUTONOMOUS: gettext_lazy("Autonomous for %(time)s"),
    State.PAUSED: gettext_lazy("Paused for %(time)s"),
    State.WITHDRAWN: gettext_lazy("Withdrawn %(time)s ago"),
    State.UNSUITED: gettext_lazy("Context found not suited %(time)s ago"),
    State.MERGED: gettext_lazy("Merged into another site %(time)s ago"),
}
NEXT: dict[str, Promise] = {
    State.EXPRESSED: gettext_lazy("Next: exploring together."),
    State.EXPLORING: gettext_lazy("Next: assessing whether the site is ready."),
    State.ASSESSED: gettext_lazy("Next: the invitation."),
    State.INVITED: gettext_lazy("Next: the site engages, with a triad."),
    State.ENGAGED: gettext_lazy("Next: an active site, with its first common agenda."),
    State.ACTIVE: gettext_lazy("Next: autonomy, when the site carries itself."),
}


def lasting(start: date, end: date) -> str:
    """How long from one day to another, as people say it: days, months, years and months."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months < 2:
        return figures.in_days(max(0, (end - start).days))
    years, rest = divmod(months, 12)
    rest_words = ngettext("%(count)s month", "%(count)s months", rest) % {"count": rest}
    if not years:
        return rest_words
    years_words = ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    if not rest:
        return years_words
    return _("%(years)s and %(months)s") % {"years": years_words, "months": rest_words}


def stage_words(state: str, since: date, today: date, *, in_days: bool = False) -> str:
    """« Actif depuis 3 ans et 10 mois », or in days where they are compared with an expectation."""
    time = figures.in_days((today - since).days) if in_days else lasting(since, today)
    return str(FOR[state]) % {"time": time}
