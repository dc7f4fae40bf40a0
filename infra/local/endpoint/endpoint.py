"""Runs the local AWS endpoint for as long as whoever started it lives, and not a moment longer.

    endpoint.py PORT FOLDER [keep]

It listens on 127.0.0.1:PORT only and keeps its files and its log in FOLDER. It stops when standard input ends, which it
does when the starter closes it, exits or is killed outright, and on SIGTERM. SIGINT stops it if a person started it at
a terminal; otherwise the terminal sends it to the starter too, who stops this process when its own work is done.

With `keep` it begins with what FOLDER holds of an earlier run, for which it waits if that is still ending, and writes
everything there when it stops: ministack does so for tables, queues, keys and identities, and this process for the
mails, each time into a file of its own under FOLDER/mails. What streams held is gone. Nothing is written before it
stops, so if it was itself killed, what FOLDER holds is older than what its users know: then it exits with 3.
"""

import ctypes
import fcntl
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

STOP_SECONDS = 5
KEPT_STOP_SECONDS = 25  # To write a long night down.
KEPT_NOTHING = 3
PR_SET_PDEATHSIG = 1  # linux/prctl.h


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


def dies_with(supervisor: int):
    """What the child does between fork and exec, so that it does not survive this process either."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def arrange() -> None:
        if prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0 or os.getppid() != supervisor:
            os._exit(1)

    return arrange


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
    # Held until this process ends, so that one begins with what the one before it wrote, and not sooner.
    lock = open(folder / "lock", "wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    unwritten = folder / "unwritten"
    if keep:
        if unwritten.exists():
            return KEPT_NOTHING
        if not is_free(port):
            return 1  # Before anything could be lost.
        unwritten.touch()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, (lambda *_: stop.set()) if sys.stdin.isatty() else signal.SIG_IGN)

    with open(folder / "endpoint.log", "ab") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "ministack"],
            cwd=folder,
            env=environment(port, folder, keep),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=dies_with(os.getpid()),
        )

    def until_input_ends() -> None:
        while os.read(0, 4096):
            pass
        stop.set()

    def until_child_ends() -> None:
        child.wait()
        stop.set()

    threading.Thread(target=until_input_ends, daemon=True).start()
    threading.Thread(target=until_child_ends, daemon=True).start()
    stop.wait()

    if child.poll() is not None:
        return child.returncode or 1  # Nobody asked it to end.
    if keep:
        keep_mails(port, folder)
    child.terminate()
    try:
        child.wait(KEPT_STOP_SECONDS if keep else STOP_SECONDS)
        unwritten.unlink(missing_ok=True)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
