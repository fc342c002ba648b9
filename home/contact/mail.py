"""The message on its way: one try, at most a few seconds, while the visitor waits.

It is sent within the request and not through the queue of tasks: the queue would store the message in the database,
and the visitor would be told that it left before anybody knows.
"""

import logging
import smtplib
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import override

from home.contact.recipients import Recipient

logger = logging.getLogger(__name__)

STEP = 4.0  # seconds for one answer of the mail server
WHOLE = 8.0  # seconds for all of them


def compose(recipient: Recipient, fields: dict[str, str], site: str) -> EmailMessage:
    """The mail, in the portal's first language; answers go to the visitor."""
    with override(settings.LANGUAGE_CODE):
        text = render_to_string("home/mail/contact.txt", {"recipient": recipient, "site": site, **fields})
    return EmailMessage(
        subject=f"[{site}] {fields['subject']}",
        body=text,
        to=list(recipient.addresses),
        reply_to=[fields["email"]],
    )


def deliver(message: EmailMessage) -> bool:
    """True when the mail server took it within the time allowed.

    A thread bounds the whole: the time-out of a connection starts again at each of its answers.
    """
    taken: list[bool] = []

    def send() -> None:
        try:
            message.connection = get_connection(timeout=STEP)
            taken.append(bool(message.send()))
        except (OSError, smtplib.SMTPException) as error:
            logger.error("A contact message could not be sent: %s", type(error).__name__)

    thread = Thread(target=send, daemon=True)
    thread.start()
    thread.join(WHOLE)
    return taken == [True]
