"""The collectives of Auvergne-Rhône-Alpes: a beginning, a growing one, one that stands alone, a crossroads."""

from datetime import date

from qic_portal.demo.collectives.story import (
    Against,
    Agreed,
    Collective,
    Fund,
    Held,
    Help,
    Org,
    Review,
)

D = date
FIL, RIVES = "Centre social Le Fil du Rhône", "Régie de quartier Les Deux Rives"
LE_TEIL = Collective(
    listed=D(2023, 2, 6),
    partners=(
        Org(RIVES, "employment", D(2022, 3, 14), "Yanis Merle"),
        Org("CCAS du Teil", "social", D(2022, 6, 7), "Odette Vialle"),
        Org("Bailleur Rhône et Vallées", "housing", D(2022, 6, 7), "Hervé Coste"),
        Org("École du Centre", "education", D(2022, 9, 5), "Lucie Armand"),
        Org("Conseil citoyen du Teil", "residents", D(2022, 9, 5), left=D(2024, 12, 31), why="Ses membres n’étaient plus assez nombreux."),
        Org("Mission locale du Rhône ardéchois", "employment", D(2023, 1, 16), "Farid Benali"),
        Org("Centre de santé Kléber", "health", D(2024, 10, 7), "Dr Sophie Lantier"),
        Org("Maison des services du Rhône", "state", D(2026, 9, 21), "Patricia Sabot"),
        Org("Les forains du marché du jeudi", "economy", D(2026, 10, 12), "Momo Zitouni"),
    ),
    backbone=(
        Held("vision", FIL, "0.1", D(2026, 9, 14), "État, contrat de ville", D(2027, 12, 31)),
        Held("coordination", FIL, "0.4", D(2026, 9, 14), "État, contrat de ville", D(2027, 12, 31), post="chargée de coordination"),
        Held("mobilisation", RIVES, "0.5", D(2026, 9, 14), "Caisse d’allocations familiales", D(2027, 6, 30)),
        Held("resources", "Ville du Teil", "0.1", D(2026, 10, 1), "Ville du Teil", D(2027, 12, 31)),
    ),
    money=(
        Fund("État, contrat de ville", "state", "Caravane des droits, année 2027", 22_000, D(2026, 9, 21)),
        Fund("Caisse d’allocations familiales", "social", "Deux personnes du quartier dans la caravane", 9_000, D(2026, 10, 5), 7_500, D(2026, 11, 9), "decisive"),
        Fund("Agence régionale de santé", "state", "Une infirmière dans la caravane", 12_000, D(2026, 10, 15)),
    ),
    support=(
        Help("co_training", "Les trois sièges : qui fait quoi", D(2026, 9, 28), "2", "Colette Martin", came={"state": 2, "municipality": 3, "community": 4, "partners": 3}, left=(("Fiche : les trois sièges en une page", "https://example.org/fiches/trois-sieges"),)),
        Help("coaching", "Préparer la première version", D(2026, 10, 19), "0.5", "Colette Martin", came={"municipality": 1, "community": 2}),
        Help("co_training", "Mesurer ce que change la caravane", asked=-40, need="Choisir trois repères que les gens du marché comprennent, et savoir les tenir à jour."),
        Help("co_training", "Écrire avec les habitants", 13, "2", "Colette Martin", planned=-15, held=False, promised="Le jeu de cartes d’atelier en grand format et deux exemples de feuilles de route."),
    ),
    decisions=(
        Agreed(
            "Trois lectures pour chaque courrier", "Tout courrier au nom du collectif est relu par les trois sièges avant de partir.", D(2026, 9, 14),
            (Against("partner", D(2026, 9, 16), "Trois relectures, c’est trois semaines. Nous perdrions les réponses aux familles.", "Sans réponse sous trois jours ouvrés, la relecture vaut accord.", D(2026, 9, 21)),),
            D(2026, 9, 28), "Laure Orsini", "Tout courrier au nom du collectif est relu par les trois sièges. Sans réponse sous trois jours ouvrés, la relecture vaut accord.",
            others=(RIVES,), review_on=D(2027, 3, 29),
        ),
        Agreed(
            "Un samedi par mois place Garibaldi", "La caravane des droits s’arrête un samedi par mois place Garibaldi, en plus du jeudi au marché.", D(2026, 9, 30),
            (Against("municipality", D(2026, 10, 1), "Le samedi, aucun agent ne peut ouvrir le local technique : pas d’électricité.", "La régie garde une clé et se charge du branchement.", D(2026, 10, 2)),),
            D(2026, 10, 5), "Yanis Merle", others=(RIVES, "CCAS du Teil", "Deux habitantes de la rue Kléber"), public=True, review_on=D(2027, 4, 5),
        ),
        Agreed("Inviter les troupes de théâtre", "Écrire aux trois compagnies de la vallée : la culture manque autour de la table.", -9),
    ),
)  # fmt: skip

