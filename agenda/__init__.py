"""The common agenda: written by three, commented by residents, answered, endorsed, lived as a plan."""
