"""Routes of the home page, a site's own pages and the national board."""

from django.urls import path

from overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("accueil/", views.landing_page, name="landing"),
    path("la-demarche/", views.about, name="about"),
    path("consultations/", views.consultation_list, name="consultation-list"),
    path("national/", views.national_board, name="national-board"),
    path("national/sites.xlsx", views.board_file, {"kind": "xlsx"}, name="board-xlsx"),
    path("national/sites.ods", views.board_file, {"kind": "ods"}, name="board-ods"),
    path("national/sites.csv", views.board_file, {"kind": "csv"}, name="board-csv"),
    path("national/<slug:site>/", views.board_row, name="board-row"),
    path("mes-sites/", views.my_sites, name="my-sites"),
    path("mes-sites/sites.xlsx", views.my_file, {"kind": "xlsx"}, name="my-xlsx"),
    path("mes-sites/sites.ods", views.my_file, {"kind": "ods"}, name="my-ods"),
    path("mes-sites/sites.csv", views.my_file, {"kind": "csv"}, name="my-csv"),
    path("mes-sites/<slug:site>/", views.my_site, name="my-site"),
    path("sites/<slug:site>/", views.site_page, name="site-page"),
    path("sites/<slug:site>/a-faire/", views.site_todo, name="site-todo"),
    path(
        "sites/<slug:site>/triade/passation/<slug:seat>/",
        views.handover_page,
        name="handover-page",
    ),
    path(
        "sites/<slug:site>/triade/passation/<slug:seat>/lettre/",
        views.letter_write,
        name="letter-write",
    ),
    path("sites/<slug:site>/journal/", views.site_journal, name="site-journal"),
]
