"""Invented rounds of the demonstration's sites, each in the story that its agenda and plan tell.

Montélimar and Château-Thierry have held none: their first one is due.
"""

from datetime import date

from qic_portal.demo.rounds.story import Decided, Named, Tour, Word

D = date
PRECONDITIONS, CONDITIONS = "preconditions", "conditions"

LE_TEIL = (
    Tour(
        PRECONDITIONS, D(2026, 9, 22), D(2026, 10, 9),
        said={"state": "221211", "municipality": "333212", "community": "223202"},
        words={
            ("state", "urgency-issue"): Word("J’arrive. L’isolement des aînés revient dans chaque rendez-vous.", "Notes de douze entretiens, septembre"),
            ("municipality", "urgency-issue"): Word("Le séisme a montré que les gens s’entraident ; nous voulons garder cela."),
            ("state", "leadership-triad"): Word("Mon mandat est connu, pas encore ma suppléance."),
            ("municipality", "leadership-triad"): Word("Trois personnes, trois dates."),
            ("community", "resources-coordination"): Word("Personne n’est payé pour cela au centre social. Je le fais le soir.", "Fiche de poste, janvier 2023"),
            ("municipality", "resources-coordination"): Word("Un chargé de mission peut y passer un jour par semaine."),
        },
        met=D(2026, 10, 12), agreed="223212",
        notes={
            "urgency-issue": "Nous disons la même phrase : « que personne ne reste seul derrière sa porte ».",
            "resources-coordination": "Un jour par semaine à la ville, rien au centre social : c’est trop peu pour tenir un an.",
        },
        facilitator="Rose Lemaire, centre de ressources", others=("Régie de quartier Les Deux Rives",),
        sharing="national",
        decisions=(
            Decided(
                "supported", "L’enjeu est commun, les trois sièges sont tenus et nous avons déjà agi ensemble après le séisme. "
                "Ce qui manque est du temps pour coordonner.", "municipality", D(2026, 10, 19),
                supports=(
                    Named("time", "Un mi-temps de coordination pour douze mois, payé à parts égales", "Ville du Teil et préfecture de l’Ardèche", D(2027, 1, 31)),
                    Named("co_training", "Deux journées pour apprendre à écrire avec les habitants", "Centre de ressources", D(2026, 12, 20), "Écrire avec les habitants"),
                    Named("other", "La salle de la régie, le soir, pour les ateliers", "Régie de quartier Les Deux Rives", D(2026, 12, 31)),
                ),
            ),
        ),
    ),
)  # fmt: skip
PONT_DE_CLAIX = (
    Tour(
        CONDITIONS, D(2026, 5, 18), D(2026, 6, 12),
        said={
            "state": "433332344333343", "municipality": "443433344434343", "community": "434343434343444",
            "partner": "433332443333333",
        },
        words={
            ("community", "5b-resources"): Word("La convention va jusqu’en 2029.", "Convention de coordination, 0,8 équivalent temps plein"),
            ("state", "2c-use"): Word("Deux revues par an, et l’on sait dire ce qu’elles ont changé."),
            ("municipality", "4c-trust"): Word("Le désaccord sur le parking a été dit devant tous, et réglé."),
        },
        met=D(2026, 6, 23), agreed="434333444434344",
        notes={"5b-resources": "C’est ce qui nous permet de continuer seuls.", "4c-trust": "Nous savons nous disputer."},
        facilitator="Inès Gaillard, bailleur Alpes Habitat", others=("Bailleur Alpes Habitat", "Trois habitantes des Îles de Mars"),
        sharing="support",
    ),
)  # fmt: skip
SAINT_ETIENNE = (
    Tour(
        CONDITIONS, -34, -8,
        said={
            "state": "322233223341322", "municipality": "322122232222231", "community": "312211212113221",
            "partner": "2122?1213212211",
        },
        words={
            ("state", "4b-residents"): Word("Trois consultations en un an, c’est beaucoup plus qu’ailleurs.", "Page de la consultation"),
            ("community", "4b-residents"): Word("On les écoute, mais qui décide ? Pas une seule décision n’a été prise avec eux."),
            ("municipality", "4b-residents"): Word("Ils viennent quand on les invite."),
            ("state", "4c-trust"): Word("Je n’ai pas vu de tension.", ""),
            ("community", "4c-trust"): Word("L’école de design a dit tout haut que ses idées étaient prises sans être citées. Nous en avons parlé avec Colette.", "Séance du 14 octobre"),
            ("state", "2c-use"): Word("Les chiffres de l’emploi ont changé le calendrier des visites."),
            ("community", "2c-use"): Word("Nous faisons un rapport en décembre, c’est tout."),
            ("partner", "3b-openness"): Word("Nous sommes arrivés il y a un an, et nous pilotons la rue des ateliers."),
        },
        met=-2, agreed="-.........2....",
        notes={
            "1a-vision": "Adoptée, oui, mais l’Amicale ne s’y reconnaît pas encore. Nous la relisons ensemble en janvier.",
            "4b-residents": "Consultés, et bien. Associés, pas encore : la prochaine décision se prend avec eux.",
        },
    ),
)  # fmt: skip
CONDE = (
    Tour(
        CONDITIONS, D(2026, 1, 5), D(2026, 1, 23),
        said={"state": "333222232233233", "municipality": "333122322223322", "community": "443223233344234"},
        words={
            ("community", "4b-residents"): Word("Les voisins tiennent la scène, du choix des fanfares jusqu’au balayage."),
            ("municipality", "5b-resources"): Word("Rien n’est écrit au-delà de juin."),
        },
        met=D(2026, 2, 2), agreed="333222232234233",
        notes={"4b-residents": "La scène des voisins est à eux.", "5b-resources": "Nous demandons un an de plus à la fondation."},
        facilitator="Corinne Wallart", others=("Collectif culture du Pays de Condé",),
    ),
)  # fmt: skip
HAZEBROUCK = (
    Tour(
        CONDITIONS, D(2025, 11, 3), D(2025, 11, 21),
        said={"state": "322122122322212", "community": "221211213232311", "partner": "22221221.322211"},
        words={
            ("community", "2a-indicators"): Word("Chacun a ses feuilles de présence."),
            ("state", "5b-resources"): Word("Le mi-temps des Glycines est payé jusqu’en juin."),
        },
        met=D(2025, 11, 28), agreed="321211122322211", seats=("state", "community"),
        notes={"5b-resources": "Sans siège de la commune, nous ne pouvons rien promettre."},
        facilitator="Colette Martin, accompagnatrice", others=("Conseil citoyen Pasteur-Foch",),
        sharing="national",
    ),
    # The new delegate of the State still has to rate.
    Tour(
        CONDITIONS, -9, 5,
        said={"municipality": "332222223332322", "community": "322222213333322", "partner": "222.........???"},
        words={
            ("community", "4c-trust"): Word("L’objection sur la cuisine a changé la règle : trois adultes. On le raconte encore."),
            ("municipality", "5b-resources"): Word("Le conseil municipal vote en décembre."),
        },
    ),
)  # fmt: skip
LIEVIN = (
    Tour(
        CONDITIONS, D(2024, 10, 14), D(2024, 11, 8),
        said={"state": "221111212221112", "municipality": "211212112111211", "community": "222111222121112"},
        words={("community", "3a-complementary"): Word("Deux diagnostics d’énergie dans la même rue la même semaine.")},
        met=D(2024, 11, 18), agreed="221111212121112",
        facilitator="Philippe Mercier", sharing="national",
    ),
    Tour(
        CONDITIONS, D(2025, 10, 20), D(2025, 11, 7),
        said={"state": "332223323233223", "municipality": "322122222222213", "community": "333233332234223", "partner": "32233232.323323"},
        words={
            ("community", "3a-complementary"): Word("Les diagnostics commencent par les plus de 75 ans : chacun a changé sa liste.", "Décision du 2 juin 2025"),
            ("state", "2c-use"): Word("La revue de printemps a déplacé deux actions."),
            ("municipality", "1c-institutions"): Word("La délibération n’est pas passée."),
        },
        met=D(2025, 11, 18), agreed="332223323234223",
        notes={
            "3a-complementary": "Le doublon de l’an dernier a disparu.",
            "1c-institutions": "À l’ordre du jour du conseil municipal de janvier.",
        },
        facilitator="Nadia Kowalski", others=("Club de course du bassin minier", "Voisins des Maisons rouges"),
        sharing="national",
    ),
)  # fmt: skip
KOUNGOU = (
    Tour(
        PRECONDITIONS, D(2024, 5, 13), D(2024, 5, 24),
        said={"state": "202112", "municipality": "302201", "community": "302211"},
        words={
            ("community", "urgency-context"): Word("L’eau coule un jour sur trois. Nos bénévoles portent des bidons."),
            ("municipality", "urgency-context"): Word("Tous les services sont sur la santé et l’eau."),
            ("state", "urgency-context"): Word("La cellule de crise se réunit chaque matin."),
            ("community", "urgency-issue"): Word("Les enfants sans école : tout le monde le dit, tout le monde le voit."),
        },
        met=D(2024, 5, 28), agreed="302211",
        notes={
            "urgency-issue": "L’enjeu n’a jamais été aussi partagé.",
            "urgency-context": "Une démarche de plus serait une charge de plus.",
        },
        facilitator="Abdou Saïd", others=("Réseau des foundis", "Femmes de Majicavo"), sharing="national",
        decisions=(
            Decided(
                "unsuited", "L’urgence humanitaire prend tout le temps des services et des associations. Ce n’est pas le quartier "
                "qui n’est pas prêt : c’est la démarche qui n’est pas faite pour ce moment. Les maisons du soir continuent.",
                "national", D(2024, 6, 5),
            ),
            Decided(
                "not_yet", "Les écoles rouvrent par rotation, les équipes demandent encore une saison. L’association et la ville "
                "veulent reprendre quand un délégué sera nommé.", "community", D(2026, 6, 4), revisit_on=D(2027, 1, 11),
            ),
        ),
    ),
)  # fmt: skip

STORIES: dict[str, tuple[Tour, ...]] = {
    "le-teil": LE_TEIL,
    "pont-de-claix": PONT_DE_CLAIX,
    "saint-etienne": SAINT_ETIENNE,
    "conde-sur-l-escaut": CONDE,
    "hazebrouck": HAZEBROUCK,
    "lievin": LIEVIN,
    "koungou": KOUNGOU,
}
