"""Everything that may happen, act after act, on top of the scene of the sweep.

An event that no act here and no filler of the scene brings about makes a test fail: add the act.
"""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from accounts.letters import LetterKind
from agenda import actions as agenda
from agenda.national import make_agendas
from community import actions as community
from community.models import Topic
from governance import actions as governance
from governance.models import Mandate, Seat
from governance.national import make_triads
from journal import actions as journal
from kit import clock
from measurement import actions as measurement
from measurement.incoming.cells import Manner
from measurement.models import LearningCycle, Measurement, Window
from measurement.national import make_figures
from overview import actions as overview
from overview.models import SavedView
from partnership import actions as partnership
from readiness import actions as readiness
from reports import actions as reports
from reports.actions import editions, printing
from sites import actions as sites
from sites.imports.catalogue import IMPORTS
from sites.imports.report import silent
from sites.models import Lineage, Neighbourhood, Site, Theme
from sites.national import Made, make_sites
from steering import actions as steering
from steering.models import CommitteeMeeting
from tests import make
from tests.house.contested import a_resident_contests
from tests.house.moderated import comments_are_moderated
from tests.house.objects import BEGIN, Scene, open_version
from tests.house.papers import an_adoption_gets_its_certificate, files_go_on_paper
from tests.house.reshaped import text_is_reshaped
from tests.house.reviewed import reviews_change_the_plan
from tests.house.story_plan import the_plan_lives


def people_change(told: Scene) -> None:
    """Commitments, invitations, mandates, and the three ways in which a seat passes on."""
    site, maud, ines = told.site, told.people["national"], told.people["state"]
    governance.settle_commitment(site.commitments.get(), by=ines, kept=True)
    governance.begin_mandate(
        told.neighbour, seat="community", person=make.person("Lou Siège"), starts_on=BEGIN, by=maud
    )
    deputy = {"person": make.person("Dan Second"), "deputy": True}
    governance.begin_mandate(told.neighbour, seat="community", starts_on=BEGIN, by=maud, **deputy)
    make.member("coach", make.person("Cléo Coach"), site=site)
    single = site.memberships.get(kind="facilitator")
    governance.take_site_back(single, on=clock.today(), reason="Poste pourvu", by=maud)
    spare = site.invitations.get()
    governance.withdraw_invitation(spare, by=maud)
    partner = make.person("Noé Partenaire")
    place = {"email": partner.email, "by": maud, "starts_on": BEGIN, "organisation": "Club"}
    governance.accept_invitation(governance.invite(site, **place)[0], by=partner)
    governance.end_mandate(
        site.mandates.get(person=told.people["deputy"]),
        by=maud,
        on=clock.today(),
        reason="Mutation",
    )
    governance.expect_end(holder(site, "state"), by=maud, on=clock.today() + timedelta(days=99))
    governance.write_handover_letter(holder(site, "state"), by=ines, text="Appelez Samira.")
    eve, day = clock.today(), clock.today() + timedelta(days=1)
    for seat, email in (
        (Seat.STATE, make.person("Nora Nouvelle").email),
        (Seat.MUNICIPALITY, "personne@example.org"),
        (Seat.COMMUNITY, ""),
    ):
        asked = governance.foresee(site, seat, to := passing(eve, email, day)).mark
        governance.pass_on(site, seat, to, by=maud, mark=asked)
    governance.take_back(site.successions.get(seat=Seat.COMMUNITY), by=maud)


def holder(site: Site, seat: str) -> Mandate:
    return site.mandates.in_force().get(seat=seat, deputy=False)


def passing(last: date, email: str, first: date) -> Any:
    from governance.foreseen import Asked

    return Asked(last_day=last, reason="Mutation", email=email, starts_on=first if email else None)


