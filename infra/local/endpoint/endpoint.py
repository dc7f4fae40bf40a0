"""Runs the local AWS endpoint for as long as whoever started it lives, and not a moment longer.

    endpoint.py PORT FOLDER

It listens on 127.0.0.1:PORT only and keeps its files and its log in FOLDER. When it stops: supervisor.py.
"""

import os
import pathlib
import sys

sys.dont_write_bytecode = True
from supervisor import supervise  # noqa: E402


def environment(port: int, folder: pathlib.Path) -> dict[str, str]:
    return os.environ | {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": "eu-west-2",
        # Two servers of its own, which would listen on every interface.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(folder / "state"),
        "S3_DATA_DIR": str(folder / "s3"),
        "TMPDIR": str(folder),
        # At its start and stop it removes containers it finds on a container engine: it is shown none.
        "DOCKER_HOST": f"unix://{folder}/no-engine",
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }


def main() -> int:
    port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return supervise([sys.executable, "-m", "ministack"], environment(port, folder), folder)


if __name__ == "__main__":
    sys.exit(main())
