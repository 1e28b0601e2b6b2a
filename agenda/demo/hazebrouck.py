"""Hazebrouck: after school. Version 4 is open to comments."""

from datetime import date

from agenda.demo.story import (
    Deed,
    Echo,
    Feast,
    Merge,
    Met,
    Round,
    Sheet,
    Split,
    Spoken,
    Story,
    Voice,
    Words,
)

D = date
GROW, WORK, MOVE = "Grandir ici", "Travailler", "Se déplacer"
HORIZON = (
    "Chaque enfant trouve, à cinq minutes de chez lui, un adulte qui l'attend. "
    "Et chaque adulte, une raison de rester."
)

FIRST = (
    Words("horizon", "Notre horizon", HORIZON),
    Words("helps", "Ce qui nous aide", "Le centre social ouvre tard. Les deux écoles se parlent. Une trentaine de parents connaissent tout le monde."),
    Words("hinders", "Ce qui nous freine", "Entre 16 h 30 et 18 h 30, les enfants sont seuls. Le dernier bus passe à 19 h 05."),
    Words(GROW, "Après l'école", "De 16 h 30 à 18 h, deux adultes accueillent les enfants au local de la rue Foch : le goûter et les devoirs. C'est gratuit. Le mercredi, le local ouvre de 14 h à 17 h."),
    Words(GROW, "La salle du fond", "La salle du fond est réservée aux aînés."),
    Words(WORK, "La permanence emploi", "Un mardi sur deux, la Mission locale reçoit au pied des tours, sans rendez-vous."),
    Words(WORK, "Un CV en une heure", "Le jeudi, une bénévole aide à écrire un CV."),
)  # fmt: skip
SECOND = (
    Words(GROW, "Après l'école", "De 16 h 30 à 18 h 30, deux adultes accueillent les enfants au local de la rue Foch : le goûter, les devoirs, un jeu. C'est gratuit."),
    Words(WORK, "La permanence emploi", "Un mardi sur deux, la Mission locale reçoit au pied des tours, sans rendez-vous. Une bénévole y aide à écrire un CV."),
    Words(MOVE, "Le passage des écoles", "La ville éclaire le passage entre les deux écoles."),
)  # fmt: skip
SECOND_SHAPES = (
    Split("Après l'école", 2, "Le mercredi"),
    Merge("La permanence emploi", "Un CV en une heure", "La permanence emploi"),
)
THIRD = (
    Words(GROW, "Le mercredi", "Le local ouvre de 14 h à 18 h. Les jeunes choisissent eux-mêmes une activité sur deux.", "Le mercredi, le local ouvre de 14 h à 18 h. Une fois sur deux, ce sont les jeunes qui choisissent."),
    Words(GROW, "La salle du fond", "Le matin, elle est aux aînés. L'après-midi, aux enfants. La clé est à l'accueil des Glycines.", "Le matin, la salle est pour les aînés. L'après-midi, pour les enfants. La clé est aux Glycines."),
    Words(MOVE, "Le passage des écoles", "La ville éclaire le passage entre les deux écoles et taille la haie deux fois par an."),
)  # fmt: skip
AFTER, OUT = "Le temps d'après l'école", "Sortir du quartier et y revenir"
FOURTH = (
    Words("horizon", "Notre horizon", HORIZON, "Chaque enfant trouve, à cinq minutes de chez lui, un adulte qui l'attend. Et chaque adulte, une raison de rester dans le quartier."),
    Words("area", AFTER, "Entre la fin de la classe et le repas, les enfants ne sont plus seuls, et les parents finissent leur journée tranquilles.", "Après l'école, aucun enfant n'est seul.", themes=("cohesion-sociale",)),
    Words("area", OUT, "On rejoint un emploi, la gare et le marché sans voiture, la semaine comme le dimanche.", themes=("cadre-de-vie", "developpement-economique")),
    Words(GROW, "Après l'école", "De 16 h 30 à 18 h 30, deux adultes accueillent les enfants au local de la rue Foch : le goûter, les devoirs, un jeu. C'est gratuit, sans inscription, et ouvert aux fratries.", "De 16 h 30 à 18 h 30, deux adultes accueillent les enfants au local de la rue Foch : le goûter, les devoirs, un jeu. C'est gratuit.", answers_to=AFTER),
    Words(GROW, "Le relais des parents", "Dix parents formés se relaient à la sortie des deux écoles et accompagnent les enfants jusqu'au local.", "Dix parents accompagnent les enfants de l'école au local.", activity=True),
    Words(WORK, "La permanence emploi", "Chaque mardi, la Mission locale reçoit au pied des tours, sans rendez-vous. Une personne du quartier accueille et traduit.", "Chaque mardi, on vous aide à chercher un travail, au pied des tours. Pas besoin de rendez-vous.", answers_to=OUT),
    Words(WORK, "Le français du soir", "Deux soirs par semaine, un cours de français avec garde d'enfants, aux Glycines.", "Deux soirs par semaine : cours de français. On garde vos enfants."),
    Words(MOVE, "Le dimanche sans bus", "Un minibus associatif relie le quartier à la gare et au marché le dimanche, d'avril à octobre.", "Le dimanche, d'avril à octobre, un minibus va à la gare et au marché.", answers_to=OUT),
    Words(MOVE, "Quatre dimanches d'essai", "Quatre dimanches d'essai, où l'on compte les passagers, avant de fixer les horaires.", "On essaie le minibus quatre dimanches.", activity=True),
)  # fmt: skip

