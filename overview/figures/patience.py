"""After how many days something has waited too long, or calls for help."""

from datetime import date, timedelta

from governance.models import ALERTS

# The days after which somebody waits too long.
PATIENCE = {"endorsement": 10, "answers": 15}
# A seat that has been vacant for so long calls for help; so does a mandate that ends so soon without a successor.
LONG_VACANT = timedelta(days=30)
NEAR_END = timedelta(days=min(ALERTS))


def long_ago(kind: str, today: date) -> date:
    """Waiting since this day or before is waiting too long."""
    return today - timedelta(days=PATIENCE[kind])