def a_text_is_adopted(told: Scene) -> None:
    """A version is answered, reworked, objected to, set aside; another one is adopted."""
    site, triad = told.site, [told.people[seat] for seat in Seat.values]
    version = site.versions.get(state="open")
    agenda.comment(version, text="Tout me va.", public_name="Lila")
    first = site.comments.get(contact__isnull=False)
    agenda.reply(first, text="Le dimanche aussi.", public_name="Gilles")
    for yes in (True, False):
        agenda.agree(first, yes=yes, keys=("Gilles",))
    agenda.tell_of_replies()
    agenda.stop_reply_letters(first.contact, by=None)
    table = agenda.Meeting("Atelier du samedi", clock.today(), "Centre social", 9)
    line = agenda.SheetLine(line=1, number=1, text="Le dimanche aussi.")
    agenda.enter_workshop(version, table, [line], by=triad[0], consent=True, once="table")
    for said in site.comments.waiting().in_order():
        agenda.give_outcome(said, kind="partly", by=triad[0], reason="Le samedi, une fois.")
    spoken = list(site.comments.in_order())
    noise = agenda.theme_comments(site, spoken, label="Bruit", by=triad[0])
    agenda.unmark_comments(noise, [first], by=triad[0])
    noise = agenda.rename_theme(noise, label="Le bruit", by=triad[0])
    agenda.join_themes(noise, into=site.comment_themes.get(label="Horaires"), by=triad[0])
    again = [(said, said.outcomes.count()) for said in site.comments.shown().in_order()]
    agenda.give_outcomes(again, kind="already", by=triad[0], reason="C’est écrit.")
    agenda.close_consultation(version, by=triad[0])
    version = agenda.start_version(site, by=triad[0])
    more = agenda.add_passage(
        version, by=triad[0], section="helps", heading="Ce qui aide", text="Le bus."
    )
    spare = agenda.add_passage(
        version, by=triad[0], section="helps", heading="Autre aide", text="La salle."
    )
    agenda.save_passage(more, by=triad[0], revision=more.revision, heading="L’aide", text="Tout.")
    spare = agenda.move_passage(spare, by=triad[0], up=True)
    agenda.remove_passage(spare, by=triad[0], revision=spare.revision)
    text_is_reshaped(version, triad[0])
    named = agenda.Details(passages=(more.passage_id,))
    for said in site.comments.shown().in_order():
        agenda.give_outcome(
            said, kind="partly", by=triad[0], reason="Le samedi, une fois.", details=named
        )
    version = agenda.send_for_endorsement(version, by=triad[0])
    agenda.endorse(version, by=triad[0], kind="objection", reason="Trop court.")
    told = version.endorsements.get(kind="objection")
    agenda.answer_objection(told, version=version, text="Nous en parlons.", by=triad[1])
    words = {"language": "ar", "heading": "الأفق", "text": "مكان مفتوح."}
    agenda.translate(version.wordings.order_by("position")[0], by=triad[0], **words)
    agenda.set_aside(agenda.start_version(site, by=triad[0]), by=triad[0], reason="Trop tôt.")
    version, _wording = open_version(site, triad[0])
    agenda.close_consultation(version, by=triad[0])
    version = agenda.send_for_endorsement(version, by=triad[0])
    for person in triad:
        agenda.endorse(version, by=person, kind="consent")
    the_plan_lives(site, version, by=triad[0])


