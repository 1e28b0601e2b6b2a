"""Routes of the reports."""

from django.urls import path

from reports import views

app_name = "reports"
HANDOVER = "sites/<slug:site>/triade/passation/<slug:seat>/document/"
ANSWERS = "sites/<slug:site>/consultation/versions/<int:number>/suites/document/"
PROFILE = "profils/<slug:code>/document/"
urlpatterns = [
    path("rapports/", views.report_list, name="report-list"),
    path("rapports/tout/", views.quarter_archive, name="quarter-archive"),
    path("rapports/verifier/", views.code_verify, name="code-form"),
    path("rapports/verifier/<str:code>/", views.code_verify, name="code-verify"),
    path("sites/<slug:site>/fil/", views.chain_page, name="chain-page"),
    path("sites/<slug:site>/rapports/", views.site_reports, name="site-reports"),
    path(
        "sites/<slug:site>/rapports/nouvelle-edition/",
        views.edition_reissue,
        name="edition-reissue",
    ),
    path("sites/<slug:site>/rapports/arreter/", views.report_close, name="report-close"),
    path(
        "sites/<slug:site>/rapports/<uuid:edition>/relancer/",
        views.edition_restart,
        name="edition-restart",
    ),
    path(
        "sites/<slug:site>/rapports/<uuid:edition>.pdf",
        views.edition_download,
        name="edition-download",
    ),
    path(
        "sites/<slug:site>/feuille-de-route/versions/<int:number>/certificat.pdf",
        views.certificate_download,
        name="certificate-download",
    ),
    path(HANDOVER, views.handover_papers, name="handover-papers"),
    path(f"{HANDOVER}demander/", views.handover_ask, name="handover-ask"),
    path(ANSWERS, views.answers_papers, name="answers-papers"),
    path(f"{ANSWERS}demander/", views.answers_ask, name="answers-ask"),
    path(f"{ANSWERS}<uuid:paper>.pdf", views.answers_download, name="answers-download"),
    path(PROFILE, views.profile_papers, name="profile-papers"),
    path(f"{PROFILE}demander/", views.profile_ask, name="profile-ask"),
    path(f"{PROFILE}<uuid:paper>.pdf", views.profile_download, name="profile-download"),
    path(f"{HANDOVER}<uuid:paper>.pdf", views.handover_download, name="handover-download"),
]
