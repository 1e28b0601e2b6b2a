"""An invented site report: every part of the contract filled, people and values made up."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from overview.snapshot import (
    ActivityRow,
    AgendaFigures,
    AgendaVersion,
    Break,
    Change,
    Decision,
    Due,
    Headline,
    IndicatorRow,
    LifeStep,
    Neighbourhood,
    Period,
    Point,
    Release,
    SeatFigure,
    Series,
    SiteFigures,
    SiteIdentity,
    StrategyFigures,
    Tally,
    Target,
    Voice,
    VoiceFigures,
)
from reports.sheets import Imprint

OUTLINES = Path(__file__).resolve().parent.parent.parent / "data" / "qpv_contours.geojson"


def outline(code: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The real outline of a neighbourhood, from the public data."""
    every = json.loads(OUTLINES.read_text())["features"]
    shape = next(f["geometry"] for f in every if f["id"] == code)
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return tuple(tuple((x, y) for x, y in ring) for polygon in polygons for ring in polygon)


def years(name: str, values: dict[int, int | None]) -> Series:
    return Series(
        name,
        tuple(
            Point(str(year), float(year), Decimal(value))
            if value is not None
            else Point(str(year), float(year), None, "not_produced", "non produit")
            for year, value in values.items()
        ),
    )


SQUARE = (((2.53, 50.71), (2.54, 50.71), (2.54, 50.72), (2.535, 50.722), (2.53, 50.72)),)

SITE = SiteIdentity(
    slug="hazebrouck",
    name="Hazebrouck",
    neighbourhoods=(Neighbourhood("QN05941I", "Résidences Pasteur et Foch", SQUARE),),
    place="Nord, Hauts-de-France",
    region_code="32",
    wave="Vague 1 de l'expérience, 2021",
    joined_on=date(2021, 3, 15),
    stage="active",
)
LIFE = (
    LifeStep("Intérêt exprimé", "done", "mars 2021"),
    LifeStep("Maturité partagée", "done", "mai 2021"),
    LifeStep("Triade constituée", "done", "sept. 2021"),
    LifeStep("Vision adoptée", "done", "juin 2023"),
    LifeStep("Plan et point de départ", "done", "mars 2025"),
    LifeStep("Mise en œuvre", "now", "depuis 18 mois"),
    LifeStep("Ancrage", "ahead", "visé en 2028"),
)
SEATS = (
    SeatFigure("state", "État", "Claire Vandamme", "Déléguée du préfet", date(2024, 9, 1), date(2027, 8, 31)),
    SeatFigure("municipality", "Commune", vacant_since=date(2026, 6, 2)),
    SeatFigure("community", "Association", "Samira Lakhdar", "Centre social Les Deux Rives", date(2023, 1, 6), date(2026, 12, 31)),
)  # fmt: skip
POVERTY = Headline(
    code="REV-01",
    name="Vivre sous le seuil de pauvreté",
    value=Decimal(42),
    unit="%",
    as_of="2024",
    caption="des habitants vivent sous le seuil de pauvreté",
    sentence="De 2015 à 2021, le taux de pauvreté du quartier passe de 48 % à 45 %. Depuis 2023, "
    "la méthode a changé : on ne peut plus comparer.",
    source="Insee, Filosofi",
    definition="Part des habitants dont le niveau de vie est inférieur à 60 % du niveau de vie médian.",
    caution="La source est arrondie au point : un écart d'un point ne dit rien.",
    is_rate=True,
    series=years(
        "quartier",
        {2015: 48, 2016: 47, 2017: 47, 2018: 46, 2019: 46, 2020: 46, 2021: 45, 2022: None, 2023: 43, 2024: 42},
    ),
    comparator=years(
        "commune",
        {2015: 18, 2016: 18, 2017: 17, 2018: 17, 2019: 17, 2020: 17, 2021: 17, 2022: None, 2023: 16, 2024: 16},
    ),
    breaks=(Break(2022.5, "2023 : changement de méthode", "les valeurs ne se comparent pas de part et d'autre", "method"),),
    target=Target(Decimal(36), 2030.0, "en 2030", date(2026, 3, 12)),
)  # fmt: skip
EMPLOYMENT = Headline(
    code="EMP-01",
    name="Avoir un emploi",
    value=Decimal("47.4"),
    decimals=1,
    unit="%",
    as_of="millésime à confirmer",
    caption="des 15 à 64 ans ont un emploi",
    sentence="47,4 % des 15 à 64 ans ont un emploi. Une seule valeur : elle sert de point de départ.",
    source="Insee, recensement",
    is_rate=True,
    series=Series("quartier", (Point("2021", 2021.0, Decimal("47.4")),)),
)
MET = Headline(
    code="COL-08",
    name="Aller à la rencontre des habitants",
    value=Decimal(1164),
    unit="habitants",
    as_of="T3 2026",
    caption="habitants rencontrés ce trimestre",
    sentence="1164 habitants rencontrés ce trimestre, contre 118 au trimestre précédent.",
    source="Structure d'appui, feuilles de présence",
    series=Series(
        "quartier",
        (
            Point("T3 2025", 2025.5, Decimal(96)),
            Point("T4 2025", 2025.75, None, "not_sent", "non transmis"),
            Point("T1 2026", 2026.0, Decimal(531)),
            Point("T2 2026", 2026.25, Decimal(418), "corrected", "", Decimal(481)),
            Point("T3 2026", 2026.5, Decimal(1164)),
        ),
    ),
)
ANSWERED = Headline(
    code="COL-01",
    name="Répondre aux remarques",
    value=Decimal(31),
    total=Decimal(42),
    unit="",
    as_of="T3 2026",
    caption="remarques d'habitants ont reçu une réponse",
    sentence="Onze réponses sont dues avant la version 4.",
    source="Portail",
)


