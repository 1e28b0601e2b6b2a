"""The figures of a site: list, one indicator, entering, correcting, aiming."""
