"""Who may do what with the common agenda."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import READERS, TRIAD, Role
from accounts.rules import everybody, triad_team
from kit.access import Rule

reads_agenda = everybody
comments_on_agenda = everybody
comments_at_home = Rule(
    "somebody with a role at this site",
    _("Only the people and partners of this site comment here."),
    lambda s: s.has(*READERS),
)
writes_agenda = Rule(
    "a seat holder or deputy of this site",
    _("The common agenda is written by the three seat holders of this site and their deputies."),
    lambda s: not s.roles.isdisjoint(TRIAD | {Role.DEPUTY}),
)
answers_comments = Rule(
    "a seat holder or deputy of this site",
    _("Comments are answered by the three seat holders of this site and their deputies."),
    lambda s: not s.roles.isdisjoint(TRIAD | {Role.DEPUTY}),
)
moderates = Rule(
    "a seat holder or deputy of this site",
    _(
        "What is shown of comments is decided by the three seat holders of this site and their deputies."
    ),
    triad_team,
)
decides_appeals = Rule(
    "a seat holder or deputy of this site, or the national team",
    _(
        "Appeals are decided at the site by another person than who hid; without one, by the national team."
    ),
    lambda s: triad_team(s) or s.has(Role.NATIONAL),
)
enters_workshops = Rule(
    "a seat holder, deputy or facilitator of this site",
    _("What was said in a workshop is entered by the triad, its deputies and the facilitator."),
    lambda s: not s.roles.isdisjoint(TRIAD | {Role.DEPUTY, Role.FACILITATOR}),
)
decides_agenda = Rule(
    "a seat holder of this site",
    _("Only the three seat holders of this site open, send and endorse a version."),
    lambda s: not s.roles.isdisjoint(TRIAD),
)
keeps_plan = Rule(
    "the triad, a deputy or a partner of this site",
    _("The action plan is kept by the triad of this site, its deputies and its partners."),
    lambda s: not s.roles.isdisjoint(TRIAD | {Role.DEPUTY, Role.PARTNER}),
)
answers_objections = Rule(
    "a seat holder or deputy of this site",
    _("Objections are answered by the three seat holders of this site and their deputies."),
    lambda s: not s.roles.isdisjoint(TRIAD | {Role.DEPUTY}),
)
records_ceremony = Rule(
    "a seat holder or deputy of this site",
    _("The ceremony is recorded by the three seat holders of this site and their deputies."),
    lambda s: not s.roles.isdisjoint(TRIAD | {Role.DEPUTY}),
)
translates_agenda = Rule(
    "the triad, a deputy or a partner of this site",
    _("The common agenda is translated by the triad of this site, its deputies and its partners."),
    lambda s: not s.roles.isdisjoint(TRIAD | {Role.DEPUTY, Role.PARTNER}),
)