NOCAZE, MISSION = "Association Nocaze en commun", "Mission locale Portes de Provence"
MONTELIMAR = Collective(
    listed=D(2022, 12, 5),
    partners=(
        Org(MISSION, "employment", D(2021, 11, 8), "Mélanie Rey"),
        Org("Collège Les Alouettes", "education", D(2022, 1, 24), "Marc Faubert"),
        Org("Médiathèque intercommunale", "culture", D(2022, 3, 7), "Anne Delmas"),
        Org("Bailleur Drôme Logis", "housing", D(2022, 9, 26), "Régine Paulet"),
        Org("Montélimar Agglomération", "local", D(2022, 9, 26), "Xavier Roche"),
        Org("Stade club de Nocaze", "sport", D(2022, 11, 21), "Toufik Amara"),
        Org("Les mères de la place", "small", D(2023, 10, 2), "Assia Belkacem"),
        Org("Club des entreprises du Roubion", "economy", D(2025, 11, 24), "Denis Viguier"),
        Org("Garage solidaire de Nocaze", "economy", D(2026, 3, 9), "Ludovic Sorel"),
        Org("Pharmacie de la place", "health", D(2026, 6, 15), "Hélène Torres"),
        Org("Atelier musique du lundi", "small", D(2026, 9, 14)),
    ),
    backbone=(
        Held("vision", NOCAZE, "0.2", D(2022, 11, 28), "Ville de Montélimar", D(2024, 12, 31), D(2024, 12, 31), "Fin de la convention."),
        Held("vision", NOCAZE, "0.3", D(2025, 2, 10), "État et ville, contrat de ville", D(2027, 12, 31)),
        Held("coordination", NOCAZE, "0.6", D(2025, 2, 10), "État et ville, contrat de ville", D(2027, 12, 31), post="coordinatrice"),
        Held("measurement", MISSION, "0.1", D(2025, 3, 3), MISSION, D(2027, 12, 31)),
        Held("mobilisation", "Stade club de Nocaze", "0.3", D(2025, 9, 1), "Région", D(2027, 8, 31)),
        Held("advocacy", "Ville de Montélimar", "0.1", D(2025, 3, 3), "Ville de Montélimar", D(2026, 12, 31)),
        Held("resources", MISSION, "0.1", D(2025, 9, 1), MISSION),
    ),
    money=(
        Fund("État, contrat de ville", "state", "La place du soir, été 2026", 14_000, D(2025, 12, 1), 14_000, D(2026, 2, 16), "helped", ((7_000, D(2026, 4, 20)), (14_000, D(2026, 10, 12)))),
        Fund("Région Auvergne-Rhône-Alpes", "local", "Un animateur pour deux rives du Rhône", 48_000, D(2026, 4, 6), 36_000, D(2026, 9, 21), "decisive", ((12_000, D(2026, 11, 2)),), parts={"le-teil": (20_000, 16_000, 4_000)}),
        Fund("Fondation Premiers Pas", "foundation", "Un stage pour chacun : frais de transport", 6_000, D(2026, 5, 18), answered=D(2026, 7, 6), refused="La fondation n’aide plus les transports."),
        Fund("Club des entreprises du Roubion", "company", "Un stage pour chacun : parrainages", 5_000, D(2026, 9, 28)),
    ),
    support=(
        Help("co_training", "Vision partagée, premier jour", D(2025, 3, 18), "2", "Deux formateurs du consortium", came={"state": 1, "municipality": 3, "community": 5, "partners": 6}, left=(("Déroulé de l’atelier « horizon »", "https://example.org/ateliers/horizon"),)),
        Help("co_training", "Indicateurs communs", D(2025, 10, 7), "2", "Deux formateurs du consortium", came={"state": 1, "municipality": 2, "community": 4, "partners": 5, "residents": 3}),
        Help("immersion", "Trois jours avec le collectif de Pont-de-Claix", D(2026, 3, 24), "3", "Équipe nationale", came={"municipality": 2, "community": 2, "partners": 2}),
        Help("webinar", "Les entreprises dans un collectif", D(2026, 5, 12), "0.5", "Équipe nationale", came={"community": 1, "partners": 3}, left=(("Enregistrement du webinaire", "https://example.org/webinaires/entreprises"),)),
        Help("co_training", "Plan d’action et rôles", 27, "2", "Deux formateurs du consortium", planned=-20, held=False, promised="Une grille pour répartir les rôles."),
    ),
    decisions=(
        Agreed(
            "La musique s’arrête à 22 heures", "Les soirées de la place ont lieu chaque vendredi de mai à septembre.", D(2026, 4, 13),
            (Against("resident", D(2026, 4, 20), "Les enfants dorment au premier étage. Après 22 heures, on n’en peut plus.", "La musique s’arrête à 22 heures, et une personne de l’association reste joignable.", D(2026, 4, 27)),),
            D(2026, 4, 27), "Assia Belkacem", "Les soirées de la place ont lieu chaque vendredi de mai à septembre. La musique s’arrête à 22 heures.",
            others=("Les mères de la place", "Stade club de Nocaze"), public=True, review_on=D(2026, 10, 5),
            reviews=(Review(D(2026, 10, 12), "kept", "Deux plaintes en cinq mois. Les soirées reprennent en mai, avec le même horaire.", D(2027, 5, 3)),),
        ),
        Agreed("Vingt entreprises, une liste tenue à plusieurs", "La liste des entreprises qui disent oui est tenue par la Mission locale et relue chaque trimestre par le collège et le club.", D(2026, 5, 4), (), D(2026, 5, 18), "Claire Nivelle", others=(MISSION, "Collège Les Alouettes", "Club des entreprises du Roubion"), review_on=D(2026, 11, 16)),
        Agreed("Demander l’ouverture du lundi", "Le collectif demande à l’agglomération d’ouvrir la médiathèque le lundi.", D(2026, 6, 1), (Against("partner", D(2026, 6, 3), "L’équipe de la médiathèque ne peut pas porter seule six jours d’ouverture."),)),
    ),
)  # fmt: skip

