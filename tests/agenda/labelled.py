"""Three hundred passages of revised files with what each truly is: the same set in every run.

Agendas of twenty-five passages, each in two states. The second is the first one after
what people do to a text in a word processor, look-alike sentences included. The label is the
place of the passage in the first state, or none for a passage that is new.
"""

import random
from dataclasses import dataclass

SEED, PAIRS, PASSAGES = 2026, 300, 25
PLACES = ("local de la rue Foch", "centre social Les Glycines", "gymnase Pasteur", "salle du fond", "jardin partagé", "école Jean-Macé", "médiathèque", "maison du projet", "pied de la tour 4", "place du marché")  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WHO = ("deux bénévoles", "une éducatrice", "la Mission locale", "un médiateur de la ville", "trois parents", "le club de judo", "une infirmière", "l'association Roue libre")  # fmt: skip
WHAT = ("aident aux devoirs", "réparent les vélos", "tiennent une permanence sans rendez-vous", "préparent le goûter", "accueillent les nouvelles familles", "donnent un cours de français", "prêtent des outils", "relisent les courriers administratifs")  # fmt: skip
FORMS = (
    "Chaque {day}, de {h} h à {k} h, {who} {what} au {place}. C'est gratuit et sans inscription.",
    "Au {place}, {who} {what} le {day} de {h} h à {k} h, hors vacances scolaires.",
    "Le {day}, {who} {what} : rendez-vous au {place} à {h} h. On repart à {k} h au plus tard.",
)
PROSE = (
    "Dans dix ans, on reste vivre ici par choix : les écoles sont réputées, les rues sont calmes et chacun connaît le nom de ses voisins.",
    "Les logements sont froids et les charges montent chaque hiver. Les familles coupent le chauffage dans les chambres.",
    "Une quarantaine d'associations travaillent dans le quartier, mais elles se connaissent peu et se partagent mal les salles.",
    "Le dernier bus passe avant vingt heures : qui travaille en horaires décalés rentre à pied par la zone commerciale.",
    "Les jeunes demandent un lieu à eux, ouvert tard, où l'on peut faire de la musique sans déranger les étages.",
    "La cité scolaire et le collège se parlent chaque semaine ; les parents sont invités deux fois par trimestre.",
    "Le bailleur remplace les lampes des halls sous dix jours et affiche le numéro à appeler en cas de panne d'ascenseur.",
    "Un fonds de mille euros par an aide les habitants à organiser une fête, une sortie ou un atelier dans leur immeuble.",
    "Les femmes seules avec enfants ne trouvent pas de garde pendant leur formation ; trois places d'urgence manquent.",
    "La promenade le long du canal est propre et éclairée. On y court le matin et on y pique-nique le dimanche.",
    "Les commerces du rez-de-chaussée ont fermé l'un après l'autre. Deux cellules sont libres et le loyer est bas.",
    "Chaque nouvel arrivant est reçu par une famille voisine, qui lui montre l'école, le médecin et le marché.",
    "Les médecins partent à la retraite sans être remplacés. Une consultation avancée est demandée à l'hôpital.",
    "Les habitants décident eux-mêmes, par tirage au sort et débat, de l'emploi d'une part du budget de la ville.",
)  # fmt: skip
SWAPS = (("gratuit", "sans frais"), ("Les habitants", "Les habitantes et les habitants"), ("chaque hiver", "tous les hivers"), ("quartier", "secteur"), ("sans inscription", "sans s'inscrire"), ("au plus tard", "dernier délai"), ("ouvert tard", "ouvert jusqu'à minuit"), ("On y court", "On court"), ("hors vacances scolaires", "sauf pendant les vacances"), ("familles", "familles du quartier"))  # fmt: skip
MORE = ("Un bilan est fait chaque année avec les habitants.", "La ville et l'État suivent cette action ensemble.", "Une affiche le rappelle dans chaque hall.", "Les écoles préviennent les parents.")  # fmt: skip
OTHER = ("Rien n'est possible sans les premiers concernés : ils écrivent, ils votent, ils évaluent.", "Nous voulons d'abord tenir ce qui est promis, ensuite seulement promettre davantage.", "Tout commence par un inventaire des envies, rue après rue, avec un carnet et du café.")  # fmt: skip
HEADS = ("Après l'école", "Le mercredi", "L'entraide", "Les vélos", "La permanence", "Nos halls", "Le jardin", "La garde d'enfants", "Se soigner", "Le canal", "Fêtes d'immeuble", "Les jeunes", "L'accueil", "Les commerces", "Le budget", "L'école", "Les papiers", "Les outils", "Apprendre le français", "Les bus", "Le sport", "La musique", "Les salles", "Le chauffage", "Les lampes", "Un soir pour tous", "Les anciens", "La place", "Bien manger", "Les trajets")  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A heading and a text."""

    heading: str
    text: str


@dataclass(frozen=True)
class Labelled:
    """A passage of the revised file with its label and what was done to it."""

    said: Said
    label: int | None
    done: str


def agendas(seed=SEED):
    """The agendas: the first state, and the labelled passages of the second; 300 of these."""
    chance = random.Random(seed)
    left = PAIRS
    while left:
        before, after = agenda(chance)
        yield before, after[:left]
        left -= len(after[:left])


def agenda(chance):
    """One agenda in its two states."""
    heads = chance.sample(HEADS, len(HEADS))
    before = [first(chance, heads.pop(), n) for n in range(PASSAGES - 2)]
    twin = chance.choice([said for said in before if " h " in said.text])
    before += [Said(heads.pop(), twin.text), Said("Objectif", before[0].text)]
    after = []
    for place, said in enumerate(before):
        after += revised(chance, said, place, heads)
    after = after[:PASSAGES]
    if chance.random() < 0.5:
        moved = after.pop(chance.randrange(len(after)))
        after.insert(chance.randrange(len(after)), moved)
    return before, after


def first(chance, heading, number):
    """A passage of the first state; two of three look alike."""
    if number % 3 == 0:
        text = chance.choice(PROSE)
        return Said(heading, text if chance.random() < 0.5 else f"{text} {chance.choice(MORE)}")
    return Said(heading, filled(chance, chance.choice(FORMS)))


def filled(chance, form):
    """A look-alike sentence."""
    hour = chance.randint(8, 17)
    return form.format(day=chance.choice(DAYS), h=hour, k=hour + 2, who=chance.choice(WHO), what=chance.choice(WHAT), place=chance.choice(PLACES))  # fmt: skip


def revised(chance, said, place, heads):
    """What became of a passage: the labelled passages that stand for it in the second state."""
    done = chance.choices(
        ("same", "light", "hours", "head", "both", "heavy", "gone", "replaced", "split", "new"),
        (34, 16, 8, 8, 6, 5, 7, 8, 4, 4),
    )[0]
    spare = heads[place % len(heads)]
    changed = light(chance, said.text)
    made = {
        "same": [(said, place)],
        "light": [(Said(said.heading, changed), place)],
        "hours": [(Said(said.heading, hours(chance, said.text)), place)],
        "head": [(Said(spare, said.text), place)],
        "both": [(Said(spare, changed), place)],
        "heavy": [(Said(said.heading, chance.choice(OTHER)), place)],
        "gone": [],
        "replaced": [(Said(spare, alike(chance, said.text)), None)],
        "split": halves(said, spare, place),
        "new": [(said, place), (Said(spare, filled(chance, chance.choice(FORMS))), None)],
    }[done]
    return [Labelled(text, label, done) for text, label in made]


def light(chance, text):
    """Other words for the same; a sentence more or less."""
    for old, new in chance.sample(SWAPS, 6):
        text = text.replace(old, new)
    return f"{text} {chance.choice(MORE)}" if chance.random() < 0.5 else text


def hours(chance, text):
    """The same with another day and other hours."""
    for day in DAYS:
        if day in text:
            return text.replace(day, chance.choice(DAYS)).replace(" h ", " h 30 ", 1)
    return light(chance, text)


def alike(chance, text):
    """Another thing in nearly the same words: another day, other people or another place."""
    for pool in chance.sample((DAYS, WHO, PLACES), 3):
        for word in pool:
            if word in text:
                return text.replace(word, chance.choice([w for w in pool if w != word]))
    return chance.choice(OTHER)


def halves(said, spare, place):
    """A passage that somebody cut in two by hand: the first half goes on, the second is new."""
    sentences = said.text.split(". ")
    if len(sentences) < 2:
        return [(said, place)]
    return [
        (Said(said.heading, sentences[0] + "."), place),
        (Said(spare, ". ".join(sentences[1:])), None),
    ]
