"""Two files that the national team looks through, for the demonstration: public figures, two invented old codes.

One is long, so that a worker looks it through: the official counts of all neighbourhoods as a
producer would send them again, which finds each of them unchanged. The other still names codes of
2015. Neither is taken: what they say stands in the portal already.
"""

import csv
from pathlib import Path

from django.conf import settings

from accounts.models import User
from measurement import actions
from measurement.incoming.cells import Manner
from measurement.models import ValueImport
from sites import actions as sites
from sites.models import FormerCode, Lineage, Neighbourhood

# The columns of the producer, the figure of each, and its year where that is known.
COUNTS = {
    "population_municipale": ("pop-01", "2020"),
    "menages": ("men-01", "2020"),
    "logements_sociaux": ("log-01", ""),
    "allocataires_caf": ("dro-01", ""),
}
HEADS = "Code QPV;Indicateur;Année;Valeur"
LONG, OLD = "comptages-par-quartier.csv", "population-codes-2015.csv"
INVENTED = "Correspondance inventée pour la démonstration, à remplacer par l’annexe du décret."
# A code of 2015, the neighbourhood that it became and how; of the last one nobody has said it.
FORMER = (
    ("QP059041", "QN05941I", Lineage.Relation.UNCHANGED),
    ("QP026002", "QN02602M", Lineage.Relation.MODIFIED),
    ("QP062028", "QN06228M", None),
)


def fill(by: User) -> None:
    """Both files with what became of their rows; once."""
    there = set(ValueImport.objects.filter(site=None, by=by).values_list("name", flat=True))
    with (Path(settings.BASE_DIR) / "data/qpv_indicateurs.csv").open(encoding="utf-8-sig") as data:
        rows = list(csv.DictReader(data))
    if LONG not in there:
        send_long(rows, by)
    if OLD not in there:
        send_old({row["code"]: row["population_municipale"] for row in rows}, by)


def send_long(rows: list[dict[str, str]], by: User) -> None:
    """Several thousand rows: the portal is asked to look them through, and does."""
    told = [
        f"{row['code']};{code};{year};{row[head]}"
        for row in rows
        for head, (code, year) in COUNTS.items()
        if row[head]
    ]
    found = keep(LONG, [HEADS, *told], by)
    manner = Manner(provenance="Insee, Cnaf et SDES, données sur les quartiers prioritaires")
    actions.ask_to_look(found, by=by, columns=found.columns, manner=manner)
    actions.work_on_file(found.pk)


def send_old(population: dict[str, str], by: User) -> None:
    """A code that goes on, one whose limits changed, and one of which nobody knows."""
    for code, later, relation in FORMER:
        place = Neighbourhood.objects.filter(pk=later).first()
        if relation and place and not FormerCode.objects.filter(code=code).exists():
            sites.say_former_code(place, code=code, relation=relation, reason=INVENTED, by=by)
    told = [f"{code};pop-01;2020;{population[later]}" for code, later, _relation in FORMER]
    found = keep(OLD, [HEADS, *told], by)
    manner = Manner(provenance="Insee, recensement de la population")
    actions.look_through(found, by=by, columns=found.columns, manner=manner)


def keep(name: str, lines: list[str], by: User) -> ValueImport:
    """The file as somebody would send it."""
    content = "\r\n".join(["\ufeff" + lines[0], *lines[1:], ""]).encode()
    return actions.keep_file(None, by=by, name=name, content=content)
