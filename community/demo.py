"""A few conversations of the demonstration: invented people, invented words."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from community import actions
from community.models import Forum, Topic

type AsOf = Callable[[date], AbstractContextManager[None]]


@dataclass(frozen=True)
class Talk:
    """A topic of a forum, and what others answered, a day apart."""

    forum: str
    title: str
    on: date
    said: tuple[str, ...]
    question: bool = True


TALKS = (
    Talk("national", "Comment faire venir les parents qui ne viennent jamais ?", date(2026, 9, 14), (
        "Nos réunions ont lieu à 18 h et ce sont toujours les mêmes qui viennent. Qu’avez-vous essayé ?",
        "Nous allons à la sortie de l’école avec du café, deux fois par mois. La feuille de route vient ensuite.",
        "Même chose ici, avec une **traductrice**. Une mère qui en amène une autre vaut dix affiches.",
    )),
    Talk("national", "Nouveau délégué du préfet : comment passer le relais ?", date(2026, 10, 6), (
        "Notre déléguée part dans deux mois. Qui a préparé une passation à trois ?",
        "Nous avons fait deux réunions à quatre, l’ancien et le nouveau ensemble, et une liste des engagements en cours.",
    )),
    Talk("national", "Éducation : un même adulte du CP au CM2, est-ce tenable ?", date(2026, 11, 12), (
        "Notre horizon promet à chaque enfant un adulte qui l’attend. Avec des contrats d’un an, c’est difficile à tenir.",
    )),
    Talk("hauts-de-france", "Rencontre régionale de décembre : vos sujets", date(2026, 11, 3), (
        "Le centre de ressources prépare la rencontre du 10 décembre. Écrivez ici ce que vous voulez y travailler.",
        "La mesure : comment choisir trois chiffres qui parlent aux habitants.",
    ), question=False),
    Talk("auvergne-rhone-alpes", "Un bailleur dans la triade élargie ?", date(2026, 10, 20), (
        "Le bailleur demande à suivre nos séances. Comment avez-vous posé le cadre ?",
        "Invité permanent, sans siège, et une règle écrite : il répond aux questions des habitants avant de présenter.",
    )),
)  # fmt: skip


@transaction.atomic
def fill(speakers: Iterable[User], as_of: AsOf = lambda day: nullcontext()) -> int:
    """Lets these people talk, once; how many topics were opened."""
    forums = {forum.slug: forum for forum in Forum.objects.all()}
    people = list(speakers)
    opened = 0
    for turn, talk in enumerate(TALKS):
        forum = forums.get(talk.forum)
        if forum is None or not people or forum.topics.filter(title=talk.title).exists():
            continue
        tell(forum, talk, people, turn, as_of)
        opened += 1
    return opened


def tell(forum: Forum, talk: Talk, people: Sequence[User], turn: int, as_of: AsOf) -> Topic:
    """One conversation; the speakers follow each other."""
    speaker = people[turn % len(people)]
    with as_of(talk.on):
        topic = actions.open_topic(
            forum, title=talk.title, text=talk.said[0], is_question=talk.question, by=speaker
        )
    for later, words in enumerate(talk.said[1:], start=1):
        with as_of(talk.on + timedelta(days=later)):
            actions.reply(topic, text=words, by=people[(turn + later) % len(people)])
    return topic
