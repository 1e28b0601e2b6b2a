"""One collective a pilot site; the sites are real, organisations, people and amounts are invented."""

from qic_portal.demo.collectives.aura import LE_TEIL, MONTELIMAR, PONT_DE_CLAIX, SAINT_ETIENNE
from qic_portal.demo.collectives.hauts_de_france import CHATEAU_THIERRY, CONDE, HAZEBROUCK, LIEVIN
from qic_portal.demo.collectives.koungou import KOUNGOU
from qic_portal.demo.collectives.story import Collective

COLLECTIVES: dict[str, Collective] = {
    "le-teil": LE_TEIL,
    "montelimar": MONTELIMAR,
    "pont-de-claix": PONT_DE_CLAIX,
    "saint-etienne": SAINT_ETIENNE,
    "chateau-thierry": CHATEAU_THIERRY,
    "conde-sur-l-escaut": CONDE,
    "hazebrouck": HAZEBROUCK,
    "lievin": LIEVIN,
    "koungou": KOUNGOU,
}
