"""What an event is about, in one short word: for the report and for the filters of a journal."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from journal.events import EVENTS

# The beginnings of the events' names; the longest that fits counts.
TOPICS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "agenda": (gettext_lazy("Agenda"), ("agenda.",)),
    "voices": (
        gettext_lazy("Voices"),
        (
            "agenda.agreement",
            "agenda.comment",
            "agenda.consultation",
            "agenda.outcome",
            "agenda.repl",
        ),
    ),
    "plan": (gettext_lazy("Plan"), ("agenda.activity",)),
    "triad": (gettext_lazy("Triad"), ("governance.",)),
    "figures": (gettext_lazy("Figures"), ("measurement.",)),
    "partners": (gettext_lazy("Partners"), ("partnership.",)),
    "readiness": (gettext_lazy("Assessments"), ("readiness.",)),
    "report": (gettext_lazy("Report"), ("reports.",)),
    "stages": (gettext_lazy("Stages"), ("sites.",)),
}
OTHER = gettext_lazy("Site")


def topic_of(kind: str) -> str:
    """The key of what an event is about; empty for what nobody has named."""
    known = [
        (len(start), topic)
        for topic, (_words, starts) in TOPICS.items()
        for start in starts
        if kind.startswith(start)
    ]
    return max(known)[1] if known else ""


def subject(kind: str) -> str:
    """The word for an event's name."""
    topic = topic_of(kind)
    return str(TOPICS[topic][0] if topic else OTHER)


def kinds_of(topic: str) -> list[str]:
    """The names of the events that are about something."""
    return [kind for kind in EVENTS if topic_of(kind) == topic]
