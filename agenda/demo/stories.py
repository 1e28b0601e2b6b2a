"""One story a pilot site; the sites are real, all that is said is invented."""

from datetime import date

from agenda.demo.aura import LE_TEIL, MONTELIMAR, PONT_DE_CLAIX, SAINT_ETIENNE
from agenda.demo.hazebrouck import HAZEBROUCK
from agenda.demo.story import Deed, Met, Objection, Round, Story, Voice, Words

D = date
WORK, HOME = "Un métier ici", "Habiter mieux"
CHATEAU_THIERRY = Story(
    rounds=(
        Round(
            D(2024, 11, 18),
            (
                Words("horizon", "Notre horizon", "Dans nos quartiers, un jeune sur deux cherchait loin ; demain, il trouve ici un métier, un toit et des voisins."),
                Words("helps", "Ce qui nous aide", "Des entreprises qui recrutent, une maison de l'emploi présente, La Rotonde au milieu."),
                Words("hinders", "Ce qui nous freine", "Sans permis, pas d'usine. Les logements vides côtoient les familles à l'étroit."),
                Words(WORK, "Le permis d'abord", "Dix permis financés chaque année contre quarante heures au service du quartier."),
                Words(HOME, "Un toit, un voisin", "Chaque nouvelle famille est accueillie par une famille voisine."),
            ),
            D(2025, 1, 13),
            D(2025, 2, 9),
            (
                Voice("Le permis d'abord", "Kevin", "Quarante heures, c'est une semaine de travail. Je signe.", "retained"),
                Voice("Un toit, un voisin", "Monique", "On est trop vieux pour accueillir, mais on peut prêter une perceuse.", "retained", "La liste des coups de main s'ouvre à tous."),
                Voice("Ce qui nous freine", "Anonyme", "Rien sur la propreté ?", "out_of_scope", "Le ramassage dépend de la communauté d'agglomération ; le numéro à appeler est affiché dans les halls."),
            ),
            brought=True,
        ),
        Round(
            D(2025, 3, 10),
            (
                Words("area", "Un métier, un toit, des voisins", "On trouve ici de quoi travailler et se loger, et quelqu'un qui vous accueille.", themes=("cadre-de-vie", "developpement-economique")),
                Words(WORK, "Le permis d'abord", "Dix permis financés chaque année contre quarante heures, une semaine de travail, au service du quartier.", answers_to="Un métier, un toit, des voisins"),
                Words(WORK, "Un parrain par permis", "Chaque candidat au permis a un parrain, salarié d'une entreprise qui recrute.", activity=True),
                Words(HOME, "Un toit, un voisin", "Chaque nouvelle famille est accueillie par une famille voisine. Une liste de coups de main est tenue à La Rotonde.", answers_to="Un métier, un toit, des voisins"),
            ),
            sent=D(2025, 4, 7),
            endorsed_by=("state", "community"),
            objection=Objection("municipality", D(2025, 4, 11), "Le texte promet dix permis par an. Le conseil municipal en a voté six : la ville ne peut pas signer ce qu’elle n’a pas payé."),
        ),
        Round(
            D(2025, 4, 14),
            (
                Words(WORK, "Le permis d'abord", "Dix permis financés chaque année, six par la ville et quatre par les entreprises qui recrutent, contre quarante heures, une semaine de travail, au service du quartier.", answers_to="Un métier, un toit, des voisins"),
            ),
            meets=(Met("municipality", "Quatre entreprises de la Maison de l’emploi paient chacune un permis. Le passage dit maintenant qui paie quoi.", ("Le permis d'abord",)),),
            sent=D(2025, 4, 28),
            adopted=D(2025, 5, 20),
        ),
    ),
    deeds=(
        Deed("Dix permis par an", WORK, "Maison de l’emploi du sud de l’Aisne", (("ready", D(2025, 6, 2), ""), ("under_way", D(2025, 9, 1), ""))),
        Deed("Liste des coups de main", HOME, "Centre social La Rotonde", (("under_way", D(2025, 6, 16), ""), ("done", D(2026, 2, 2), ""))),
        Deed("Visite des logements vides", HOME, "Ville de Château-Thierry", (("ready", D(2025, 10, 6), ""), ("suspended", D(2026, 5, 4), "Le bailleur change d’opérateur ; reprise au printemps 2027."))),
    ),
)  # fmt: skip

