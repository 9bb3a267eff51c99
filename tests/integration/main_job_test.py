# SPDX-License-Identifier: Apache-2.0
"""The main job, end to end: a simulated camera that shows a street, people counted in zones, alarms over MQTT
and HTTP, and what happens when the camera, the broker or the program goes away."""

import signal
import socket
import subprocess
import unittest

from peers import CLIP, PROGRAM, Receiver, RoadTest, wait_until

CONFIGURATION = """
server: {http: "127.0.0.1:{http}"}
storage: {path: "{data}"}
mqtt: {url: "mqtt://127.0.0.1:{mqtt}"}
cameras:
  - id: street
    source: "http://127.0.0.1:{camera}/cgi-bin/mjpeg?stream=1&frame=5"
    username: viewer
    password: {password}
    apps:
      occupancy:
        zones:
          - {name: Street, polygon: [[0,0],[1,0],[1,1],[0,1]], threshold: 2, time: 1.0}
          - {name: Nowhere, polygon: [[0,0],[0.01,0],[0.01,0.01],[0,0.01]], threshold: 1, time: 1.0}
        http: [{address: 127.0.0.1, port: {receiver}, path: /alarms, ssl: false, interval: 5, counts: true, alarms: true}]
        mqtt: {counts: true, alarms: true, interval: 5}
"""


@unittest.skipUnless(CLIP, "no clip: scripts/fetch-clip could not get vtest.avi, and OCELLUS_TEST_CLIP is not set")
class MainJob(RoadTest):
    def begin(self, password: str = "secret", camera: int | None = None):
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)
        self.mqtt = self.start_broker()
        self.messages = self.subscribe(self.mqtt)
        self.camera_port = camera or self.start_camera(None, "--auth", "digest", "--user", "viewer", "--password", "secret")
        text = CONFIGURATION.replace("{mqtt}", str(self.mqtt)).replace("{camera}", str(self.camera_port))
        text = text.replace("{password}", password).replace("{receiver}", str(self.receiver.port))
        self.settings = text
        return self.start_ocellus(text)

    def events(self, kind: str, camera: str = "street") -> list:
        topic = f"ocellus/{camera}/occupancy/{kind}"
        return [payload for name, payload in self.messages if name == topic]

    def status(self) -> list:
        return [payload for name, payload in self.messages if name == "ocellus/street/status"]

    def test_people_are_counted_and_the_alarm_arrives_once_by_each_way(self):
        port = self.begin()
        alarm = wait_until(lambda: self.events("alarm"), 30, "an alarm over MQTT")[0]
        self.assertEqual(alarm["state"], "start")
        self.assertEqual((alarm["camera"], alarm["app"], alarm["type"]), ("street", "occupancy", "alarm"))
        self.assertEqual((alarm["area"], alarm["name"], alarm["threshold"], alarm["sequence"]), (1, "Street", 2, 1))
        self.assertGreaterEqual(alarm["count"], 2)
        posted = wait_until(
            lambda: [body for body in self.receiver.bodies if body.get("id") == alarm["id"]], 5, "the alarm over HTTP"
        )
        self.assertEqual(posted[0], alarm)
        counts = wait_until(lambda: [c for c in self.events("count") if c["objects"]], 15, "a count over MQTT")[-1]
        self.assertGreaterEqual(counts["counts"]["Street"], 1)
        self.assertEqual(counts["counts"]["Nowhere"], 0)
        self.assertGreaterEqual(self.metric(port, 'ocellus_frames_analysed_total{camera="street"}'), 5)
        self.assertEqual(self.metric(port, 'ocellus_camera_up{camera="street"}'), 1)
        self.assertGreaterEqual(self.metric(port, 'ocellus_alarms_total{camera="street",state="start",zone="Street"}'), 1)
        self.assertNotIn("secret", self.read_log().replace("one-time secret", ""))

    def test_a_wrong_password_is_a_state_with_a_remedy_and_not_the_end(self):
        port = self.begin(password="wrong")
        wait_until(lambda: "offline" in self.status() or "password" in self.read_log(), 10, "the camera is said to be down")
        self.assertEqual(self.metric(port, 'ocellus_camera_up{camera="street"}'), 0)
        self.assertIn("viewer", self.read_log())
        self.assertIsNone(self.ocellus.poll())

    def test_counts_are_null_while_the_camera_is_away_and_it_comes_back(self):
        self.begin()
        wait_until(lambda: self.events("count"), 20, "a count")
        self.camera.terminate()
        self.camera.wait(10)
        wait_until(lambda: self.status()[-1:] == ["offline"], 15, "the camera is offline")
        wait_until(lambda: self.events("count")[-1]["counts"]["Street"] is None, 20, "a null count")
        self.start_camera(self.camera_port, "--auth", "digest", "--user", "viewer", "--password", "secret")
        wait_until(lambda: self.status()[-1:] == ["online"], 35, "the camera is online again")
        wait_until(lambda: self.events("count")[-1]["counts"]["Street"] is not None, 20, "a count again")

    def test_sequences_go_on_after_kill_and_no_alarm_is_lost(self):
        self.begin()
        wait_until(lambda: self.events("alarm"), 30, "an alarm")
        self.ocellus.send_signal(signal.SIGKILL)
        self.ocellus.wait(10)
        self.start_ocellus(self.settings)
        before = len(self.events("alarm"))
        wait_until(lambda: len(self.events("alarm")) > before, 40, "an alarm of the second life")
        sequences = sorted({event["sequence"] for event in self.events("alarm")})
        self.assertEqual(sequences, list(range(1, len(sequences) + 1)))

    def test_it_ends_when_asked_and_says_goodbye(self):
        self.begin()
        wait_until(lambda: self.status()[-1:] == ["online"], 20, "the camera is online")
        self.ocellus.terminate()
        self.assertEqual(self.ocellus.wait(10), 0)
        wait_until(lambda: ("ocellus/status", "offline") in self.messages, 5, "the last will")


