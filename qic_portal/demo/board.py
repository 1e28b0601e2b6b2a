"""The national team's views of the board, and Monday's letter about the week before."""

from accounts.models import User
from kit import clock
from overview import actions
from overview.weeks import week_of
from qic_portal.demo.when import as_of

VIEWS = (
    ("Sièges vacants", "seat=vacant", True),
    ("Hauts-de-France, ce qui attend", "region=32&need=waiting", True),
    ("Pour mes appels du mardi", "need=support&order=wave", False),
)


def fill(*, by: User) -> None:
    """Three views and this week's letter; a second run changes nothing."""
    for name, query, shared in VIEWS:
        actions.save_view(name=name, query=query, shared=shared, by=by)
    with as_of(week_of(clock.today()).monday):
        actions.tell_week()
