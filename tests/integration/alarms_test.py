# SPDX-License-Identifier: Apache-2.0
"""Alarms to TCP and HTTP receivers from the whole program, paced by the alarm deactivation time (OCC-56, OCC-57,
OCC-59); the Test button; the broker set over REST; settings tried on a clip."""

import base64
import http.cookiejar
import json
import pathlib
import re
import socketserver
import threading
import time
import unittest
import urllib.error
import urllib.request

import jinja2  # the template language of Home Assistant
from peers import CLIP, Receiver, RoadTest, free_port, wait_until

CONFIGURATION = """
server: {http: "127.0.0.1:{http}"}
storage: {path: "{data}"}
cameras:
  - id: street
    source: "http://127.0.0.1:{camera}/cgi-bin/mjpeg?stream=1&frame=5"
    apps:
      occupancy:
        alarm_deactivation: 5
        repeat: periodic
        zones:
          - {name: Street, polygon: [[0,0],[1,0],[1,1],[0,1]], threshold: 1, time: 1.0}
        tcp_alarm: [{address: 127.0.0.1, port: {tcp}}, {address: 127.0.0.1, port: {nobody}, retries: 1}]
        http_alarm: [{url: "http://127.0.0.1:{web}/alarm?id=%alrmsrc2"},
                     {url: "http://127.0.0.1:{web}/posted", body: '{"Event": "{name}", "seen": {count}}'}]
"""


class LineReceiver:
    """A receiver of TCP alarm notification: keeps each line with its time and confirms it."""

    def __init__(self):
        self.lines = []
        receiver = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                line = json.loads(self.rfile.readline())
                receiver.lines.append((time.monotonic(), line))
                self.wfile.write(json.dumps({"ack": line["id"]}).encode() + b"\n")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@unittest.skipUnless(CLIP, "no clip: scripts/fetch-clip could not get vtest.avi, and OCELLUS_TEST_CLIP is not set")
