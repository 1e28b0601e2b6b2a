"""Template filters of the overview."""
