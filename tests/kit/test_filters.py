"""Lists of choices written once for the same words, and never mixed up."""

from django.utils.translation import gettext_lazy, override

from kit.forms import FilterSelect


def written(choices: list, chosen: str = "") -> str:
    return FilterSelect(choices=choices).render("wave", chosen, {"id": "id_wave"})


def test_the_chosen_one_is_marked_and_the_others_are_not():
    waves = [("", "toutes"), ("1", "Vague 1 (9)"), ("2", "Vague 2 (3)")]

    assert written(waves, "2") == (
        '<select id="id_wave" name="wave"><option value="">toutes</option>'
        '<option value="1">Vague 1 (9)</option>'
        '<option value="2" selected>Vague 2 (3)</option></select>'
    )
    assert '<option value="1" selected>' in written(waves, "1")
    assert '<option value="2">' in written(waves, "1")


def test_other_words_or_counts_are_written_anew():
    assert "(9)" in written([("1", "Vague 1 (9)")])
    assert "(10)" in written([("1", "Vague 1 (10)")])


def test_words_are_in_the_language_of_the_page():
    everything = [("", gettext_lazy("all waves"))]

    with override("en"):
        assert "all waves" in written(everything)
    with override("fr"):
        assert "toutes les vagues" in written(everything)


def test_what_is_written_is_escaped():
    assert "<script>" not in written([('"><script>', "<script>alert(1)</script>")])