class Alarms(RoadTest):
    def setUp(self):
        super().setUp()
        self.lines = LineReceiver()
        self.web = Receiver()
        self.addCleanup(self.lines.close)
        self.addCleanup(self.web.close)
        text = CONFIGURATION.replace("{camera}", str(self.start_camera())).replace("{tcp}", str(self.lines.port))
        text = text.replace("{nobody}", str(free_port())).replace("{web}", str(self.web.port))
        self.port = self.start_ocellus(text)
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.token = ""
        secret = re.search(r"first visit: (\S+)", wait_until(lambda: "first visit" in self.read_log() and self.read_log(), 10, "secret"))
        setup = {"secret": secret.group(1), "name": "admin", "password": "correct horse battery", "language": "en"}
        self.token = self.call("POST", "/setup", setup)["token"]

    def call(self, method: str, path: str, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-Ocellus-Token": self.token}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1{path}", data, headers, method=method)
        try:
            with self.browser.open(request, timeout=40) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            return {"status": error.code, **json.loads(error.read())}

    def test_alarms_go_to_each_receiver_and_no_faster_than_the_deactivation_time(self):
        wait_until(lambda: len(self.lines.lines) >= 3, 60, "three alarms by TCP")
        alarms = [(at, line) for at, line in self.lines.lines if line["state"] in ("start", "repeat")]
        self.assertEqual({line["message_id"] for _, line in alarms}, {98})
        self.assertEqual(alarms[0][1]["name"], "Street")
        times = [line["time"] for _, line in alarms]
        self.assertEqual(times, sorted(times))
        gaps = [later[0] - earlier[0] for earlier, later in zip(alarms, alarms[1:])]
        self.assertTrue(all(gap > 4 for gap in gaps), f"a period of 1 s is held back to 5 s: {gaps}")
        listed = self.call("GET", "/events?type=alarm")["events"]
        self.assertGreater(len(listed), len(alarms), "events themselves are never held back")
        wait_until(lambda: self.web.paths, 20, "an alarm by HTTP")
        self.assertEqual(self.web.paths[0], "/alarm?id=62")
        posted = wait_until(lambda: [body for body in self.web.bodies if body.get("Event") == "Street"], 20, "the user's own body")
        self.assertGreaterEqual(posted[0]["seen"], 1)
        outbox = {row["destination"]: row for row in self.call("GET", "/system")["outbox"]}
        dead = wait_until(
            lambda: next(
                (row for row in self.call("GET", "/system")["outbox"] if row["destination"] == "tcp-alarm/street/occupancy/2" and row["dropped"]), None
            ),
            30,
            "one retry and no more",
        )
        self.assertEqual(dead["state"], "down")
        self.assertEqual(outbox["tcp-alarm/street/occupancy/1"]["state"], "up")

    def test_a_receiver_is_tried_and_its_answer_shown(self):
        def tried(kind, destination):
            return self.call("POST", "/cameras/street/apps/occupancy/test", {"kind": kind, "number": 1, "destination": destination})

        posted = tried("http", {"address": "127.0.0.1", "port": self.web.port, "ssl": False})
        self.assertEqual((posted["ok"], posted["status"]), (True, 204))
        self.assertLess(posted["seconds"], 10)
        self.assertIn("Test", [body.get("Event") for body in self.web.bodies])
        told = tried("tcp_alarm", {"address": "127.0.0.1", "port": self.lines.port})
        self.assertTrue(told["ok"], told)
        self.assertIn("test", [line["state"] for _, line in self.lines.lines])
        self.assertFalse(tried("tcp_alarm", {"address": "127.0.0.1", "port": free_port()})["ok"])
        refused = tried("http", {"address": "169.254.169.254", "port": 80, "ssl": False})
        self.assertFalse(refused["ok"])
        self.assertIn("may be tried", refused["message"])
        wrong = tried("http", {"address": ""})
        self.assertEqual((wrong["status"], wrong["error"]["fields"][0]["path"]), (400, "http/0/address"))
        stolen = tried("http", {"address": "127.0.0.1", "port": self.web.port, "ssl": False, "password": "***"})
        self.assertEqual(stolen["error"]["fields"][0]["path"], "http/0/password")

    def test_the_broker_is_set_over_rest_and_describes_the_cameras(self):
        self.assertEqual(self.call("GET", "/broker")["state"], "off")
        self.assertEqual(self.call("PUT", "/broker", {"url": "192.168.0.1"})["error"]["fields"][0]["path"], "url")
        port = self.start_broker()
        messages = self.subscribe(port, "#")
        kept = self.call("PUT", "/broker", {"url": f"mqtt://127.0.0.1:{port}", "password": "hidden", "home_assistant": True, "onvif": True})
        self.assertEqual(kept["settings"]["password"], "***")
        wait_until(lambda: self.call("GET", "/broker")["state"] == "up", 20, "the broker is up")
        config = wait_until(lambda: [m for m in messages if m[0] == "homeassistant/device/ocellus_street/config"], 20, "the description")[0][1]
        self.assertEqual(config["components"]["zone1_count"]["state_topic"], "ocellus/street/occupancy/count")
        self.assert_templates_read(messages, config["components"])
        wait_until(lambda: [p for t, p in messages if t == "ocellus/street/frame_rate" and float(p) > 0], 45, "its frame rate")
        wait_until(lambda: [m for m in messages if "/onvif-ej/RuleEngine/CountAggregation/Counter/" in m[0]], 30, "a count in ONVIF's form")
        frames = wait_until(lambda: [m for t, m in messages if t == "ocellus/street/onvif-mj/VideoAnalytics/Profile_1/occupancy" and "Object" in m["Frame"][0]], 30, "a frame")
        box = frames[0]["Frame"][0]["Object"][0]["Appearance"]["Shape"]["BoundingBox"]
        self.assertTrue(-1 <= box["@left"] < box["@right"] <= 1 and -1 <= box["@bottom"] < box["@top"] <= 1, box)
        wait_until(lambda: ("ocellus/street/status", "online") in messages, 20, "the camera is online")
        self.ocellus.terminate()
        self.ocellus.wait(20)
        self.assertNotIn("hidden", self.read_log())
        self.start_ocellus(self.configuration.read_text(encoding="utf-8"), self.port)
        wait_until(lambda: messages.count(("ocellus/status", "online")) >= 2, 30, "the broker is remembered")
        self.assertNotIn("hidden", self.read_log())

    def assert_templates_read(self, messages, components):
        """Home Assistant's templates of zone 1, on what is really sent."""
        if jinja2 is None:
            return
        language = jinja2.Environment()

        def read(entity: str, message) -> str:
            return language.from_string(components[entity]["value_template"]).render(value_json=message).strip()

        def one(kind: str):
            topic = f"ocellus/street/occupancy/{kind}"
            return wait_until(lambda: [text for name, text in messages if name == topic], 30, kind)[0]

        alarm, count = one("alarm"), one("count")
        self.assertEqual(read("zone1_alarm", alarm), "ON")
        self.assertEqual(read("zone1_alarm", {**alarm, "type": "alarm_end"}), "OFF")
        self.assertEqual(read("zone1_alarm", {**alarm, "name": "Elsewhere"}), "", "that is said of another zone")
        self.assertEqual(read("zone1_alarm", {**alarm, "type": "under_occupancy"}), "")
        for on, word in ((True, "ON"), (False, "OFF")):
            told = {**count, "zones": [{**zone, "alarm": on} for zone in count["zones"]]}
            self.assertEqual(read("zone1_alarm", told), word)
        for number, word in ((2, "ON"), (0, "OFF"), (None, "None")):
            self.assertEqual(read("zone1_occupancy", {**count, "counts": {"Street": number}}), word)
        self.assertEqual(read("zone1_occupancy", {**count, "counts": {}}), "None")

    def test_a_clip_is_run_under_both_settings(self):
        clip = pathlib.Path(CLIP).read_bytes()
        for offset in range(0, len(clip), 500_000):
            piece = {"name": "street.avi", "bytes": len(clip), "offset": offset, "data": base64.b64encode(clip[offset : offset + 500_000]).decode()}
            answer = self.call("POST", "/clips", piece)
        self.assertTrue(answer["complete"], answer)
        self.assertEqual(self.call("GET", "/clips"), [{"name": "street.avi", "bytes": len(clip)}])
        zone = {"name": "Street", "threshold": 40, "time": 1}
        trial = self.call("POST", "/cameras/street/trials", {"clip": "street.avi", "settings": {"zones": [zone]}})
        self.assertEqual(self.call("POST", "/cameras/street/trials", {"clip": "street.avi", "settings": {}})["status"], 409)
        path = f"/cameras/street/trials/{trial['id']}"
        done = wait_until(lambda: (lambda t: t if t["state"] != "running" else None)(self.call("GET", path)), 200, "the trial ends")
        self.assertEqual((done["state"], done["message"]), ("done", ""))
        self.assertGreater(done["seconds"], 60)
        today, changed = done["variants"]["today"], done["variants"]["changed"]
        self.assertEqual(today["alarms"][0]["state"], "start")
        self.assertEqual(changed["alarms"], [])
        self.assertEqual(today["counts"], changed["counts"])
        self.assertIsNone(self.call("DELETE", path))
        self.assertEqual(self.call("GET", path)["status"], 404)


if __name__ == "__main__":
    unittest.main()
