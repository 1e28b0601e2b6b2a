"""Codes of before: what the national team and the lists say became of them; nothing is guessed from digits."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext as _

from kit.states import Refusal
from sites.models import Commune, FormerCode, Lineage

UNCHANGED = Lineage.Relation.UNCHANGED


class Lineages:
    """Which code goes on as which; `known` are the codes that the file may name."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known
        steps = (
            Lineage.objects.exclude(former=None).exclude(later=None).order_by("edition", "later")
        )
        self.later: dict[str, str] = {}
        self.unchanged: dict[str, str] = {}
        for former, later, relation in steps.values_list("former", "later", "relation"):
            self.later[former] = later
            if relation == UNCHANGED:
                self.unchanged[former] = later
        self.of_2015: dict[str, list[tuple[str, str]]] = {}
        said = FormerCode.objects.order_by("code", "neighbourhood")
        for code, later, relation in said.values_list("code", "neighbourhood", "relation"):
            self.of_2015.setdefault(code, []).append((later, relation))

    def since_2015(self, code: str) -> str:
        """The code of today of a neighbourhood of 2015 with the same limits; else why there is none.

        Those of other sites are not there.
        """
        said = [one for one in self.of_2015.get(code, ()) if one[0] in self.known]
        if not said:
            raise Refusal(
                _(
                    "“%(code)s” is a code of the geography of 2015, and nobody has said here what "
                    "became of it. Ask the producer for the file by the codes of 2024, or the "
                    "national team to record the correspondence."
                )
                % {"code": code}
            )
        later, relation = said[0]
        if relation == UNCHANGED:
            return later
        raise Refusal(
            _(
                "“%(code)s” is a code of 2015 whose limits are no longer the same (%(relation)s: "
                "%(later)s): its values are those of another place. Ask the producer for the file "
                "by the codes of 2024."
            )
            % {
                "code": code,
                "relation": Lineage.Relation(relation).label,
                "later": ", ".join(one for one, _relation in said),
            }
        )


def commune(code: str) -> str:
    """Why a commune is no place of a figure; a former code says which commune it is today."""
    found = Commune.objects.filter(Q(pk=code) | Q(former_codes__contains=[code])).first()
    if found is None:
        return ""
    facts = {"code": code, "name": found.name, "now": found.pk}
    if found.pk == code:
        return (
            _("“%(code)s” is the commune %(name)s: figures are of neighbourhoods and sites.")
            % facts
        )
    return (
        _(
            "“%(code)s” is a former code of the commune %(name)s (%(now)s): figures are of "
            "neighbourhoods and sites."
        )
        % facts
    )
