"""Routes of what partners do together."""

from django.urls import path

from kit.sheets import FILES
from partnership.views import backbone, circle, money, national, network, support

app_name = "partnership"
SITE = "sites/<slug:site>/"
NETWORK, BACKBONE, MONEY = (
    f"{SITE}partenaires/",
    f"{SITE}structure-d-appui/",
    f"{SITE}financements/",
)
SUPPORT, CIRCLE = f"{SITE}journees-d-appui/", f"{SITE}decisions/"
GRANT, DAY, DECISION = (
    f"{MONEY}<uuid:grant>/",
    f"{SUPPORT}<uuid:support>/",
    f"{CIRCLE}<uuid:decision>/",
)
urlpatterns = [
    path(f"{SITE}collectif/", backbone.collective_page, name="collective-page"),
    path(NETWORK, network.partner_list, name="partner-list"),
    path(f"{NETWORK}nouveau/", network.partner_add, name="partner-add"),
    path(f"{NETWORK}coller/", network.partner_paste, name="partner-paste"),
    path(f"{NETWORK}coller/confirmer/", network.paste_confirm, name="paste-confirm"),
    path(f"{NETWORK}<uuid:partner>/", network.partner_change, name="partner-change"),
    path(f"{NETWORK}<uuid:partner>/depart/", network.partner_leave, name="partner-leave"),
    path(BACKBONE, backbone.backbone_page, name="backbone-page"),
    path(f"{BACKBONE}<slug:function>/confier/", backbone.function_entrust, name="function-entrust"),
    path(f"{BACKBONE}<uuid:holder>/corriger/", backbone.holder_correct, name="holder-correct"),
    path(f"{BACKBONE}<uuid:holder>/fin/", backbone.function_end, name="function-end"),
    path(MONEY, money.grant_list, name="grant-list"),
    path(f"{MONEY}nouveau/", money.grant_ask, name="grant-ask"),
    path(GRANT, money.grant_page, name="grant-page"),
    path(f"{GRANT}reponse/", money.grant_decide, name="grant-decide"),
    path(f"{GRANT}versement/", money.grant_pay, name="grant-pay"),
    path(f"{GRANT}part/", money.grant_share, name="grant-share"),
    path(f"{GRANT}montants/<uuid:amount>/corriger/", money.amount_correct, name="amount-correct"),
    path(f"{GRANT}retrait/", money.grant_withdraw, name="grant-withdraw"),
    path(SUPPORT, support.support_list, name="support-list"),
    path(f"{SUPPORT}demande/", support.support_ask, name="support-ask"),
    path(f"{SUPPORT}nouvelle/", support.support_log, name="support-log"),
    path(f"{DAY}date/", support.support_plan, name="support-plan"),
    path(f"{DAY}tenue/", support.support_hold, name="support-hold"),
    path(f"{DAY}corriger/", support.support_correct, name="support-correct"),
    path(f"{DAY}annulation/", support.support_cancel, name="support-cancel"),
    path(f"{DAY}ressource/", support.handout_leave, name="handout-leave"),
    path("national/financements/", national.national_money, name="national-money"),
    path("mes-journees-d-appui/", support.coach_page, name="coach-page"),
    path(CIRCLE, circle.decision_list, name="decision-list"),
    path(f"{CIRCLE}nouvelle/", circle.decision_propose, name="decision-propose"),
    path(DECISION, circle.decision_page, name="decision-page"),
    path(f"{DECISION}objection/", circle.objection_raise, name="objection-raise"),
    path(
        f"{DECISION}objections/<uuid:objection>/reponse/",
        circle.objection_meet,
        name="objection-meet",
    ),
    path(f"{DECISION}prise/", circle.decision_take, name="decision-take"),
    path(f"{DECISION}mise-de-cote/", circle.decision_set_aside, name="decision-set-aside"),
    path(f"{DECISION}publication/", circle.decision_show, name="decision-show"),
    path(f"{DECISION}revue/", circle.decision_review, name="decision-review"),
]
LISTS = (
    ("national/financements/financements", national.national_money_file, "national-money"),
    (f"{NETWORK}partenaires", network.partner_file, "partner"),
    (f"{MONEY}financements", money.grant_file, "grant"),
    (f"{SUPPORT}journees-d-appui", support.support_file, "support"),
    (f"{CIRCLE}decisions", circle.decision_file, "decision"),
)
urlpatterns += [
    path(f"{address}.{kind}", view, {"kind": kind}, name=f"{name}-{kind}")
    for address, view, name in LISTS
    for kind in FILES
]