MDH, ALPES = "Maison des habitants Îles de Mars", "Bailleur Alpes Habitat"
PONT_DE_CLAIX = Collective(
    listed=D(2022, 1, 10),
    partners=(
        Org(ALPES, "housing", D(2021, 4, 19), "Inès Gaillard"),
        Org("Les Marmites du mardi", "small", D(2021, 7, 5), "Josette Pellat"),
        Org("Cabinet infirmier Îles de Mars", "health", D(2021, 9, 6), "Katia Morel"),
        Org("Conseil citoyen Îles de Mars", "residents", D(2021, 9, 6), "Josiane Clet"),
        Org("École Jean Moulin", "education", D(2021, 12, 6), "Pascal Grand"),
        Org("Jardins des Îles", "environment", D(2022, 1, 10), "Bilal Ouali"),
        Org("Département de l’Isère, service social", "local", D(2022, 6, 13), "Aline Bost"),
        Org("Club de boxe pontois", "sport", D(2023, 2, 6), "Sid Mekki"),
        Org("Compagnie des Deux Ponts", "culture", D(2023, 11, 6), "Jeanne Liotard"),
        Org("Épicerie du Drac", "economy", D(2024, 4, 8), "Salim Haddou"),
        Org("Mission locale Sud agglomération", "employment", D(2024, 9, 16), "Véra Colin"),
        Org("Médiateurs de nuit", "safety", D(2025, 1, 13), "Oumar Sy"),
        Org("Usine de la plaine", "economy", D(2025, 10, 6), "Franck Villard"),
        Org("Assurance maladie de l’Isère", "state", D(2025, 11, 17), "Nathalie Perrin"),
        Org("Centre d’action sociale", "social", D(2022, 6, 13), "Yves Combaz"),
    ),
    backbone=(
        Held("vision", MDH, "0.2", D(2024, 1, 8), "Ville et bailleur, convention", D(2029, 7, 31)),
        Held("coordination", MDH, "0.5", D(2024, 1, 8), "Ville et bailleur, convention", D(2029, 7, 31), post="coordinatrice"),
        Held("coordination", ALPES, "0.3", D(2026, 7, 29), ALPES, D(2029, 7, 31), post="chargé de développement social", beside=True),
        Held("measurement", "Cabinet infirmier Îles de Mars", "0.1", D(2024, 9, 2), "Agence régionale de santé", D(2028, 12, 31)),
        Held("mobilisation", MDH, "0.6", D(2024, 1, 8), "Ville du Pont-de-Claix", D(2028, 12, 31), post="animateur"),
        Held("mobilisation", "Les Marmites du mardi", "0.2", D(2025, 3, 4), "Fondation Bien manger", D(2027, 6, 30), beside=True),
        Held("advocacy", "Ville du Pont-de-Claix", "0.1", D(2024, 9, 2), "Ville du Pont-de-Claix", D(2028, 12, 31)),
        Held("resources", ALPES, "0.2", D(2024, 9, 2), ALPES, D(2029, 7, 31)),
    ),
    money=(
        Fund("Agence régionale de santé", "state", "Tournée des paliers, trois ans", 96_000, D(2025, 1, 20), 96_000, D(2025, 5, 12), "decisive", ((32_000, D(2025, 7, 1)), (64_000, D(2026, 7, 1)))),
        Fund(ALPES, "company", "Convention de coordination", 54_000, D(2026, 3, 2), 54_000, D(2026, 6, 29), "helped", ((18_000, D(2026, 8, 3)),)),
        Fund("Fondation Bien manger", "foundation", "La cuisine du mardi : équiper la salle", 11_500, D(2025, 3, 10), 11_500, D(2025, 6, 2), "helped", ((11_500, D(2025, 9, 8)),)),
        Fund("Département de l’Isère", "local", "Capteurs d’air dans deux écoles", 8_000, D(2025, 5, 12), answered=D(2026, 1, 12), withdrawn="La mesure existe déjà à 400 mètres."),
    ),
    support=(
        Help("co_training", "Vision partagée", D(2022, 6, 20), "3", "Deux formateurs du consortium", came={"state": 1, "municipality": 3, "community": 4, "partners": 5}),
        Help("co_training", "Indicateurs communs", D(2022, 11, 14), "3", "Deux formateurs du consortium", came={"municipality": 3, "community": 4, "partners": 6, "residents": 4}),
        Help("co_training", "Activités qui se renforcent", D(2023, 4, 3), "3", "Deux formateurs du consortium", came={"municipality": 2, "community": 5, "partners": 7, "residents": 5}, left=(("Carte des rôles", "https://example.org/outils/carte-des-roles"),)),
        Help("co_training", "La structure d’appui", D(2023, 10, 9), "3", "Deux formateurs du consortium", came={"municipality": 3, "community": 4, "partners": 6}),
        Help("immersion", "Trois jours à Bruxelles", D(2024, 2, 5), "3", "Équipe nationale", came={"municipality": 1, "community": 2, "residents": 1}),
        Help("coaching", "Passer à la présidence tournante", D(2025, 3, 17), "1", "Équipe nationale", came={"municipality": 2, "community": 3, "partners": 4}),
    ),
    decisions=(
        Agreed("La présidence tourne à chaque saison", "Qui anime change à chaque saison : un siège, un partenaire, un habitant.", D(2025, 2, 24), (Against("state", D(2025, 3, 3), "Un préfet qui anime quand il finance, ce n’est pas neutre.", "La saison où une demande d’argent se décide, l’État n’anime pas.", D(2025, 3, 10)),), D(2025, 3, 17), "Thomas Cordier", "Qui anime change à chaque saison : un siège, un partenaire, un habitant. La saison où une demande d’argent se décide, l’État n’anime pas.", others=("Conseil citoyen Îles de Mars", "Les Marmites du mardi", ALPES), public=True, review_on=D(2026, 3, 16), reviews=(Review(D(2026, 3, 16), "kept", "Cinq personnes ont animé en un an. Les séances finissent à l’heure.", D(2027, 3, 15)),)),
        Agreed("Les chiffres de l’air à l’école, pas de nouveaux capteurs", "Ne pas acheter de capteurs : afficher à l’école ceux qui existent.", D(2025, 12, 8), (), D(2026, 1, 12), "Josiane Clet", others=("École Jean Moulin", "Conseil citoyen Îles de Mars"), public=True, review_on=D(2026, 9, 14), reviews=(Review(D(2026, 9, 21), "ended", "L’affichage est en place et l’école le tient. Il n’y a plus rien à décider."),)),
        Agreed("Qui coordonne après l’expérimentation", "La Maison des habitants porte la coordination pour trois ans, avec la ville et le bailleur.", D(2026, 5, 18), (Against("partner", D(2026, 5, 25), "Trois ans sans bilan, c’est long.", "Un bilan public chaque été, avant de verser l’année suivante.", D(2026, 6, 15)),), D(2026, 6, 22), "Bilal Ouali", "La Maison des habitants porte la coordination pour trois ans, avec la ville et le bailleur. Un bilan public est fait chaque été.", others=(ALPES, "Épicerie du Drac", "Jardins des Îles", "Quatre habitants"), public=True, review_on=D(2027, 6, 21)),
    ),
)  # fmt: skip

