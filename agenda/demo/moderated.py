"""What readers of comments have to decide: one comment of each kind, told once."""

from dataclasses import dataclass
from datetime import date, timedelta

from agenda import actions
from agenda.demo.days import as_of, holder
from agenda.models import Comment, Ground, Version
from kit import clock


@dataclass(frozen=True, slots=True)
class Hidden:
    """A comment that was hidden, the words of its author's appeal, and what became of that."""

    name: str
    text: str
    ground: Ground
    why: str
    appeal: str
    # What another person decided, with which reason; without a reason nobody has decided yet.
    shows: bool = False
    decision: str = ""


HIDDEN = (
    Hidden(
        "Nadia", "Toujours les mêmes qui décident, et jamais les mêmes qui subissent.",
        Ground.INSULT, "Attaque contre les élus.", "C’est une critique, personne n’est visé.",
        shows=True, decision="Une critique, même vive, reste affichée.",
    ),
    Hidden(
        "Le voisin", "La dame du 12 encaisse les aides et ne fait rien.",
        Ground.PERSONAL, "Une voisine est reconnaissable.", "Tout le monde le sait.",
        decision="On ne parle pas d’une personne que chacun reconnaît.",
    ),
    Hidden(
        "Bernard, bâtiment B", "Le gardien du 4 est un bon à rien, l’ascenseur pue depuis mars.",
        Ground.INSULT, "Le gardien est insulté.",
        "Je parle de l’ascenseur, que personne ne répare. Pour le gardien, je retire ce que j’ai dit.",
    ),
)  # fmt: skip
LINKS = (
    "Ailleurs ça marche, regardez : https://demo.example/minibus-un, "
    "https://demo.example/minibus-deux et https://demo.example/minibus-trois"
)


def moderate(version: Version) -> None:
    """Two appeals are decided, one waits; one comment is reported, one is held for its links."""
    today = clock.today()
    for n, hidden in enumerate(HIDDEN):
        hide(version, hidden, today - timedelta(days=9 - n), hour=9 + n)
    with as_of(today - timedelta(days=2), hour=19):
        said = say(version, "Un candidat", "Votez plutôt pour ma liste en mars !")
    with as_of(today - timedelta(days=1), hour=12):
        words = "C’est de la publicité électorale."
        actions.report(said, ground="off_topic", words=words, address="192.0.2.1")
    with as_of(today - timedelta(days=1), hour=20):
        say(version, "Jules", LINKS)


def say(version: Version, name: str, text: str) -> Comment:
    """Somebody comments on the whole text, once."""
    said, _code = actions.comment(version, text=text, public_name=name, once=f"{version.pk} {name}")
    return said


def hide(version: Version, hidden: Hidden, day: date, hour: int) -> None:
    """Said, hidden two days later, appealed against the day after; decided two days later."""
    site = version.site
    with as_of(day, hour=18):
        said = say(version, hidden.name, hidden.text)
    with as_of(day + timedelta(days=2), hour=hour):
        by = holder(site, "community")
        actions.hide(said, ground=hidden.ground, reason=hidden.why, by=by)
    with as_of(day + timedelta(days=3), hour=hour):
        appeal = actions.appeal(said, words=hidden.appeal)
    if hidden.decision:
        with as_of(day + timedelta(days=5), hour=hour):
            by = holder(site, "municipality")
            actions.decide_appeal(appeal, shows=hidden.shows, reason=hidden.decision, by=by)
