"""Every write about figures: nothing is overwritten, and two people never both win."""

from measurement.actions.adapting import (
    correct_from,
    move_from,
    note_from,
    plan_from,
)
from measurement.actions.appeals import appeal_words, decide_words_appeal, open_words_appeal
from measurement.actions.breaks import record_break, take_break_back
from measurement.actions.catalogue import (
    Carried,
    Change,
    carry_in,
    carry_replacements,
    define_common,
    first_version,
    promote_indicator,
    put_in_use,
    redefine,
    refuse_nameless,
    retire_indicator,
    reword,
)
from measurement.actions.computing import compute_figures
from measurement.actions.contests import hide_words, show_words_again
from measurement.actions.cycles import (
    CountClash,
    CyclePlan,
    call_off_cycle,
    change_plan_of_cycle,
    close_cycle,
    count_attendance,
    hold_cycle,
    plan_cycle,
)
from measurement.actions.families import mark_families
from measurement.actions.headlines import choose_headline, end_headline
from measurement.actions.import_tasks import (
    ask_to_apply,
    ask_to_look,
    ask_to_revert,
    sweep_tasks,
    work_on_file,
)
from measurement.actions.imports import (
    apply_file,
    drop_file,
    keep_file,
    look_through,
    sweep_files,
)
from measurement.actions.indicators import NewIndicator, choose_indicator
from measurement.actions.learning import (
    CurveClash,
    DecisionFacts,
    answer_adaptation,
    decide_adaptation,
    drop_curve_draft,
    keep_curve_draft,
    pass_over_curve,
    sweep_curve_drafts,
    withdraw_adaptation,
    write_curve,
)
from measurement.actions.lost_codes import send_dispute_codes_again
from measurement.actions.readings import Reading
from measurement.actions.releases import tell_release
from measurement.actions.returns import (
    ReturnFacts,
    keep_lesson,
    return_to_residents,
    share_lesson,
)
from measurement.actions.reverts import revert_import
from measurement.actions.reviews import ReviewFacts, correct_review, record_review
from measurement.actions.targets import set_target
from measurement.actions.ties import thing_of, tie_indicator, untie_indicator
from measurement.actions.trust import answer_dispute, dispute_value, validate_value
from measurement.actions.values import correct_value, enter_value
from measurement.actions.windows import WindowDays, open_for, set_window

__all__ = [
    "Carried",
    "Change",
    "CountClash",
    "CurveClash",
    "CyclePlan",
    "DecisionFacts",
    "NewIndicator",
    "Reading",
    "ReturnFacts",
    "ReviewFacts",
    "WindowDays",
    "answer_adaptation",
    "answer_dispute",
    "appeal_words",
    "apply_file",
    "ask_to_apply",
    "ask_to_look",
    "ask_to_revert",
    "call_off_cycle",
    "carry_in",
    "carry_replacements",
    "change_plan_of_cycle",
    "choose_headline",
    "choose_indicator",
    "close_cycle",
    "compute_figures",
    "correct_from",
    "correct_review",
    "correct_value",
    "count_attendance",
    "decide_adaptation",
    "decide_words_appeal",
    "define_common",
    "dispute_value",
    "drop_curve_draft",
    "drop_file",
    "end_headline",
    "enter_value",
    "first_version",
    "hide_words",
    "hold_cycle",
    "keep_curve_draft",
    "keep_file",
    "keep_lesson",
    "look_through",
    "mark_families",
    "move_from",
    "note_from",
    "open_for",
    "open_words_appeal",
    "pass_over_curve",
    "plan_cycle",
    "plan_from",
    "promote_indicator",
    "put_in_use",
    "record_break",
    "record_review",
    "redefine",
    "refuse_nameless",
    "retire_indicator",
    "return_to_residents",
    "revert_import",
    "reword",
    "send_dispute_codes_again",
    "set_target",
    "set_window",
    "share_lesson",
    "show_words_again",
    "sweep_curve_drafts",
    "sweep_files",
    "sweep_tasks",
    "take_break_back",
    "tell_release",
    "thing_of",
    "tie_indicator",
    "untie_indicator",
    "validate_value",
    "withdraw_adaptation",
    "work_on_file",
    "write_curve",
]
