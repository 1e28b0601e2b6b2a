"""The stages of a site's life in words: how long, since when, what comes next."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from kit.lasting import days, lasting
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


def stage_words(state: str, since: date, today: date, *, in_days: bool = False) -> str:
    """« Actif depuis 3 ans et 10 mois », or in days where they are compared with an expectation."""
    time = days((today - since).days) if in_days else lasting(since, today)
    return str(FOR[state]) % {"time": time}
