"""Rules that need no place: everybody, somebody who has signed in, the national team."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import INSIDE, READERS, TRIAD, Role
from kit.access import Rule

everybody = Rule("everybody", _("This page is open to everybody."), lambda s: True)
signed_in = Rule(
    "a person who has signed in",
    _("This page is for people who have signed in."),
    lambda s: s.signed_in,
)
national_team = Rule(
    "the national team", _("This page is for the national team."), lambda s: s.has(Role.NATIONAL)
)
works_somewhere = Rule(
    "a member of the community of practice",
    _("This page is for the people who work in a site, a resource centre or the national team."),
    lambda s: not (s.roles | s.elsewhere).isdisjoint(INSIDE),
)
seat_holder = Rule(
    "a seat holder of this site",
    _("This is for the three seat holders of this site."),
    lambda s: not s.roles.isdisjoint(TRIAD),
)
triad_team = Rule(
    "a seat holder or deputy of this site",
    _("This is for the seat holders of this site and their deputies."),
    lambda s: not s.roles.isdisjoint(TRIAD | {Role.DEPUTY}),
)
site_team = Rule(
    "the triad, a deputy or a partner of this site",
    _("This is for the people who work at this site."),
    lambda s: not s.roles.isdisjoint(TRIAD | {Role.DEPUTY, Role.PARTNER}),
)
inside_site = Rule(
    "anybody with a role at this site",
    _("This page is for the people who have a role at this site."),
    lambda s: not s.roles.isdisjoint(INSIDE),
)
reads_site = Rule(
    "anybody with a role at this site, or who hands a seat over",
    _("This page is for the people who have a role at this site."),
    lambda s: not s.roles.isdisjoint(READERS),
)
follows_sites = Rule(
    "a CRPV facilitator or a coach",
    _("This page is for resource centres and coaches: it shows the sites that they support."),
    lambda s: not (s.roles | s.elsewhere).isdisjoint({Role.FACILITATOR, Role.COACH}),
)
supports_sites = Rule(
    "a CRPV facilitator, a coach or the national team",
    _("This page is for resource centres, coaches and the national team."),
    lambda s: not (s.roles | s.elsewhere).isdisjoint({Role.FACILITATOR, Role.COACH, Role.NATIONAL}),
)