CULTURE, GREEN = "La culture à la porte", "Le canal et les jardins"
CONDE = Story(
    rounds=(
        Round(
            D(2024, 1, 22),
            (
                Words("horizon", "Notre horizon", "Entre le château et le canal, chacun peut montrer ce qu'il aime : une voix, un jardin, une histoire."),
                Words("helps", "Ce qui nous aide", "Des fanfares, des jardins ouvriers, un château que tout le monde regarde."),
                Words("hinders", "Ce qui nous freine", "Le cinéma est à vingt kilomètres. Beaucoup croient que la culture n'est pas pour eux."),
                Words(CULTURE, "La scène des voisins", "Une scène mobile passe dans chaque rue une fois l'an."),
                Words(GREEN, "Les jardins ouverts", "Vingt jardins ouvrent leur portail un dimanche de juin."),
            ),
            D(2024, 4, 8),
            D(2024, 5, 6),
            (
                Voice("La scène des voisins", "Jean-Luc, de la fanfare", "Comptez sur nous, mais prévenez deux mois avant.", "retained", "Le calendrier paraît en janvier."),
                Voice("Les jardins ouverts", "Odile", "Mon jardin oui, ma maison non.", "already", "Seuls les jardins ouvrent."),
            ),
        ),
        Round(
            D(2024, 6, 10),
            (
                Words("area", "La culture de chacun", "Ce que chacun aime et sait faire se montre dans la rue, sans billet ni trajet.", themes=("cohesion-sociale",)),
                Words(CULTURE, "La scène des voisins", "Une scène mobile passe dans chaque rue une fois l'an. Le calendrier paraît en janvier.", answers_to="La culture de chacun"),
                Words(CULTURE, "Le calendrier des rues", "En janvier, chaque rue choisit sa date et inscrit qui joue, chante ou raconte.", activity=True),
            ),
            sent=D(2024, 10, 14),
            adopted=D(2024, 11, 14),
        ),
    ),
    deeds=(
        Deed("Scène des voisins", CULTURE, "Collectif culture du Pays de Condé", (("ready", D(2024, 12, 2), ""), ("under_way", D(2025, 5, 12), ""))),
        Deed("Jardins ouverts", GREEN, "Association Les Voisins du Jard", (("ready", D(2025, 2, 3), ""), ("under_way", D(2025, 6, 1), ""), ("done", D(2026, 6, 22), ""))),
    ),
)  # fmt: skip

