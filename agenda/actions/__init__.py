"""Every change of the common agenda: one transaction, one author, one entry in the journal."""

from agenda.actions.activities import (
    ActivityClash,
    confirm_course,
    correct_activity,
    link_activities,
    note_progress,
    plan_passage,
    tie_activity,
    unlink_activities,
)
from agenda.actions.acts import Conflict
from agenda.actions.adopted import answer_objection, record_ceremony
from agenda.actions.agreeing import agree
from agenda.actions.appeals import appeal, decide_appeal
from agenda.actions.bringing import (
    absent_from,
    drop_bringing,
    is_doubtful,
    keep_absent,
    keep_bringing,
    keep_choices,
    lacks_choice,
    sweep_bringings,
    take_up,
)
from agenda.actions.brought import Unsettled, bring_in
from agenda.actions.consultations import close_consultation, close_due, comment, open_consultation
from agenda.actions.drafts import drop_draft, keep_draft, sweep_drafts
from agenda.actions.endorsements import Unkept, endorse, send_for_endorsement
from agenda.actions.lost_codes import send_codes_again
from agenda.actions.moderation import hide, let_through, open_appeal, show_again, withdraw
from agenda.actions.outcomes import Answered, Details, Together, give_outcome, give_outcomes
from agenda.actions.plan import move_activity, plan_activity
from agenda.actions.reminders import remind_of_plans
from agenda.actions.replies import reply, stop_reply_letters, tell_of_replies
from agenda.actions.reports import report
from agenda.actions.reshaping import (
    merge_passages,
    move_passage,
    put_passage,
    remove_passage,
    split_passage,
)
from agenda.actions.takeback import undo
from agenda.actions.texts import add_passage, save_passage, set_aside, start_version
from agenda.actions.theming import join_themes, rename_theme, theme_comments, unmark_comments
from agenda.actions.translations import TRANSLATED, Overtaken, translate
from agenda.actions.workshops import LinesRefused, Meeting, SheetLine, enter_workshop

__all__ = [
    "TRANSLATED",
    "ActivityClash",
    "Answered",
    "Conflict",
    "Details",
    "LinesRefused",
    "Meeting",
    "Overtaken",
    "SheetLine",
    "Together",
    "Unkept",
    "Unsettled",
    "absent_from",
    "add_passage",
    "agree",
    "answer_objection",
    "appeal",
    "bring_in",
    "close_consultation",
    "close_due",
    "comment",
    "confirm_course",
    "correct_activity",
    "decide_appeal",
    "drop_bringing",
    "drop_draft",
    "endorse",
    "enter_workshop",
    "give_outcome",
    "give_outcomes",
    "hide",
    "is_doubtful",
    "join_themes",
    "keep_absent",
    "keep_bringing",
    "keep_choices",
    "keep_draft",
    "lacks_choice",
    "let_through",
    "link_activities",
    "merge_passages",
    "move_activity",
    "move_passage",
    "note_progress",
    "open_appeal",
    "open_consultation",
    "plan_activity",
    "plan_passage",
    "put_passage",
    "record_ceremony",
    "remind_of_plans",
    "remove_passage",
    "rename_theme",
    "reply",
    "report",
    "save_passage",
    "send_codes_again",
    "send_for_endorsement",
    "set_aside",
    "show_again",
    "split_passage",
    "start_version",
    "stop_reply_letters",
    "sweep_bringings",
    "sweep_drafts",
    "take_up",
    "tell_of_replies",
    "theme_comments",
    "tie_activity",
    "translate",
    "undo",
    "unlink_activities",
    "unmark_comments",
    "withdraw",
]
