"""The certificate of an adoption: planned once, made by a worker, valid, never changed."""

import io
import threading

import pytest
from django.db import connection
from pypdf import PdfReader

from agenda import actions as agenda
from agenda.copies import fingerprint_of
from agenda.models import Version
from journal.models import Entry
from overview.stored import from_json
from reports import actions
from reports.actions import certificates, printing
from reports.certificates import CertificateFigures, certificate_markup
from reports.models import Certificate, CertificateFile
from reports.paper import press
from tests import make
from tests.agenda import scenes
from tests.reports.test_handover import complaints, plain

FILE = "/sites/le-val/feuille-de-route/versions/1/certificat.pdf"


@pytest.fixture
def reserved(triad, le_val):
    """Adopted, the community with a reservation."""
    version = scenes.endorsing(le_val, triad[0])
    for person in triad[:2]:
        agenda.endorse(version, by=person, kind="consent")
    agenda.endorse(version, by=triad[2], kind="reservation", reason="À revoir en juin.")
    return Version.objects.get(pk=version.pk)


@pytest.mark.slow
def test_the_worker_makes_it_and_everybody_takes_it_away(client, reserved, le_val, triad):
    assert "se prépare" in client.get(FILE).content.decode()
    assert actions.sweep_certificates() == 1
    assert actions.sweep_certificates() == 0

    answer = client.get(FILE)

    paper = Certificate.objects.get()
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "certificat-le-val-v1.pdf" in answer["Content-Disposition"]
    said = plain("".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.content)).pages))
    for words in (
        "Le Val", "Ines Carpentier", "Marc Delattre", "Samira Haddad", "À revoir en juin.",
        "24 novembre 2026", reserved.sha256, fingerprint_of(reserved), "Mandat depuis".lower(),
    ):  # fmt: skip
        assert plain(words) in said, words
    assert complaints(answer.content) == []
    assert paper.pages == 2
    entry = Entry.objects.of_site("le-val").first()
    assert (entry.kind, entry.facts["number"]) == ("reports.certificate_made", 1)


@pytest.mark.slow
def test_the_same_figures_are_the_same_bytes_in_both_languages_valid(reserved):
    actions.plan_certificates()
    told = from_json(CertificateFigures, Certificate.objects.get().figures)
    for language, said in (("fr", "Certificat d’adoption"), ("en", "Certificate of adoption")):
        first, second = (press.render(certificate_markup(told, language=language)) for _ in "12")
        assert first == second
        assert complaints(first) == []
        assert plain(said) in plain(PdfReader(io.BytesIO(first)).pages[0].extract_text())


def test_what_is_not_adopted_has_none(client, triad, le_val):
    version = scenes.endorsing(le_val, triad[0])
    assert client.get(FILE).status_code == 404
    assert actions.plan_certificates() == 0
    with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
        Certificate.objects.create(site=le_val, version=version, figures={}, figures_digest="1")


def made(version):
    """The certificate of a version, one empty page long."""
    actions.plan_certificates()
    taken = printing.take(certificates.KIND, version.certificate.pk)
    assert printing.keep(certificates.KIND, taken, make.page_of_pdf("certificate"))
    return Certificate.objects.get()


def test_a_certificate_and_its_file_never_change(reserved, le_val):
    made(reserved)
    reserved.certificate.refresh_from_db()
    for change in (
        lambda: Certificate.objects.update(language="en"),
        lambda: Certificate.objects.all().delete(),
        lambda: CertificateFile.objects.update(pdf=b"x"),
        lambda: CertificateFile.objects.all().delete(),
    ):
        with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
            change()


def test_it_tells_the_adoption_as_it_was(reserved, le_val, triad):
    """A ceremony, a new name and a later version change nothing of what was taken down."""
    actions.plan_certificates()
    before = Certificate.objects.get().figures
    agenda.record_ceremony(reserved, by=triad[0], held_on=reserved.adopted_on, place="Salle")
    triad[0].name = "Ines Autre"
    triad[0].save(update_fields=["name"])
    scenes.adopted(le_val, triad)

    assert actions.plan_certificates() == 1
    assert Certificate.objects.get(version=reserved).figures == before
    assert "Ines Carpentier" in str(before)


def test_what_fails_is_tried_again_and_then_given_up_visibly(reserved):
    actions.plan_certificates()
    pk = reserved.certificate.pk
    for _try in range(actions.TRIES):
        Certificate.objects.filter(pk=pk).update(due_at="2026-11-24T00:00Z")
        printing.put_off(certificates.KIND, printing.take(certificates.KIND, pk), "no paper")

    assert Certificate.objects.get().is_given_up
    assert Entry.objects.of_site("le-val").first().kind == "reports.certificate_given_up"


def test_it_is_not_there_under_another_site(client, reserved, la_crete):
    made(reserved)
    assert client.get(FILE).status_code == 200
    assert client.get(FILE.replace("le-val", "la-crete")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_plan_one(reserved):
    def look():
        actions.plan_certificates()
        connection.close()

    hands = [threading.Thread(target=look) for _hand in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert Certificate.objects.count() == 1
