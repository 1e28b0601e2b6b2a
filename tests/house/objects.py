"""Real objects for every word in an address, so that a sweep can visit every route.

A new route with a word that stands in no table here makes the sweep fail: add how to make one.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.letters import LetterKind
from accounts.models import User
from agenda import actions as agenda
from agenda.actions.replies import stop_address as stop_reply_letters
from agenda.bringing import plain
from agenda.bringing.proposals import Limits, read_out
from agenda.models import Appeal, Bringing
from agenda.models.versions import Section, Version, Wording
from community import actions as community
from community.models import Forum
from governance import actions as governance
from governance.models import Seat
from journal.letters import stop_address
from kit import clock
from measurement import actions as measurement
from measurement.periods import period_of
from overview import actions as overview
from partnership import actions as partnership
from readiness import actions as readiness
from readiness.models import Round
from readiness.texts import read_all
from reports import actions as reports
from sites import actions as sites
from sites.models import Neighbourhood, Site
from steering import actions as steering
from tests import make
from tests.house.contested import contested
from tests.house.filed import files_of_values
from tests.house.given import with_single_sites
from tests.house.reviewed import cut_of, with_reviews, with_ties

BEGIN = date(2026, 1, 5)


@dataclass
class Scene:
    """A site with its people and one of each thing, and an empty neighbour."""

    site: Site
    neighbour: Site
    people: dict[str, User | None]
    things: dict[str, Any] = field(default_factory=dict)

    def value(self, route: str, word: str) -> Any:
        """What to put for a word of a route's address; KeyError names what is missing."""
        app = route.partition(":")[0]
        found = self.things.get(f"{route} {word}", self.things.get(f"{app} {word}"))
        if found is None:
            raise KeyError(f"tests/house/objects.py makes no « {word} » for {route}")
        return found


def scene(site: Site, neighbour: Site, people: dict[str, User | None]) -> Scene:
    """One of each thing at the site; nothing at the neighbour but its seat holder."""
    made = Scene(site, neighbour, people)
    for fill in FILLERS:
        fill(made)
    return made


def with_invitations(made: Scene) -> None:
    """An open invitation and a mandate at the site."""
    invitation, secret = governance.invite(
        made.site,
        email="nouvelle@example.org",
        by=made.people["national"],
        starts_on=BEGIN,
        organisation="Club de Le Val",
    )
    made.things |= {
        "governance invitation": invitation.pk,
        "governance secret": secret,
        "governance mandate": made.site.mandates.get(person=made.people["deputy"]).pk,
        "governance commitment": governance.make_commitment(
            made.site, by=made.people["state"], seat="state", text="Revenir en janvier"
        ).pk,
    }


def with_letters(made: Scene) -> None:
    """The seal by which a letter stops its kind."""
    stop = stop_address(made.people["national"], LetterKind.REPORTS)
    made.things["governance seal"] = stop.rstrip("/").rpartition("/")[2]


def with_talks(made: Scene) -> None:
    """A note of an informal talk, and a territory that asks to take part."""
    talk = sites.keep_note(
        made.site, by=made.people["national"], on=BEGIN, met="La ville", text="Bonjour"
    )
    asked = sites.express_interest(make.request_to_join(), once="scene")
    link = made.site.links.get()
    made.things |= {
        "sites talk": talk.pk,
        "sites interest": asked.pk,
        "sites link": link.pk,
        "sites code": link.neighbourhood_id,
        "sites number": made.site.wave.number,
    }


