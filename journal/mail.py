"""Mail backends: everything goes through the outbox; without a server it stays there to read."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from journal import actions


class OutboxBackend(BaseEmailBackend):
    """Writes each message as a letter in the caller's transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            html = next(
                (
                    str(a.content)
                    for a in getattr(message, "alternatives", [])
                    if a.mimetype == "text/html"
                ),
                "",
            )
            for address in message.recipients():
                actions.write_letter(
                    to=address, subject=str(message.subject), text=str(message.body), html=html
                )
        return len(email_messages)


class KeptBackend(BaseEmailBackend):
    """Sends nothing: the demonstration shows its letters on a page of its own."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return actions.KEPT
