"""Who may close a report, ask for a new edition, or start a failed one again."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.rules import seat_holder
from kit.access import Rule

reissues_reports = Rule(
    "a seat holder of this site or the national team",
    _("New editions are asked for by the seat holders of this site and the national team."),
    lambda s: seat_holder(s) or s.has(Role.NATIONAL),
)
closes_reports = Rule(
    "a seat holder of this site closing a report",
    _("A report is closed by the seat holders of this site."),
    seat_holder.test,
)
