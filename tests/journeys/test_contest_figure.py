"""A resident on a phone, without a mouse, contests a figure; a seat answers; the answer stands there.

The words are hidden first, and another seat shows them again on appeal.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.keyboard import Keyboard
from tests.journeys.moves import settle

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

SITE, SEAT, OTHER = "lievin", "state.lievin", "municipality.lievin"
LIST = f"/sites/{SITE}/a-faire/?tout=1"
FIGURES = f"/sites/{SITE}/indicateurs/reperes/"
FOLLOW = f"/sites/{SITE}/indicateurs/contestations/suivre/"
WORDS = "Au bâtiment C, personne n’est venu compter."


def test_a_figure_is_contested_and_answered(visitor, javascript):
    name = "Lila avec" if javascript else "Lila sans"
    resident = visitor(screen=PHONE)
    code = contests(resident, name)
    seat = visitor(screen=PHONE, account=SEAT)
    hides(seat)
    appeals(resident, code)
    decides(visitor(screen=PHONE, account=OTHER))
    answers(seat, name)
    reads_the_answer(resident, name, code)


def contests(resident, name):
    """From the site's page to the code, by keyboard."""
    page, keys = resident.go(f"/sites/{SITE}/"), Keyboard(resident.page)
    keys.follow(page.locator(f"a.arrow[href='{FIGURES}']"))
    expect(page.locator("h1")).to_have_text("Les chiffres en clair")
    resident.looks_right()
    keys.follow(page.locator("main a.button[href*='/contester/']").first)
    expect(page.locator("h1")).to_have_text("Contester un chiffre")
    resident.looks_right()

    keys.follow(page.locator("main form.form button[type=submit]"))
    expect(page.locator(".error-summary")).to_contain_text("quelques mots suffisent")
    keys.write(page.locator("#id_words"), WORDS)
    keys.write(page.locator("#id_public_name"), name)
    keys.write(page.locator("#id_email"), f"{name.replace(' ', '.').lower()}@example.org")
    keys.follow(page.locator("main form.form button[type=submit]"))
    expect(page.locator("main")).to_contain_text(f"Merci {name}")
    resident.looks_right()
    code = page.locator(".the-code").inner_text()
    keys.follow(page.locator(f"main a[href='{FIGURES}']").last)
    expect(page.locator("main")).to_contain_text("sans réponse à ce jour")
    expect(page.locator("main")).not_to_contain_text(name)
    return code


def hides(seat):
    """The State's seat hides the words, with a ground and a reason."""
    page, keys = seat.go(LIST), Keyboard(seat.page)
    keys.follow(page.locator("main a[href*='/contestations/'][href*='/repondre/']").first)
    expect(page.locator("h1")).to_have_text("Répondre à une contestation")
    keys.follow(page.locator("main a[href*='/moderer/']"))
    expect(page.locator("h1")).to_have_text("Décider si ces mots sont affichés")
    seat.looks_right()
    keys.choose(page.locator("input[name=decision][value=hide]"))
    keys.choose(page.locator("input[name=ground][value=insult]"))
    keys.write(page.locator("#id_reason"), "Une personne est visée.")
    keys.follow(page.locator("main form.form button[type=submit]"))
    expect(page.locator("main")).to_contain_text("Une personne est visée.")


def appeals(resident, code):
    """With the code the resident asks another person to decide."""
    page, keys = resident.go(FOLLOW), Keyboard(resident.page)
    keys.write(page.locator("#id_follow_up"), code)
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text("Une personne est visée.")
    resident.looks_right()
    keys.follow(page.locator("main form[action*='/recours/'] button"))
    expect(page.locator("h1")).to_have_text("Demander qu’une autre personne décide")
    keys.write(page.locator("#id_words"), "Je ne vise personne.")
    resident.looks_right()
    keys.follow(page.locator("main form.form button[type=submit]"))
    expect(page.locator("main")).to_contain_text("Votre recours est arrivé.")
    resident.looks_right()


def decides(other):
    """Another seat than the one that hid finds the appeal and shows the words again."""
    page, keys = other.go(LIST), Keyboard(other.page)
    keys.follow(page.locator("main a[href*='/contestations/recours/']").first)
    expect(page.locator("h1")).to_have_text("Trancher un recours")
    expect(page.locator("main")).to_contain_text("Je ne vise personne.")
    other.looks_right()
    keys.choose(page.locator("input[name=decision][value=show]"))
    keys.write(page.locator("#id_reason"), "Personne n’est nommé.")
    keys.follow(page.locator("main form.form button[type=submit]"))
    expect(page.locator("main")).to_contain_text("Le recours est tranché.")


def answers(seat, name):
    """The State's seat finds it among what is to do, and answers."""
    page, keys = seat.go(LIST), Keyboard(seat.page)
    seat.looks_right()
    keys.follow(page.locator("main a[href*='/contestations/'][href*='/repondre/']").first)
    expect(page.locator("h1")).to_have_text("Répondre à une contestation")
    expect(page.locator("main")).to_contain_text(WORDS)
    expect(page.locator("main")).to_contain_text(name)
    seat.looks_right()
    keys.choose(page.locator("input[name=outcome][value=upheld]"))
    keys.write(page.locator("#id_answer"), f"C’est vrai, {name} : nous y allons en décembre.")
    keys.follow(page.locator("main form.form button[type=submit]"))
    expect(page.locator("main")).to_contain_text("nous y allons en décembre")
    seat.looks_right()


def reads_the_answer(resident, name, code):
    """With the code, and beside the figure."""
    page, keys = resident.go(FOLLOW), Keyboard(resident.page)
    resident.looks_right()
    keys.write(page.locator("#id_follow_up"), code)
    keys.press("Enter")
    settle(page)
    for path in ("", FIGURES):
        if path:
            resident.go(path)
        expect(page.locator("main")).to_contain_text(f"C’est vrai, {name}")
        expect(page.locator("main")).to_contain_text("fondée, le chiffre garde cette réserve")
        resident.looks_right()
