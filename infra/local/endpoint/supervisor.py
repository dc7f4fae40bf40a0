"""Runs one AWS endpoint for as long as whoever started this process lives, and not a moment longer."""

import ctypes
import os
import pathlib
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

STOP_SECONDS = 5
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def supervise(
    command: list[str],
    environment: dict[str, str],
    folder: pathlib.Path,
    stop_seconds: float = STOP_SECONDS,
    before_stop: Callable[[], None] = lambda: None,
    after_stop: Callable[[], None] = lambda: None,
) -> int:
    """Runs command in folder, with its output in endpoint.log there; returns what to exit with.

    It is stopped when standard input ends, which it does when the starter closes it, exits or is killed outright, and
    on SIGTERM. SIGINT stops it if a person started it at a terminal; otherwise the terminal sends it to the starter
    too, who stops this process when its own work is done. What the command started goes with it.

    Before it is asked to stop, before_stop is called; after_stop, if it then stopped by itself within stop_seconds.
    """
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, (lambda *_: stop.set()) if sys.stdin.isatty() else signal.SIG_IGN)

    with open(folder / "endpoint.log", "ab") as log:
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_dies_with(os.getpid()),
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
        _end_what_is_left_of(child)
        return child.returncode or 1  # Nobody asked it to end.
    before_stop()
    child.terminate()
    try:
        child.wait(stop_seconds)
        after_stop()
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    _end_what_is_left_of(child)
    return 0


def _dies_with(supervisor: int):
    """What the child does between fork and exec, so that it does not survive this process either."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def arrange() -> None:
        if prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0 or os.getppid() != supervisor:
            os._exit(1)

    return arrange


def _end_what_is_left_of(child: subprocess.Popen) -> None:
    """The child leads a group of its own: whatever it started and left behind is in it, and nothing else."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass  # The group is empty; where its leader was not yet collected, some systems say so by the second.
