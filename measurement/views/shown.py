"""The choice « as shown on »: a page of figures as it was on a day that has passed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from governance.middleware import Request
from kit import clock
from measurement.forms import AsShownForm


@dataclass(frozen=True, slots=True)
class Shown:
    """What was chosen: a day and the last instant of it, or neither for the page of now."""

    form: AsShownForm
    day: date | None = None
    instant: datetime | None = None

    @property
    def query(self) -> str:
        """The day as it stands in an address, before another parameter."""
        return f"le={self.day}&" if self.day else ""


# Asked nothing it says nothing of a reader: it is drawn once.
UNASKED = AsShownForm()


def as_shown(request: Request) -> Shown:
    """The day that the address names; one that cannot be is said beside the field."""
    asks = request.method == "GET" and "le" in request.GET
    form = AsShownForm(request.GET) if asks else UNASKED
    chosen = form.cleaned_data["le"] if form.is_valid() else None
    if chosen is None:
        return Shown(form)
    end = clock.begins(chosen + timedelta(days=1)) - timedelta(microseconds=1)
    return Shown(form, chosen, min(end, clock.now()))
