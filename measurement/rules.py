"""Who may enter, correct and aim."""

from accounts.rules import everybody, national_team, site_team, triad_team
from agenda.rules import decides_appeals

reads_figures = everybody
enters_values = site_team
corrects_values = site_team
# A file writes what its sender could enter one by one; official figures are the national team's.
# Facilitators and coaches read a site's figures and take them away as files; they enter none.
brings_values = site_team
brings_official_values = national_team
validates_values = triad_team
# Without an account too: a resident gets a code, who has a role here contests by name.
contests_values = everybody
answers_disputes = triad_team
sets_windows = national_team
chooses_indicators = triad_team
reads_reviews = everybody
records_reviews = triad_team
ties_indicators = triad_team
reads_catalogue = everybody
# Definitions are common to all sites, so the national team writes, retires and promotes them.
keeps_catalogue = national_team
# The figures of all sites are laid together for those who answer for the whole programme.
reads_together = national_team

__all__ = [
    "answers_disputes",
    "brings_official_values",
    "brings_values",
    "chooses_indicators",
    "contests_values",
    "corrects_values",
    "decides_appeals",
    "enters_values",
    "keeps_catalogue",
    "reads_catalogue",
    "reads_figures",
    "reads_reviews",
    "reads_together",
    "records_reviews",
    "sets_windows",
    "ties_indicators",
    "validates_values",
]
