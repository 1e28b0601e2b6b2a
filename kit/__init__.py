"""The kit: rights, states, htmx answers, clock and drawings of documents; knows no domain word."""
