"""Routes of the figures of a site."""

from django.urls import path

from kit.sheets import FILES
from measurement.views import (
    adapting,
    appeals,
    breaks,
    bringing,
    catalogue,
    contests,
    cycles,
    entry,
    headlines,
    imports_here,
    indicators,
    learning,
    outgoing,
    pictures,
    redefining,
    returns,
    reviews,
    ties,
    together,
    trust,
    values,
    windows,
)

app_name = "measurement"
BASE = "sites/<slug:site>/indicateurs/"
REVIEWS = f"{BASE}revues/"
WINDOWS = "national/periodes/"
TOGETHER = "national/chiffres/"
CYCLE = f"{REVIEWS}<uuid:cycle>/"
DECISION = f"{REVIEWS}decisions/<uuid:adaptation>/"
TIES = f"{BASE}rattachements/"
DISPUTES = f"{BASE}contestations/"
HEADLINES = f"{BASE}reperes/"
IMPORTS, NATIONAL_IMPORTS = f"{BASE}imports/", "national/imports/"
CATALOGUE = "indicateurs/"
ENTRY = f"{CATALOGUE}<slug:entry>/"
urlpatterns = [
    path("profils/", pictures.profile_find, name="profile-find"),
    path("profils/<slug:code>/", pictures.profile_page, name="profile-page"),
    path(WINDOWS, windows.window_list, name="window-list"),
    path(f"{WINDOWS}fixer/", windows.window_set, name="window-set"),
    path(f"{WINDOWS}<uuid:window>/ouvrir/", windows.window_open, name="window-open"),
    path(BASE, indicators.indicator_list, name="indicator-list"),
    path(f"{BASE}planche/", pictures.indicator_sheet, name="indicator-sheet"),
    path(f"{BASE}nouveau/", indicators.indicator_add, name="indicator-add"),
    path(f"{BASE}saisie/", entry.entry_page, name="entry-page"),
    path(REVIEWS, reviews.review_list, name="review-list"),
    path(f"{REVIEWS}nouvelle/", reviews.review_record, name="review-record"),
    path(f"{REVIEWS}<uuid:review>/corriger/", reviews.review_correct, name="review-correct"),
    path(f"{REVIEWS}prevoir/", cycles.cycle_plan, name="cycle-plan"),
    path(f"{DECISION}plan/", adapting.decision_plan, name="decision-plan"),
    path(f"{DECISION}suite/", learning.decision_answer, name="decision-answer"),
    path(f"{DECISION}retirer/", learning.decision_withdraw, name="decision-withdraw"),
    path(CYCLE, cycles.cycle_page, name="cycle-page"),
    path(f"{CYCLE}annuler/", cycles.cycle_call_off, name="cycle-call-off"),
    path(f"{CYCLE}calendrier.ics", cycles.cycle_calendar, name="cycle-calendar"),
    path(f"{CYCLE}changer/", cycles.cycle_change, name="cycle-change"),
    path(f"{CYCLE}clore/", cycles.cycle_close, name="cycle-close"),
    path(f"{CYCLE}decisions/", learning.decision_add, name="decision-add"),
    path(f"{CYCLE}enseignement/", returns.lesson_add, name="lesson-add"),
    path(f"{CYCLE}enseignement/<uuid:lesson>/partager/", returns.lesson_share, name="lesson-share"),
    path(f"{CYCLE}chiffres/<slug:code>/", learning.curve_page, name="curve-page"),
    path(f"{CYCLE}chiffres/<slug:code>/brouillon/", learning.curve_draft, name="curve-draft"),
    path(f"{CYCLE}chiffres/<slug:code>/non-aborde/", learning.curve_pass, name="curve-pass"),
    path(f"{CYCLE}preparer/", cycles.cycle_prepare, name="cycle-prepare"),
    path(f"{CYCLE}presences/", cycles.cycle_attendance, name="cycle-attendance"),
    path(f"{CYCLE}retour/", returns.return_add, name="return-add"),
    path(f"{CYCLE}retour/<uuid:told>/fichier/", returns.return_file, name="return-file"),
    path(TIES, ties.tie_list, name="tie-list"),
    path(f"{TIES}ajouter/", ties.tie_add, name="tie-add"),
    path(f"{TIES}<uuid:tie>/retirer/", ties.tie_end, name="tie-end"),
    path(f"{DISPUTES}suivre/", contests.dispute_follow, name="dispute-follow"),
    path(f"{DISPUTES}suivre/code-perdu/", appeals.dispute_codes_again, name="dispute-codes-again"),
    path(f"{DISPUTES}suivre/recours/", appeals.dispute_appeal, name="dispute-appeal"),
    path(
        f"{DISPUTES}recours/<uuid:appeal>/",
        appeals.dispute_appeal_decide,
        name="dispute-appeal-decide",
    ),
    path(f"{DISPUTES}<uuid:dispute>/repondre/", contests.dispute_answer, name="dispute-answer"),
    path(f"{DISPUTES}<uuid:dispute>/moderer/", contests.dispute_moderate, name="dispute-moderate"),
    path(HEADLINES, headlines.headline_list, name="headline-list"),
    path(f"{HEADLINES}choisir/", headlines.headline_choose, name="headline-choose"),
    path(f"{HEADLINES}<uuid:headline>/retirer/", headlines.headline_end, name="headline-end"),
    path(IMPORTS, imports_here.import_list, name="import-list"),
    path(f"{BASE}valeurs.json", outgoing.values_json, name="values-json"),
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
        contests.value_dispute,
        name="value-dispute",
    ),
    path(f"{BASE}<slug:code>/cible/", indicators.target_set, name="target-set"),
    path(f"{BASE}<slug:code>/arreter/", redefining.indicator_stop, name="indicator-stop"),
    path(f"{BASE}<slug:code>/redefinir/", redefining.indicator_redefine, name="indicator-redefine"),
    path(f"{BASE}<slug:code>/reformuler/", redefining.indicator_reword, name="indicator-reword"),
]
urlpatterns += [
    path(CATALOGUE, catalogue.catalogue_list, name="catalogue-list"),
    path(f"{CATALOGUE}catalogue.json", catalogue.catalogue_json, name="catalogue-json"),
    path(f"{CATALOGUE}reprise/", bringing.catalogue_bring, name="catalogue-bring"),
    path(f"{CATALOGUE}locaux/", catalogue.local_list, name="local-list"),
    path(f"{CATALOGUE}locaux/<uuid:local>/", catalogue.indicator_promote, name="indicator-promote"),
    path(ENTRY, catalogue.catalogue_page, name="catalogue-page"),
    path(f"{ENTRY}nouvelle-version/", catalogue.definition_write, name="definition-write"),
    path(f"{ENTRY}formulation/", catalogue.words_write, name="words-write"),
    path(f"{ENTRY}mettre-en-usage/", catalogue.indicator_use, name="indicator-use"),
    path(f"{ENTRY}retirer/", catalogue.indicator_retire, name="indicator-retire"),
    path(f"{ENTRY}ruptures/ajouter/", breaks.break_record, name="break-record"),
    path(f"{ENTRY}ruptures/<uuid:cut>/retirer/", breaks.break_take_back, name="break-take-back"),
]
urlpatterns += [
    path(
        f"{CATALOGUE}catalogue.{kind}",
        catalogue.catalogue_file,
        {"kind": kind},
        name=f"catalogue-{kind}",
    )
    for kind in FILES
]
urlpatterns += [
    path(
        f"{CATALOGUE}dictionnaire.{kind}",
        catalogue.dictionary_file,
        {"kind": kind},
        name=f"dictionary-{kind}",
    )
    for kind in FILES
]
urlpatterns += [
    path(TOGETHER, together.together_list, name="together-list"),
    path(f"{TOGETHER}chiffres.json", together.together_list_json, name="together-list-json"),
    path(f"{TOGETHER}<slug:entry>/", together.together_page, name="together-page"),
    path(
        f"{TOGETHER}<slug:entry>/lieux.json", together.together_page_json, name="together-page-json"
    ),
]
urlpatterns += [
    path(
        f"{TOGETHER}chiffres.{kind}",
        together.together_list_file,
        {"kind": kind},
        name=f"together-list-{kind}",
    )
    for kind in FILES
]
urlpatterns += [
    path(
        f"{TOGETHER}<slug:entry>/lieux.{kind}",
        together.together_page_file,
        {"kind": kind},
        name=f"together-page-{kind}",
    )
    for kind in FILES
]
urlpatterns += [
    path(f"{BASE}valeurs.{kind}", outgoing.values_file, {"kind": kind}, name=f"values-{kind}")
    for kind in FILES
]
urlpatterns += [
    path(
        f"{BASE}valeurs-dictionnaire.{kind}",
        outgoing.values_dictionary,
        {"kind": kind},
        name=f"values-dictionary-{kind}",
    )
    for kind in FILES
]
BATCH = f"{IMPORTS}<uuid:batch>/"
urlpatterns += [
    path(BATCH, imports_here.import_page, name="import-page"),
    path(f"{BATCH}colonnes/", imports_here.import_look, name="import-look"),
    path(f"{BATCH}prendre/", imports_here.import_apply, name="import-apply"),
    path(f"{BATCH}annuler/", imports_here.import_revert, name="import-revert"),
    path(f"{BATCH}jeter/", imports_here.import_drop, name="import-drop"),
]
urlpatterns += [
    path(
        f"{BATCH}refus.{kind}",
        imports_here.import_refusals,
        {"kind": kind},
        name=f"import-refusals-{kind}",
    )
    for kind in FILES
]
NATIONAL_BATCH = f"{NATIONAL_IMPORTS}<uuid:batch>/"
urlpatterns += [
    path(NATIONAL_IMPORTS, imports_here.national_import_list, name="national-import-list"),
    path(NATIONAL_BATCH, imports_here.national_import_page, name="national-import-page"),
    path(
        f"{NATIONAL_BATCH}colonnes/", imports_here.national_import_look, name="national-import-look"
    ),
    path(
        f"{NATIONAL_BATCH}prendre/",
        imports_here.national_import_apply,
        name="national-import-apply",
    ),
    path(
        f"{NATIONAL_BATCH}annuler/",
        imports_here.national_import_revert,
        name="national-import-revert",
    ),
    path(f"{NATIONAL_BATCH}jeter/", imports_here.national_import_drop, name="national-import-drop"),
]
urlpatterns += [
    path(
        f"{NATIONAL_BATCH}refus.{kind}",
        imports_here.national_import_refusals,
        {"kind": kind},
        name=f"national-import-refusals-{kind}",
    )
    for kind in FILES
]
urlpatterns += [
    path(
        f"profils/<slug:code>/chiffres.{kind}",
        pictures.profile_file,
        {"kind": kind},
        name=f"profile-{kind}",
    )
    for kind in FILES
]
