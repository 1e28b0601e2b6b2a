"""From a file or a pasted text to passages: read, told apart, matched; no table, no page.

Nothing is lost in silence: every paragraph of a source is in a proposed passage or stands in the
list of what stays out, with the reason.
"""
