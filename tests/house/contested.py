"""Residents who contest a figure, whose words are hidden, and who appeal."""

from typing import Any

from measurement import actions as measurement


def contested(made: Any, value: Any) -> dict[str, Any]:
    """Lila contests a value; Ali's words are hidden, and he asks another person to decide."""
    sent = {"site": made.site, "by": None}
    told, _code = measurement.dispute_value(
        value, words="L’escalier 4 n’y est pas.", public_name="Lila", **sent
    )
    words = {"words": "Untel ment.", "public_name": "Ali"}
    hidden, _code = measurement.dispute_value(value, **words, **sent)
    measurement.hide_words(hidden, ground="insult", reason="Injure.", by=made.people["community"])
    appeal = measurement.appeal_words(hidden, words="Non.")
    return {"measurement dispute": told.pk, "measurement appeal": appeal.pk}


def a_resident_contests(site: Any, value: Any, *, by: Any) -> None:
    """A resident contests a value and leaves an address afterwards; the words are hidden, and shown."""
    sent = {"site": site, "words": "Il en manque.", "public_name": "Lila", "once": "récit"}
    for email in ("", "lila@example.org"):
        said, _code = measurement.dispute_value(value, by=None, email=email, **sent)
    measurement.hide_words(said, ground="personal", reason="Un nom.", by=by)
    measurement.show_words_again(said, reason="Un pseudonyme.", by=by)
    measurement.hide_words(said, ground="off_topic", reason="Autre chose.", by=by)
    asked = measurement.appeal_words(said, words="Non, c’est le sujet.")
    other = site.mandates.in_force().exclude(person=by).first().person
    measurement.decide_words_appeal(asked, shows=True, reason="Si, c’est le sujet.", by=other)
    measurement.answer_dispute(said, outcome="not_followed", answer="Relu, le compte y est.", by=by)
