"""The collectives of Hauts-de-France: Château-Thierry, Condé-sur-l’Escaut, Hazebrouck, Liévin."""

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
ROTONDE, EMPLOI = "Centre social La Rotonde", "Maison de l’emploi du sud de l’Aisne"
CHATEAU_THIERRY = Collective(
    listed=D(2023, 3, 6),
    partners=(
        Org(EMPLOI, "employment", D(2021, 10, 4), "Nicolas Pruvost"),
        Org("Bailleur Marne et Vignes", "housing", D(2022, 2, 7), "Christian Lobjois"),
        Org("Lycée de la Vallée", "education", D(2022, 5, 2), "Irène Watteau"),
        Org("Caisse d’allocations familiales de l’Aisne", "social", D(2022, 10, 3), "Muriel Dhont"),
        Org("Communauté d’agglomération", "local", D(2022, 10, 3), "Benoît Sellier"),
        Org("Conseil citoyen Blanchard-Vaucrises", "residents", D(2023, 2, 1), "Kevin Maes"),
        Org("Judo club", "sport", D(2023, 3, 6), "Aurélie Petit"),
        Org("Entrepôt des Coteaux", "economy", D(2025, 3, 10), "Laurent Dewaele"),
        Org("Auto-école de la gare", "economy", D(2025, 6, 16), "Samia Kebir"),
        Org("Fromagerie de la vallée", "economy", D(2026, 4, 13), "Luc Hanotte"),
        Org("Centre médico-psychologique", "health", D(2025, 10, 20), "Dr Paul Ney"),
    ),
    backbone=(
        Held("vision", ROTONDE, "0.1", D(2024, 11, 18), "Ville de Château-Thierry", D(2027, 12, 31)),
        Held("coordination", EMPLOI, "0.5", D(2024, 11, 18), "État, contrat de ville", D(2027, 6, 30)),
        Held("measurement", EMPLOI, "0.2", D(2024, 11, 18), "État, contrat de ville", D(2027, 6, 30)),
        Held("mobilisation", ROTONDE, "0.4", D(2024, 11, 18), "Caisse d’allocations familiales de l’Aisne", D(2027, 12, 31)),
        Held("advocacy", "Préfecture de l’Aisne", "0.1", D(2025, 1, 6), "Préfecture de l’Aisne"),
        Held("resources", EMPLOI, "0.1", D(2024, 11, 18), "État, contrat de ville", D(2027, 6, 30)),
    ),
    money=(
        Fund("Entrepôt des Coteaux", "company", "Dix permis par an : moitié du prix", 9_000, D(2025, 4, 7), 9_000, D(2025, 5, 26), "decisive", ((9_000, D(2025, 9, 15)),)),
        Fund("État, contrat de ville", "state", "Dix permis par an : l’autre moitié", 9_000, D(2025, 4, 7), 9_000, D(2025, 7, 7), "helped", ((4_500, D(2025, 10, 6)), (9_000, D(2026, 4, 13)))),
        Fund("Département de l’Aisne", "local", "Un toit, un voisin", 7_500, D(2026, 9, 14)),
    ),
    support=(
        Help("co_training", "Vision partagée", D(2024, 12, 9), "2", "Deux formateurs du consortium", came={"state": 1, "municipality": 2, "community": 3, "partners": 6}),
        Help("co_training", "Indicateurs communs", D(2025, 6, 23), "2", "Deux formateurs du consortium", came={"state": 1, "municipality": 2, "community": 3, "partners": 5, "residents": 2}, left=(("Cinq repères, pas plus", "https://example.org/fiches/cinq-reperes"),)),
        Help("co_training", "Activités qui se renforcent", D(2026, 2, 9), "2", "Deux formateurs du consortium", came={"municipality": 2, "community": 3, "partners": 7, "residents": 2}),
        Help("immersion", "Deux jours à Hazebrouck", D(2026, 9, 22), "2", "Équipe nationale", came={"municipality": 1, "community": 2, "partners": 2}),
        Help("coaching", "Parler d’une suspension aux habitants", D(2026, 5, 19), "0.5", "Équipe nationale", asked=D(2026, 4, 27), planned=D(2026, 5, 4), need="Dire pourquoi les visites de logements s’arrêtent, sans perdre la confiance.", came={"community": 2, "partners": 1, "residents": 2}),
    ),
    decisions=(
        Agreed("Quarante heures contre un permis", "Dix permis sont payés chaque année contre quarante heures au service du quartier.", D(2025, 3, 17), (Against("community", D(2025, 3, 24), "Une jeune mère seule ne trouvera pas quarante heures.", "Les heures s’étalent sur un an, et garder les enfants des autres compte aussi.", D(2025, 4, 7)),), D(2025, 4, 14), "Agnès Guérin", "Dix permis sont payés chaque année contre quarante heures au service du quartier, étalées sur un an.", others=(EMPLOI, "Entrepôt des Coteaux", "Conseil citoyen Blanchard-Vaucrises"), public=True, review_on=D(2026, 4, 13), reviews=(Review(D(2026, 4, 13), "kept", "Neuf permis sur dix. Les heures les plus choisies : le jardin et l’aide aux devoirs.", D(2027, 4, 12)),)),
        Agreed("Suspendre les visites de logements", "Les visites s’arrêtent jusqu’à ce que le bailleur ait choisi son opérateur.", D(2026, 4, 20), (), D(2026, 5, 4), "Nicolas Pruvost", others=("Bailleur Marne et Vignes",), public=True, review_on=D(2027, 3, 1)),
    ),
)  # fmt: skip

