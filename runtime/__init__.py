"""What carries the portal on one machine: embedded servers, their supervisor, and what `bin/` does.

Nothing here knows the domain, and nothing in the portal needs this package in production.
"""
