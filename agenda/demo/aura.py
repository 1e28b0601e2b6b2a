"""Four sites of Auvergne-Rhône-Alpes: two adopted, one open, one that awaits the municipality."""

from datetime import date

from agenda.demo.story import Deed, Echo, Round, Sheet, Spoken, Story, Voice, Words

D = date
DOORS, RIVER = "Ouvrir les portes", "Retrouver le fleuve"
MARKET = Sheet(
    "Le stand du jeudi",
    D(2026, 9, 24),
    "Place du marché",
    40,
    (
        Voice("La caravane des droits", "Un retraité de la cité Mélas", "Un samedi aussi, pour ceux qui travaillent.", "retained", "Un samedi par mois est ajouté.", people=5),
        Voice("La caravane des droits", "", "Qu'elle aide ceux qui n'ont pas d'ordinateur.", "already", "Les agents de la caravane font les démarches avec vous, sur leur ordinateur.", people=8),
        Voice("Le chemin du Rhône", "", "De l'ombre, sinon personne n'ira.", "partly", "Des arbres au départ et à l'arrivée ; la digue, elle, doit rester nue.", people=6),
        Voice("Le chemin du Rhône", "Les marcheurs du lundi", "Un banc à mi-chemin.", "passed_on", "La digue est à elle. Sa réponse sera publiée ici.", people=4, whom="la Compagnie nationale du Rhône"),
        Voice("Ce qui nous freine", "", "La Poste n'ouvre plus que le matin.", "passed_on", "La demande est partie avec le nombre de personnes qui l'ont dit.", people=11, whom="La Poste"),
        Voice("", "", "On ne comprend pas le mot « triade ».", "not_retained", "C'est le mot du programme. Sur nos affiches et dans nos réunions, nous dirons « les trois ».", people=3),
    ),
)  # fmt: skip
LE_TEIL = Story(
    rounds=(
        Round(
            D(2026, 9, 14),
            (
                Words("horizon", "Notre horizon", "Ici, personne ne renonce à un droit, et le Rhône redevient le bout de la rue."),
                Words("helps", "Ce qui nous aide", "La régie de quartier connaît chaque cage d'escalier. Le marché du jeudi rassemble tout le monde."),
                Words("hinders", "Ce qui nous freine", "Les guichets ont fermé un à un. Depuis le séisme de 2019, des familles attendent encore leurs travaux."),
                Words(DOORS, "La caravane des droits", "Une caravane s'arrête chaque jeudi au marché : papiers, santé, logement, sans rendez-vous."),
                Words(RIVER, "Le chemin du Rhône", "Un chemin à pied relie le quartier au fleuve."),
            ),
            D(2026, 9, 16),
            D(2026, 9, 30),
            (
                Voice("La caravane des droits", "Fatiha", "Le jeudi je travaille. Une fois par mois le samedi ?", "retained", "Un samedi par mois est ajouté."),
                Voice("Le chemin du Rhône", "Robert", "Un chemin, oui, mais avec de l'ombre.", "partly", "Des arbres au départ et à l'arrivée ; la digue, elle, doit rester nue.",
                      quote="Un chemin à pied relie le quartier au fleuve.", suggestion="Un chemin à pied, à l'ombre, relie le quartier au fleuve.", agrees=7, echoes=(
                    Echo("C'est vrai. L'été, on ne peut pas y aller avant 19 h.", "Chantal"),
                    Echo("La digue est protégée : on ne peut rien y planter. Au départ et à l'arrivée, oui.", seat="municipality"),
                )),
                Voice("La caravane des droits", "Maria de Lurdes", "Recebo a reforma de Portugal e não percebo as cartas. A caravana também ajuda com isso?", "already", "Oui : « papiers » veut dire tous les papiers, de France et d'ailleurs. — Sim: « papéis » são todos os papéis, de França e de outros países.", language="pt", agrees=2),
                Voice("Ce qui nous freine", "Une famille de la rue Kléber", "Sept ans qu'on attend. Écrivez une date.", "passed_on", "Un point public est fait chaque trimestre.", whom="l'assureur et la préfecture de l'Ardèche"),
            ),
            (MARKET,),
            spoken=(
                Spoken("La caravane des droits", "pt", "A caravana dos direitos", "Uma caravana pára todas as quintas-feiras no mercado: papéis, saúde, alojamento, sem marcação."),
            ),
        ),
        Round(
            D(2026, 10, 5),
            (
                Words("area", "Des droits à portée de main", "Faire valoir un droit ne demande plus ni trajet, ni ordinateur, ni courage.", themes=("acces-aux-droits",)),
                Words(DOORS, "La caravane des droits", "Une caravane s'arrête chaque jeudi au marché, et un samedi par mois place Garibaldi : papiers, santé, logement, sans rendez-vous.", answers_to="Des droits à portée de main"),
                Words(RIVER, "Le chemin du Rhône", "Un chemin à pied relie le quartier au fleuve, avec des arbres au départ et à l'arrivée."),
                Words(DOORS, "Quatre relais de palier", "Quatre personnes du quartier apprennent à préparer un dossier et tiennent la caravane avec les agents.", activity=True),
            ),
            sent=D(2026, 10, 9),
            adopted=D(2026, 10, 20),
            spoken=(
                Spoken("Notre horizon", "pt", "O nosso horizonte", "Aqui, ninguém desiste de um direito, e o Ródano volta a ser o fim da rua."),
                Spoken("La caravane des droits", "pt", "A caravana dos direitos", "Uma caravana pára todas as quintas-feiras no mercado, e um sábado por mês na praça Garibaldi: papéis, saúde, alojamento, sem marcação."),
            ),
        ),
    ),
    deeds=(
        Deed("Caravane des droits au marché", DOORS, "Régie de quartier Les Deux Rives", (("ready", D(2026, 10, 22), ""), ("under_way", D(2026, 11, 5), ""))),
        Deed("Baliser le chemin du Rhône", RIVER, "Ville du Teil", (("idea", D(2026, 10, 22), ""),), 150),
        Deed("Point public sur les travaux d’après séisme", DOORS, "Préfecture de l’Ardèche", (("ready", D(2026, 10, 26), ""),), 40),
    ),
    themes=(
        ("Jours et heures", ("samedi", "matin")),
        ("De l’ombre", ("ombre",)),
    ),
)  # fmt: skip

