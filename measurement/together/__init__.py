"""The figures of all sites together: who could report, what may be computed, what is refused and why."""
