"""Routes of the home page, a site's own pages and the national board."""

from django.urls import path

from overview.views import pages, saved, week

app_name = "overview"
urlpatterns = [
    path("", pages.home, name="home"),
    path("accueil/", pages.landing_page, name="landing"),
    path("la-demarche/", pages.about, name="about"),
    path("consultations/", pages.consultation_list, name="consultation-list"),
    path("national/", pages.national_board, name="national-board"),
    path("national/sites.xlsx", pages.board_file, {"kind": "xlsx"}, name="board-xlsx"),
    path("national/sites.ods", pages.board_file, {"kind": "ods"}, name="board-ods"),
    path("national/sites.csv", pages.board_file, {"kind": "csv"}, name="board-csv"),
    path("national/semaine/", week.week_page, name="week-page"),
    path("national/vues/", saved.view_list, name="view-list"),
    path("national/vues/nouvelle/", saved.view_save, name="view-save"),
    path("national/vues/<uuid:view>/", saved.view_open, name="view-open"),
    path("national/vues/<uuid:view>/changer/", saved.view_change, name="view-change"),
    path("national/vues/<uuid:view>/retirer/", saved.view_remove, name="view-remove"),
    path("national/vues/<uuid:view>/remettre/", saved.view_put_back, name="view-put-back"),
    path("national/<slug:site>/", pages.board_row, name="board-row"),
    path("mes-sites/", pages.my_sites, name="my-sites"),
    path("mes-sites/sites.xlsx", pages.my_file, {"kind": "xlsx"}, name="my-xlsx"),
    path("mes-sites/sites.ods", pages.my_file, {"kind": "ods"}, name="my-ods"),
    path("mes-sites/sites.csv", pages.my_file, {"kind": "csv"}, name="my-csv"),
    path("mes-sites/<slug:site>/", pages.my_site, name="my-site"),
    path("sites/<slug:site>/", pages.site_page, name="site-page"),
    path("sites/<slug:site>/a-faire/", pages.site_todo, name="site-todo"),
    path(
        "sites/<slug:site>/triade/passation/<slug:seat>/",
        pages.handover_page,
        name="handover-page",
    ),
    path(
        "sites/<slug:site>/triade/passation/<slug:seat>/lettre/",
        pages.letter_write,
        name="letter-write",
    ),
    path("sites/<slug:site>/journal/", pages.site_journal, name="site-journal"),
]
