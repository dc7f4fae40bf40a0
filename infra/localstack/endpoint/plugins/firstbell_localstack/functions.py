"""Java functions without a container engine: one JVM for each execution environment, driven over the Lambda runtime
API by AWS's own runtime interface client. Nothing is isolated: a function could read whatever this user may.

FIRSTBELL_LAMBDA_RUNTIME names the folder of the client's jars, JAVA_HOME the JDK.
"""

import json
import os
import pathlib
import queue
import subprocess
import tempfile
import threading
import time
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor

RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
START_SECONDS = 60
POLL_SECONDS = 0.05
LOOPBACK = "127.0.0.1"


class JvmExecutor(RuntimeExecutor):
    """One execution environment: it handles one event at a time, as LocalStack hands them over."""

    def start(self, env_vars: dict[str, str]) -> None:
        self._events: queue.Queue[dict[str, str]] = queue.Queue()
        self._answer: Future[tuple[bytes, bool]] = Future()
        self._asked_for_an_event = threading.Event()
        self._init_error = ""
        self._api = ThreadingHTTPServer((LOOPBACK, 0), self._runtime_api())
        self._api.daemon_threads = True
        threading.Thread(target=self._api.serve_forever, daemon=True).start()
        self._log = tempfile.NamedTemporaryFile(dir=config.dirs.tmp, suffix=".log", delete=False)
        self._log_read_to = 0
        self._jvm = self._run(env_vars)
        self._wait_until_it_asks()

    def stop(self) -> None:
        self._jvm.kill()
        self._jvm.wait()
        self._api.shutdown()
        self._api.server_close()
        self._log.close()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        self._answer = Future()
        self._log_read_to = os.path.getsize(self._log.name)
        self._events.put(payload)
        seconds = self.function_version.config.timeout
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                answer, failed = self._answer.result(timeout=POLL_SECONDS)
                return InvocationResult(payload["invoke-id"], answer, is_error=failed, logs=self.get_logs())
            except TimeoutError:
                if self._jvm.poll() is not None:
                    raise LambdaRuntimeException("the runtime exited: " + self.get_logs()) from None
        late = json.dumps({"errorMessage": f"Task timed out after {seconds}.00 seconds"})
        return InvocationResult(payload["invoke-id"], late.encode(), is_error=True, logs=self.get_logs())

    def get_logs(self) -> str:
        """What was written since the last event came."""
        with open(self._log.name, errors="replace") as log:
            log.seek(self._log_read_to)
            return log.read()

    def get_address(self) -> str:
        return LOOPBACK

    def get_endpoint_from_executor(self) -> str:
        return LOOPBACK

    def get_runtime_endpoint(self) -> str:
        return f"http://{LOOPBACK}:{config.GATEWAY_LISTEN[0].port}/_localstack_lambda/{self.id}"

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        function_version.config.code.destroy_cached()

    def _run(self, told: dict[str, str]) -> subprocess.Popen:
        code = pathlib.Path(self.function_version.config.code.get_unzipped_code_location())
        runtime = pathlib.Path(os.environ["FIRSTBELL_LAMBDA_RUNTIME"])
        jars = [*sorted((code / "lib").glob("*.jar")), *sorted(runtime.glob("*.jar"))]
        environment = {name: str(value) for name, value in told.items() if value is not None}
        environment |= {
            "AWS_LAMBDA_RUNTIME_API": f"{LOOPBACK}:{self._api.server_port}",
            "LAMBDA_TASK_ROOT": str(code),
            "PATH": os.environ["PATH"],
            "TZ": "UTC",
        }
        return subprocess.Popen(
            [
                os.path.join(os.environ["JAVA_HOME"], "bin", "java"),
                f"-Xmx{self.function_version.config.memory_size * 7 // 10}m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                os.pathsep.join(map(str, jars)),
                RUNTIME,
                environment["_HANDLER"],
            ],
            cwd=code,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def _wait_until_it_asks(self) -> None:
        end = time.monotonic() + START_SECONDS
        while not self._asked_for_an_event.wait(POLL_SECONDS):
            if self._jvm.poll() is not None or self._init_error or time.monotonic() > end:
                self.stop()
                raise LambdaRuntimeException(f"the function does not start: {self._init_error} {self.get_logs()}")

    def _runtime_api(executor):  # noqa: N805, for the handler's own self
        """The Lambda runtime API, version 2018-06-01, as far as the client asks for it."""

        class RuntimeApi(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                executor._asked_for_an_event.set()
                event = executor._events.get()
                deadline = int((time.time() + executor.function_version.config.timeout) * 1000)
                self._say(
                    200,
                    event["payload"].encode(),
                    {
                        "Content-Type": "application/json",
                        "Lambda-Runtime-Aws-Request-Id": event["invoke-id"],
                        "Lambda-Runtime-Invoked-Function-Arn": event["invoked-function-arn"],
                        "Lambda-Runtime-Trace-Id": event["trace-id"],
                        "Lambda-Runtime-Deadline-Ms": str(deadline),
                    },
                )

            def do_POST(self) -> None:
                body = self._body()
                self._say(202, b"", {})
                if self.path.endswith("/init/error"):
                    executor._init_error = body.decode(errors="replace")
                else:
                    executor._answer.set_result((body, self.path.endswith("/error")))

            def log_message(self, *_) -> None:
                pass

            def _say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def _body(self) -> bytes:
                if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                body = b""
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return body

        return RuntimeApi


class JvmExecutorPlugin(RuntimeExecutorPlugin):
    name = "jvm"

    def load(self, *_, **__) -> type[RuntimeExecutor]:
        return JvmExecutor
