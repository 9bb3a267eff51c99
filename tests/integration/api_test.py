# SPDX-License-Identifier: Apache-2.0
"""A user's first hour over REST: first-run set-up, a camera with a wrong password, the verdict, the mended camera,
a zone, one-shot mode and back, and that secrets never come out (RELAY-20 to 33, RELAY-91)."""

import base64
import json
import unittest
import urllib.error

from peers import CLIP, RoadTest, wait_until

CONFIGURATION = 'server: {http: "127.0.0.1:{http}"}\nstorage: {path: "{data}"}\n'


@unittest.skipUnless(CLIP, "no clip: scripts/fetch-clip could not get vtest.avi, and OCELLUS_TEST_CLIP is not set")
class FirstHour(RoadTest):
    def setUp(self):
        super().setUp()
        self.camera_port = self.start_camera(None, "--auth", "digest", "--user", "viewer", "--password", "right")
        self.first_visit(self.start_ocellus(CONFIGURATION))

    def settings(self, password: str) -> dict:
        source = f"http://127.0.0.1:{self.camera_port}/cgi-bin/mjpeg?stream=1&frame=5"
        return {"id": "gate", "name": "Front gate", "source": source, "username": "viewer", "password": password}

    def gate(self) -> dict:
        return self.call("GET", "/cameras/gate")

    def test_from_a_wrong_password_to_a_counted_zone_and_back_from_one_shot_mode(self):
        verdict = self.call("POST", "/cameras/test", self.settings("wrong"))
        self.assertFalse(verdict["ok"])
        self.assertIn("password", verdict["verdict"][0]["message"])
        verdict = self.call("POST", "/cameras/test", self.settings("right"))
        self.assertTrue(verdict["ok"], verdict)
        self.assertTrue(verdict["rate_ok"], verdict["rate"])
        self.assertEqual(base64.b64decode(verdict["picture"])[:2], b"\xff\xd8")

        self.assertEqual(self.call("POST", "/cameras", self.settings("right"))["settings"]["password"], "***")
        zone = {"name": "All", "polygon": [[0, 0], [1, 0], [1, 1], [0, 1]], "threshold": 1, "time": 1}
        self.call("PUT", "/cameras/gate/apps/occupancy", {"zones": [zone]})
        wait_until(lambda: self.gate()["counters"]["inferred"] > 3, 20, "pictures are analysed")
        events = wait_until(lambda: self.call("GET", "/events?camera=gate&type=alarm")["events"], 20, "an alarm is listed")
        self.assertTrue(events[-1]["picture"])
        self.assertEqual(self.call("GET", f"/events/{events[-1]['id']}/picture")[:2], b"\xff\xd8")

        one_shot = f"http://127.0.0.1:{self.camera_port}/cgi-bin/camera?stream=1"
        changed = self.call("PUT", "/cameras/gate", {"mode": "jpeg", "source": one_shot, "password": "***"})
        self.assertEqual((changed["settings"]["mode"], changed["name"]), ("jpeg", "Front gate"))
        wait_until(lambda: self.gate()["state"] == "up" and self.gate()["picture"], 20, "pictures one by one")
        self.call("PUT", "/cameras/gate", {**self.settings("***"), "mode": "mjpeg"})
        wait_until(lambda: self.gate()["state"] == "up" and self.gate()["counters"]["received"] > 3, 20, "the stream again")
        self.assertNotIn("right", json.dumps(self.call("GET", "/cameras")))
        self.assertNotIn("right", self.read_log())

    def test_settings_changed_during_an_alarm_end_it_only_where_they_touch_it(self):
        def listed(kind):
            return self.call("GET", f"/events?camera=gate&type={kind}")["events"]

        def put(**settings):
            self.call("PUT", "/cameras/gate/apps/occupancy", {"zones": [zone], "repeat": "once", **settings})

        self.call("POST", "/cameras", self.settings("right"))
        zone = {"name": "All", "polygon": [[0, 0], [1, 0], [1, 1], [0, 1]], "threshold": 1, "time": 1}
        put()
        wait_until(lambda: listed("alarm"), 20, "an alarm")
        put(mqtt={"interval": 60})
        seen = self.gate()["counters"]["analysed"]
        wait_until(lambda: self.gate()["counters"]["analysed"] > seen + 12, 20, "two seconds more")
        self.assertEqual((len(listed("alarm")), listed("alarm_end")), (1, []), "people stood there all the time")
        zone["time"] = 1.5
        put()
        wait_until(lambda: len(listed("alarm_end")) == 1, 20, "the old rule's alarm ends")
        wait_until(lambda: len(listed("alarm")) == 2, 20, "the new rule has its own")
        self.call("DELETE", "/cameras/gate/apps/occupancy")
        wait_until(lambda: len(listed("alarm_end")) == 2, 20, "what is taken off ends its alarm")
        put()
        wait_until(lambda: len(listed("alarm")) == 3, 20, "an alarm once more")
        self.call("DELETE", "/cameras/gate")
        wait_until(lambda: len(listed("alarm_end")) == 3, 20, "a camera that is removed ends its alarm")

    def test_what_is_wrong_is_named_by_field_and_nothing_is_kept(self):
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.call("POST", "/cameras", {**self.settings("right"), "channel": 7})
        self.assertEqual(refused.exception.code, 400)
        error = json.loads(refused.exception.read())["error"]
        self.assertEqual(error["fields"][0]["path"], "channel")
        self.assertEqual(self.call("GET", "/cameras"), [])

    def refused(self, *call) -> tuple[int, dict]:
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.call(*call)
        return refused.exception.code, json.loads(refused.exception.read())["error"]

    def test_apps_are_refused_where_a_camera_is_set_and_the_right_call_is_named(self):
        apps = {"apps": {"occupancy": {"zones": []}}}
        for call in (("POST", "/cameras", {**self.settings("right"), **apps}), ("POST", "/cameras/test", {**self.settings("right"), **apps})):
            code, error = self.refused(*call)
            self.assertEqual((code, error["fields"][0]["path"]), (400, "apps"))
            self.assertIn("/apps/{app}", error["remedy"])
        self.assertEqual(self.call("GET", "/cameras"), [])
        self.call("POST", "/cameras", self.settings("right"))
        self.call("PUT", "/cameras/gate/apps/occupancy", {})
        code, error = self.refused("PUT", "/cameras/gate", apps)
        self.assertEqual((code, error["fields"][0]["path"]), (400, "apps"))
        self.assertEqual(self.gate()["apps"], ["occupancy"])

    def test_the_system_page_has_what_it_shows(self):
        system = self.call("GET", "/system")
        self.assertGreater(system["models"]["detector"]["milliseconds"], 0)
        self.assertEqual(system["broker"]["state"], "off")
        self.assertTrue(any(finding["topic"] == "disk" for finding in system["findings"]))


if __name__ == "__main__":
    unittest.main()
