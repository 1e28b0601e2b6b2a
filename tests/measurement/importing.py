"""Files as people send them, and the way of one from the sending to its account."""

from measurement import actions
from measurement.incoming.account import Kind, unpacked
from measurement.incoming.cells import Manner

LONG = "Indicateur;Période;Valeur"


def sent(site, by, text, *, name="valeurs.csv"):
    """A file that somebody sends; its columns as they are guessed."""
    content = text if isinstance(text, bytes) else text.encode()
    return actions.keep_file(site, by=by, name=name, content=content)


def seen(site, by, text, *, columns=None, **manner):
    """The same, looked through."""
    found = sent(site, by, text)
    manner = {"provenance": "Centre social"} | manner
    return actions.look_through(
        found, by=by, columns=columns or found.columns, manner=Manner(**manner)
    )


def taken(site, by, text, *, only_good=False, reason="Nouveau fichier", **more):
    """The same, taken."""
    found = seen(site, by, text, **more)
    return actions.apply_file(found, by=by, seen=found.outcome, only_good=only_good, reason=reason)


def counts(found):
    """Accepted, refused, under secrecy, told twice, unchanged."""
    return (found.accepted, found.rejected, found.suppressed, found.duplicate, found.unchanged)


def told(found, kind=Kind.REFUSED):
    """What is said of single rows, by their line."""
    return {one.line: one.words for one in unpacked(found.told) if one.kind == kind}
