"""Starts LocalStack on this machine itself, after three repairs without which it starts only in its image."""

import hashlib
import sys
import threading
import typing
import uuid


class _Lock:
    """threading.Lock as of Python 3.13, where it is a class: LocalStack writes `Lock | None`."""

    _make = staticmethod(threading.Lock)

    def __call__(self):
        return self._make()

    def __or__(self, _):
        return typing.Any

    __ror__ = __or__


def _uuid5(namespace: uuid.UUID, name: str | bytes) -> uuid.UUID:
    """uuid.uuid5 as of Python 3.12, where a name may be bytes (RFC 9562, section 5.5)."""
    encoded = name if isinstance(name, bytes) else name.encode()
    digest = hashlib.sha1(namespace.bytes + encoded, usedforsecurity=False).digest()
    return uuid.UUID(bytes=digest[:16], version=5)


def _listen_on_loopback_only() -> None:
    """LocalStack drops the host of an IPv4 address it is told to listen on, and so would listen on every one."""
    from twisted.internet import endpoints

    made = endpoints.TCP4ServerEndpoint.__init__

    def on_loopback(self, reactor, port, backlog=50, interface=""):
        made(self, reactor, port, backlog, interface or "127.0.0.1")

    endpoints.TCP4ServerEndpoint.__init__ = on_loopback


if sys.version_info < (3, 13):
    threading.Lock = _Lock()
if sys.version_info < (3, 12):
    uuid.uuid5 = _uuid5
_listen_on_loopback_only()

from localstack.runtime.main import main  # noqa: E402

main()