VOISINS, CULTURE = "Association Les Voisins du Jard", "Collectif culture du Pays de Condé"
CONDE = Collective(
    listed=D(2022, 10, 3),
    partners=(
        Org(CULTURE, "culture", D(2021, 9, 20), "Corinne Wallart"),
        Org("Fanfare du canal", "culture", D(2022, 1, 17), "Jean-Luc Bury"),
        Org("Jardins ouvriers de l’Escaut", "small", D(2022, 4, 11), "Odile Trannin"),
        Org("Bailleur du Hainaut", "housing", D(2022, 9, 12), "Serge Leduc"),
        Org("Collège du Château", "education", D(2022, 9, 12), "Amélie Caron"),
        Org("Communauté d’agglomération du Hainaut", "local", D(2023, 6, 12), "Fabrice Dumez"),
        Org("Club nautique du canal", "sport", D(2024, 3, 4), "Yannick Prost"),
        Org("Groupe de femmes du Jard", "residents", D(2024, 9, 9), "Nadia Oufkir"),
        Org("Brocante des Remparts", "economy", D(2025, 4, 7), "Patrice Flament"),
        Org("Théâtre de poche", "culture", D(2025, 9, 15), "Inès Vallet"),
        Org("Association Mines et mémoires", "small", D(2023, 2, 13), left=D(2026, 6, 30), why="Son président est parti ; personne n’a pris la suite."),
    ),
    backbone=(
        Held("vision", VOISINS, "0.2", D(2024, 1, 22), "Ville de Condé-sur-l’Escaut", D(2027, 12, 31), post="coordinateur"),
        Held("coordination", VOISINS, "0.6", D(2024, 1, 22), "Ville de Condé-sur-l’Escaut", D(2027, 12, 31), post="coordinateur"),
        Held("measurement", VOISINS, "0.1", D(2024, 1, 22), post="coordinateur"),
        Held("mobilisation", VOISINS, "0.3", D(2024, 1, 22), "Ville de Condé-sur-l’Escaut", D(2027, 12, 31), post="coordinateur"),
        Held("advocacy", VOISINS, "0.1", D(2024, 9, 9), post="coordinateur"),
        Held("resources", CULTURE, "0.2", D(2024, 9, 9), "Région Hauts-de-France", D(2027, 8, 31)),
    ),
    money=(
        Fund("Direction des affaires culturelles", "state", "La scène des voisins, saison 2025", 16_000, D(2024, 11, 25), 12_000, D(2025, 3, 3), "helped", ((12_000, D(2025, 6, 16)),)),
        Fund("Région Hauts-de-France", "local", "La scène des voisins : une remorque", 20_000, D(2025, 2, 10), 20_000, D(2025, 6, 23), "no", ((20_000, D(2025, 10, 20)),)),
        Fund("Fondation Jardins de tous", "foundation", "Jardins ouverts : panneaux et plants", 4_500, D(2026, 10, 5)),
    ),
    support=(
        Help("co_training", "Vision partagée", D(2024, 2, 12), "2", "Deux formateurs du consortium", came={"state": 1, "municipality": 3, "community": 4, "partners": 8}),
        Help("co_training", "Indicateurs communs", D(2024, 9, 23), "2", "Deux formateurs du consortium", came={"state": 1, "municipality": 2, "community": 3, "partners": 6}),
        Help("co_training", "Communiquer en continu", D(2025, 5, 19), "1.5", "Deux formateurs du consortium", came={"municipality": 2, "community": 3, "partners": 7, "residents": 6}, left=(("Modèle de lettre aux habitants", "https://example.org/modeles/lettre"),)),
        Help("webinar", "Dire les choses simplement", D(2026, 3, 10), "0.5", "Équipe nationale", came={"community": 2, "partners": 3}),
        Help("coaching", "Un nouveau délégué en janvier : préparer la suite", asked=-12, need="Le mandat de la déléguée s’achève en janvier. Nous voulons que le suivant trouve la table mise."),
    ),
    decisions=(
        Agreed("Le calendrier paraît en janvier", "Les dates de la scène des voisins sont données aux fanfares un mois avant.", D(2024, 11, 18), (Against("partner", D(2024, 11, 25), "Un mois, c’est trop court : nos musiciens travaillent.", "Le calendrier de toute l’année paraît en janvier.", D(2024, 12, 2)),), D(2024, 12, 9), "Corinne Wallart", "Le calendrier de toute l’année paraît en janvier.", others=(CULTURE, "Fanfare du canal"), public=True, review_on=D(2025, 11, 17), reviews=(Review(D(2025, 11, 24), "kept", "Douze rues sur douze. Le calendrier de 2027 est prêt.", D(2026, 12, 7)),)),
        Agreed("Les décisions se prennent assis en cercle", "Chacun parle à son tour, et qui anime change à chaque fois.", D(2025, 9, 8), (), D(2025, 9, 22), "Fatou Diallo", others=(CULTURE, "Groupe de femmes du Jard", "Jardins ouvriers de l’Escaut"), review_on=D(2026, 9, 21), reviews=(Review(D(2026, 9, 28), "kept", "Les nouvelles venues parlent plus tôt. Le tour de parole reste.", D(2027, 9, 27)),)),
        Agreed("Un parcours de nuit entre les jardins", "Éclairer les jardins un soir de juin.", D(2026, 7, 6), (Against("resident", D(2026, 7, 13), "La nuit, ce sont les hérissons et nos tomates qu’on piétine.", "", None),), aside="Les jardiniers préfèrent le dimanche. L’idée est gardée pour le château.", aside_on=D(2026, 9, 14)),
    ),
)  # fmt: skip

