"""Routes of the common agenda, the consultation and the plan."""

from django.urls import path

from agenda.views import (
    activities,
    adding,
    adopted,
    bringing,
    comments,
    consultation,
    deciding,
    desk,
    moderation,
    pages,
    passages,
    plan,
    plan_sheets,
    replying,
    safeguards,
    talking,
    theming,
    together,
    tracing,
    translations,
    workshops,
)
from kit.sheets import FILES

app_name = "agenda"
AGENDA = "sites/<slug:site>/feuille-de-route/"
TONGUES = AGENDA + "versions/<int:number>/traductions/"
DESK = AGENDA + "redaction/"
PASSAGE = DESK + "passages/<uuid:passage>/"
VOICES = "sites/<slug:site>/consultation/"
SAID = VOICES + "remarques/<uuid:comment>/"
REPLY = VOICES + "echanges/<uuid:reply>/"
PLAN = "sites/<slug:site>/plan-d-action/"
ACTIVITY = PLAN + "<uuid:activity>/"

urlpatterns = [
    path(AGENDA, pages.agenda_page, name="agenda-page"),
    path(AGENDA + "versions/<int:number>/", pages.version_page, name="version-page"),
    path(AGENDA + "versions/<int:number>.json", pages.version_file, name="version-file"),
    path(
        AGENDA + "versions/<int:number>/ecarts/<int:other>/",
        pages.version_differences,
        name="version-differences",
    ),
    path(TONGUES, translations.translation_list, name="translation-list"),
    path(
        TONGUES + "<slug:language>/<uuid:passage>/",
        translations.translation_edit,
        name="translation-edit",
    ),
    path(AGENDA + "ecarts/", pages.differences_choose, name="differences-choose"),
    path(
        AGENDA + "versions/<int:number>/passages/<uuid:passage>/",
        tracing.passage_story,
        name="passage-story",
    ),
    path(AGENDA + "approbation/", deciding.endorsement, name="endorsement"),
    path(AGENDA + "approbation/donner/", deciding.endorsement_give, name="endorsement-give"),
    path(
        AGENDA + "approbation/<uuid:endorsement>/repondre/",
        adopted.objection_answer,
        name="objection-answer",
    ),
    path(AGENDA + "versions/<int:number>/adoption/", adopted.ceremony, name="ceremony"),
    path(
        AGENDA + "versions/<int:number>/adoption/ceremonie/",
        adopted.ceremony_record,
        name="ceremony-record",
    ),
    path(DESK, desk.desk, name="desk"),
    path(DESK + "commencer/", desk.version_start, name="version-start"),
    path(DESK + "presence/", desk.desk_presence, name="desk-presence"),
    path(DESK + "gestes/", desk.act_list, name="act-list"),
    path(DESK + "gestes/<uuid:act>/annuler/", desk.act_undo, name="act-undo"),
    path(DESK + "textes/", bringing.text_bring, name="text-bring"),
    path(DESK + "textes/collage/", bringing.text_convert, name="text-convert"),
    path(DESK + "textes/<uuid:bringing>/", bringing.text_look, name="text-look"),
    path(DESK + "textes/<uuid:bringing>/absents/", bringing.text_absent, name="text-absent"),
    path(DESK + "textes/<uuid:bringing>/reprendre/", bringing.text_take_up, name="text-take-up"),
    path(DESK + "textes/<uuid:bringing>/jeter/", bringing.text_drop, name="text-drop"),
    path(DESK + "passages/ajouter/", adding.passage_add, name="passage-add"),
    path(DESK + "passages/ajouter/brouillon/", adding.passage_add_draft, name="passage-add-draft"),
    path(PASSAGE, passages.passage_edit, name="passage-edit"),
    path(PASSAGE + "brouillon/", passages.passage_draft, name="passage-draft"),
    path(PASSAGE + "deplacer/", passages.passage_move, name="passage-move"),
    path(PASSAGE + "placer/", passages.passage_put, name="passage-put"),
    path(PASSAGE + "partager/", passages.passage_split, name="passage-split"),
    path(PASSAGE + "reunir/", passages.passage_join, name="passage-join"),
    path(PASSAGE + "retirer/", passages.passage_remove, name="passage-remove"),
    path(DESK + "ouvrir/", deciding.consultation_open, name="consultation-open"),
    path(DESK + "fermer/", deciding.consultation_close, name="consultation-close"),
    path(DESK + "envoyer/", deciding.version_send, name="version-send"),
    path(VOICES, consultation.consultation, name="consultation"),
    path(VOICES + "commenter/", consultation.comment_add, name="comment-add-whole"),
    path(
        VOICES + "passages/<uuid:passage>/commenter/",
        consultation.comment_add,
        name="comment-add",
    ),
    path(VOICES + "texte/", talking.passage_voices, name="whole-voices"),
    path(VOICES + "passages/<uuid:passage>/", talking.passage_voices, name="passage-voices"),
    path("avis/<slug:site>/", consultation.consultation_short, name="consultation-short"),
    path(VOICES + "affiche/", consultation.poster, name="poster"),
    path(VOICES + "feuille/", consultation.reading_sheet, name="reading-sheet"),
    path(VOICES + "atelier/", workshops.workshop_add, name="workshop-add"),
    path(VOICES + "suivre/", consultation.comment_follow, name="comment-follow"),
    path(VOICES + "suivre/code-perdu/", talking.codes_again, name="codes-again"),
    path(
        VOICES + "suivre/arret/<str:seal>/", talking.reply_letters_stop, name="reply-letters-stop"
    ),
    path(VOICES + "remarques/<uuid:comment>/", talking.comment_page, name="comment-page"),
    path(VOICES + "remarques/<uuid:comment>/echange/", talking.reply_add, name="reply-add"),
    path(
        VOICES + "remarques/<uuid:comment>/ecrire/", talking.suggestion_put, name="suggestion-put"
    ),
    path(VOICES + "remarques/<uuid:comment>/accord/", talking.agreement, name="agreement"),
    path(VOICES + "versions/<int:number>/suites/", replying.answers_page, name="answers-page"),
    *(
        path(
            VOICES + f"remarques/remarques.{kind}",
            comments.comments_file,
            {"kind": kind},
            name=f"comments-{kind}",
        )
        for kind in FILES
    ),
    path(VOICES + "remarques/repondre/", together.comments_answer, name="comments-answer"),
    path(VOICES + "remarques/theme/", theming.comments_theme, name="comments-theme"),
    path(VOICES + "themes/", theming.theme_list, name="theme-list"),
    path(VOICES + "themes/<uuid:theme>/", theming.theme_change, name="theme-change"),
    path(VOICES + "remarques/", comments.comment_list, name="comment-list"),
    path(
        VOICES + "remarques/<uuid:comment>/repondre/",
        comments.comment_answer,
        name="comment-answer",
    ),
    path(SAID + "moderer/", moderation.said_moderate, name="comment-moderate"),
    path(SAID + "signaler/", safeguards.said_report, name="comment-report"),
    path(REPLY + "moderer/", moderation.said_moderate, name="reply-moderate"),
    path(REPLY + "signaler/", safeguards.said_report, name="reply-report"),
    path(VOICES + "moderation/", moderation.moderation_queue, name="moderation-queue"),
    path(
        VOICES + "moderation/recours/<uuid:appeal>/",
        moderation.appeal_decide,
        name="appeal-decide",
    ),
    path(VOICES + "regles/", safeguards.moderation_rules, name="moderation-rules"),
    path(VOICES + "suivre/retirer/", safeguards.comment_withdraw, name="comment-withdraw"),
    path(VOICES + "suivre/recours/", safeguards.appeal_make, name="appeal-make"),
    path(PLAN, plan.plan_page, name="plan-page"),
    path(PLAN + "ajouter/", plan.activity_add, name="activity-add"),
    *(
        path(PLAN + f"plan.{kind}", plan_sheets.plan_export, {"kind": kind}, name=f"plan-{kind}")
        for kind in FILES
    ),
    path(PLAN + "importer/", plan_sheets.plan_import, name="plan-import"),
    path(PLAN + "importer/confirmer/", plan_sheets.plan_import_confirm, name="plan-import-confirm"),
    path(PLAN + "calendrier.ics", plan.plan_calendar, name="plan-calendar"),
    path(PLAN + "depuis/<uuid:passage>/", plan.passage_plan, name="passage-plan"),
    path(ACTIVITY, activities.activity_page, name="activity-page"),
    path(ACTIVITY + "corriger/", activities.activity_correct, name="activity-correct"),
    path(ACTIVITY + "etat/", activities.activity_move, name="activity-move"),
    path(ACTIVITY + "raconter/", activities.note_add, name="note-add"),
    path(ACTIVITY + "en-cours/", activities.course_confirm, name="course-confirm"),
    path(ACTIVITY + "passage/", activities.activity_tie, name="activity-tie"),
    path(ACTIVITY + "liens/", activities.link_add, name="link-add"),
    path(ACTIVITY + "liens/<uuid:link>/retirer/", activities.link_remove, name="link-remove"),
]
