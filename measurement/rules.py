"""Who may enter, correct and aim."""

from accounts.rules import everybody, site_team, triad_team

reads_figures = everybody
enters_values = site_team
chooses_indicators = triad_team
reads_reviews = everybody
records_reviews = triad_team
ties_indicators = triad_team

__all__ = [
    "chooses_indicators",
    "enters_values",
    "reads_figures",
    "reads_reviews",
    "records_reviews",
    "ties_indicators",
]