def with_figures(made: Scene) -> None:
    """An indicator of the site with one value."""
    found = measurement.choose_indicator(
        made.site,
        measurement.NewIndicator(name="Enfants accompagnés", unit="enfants", source="Nous"),
        by=made.people["community"],
    )
    value = measurement.enter_value(
        found, period_of(date(2026, 8, 1), "quarter"),
        measurement.Reading(Decimal(64), "Feuilles de présence"),
        site=made.site, by=made.people["community"],
    )  # fmt: skip
    days = measurement.WindowDays(date(2025, 1, 1), date(2025, 4, 30), date(2025, 6, 1), "Clos.")
    window = measurement.set_window(
        "quarter", period_of(date(2025, 2, 1), "quarter"), days, by=made.people["national"]
    )
    review = measurement.record_review(
        made.site,
        measurement.ReviewFacts(BEGIN, "Carla Coach", 12, "les trois sièges", "Continuer."),
        by=made.people["state"],
    )
    entry = make.common_indicator("hab-01")
    headline = measurement.choose_headline(entry, site=made.site, why="Décidé", by=None)
    made.things |= (
        {
            "measurement code": found.code,
            "measurement:profile-page code": made.things["sites code"],
            "measurement window": window.pk,
            "measurement cut": cut_of(entry),
            "measurement entry": entry.code,
            "measurement local": found.pk,
            "measurement headline": headline.pk,
            "measurement measurement": value.pk,
            "measurement review": review.pk,
        }
        | files_of_values(made.site, made.people, found.code)
        | contested(made, value)
    )


def with_agenda(made: Scene) -> None:
    """Version 1 closed, version 2 open with a comment, an activity; the neighbour's version 1 open."""
    by = made.people["state"]
    told = endorsed_version(made)
    first, _wording = open_version(made.site, by)
    agenda.close_consultation(first, by=by)
    text = kept_text(agenda.start_version(made.site, by=by), by)
    second, wording = open_version(made.site, by)
    said, _code = agenda.comment(
        second, text="Le samedi aussi.", public_name="Lila", passage=wording.passage,
        email="lila@example.org",
    )  # fmt: skip
    open_version(made.neighbour, made.people["neighbour"])
    activity = agenda.plan_activity(made.site, by=by, title="Ouvrir le soir", lead="Centre social")
    helped = agenda.plan_activity(made.site, by=by, title="Former dix parents", lead="Ville")
    link = agenda.link_activities(activity, helped, by=by, why="Ils tiennent l’accueil.")
    made.things |= {
        "agenda number": second.number,
        "agenda:ceremony number": told.number,
        "agenda:ceremony-record number": told.number,
        "agenda endorsement": told.endorsements.get(kind="reservation").pk,
        "agenda other": first.number,
        "agenda language": "ar",
        "agenda passage": wording.passage_id,
        "agenda comment": said.pk,
        "agenda reply": agenda.reply(said, text="Le dimanche ?", public_name="Gilles")[0].pk,
        "agenda appeal": appeal_against_hiding(second, by).pk,
        "agenda theme": agenda.theme_comments(made.site, [said], label="Horaires", by=by).pk,
        "agenda activity": activity.pk,
        "agenda bringing": text.pk,
        "agenda link": link.pk,
        "agenda act": second.acts.get().pk,
        "agenda seal": stop_reply_letters(said.contact).rstrip("/").rpartition("/")[2],
    }


def kept_text(version: Version, by: Any) -> Bringing:
    """A pasted text that its owner has not brought in yet."""
    reading = read_out(plain.read("# Notre horizon\n\nUn jardin."), Limits(heading=120, text=900))
    told = {"kind": "pasted", "name": "", "sha256": "0" * 64}
    return agenda.keep_bringing(version, by=by, reading=reading, left=(), **told)


def endorsed_version(made: Scene) -> Version:
    """A version that the three seats adopted, one of them with a reservation; it was celebrated."""
    people = [made.people[seat] for seat in ("state", "municipality", "community")]
    version = agenda.start_version(made.site, by=people[0])
    agenda.add_passage(
        version, by=people[0], section=Section.HORIZON, heading="Ensemble", text="Un lieu."
    )
    agenda.send_for_endorsement(version, by=people[0])
    agenda.endorse(version, by=people[0], kind="reservation", reason="À revoir en juin.")
    for person in people[1:]:
        agenda.endorse(version, by=person, kind="consent")
    agenda.record_ceremony(version, by=people[0], held_on=clock.today(), place="Centre social")
    return version


