"""Who may change who sits where."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.rules import seat_holder
from kit.access import Rule

names_seat_holders = Rule(
    "the national team or a seat holder of this site",
    _("Seats are given by the national team and by the seat holders of this site."),
    lambda s: s.has(Role.NATIONAL) or seat_holder(s),
)
