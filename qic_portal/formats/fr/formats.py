"""French numbers: a decimal comma and narrow no-break spaces by thousands."""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3
DATE_FORMAT = "j F Y"
TIME_FORMAT = "H\xa0\\h\xa0i"