VOICES_1 = (
    Voice("Après l'école", "Nora", "À 18 h je suis encore dans le train. Une demi-heure de plus changerait tout.", "retained", "L'accueil va jusqu'à 18 h 30, dès la version 2.", quote="De 16 h 30 à 18 h"),
    Voice("Après l'école", "Karima", "Le mercredi, 14 h c'est tard : les petits ont mangé à midi.", "not_retained", "Le local n'a personne avant 14 h. Nous cherchons des bénévoles pour 13 h.", quote="le local ouvre de 14 h à 17 h"),
    Voice("Un CV en une heure", "Jordan", "Le jeudi je suis en formation. Le même jour que la permanence, ce serait mieux.", "retained", "L'aide au CV rejoint la permanence du mardi, dès la version 2.", changed="La permanence emploi"),
    Voice("La salle du fond", "Un habitant de la résidence Pasteur", "Gardez la salle du fond pour les anciens, ils n'ont que ça.", "partly", "La salle est partagée : les aînés le matin, les enfants l'après-midi.", workshop=True),
    Voice("", "M. D.", "Il faudrait un bus le dimanche.", "passed_on", "Le bus dépend d'elle. La demande lui a été envoyée le 18 novembre 2025 ; sa réponse sera publiée ici.", whom="la communauté d'agglomération"),
)  # fmt: skip
VOICES_2 = (
    Voice("Le mercredi", "Nora", "Le mercredi il n'y a rien. C'est là que les petits traînent.", "retained", "Le local ouvre le mercredi de 14 h à 18 h. Écrit dans la version 3."),
    Voice("Le passage des écoles", "Gilles", "Éclairer, oui. Mais il faut aussi couper la haie.", "retained", "La ville taille la haie deux fois par an."),
    Voice("La salle du fond", "Paulette", "Qui garde la clé ? Sans clé, pas de salle.", "retained", "La clé est à l'accueil des Glycines. Écrit dans la version 3."),
    Voice("Après l'école", "Une maman de la rue Foch", "Et un repas le soir pour ceux qui ne mangent pas ?", "not_retained", "Le local n'a pas de cuisine aux normes. Le centre social y travaille avec la banque alimentaire, hors de cette feuille de route."),
)  # fmt: skip
VOICES_4 = (
    Voice("Après l'école", "Yasmine", "Et pendant les vacances ? Le local ferme et on se retrouve sans rien."),
    Voice("Notre horizon", "Gilles", "Cinq minutes à pied, ou en voiture ? Écrivez-le.", "retained", "Nous écrirons « à cinq minutes à pied » dans la version 5."),
    Voice("Après l'école", "Un papa de la résidence Foch", "Les devoirs, oui, mais mon fils a surtout besoin de bouger après la classe.", workshop=True),
    Voice("Le mercredi", "Lina, 12 ans", "On voudrait faire de la cuisine et de la danse, pas que du foot.", "retained", "Les jeunes choisissent une activité sur deux : la danse commence en janvier."),
    Voice("Ce qui nous freine", "Mehdi", "Le vrai problème c'est l'ascenseur. Six mois en panne l'an dernier.", "passed_on", "Il doit donner ses chiffres de pannes chaque trimestre.", whom="le bailleur"),
    Voice("La permanence emploi", "Sonia", "Le mardi matin je travaille. Un mardi soir par mois, ce serait possible ?"),
    Voice("La salle du fond", "Paulette", "Les chaises sont trop basses pour nous. On ne peut pas se relever."),
    Voice("Après l'école", "Sabrina", "Mes enfants y vont. Mais à 18 h 30 je suis encore au travail, il faudrait tenir jusqu'à 19 h.", quote="De 16 h 30 à 18 h 30, deux adultes accueillent les enfants au local de la rue Foch : le goûter, les devoirs, un jeu.", suggestion="De 16 h 30 à 19 h, deux adultes accueillent les enfants au local de la rue Foch : le goûter, les devoirs, un jeu.", agrees=14, echoes=(
        Echo("Pareil pour moi : le train de 18 h 12 est toujours en retard.", "Nora"),
        Echo("Combien de familles seraient là jusqu'à 19 h ? Dites-le nous ici, ou au local.", seat="community"),
        Echo("Nous, deux enfants.", "Sabrina"),
    )),
    Voice("Le français du soir", "أمل", "أريد أن أتعلم الفرنسية مساءً، لكنني أعمل حتى الساعة السابعة. هل يمكن أن يبدأ الدرس في الثامنة؟", language="ar", agrees=3),
    Voice("Le dimanche sans bus", "Ayşe", "Pazar günleri çocuklarla pazara gitmek istiyoruz. Minibüs saat kaçta kalkıyor?", language="tr", agrees=2, echoes=(Echo("À 9 h 15 devant l'école Pasteur, en principe.", "M. D."),)),
    Voice("Le français du soir", "Amal", "La garde d'enfants, c'est ce qui me manquait. Merci."),
    Voice("Le dimanche sans bus", "M. D.", "Pourquoi seulement d'avril à octobre ? En hiver aussi on va au marché."),
    Voice("Après l'école", "Une maîtresse de l'école Pasteur", "Prévenez l'école des absents, sinon personne ne sait où est l'enfant.", "retained", "Le local appelle l'école chaque soir à 16 h 45."),
    Voice("Notre horizon", "Christophe", "C'est beau mais ça ne parle pas des jeunes de vingt ans.", workshop=True),
    Voice("Le mercredi", "Karima", "Qui surveille quand ils choisissent eux-mêmes ?", "already", "Deux adultes sont présents tout le mercredi : c'est écrit au passage « Après l'école » et vaut aussi ici."),
    Voice("La permanence emploi", "Jordan", "J'y suis allé, on m'a aidé pour le permis. Il faut le dire plus fort."),
    Voice("Ce qui nous aide", "Mamie Jo", "Vous oubliez le jardin. On y est trente, tous les samedis."),
    Voice("Le passage des écoles", "Gilles", "L'éclairage marche. Maintenant il faut un banc."),
    Voice("Après l'école", "Farid", "Gratuit, c'est bien. Que ça le reste.", "already", "« C'est gratuit » est dans le texte, et les trois sièges s'y engagent."),
    Voice("", "Un habitant de la résidence Pasteur", "Faites plus court. Ma voisine ne lira jamais tout ça.", workshop=True),
    Voice("Le dimanche sans bus", "Élodie", "Le minibus ne prend pas les fauteuils roulants."),
    Voice("Après l'école", "Nora", "Depuis qu'il y a le local je suis plus tranquille au travail."),
)  # fmt: skip