def appeal_against_hiding(version: Version, by: User | None) -> Appeal:
    """The author of a comment that was hidden asks another person to decide."""
    said, _code = agenda.comment(version, text="Non.", public_name="Karim")
    agenda.hide(said, ground="off_topic", reason="Pas ici.", by=by)
    return agenda.appeal(said, words="Si.")


def open_version(site: Site, by: Any) -> tuple[Version, Wording]:
    """The next version of a site, with one passage more, open to comments."""
    version = agenda.start_version(site, by=by)
    wording = agenda.add_passage(
        version, by=by, section=Section.HORIZON, heading="Un lieu ouvert", text="Ouvert le soir."
    )
    until = clock.today() + timedelta(days=20)
    return agenda.open_consultation(version, by=by, until=until), wording


def with_forums(made: Scene) -> None:
    """The forums, a topic and its message."""
    community.ensure_forums()
    forum = Forum.objects.get(kind="national")
    topic = community.open_topic(forum, title="T", text="t", by=made.people["community"])
    made.things |= {
        "community forum": forum.slug,
        "community topic": topic.pk,
        "community post": topic.posts.get().pk,
    }


def with_reports(made: Scene) -> None:
    """A final report of the site, whose code may be verified by anybody."""
    edition = make.edition(made.site)
    paper = reports.ask_handover_paper(
        made.site, Seat.STATE, by=made.people["state"], language="fr"
    )
    opened = made.site.versions.get(state="open")
    asked = reports.ask_answers_paper(opened, by=made.people["state"], language="fr")
    place = Neighbourhood.objects.get(code=made.things["sites code"])
    profile = reports.ask_profile_paper(place, by=None, language="fr")
    made.things |= {
        "reports:profile-papers code": place.code,
        "reports:profile-ask code": place.code,
        "reports:profile-download code": place.code,
        "reports:profile-download paper": profile.pk,
        "reports:certificate-download number": made.things["agenda:ceremony number"],
        "reports edition": edition.pk,
        "reports code": edition.code,
        "reports paper": paper.pk,
        "reports number": asked.version.number,
        "reports:answers-download paper": asked.pk,
        "asked version": opened.pk,
        "reports seat": Seat.STATE.word,
        "overview seat": Seat.STATE.word,
    }


def with_partnership(made: Scene) -> None:
    """A partner, a holder of a function, a grant, a support day, a proposal with an objection."""
    site, by = made.site, made.people["state"]
    partner = partnership.add_partner(
        site, partnership.Facts("Mission locale", "employment", BEGIN), by=None
    )
    holder = partnership.entrust(
        site, partnership.Held("Centre", Decimal("0.5"), BEGIN), function="vision", by=by
    )
    grant = partnership.ask_grant(
        site, funder="Caf", funder_kind="social", purpose="Accueil", asked=Decimal(900),
        asked_on=BEGIN, by=by,
    )  # fmt: skip
    support = partnership.ask_support(site, kind="coaching", title="Animer", need="Oser", by=by)
    decision = partnership.propose(site, title="Le samedi", proposal="Ouvrir.", by=by)
    objection = partnership.object_to(decision, place="resident", reason="Trop tôt.", by=by)
    made.things |= {
        "partnership partner": partner.pk,
        "partnership function": "vision",
        "partnership holder": holder.pk,
        "partnership grant": grant.pk,
        "partnership amount": grant.amounts.get().pk,
        "partnership support": support.pk,
        "partnership decision": decision.pk,
        "partnership objection": objection.pk,
    }


