# SPDX-License-Identifier: Apache-2.0
"""The other programs of a test: a broker, a receiver, a simulated camera, Ocellus itself. All on loopback,
all ended by the test that started them."""

import http.cookiejar
import http.server
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request

PROGRAM = os.environ.get("OCELLUS_PROGRAM", "build/ocellus")
CLIP = os.environ.get("OCELLUS_TEST_CLIP", "")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds: float, what: str):
    """The first true value of condition(), or a failed test."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {what}")


def listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Receiver:
    """An HTTP server that keeps what is posted to it."""

    def __init__(self):
        self.bodies = []
        self.paths = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802, the library's name
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                receiver.bodies.append(body)
                self.send_response(204)
                self.end_headers()

            def do_GET(self):  # noqa: N802
                receiver.paths.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class RoadTest(unittest.TestCase):
    """A folder and processes of its own for each test."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ocellus-test-"))
        self.processes = []
        self.addCleanup(self._end)

    def _end(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for stream in (process.stdout, process.stderr):
                if stream:
                    stream.close()
        subprocess.run(["rm", "-rf", str(self.folder)], check=False)

    def start(self, *command, **more) -> subprocess.Popen:
        process = subprocess.Popen([str(part) for part in command], **more)
        self.processes.append(process)
        return process

    def start_broker(self, port: int | None = None) -> int:
        port = port or free_port()
        settings = self.folder / "mosquitto.conf"
        settings.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\n", encoding="utf-8")
        self.broker = self.start("/usr/sbin/mosquitto", "-c", settings, stderr=subprocess.DEVNULL)
        wait_until(lambda: listening(port), 10, "the broker listens")
        return port

    def subscribe(self, port: int, topic: str = "ocellus/#") -> list:
        """A list that fills with (topic, payload) as messages arrive."""
        messages = []
        subscriber = self.start(
            "mosquitto_sub", "-h", "127.0.0.1", "-p", port, "-t", topic, "-v", stdout=subprocess.PIPE, text=True
        )

        def read():
            for line in subscriber.stdout:
                name, _, payload = line.rstrip("\n").partition(" ")
                messages.append((name, json.loads(payload) if payload.startswith("{") else payload))

        threading.Thread(target=read, daemon=True).start()
        return messages

    def start_camera(self, port: int | None = None, *options) -> int:
        port = port or free_port()
        self.camera = self.start(PROGRAM, "simulate", CLIP, "--port", port, *options, stdout=subprocess.DEVNULL)
        wait_until(lambda: listening(port), 30, "the simulated camera listens")
        return port

    def start_ocellus(self, configuration: str, port: int | None = None) -> int:
        """Runs Ocellus and returns the port of its HTTP listener, which {http} in the configuration names."""
        port = port or free_port()
        self.configuration = self.folder / "ocellus.yaml"
        text = configuration.replace("{http}", str(port)).replace("{data}", str(self.folder / "data"))
        self.configuration.write_text(text, encoding="utf-8")
        self.log = (self.folder / "log").open("w", encoding="utf-8")
        self.addCleanup(self.log.close)
        self.ocellus = self.start(PROGRAM, "run", "--config", self.configuration, stderr=self.log, stdout=self.log)
        wait_until(lambda: listening(port) or self.ocellus.poll() is not None, 60, "Ocellus listens")
        self.assertIsNone(self.ocellus.poll(), self.read_log())
        return port

    def read_log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def first_visit(self, port: int):
        """Makes the first account; call() speaks in its name from then on."""
        self.port, self.token = port, ""
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        log = wait_until(lambda: "first visit" in self.read_log() and self.read_log(), 10, "the one-time secret")
        secret = re.search(r"first visit: (\S+)", log).group(1)
        account = {"secret": secret, "name": "admin", "password": "correct horse battery", "language": "en"}
        self.token = self.call("POST", "/setup", account)["token"]

    def call(self, method: str, path: str, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-Ocellus-Token": self.token}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1{path}", data, headers, method=method)
        with self.browser.open(request, timeout=20) as answer:
            text = answer.read()
            return json.loads(text) if text.startswith((b"{", b"[")) else text

    @staticmethod
    def get(port: int, path: str, **headers) -> str:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.read().decode()

    def metric(self, port: int, name: str) -> float | None:
        """The value of a series, named as in the text format; None while there is none."""
        for line in self.get(port, "/metrics").splitlines():
            if line.startswith(name + " "):
                return float(line.rsplit(" ", 1)[1])
        return None
