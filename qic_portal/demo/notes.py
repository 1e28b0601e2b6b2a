"""What the national team noted in the demonstration: invented talks, and what showed each step.

No person is named in a talk: functions and organisations are enough.
"""

from datetime import date

from sites.models import Site

S = Site.State
D = date

# What showed that the sites had come so far, where nothing more precise stands below.
SHOWN = {
    S.EXPLORING: "Premier échange avec la ville et la préfecture, compte rendu d’une page.",
    S.ASSESSED: "Tour des trois préconditions avec les trois parties, avis partagés et écrits.",
    S.INVITED: "Lettre d’invitation de l’agence.",
    S.ENGAGED: "Trois sièges pourvus, lettre d’engagement signée par les trois parties.",
    S.ACTIVE: "Première feuille de route mise en écriture, premières actions menées ensemble.",
}
EVIDENCE: dict[str, dict[Site.State, str]] = {
    "le-teil": {
        S.EXPLORING: "Trois échanges avec la ville et la régie de quartier, notés ci-dessous.",
        S.ASSESSED: "Avis écrits de la ville et de l’association ; celui de l’État reste oral.",
    },
    "montelimar": {
        S.EXPLORING: "Réunion à la médiathèque avec la ville, la préfecture et Nocaze en commun.",
        S.ENGAGED: "Lettre des trois parties, signée au stade de Nocaze devant soixante habitants.",
        S.ACTIVE: "Charte de la démarche affichée au centre historique, premiers ateliers tenus.",
    },
    "pont-de-claix": {
        S.ASSESSED: "Avis des trois parties : urgence partagée, moyens à trouver pour l’appui.",
        S.ACTIVE: "Vision écrite à la Maison des habitants, trois actions engagées avec le bailleur.",
    },
    "saint-etienne": {
        S.EXPLORING: "Marche exploratoire sur les trois collines, avec l’Amicale laïque.",
        S.ACTIVE: "Version 1 ouverte aux remarques, mille tracts dans les boîtes aux lettres.",
    },
    "chateau-thierry": {
        S.INVITED: "Lettre d’invitation, lue en conseil municipal.",
        S.ACTIVE: "Version 3 adoptée, permanence emploi ouverte au centre social La Rotonde.",
    },
    "conde-sur-l-escaut": {
        S.EXPLORING: "Deux rencontres au Jard ; la ville propose d’associer le collectif culture.",
        S.ACTIVE: "Première version mise en écriture, cercle de seize partenaires réuni.",
    },
    "hazebrouck": {
        S.ASSESSED: "Trois avis rendus en cinq semaines : les parties se connaissaient déjà.",
        S.ENGAGED: "Lettre d’engagement signée aux Glycines, avec le bailleur et la mission locale.",
    },
    "lievin": {
        S.ASSESSED: "Avis partagés ; le risque nommé est l’ampleur : trois quartiers, trois histoires.",
        S.ACTIVE: "Vision discutée dans les trois quartiers, premières sorties du club de course.",
    },
    "cite-educative-de-lievin": {
        S.EXPLORING: "Premier échange au collège avec la coordination de la cité éducative.",
        S.ASSESSED: "Avis écrits de la ville et du collège ; celui de l’État est attendu.",
    },
    "koungou": {
        S.ASSESSED: "Avis des trois parties ; l’association craint que l’urgence ne prenne tout le temps.",
        S.ACTIVE: "Premier atelier avec les foundis, vision en écriture.",
    },
}

