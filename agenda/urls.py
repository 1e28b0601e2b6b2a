"""Routes of the common agenda, the consultation and the plan."""

from django.urls import path

from agenda.views import comments, consultation, deciding, desk, pages, plan

app_name = "agenda"
AGENDA = "sites/<slug:site>/feuille-de-route/"
DESK = AGENDA + "redaction/"
VOICES = "sites/<slug:site>/consultation/"
PLAN = "sites/<slug:site>/plan-d-action/"

urlpatterns = [
    path(AGENDA, pages.agenda_page, name="agenda-page"),
    path(AGENDA + "versions/<int:number>/", pages.version_page, name="version-page"),
    path(
        AGENDA + "versions/<int:number>/ecarts/<int:other>/",
        pages.version_differences,
        name="version-differences",
    ),
    path(AGENDA + "approbation/", deciding.endorsement, name="endorsement"),
    path(AGENDA + "approbation/donner/", deciding.endorsement_give, name="endorsement-give"),
    path(DESK, desk.desk, name="desk"),
    path(DESK + "commencer/", desk.version_start, name="version-start"),
    path(DESK + "passages/ajouter/", desk.passage_add, name="passage-add"),
    path(DESK + "passages/<uuid:passage>/", desk.passage_edit, name="passage-edit"),
    path(DESK + "passages/<uuid:passage>/deplacer/", desk.passage_move, name="passage-move"),
    path(DESK + "passages/<uuid:passage>/retirer/", desk.passage_remove, name="passage-remove"),
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
    path(VOICES + "suivre/", consultation.comment_follow, name="comment-follow"),
    path(VOICES + "remarques/", comments.comment_list, name="comment-list"),
    path(
        VOICES + "remarques/<uuid:comment>/repondre/",
        comments.comment_answer,
        name="comment-answer",
    ),
    path(PLAN, plan.plan_page, name="plan-page"),
    path(PLAN + "ajouter/", plan.activity_add, name="activity-add"),
    path(PLAN + "<uuid:activity>/etat/", plan.activity_move, name="activity-move"),
]
