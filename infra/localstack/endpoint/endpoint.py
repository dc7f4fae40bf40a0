"""Runs LocalStack for as long as whoever started it lives, and not a moment longer.

    endpoint.py PORT FOLDER

It listens on 127.0.0.1:PORT only and keeps its files and its log in FOLDER. When it stops:
infra/local/endpoint/supervisor.py. Functions run on the JDK in JAVA_HOME with the jars in FIRSTBELL_LAMBDA_RUNTIME.
"""

import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent

sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parents[1] / "local" / "endpoint"))
from supervisor import supervise  # noqa: E402


def environment(port: int, folder: pathlib.Path) -> dict[str, str]:
    address = f"127.0.0.1:{port}"
    return os.environ | {
        "GATEWAY_LISTEN": address,
        "LOCALSTACK_HOST": address,
        "FILESYSTEM_ROOT": str(folder / "files"),
        "HOME": str(folder / "home"),
        # It is shown no container engine, resolves no names, and asks nobody outside for anything.
        "OVERRIDE_IN_DOCKER": "0",
        "DOCKER_HOST": f"unix://{folder}/no-engine",
        "DNS_ADDRESS": "0",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DISABLE_EVENTS": "1",
        "SQS_ENDPOINT_STRATEGY": "path",
        # A resource that it does not know fails the stack, where it would otherwise be passed over.
        "CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES": "0",
        # The plugins beside this file.
        "PYTHONPATH": str(HERE / "plugins"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PROVIDER_OVERRIDE_DYNAMODB": "moto",
        "PROVIDER_OVERRIDE_DYNAMODBSTREAMS": "moto",
        "LAMBDA_RUNTIME_EXECUTOR": "jvm",
        # Of LocalStack's own calls to itself; they open nothing.
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "PYTHONUNBUFFERED": "1",
    }


def main() -> int:
    port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    for made in ("files", "home"):
        (folder / made).mkdir(parents=True, exist_ok=True)
    return supervise([sys.executable, "-m", "firstbell_localstack"], environment(port, folder), folder)


if __name__ == "__main__":
    sys.exit(main())
