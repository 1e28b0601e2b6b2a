"""Pages of the triad: who sits where, who follows, what was promised."""