CLASSROOM = Sheet(
    "Atelier dans l'école Pasteur",
    D(2026, 1, 28),
    "École Pasteur, salle des maîtres",
    31,
    (
        Voice("Le mercredi", "", "Ouvrir le mercredi après-midi, jusqu'à l'heure du bus.", "retained", "Le mercredi de 14 h à 18 h : écrit dans la version 3.", people=17),
        Voice("Le mercredi", "Trois élèves de CM2", "On veut choisir ce qu'on fait.", "retained", "Une activité sur deux est choisie par les jeunes.", people=3),
        Voice("La salle du fond", "", "Le matin personne n'y va, donnez-la aux aînés.", "retained", "Les aînés le matin, les enfants l'après-midi.", people=6),
        Voice("Le passage des écoles", "Une grand-mère", "La haie cache les voitures.", "retained", "La ville taille la haie deux fois par an.", people=11),
        Voice("Après l'école", "", "Un repas chaud le soir.", "not_retained", "Le local n'a pas de cuisine aux normes.", people=4),
        Voice("", "", "L'ascenseur de la résidence Foch.", "passed_on", "La triade lui demande ses chiffres de pannes.", people=9, whom="le bailleur"),
    ),
)  # fmt: skip
BREAKFAST = Sheet(
    "Petit déjeuner des parents",
    -6,
    "Centre social Les Glycines",
    23,
    (
        Voice("Après l'école", "", "Jusqu'à 19 h, sinon on court.", people=14),
        Voice("Après l'école", "", "Un goûter sans porc et sans arachide.", people=6),
        Voice("Après l'école", "Une maman de la résidence Foch", "Qu'on prévienne par SMS quand c'est fermé.", people=9),
        Voice("Le mercredi", "", "Les filles veulent aussi le local pour elles, une heure.", people=4),
        Voice("Le mercredi", "", "Le mercredi matin, il n'y a rien.", people=8),
        Voice("La salle du fond", "Marcelle", "Des chaises plus hautes, et un radiateur qui marche.", people=3),
        Voice("La permanence emploi", "", "Un mardi soir par mois.", people=5),
        Voice("Le français du soir", "Amal et ses voisines", "Deux niveaux : celles qui lisent déjà s'ennuient.", people=7),
        Voice("Le dimanche sans bus", "", "Le minibus toute l'année.", people=11),
        Voice("Ce qui nous freine", "", "L'ascenseur du 4, encore.", people=12),
        Voice("Notre horizon", "", "Cinq minutes à pied avec une poussette, c'est trois rues, pas plus."),
        Voice("", "", "On veut savoir qui répond, et quand.", people=15),
    ),
)  # fmt: skip

