"""Every change of what partners do together."""

from partnership.actions.amounts import correct_amount
from partnership.actions.backbone import Held, correct_holder, entrust, give_up
from partnership.actions.circle import (
    keep_inside,
    make_public,
    meet_objection,
    object_to,
    propose,
    review,
    set_aside,
    take,
)
from partnership.actions.money import (
    ask_grant,
    grant_it,
    pay,
    refuse_grant,
    share,
    withdraw_grant,
)
from partnership.actions.network import (
    Entry,
    Facts,
    add_partner,
    change_partner,
    confirm_paste,
    leave,
)
from partnership.actions.support import (
    ask_support,
    cancel_support,
    correct_support,
    hold_support,
    leave_handout,
    log_support,
    plan_support,
)

__all__ = [
    "Entry",
    "Facts",
    "Held",
    "add_partner",
    "ask_grant",
    "ask_support",
    "cancel_support",
    "change_partner",
    "confirm_paste",
    "correct_amount",
    "correct_holder",
    "correct_support",
    "entrust",
    "give_up",
    "grant_it",
    "hold_support",
    "keep_inside",
    "leave",
    "leave_handout",
    "log_support",
    "make_public",
    "meet_objection",
    "object_to",
    "pay",
    "plan_support",
    "propose",
    "refuse_grant",
    "review",
    "set_aside",
    "share",
    "take",
    "withdraw_grant",
]
