# SPDX-License-Identifier: Apache-2.0
"""The relay on the programs as users start them: Find, what a camera gives now, a certificate that is kept over a
restart, and being a camera for a recorder, on a port of its own and in other sizes (RELAY-01, 30 to 33, 80 to 94)."""

import base64
import http.cookiejar
import json
import re
import struct
import subprocess
import unittest
import urllib.error
import urllib.request

from peers import CLIP, RoadTest, free_port, wait_until

CONFIGURATION = 'server: {http: "127.0.0.1:{http}"}\nstorage: {path: "{data}"}\n'
PASSWORD = "correct horse battery"


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Width and height that a JPEG's frame header says."""
    at = 2
    while at < len(jpeg):
        marker, length = jpeg[at + 1], struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xC3:
            height, width = struct.unpack(">HH", jpeg[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise AssertionError("no frame header")


@unittest.skipUnless(CLIP, "no clip: scripts/fetch-clip could not get vtest.avi, and OCELLUS_TEST_CLIP is not set")
class Relay(RoadTest):
    def begin(self):
        self.port = self.start_ocellus(CONFIGURATION)
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.token = ""
        if self.call("GET", "/session")["setup_required"]:
            found = wait_until(lambda: re.search(r"first visit: (\S+)", self.read_log()), 10, "secret")
            setup = {"secret": found.group(1), "name": "admin", "password": PASSWORD, "language": "en"}
            self.token = self.call("POST", "/setup", setup)["token"]
        else:
            self.token = self.call("POST", "/session", {"name": "admin", "password": PASSWORD})["token"]

    def call(self, method: str, path: str, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-Ocellus-Token": self.token or ""}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1{path}", data, headers, method=method)
        with self.browser.open(request, timeout=20) as answer:
            text = answer.read()
            return json.loads(text) if text.startswith((b"{", b"[")) else text

    def reason(self, camera: str) -> str:
        return (self.call("GET", f"/cameras/{camera}")["reason"] or {"message": ""})["message"]

    def test_find_fills_in_what_the_maker_calls_its_stream(self):
        camera_port = self.start_camera(None, "--auth", "digest", "--user", "viewer", "--password", "right")
        self.begin()
        self.assertIn("i-pro", [vendor["id"] for vendor in self.call("GET", "/vendors")])
        wish = {"address": "127.0.0.1", "port": camera_port, "username": "viewer", "password": "right"}

        def finished(body):
            search = self.call("POST", "/finds", body)
            return wait_until(lambda: (now := self.call("GET", f"/finds/{search['id']}"))["done"] and now, 30, "the search ends")

        search = finished(wish)
        self.assertEqual(search["found"]["vendor"], "i-pro", search)
        self.assertTrue(search["steps"][-1]["picture"])
        refused = finished({**wish, "password": "wrong"})
        self.assertIsNone(refused["found"])
        self.assertEqual(len(refused["steps"]), 1, "a refused password ends it")
        self.assertIn("password", refused["reason"]["message"])
        self.assertIsNone(finished({"address": "169.254.169.254"})["found"])
        with self.assertRaises(urllib.error.HTTPError) as unknown:
            self.call("POST", "/finds", {**wish, "vendor": "nobody"})
        self.assertEqual(unknown.exception.code, 400)

        # What was found works as it is, and the result goes on by itself.
        found = search["found"]
        self.call("POST", "/cameras", {"id": "gate", "source": found["source"], "mode": found["mode"], "username": "viewer", "password": "right"})
        self.call("PUT", "/cameras/gate/apps/occupancy", {})
        result = wait_until(lambda: (now := self.call("GET", "/cameras/gate/result"))["ok"] and now["rate_ok"] and now["bytes_per_second"] > 0 and now, 30, "a good result")
        self.assertEqual(result["reconnects"], 0)
        self.assertGreater(result["latency"], 0)
        self.assertNotIn("right", json.dumps(result))

    def test_a_clip_is_tried_with_a_picture_though_it_sends_no_jpeg(self):
        self.begin()
        result = self.call("POST", "/cameras/test", {"id": "clip", "source": f"file://{CLIP}"})
        self.assertTrue(result["ok"], result)
        self.assertEqual(size_of(base64.b64decode(result["picture"])), (result["width"], result["height"]))
        self.assertIsNone(result["quality"])

    def test_the_certificate_seen_first_stays_the_only_one_over_a_restart(self):
        camera_port = self.start_camera(None, "--tls")
        self.begin()
        source = f"https://127.0.0.1:{camera_port}/cgi-bin/mjpeg?stream=1&frame=5"
        self.call("POST", "/cameras", {"id": "gate", "source": source, "tls": "pin"})
        self.call("PUT", "/cameras/gate/apps/occupancy", {})
        wait_until(lambda: self.call("GET", "/cameras/gate")["state"] == "up", 20, "the camera is up")
        seen = wait_until(lambda: self.call("GET", "/cameras/gate/result")["certificate"], 10, "its certificate")
        wait_until(lambda: self.call("GET", "/cameras/gate")["counters"]["analysed"] > 10, 20, "a second has passed")
        self.ocellus.terminate()
        self.ocellus.wait(20)
        self.camera.terminate()  # a simulated camera makes a new certificate each time
        self.camera.wait(20)
        self.start_camera(camera_port, "--tls")
        self.begin()
        wait_until(lambda: "another certificate" in self.reason("gate"), 20, "the new certificate is refused")
        now = wait_until(lambda: self.call("GET", "/cameras/gate/result")["certificate"], 10, "what it shows now")
        self.assertNotEqual(now, seen)
        self.call("PUT", "/cameras/gate", {"tls_pin": now})
        wait_until(lambda: self.call("GET", "/cameras/gate")["state"] == "up", 20, "the new one is trusted once an admin says so")

    def test_it_is_a_camera_for_a_recorder(self):
        camera_port = self.start_camera(None, "--size", "1280x720")
        self.begin()
        own = free_port()
        settings = {"id": "gate", "source": f"http://127.0.0.1:{camera_port}/cgi-bin/mjpeg?stream=1&frame=5", "listen": f"127.0.0.1:{own}"}
        self.call("POST", "/cameras", settings)
        self.call("POST", "/cameras", {**settings, "id": "yard", "listen": None})
        with self.assertRaises(urllib.error.HTTPError) as taken:
            self.call("PUT", "/cameras/yard", {"listen": f"127.0.0.1:{own}"})
        self.assertEqual(taken.exception.code, 409)
        account = self.call("POST", "/devices", {"name": "nvr", "camera": "gate"})
        login = f"nvr:{account['password']}"

        def recorder(port: int, path: str, seconds: int = 20) -> bytes:
            """What a recorder gets by Digest; of a stream what came in that time."""
            command = ["curl", "--silent", "--digest", "--user", login, "--max-time", str(seconds), f"http://127.0.0.1:{port}{path}"]
            return subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout

        whole = recorder(own, "/cgi-bin/camera?stream=1")
        self.assertEqual(size_of(whole), (1280, 720))
        self.assertEqual(size_of(recorder(own, "/cgi-bin/camera?resolution=640x480")), (640, 360))
        self.assertLess(len(recorder(self.port, "/gate/cgi-bin/camera?quality=9")), len(whole) * 0.7)

        stream = recorder(own, "/cgi-bin/mjpeg?resolution=320x180&frame=2", 4)
        parts = re.split(rb"--ocellus\r\n", stream)[1:-1]
        self.assertGreaterEqual(len(parts), 2)
        self.assertLessEqual(len(parts), 10, "two a second")
        self.assertEqual({size_of(part.split(b"\r\n\r\n", 1)[1]) for part in parts}, {(320, 180)})

    def test_sensors_of_one_camera_are_its_channels(self):
        camera_port = self.start_camera(None)
        self.begin()
        # {channel} stands where this camera takes a stream's number.
        source = f"http://127.0.0.1:{camera_port}/cgi-bin/mjpeg?stream={{channel}}&frame=5"
        for channel in (1, 2):
            self.call("POST", "/cameras", {"id": f"dome-{channel}", "unit": "dome", "channel": channel, "source": source})
        with self.assertRaises(urllib.error.HTTPError) as twice:
            self.call("POST", "/cameras", {"id": "dome-3", "unit": "dome", "channel": 2, "source": source})
        self.assertEqual(json.loads(twice.exception.read())["error"]["fields"][0]["path"], "channel")
        zone = {"name": "All", "polygon": [[0, 0], [1, 0], [1, 1], [0, 1]], "threshold": 1, "time": 1}
        self.call("PUT", "/cameras/dome-2/apps/occupancy", {"zones": [zone]})
        events = wait_until(lambda: self.call("GET", "/events?camera=dome-2&type=alarm")["events"], 40, "an alarm of channel 2")
        self.assertEqual((events[0]["unit"], events[0]["channel"]), ("dome", 2))
        self.assertTrue(self.call("GET", "/cameras/dome-2/result")["url"].endswith("stream=2&frame=5"))


if __name__ == "__main__":
    unittest.main()
