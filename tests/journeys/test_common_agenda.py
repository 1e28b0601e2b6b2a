"""From an empty agenda to an adopted one, in the browser, with and without JavaScript.

Three institutions write, bring in what stood on paper and open it. Five residents speak from a
phone of 360 points with the keys alone; a facilitator enters the sheet of a workshop, forty
lines. Everything is answered, the text is worked on and opened a second time, answered again and
sent. One seat objects; the next version meets the objection, and the three endorse it. Who spoke
first follows their code from the first word to the words that it changed.
"""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from kit import clock
from tests.journeys.conftest import PHONE
from tests.journeys.keyboard import Keyboard
from tests.journeys.moves import follow, mark, press, settle, submit

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

MARK = mark()
CODE = re.compile(r"(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}")
HORIZON = "En 2035, on reste au Canal parce qu'on y vit bien."
PAPER = """# Situation idéale

## Une rue calme

Les enfants jouent devant la porte. Les voitures roulent au pas.

# Ce qui nous aide

## Le club et ses bénévoles

Soixante bénévoles ouvrent le gymnase chaque samedi.

# Ce qui nous freine

## La nuit sur les quais

Après dix-neuf heures, les quais sont noirs. Le dernier bus part à vingt heures.

# Domaines de changement

## Se déplacer le soir

Rentrer chez soi sans peur, à toute heure.

# Axe : Sortir le soir

## Des quais éclairés

Les quais sont éclairés jusqu'à minuit. Un bus passe toutes les heures.
"""
NIGHT = "Des quais éclairés"
REWORKED = (
    "Les quais sont éclairés jusqu'à une heure du matin. "
    "Un bus passe toutes les heures, le dimanche aussi."
)
MET = REWORKED + " La ville paie les lampes, l'État le bus du dimanche."
OBJECTION = "Rien ne dit qui paie les lampes et le bus."
CLUB = "Quatre-vingts bénévoles ouvrent le gymnase chaque samedi."
AGAIN = "Et le dimanche soir, le bus ?"
FORTY = "La nuit sur les quais est le premier chantier de l'axe."
ODILE = "Des lampes oui, mais pas devant ma chambre."
AMINA = "أخاف من الطريق في الليل"
KEVIN = "Soixante ? Nous sommes quatre-vingts."
MONIQUE = "Et le marché du dimanche ?"
LILA = "Je finis à minuit trente : le bus et la lumière s'arrêtent trop tôt."


@pytest.fixture
def slug(portal, javascript):
    """A new site for each way: three seats are held, and not a word is written."""
    name = f"Le Canal {'vif' if javascript else 'sobre'} {MARK}"
    made = name.lower().replace(" ", "-")
    portal.python(
        "from tests import make",
        f"site = make.site({name!r})",
        "names = ('state', 'municipality', 'community')",
        f"people = [make.person('Au siège ' + n, email=n + '.{made}@demo.example', password='demo') for n in names]",
        "[make.seat(site, n, p) for n, p in zip(names, people)]",
    )
    return made


def test_from_an_empty_agenda_to_an_adopted_one(visitor, slug):
    site = f"/sites/{slug}/"
    ines, marc, samira = (
        visitor(account=f"{seat}.{slug}") for seat in ("state", "municipality", "community")
    )
    begin_with_the_horizon(ines, site)
    bring_in_the_paper(marc, site)
    say_it_plainly(samira, site)
    open_it(ines, site)
    codes = five_residents(visitor, site)
    slips = forty_lines(samira, site)
    close_it(ines, site)
    work_on_it(ines, samira, site)
    answer_five(marc, site)
    answer_forty(marc, site)
    second_round(visitor, ines, marc, site)
    one_objects(ines, marc, samira, site)
    meet_the_objection(marc, site)
    three_endorse((ines, marc, samira), site)
    follow_to_the_words(visitor, site, codes[0])
    follow_the_slip(visitor, site, slips[0])
    signed_for_all_to_see(visitor, site)


