# SPDX-License-Identifier: Apache-2.0
"""Counts of a running program in its history: killed at random moments, ended properly, with its camera away."""

import random
import signal
import sqlite3
import time
import unittest

from peers import CLIP, RoadTest, wait_until

CONFIGURATION = """
server: {http: "127.0.0.1:{http}"}
storage: {path: "{data}"}
time_zone: Europe/Berlin
cameras:
  - id: street
    source: "http://127.0.0.1:{camera}/cgi-bin/mjpeg?stream=1&frame=5"
    apps:
      occupancy:
        csv: true
        zones: [{name: Street, polygon: [[0,0],[1,0],[1,1],[0,1]], threshold: 40, time: 600}]
"""
PIECE = 5  # seconds of a minute that a kill may take, and a second until they are stored


@unittest.skipUnless(CLIP, "no clip: scripts/fetch-clip could not get vtest.avi, and OCELLUS_TEST_CLIP is not set")
class History(RoadTest):
    def begin(self):
        self.camera_port = self.start_camera()
        self.settings = CONFIGURATION.replace("{camera}", str(self.camera_port))
        self.start_ocellus(self.settings)

    def minutes(self) -> dict:
        """Hundredths of a second observed, by zone and minute."""
        database = self.folder / "data" / "history.db"
        if not database.exists():
            return {}
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10) as connection:
            rows = connection.execute("SELECT name, minute, hundredths FROM minute JOIN zone ON zone.id = minute.zone")
            return {(name, minute): hundredths for name, minute, hundredths in rows}

    def seconds(self) -> float:
        return sum(value for (zone, _), value in self.minutes().items() if zone == "Street") / 100

    def wait_for_more(self, seconds: float = 60):
        before = self.seconds()
        wait_until(lambda: self.seconds() > before, seconds, "more is stored")

    def test_a_kill_loses_no_stored_minute_and_leaves_no_gap(self):
        self.begin()
        moments = random.Random(20261121)
        observed = 0.0
        for life in range(4):
            if life > 0:
                self.start_ocellus(self.settings)
            self.wait_for_more()
            began = time.monotonic()
            stored = self.minutes()
            sum_before = self.seconds()
            time.sleep(moments.uniform(6, 25))
            newest = self.minutes()
            self.ocellus.send_signal(signal.SIGKILL)
            lived = time.monotonic() - began
            self.ocellus.wait(10)
            after = self.minutes()
            for key, value in {**stored, **newest}.items():
                self.assertGreaterEqual(after.get(key, 0), value, key)
            gained = self.seconds() - sum_before
            self.assertGreater(gained, lived - 2 * (PIECE + 1.5), "at most a piece was on its way at either end")
            observed += gained
        found = sorted(minute for zone, minute in self.minutes() if zone == "Street")
        self.assertEqual(found, list(range(found[0], found[-1] + 1)), "every minute is there")
        self.assertTrue(all(value <= 6100 for value in self.minutes().values()))
        self.assertGreater(observed, 10)

    def test_the_end_of_the_program_stores_what_it_saw_and_writes_the_files(self):
        self.begin()
        self.wait_for_more()
        began = time.monotonic()
        before = self.seconds()
        time.sleep(8)
        self.ocellus.terminate()
        lived = time.monotonic() - began
        self.assertEqual(self.ocellus.wait(20), 0)
        self.assertGreater(self.seconds() - before, lived - 2.5)
        files = sorted((self.folder / "data" / "counts" / "street").glob("*.csv"))
        self.assertGreaterEqual(len(files), 2)
        rows = [line for file in files if not file.stem.endswith("areas") for line in file.read_text().splitlines()[1:]]
        self.assertEqual(len(rows), len(self.minutes()), "a row for each minute and zone")
        total = sum(float(row.split(",")[9]) for row in rows if row.split(",")[4] == "Street")
        self.assertAlmostEqual(total, self.seconds(), 2)

    def test_a_camera_that_is_away_is_not_counted_as_empty(self):
        self.begin()
        self.wait_for_more()
        self.camera.terminate()
        self.camera.wait(10)
        time.sleep(8)
        while_away = self.seconds()
        time.sleep(6)
        self.assertEqual(self.seconds(), while_away, "nobody looked")
        self.start_camera(self.camera_port)
        self.wait_for_more()

    def test_an_app_that_is_taken_off_is_closed_and_its_history_can_be_read(self):
        camera = self.start_camera()
        self.first_visit(self.start_ocellus('server: {http: "127.0.0.1:{http}"}\nstorage: {path: "{data}"}\n'))
        self.call("POST", "/cameras", {"id": "street", "source": f"http://127.0.0.1:{camera}/cgi-bin/mjpeg?stream=1&frame=5"})
        zone = {"name": "Street", "polygon": [[0, 0], [1, 0], [1, 1], [0, 1]], "threshold": 1, "time": 1}
        self.call("PUT", "/cameras/street/apps/occupancy", {"zones": [zone], "csv": True})
        self.wait_for_more()
        before, began = self.seconds(), time.monotonic()
        time.sleep(7)
        self.call("DELETE", "/cameras/street/apps/occupancy")
        lived = time.monotonic() - began
        time.sleep(3)
        closed = self.seconds()
        self.assertGreater(closed - before, lived - 2.5, "the minute that ran is stored at once")

        def series(grain: str) -> dict:
            zones = self.call("GET", f"/cameras/street/history?grain={grain}")["zones"]
            return next(zone for zone in zones if zone["name"] == "Street")

        minutes, hours = series("minute"), series("hour")
        self.assertAlmostEqual(sum(minutes["seconds"]), closed, 2)
        self.assertAlmostEqual(sum(hours["seconds"]), closed, 2)
        self.assertGreaterEqual(sum(hours["alarms"]), 1)
        self.assertGreaterEqual(max(count for count in minutes["maximum"] if count is not None), 1)
        self.assertIn(None, minutes["mean"])
        week = self.call("GET", "/cameras/street/history/heat-map")["zones"][-1]["days"]
        self.assertAlmostEqual(sum(sum(day["seconds"]) for day in week), closed, 2)
        exported = self.call("GET", "/cameras/street/history.csv").decode()
        folder = self.folder / "data" / "counts" / "street"

        def files() -> list:
            return sorted(row for file in folder.glob("*-??.csv") for row in file.read_text().splitlines()[1:])

        wait_until(lambda: files() == sorted(exported.splitlines()[1:]), 30, "the file of the day is closed too")
        self.assertEqual(self.seconds(), closed, "and nothing comes after it")


if __name__ == "__main__":
    unittest.main()