GLYCINES, FLANDRE = "Centre social Les Glycines", "Mission locale de Flandre intérieure"
HAZEBROUCK = Collective(
    listed=D(2022, 9, 12),
    partners=(
        Org(FLANDRE, "employment", D(2022, 4, 4), "Sophie Lenoir"),
        Org("École Pasteur", "education", D(2022, 4, 4), "Hélène Buisine"),
        Org("Bailleur Flandre Logis", "housing", D(2022, 6, 13), "Gérard Leclercq"),
        Org("Conseil citoyen Pasteur-Foch", "residents", D(2022, 6, 13), "Paulette Wyart"),
        Org("Caisse d’allocations familiales", "social", D(2022, 6, 13), "Isabelle Coppin"),
        Org("Collège des Tilleuls", "education", D(2022, 9, 5), "Rémi Dehaene"),
        Org("Club de foot de la rue Foch", "sport", D(2022, 9, 5), "Ali Cherfi"),
        Org("Département du Nord, service social", "local", D(2022, 9, 12), "Martine Verhaeghe"),
        Org("Les voisins du jardin", "small", D(2023, 5, 15), "Joëlle Spriet"),
        Org("Médiation des Flandres", "safety", D(2023, 10, 2), "Stéphane Roussel", left=D(2025, 12, 31), why="Le contrat de médiation avec le bailleur a pris fin."),
        Org("Maison de santé du Beffroi", "health", D(2024, 3, 4), "Dr Anne Lefebvre"),
        Org("Boulangerie de la place Pasteur", "economy", D(2025, 10, 13), "Christophe Minne"),
        Org("Roue libre", "environment", D(2026, 6, 29), "Camille Hoche"),
        Org("Bricolage du Beffroi", "economy", D(2026, 9, 14), "Éric Bogaert"),
        Org("Association Flandre à roues", "small", D(2026, 10, 26), "Lise Decroix"),
    ),
    backbone=(
        Held("vision", GLYCINES, "0.2", D(2022, 6, 13), "Ville d’Hazebrouck", D(2027, 12, 31)),
        Held("coordination", GLYCINES, "0.8", D(2023, 1, 16), "État et ville, contrat de ville", 97, post="coordinatrice"),
        Held("measurement", FLANDRE, "0.1", D(2023, 9, 4), FLANDRE, D(2027, 6, 30)),
        Held("mobilisation", GLYCINES, "0.5", D(2023, 1, 16), "Caisse d’allocations familiales", D(2027, 12, 31), post="médiatrice"),
        Held("mobilisation", "Conseil citoyen Pasteur-Foch", "0.1", D(2025, 9, 8), "Ville d’Hazebrouck", D(2027, 6, 30), beside=True),
        Held("advocacy", "Ville d’Hazebrouck", "0.1", D(2023, 9, 4), "Ville d’Hazebrouck", D(2026, 4, 30), D(2026, 4, 30), "L’adjointe précédente a quitté ses fonctions."),
        Held("resources", "Ville d’Hazebrouck", "0.1", D(2023, 9, 4), "Ville d’Hazebrouck", D(2027, 6, 30)),
    ),
    money=(
        Fund("État, contrat de ville", "state", "Accueil de 16 h 30 à 18 h 30", 24_000, D(2025, 10, 6), 18_000, D(2025, 12, 15), "helped", ((9_000, D(2026, 1, 20)), (18_000, D(2026, 9, 15)))),
        Fund("Caisse d’allocations familiales", "social", "Former dix parents à l’accueil", 8_500, D(2025, 9, 15), 8_500, D(2025, 11, 20), "no", ((8_500, D(2026, 2, 2)),)),
        Fund("Fondation Mains vertes", "foundation", "Jardin partagé : étude des sols et outils", 12_000, D(2026, 3, 9), 6_500, D(2026, 5, 22), "decisive", corrected=("granted", 6_000, "La lettre de la fondation dit 6 000 € ; 6 500 € étaient annoncés au téléphone.", D(2026, 6, 8))),
        Fund("Région Hauts-de-France", "local", "Atelier vélo place Pasteur", 15_000, D(2026, 7, 6), answered=D(2026, 10, 12), refused="Dossier hors calendrier, à représenter en 2027."),
        Fund("Département du Nord", "local", "Minibus du dimanche", 30_000, D(2026, 10, 29)),
    ),
    support=(
        Help("co_training", "Vision partagée", D(2023, 1, 30), "2", "Deux formateurs du consortium", came={"state": 1, "community": 4, "partners": 7, "residents": 3}),
        Help("co_training", "Indicateurs communs", D(2023, 5, 22), "2", "Deux formateurs du consortium", came={"state": 1, "community": 3, "partners": 6, "residents": 2}, left=(("Cinq repères, pas plus", "https://example.org/fiches/cinq-reperes"),)),
        Help("co_training", "Activités qui se renforcent", D(2023, 11, 13), "2", "Deux formateurs du consortium", came={"state": 1, "community": 3, "partners": 8, "residents": 4}),
        Help("immersion", "Trois jours à Bruxelles", D(2024, 2, 5), "3", "Équipe nationale", came={"state": 1, "community": 1, "partners": 1, "residents": 1}, left=(("Carnet de voyage", "https://example.org/carnets/bruxelles"),)),
        Help("co_training", "Communiquer en continu", D(2024, 5, 27), "1.5", "Deux formateurs du consortium", came={"state": 1, "community": 3, "partners": 6, "residents": 5}),
        Help("coaching", "Un atelier sans écrit", D(2025, 3, 11), "0.5", "Colette Martin", came={"community": 2, "residents": 6}),
        Help("webinar", "Répondre à chaque remarque", D(2025, 6, 17), "0.5", "Équipe nationale", came={"community": 2, "partners": 2, "centre": 1}, left=(("Dix réponses qui ne fâchent pas", "https://example.org/fiches/reponses"),)),
        Help("coaching", "Animer à tour de rôle", D(2026, 4, 14), "1", "Colette Martin", asked=D(2026, 3, 2), planned=D(2026, 3, 16), need="Que la directrice du centre ne soit plus la seule à animer.", promised="Des fiches pour qui anime la première fois.", came={"state": 1, "community": 3, "partners": 5, "residents": 3}, left=(("Animer la première fois", "https://example.org/fiches/animer"),)),
        Help("co_training", "Accueillir le nouveau délégué", D(2026, 9, 8), "1", "Deux formateurs du consortium", planned=D(2026, 6, 22), cancelled="Le délégué n’était pas encore nommé."),
        Help("coaching", "Préparer la revue de janvier", 7, "1", "Colette Martin", planned=-14, held=False, promised="Un jeu de cartes pour lire les chiffres à plusieurs, et la grille de revue imprimée."),
    ),
    decisions=(
        Agreed("La salle du fond se partage", "La salle du fond est ouverte aux enfants toute la journée.", D(2025, 11, 10), (Against("resident", D(2025, 11, 12), "Les aînés n’ont que cette salle. Le matin, ils y jouent aux cartes.", "Le matin reste aux aînés ; les enfants viennent l’après-midi.", D(2025, 11, 17)), Against("community", D(2025, 11, 12), "Qui garde la clé ? Sans clé, pas de salle.", "La clé est à l’accueil des Glycines.", D(2025, 11, 24))), D(2025, 11, 24), "Karim Belhadj", "Le matin, la salle du fond est aux aînés ; l’après-midi, aux enfants. La clé est à l’accueil des Glycines.", ("state", "community"), ("Conseil citoyen Pasteur-Foch", "École Pasteur"), D(2026, 5, 25), (Review(D(2026, 6, 8), "kept", "Le partage tient. Les chaises sont trop basses pour les aînés.", D(2026, 11, 16)),), public=True),
        Agreed("Qui anime change à chaque séance", "Chaque séance est animée par une autre personne, tirée d’une liste.", D(2026, 1, 12), (), D(2026, 2, 2), "Sophie Lenoir", "", ("state", "community"), (FLANDRE, "Conseil citoyen Pasteur-Foch", "Club de foot de la rue Foch"), D(2027, 2, 1)),
        Agreed("Le mercredi est aux jeunes", "Une activité sur deux est choisie par les jeunes du mercredi.", D(2026, 6, 1), (Against("partner", D(2026, 6, 3), "Avec deux adultes seulement, la cuisine est dangereuse.", "La cuisine n’a lieu qu’avec trois adultes.", D(2026, 6, 10)),), D(2026, 6, 15), "Paulette Wyart", "Une activité sur deux est choisie par les jeunes du mercredi. La cuisine n’a lieu qu’avec trois adultes.", others=("Conseil citoyen Pasteur-Foch", "Club de foot de la rue Foch", "Trois jeunes du mercredi"), public=True, review_on=D(2027, 1, 18)),
        Agreed("Ouvrir le local pendant les vacances", "Le local ouvre aussi la première semaine de chaque vacances.", -16, (Against("municipality", -9, "Le gardien est en congé ces semaines-là : personne pour l’alarme."),)),
        Agreed("Un badge pour entrer au local", "Chaque famille reçoit un badge.", D(2026, 3, 16), (Against("resident", D(2026, 3, 18), "Un badge, et on a l’impression d’entrer à la prison."),), aside="La porte reste ouverte : c’est ce qui fait venir les familles.", aside_on=D(2026, 4, 13)),
    ),
)  # fmt: skip

