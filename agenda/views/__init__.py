"""Pages of the common agenda: door, find, form, act, answer."""