def row(group: str, code: str, name: str, display: str, state: str, text: str, reading: str = "") -> IndicatorRow:  # fmt: skip
    return IndicatorRow(group, code, name, display, "T3 2026", state, text, reading)


CONTEXT = "Le quartier (contexte : on le décrit, on ne le juge pas)"
LIVED = "Ce que vivent les habitants"
DONE = "Ce que fait le collectif"
INDICATORS = (
    row(CONTEXT, "POP-01", "Population municipale", "1 430 habitants", "observed", "Observé, Insee", "Contexte"),
    row(CONTEXT, "DRO-02", "Personnes couvertes par la Caf", "", "missing", "Absent de la source"),
    row(LIVED, "REV-01", "Taux de pauvreté", "42 %", "observed", "Observé, Insee", "En baisse de 2015 à 2021"),
    row(LIVED, "REV-02", "Taux de pauvreté, année 2022", "", "not_produced", "Non produit par l'Insee en 2022"),
    row(LIVED, "EDU-03", "Réussite au brevet", "", "secret", "Secret statistique, moins de 11 élèves"),
    row(DONE, "COL-01", "Organisations partenaires actives", "23", "observed", "Observé, validé par l'État", "En progrès : 19 au T2"),
    row(DONE, "COL-03", "Premières coopérations", "4", "provisional", "Provisoire, à confirmer", "Point de départ"),
    row(DONE, "COL-08", "Habitants rencontrés", "1 164", "corrected", "Corrigé le 9 juillet", "En progrès : 418 au T2"),
    row(DONE, "COL-14", "Temps bénévole", "", "not_sent", "Non transmis"),
)  # fmt: skip
PLAN = (
    StrategyFigures("Travailler près de chez soi", "Emploi, formation, entreprises.", (
        ActivityRow("Permanence emploi au pied de la résidence Foch", "France Travail, centre social", "chaque mardi", "running", "En cours depuis le 8 septembre"),
        ActivityRow("Chantier d'insertion « Façades »", "Bailleur, mission locale", "mars 2027", "waiting", "En attente de l'accord du bailleur depuis 26 jours"),
        ActivityRow("Forum des métiers du quartier", "Collège, Région", "mai 2026", "done", "Terminée, 140 participants"),
    )),
    StrategyFigures("Habiter un quartier qui respire", "Cadre de vie, espaces publics.", (
        ActivityRow("Jardin partagé, îlot Pasteur", "Association Les Mains vertes", "avril 2027", "suspended", "Suspendue le 22 août : analyse du sol attendue"),
        ActivityRow("Nuits plus calmes : médiation du soir", "", "", "planned", "À lancer en janvier"),
    )),
    StrategyFigures("Ouvrir les droits, une seule porte", "Accès aux droits, numérique.", ()),
)  # fmt: skip
VOICES = VoiceFigures(
    received=42,
    answered=31,
    sentence="Quarante-deux remarques reçues sur la version 4, du 1er au 20 septembre : dix-neuf "
    "en ligne, vingt-trois en atelier ou sur papier.",
    outcomes=(
        Tally("retained", "retenues", 12),
        Tally("partly", "retenues en partie", 6),
        Tally("already", "déjà dans le texte", 5),
        Tally("not_retained", "non retenues", 4),
        Tally("transmitted", "transmises", 4),
        Tally("awaiting", "en attente de réponse", 11),
    ),
    pairs=(
        Voice("Le bus de 18 h part avant la sortie du travail.", "atelier du 10 septembre", "transmitted", "Transmise", "À l'agglomération, compétente. Réponse attendue le 15 novembre.", "hors texte"),
        Voice("Dites qui répond, pas seulement quel guichet.", "Nadia B.", "retained", "Retenue", "Le passage nomme désormais une personne par permanence.", "2.3, version 4"),
        Voice("Un jardin, oui, mais pas à la place des jeux.", "un grand-père", "partly", "Retenue en partie", "Les jeux restent ; le jardin est réduit à 200 m².", "3.1, version 4"),
        Voice("Il faut un lieu ouvert le dimanche.", "Collectif Foch", "not_retained", "Non retenue", "Aucun financeur pour 2027. À rouvrir à la revue de mars.", "2.1, inchangé"),
        Voice("Et les personnes âgées ? On n'en parle pas.", "", "already", "Déjà dans le texte", "L'horizon dit « on vieillit ici par choix ».", "1.1, inchangé"),
    ),
)  # fmt: skip
FULL = SiteFigures(
    site=SITE,
    period=Period(date(2026, 7, 1), date(2026, 9, 30)),
    taken_on=date(2026, 9, 30),
    summary="Les remarques des habitants ont déjà modifié deux passages de la vision. Onze "
    "attendent encore une réponse. Un siège de la triade est vacant depuis juin.",
    caveat="Démonstration : personnes et valeurs fictives.",
    life=LIFE,
    seats=SEATS,
    headlines=(POVERTY, EMPLOYMENT, MET, ANSWERED),
    contradicts="Les files d'attente de l'épicerie solidaire s'allongent : 61 foyers servis en "
    "septembre, 48 un an plus tôt.",
    indicators=INDICATORS,
    agenda=AgendaFigures(
        horizon="En 2030, on grandit, on travaille et on vieillit ici par choix. Chacun sait à "
        "quelle porte frapper, et ne frappe qu'une fois.",
        horizon_version=3,
        horizon_adopted_on=date(2026, 3, 12),
        passages=14,
        versions=(
            AgendaVersion(1, "superseded", "Remplacée", date(2022, 11, 4), date(2024, 6, 20)),
            AgendaVersion(2, "superseded", "Remplacée", date(2024, 6, 20), date(2026, 3, 12)),
            AgendaVersion(
                3, "adopted", "Adoptée", date(2026, 3, 12),
                sha256="5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
                address="https://qic.example/sites/hazebrouck/feuille-de-route/versions/3/",
            ),
            AgendaVersion(4, "open", "Ouverte aux commentaires"),
        ),
        standing="La version 4 est ouverte aux commentaires.",
    ),
    voices=VOICES,
    plan=PLAN,
    changes=(
        Change("Correction", "Habitants rencontrés au T2 : 418 au lieu de 481, chiffres inversés à la saisie.", date(2026, 7, 9)),
        Change("Décision", "La permanence emploi se tient au pied de la résidence Foch, le mardi."),
        Change("Suspension", "Jardin partagé suspendu, dans l'attente de l'analyse du sol.", date(2026, 8, 22)),
        Change("Arrivée", "Quatre partenaires, dont deux entreprises et un club sportif : 23 en tout."),
    ),
    decisions=(
        Decision(date(2026, 7, 2), "La permanence emploi quitte la mairie pour la résidence Foch.", "Commune : l'accès des personnes handicapées. Rampe posée le 4 septembre, objection levée.", "mars 2027"),
        Decision(date(2026, 8, 22), "Le jardin partagé est suspendu.", "", "à réception de l'analyse"),
    ),
    learned="Les ateliers au pied des immeubles touchent des personnes que la consultation en "
    "ligne ne touche pas.",
    coming=(
        Due("Revue d'apprentissage", "5 novembre 2026"),
        Due("Rapport définitif", "20 novembre 2026"),
        Due("Rapport du T4 2026", "15 janvier 2027"),
    ),
    awaited=(
        Due("Effectifs Caf 2025 du quartier", "sans date", "Caf, demande portée par la structure d'appui"),
        Due("Temps bénévole, T3 2026", "10 octobre 2026", "Siège associatif"),
    ),
    releases=(
        Release("Revenus et pauvreté des quartiers prioritaires", "Insee, Filosofi", "à confirmer", "arrondi au point"),
        Release("Périmètres des quartiers, édition 2026", "ANCT", "janvier 2026", "contour simplifié"),
    ),
)  # fmt: skip
EMPTY = SiteFigures(
    site=replace(SITE, name="Condé-sur-l'Escaut", slug="conde-sur-l-escaut", neighbourhoods=(Neighbourhood("QN05908M", "Le Macou"),)),
    period=FULL.period,
    taken_on=FULL.taken_on,
    seats=tuple(SeatFigure(kind, label) for kind, label in (("state", "État"), ("municipality", "Commune"), ("community", "Association"))),
)  # fmt: skip
IMPRINT = Imprint(
    number=1,
    code="7K4M92QX",
    final=False,
    digest="3f9c61e0b82d47aa90c51e7f2d386b14c9f083e25a67d11b0e947f3ca8d65520",
    address="http://localhost:8000/rapports/verifier/7K4M92QX/",
)