COLLINES, COURSE = "Maison des Collines", "Club de course du bassin minier"
LIEVIN = Collective(
    listed=D(2022, 9, 5),
    partners=(
        Org("Bailleur des Terrils", "housing", D(2021, 11, 22), "Régis Caudron"),
        Org("Caisse d’allocations familiales", "social", D(2022, 2, 21), "Sylvie Macquet"),
        Org("Collège des Terrils", "education", D(2022, 4, 25), "Hakim Saïdi"),
        Org(COURSE, "sport", D(2022, 6, 20), "Olivier Hennart"),
        Org("Centre communal d’action sociale", "social", D(2022, 6, 20), "Brigitte Lemaire"),
        Org("Voisins des Maisons rouges", "residents", D(2023, 4, 17), "Raymond Nowak"),
        Org("Espace conseil énergie", "environment", D(2024, 10, 14), "Mélissa Dubois"),
        Org("Artisans du chaud", "economy", D(2025, 9, 8), "Tomasz Wilk"),
        Org("Kinés du bassin", "health", D(2025, 11, 24), "Laure Senez"),
        Org("Harmonie des mineurs", "culture", D(2026, 2, 9), "Gérard Piotrowski"),
        Org("Le café des aînés", "small", D(2026, 10, 12)),
    ),
    backbone=(
        Held("vision", COLLINES, "0.1", D(2024, 6, 3), "Ville de Liévin", D(2027, 12, 31)),
        Held("coordination", "Ville de Liévin", "0.6", D(2024, 6, 3), "Ville de Liévin", D(2028, 12, 31)),
        Held("measurement", "Espace conseil énergie", "0.2", D(2025, 1, 13), "Agglomération", D(2027, 12, 31)),
        Held("mobilisation", COLLINES, "0.4", D(2024, 6, 3), "Caisse d’allocations familiales", D(2027, 6, 30)),
        Held("advocacy", "Ville de Liévin", "0.1", D(2024, 6, 3), "Ville de Liévin", D(2028, 12, 31)),
        Held("resources", COURSE, "0.1", D(2025, 9, 8), COURSE),
    ),
    money=(
        Fund("Union européenne, fonds social", "europe", "Former des habitants à l’accueil, trois sites", 90_000, D(2025, 11, 17), 60_000, D(2026, 5, 11), "decisive", ((20_000, D(2026, 9, 21)),), parts={"hazebrouck": (25_000, 16_000, 6_000), "conde-sur-l-escaut": (25_000, 16_000, 6_000)}),
        Fund("Agence de la transition écologique", "state", "Cent diagnostics par an", 45_000, D(2025, 6, 23), 45_000, D(2025, 10, 13), "helped", ((22_500, D(2026, 1, 19)), (45_000, D(2026, 10, 5)))),
        Fund("Fondation du souffle", "foundation", "Bancs le long des trois boucles", 10_000, D(2025, 7, 7), 8_000, D(2025, 9, 29), "no", ((8_000, D(2025, 12, 8)),)),
        Fund("Région Hauts-de-France", "local", "Le café des aînés : minibus adapté", 28_000, D(2026, 11, 9)),
    ),
    support=(
        Help("co_training", "Vision partagée", D(2024, 6, 24), "2", "Deux formateurs du consortium", came={"state": 1, "municipality": 4, "community": 2, "partners": 5}),
        Help("co_training", "Indicateurs communs", D(2024, 12, 2), "2", "Deux formateurs du consortium", came={"state": 1, "municipality": 3, "community": 2, "partners": 5, "residents": 4}),
        Help("co_training", "Activités qui se renforcent", D(2025, 10, 6), "2", "Deux formateurs du consortium", came={"municipality": 3, "community": 3, "partners": 6, "residents": 5}),
        Help("coaching", "Parler d’argent sans se fâcher", D(2026, 6, 9), "1", "Équipe nationale", came={"state": 1, "municipality": 2, "community": 2, "partners": 3}),
        Help("immersion", "Voir un café d’habitants ailleurs", asked=-6, need="Avant d’ouvrir le café des aînés, voir comment d’autres font venir ceux qui ne sortent plus."),
    ),
    decisions=(
        Agreed("Les plus de 75 ans d’abord", "Les diagnostics sont faits rue par rue.", D(2025, 5, 12), (Against("resident", D(2025, 5, 19), "Rue par rue, la mienne passe dans neuf ans. J’en ai quatre-vingt-un.", "Les plus de 75 ans passent d’abord, où qu’ils habitent.", D(2025, 5, 26)),), D(2025, 6, 2), "Nadia Kowalski", "Les diagnostics commencent par les plus de 75 ans, puis vont rue par rue.", others=("Voisins des Maisons rouges", "Espace conseil énergie"), public=True, review_on=D(2026, 6, 1), reviews=(Review(D(2026, 6, 8), "kept", "Cent quatre maisons la première année, dont soixante-deux de plus de 75 ans.", D(2027, 6, 7)),)),
        Agreed("Une part pour chacun des trois sites", "L’argent européen est partagé entre Liévin, Hazebrouck et Condé selon le nombre d’habitants formés.", D(2026, 5, 18), (), D(2026, 6, 1), "Olivier Hennart", others=(COURSE, "Une voisine des Maisons rouges"), review_on=D(2027, 1, 11)),
        Agreed("Le café des aînés ouvre le vendredi", "Chaque vendredi, un café à la Maison des Collines ; une voisine passe prendre ceux qui ne sortent plus.", -20, (Against("community", -13, "Une voisine seule, c’est trop : si elle est malade, personne ne vient.", "Elles seront deux, et le club de course remplace.", -6),)),
    ),
)  # fmt: skip