AMICALE, DESIGN = "Amicale laïque des Trois Collines", "École de design du quartier"
SAINT_ETIENNE = Collective(
    listed=D(2022, 2, 7),
    partners=(
        Org("Bailleur Forez Logement", "housing", D(2021, 5, 3), "Gilles Perret"),
        Org("Collège de la Colline", "education", D(2021, 9, 13), "Nadine Chol"),
        Org("Anciens de Couriot", "small", D(2022, 1, 10), "Marius Fayolle"),
        Org(DESIGN, "culture", D(2025, 7, 7), "Bastien Faure"),
        Org("Conseil citoyen Sud-Est", "residents", D(2022, 2, 7), "Théo Garnier", left=D(2025, 6, 30), why="Le conseil a laissé la place à l’assemblée de quartier."),
        Org("Assemblée des Trois Collines", "residents", D(2025, 9, 15), "Djamila Rahmani"),
        Org("Fabrique du vélo", "environment", D(2025, 10, 13), "Noé Brun"),
        Org("Commerçants de Beaulieu", "economy", D(2026, 2, 2), "Ahmed Guessoum"),
        Org("Maison de l’emploi stéphanoise", "employment", D(2023, 10, 2), "Sonia Vey"),
        Org("Saint-Étienne Métropole", "local", D(2024, 5, 20), "Pierre Moulin"),
        Org("Navette des courses", "small", D(2026, 9, 28)),
    ),
    backbone=(
        Held("vision", AMICALE, "0.2", D(2025, 7, 7), "Ville de Saint-Étienne", D(2027, 12, 31)),
        Held("coordination", "Saint-Étienne Métropole", "0.5", D(2024, 6, 3), "Saint-Étienne Métropole", D(2026, 6, 30), D(2026, 6, 30), "Le poste n’a pas été reconduit."),
        Held("coordination", AMICALE, "0.5", D(2026, 7, 6), "État, contrat de ville", 70),
        Held("measurement", DESIGN, "0.1", D(2025, 9, 15), DESIGN, D(2027, 8, 31)),
        Held("mobilisation", AMICALE, "0.4", D(2025, 7, 7), "Caisse d’allocations familiales", D(2027, 6, 30)),
        Held("advocacy", "Ville de Saint-Étienne", "0.1", D(2025, 9, 15), "Ville de Saint-Étienne", D(2026, 2, 28), D(2026, 2, 28), "Le conseiller délégué a changé de délégation."),
        Held("resources", AMICALE, "0.1", D(2025, 9, 15)),
    ),
    money=(
        Fund("État, contrat de ville", "state", "Atelier partagé, année 2026", 30_000, D(2025, 11, 3), 26_000, D(2026, 1, 26), "helped", ((13_000, D(2026, 3, 9)), (26_000, D(2026, 9, 14)))),
        Fund("Fondation Gestes et métiers", "foundation", "Machines à emprunter comme des livres", 18_000, D(2026, 1, 12), 18_000, D(2026, 4, 20), "decisive", ((18_000, D(2026, 6, 8)),)),
        Fund("Région Auvergne-Rhône-Alpes", "local", "La navette des courses", 25_000, D(2026, 6, 1), answered=D(2026, 9, 28), refused="Le règlement ne finance que les lignes régulières."),
        Fund("Commerçants de Beaulieu", "company", "La navette des courses : deux matins", 3_600, D(2026, 10, 12), 3_600, D(2026, 10, 26), "no"),
        Fund("Union européenne, fonds social", "europe", "Apprendre un métier de l’atelier", 60_000, D(2026, 10, 19)),
    ),
    support=(
        Help("co_training", "Reprendre après deux ans d’arrêt", D(2025, 9, 22), "2", "Colette Martin", came={"state": 1, "municipality": 2, "community": 5, "partners": 4}),
        Help("co_training", "Indicateurs communs", D(2026, 1, 19), "2", "Colette Martin", came={"state": 1, "municipality": 1, "community": 4, "partners": 5, "residents": 3}, left=(("Cinq repères, pas plus", "https://example.org/fiches/cinq-reperes"),)),
        Help("co_training", "Activités qui se renforcent", D(2026, 6, 15), "1.5", "Colette Martin", came={"municipality": 2, "community": 4, "partners": 6, "residents": 2}),
        Help("coaching", "Préparer la version 2", D(2026, 9, 7), "0.5", "Colette Martin", came={"community": 3}, promised="La grille de relecture d’un autre site."),
        Help("coaching", "Tension avec la métropole : en parler à trois", -5, "0.5", "Colette Martin", planned=-25, held=False, promised="Une personne tierce, formée à la médiation."),
        Help("co_training", "Lire les remarques ensemble", 9, "1", "Colette Martin", planned=-12, held=False, promised="Un mur de cartes pour trier les remarques à plusieurs."),
    ),
    decisions=(
        Agreed("Une machine s’emprunte comme un livre", "Les machines de l’atelier partent à la maison pour une semaine, sans caution.", D(2026, 4, 27), (Against("community", D(2026, 5, 4), "Sans caution, l’assurance ne paie pas une machine abîmée.", "La fondation paie l’assurance, et une heure d’initiation est obligatoire.", D(2026, 5, 11)),), D(2026, 5, 18), "Bastien Faure", "Les machines de l’atelier partent à la maison pour une semaine, sans caution, après une heure d’initiation.", others=("Anciens de Couriot", "Assemblée des Trois Collines"), public=True, review_on=-6),
        Agreed("L’atelier ouvre le samedi", "L’atelier ouvre aussi le samedi matin.", D(2025, 11, 17), (), D(2025, 12, 8), "Myriam Kaci", others=(DESIGN,), review_on=D(2026, 6, 8), reviews=(Review(D(2026, 6, 15), "change", "Neuf personnes en moyenne le samedi, mais l’animateur s’épuise. Une nouvelle décision dira qui l’aide."),)),
        Agreed("Qui aide le samedi", "Chaque samedi, un ancien et une habitante aident l’animateur ; la ville paie leurs frais.", -18, (Against("municipality", -11, "La ville ne peut payer des frais sans convention."),)),
    ),
)  # fmt: skip