def figures_are_corrected(told: Scene) -> None:
    """A value is corrected, another one is absent or too small, a target is set."""
    site, by = told.site, told.people["community"]
    value = Measurement.objects.get(pk=told.things["measurement measurement"])
    for kind in ("validated", "returned"):
        measurement.validate_value(value, by=told.people["state"], kind=kind, words="Recomptez.")
    dispute = site.disputes.get(pk=told.things["measurement dispute"])
    by_state = {"answer": "C’est vrai.", "by": told.people["state"]}
    measurement.answer_dispute(dispute, outcome="upheld", **by_state)
    a_resident_contests(site, value, by=told.people["state"])
    window, until = Window.objects.get(), clock.today() + timedelta(days=9)
    national = told.people["national"]
    measurement.open_for(window, site=site, reason="Inondation", until=until, by=national)
    reading = measurement.Reading(Decimal("1234.5") // 1, "Feuilles")
    value = measurement.correct_value(value, reading, reason="Erreur", by=by)
    none = measurement.Reading(None, "", state="missing", note="École fermée")
    measurement.correct_value(value, none, reason="Erreur encore", by=by)
    day = clock.today() + timedelta(days=200)
    measurement.set_target(value.indicator, site=site, value=Decimal(2000), due_on=day, by=by)
    review = LearningCycle.objects.get(pk=told.things["measurement review"])
    facts = measurement.ReviewFacts(
        BEGIN, "Colette Coach", 15, "les trois sièges", "Arrêter.", next_on=day
    )
    measurement.correct_review(review, facts, reason="Trois personnes oubliées", by=by)
    measurement.untie_indicator(site.indicator_ties.get(), reason="Trop loin de l’action", by=by)
    reviews_change_the_plan(told)
    file_of_values(site, by)
    tell_catalogue(value.indicator, site, by)


def file_of_values(site: Site, by: Any) -> None:
    """A file of values is taken and taken back."""
    found = site.indicators.get()
    text = f"Indicateur;Période;Valeur\n{found.code};T1 2024;12\n".encode()
    file = measurement.keep_file(site, by=by, name="valeurs.csv", content=text)
    file = measurement.look_through(file, by=by, columns=file.columns, manner=Manner())
    file = measurement.apply_file(file, by=by, seen=file.outcome, only_good=False)
    measurement.revert_import(file, by=by, why="Mauvais fichier")


def tell_catalogue(indicator: Any, site: Any, by: Any) -> None:
    """Definitions change, an indicator becomes common, a site chooses what it puts first."""
    change = measurement.Change(1, {"definition": "Présents chaque semaine"}, "Trop large")
    found = measurement.redefine(indicator, change, by=by)
    words = {"question": "Combien ?", "information_use": "Décider"}
    found = measurement.reword(found, measurement.Change(2, words), by=by)
    headline = measurement.choose_headline(found, site=site, why="Décidé ensemble", by=by)
    measurement.end_headline(headline, reason="Ne bouge pas", by=by)
    common = measurement.promote_indicator(found, {"code": "enf-01"}, by=by)
    other = {"code": "enf-02", "level": "site"} | found.rules() | words | {"name": "Enfants"}
    draft = {"code": "enf-03", "status": "draft", "role": "to_develop", "steward": "L’équipe"}
    draft = measurement.define_common(other | draft, by=by)
    measurement.put_in_use(draft, role="contributing", by=by)
    other = measurement.define_common(other, by=by)
    cut = measurement.record_break(other, kind="law", on=clock.today(), words="Autre loi", by=by)
    measurement.take_break_back(cut, reason="Elle vient plus tard", by=by)
    measurement.retire_indicator(common, reason="Deux fois le même", replaced_by=other, by=by)


def a_report_is_made_again(told: Scene, fault: str = "no paper") -> None:
    """A report is asked for again, given up, started again; another one is closed."""
    site, by = told.site, told.people["state"]
    edition = reports.reissue(site, date(2026, 7, 1), by=by)
    for _try in range(reports.TRIES):
        edition.due_at = clock.now()
        edition.save(update_fields=["due_at"])
        taken = printing.take(editions.KIND, edition.pk)
        printing.put_off(editions.KIND, taken, fault)
    edition = reports.start_again(site, edition.pk, by=by)
    reports.picture(taken := printing.take(editions.KIND, edition.pk))
    printing.keep(editions.KIND, taken, make.page_of_pdf("2"))
    reports.close_report(site, date(2026, 7, 1), by=by)


def partners_work(told: Scene) -> None:
    """Partners, backbone, money, support days and decisions, each to its end."""
    site, by = told.site, told.people["community"]
    partner, money = site.partners.get(), {"by": by}
    facts = partnership.Facts("Mission locale du Val", "employment", BEGIN)
    partnership.change_partner(partner, facts, by=by)
    more = partnership.Entry(1, partnership.Facts("Club de judo", "sport", BEGIN))
    partnership.confirm_paste(site, [more], by=by, once=uuid4())
    partnership.leave(partner, on=clock.today(), reason="Fermeture", by=by)
    held = partnership.Held("Centre social", Decimal("0.4"), BEGIN)
    holder = partnership.correct_holder(site.backbone.get(), held, by=by)
    partnership.give_up(holder, on=clock.today(), reason="Fin", by=by)
    grant = site.grants.get()
    partnership.grant_it(grant, granted=Decimal(800), on=BEGIN, label="helped", **money)
    partnership.pay(grant, paid=Decimal(400), on=BEGIN, **money)
    wrong = grant.amounts.get(kind="granted")
    partnership.correct_amount(wrong, Decimal(750), reason="Notification relue", **money)
    partnership.share(grant, site=told.neighbour, asked=Decimal(100), **money)
    for purpose in ("Salle", "Bus"):
        told.things[purpose] = partnership.ask_grant(
            site, funder="Ville", funder_kind="local", purpose=purpose, asked=Decimal(90),
            asked_on=BEGIN, by=by,
        )  # fmt: skip
    partnership.refuse_grant(told.things["Salle"], on=BEGIN, reason="Trop tard", **money)
    partnership.withdraw_grant(told.things["Bus"], reason="Plus besoin", **money)
    support = site.support_days.get()
    partnership.plan_support(support, on=clock.today(), days=Decimal("0.5"), by=by)
    partnership.hold_support(support, on=clock.today(), days=Decimal("0.5"), by=by)
    partnership.correct_support(
        support,
        on=clock.today(),
        days=Decimal(1),
        attendance={"residents": 3},
        reason="Relu",
        by=by,
    )
    partnership.leave_handout(support, title="Fiche", url="https://example.org/f", by=by)
    spare = partnership.ask_support(site, kind="webinar", title="Voir", need="Oser", by=by)
    partnership.cancel_support(spare, reason="Plus utile", by=by)
    circle(told, by)


def circle(told: Scene, by: Any) -> None:
    """A proposal is taken and reviewed, another one set aside."""
    decision = told.site.decisions.get()
    partnership.meet_objection(decision.objections.get(), met="Une fois par mois.", by=by)
    partnership.take(
        decision, wording="Ouvrir.", facilitator="Ines", on=clock.today(), by=by,
        review_on=clock.today() + timedelta(days=90), seats=["community"],
    )  # fmt: skip
    partnership.make_public(decision, by=by)
    partnership.keep_inside(decision, by=by)
    partnership.review(decision, outcome="ended", note="Fait.", by=by)
    spare = partnership.propose(told.site, title="Le dimanche", proposal="Ouvrir.", by=by)
    partnership.set_aside(spare, reason="Personne.", by=by)


def forums_go_on(told: Scene) -> None:
    """A post is changed, answered and hidden."""
    topic, by = Topic.objects.get(pk=told.things["community topic"]), told.people["community"]
    community.change_post(topic.posts.get(), text="autrement", by=by)
    post = community.reply(topic, text="oui", by=told.people["state"])
    community.hide_post(post, reason="Hors sujet", by=told.people["national"])


def the_site_lives(told: Scene) -> None:
    """Requests, stages, talks, neighbourhoods, waves: what the national team does."""
    site, maud, interest = told.site, told.people["national"], make.request_to_join
    talk = site.talks.get()
    sites.correct_note(talk, by=maud, on=BEGIN, met="La ville", text="Bonsoir")
    shown = sites.Shown(look_again_on=clock.today() + timedelta(days=60))
    sites.change_stage(
        site, Site.State.PAUSED, by=maud, on=clock.today(), reason="Crue", shown=shown
    )
    closed = sites.express_interest(interest(territory="Le Gué"), once="gué")
    sites.close_interest(closed, by=maud, reason="Pas encore.")
    asked = sites.express_interest(interest(), once="bourg")
    new = sites.NewSite("le-bourg", "Le Bourg", site.wave, make.commune(), BEGIN)
    sites.show_publicly(sites.accept_interest(asked, new, by=maud), by=maud)
    former = make.neighbourhood("QN05993N", "La Cité")
    link = sites.link_neighbourhood(site, former, by=maud, since=BEGIN, reason="Convention")
    sites.end_link(link, by=maud, last_day=clock.today(), reason="Sortie")
    Neighbourhood.objects.filter(pk=former.pk).update(retired_in=2026)
    former.refresh_from_db()
    sites.say_lineage(
        former, later=None, relation=Lineage.Relation.LEFT, reason="Décret", by=maud
    )  # fmt: skip
    sites.say_former_code(
        former, code="QP059041", relation=Lineage.Relation.MODIFIED, reason="Préfecture", by=maud
    )
    sites.follow_merged_commune(site, make.commune("59990", "Val-Nouveau"), by=maud)
    wave = sites.add_wave(
        number=7, name="Vague 7", period="", started_on=date(2026, 9, 1), by=maud
    )  # fmt: skip
    sites.change_wave(wave, name="Sept", period="", started_on=date(2026, 9, 8), by=maud)
    sites.describe(site, by=maud, summary="Au bord de l’eau.")
    IMPORTS["themes"](Path(settings.BASE_DIR) / "data", silent)
    sites.choose_themes(site, Theme.objects.order_by("position")[:2], by=maud)
    make_sites(1)
    one_of_the_national_set(site)


def one_of_the_national_set(site: Site) -> None:
    """Rank 1 is a place with three seats and a version; it has nothing else yet."""
    made = [Made(1, "QN00002X", site_of_its_own(site))]
    make_triads(made)
    make_agendas(made)
    make_figures(made, 2)


def site_of_its_own(site: Site) -> Site:
    return make.site("Grande échelle", town=site.commune, wave=site.wave)


def rounds_end(told: Scene) -> None:
    """Readiness is decided, shared; ratings are withdrawn, a round is set aside."""
    ines = told.people["state"]
    done = told.site.rounds.get(state="concluded")
    readiness.share(done, sharing="national", by=ines)
    decided = done.decisions.get()
    fitting = told.site.support_days.get(kind="coaching")
    readiness.ask_for(decided.supports.get(), by=ines, day_id=fitting.pk)
    later = {"revisit_on": clock.today() + timedelta(days=90), "words": "Après les élections."}
    readiness.decide(done, outcome="not_yet", by=ines, seen=str(decided.pk), **later)
    rated = told.site.rounds.get(state="rating")
    readiness.withdraw(rated, by=ines)
    readiness.set_aside(rated, reason="Nous sommes trop peu.", by=ines)


def letters_are_chosen(told: Scene) -> None:
    """Somebody wants a kind of letter, and then no more."""
    by = told.people["national"]
    for yes in (True, False):
        journal.choose_letters(by, {LetterKind.REPORTS: yes}, by=by)


def the_committee_steers(told: Scene) -> None:
    """Meetings are planned, moved, cancelled, written down; decisions followed, replaced, reviewed."""
    by, today = told.people["national"], clock.today()
    later, review = today + timedelta(days=40), today + timedelta(days=80)
    meeting = steering.plan_meeting(title="Hiver", on=later, by=by)
    facts = {"begins_at": None, "place": "Lille", "points": ["Budget"], "for_support": True}
    meeting = steering.change_meeting(meeting, title="Hiver", on=review, by=by, **facts)
    steering.cancel_meeting(meeting, reason="Grève", by=by)
    held = CommitteeMeeting.objects.get(state="held")
    steering.keep_minutes(held, text="Dit.", for_support=False, seen=steering.mark_of(""), by=by)
    first = held.decisions.get()
    steering.follow(
        first, carried_by="Réseau", due_on=None, review_on=review, for_support=False,
        for_sites=False, by=by,
    )  # fmt: skip
    second = steering.decide(
        held, title="Mieux", wording="Tripler.", carried_by="Agence", review_on=review,
        replaces=first, by=by,
    )  # fmt: skip
    steering.review(second, outcome="done", note="Fait.", by=by)


def views_change(told: Scene) -> None:
    """A view of the board gets another name; one that was removed comes back."""
    by = told.people["national"]
    kept = SavedView.objects.get(name="Vague 1")
    overview.change_view(kept, name="Première vague", shared=False, by=by)
    overview.put_view_back(SavedView.objects.get(name="Ancienne vue"), by=by)


ACTS = [
    rounds_end, comments_are_moderated,
    a_text_is_adopted, figures_are_corrected, a_report_is_made_again, files_go_on_paper, an_adoption_gets_its_certificate,
    partners_work, forums_go_on,
    the_site_lives, people_change, the_committee_steers,
    letters_are_chosen, views_change,
]  # fmt: skip
