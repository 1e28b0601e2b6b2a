"""Routes of the pages that a public service owes."""

from django.urls import path

from qic_portal import open_data, pages

app_name = "pages"
urlpatterns = [
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("mentions-legales/", pages.legal_notice, name="legal-notice"),
    path("donnees-personnelles/", pages.personal_data, name="personal-data"),
    path("cgu/", pages.terms, name="terms"),
    path("statistiques/", pages.statistics, name="statistics"),
    path("plan-du-site/", pages.site_map, name="site-map"),
    path(".well-known/security.txt", pages.security_txt, name="security-txt"),
    path("robots.txt", pages.robots_txt, name="robots-txt"),
    path("api/", open_data.about, name="open-data"),
    path("api/sites.json", open_data.sites_json, name="sites-json"),
    path("api/sites.csv", open_data.sites_csv, name="sites-csv"),
]