class BadInput(RoadTest):
    def run_with(self, configuration: str) -> subprocess.CompletedProcess:
        self.configuration = self.folder / "ocellus.yaml"
        self.configuration.write_text(configuration, encoding="utf-8")
        return subprocess.run(
            [PROGRAM, "run", "--config", str(self.configuration)], capture_output=True, text=True, timeout=30, check=False
        )

    def refused(self, configuration: str) -> str:
        answer = self.run_with(configuration)
        self.assertEqual(answer.returncode, 2, answer.stderr)
        return answer.stderr

    def test_an_unknown_key_is_named_with_its_line_and_the_nearest_one(self):
        words = self.refused('server: {http: "127.0.0.1:1"}\nstorage:\n  pth: ./data\n')
        for word in ("pth", ":3", "path"):
            self.assertIn(word, words)

    def test_a_polygon_that_crosses_itself_is_refused(self):
        words = self.refused(
            "cameras:\n  - id: a\n    source: http://127.0.0.1:1/x\n    apps:\n      occupancy:\n        zones:\n"
            "          - {name: Till, polygon: [[0,0],[1,1],[1,0],[0,1]], threshold: 1, time: 1}\n"
        )
        self.assertIn("cross", words)
        self.assertIn("polygon", words)

    def test_an_occupied_port_is_said(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            answer = self.run_with(f'server: {{http: "127.0.0.1:{port}"}}\nstorage: {{path: "{self.folder}/data"}}\n')
            self.assertNotEqual(answer.returncode, 0)
            self.assertIn(str(port), answer.stderr)

    def test_a_data_folder_that_cannot_be_made_is_said(self):
        (self.folder / "file").write_text("x", encoding="utf-8")
        answer = self.run_with(f'storage: {{path: "{self.folder}/file/data"}}\n')
        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("file/data", answer.stderr)

    def test_a_model_that_is_not_there_is_said(self):
        answer = self.run_with(f'storage: {{path: "{self.folder}/data"}}\nmodels: {{detector: no-such-model}}\n')
        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("no-such-model", answer.stderr)


if __name__ == "__main__":
    unittest.main()
