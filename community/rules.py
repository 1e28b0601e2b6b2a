"""Who talks in the forums, and who keeps them clean."""

from accounts.rules import national_team, works_somewhere

talks = works_somewhere
moderates = national_team

__all__ = ["moderates", "talks"]
