"""Routes of the sites app."""

from django.urls import path

from kit.sheets import FILES
from sites import views

app_name = "sites"
urlpatterns = [
    path("sites/", views.site_list, name="site-list"),
    path("rejoindre/", views.interest_express, name="interest-express"),
    path("rejoindre/merci/", views.interest_thanks, name="interest-thanks"),
    path("national/demandes/", views.interest_list, name="interest-list"),
    path("national/demandes/<uuid:interest>/", views.interest_page, name="interest-page"),
    path("national/sites/nouveau/", views.site_new, name="site-new"),
    path("national/vagues/", views.wave_list, name="wave-list"),
    path("national/vagues/<int:number>/", views.wave_change, name="wave-change"),
    path("quartiers/", views.edition_page, name="edition-page"),
    path("quartiers/<slug:code>/", views.neighbourhood_page, name="neighbourhood-page"),
    path("quartiers/<slug:code>/filiation/", views.lineage_say, name="lineage-say"),
    path("quartiers/<slug:code>/ancien-code/", views.former_code_say, name="former-code-say"),
    path("sites/<slug:site>/vie/quartiers/", views.link_list, name="link-list"),
    path("sites/<slug:site>/vie/quartiers/<uuid:link>/fin/", views.link_end, name="link-end"),
    path("sites/<slug:site>/vie/", views.life_page, name="life-page"),
    path("sites/<slug:site>/vie/etape/", views.stage_move, name="stage-move"),
    path("sites/<slug:site>/vie/publier/", views.site_show, name="site-show"),
    path("sites/<slug:site>/vie/echanges/", views.talk_add, name="talk-add"),
    path("sites/<slug:site>/vie/echanges/<uuid:talk>/", views.talk_correct, name="talk-correct"),
]
urlpatterns += [
    path(f"quartiers/liste.{kind}", views.edition_file, {"kind": kind}, name=f"edition-{kind}")
    for kind in FILES
]
