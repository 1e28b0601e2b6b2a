"""Pages of what partners do together."""
