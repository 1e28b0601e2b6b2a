"""What the seats of the demonstration have promised, and what those who leave write to who follows."""

from dataclasses import dataclass

from governance import actions
from governance.models import Mandate
from qic_portal.demo.when import Day, as_of, on
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Promise:
    """What a seat promised on a day, to whom, for when; kept on another day, if it was."""

    seat: str
    made: int
    text: str
    to_whom: str = ""
    due: Day | None = None
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A letter to whoever follows in a seat, by who held it on that day or had just left it."""

    seat: str
    written: int
    text: str


PROMISES: dict[str, tuple[Promise, ...]] = {
    "hazebrouck": (
        Promise("state", -62, "Obtenir deux adultes relais pour l’accueil du soir", "Centre social Les Glycines", -3),
        Promise("state", -48, "Faire venir la Caf à la revue de janvier", "Les parents de la rue Foch", 45),
        Promise("state", -90, "Écrire au bailleur pour les pannes d’ascenseur", "Les habitants de la résidence Foch", -60, -64),
        Promise("municipality", -30, "Prêter la salle des fêtes pour la fête des voisins", "Les voisins du jardin", 55),
        Promise("community", -20, "Répondre à chaque remarque sur l’accueil avant Noël", "Les familles de l’accueil", 28),
    ),
    "conde-sur-l-escaut": (
        Promise("state", -85, "Inscrire la scène des voisins au contrat de ville", "Collectif culture du Pays de Condé", 15),
        Promise("state", -40, "Trouver un bus pour le cinéma, un samedi par mois", "Association Les Voisins du Jard", 60),
        Promise("state", -35, "Dire quelles aides existent pour la fanfare", "Ville de Condé-sur-l’Escaut", -5),
    ),
    "saint-etienne": (
        Promise("community", -50, "Trouver qui aide l’animateur de l’atelier le samedi", "École de design du quartier", 20),
        Promise("community", -25, "Prêter la salle du haut pendant les travaux de la navette", "Les aînés de Beaulieu", 70),
    ),
    "koungou": (
        Promise("state", -120, "Revenir voir les maisons du soir avant la fin de l’année", "Femmes de Majicavo", 30),
    ),
}  # fmt: skip

WORDS: dict[str, tuple[Word, ...]] = {
    "hazebrouck": (
        Word(
            "state",
            -13,
            "Passez d’abord aux Glycines, un mercredi vers 16 h 30. Karim vous présentera les parents de la rue Foch, et vous comprendrez tout le reste.\n\n"
            "Deux choses sont fragiles. Les adultes relais : j’ai eu un oui au téléphone, rien d’écrit. Et l’ascenseur de la résidence Foch : le bailleur promet des chiffres chaque trimestre, ils n’arrivent pas. Ne lâchez ni l’un ni l’autre.\n\n"
            "Si j’étais resté, j’aurais donné tout janvier aux réponses sur la version 4. C’est là-dessus que les gens nous attendent.\n\n"
            "Mon nouveau poste est à vingt minutes. Appelez.",
        ),
    ),
    "conde-sur-l-escaut": (
        Word(
            "state",
            -6,
            "À Condé, laissez parler Les Voisins du Jard en premier. Quand une institution ouvre la réunion, la moitié de la salle se tait.\n\n"
            "Le bus pour le cinéma est presque trouvé : l’agglomération accepte si la ville paie le chauffeur. Fatou Diallo a le numéro de la personne qui décide.\n\n"
            "La feuille de route a deux ans. Elle est bonne, mais personne ne l’a relue depuis les jardins ouverts. Proposez-le au printemps, pas avant : en hiver, on ne se réunit pas.",
        ),
    ),
}  # fmt: skip


def fill(site: Site) -> None:
    """Promises and letters of one site, each on its day, once."""
    if not site.commitments.exists():
        for promise in sorted(PROMISES.get(site.slug, ()), key=lambda p: p.made):
            promised(site, promise)
    for word in WORDS.get(site.slug, ()):
        written(site, word)


def promised(site: Site, promise: Promise) -> None:
    """Made by who held the seat that day; kept by them too."""
    made, due = on(promise.made), None if promise.due is None else on(promise.due)
    with as_of(made):
        commitment = actions.make_commitment(
            site,
            by=last_holder(site, promise.seat, promise.made).person,
            seat=promise.seat,
            text=promise.text,
            to_whom=promise.to_whom,
            due_on=due,
        )
    if promise.kept is not None:
        by = last_holder(site, promise.seat, promise.kept).person
        with as_of(on(promise.kept)):
            actions.settle_commitment(commitment, by=by, kept=True)


def written(site: Site, word: Word) -> None:
    """By who holds the seat that day, or left it a few days before."""
    mandate = leaver(site, word)
    if mandate.letters.exists():
        return
    with as_of(on(word.written)):
        actions.write_handover_letter(mandate, by=mandate.person, text=word.text)


def last_holder(site: Site, seat: str, day: Day) -> Mandate:
    """Who held the seat on a day."""
    held: Mandate = site.mandates.in_force(on(day)).select_related("person").get(seat=seat, deputy=False)  # fmt: skip
    return held


def leaver(site: Site, word: Word) -> Mandate:
    """The first holder who still had something to do with the seat on that day: who leaves it."""
    rows = site.mandates.counting(on(word.written)).filter(seat=word.seat, deputy=False)
    found: Mandate = rows.select_related("person").order_by("starts_on")[0]
    return found