LEARN, LINK = "Apprendre ensemble", "Se retrouver"
MONTELIMAR = Story(
    rounds=(
        Round(
            D(2026, 2, 9),
            (
                Words("horizon", "Notre horizon", "À Nocaze, on ne vient plus par hasard : on reste parce qu'on y apprend, qu'on y travaille et qu'on s'y retrouve."),
                Words("helps", "Ce qui nous aide", "Des mères qui s'organisent, un stade vivant, une médiathèque à dix minutes."),
                Words("hinders", "Ce qui nous freine", "Peu de jeunes trouvent un stage. La place reste vide le soir."),
                Words(LEARN, "Un stage pour chacun", "Chaque élève de troisième a une liste de vingt entreprises qui disent oui."),
                Words(LINK, "La place du soir", "De mai à septembre, une soirée par semaine sur la place : musique, repas, jeux."),
            ),
            D(2026, 4, 6),
            D(2026, 5, 4),
            (
                Voice("Un stage pour chacun", "Ilyes, 15 ans", "Vingt entreprises, d'accord, mais pas que des garages.", "retained", "La liste mêle commerce, santé, bureaux et ateliers."),
                Voice("La place du soir", "Mme Bertrand", "Attention au bruit après 22 heures.", "retained", "La musique s'arrête à 22 heures."),
                Voice("Ce qui nous aide", "Samir", "La médiathèque ferme le lundi, et c'est le lundi qu'on en a besoin.", "passed_on", "Les horaires de la médiathèque dépendent d'elle.", whom="Montélimar Agglomération"),
                Voice("", "Une voisine", "Tout ça coûtera combien ?", "deferred", "Le plan d'action chiffré est joint à la version suivante.", until=2),
            ),
        ),
        Round(
            D(2026, 9, 7),
            (
                Words("area", "Apprendre au quartier", "On apprend près de chez soi, à tout âge, et cela mène à un métier.", themes=("cohesion-sociale", "developpement-economique")),
                Words(LEARN, "Un stage pour chacun", "Chaque élève de troisième a une liste de vingt entreprises qui disent oui : commerce, santé, bureaux, ateliers.", answers_to="Apprendre au quartier"),
                Words(LINK, "La place du soir", "De mai à septembre, une soirée par semaine sur la place : musique jusqu'à 22 heures, repas, jeux."),
                Words(LINK, "L'équipe de la place", "Six jeunes et deux voisins préparent chaque soirée, et rangent ensemble.", activity=True),
            ),
            sent=-12,
            endorsed_by=("state", "community"),
        ),
    ),
    deeds=(
        Deed("Liste des vingt entreprises", LEARN, "Mission locale Portes de Provence", (("ready", D(2026, 5, 18), ""), ("under_way", D(2026, 9, 14), "")), 60),
        Deed("Soirées sur la place", LINK, "Association Nocaze en commun", (("idea", D(2026, 3, 2), ""), ("under_way", D(2026, 5, 11), ""), ("done", D(2026, 9, 28), ""))),
        Deed("Médiathèque ouverte le lundi", LEARN, "Montélimar Agglomération", (("idea", D(2026, 6, 8), ""),)),
    ),
)  # fmt: skip

