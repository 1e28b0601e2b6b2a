"""What may happen to what is shown of comments, for the story of the house."""

from datetime import timedelta

from agenda import actions as agenda
from kit import clock
from tests.house.objects import Scene


def comments_are_moderated(told: Scene) -> None:
    """At the neighbour's, one is hidden, shown again and kept; one is held, read and withdrawn."""
    site, by = told.neighbour, told.people["neighbour"]
    first = site.versions.get(state="open")
    for email in ("", "lila@example.org"):
        said, _code = agenda.comment(
            first, text="Du bruit.", public_name="Lila", once="noise", email=email
        )
    agenda.hide(said, ground="off_topic", reason="Il ne s'agit pas du texte.", by=by)
    agenda.show_again(said, reason="Si, du passage 1.", by=by)
    agenda.let_through(said, by=by)
    agenda.close_consultation(first, by=by)
    version = agenda.start_version(site, by=by)
    until = clock.today() + timedelta(days=20)
    agenda.open_consultation(version, by=by, until=until, reads_first=True)
    held, _code = agenda.comment(version, text="Des bancs.", public_name="Lila")
    agenda.let_through(held, by=by)
    agenda.withdraw(held)
    agenda.report(said, ground="spam", words="Encore du bruit.", email="nora@example.org")
    for text in ("Trop cher.", "Trop loin."):
        other, _code = agenda.comment(version, text=text, public_name="Lila")
        agenda.hide(other, ground="insult", reason="Une insulte.", by=by)
        asked = agenda.appeal(other, words="Non.")
        shows = text == "Trop loin."
        agenda.decide_appeal(asked, shows=shows, reason="Relue.", by=told.people["national"])
