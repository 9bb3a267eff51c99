# SPDX-License-Identifier: Apache-2.0
"""How long it takes from adding a camera to its first analysed picture, over REST, with a simulated 1080p camera on
loopback: the call that adds it, the call that puts occupancy on it, connecting with Digest, decoding, detecting.

    .deps/python/bin/python bench/add_camera.py --times 10
"""

import argparse
import http.cookiejar
import json
import os
import pathlib
import re
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, what: str, seconds: float = 60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.005)
    raise SystemExit(f"never came: {what}")


class House:
    """Ocellus with an admin who is logged in."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path):
        self.port = free_port()
        configuration = folder / "ocellus.yaml"
        configuration.write_text(f'server: {{http: "127.0.0.1:{self.port}"}}\nstorage: {{path: ./data}}\n', encoding="utf-8")
        log = folder / "log"
        with log.open("w", encoding="utf-8") as out:
            self.process = subprocess.Popen([program, "run", "--config", configuration], stdout=out, stderr=out)
        secret = wait_for(lambda: re.search(r"first visit: (\S+)", log.read_text(encoding="utf-8")), "the one-time secret")
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.token = ""
        setup = {"secret": secret.group(1), "name": "admin", "password": "correct horse battery", "language": "en"}
        self.token = self.call("POST", "/setup", setup)["token"]

    def call(self, method: str, path: str, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-Ocellus-Token": self.token}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1{path}", data, headers, method=method)
        with self.browser.open(request, timeout=20) as answer:
            text = answer.read()
            return json.loads(text) if text else None


def add_once(house: House, camera_port: int, number: int) -> float:
    name = f"camera-{number}"
    source = f"http://127.0.0.1:{camera_port}/cgi-bin/mjpeg?stream=1&frame=5"
    began = time.monotonic()
    house.call("POST", "/cameras", {"id": name, "source": source, "username": "demo", "password": "demo"})
    house.call("PUT", f"/cameras/{name}/apps/occupancy", {})
    wait_for(lambda: house.call("GET", f"/cameras/{name}")["counters"]["analysed"] > 0, f"a picture of {name}")
    took = time.monotonic() - began
    house.call("DELETE", f"/cameras/{name}")
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/ocellus")
    parser.add_argument("--clip", default=os.environ.get("OCELLUS_TEST_CLIP", str(ROOT / "run/media/vtest.avi")))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        camera_port = free_port()
        login = ["--auth", "digest", "--user", "demo", "--password", "demo"]
        camera = subprocess.Popen(
            [options.program, "simulate", options.clip, "--port", str(camera_port), "--size", "1920x1080", *login],
            stdout=subprocess.DEVNULL,
        )
        house = None
        try:
            wait_for(lambda: socket.socket().connect_ex(("127.0.0.1", camera_port)) == 0, "the simulated camera")
            house = House(options.program, pathlib.Path(folder))
            times = [add_once(house, camera_port, number) for number in range(options.times)]
        finally:
            for process in (camera, house and house.process):
                if process:
                    process.terminate()
                    process.wait(20)
    print(f"add camera to first analysed picture, {len(times)} times: median {statistics.median(times):.3f} s, worst {max(times):.3f} s")


if __name__ == "__main__":
    main()