# Informal talks: the day, whom, what was said.
TALKS: dict[str, tuple[tuple[date, str, str], ...]] = {
    "le-teil": (
        (
            D(2022, 3, 8),
            "Cheffe de projet politique de la ville, ville du Teil",
            "Le séisme de 2019 a rapproché les services et les associations. La ville veut garder cet élan, mais craint une réunion de plus.",
        ),
        (
            D(2023, 1, 24),
            "Cabinet du maire, ville du Teil",
            "Les travaux d’après séisme prennent toutes les forces. La ville demande une pause plutôt qu’un faux départ.",
        ),
        (
            D(2026, 4, 27),
            "Régie de quartier Les Deux Rives",
            "Les habitants réclament un point public. La régie porterait volontiers le lien avec eux.",
        ),
        (
            D(2026, 7, 2),
            "Secrétariat général, préfecture de l’Ardèche",
            "La préfecture nomme une nouvelle déléguée en septembre. Elle est prête à s’engager dès son arrivée.",
        ),
    ),
    "montelimar": (
        (
            D(2021, 10, 19),
            "Adjoint à la politique de la ville, ville de Montélimar",
            "La ville hésite entre un quartier et trois. Nous conseillons de commencer là où des habitants s’organisent déjà : Nocaze.",
        ),
        (
            D(2022, 2, 9),
            "Association Nocaze en commun",
            "Des mères ont ouvert seules un accueil du soir. Elles viendront si elles décident, pas si elles sont consultées.",
        ),
    ),
    "pont-de-claix": (
        (
            D(2021, 4, 12),
            "Maison des habitants Îles de Mars",
            "Le travail à trois existe depuis le projet social. Il manque un cap commun et quelqu’un pour tenir l’agenda.",
        ),
    ),
    "saint-etienne": (
        (
            D(2021, 6, 28),
            "Amicale laïque des Trois Collines",
            "Beaucoup de dispositifs, peu de liens. L’Amicale veut bien être au centre si la ville ne pilote pas seule.",
        ),
        (
            D(2021, 9, 2),
            "Délégué du préfet, préfecture de la Loire",
            "L’État voit l’intérêt d’un seul récit pour trois financements. Le délégué part en 2025 : à prévoir.",
        ),
    ),
    "chateau-thierry": (
        (
            D(2021, 11, 16),
            "Centre social La Rotonde",
            "L’emploi revient dans chaque conversation. La Maison de l’emploi n’a jamais été invitée : ce serait la première à appeler.",
        ),
    ),
    "conde-sur-l-escaut": (
        (
            D(2021, 9, 14),
            "Association Les Voisins du Jard",
            "Les habitants ont vu passer cinq projets. Ils demandent une date pour la première chose visible.",
        ),
        (
            D(2022, 3, 22),
            "Sous-préfecture de Valenciennes",
            "Accord pour tenir le siège de l’État, avec un mandat court : la déléguée change souvent de poste.",
        ),
    ),
    "hazebrouck": (
        (
            D(2021, 12, 14),
            "Directeur du centre social Les Glycines",
            "Les habitants se parlent peu d’un immeuble à l’autre. Le centre social connaît tout le monde et propose de tenir le siège associatif.",
        ),
    ),
    "lievin": (
        (
            D(2021, 12, 7),
            "Direction de la cohésion sociale, ville de Liévin",
            "Trois quartiers d’un coup, c’est beaucoup. La ville y tient : on ne choisit pas entre les cités.",
        ),
        (
            D(2022, 4, 5),
            "Maison des Collines",
            "L’équipe veut partir du sport et de la santé, où les gens viennent déjà. Elle demande une demi-journée d’appui par semaine.",
        ),
    ),
    "koungou": (
        (
            D(2021, 7, 20),
            "Ville de Koungou, direction de la jeunesse",
            "L’énergie est là. L’eau et l’école passent avant tout le reste, et il faut le dire dans la vision.",
        ),
        (
            D(2024, 5, 28),
            "Préfecture de Mayotte, cohésion sociale",
            "Les équipes sont réquisitionnées. La démarche n’est pas refusée : elle n’est pas possible maintenant.",
        ),
        (
            D(2026, 9, 30),
            "Association Mlezi ya Koungou, par téléphone",
            "Les écoles fonctionnent de nouveau par rotation. L’association souhaite reprendre en janvier, si un délégué du préfet est nommé.",
        ),
    ),
    "cite-educative-de-lievin": (
        (
            D(2026, 6, 16),
            "Principale du collège, coordination de la cité éducative",
            "L’école tient le projet à bout de bras. Le périmètre touche celui du site de Liévin : il faut une seule table pour les familles.",
        ),
        (
            D(2026, 9, 3),
            "Ville de Liévin, direction de l’éducation",
            "La ville est prête. L’association qui tiendrait le troisième siège n’est pas trouvée : deux sont approchées.",
        ),
        (
            D(2026, 10, 13),
            "Inspection de l’éducation nationale, Lens",
            "Intérêt confirmé, mais pas d’avis écrit avant les vacances. À rappeler fin novembre.",
        ),
    ),
}
