"""The collective of Koungou: held together by two associations while the site is paused."""

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
MLEZI = "Association Mlezi ya Koungou"
KOUNGOU = Collective(
    listed=D(2022, 4, 11),
    partners=(
        Org("Réseau des foundis", "education", D(2021, 6, 14), "Rachida Ali"),
        Org("Rectorat de Mayotte", "state", D(2021, 10, 11), "Fabien Maure"),
        Org("Femmes de Majicavo", "small", D(2022, 1, 17), "Bahati Saindou"),
        Org("Protection maternelle et infantile", "health", D(2022, 3, 14), "Moinaecha Bacar"),
        Org("Syndicat des eaux", "local", D(2023, 3, 6), "Ibrahim Combo"),
        Org("Foot de Trévani", "sport", D(2023, 9, 11), "Daoud Halidi", left=D(2025, 1, 31), why="Le terrain a été détruit par le cyclone."),
        Org("Scouts de Koungou", "residents", D(2023, 10, 2), "Anli Youssouf"),
    ),
    backbone=(
        Held("vision", MLEZI, "0.2", D(2022, 11, 14), "Préfecture de Mayotte", D(2024, 12, 31), D(2024, 12, 31), "Mise en pause du site."),
        Held("coordination", MLEZI, "0.8", D(2022, 11, 14), "Préfecture de Mayotte", D(2024, 12, 31), D(2024, 12, 31), "Mise en pause du site."),
        Held("mobilisation", MLEZI, "0.3", D(2022, 11, 14), "Fondation Lumière du soir", D(2027, 3, 31)),
        Held("measurement", "Réseau des foundis", "0.1", D(2023, 9, 11), until=D(2024, 12, 31), why="Mise en pause du site."),
    ),
    money=(
        Fund("Préfecture de Mayotte", "state", "Dix maisons du soir", 80_000, D(2023, 10, 16), 60_000, D(2023, 12, 11), "decisive", ((30_000, D(2024, 2, 12)),)),
        Fund("Fondation Lumière du soir", "foundation", "Lampes solaires pour les maisons du soir", 14_000, D(2023, 11, 6), 14_000, D(2024, 1, 22), "helped", ((14_000, D(2024, 4, 8)),)),
        Fund("Union européenne", "europe", "Deux citernes", 35_000, D(2024, 4, 15), answered=D(2025, 6, 5), withdrawn="Les citernes ont été posées par les secours après le cyclone."),
    ),
    support=(
        Help("co_training", "Vision partagée", D(2023, 2, 6), "2", "Deux formateurs du consortium", came={"municipality": 3, "community": 6, "partners": 7, "residents": 9}),
        Help("co_training", "Indicateurs communs", D(2023, 11, 13), "2", "Deux formateurs du consortium", came={"state": 1, "municipality": 2, "community": 5, "partners": 6}),
        Help("co_training", "Activités qui se renforcent", D(2024, 12, 17), "2", "Deux formateurs du consortium", planned=D(2024, 9, 16), cancelled="Cyclone Chido : la salle abrite des familles."),
    ),
    decisions=(
        Agreed("Les maisons du soir logent d’abord", "Tant que des familles n’ont pas de toit, les maisons du soir les logent ; les cours s’arrêtent.", D(2024, 12, 15), (Against("partner", D(2024, 12, 15), "Si tout s’arrête, les enfants ne reviendront pas.", "Un foundi passe chaque soir raconter une histoire, sans cours.", D(2024, 12, 16)),), D(2024, 12, 16), "Abdou Saïd", others=("Réseau des foundis", "Femmes de Majicavo"), public=True, review_on=D(2025, 6, 2), reviews=(Review(D(2025, 6, 5), "kept", "Trois maisons logent encore des familles. Les histoires du soir rassemblent deux cents enfants.", D(2026, 6, 1)), Review(D(2026, 6, 4), "kept", "Une seule maison loge encore une famille.", D(2027, 1, 11)))),
    ),
)  # fmt: skip