HEALTH, FOOD = "Prendre soin", "Bien manger"
PONT_DE_CLAIX = Story(
    rounds=(
        Round(
            D(2024, 9, 16),
            (
                Words("horizon", "Notre horizon", "Au Pont-de-Claix, la santé se décide au pied de l'immeuble : on mange bien, on bouge, et quelqu'un sait comment on va."),
                Words("helps", "Ce qui nous aide", "La maison des habitants, le jardin des Îles de Mars, trois infirmières du quartier."),
                Words("hinders", "Ce qui nous freine", "Pas de médecin traitant pour une famille sur cinq. L'air de la plaine."),
                Words(HEALTH, "La tournée des paliers", "Deux médiatrices passent dans chaque montée, une fois par saison."),
                Words(FOOD, "La cuisine du mardi", "Un repas cuisiné ensemble chaque mardi, à prix libre."),
            ),
            D(2024, 10, 7),
            D(2024, 11, 4),
            (
                Voice("La tournée des paliers", "Josiane", "Frappez deux fois, on entend mal.", "retained", "Les médiatrices laissent aussi un mot et un numéro."),
                Voice("La cuisine du mardi", "Bilal", "Le mardi midi les enfants sont à la cantine. Plutôt le mercredi ?", "not_retained", "La salle est prise le mercredi par le club. Un mercredi par vacances est proposé."),
            ),
        ),
        Round(
            D(2024, 12, 2),
            (
                Words("area", "La santé au pied de l'immeuble", "Personne ne renonce à se soigner faute de savoir à qui parler.", themes=("acces-aux-droits",)),
                Words(HEALTH, "La tournée des paliers", "Deux médiatrices passent dans chaque montée, une fois par saison, et laissent un mot avec un numéro.", answers_to="La santé au pied de l'immeuble"),
                Words(HEALTH, "Le carnet des paliers", "Les médiatrices notent, avec l'accord de chacun, ce qui revient souvent, et le disent au conseil local de santé.", activity=True),
            ),
            sent=D(2025, 1, 20),
            adopted=D(2025, 2, 11),
        ),
    ),
    deeds=(
        Deed("Tournée des paliers", HEALTH, "Maison des habitants Îles de Mars", (("ready", D(2025, 2, 17), ""), ("under_way", D(2025, 4, 7), "")), -9),
        Deed("Cuisine du mardi", FOOD, "Les Marmites du mardi", (("under_way", D(2025, 3, 4), ""),)),
        Deed("Capteurs d’air dans deux écoles", HEALTH, "Bailleur Alpes Habitat", (("idea", D(2025, 5, 5), ""), ("given_up", D(2026, 1, 12), "La mesure existe déjà à 400 mètres ; ses chiffres sont affichés à l’école."))),
    ),
)  # fmt: skip