SPOKEN_3 = (
    Spoken("Après l'école", "tr", "Okuldan sonra", "Saat 16.30'dan 18.30'a kadar iki yetişkin çocukları Foch Sokağı'ndaki lokalde karşılar: ikindi yemeği, ödevler, bir oyun. Ücretsizdir."),
)  # fmt: skip
SPOKEN_4 = (
    Spoken("Notre horizon", "ar", "أفقنا", "يجد كل طفل، على بعد خمس دقائق من بيته، شخصًا بالغًا ينتظره. ويجد كل شخص بالغ سببًا للبقاء.", "يجد كل طفل، على بعد خمس دقائق من بيته، شخصًا بالغًا ينتظره. ويجد كل شخص بالغ سببًا ليبقى في الحي."),
    Spoken("Après l'école", "ar", "بعد المدرسة", "من الساعة 16:30 إلى الساعة 18:30، يستقبل شخصان بالغان الأطفال في شارع فوش: وجبة خفيفة وواجبات مدرسية ولعبة. هذا مجاني، من دون تسجيل، ويمكن للإخوة والأخوات أن يأتوا معًا.", "من الساعة 16:30 إلى الساعة 18:30، يستقبل شخصان بالغان الأطفال في شارع فوش. هذا مجاني."),
    Spoken("La permanence emploi", "ar", "المساعدة في البحث عن عمل", "كل يوم ثلاثاء، تستقبلكم البعثة المحلية أسفل الأبراج من دون موعد. شخص من الحي يستقبل ويترجم.", "كل يوم ثلاثاء نساعدكم في البحث عن عمل. لا حاجة إلى موعد."),
    Spoken("Notre horizon", "tr", "Ufkumuz", "Her çocuk, evine beş dakika uzaklıkta, kendisini bekleyen bir yetişkin bulur. Her yetişkin de kalmak için bir neden bulur.", "Her çocuk, evine beş dakika uzaklıkta, kendisini bekleyen bir yetişkin bulur. Her yetişkin de mahallede kalmak için bir neden bulur."),
    Spoken("La permanence emploi", "tr", "İş arama yardımı", "Her salı, Mission locale sizi apartmanların önünde randevusuz karşılar. Mahalleden bir kişi karşılar ve çeviri yapar.", "Her salı, apartmanların önünde iş aramanıza yardım ediyoruz. Randevu gerekmez."),
)  # fmt: skip

RESERVES = (
    ("municipality", "L’éclairage du passage des écoles est payé ; la taille de la haie deux fois l’an dépend encore du budget 2027 de la ville."),
)  # fmt: skip
HEDGE = Met(
    "municipality",
    "La taille de la haie, deux fois par an, est inscrite au projet de budget 2027. Le texte ne change pas : si le budget ne passe pas, nous le dirons ici.",
)
FEAST = Feast(
    D(2026, 6, 9),
    "centre social Les Glycines",
    64,
    "Les trois ont lu chacun une phrase de l’horizon. Deux enfants du mercredi ont tenu l’affiche, et tout le monde est resté pour le goûter.",
)  # fmt: skip

