"""A mail server of our own that keeps what it receives."""

import email
import email.policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller

from tests.services.processes import free_port


class _Keep:
    """aiosmtpd's handler: keeps each message, or refuses them all."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refuse = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep one message, with its envelope's recipients in `X-Envelope-To`."""
        if self.refuse:
            return "451 Try again later"
        message = cast(EmailMessage, email.message_from_bytes(envelope.content, policy=email.policy.default))
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"


class MailServer:
    """SMTP on a free port; `messages` is what arrived, `refuse = True` makes it answer 451."""

    def __init__(self) -> None:
        """Prepare, without starting."""
        self.port = free_port()
        self.host = "127.0.0.1"
        self.url = f"smtp://127.0.0.1:{self.port}"
        self._handler = _Keep()
        self._controller: Controller | None = None

    @property
    def messages(self) -> list[EmailMessage]:
        """Everything received, oldest first."""
        return self._handler.messages

    @property
    def refuse(self) -> bool:
        """Whether every message is refused for now."""
        return self._handler.refuse

    @refuse.setter
    def refuse(self, value: bool) -> None:
        self._handler.refuse = value

    def start(self) -> None:
        """Start listening."""
        self._controller = Controller(self._handler, hostname=self.host, port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Stop: connections are refused."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    close = stop