HANDS, SLOPES = "Faire de ses mains", "Monter et descendre"
HILLS = Sheet(
    "L’atelier du mardi",
    -9,
    "Amicale laïque des Trois Collines",
    19,
    (
        Voice("L'atelier partagé", "", "Ouvrir aussi le samedi, au moins une fois par mois.", people=9),
        Voice("L'atelier partagé", "Les couturières du mardi", "Une table plus haute : on a mal au dos.", people=4),
        Voice("L'atelier partagé", "", "Dire combien coûte une machine qu'on casse.", people=6),
        Voice("Une fiche par machine", "", "Des dessins, pas du texte.", people=11),
        Voice("Le petit train des courses", "", "Le samedi matin, jour de marché.", people=13),
        Voice("Le petit train des courses", "Marius et ses voisins", "Un arrêt devant la pharmacie.", people=5),
        Voice("Ce qui nous freine", "", "Les escaliers dans le noir.", people=7),
        Voice("", "", "Revenir nous dire ce que vous avez gardé.", people=19),
    ),
)  # fmt: skip
ARABIC = (
    Spoken("Notre horizon", "ar", "أفقنا", "على تلالنا، ما نتقنه بأيدينا يفتح الأبواب، ولا يعزل أي منحدر أحدًا.", "عندنا، من يعمل بيديه تُفتح له الأبواب. ولا أحد يبقى وحيدًا في أعلى المنحدر."),
    Spoken("L'atelier partagé", "ar", "الورشة المشتركة", "ورشة مفتوحة أربعة أيام في الأسبوع: نجارة وخياطة وإصلاح. يمكن استعارة آلة كما يُستعار كتاب.", "الورشة مفتوحة أربعة أيام في الأسبوع. ويمكن أيضًا استعارة آلة."),
)  # fmt: skip
SAINT_ETIENNE = Story(
    rounds=(
        Round(
            D(2025, 6, 23),
            (
                Words("horizon", "Notre horizon", "Sur nos collines, ce qu'on sait faire de ses mains ouvre des portes, et aucune pente n'isole personne."),
                Words("helps", "Ce qui nous aide", "Des ateliers, une école de design voisine, des anciens mineurs qui transmettent."),
                Words("hinders", "Ce qui nous freine", "Trois collines, beaucoup de marches, des commerces fermés."),
                Words(HANDS, "L'atelier partagé", "Un atelier ouvert quatre jours par semaine : bois, couture, réparation."),
            ),
            sent=D(2025, 9, 8),
            adopted=D(2025, 9, 25),
        ),
        Round(
            D(2026, 9, 21),
            (
                Words("horizon", "Notre horizon", "Sur nos collines, ce qu'on sait faire de ses mains ouvre des portes, et aucune pente n'isole personne.", "Chez nous, savoir faire de ses mains ouvre des portes. Et personne n'est seul en haut de la pente."),
                Words("area", "Des savoir-faire qui servent", "Ce que chacun sait faire de ses mains est montré, transmis et peut devenir un métier.", "Ce que vous savez faire peut servir à tous.", themes=("cohesion-sociale", "developpement-economique")),
                Words("area", "Vivre sur la pente", "Habiter en haut n'empêche ni les courses, ni les visites, ni les soins.", "Habiter en haut ne doit isoler personne.", themes=("cadre-de-vie",)),
                Words(HANDS, "L'atelier partagé", "Un atelier ouvert quatre jours par semaine : bois, couture, réparation. Une machine peut s'emprunter comme un livre.", "L'atelier ouvre quatre jours par semaine. On peut aussi emprunter une machine.", answers_to="Des savoir-faire qui servent"),
                Words(HANDS, "Une fiche par machine", "Chaque machine reçoit une fiche d'une page, avec des dessins, écrite par ceux qui s'en servent.", activity=True),
                Words(SLOPES, "Le petit train des courses", "Deux matins par semaine, une navette monte les courses et les personnes jusqu'en haut de Beaulieu.", "Deux matins par semaine, une navette monte vos courses, et vous avec.", answers_to="Vivre sur la pente"),
            ),
            -22,
            6,
            (
                Voice("L'atelier partagé", "Djamila", "J'ai emprunté la surjeteuse. Il manque un mode d'emploi.", "retained", "Chaque machine aura sa fiche, avec des dessins."),
                Voice("Le petit train des courses", "Marius, 81 ans", "Deux matins, c'est peu. Le samedi surtout.",
                      quote="Deux matins par semaine, une navette monte les courses et les personnes jusqu'en haut de Beaulieu.",
                      suggestion="Deux matins par semaine et le samedi, une navette monte les courses et les personnes jusqu'en haut de Beaulieu.", agrees=9, echoes=(
                    Echo("Le samedi, c'est le marché. Moi aussi.", "Mme Peyron"),
                    Echo("Nous comptons qui viendrait le samedi : dites-le ici ou à l'Amicale.", seat="municipality"),
                )),
                Voice("L'atelier partagé", "فاطمة الزهراء", "أخيط في البيت منذ عشرين سنة، وأود أن أعلّم غيري. هل يوجد يوم مخصّص للنساء؟", language="ar", agrees=4, echoes=(
                    Echo("Fatima Zahra coud depuis vingt ans, veut montrer aux autres et demande s'il y a un jour entre femmes. Je traduis.", "Djamila"),
                    Echo("Merci à vous deux. Le jeudi matin l'atelier est calme : venez nous voir, on en parle.", seat="community"),
                )),
                Voice("Le petit train des courses", "Une aide à domicile", "Il faut une rampe, pas une marche."),
                Voice("Notre horizon", "Théo", "Et le numérique ? On fait aussi des choses avec un ordinateur.", "partly", "L'atelier aura un coin impression 3D ; le reste dépend de la médiathèque."),
                Voice("L'atelier partagé", "Un ancien de Couriot", "Je veux bien montrer la soudure, si on m'assure.", workshop=True),
                Voice("", "Aïcha", "On ne sait pas qui décide. Mettez des noms."),
                Voice("Ce qui nous freine", "Karine", "Vous oubliez l'éclairage des escaliers."),
            ),
            (HILLS,),
            spoken=ARABIC,
            reads_first=True,
        ),
    ),
    deeds=(
        Deed("Atelier partagé", HANDS, "Amicale laïque des Trois Collines", (("ready", D(2025, 10, 6), ""), ("under_way", D(2026, 1, 19), ""))),
        Deed("Emprunt des machines", HANDS, "École de design du quartier", (("idea", D(2026, 3, 9), ""), ("under_way", D(2026, 9, 7), ""))),
        Deed("Navette des courses", SLOPES, "Ville de Saint-Étienne", (("idea", D(2026, 10, 12), ""),), 100),
    ),
    themes=(
        ("La navette du samedi", ("samedi surtout", "samedi matin")),
        ("Apprendre les machines", ("mode d'emploi", "soudure", "dessins")),
    ),
)  # fmt: skip
