"""Files of values for the routes that have one in their address."""

from typing import Any

from kit.sheets import FILES
from measurement import actions as measurement
from measurement.incoming.cells import Manner
from sites.models import Site


def files_of_values(site: Site, people: dict[str, Any], code: str) -> dict[str, Any]:
    """A file that was taken at the site, and one of the national team."""
    text = f"Site;Indicateur;Période;Valeur\nle-val;{code};T1 2026;60\n".encode()
    here, there = (
        measurement.keep_file(place, by=people[who], name="valeurs.csv", content=text)
        for place, who in ((site, "community"), (None, "national"))
    )
    by = people["community"]
    here = measurement.look_through(here, by=by, columns=here.columns, manner=Manner())
    measurement.apply_file(here, by=by, seen=here.outcome, only_good=False)
    national = ("page", "look", "apply", "revert", "drop", *(f"refusals-{k}" for k in FILES))
    files = {f"measurement:national-import-{name} batch": there.pk for name in national}
    return files | {"measurement batch": here.pk}
