"""Routes of the figures of a site."""

from django.urls import path

from measurement.views import indicators, pictures, reviews, ties, trust, values, windows

app_name = "measurement"
BASE = "sites/<slug:site>/indicateurs/"
REVIEWS = f"{BASE}revues/"
WINDOWS = "national/periodes/"
TIES = f"{BASE}rattachements/"
urlpatterns = [
    path("profils/", pictures.profile_find, name="profile-find"),
    path("profils/<slug:code>/", pictures.profile_page, name="profile-page"),
    path(WINDOWS, windows.window_list, name="window-list"),
    path(f"{WINDOWS}fixer/", windows.window_set, name="window-set"),
    path(f"{WINDOWS}<uuid:window>/ouvrir/", windows.window_open, name="window-open"),
    path(BASE, indicators.indicator_list, name="indicator-list"),
    path(f"{BASE}planche/", pictures.indicator_sheet, name="indicator-sheet"),
    path(f"{BASE}nouveau/", indicators.indicator_add, name="indicator-add"),
    path(REVIEWS, reviews.review_list, name="review-list"),
    path(f"{REVIEWS}nouvelle/", reviews.review_record, name="review-record"),
    path(f"{REVIEWS}<uuid:review>/corriger/", reviews.review_correct, name="review-correct"),
    path(TIES, ties.tie_list, name="tie-list"),
    path(f"{TIES}ajouter/", ties.tie_add, name="tie-add"),
    path(f"{TIES}<uuid:tie>/retirer/", ties.tie_end, name="tie-end"),
    path(
        f"{BASE}contestations/<uuid:dispute>/repondre/", trust.dispute_answer, name="dispute-answer"
    ),
    path(f"{BASE}<slug:code>/", indicators.indicator_page, name="indicator-page"),
    path(f"{BASE}<slug:code>/quartiers/", pictures.indicator_places, name="indicator-places"),
    path(f"{BASE}<slug:code>/saisir/", values.value_enter, name="value-enter"),
    path(
        f"{BASE}<slug:code>/valeurs/<uuid:measurement>/corriger/",
        values.value_correct,
        name="value-correct",
    ),
    path(
        f"{BASE}<slug:code>/valeurs/<uuid:measurement>/",
        trust.value_history,
        name="value-history",
    ),
    path(
        f"{BASE}<slug:code>/valeurs/<uuid:measurement>/valider/",
        trust.value_validate,
        name="value-validate",
    ),
    path(
        f"{BASE}<slug:code>/valeurs/<uuid:measurement>/contester/",
        trust.value_dispute,
        name="value-dispute",
    ),
    path(f"{BASE}<slug:code>/cible/", indicators.target_set, name="target-set"),
]
