"""Routes of what partners do together."""

from django.urls import path

from partnership.views import network

app_name = "partnership"
SITE = "sites/<slug:site>/"
urlpatterns = [
    path(SITE + "partenaires/", network.partner_list, name="partner-list"),
    path(SITE + "partenaires/partenaires.csv", network.partner_csv, name="partner-csv"),
    path(SITE + "partenaires/nouveau/", network.partner_add, name="partner-add"),
    path(SITE + "partenaires/coller/", network.partner_paste, name="partner-paste"),
    path(SITE + "partenaires/coller/confirmer/", network.paste_confirm, name="paste-confirm"),
    path(SITE + "partenaires/<uuid:partner>/", network.partner_change, name="partner-change"),
    path(SITE + "partenaires/<uuid:partner>/depart/", network.partner_leave, name="partner-leave"),
]
