"""Runs the local AWS endpoint for as long as whoever started it lives, and not a moment longer.

    endpoint.py PORT FOLDER [keep]

It listens on 127.0.0.1:PORT only and keeps its files and its log in FOLDER. When it stops: supervisor.py.

With `keep` it begins with what FOLDER holds of an earlier run, for which it waits if that is still ending, and writes
everything there when it stops: ministack does so for tables, queues, keys and identities, and this process for the
mails, each time into a file of its own under FOLDER/mails. What streams held is gone. Nothing is written before it
stops, so if it was itself killed, what FOLDER holds is older than what its users know: then it exits with 3.
"""

import fcntl
import os
import pathlib
import socket
import sys
import time
import urllib.request

sys.dont_write_bytecode = True
from supervisor import STOP_SECONDS, supervise  # noqa: E402

KEPT_STOP_SECONDS = 25  # To write a long night down.
KEPT_NOTHING = 3


def environment(port: int, folder: pathlib.Path, keep: bool) -> dict[str, str]:
    return os.environ | {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": "eu-west-2",
        # Two servers of its own, which would listen on every interface.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "PERSIST_STATE": "1" if keep else "0",
        "S3_PERSIST": "1" if keep else "0",
        "STATE_DIR": str(folder / "state"),
        "S3_DATA_DIR": str(folder / "s3"),
        "TMPDIR": str(folder),
        # At its start and stop it removes containers it finds on a container engine: it is shown none.
        "DOCKER_HOST": f"unix://{folder}/no-engine",
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def keep_mails(port: int, folder: pathlib.Path) -> None:
    mails = folder / "mails"
    mails.mkdir(exist_ok=True)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_ministack/ses/messages", timeout=STOP_SECONDS) as window:
        (mails / f"{time.time_ns():020}.json").write_bytes(window.read())


def main() -> int:
    port, folder, keep = int(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3:] == ["keep"]
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "ministack"]
    # Held until this process ends, so that one begins with what the one before it wrote, and not sooner.
    lock = open(folder / "lock", "wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    if not keep:
        return supervise(command, environment(port, folder, keep), folder)
    unwritten = folder / "unwritten"
    if unwritten.exists():
        return KEPT_NOTHING
    if not is_free(port):
        return 1  # Before anything could be lost.
    unwritten.touch()
    return supervise(
        command,
        environment(port, folder, keep),
        folder,
        stop_seconds=KEPT_STOP_SECONDS,
        before_stop=lambda: keep_mails(port, folder),
        after_stop=lambda: unwritten.unlink(missing_ok=True),
    )


if __name__ == "__main__":
    sys.exit(main())