def words_of(page):
    """What the page says, with plain apostrophes and spaces."""
    text = page.locator("main").inner_text()
    return re.sub(r"[\u00a0\u202f]", " ", text.replace("’", "'"))


def send(page, button):
    """Presses a button and waits until what was sent is answered, and shown."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        button.click()
    page.wait_for_load_state("networkidle")
    settle(page)


def begin_with_the_horizon(ines, site):
    page = ines.go(f"{site}feuille-de-route/")
    assert "Aucun texte" in words_of(page)
    page = ines.go(f"{site}feuille-de-route/redaction/")
    ines.looks_right()
    press(page, "/redaction/commencer/")
    page = ines.go(f"{site}feuille-de-route/redaction/passages/ajouter/")
    page.select_option("select[name=section]", value="horizon")
    page.fill("[name=heading]", "Notre horizon")
    page.fill("[name=text]", HORIZON)
    submit(page, "heading")
    assert HORIZON in words_of(ines.go(f"{site}feuille-de-route/redaction/"))


def bring_in_the_paper(marc, site):
    page = marc.go(f"{site}feuille-de-route/redaction/textes/")
    marc.looks_right()
    page.fill("[name=text]", PAPER)
    submit(page, "text")
    marc.looks_right()
    look_it_through(marc)
    written = words_of(marc.go(f"{site}feuille-de-route/redaction/"))
    for line in filter(None, PAPER.splitlines()):
        assert line.startswith("#") or line in written
    marc.looks_right()


def look_it_through(marc):
    """What is not recognised is new; the horizon, which the paper does not hold, is kept."""
    page = marc.page
    for unsure in page.locator("select[name^=is-]").all():
        if not unsure.input_value():
            unsure.select_option("new")
    follow(page.locator("button[name=then][value=bring]"))
    if "/textes/" in page.url:
        marc.looks_right()
        expect(page.locator("main")).to_contain_text("Notre horizon")
        follow(page.locator("main form.form button").last)
    assert "/textes/" not in page.url


def reword(visitor, site, heading, **fields):
    """Edits a passage at the desk."""
    page = visitor.go(f"{site}feuille-de-route/redaction/")
    passage = page.locator(".desk-passage", has=page.get_by_role("heading", name=heading))
    follow(passage.locator("a.arrow").first)
    for name, words in fields.items():
        page.fill(f"[name={name}]", words)
    send(page, page.locator("form:has([name=heading]) button:not([name])").last)
    for words in fields.values():
        assert words in words_of(visitor.go(f"{site}feuille-de-route/redaction/"))


def say_it_plainly(samira, site):
    reword(samira, site, NIGHT, plain_text="De la lumière sur les quais. Un bus chaque heure.")
    samira.looks_right()


def open_it(ines, site):
    page = ines.go(f"{site}feuille-de-route/redaction/ouvrir/")
    ines.looks_right()
    submit(page, "until")
    page = ines.go(f"{site}consultation/")
    assert NIGHT in words_of(page)
    ines.looks_right()


def speak(visitor, site, words, name, *, about=NIGHT, extra=None):
    """Somebody at a phone without a mouse says something; three pages at most, then the code."""
    one = visitor(PHONE)
    loads = []
    one.page.on("framenavigated", lambda frame: loads.append(frame.url))
    page = one.go(f"{site}consultation/")
    keys = Keyboard(page)
    passage = page.locator(".passage", has=page.get_by_role("heading", name=about))
    keys.follow(passage.locator('a[href*="/commenter/"]'))
    text = page.locator("textarea[name=text]")
    expect(text).to_be_visible()
    one.looks_right()
    keys.write(text, words)
    for field, value in (extra or {}).items():
        keys.write(page.locator(f"[name={field}]"), value)
    keys.write(page.locator("[name=public_name]"), name)
    keys.follow(page.locator("form:has([name=public_name]) button:not([name])").last)
    page.wait_for_selector(f"text=/{CODE.pattern}/")
    assert len(loads) <= 3, loads
    one.looks_right()
    return CODE.search(words_of(page)).group()


def five_residents(visitor, site):
    return [
        speak(visitor, site, LILA, "Lila"),
        speak(visitor, site, ODILE, "Odile"),
        speak(visitor, site, AMINA, "أمينة"),
        speak(visitor, site, KEVIN, "Kévin", about="Le club et ses bénévoles"),
        speak(visitor, site, MONIQUE, "Monique 🌻", about="L’ensemble du texte"),
    ]  # fmt: skip


def forty_lines(samira, site):
    page = samira.go(f"{site}consultation/atelier/")
    samira.looks_right()
    page.fill("[name=title]", "Café des voisins")
    page.fill("[name=place]", "Salle du Canal")
    page.fill("[name=people]", "45")
    page.fill("[name=held_on]", str(clock.today()))
    lines = [f"{n % 5 + 1}; Le quai fait peur le soir, ligne {n}" for n in range(1, 39)]
    page.fill(
        "[name=paste]", "\n".join([*lines, "2; Un banc, <b>vite</b>", "; Un marché 🌙 مرحبا"])
    )
    page.check("[name=consent]")
    submit(page, "title")
    expect(page.locator("textarea[name=text-40]")).to_have_value("Un marché 🌙 مرحبا")
    samira.looks_right()
    submit(page, "title")
    slips = CODE.findall(words_of(page))
    assert len(set(slips)) == 40
    samira.looks_right()
    return slips


def close_it(ines, site):
    page = ines.go(f"{site}feuille-de-route/redaction/fermer/")
    follow(page.locator("main form button").last)


def begin_next(one, site):
    one.go(f"{site}feuille-de-route/redaction/")
    press(one.page, "/redaction/commencer/")


def work_on_it(ines, samira, site):
    begin_next(ines, site)
    reword(samira, site, NIGHT, text=REWORKED)
    reword(samira, site, "Le club et ses bénévoles", text=CLUB)


def give(one, site, words, kind, reason="", passage=""):
    """Answers one comment, on its own page."""
    page = one.go(f"{site}consultation/remarques/?mots={quote(words[:24])}")
    card = page.locator("article", has_text=words[:24]).first
    page.goto(card.locator('a[href$="/repondre/"]').get_attribute("href"))
    page.check(f"input[name=kind][value={kind}]")
    if passage:
        page.get_by_label(passage).check()
    if reason:
        page.fill("[name=reason]", reason)
    send(page, page.locator("form:has([name=reason]) button:not([name])").last)


def answer_five(marc, site):
    give(marc, site, LILA, "retained", "La lumière reste jusqu'à une heure.", NIGHT)
    give(marc, site, ODILE, "partly", "Pas de lampe devant les chambres, mais sur le quai.", NIGHT)
    give(marc, site, AMINA, "already", "C'est le cœur de l'axe : la nuit sur les quais.")
    give(marc, site, KEVIN, "retained", "Quatre-vingts, c'est écrit.", "Le club et ses bénévoles")
    give(marc, site, MONIQUE, "out_of_scope", "Le marché dépend de l'agglomération.")
    marc.looks_right()


def answer_forty(marc, site):
    """The lines of the sheet get one answer together, each its own outcome."""
    page = marc.go(f"{site}consultation/remarques/?suite=attente&source=workshop")
    marc.looks_right()
    follow(page.locator('a[href*="toutes=1"]'))
    assert page.locator("input[name=vue]").count() == 40
    marc.looks_right()
    page.check("input[name=kind][value=already]")
    page.fill("[name=reason]", FORTY)
    submit(page, "reason")
    page = marc.go(f"{site}consultation/remarques/?suite=attente")
    assert not page.locator("main article").count()


def second_round(visitor, ines, marc, site):
    page = ines.go(f"{site}feuille-de-route/redaction/ouvrir/")
    submit(page, "until")
    speak(visitor, site, AGAIN, "Lila")
    close_it(ines, site)
    page = ines.go(f"{site}feuille-de-route/redaction/")
    assert not page.locator('form[action$="/redaction/envoyer/"]').count(), "one comment waits"
    give(marc, site, AGAIN, "already", "Le bus du dimanche est dans le texte.")
    page = ines.go(f"{site}feuille-de-route/redaction/")
    press(page, "/redaction/envoyer/")


def answer_for_seat(one, site, kind, reason=""):
    page = one.go(f"{site}feuille-de-route/approbation/")
    page.check(f"input[name=kind][value={kind}]")
    if reason:
        page.fill("[name=reason]", reason)
    submit(page, "kind")
    page.wait_for_selector("[role=status]")
    settle(page)
    one.looks_right()


def one_objects(ines, marc, samira, site):
    answer_for_seat(ines, site, "consent")
    page = samira.go(f"{site}feuille-de-route/approbation/")
    page.check("input[name=kind][value=objection]")
    submit(page, "kind")
    settle(page)
    assert page.locator("[name=reason][aria-invalid=true]").count() == 1
    answer_for_seat(samira, site, "objection", OBJECTION)
    page = marc.go(f"{site}feuille-de-route/approbation/")
    assert OBJECTION in words_of(page)
    assert "adoptée" not in words_of(page)


def meet_the_objection(marc, site):
    begin_next(marc, site)
    reword(marc, site, NIGHT, text=MET)
    page = marc.go(f"{site}feuille-de-route/approbation/")
    page.goto(
        page.locator('main a[href*="/approbation/"][href$="/repondre/"]').first.get_attribute(
            "href"
        )
    )
    page.get_by_label(NIGHT).check()
    page.locator("main form textarea").first.fill("Le texte dit maintenant qui paie.")
    send(page, page.locator("main form button[type=submit]").last)
    assert "Le texte dit maintenant qui paie." in words_of(page)
    marc.looks_right()
    page = marc.go(f"{site}feuille-de-route/redaction/")
    press(page, "/redaction/envoyer/")


def three_endorse(three, site):
    for one in three:
        answer_for_seat(one, site, "consent")
    assert "adoptée" in words_of(three[0].go(f"{site}feuille-de-route/"))


def look_up(visitor, site, code):
    """Somebody types the code that they were given, with the keys alone."""
    one = visitor(PHONE)
    page = one.go(f"{site}consultation/suivre/")
    keys = Keyboard(page)
    keys.write(page.locator("[name=follow_up]"), code.lower())
    keys.follow(page.locator("form:has([name=follow_up]) button:not([name])").last)
    expect(page.get_by_role("link", name="Un autre code")).to_be_visible()  # it was found
    one.looks_right()
    return one


def follow_to_the_words(visitor, site, code):
    lila = look_up(visitor, site, code)
    said = words_of(lila.page)
    assert LILA in said
    assert "La lumière reste jusqu'à une heure." in said


def follow_the_slip(visitor, site, slip):
    said = words_of(look_up(visitor, site, slip).page)
    assert "Le quai fait peur le soir, ligne 1" in said
    assert "Café des voisins" in said
    assert FORTY in said


def signed_for_all_to_see(visitor, site):
    anybody = visitor(PHONE)
    page = anybody.go(f"{site}feuille-de-route/versions/3/adoption/")
    said = words_of(page)
    for name in ("Au siège state", "Au siège municipality", "Au siège community"):
        assert name in said
    anybody.looks_right()
    page = anybody.go(f"{site}feuille-de-route/versions/3/ecarts/2/")
    assert "l'État le bus du dimanche" in words_of(page)
    anybody.looks_right()