HAZEBROUCK = Story(
    rounds=(
        Round(D(2025, 9, 1), FIRST, D(2025, 10, 6), D(2025, 11, 3), VOICES_1),
        Round(D(2025, 11, 24), SECOND, D(2026, 1, 12), D(2026, 2, 8), VOICES_2, (CLASSROOM,), shapes=SECOND_SHAPES),
        Round(D(2026, 3, 2), THIRD, sent=D(2026, 5, 20), adopted=D(2026, 6, 9), reserves=RESERVES, feast=FEAST, spoken=SPOKEN_3),
        Round(D(2026, 10, 2), FOURTH, -24, 21, VOICES_4, (BREAKFAST,), spoken=SPOKEN_4, moderated=True, meets=(HEDGE,)),
    ),
    deeds=(
        Deed("Rouvrir le local de la rue Foch", GROW, "Ville d’Hazebrouck", (("ready", D(2025, 9, 8), ""), ("under_way", D(2026, 1, 5), ""), ("done", D(2026, 6, 15), ""))),
        Deed("Éclairer le passage des écoles", MOVE, "Ville d’Hazebrouck", (("ready", D(2025, 11, 3), ""), ("under_way", D(2026, 1, 12), ""), ("done", D(2026, 2, 20), ""))),
        Deed("Former dix parents à l’accueil", GROW, "Centre social Les Glycines", (("ready", D(2025, 10, 6), ""), ("under_way", D(2025, 11, 10), ""), ("done", D(2026, 4, 3), ""))),
        Deed("Partager la clé de la salle du fond", GROW, "Centre social Les Glycines", (("idea", D(2026, 2, 16), ""), ("under_way", D(2026, 3, 9), ""), ("done", D(2026, 5, 4), ""))),
        Deed("Accueil des enfants de 16 h 30 à 18 h 30", GROW, "Centre social Les Glycines", (("ready", D(2025, 11, 17), ""), ("under_way", D(2026, 1, 8), ""))),
        Deed("Permanence emploi au pied des tours", WORK, "Mission locale de Flandre intérieure", (("idea", D(2025, 10, 13), ""), ("under_way", D(2026, 3, 3), ""))),
        Deed("Le mercredi choisi par les jeunes", GROW, "Centre social Les Glycines", (("ready", D(2026, 6, 22), ""), ("under_way", D(2026, 9, 9), ""))),
        Deed("Chiffres des pannes d’ascenseur chaque trimestre", MOVE, "Bailleur", (("idea", D(2026, 3, 16), ""), ("under_way", D(2026, 7, 1), "")), -9),
        Deed("Danse et cuisine le mercredi", GROW, "Les jeunes du mercredi", (("idea", D(2026, 9, 16), ""), ("under_way", D(2026, 10, 14), ""))),
        Deed("Jardin partagé derrière la résidence Foch", GROW, "Les voisins du jardin", (("ready", D(2026, 3, 2), ""), ("under_way", D(2026, 4, 11), ""), ("suspended", D(2026, 10, 8), "Le bailleur attend l’étude des sols. Reprise examinée en février 2027.")), 80),
        Deed("Ouvrir un atelier vélo place Pasteur", MOVE, "Roue libre", (("idea", D(2026, 6, 29), ""), ("ready", D(2026, 10, 19), "")), 120),
        Deed("Cours de français du soir", WORK, "Centre social Les Glycines", (("ready", D(2026, 10, 26), ""),), 50),
        Deed("Navette du samedi vers la piscine", MOVE, "Ville d’Hazebrouck", (("idea", D(2025, 12, 1), ""), ("given_up", D(2026, 4, 20), "La ligne 3 du bus y va depuis avril : une navette ferait double emploi."))),
        Deed("Minibus du dimanche", MOVE, "Association Flandre à roues", (("idea", D(2026, 10, 26), ""),), 130),
    ),
    themes=(
        ("Horaires", ("19 h", "18 h", "demi-heure", "soir", "mercredi matin", "mardi")),
        ("Bus et minibus", ("bus",)),
        ("Ascenseurs", ("ascenseur",)),
        ("Ce que veulent les jeunes", ("danse", "filles", "choisir", "jeunes")),
    ),
)  # fmt: skip