RUN, LIVE = "Bouger", "Vivre dans la cité"
LIEVIN = Story(
    rounds=(
        Round(
            D(2024, 6, 3),
            (
                Words("horizon", "Notre horizon", "Au pied des terrils, on court, on répare, on s'entraide : la cité est un bon endroit pour grandir et pour vieillir."),
                Words("helps", "Ce qui nous aide", "Les maisons des mines et leurs jardins, un club de course de deux cents personnes."),
                Words("hinders", "Ce qui nous freine", "Des maisons froides. Des aînés seuls."),
                Words(RUN, "Courir à tout âge", "Trois boucles balisées, de 800 mètres à 5 kilomètres."),
                Words(LIVE, "Maisons chaudes", "Un diagnostic gratuit pour cent maisons par an."),
            ),
            D(2024, 9, 9),
            D(2024, 10, 7),
            (
                Voice("Maisons chaudes", "Raymond", "Cent par an, il y en a mille. Je serai mort avant.", "partly", "Les plus de 75 ans passent en premier."),
                Voice("Courir à tout âge", "Mélissa", "Un banc tous les 400 mètres, s'il vous plaît.", "retained", "Un banc tous les 400 mètres : c'est écrit dans la version 2."),
            ),
        ),
        Round(
            D(2024, 11, 4),
            (
                Words("area", "Grandir et vieillir dans la cité", "La maison est chaude, la rue donne envie de sortir, et quelqu'un passe.", themes=("cohesion-sociale", "cadre-de-vie")),
                Words(LIVE, "Maisons chaudes", "Un diagnostic gratuit pour cent maisons par an, les plus de 75 ans d'abord.", answers_to="Grandir et vieillir dans la cité"),
                Words(RUN, "Courir à tout âge", "Trois boucles balisées, de 800 mètres à 5 kilomètres, avec un banc tous les 400 mètres."),
                Words(LIVE, "La tournée des chaudières", "Deux habitants formés visitent cent maisons avec le bailleur et repèrent les fuites.", activity=True),
            ),
            sent=D(2025, 4, 14),
            adopted=D(2025, 6, 5),
        ),
        Round(-30, (Words(LIVE, "Le café des aînés", "Chaque vendredi, un café à la Maison des Collines ; une voisine passe prendre ceux qui ne sortent plus."),)),
    ),
    deeds=(
        Deed("Trois boucles balisées", RUN, "Club de course du bassin minier", (("ready", D(2025, 6, 16), ""), ("under_way", D(2025, 9, 1), ""), ("done", D(2026, 4, 20), ""))),
        Deed("Cent diagnostics par an", LIVE, "Ville de Liévin", (("ready", D(2025, 9, 15), ""), ("under_way", D(2026, 1, 12), "")), 45),
        Deed("Café des aînés", LIVE, "Maison des Collines", (("idea", -28, ""),)),
    ),
)  # fmt: skip

KOUNGOU = Story(
    rounds=(
        Round(
            D(2023, 9, 11),
            (
                Words("horizon", "Notre horizon", "À Koungou, chaque enfant a une place à l'école, de l'eau à la maison et un lieu pour apprendre le soir."),
                Words("helps", "Ce qui nous aide", "Les foundis, les associations de femmes, une jeunesse nombreuse."),
                Words("hinders", "Ce qui nous freine", "L'eau coupée un jour sur deux. Des écoles qui tournent deux fois par jour."),
                Words("area", "Apprendre malgré tout", "L'eau coupée et les classes en rotation n'empêchent plus un enfant d'apprendre.", themes=("cohesion-sociale", "acces-aux-droits")),
                Words("Apprendre le soir", "Les maisons du soir", "Dix maisons accueillent les enfants après la deuxième rotation.", answers_to="Apprendre malgré tout"),
                Words("Apprendre le soir", "Une lampe par table", "Chaque maison reçoit des lampes solaires, réparées par des jeunes du quartier.", activity=True),
            ),
            D(2023, 10, 2),
            D(2023, 11, 3),
            (
                Voice("Les maisons du soir", "Bahati", "Il faut de la lumière et de l'eau dans ces maisons.", "retained", "Deux citernes et des lampes solaires sont demandées."),
                Voice("Ce qui nous freine", "Une mère de Majicavo", "L'eau d'abord. Le reste après.", "passed_on", "La demande est partie avec les chiffres des coupures, rue par rue.", whom="le syndicat des eaux et la préfecture de Mayotte"),
            ),
        ),
    ),
    deeds=(
        Deed("Dix maisons du soir", "Apprendre le soir", "Association Mlezi ya Koungou", (("under_way", D(2024, 1, 15), ""), ("suspended", D(2024, 12, 16), "Cyclone Chido : les maisons servent d’abord à loger les familles."))),
    ),
)  # fmt: skip

STORIES: dict[str, Story] = {
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