def with_rounds(made: Scene) -> None:
    """A concluded round of the preconditions, another in its meeting, one of the conditions open."""
    by = made.people["state"]
    readiness.publish_rubrics(read_all())
    done = rated_round(made.site, "preconditions", by)
    readiness.open_meeting(done, by=by)
    for dimension in done.rubric.dimensions.all():
        readiness.note_consensus(done, dimension.code, level=2, note="", by=by, seen="")
    day = clock.today()
    readiness.conclude(done, met_on=day, facilitator="Lou", seats=["state"], by=by)
    named = readiness.Support("coaching", "Deux journées", "Régie", day + timedelta(days=90))
    decided = readiness.decide(done, outcome="supported", words="Oui.", supports=[named], by=by)
    talked = readiness.open_meeting(rated_round(made.site, "preconditions", by), by=by)
    rated = rated_round(made.site, "conditions", by)
    made.things |= {
        "readiness round_id": done.pk,
        "readiness:rating-page round_id": rated.pk,
        "readiness:ratings-withdraw round_id": rated.pk,
        "readiness:meeting-open round_id": rated.pk,
        "readiness:round-set-aside round_id": rated.pk,
        "readiness:consensus-note round_id": talked.pk,
        "readiness:round-conclude round_id": talked.pk,
        "readiness dimension": "urgency-issue",
        "readiness named": decided.supports.get().pk,
    }


def rated_round(site: Site, kind: str, by: Any) -> Round:
    """A round in which the State seat has rated everything."""
    until = clock.today() + timedelta(days=9)
    found = readiness.open_round(site, kind=kind, rate_until=until, by=by)
    codes = found.rubric.dimensions.values_list("code", flat=True)
    readiness.rate(found, {code: readiness.Answer(level=2) for code in codes}, by=by)
    return found


def with_steering(made: Scene) -> None:
    """A meeting of the committee that was held, and a decision about the site."""
    by, today = made.people["national"], clock.today()
    meeting = steering.plan_meeting(title="Comité", on=today, points=["Budget"], by=by)
    meeting = steering.hold_meeting(meeting, present=[("Agence", "")], by=by)
    decision = steering.decide(
        meeting, title="Appui", wording="Doubler.", carried_by="Agence", for_support=True,
        review_on=today + timedelta(days=90), sites=[made.site], for_sites=True, by=by,
    )  # fmt: skip
    made.things |= {
        "steering meeting": meeting.pk,
        "steering decision": decision.pk,
    }


def with_views(made: Scene) -> None:
    """A view of the board, and one that was removed and may be put back."""
    by = made.people["national"]
    kept, gone = (
        overview.save_view(name=name, query="wave=1", shared=True, by=by)
        for name in ("Vague 1", "Ancienne vue")
    )
    overview.remove_view(gone, by=by)
    made.things |= {"overview view": kept.pk, "overview:view-put-back view": gone.pk}


FILLERS = [
    with_invitations, with_letters, with_single_sites, with_talks, with_figures, with_agenda, with_ties, with_forums, with_reports,
    with_partnership, with_rounds, with_steering, with_views, with_reviews,
]  # fmt: skip


def deputy(site: Site) -> User:
    """Somebody who stands in for the State seat."""
    person = make.person("Denis Suppléant")
    make.seat(site, "state", person, deputy=True)
    return person


def coach(site: Site) -> User:
    """Somebody who coaches the site."""
    person = make.person("Carla Coach")
    make.member("coach", person, site=site)
    return person


def leaving(site: Site) -> User:
    """Somebody who left a deputy's place ten days ago and still hands over."""
    person = make.person("Lise Partante")
    gone = clock.today() - timedelta(days=10)
    make.seat(site, "community", person, deputy=True, until=gone)
    return person


def coming(site: Site) -> User:
    """Somebody who will be the State's deputy when the present one has gone."""
    person = make.person("Aude Suivante")
    present = site.mandates.get(seat="state", deputy=True)
    last = clock.today() + timedelta(days=20)
    governance.end_mandate(present, by=present.person, on=last)
    make.seat(site, "state", person, deputy=True, since=last + timedelta(days=1))
    return person
