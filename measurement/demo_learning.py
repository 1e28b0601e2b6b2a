"""Learning reviews of two pilot sites from the figure to the outcome: invented, like all that is said there.

Values that came after a review are entered after it: each review looks at what was known that day.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import ROLE_WORDS, Role
from measurement import actions, demo
from measurement.demo_reviews import COACH
from measurement.figures import asked_of
from measurement.models import Indicator, LearningCycle, indicators_at
from measurement.periods import of_length
from sites.models import Site

D = date
INVENTED = "valeurs inventées pour la démonstration"
type AsOf = Callable[[date], AbstractContextManager[None]]


@dataclass(frozen=True)
class Turn:
    """One review: the values known before it, what it says, what it decides, what it tells residents."""

    on: date
    values: tuple[tuple[int, int, int], ...]
    came: dict[str, int]
    words: dict[str, str]
    learned: str
    told: tuple[date, str, str]
    decided: tuple[str, str, str, date] | None = None
    # The activity that comes of it goes on for longer than the decision waits for its sign.
    planned: str = ""
    until: date | None = None
    outcome: str = ""
    lesson: str = ""
    shared: bool = False
    next_on: date | None = None


@dataclass(frozen=True)
class Learnt:
    """A figure of a site that fell, and the reviews that looked at it."""

    name: str
    unit: str
    who: str
    lead: str
    question: str
    # Why the review did not speak of the other figures.
    rest: str
    turns: tuple[Turn, ...] = field(default=())
    after: tuple[tuple[int, int, int], ...] = ()
    counts: str = Indicator.ValueType.COUNT


STORIES = {
    "hazebrouck": Learnt(
        "Voisins qui tiennent l’accueil du soir", "voisins", "Les Glycines", "Centre social Les Glycines",
        "Combien de voisins tiennent l’accueil du soir à tour de rôle ?",
        "La soirée était pour l’accueil du soir : ce chiffre revient à la prochaine revue.",
        (
            Turn(
                D(2026, 6, 9), ((3, 2025, 12), (4, 2025, 9), (1, 2026, 8)),
                {"state": 1, "municipality": 1, "association": 7, "residents": 10},
                {
                    "causes": "Les mêmes voisins viennent tous les soirs et s’épuisent. Personne n’ose dire qu’il arrête.",
                    "surprise": "Trois pères aimeraient tenir l’accueil, mais le samedi seulement.",
                    "contributions": "La formation des parents amène du monde, mais elle n’est pas suivie d’un tour de rôle.",
                    "contrary": "L’hiver a été long : deux voisines étaient malades, elles reviennent.",
                    "confidence": "medium",
                },
                "Les enfants viennent plus nombreux, et les adultes qui les accueillent sont moins nombreux. On se fatigue quand on ne sait pas quand on s’arrête.",
                (D(2026, 6, 24), "poster", "Affiche dans les halls de la rue Foch : « L’accueil cherche des voisins pour un soir par mois, pas plus. »"),
                ("adjust", "Un tour de rôle d’un soir par mois, écrit sur une feuille à l’entrée du local.",
                 "12 voisins au troisième trimestre", D(2026, 9, 30)),
                "Tour de rôle des voisins à l’accueil", D(2027, 7, 2),
            ),
            Turn(
                D(2026, 11, 10), ((2, 2026, 10), (3, 2026, 14)),
                {"state": 1, "municipality": 2, "association": 6, "residents": 12, "culture": 1},
                {
                    "causes": "La feuille à l’entrée suffit : chacun choisit son soir et le tient.",
                    "contrary": "Six des nouveaux sont arrivés par la fête de quartier, pas par la feuille.",
                    "confidence": "medium",
                },
                "Un soir par mois, écrit d’avance, tient mieux que « viens quand tu peux ».",
                (D(2026, 11, 20), "meeting", "Dit au goûter du vendredi, avec la courbe sur une grande feuille."),
                ("test", "Proposer aux pères de tenir un samedi par mois.", "deux samedis tenus en mars", D(2027, 3, 31)),
                "Un samedi par mois tenu par les pères", D(2027, 3, 31),
                outcome="Quatorze voisins au troisième trimestre, le signe attendu est là. Le tour de rôle continue.",
                lesson="Un engagement d’un soir par mois, écrit d’avance, amène plus de voisins qu’un appel ouvert.",
                next_on=D(2027, 5, 11),
            ),
        ),
        counts=Indicator.ValueType.DISTINCT,
    ),
    "saint-etienne": Learnt(
        "Rendez-vous tenus à la permanence", "rendez-vous", "Point d’accès aux droits", "Point d’accès aux droits",
        "Combien de rendez-vous à la permanence ont eu lieu ?",
        "Nous avons gardé les deux heures pour la permanence, celui-ci attend la prochaine fois.",
        (
            Turn(
                D(2026, 3, 19), ((3, 2025, 34), (4, 2025, 27)),
                {"state": 1, "municipality": 2, "association": 8, "residents": 9, "business": 1},
                {
                    "causes": "La permanence est loin des tours, et le mardi est le jour du marché.",
                    "surprise": "Ceux qui viennent repartent avec trois démarches au lieu d’une.",
                    "contributions": "La permanence a changé deux fois de salle dans l’année.",
                    "contrary": "Le guichet de la ville a rouvert à l’automne : une partie des gens y va.",
                    "confidence": "high",
                },
                "On vient moins à la permanence, alors que le besoin n’a pas baissé. Le lieu et le jour comptent plus que l’affiche.",
                (D(2026, 4, 2), "letter", "Lettre dans toutes les boîtes des tours : ce que nous avons vu, et la permanence qui se rapproche."),
                ("adjust", "Tenir la permanence au pied de la tour, le mercredi.", "34 rendez-vous au deuxième trimestre",
                 D(2026, 6, 30)),
                "Permanence au pied de la tour, le mercredi", D(2027, 6, 30),
            ),
            Turn(
                D(2026, 9, 24), ((1, 2026, 25), (2, 2026, 38)),
                {"state": 1, "municipality": 1, "association": 12, "residents": 13},
                {
                    "causes": "On passe devant en rentrant. Les mères viennent le mercredi avec les enfants.",
                    "contrary": "L’été a été calme au guichet de la ville : les deux se partagent le public.",
                    "confidence": "high",
                },
                "Au pied de la tour, on vient pour un papier et on repart avec trois démarches.",
                (D(2026, 10, 8), "meeting", "Dit à la réunion des locataires, avec les chiffres et ce qui en a été fait."),
                ("amplify", "Ajouter un deuxième mercredi par mois.", "50 rendez-vous au premier trimestre", D(2027, 3, 31)),
                "Un deuxième mercredi de permanence", D(2027, 3, 31),
                outcome="Trente-huit rendez-vous au deuxième trimestre : la permanence reste au pied de la tour.",
                lesson="Rapprocher une permanence de cent mètres a plus d’effet que de l’annoncer mieux.",
                shared=True,
                next_on=D(2026, 12, 15),
            ),
        ),
        ((3, 2026, 41),),
    ),
}  # fmt: skip


def begins_on(site: Site) -> date:
    """The day of the first review; a site without one has no such day."""
    story = STORIES.get(site.slug)
    return story.turns[0].on if story else date.max


@transaction.atomic
def fill(site: Site, as_of: AsOf) -> None:
    """The reviews of a pilot site, once; a site that has gone through figures already is left alone.

    Before each of them come the figures of its site that were known that day.
    """
    story = STORIES.get(site.slug)
    author = site.mandates.in_force().filter(seat="community", deputy=False).first()
    days = [turn.on for turn in story.turns] if story else []
    there = site.learning_cycles.filter(in_words=False) | site.learning_cycles.filter(
        held_on__in=days
    )
    if story is None or author is None or there.exists():
        return
    told = Told(site, story, author.person, as_of)
    indicator = told.indicator()
    decision: Any = None
    for turn in story.turns:
        demo.fill(site, as_of, until=turn.on)
        decision = told.turn(turn, indicator, decision)
    for number, year, value in story.after:
        told.enter(indicator, number, year, value)


@dataclass(frozen=True)
class Told:
    """Who tells which story of which site."""

    site: Site
    story: Learnt
    by: User
    as_of: AsOf

    def indicator(self) -> Indicator:
        """The figure, followed from the first of its quarters."""
        new = actions.NewIndicator(
            name=self.story.name,
            unit=self.story.unit,
            source=f"{self.story.who} ({INVENTED})",
            question=self.story.question,
            value_type=self.story.counts,
        )
        with self.as_of(D(2025, 7, 1)):
            return actions.choose_indicator(self.site, new, by=self.by)

    def turn(self, turn: Turn, indicator: Indicator, earlier: Any) -> Any:
        """The values that came, then the review from its day to its return; its decision."""
        for number, year, value in turn.values:
            self.enter(indicator, number, year, value)
        with self.as_of(turn.on):
            cycle = self.hold(turn)
            actions.write_curve(cycle, indicator, turn.words, revision=0, by=self.by)
            if earlier is not None:
                actions.answer_adaptation(earlier, state="done", outcome=turn.outcome, by=self.by)
            decision = self.decide(turn, cycle, indicator)
            self.pass_over_the_rest(cycle)
            actions.close_cycle(cycle, learned=turn.learned, next_on=turn.next_on, by=self.by)
        day, channel, words = turn.told
        with self.as_of(day):
            facts = actions.ReturnFacts(channel, day, words)
            actions.return_to_residents(cycle, facts, by=self.by)
            if turn.lesson:
                kept = actions.keep_lesson(cycle, text=turn.lesson, by=self.by)
                if turn.shared:
                    role = f"{ROLE_WORDS[Role.COMMUNITY]}, {self.site.name}"
                    actions.share_lesson(kept, by=self.by, role=role)
        return decision

    def enter(self, indicator: Indicator, number: int, year: int, value: int) -> None:
        """A quarter's value, six days after its end."""
        period = of_length(D(year, number * 3 - 2, 1), 3)
        reading = actions.Reading(Decimal(value), f"Cahier de {self.story.who} ({INVENTED})")
        with self.as_of(period.ends_on + timedelta(days=6)):
            actions.enter_value(
                indicator, period, reading, site=self.site, by=self.by, role="community"
            )

    def hold(self, turn: Turn) -> LearningCycle:
        """The one that was planned, or one planned for the day, is held."""
        cycle = self.site.learning_cycles.planned().first()
        if cycle is None:
            plan = actions.CyclePlan(
                turn.on, COACH, quorum="deux des trois sièges et trois habitants"
            )
            cycle = actions.plan_cycle(self.site, plan, by=self.by)
        return actions.hold_cycle(cycle, held_on=turn.on, counts=turn.came, by=self.by)

    def pass_over_the_rest(self, cycle: LearningCycle) -> None:
        """Two hours hold one figure: the others are named, with the reason."""
        for asked in asked_of(cycle):
            if not asked.is_told:
                found = indicators_at(self.site).get(code=asked.figure.code)
                actions.pass_over_curve(cycle, found, reason=self.story.rest, by=self.by)

    def decide(self, turn: Turn, cycle: LearningCycle, indicator: Indicator) -> Any:
        """What the review decides, and the activity that comes of it."""
        if turn.decided is None:
            return None
        kind, text, sign, due_on = turn.decided
        facts = actions.DecisionFacts(kind, text, owner="community", due_on=due_on, expected=sign)
        decision = actions.decide_adaptation(cycle, facts, by=self.by, indicator=indicator)
        change = actions.plan_from(
            decision, by=self.by, title=turn.planned, lead=self.story.lead, begins_on=turn.on,
            due_on=turn.until, state="under_way", once=f"review {turn.planned}",
        )  # fmt: skip
        why = "C’est la décision de la revue."
        actions.tie_indicator(
            indicator, site=self.site, activity=change.activity, why=why, by=self.by
        )
        return decision
