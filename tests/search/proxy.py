"""A small proxy in front of a search server: slow, behind a password or a certificate, or of another version."""

import base64
import http.client
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any


class Proxy:
    """Passes requests on to `target` (host:port); what it does to them may be changed while it runs."""

    def __init__(self, target: str, certificate: Path | None = None) -> None:
        self.target = target
        self.delay = 0.0
        self.password = ""
        self.version = ""
        self.secure = certificate is not None
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            """One request after the other on a kept connection."""

            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                """Whatever the method."""
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                proxy.answer(self)

            def log_message(self, *args: Any) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.server.handle_error = lambda *args: None  # type: ignore[method-assign]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, brand: str, prefix: str, user: str = "", options: str = "") -> str:
        """A SEARCH_URL through this proxy."""
        scheme = f"{brand}+https" if self.secure else brand
        return f"{scheme}://{user}127.0.0.1:{self.server.server_port}/{prefix}{options}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Pass a request on, or not."""
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        time.sleep(self.delay)
        status, headers, content = 401, [("content-type", "application/json")], b'{"error":"no"}'
        wanted = "Basic " + base64.b64encode(f"portal:{self.password}".encode()).decode()
        if not self.password or handler.headers.get("authorization") == wanted:
            status, headers, content = self._forward(handler, body)
        if self.version and handler.path.startswith("/_nodes"):
            content = b'{"nodes":{"a":{"version":"%s"}}}' % self.version.encode()
        handler.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                handler.send_header(name, value)
        handler.send_header("content-length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def _forward(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection(self.target, timeout=20)
        kept = {k: v for k, v in handler.headers.items() if k.lower() in ("accept", "content-type")}
        try:
            connection.request(handler.command, handler.path, body or None, kept)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def close(self) -> None:
        """Answer no more."""
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def proxied(target: str, certificate: Path | None = None) -> Iterator[Proxy]:
    """A proxy while the block runs."""
    proxy = Proxy(target, certificate)
    try:
        yield proxy
    finally:
        proxy.close()


def make_certificate(folder: Path, name: str = "127.0.0.1") -> Path:
    """A certificate that signs itself, and its key, in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))])
    certificate = builder.add_extension(alternative, critical=False).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    signed = certificate.sign(key, hashes.SHA256())
    encoding = serialization.Encoding.PEM
    path = folder / "certificate.pem"
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(signed.public_bytes(encoding) + private)
    return path
