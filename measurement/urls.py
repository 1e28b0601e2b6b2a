"""Routes of the figures of a site."""

from django.urls import path

from measurement import views

app_name = "measurement"
BASE = "sites/<slug:site>/indicateurs/"
REVIEWS = f"{BASE}revues/"
TIES = f"{BASE}rattachements/"
urlpatterns = [
    path(BASE, views.indicator_list, name="indicator-list"),
    path(f"{BASE}nouveau/", views.indicator_add, name="indicator-add"),
    path(REVIEWS, views.review_list, name="review-list"),
    path(f"{REVIEWS}nouvelle/", views.review_record, name="review-record"),
    path(f"{REVIEWS}<uuid:review>/corriger/", views.review_correct, name="review-correct"),
    path(TIES, views.tie_list, name="tie-list"),
    path(f"{TIES}ajouter/", views.tie_add, name="tie-add"),
    path(f"{TIES}<uuid:tie>/retirer/", views.tie_end, name="tie-end"),
    path(f"{BASE}<slug:code>/", views.indicator_page, name="indicator-page"),
    path(f"{BASE}<slug:code>/saisir/", views.value_enter, name="value-enter"),
    path(
        f"{BASE}<slug:code>/valeurs/<uuid:measurement>/corriger/",
        views.value_correct,
        name="value-correct",
    ),
    path(f"{BASE}<slug:code>/cible/", views.target_set, name="target-set"),
]
