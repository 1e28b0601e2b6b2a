"""What the actions of this app share: the round in hand, and its questions."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from kit.states import Refusal
from readiness.models import Dimension, Kind, Level, Round

MOVED_ON = {
    Round.State.RATING: _("The meeting of this round has not begun yet."),
    Round.State.MEETING: _("The meeting of this round has begun in the meantime."),
    Round.State.CONCLUDED: _("This round is concluded: it does not change any more."),
    Round.State.SET_ASIDE: _("This round was set aside: it does not change any more."),
}


def in_hand(found: Round, *states: Round.State) -> Round:
    """The round, locked; refused when it has gone on to another state in the meantime."""
    locked = Round.objects.locked().select_related("site", "rubric").get(pk=found.pk)
    if states and locked.state not in states:
        raise Refusal(MOVED_ON[Round.State(locked.state)])
    return locked


def rubric_of(found: Round) -> Kind:
    """What the round rates, as its journal entries say it."""
    return Kind(found.kind)


def questions(found: Round) -> Mapping[str, tuple[Dimension, Mapping[int, Level]]]:
    """The dimensions of a round's own rubric by code, each with its levels by number."""
    rows = Dimension.objects.filter(rubric=found.rubric_id).prefetch_related("levels")
    return {d.code: (d, {level.number: level for level in d.levels.all()}) for d in rows}
