# SPDX-License-Identifier: Apache-2.0
"""What a recorder does at rtsp://host:port/<camera>: with ffmpeg, with a reader of our own, and with Ocellus itself as
the recorder, which reads by GStreamer."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import threading
import unittest
import xml.etree.ElementTree as ElementTree

from peers import CLIP, PROGRAM, RoadTest, free_port, wait_until
from rtsp_reader import RtspReader

CONFIGURATION = """
server: {http: "127.0.0.1:{http}", rtsp: "127.0.0.1:{rtsp}"}
storage: {path: "{data}"}
cameras:
  - id: gate
    source: "http://127.0.0.1:{camera}/cgi-bin/mjpeg?stream=1&frame=10"
    analysis_fps: 10
    motion_gate: false{apps}
  - id: yard
    source: "http://127.0.0.1:{camera}/cgi-bin/mjpeg?stream=1&frame=5"
"""
OCCUPANCY = """
    apps:
      occupancy:
        onvif_interval: 5
        frame_info: {frames}
        zones: [{name: "All <of it>", polygon: [[0, 0], [1, 0], [1, 1], [0, 1]], threshold: 1, time: 1}]"""
TT = "{http://www.onvif.org/ver10/schema}"


def children(parent: int) -> list[int]:
    """The processes that this one has started."""
    found = []
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            if f"\nPPid:\t{parent}\n" in status.read_text(encoding="utf-8"):
                found.append(int(status.parent.name))
        except OSError:
            pass  # it has just ended
    return found


class OptimisedCamera:
    """Sends one picture over and over, with Huffman tables of its own, as some cameras do."""

    def __init__(self, folder: pathlib.Path):
        file = folder / "optimised.jpg"
        subprocess.run(
            ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=640x480", "-frames:v", "1", "-pix_fmt", "yuvj420p",
             "-huffman", "optimal", "-y", file], check=True)  # fmt: skip
        self.picture = file.read_bytes()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.end = threading.Event()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while not self.end.is_set():
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket):
        try:
            client.recv(4096)
            client.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=x\r\n\r\n")
            part = b"--x\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(self.picture), self.picture)
            while not self.end.wait(0.1):
                client.sendall(part)
        except OSError:
            pass
        finally:
            client.close()

    def close(self):
        self.end.set()
        self.listener.close()


@unittest.skipUnless(CLIP, "no clip: scripts/fetch-clip could not get vtest.avi, and OCELLUS_TEST_CLIP is not set")
class RtspOut(RoadTest):
    apps = ""

    def setUp(self):
        super().setUp()
        self.camera_port = self.start_camera(None, "--size", "640x480", "--fps", "10")
        self.rtsp = free_port()
        text = CONFIGURATION.replace("{rtsp}", str(self.rtsp)).replace("{camera}", str(self.camera_port))
        self.http = self.start_ocellus(text.replace("{apps}", self.apps))
        self.password = self.device("vms", "gate")

    def device(self, name: str, camera: str) -> str:
        made = subprocess.run(
            [PROGRAM, "device", "add", name, "--camera", camera, "--config", self.configuration, "--json"],
            check=True, capture_output=True, text=True)  # fmt: skip
        return json.loads(made.stdout)["password"]

    def url(self, path: str, password: str | None = None, user: str = "vms") -> str:
        return f"rtsp://{user}:{self.password if password is None else password}@127.0.0.1:{self.rtsp}{path}"

    def reader(self, path: str = "/gate", user: str = "vms", password: str | None = None) -> RtspReader:
        reader = RtspReader(self.rtsp, path, user, self.password if password is None else password)
        self.addCleanup(reader.close)
        return reader

    def frames(self, path: str, transport: str, count: int) -> list[dict]:
        """What ffprobe says of that many pictures, decoded."""
        command = ["ffprobe", "-v", "error", "-rtsp_transport", transport, "-select_streams", "v", "-show_frames", "-show_streams",
                   "-read_intervals", f"%+#{count}", "-of", "json", self.url(path)]  # fmt: skip
        probed = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
        self.assertEqual(probed.returncode, 0, probed.stderr)
        return json.loads(probed.stdout)


class Reading(RtspOut):
    def test_h264_comes_by_either_way_with_the_size_and_the_rate_of_the_camera(self):
        for transport in ("tcp", "udp"):
            with self.subTest(transport):
                probed = self.frames("/gate", transport, 25)
                video = probed["streams"][0]
                self.assertEqual((video["codec_name"], video["width"], video["height"]), ("h264", 640, 480))
                frames = probed["frames"]
                self.assertGreaterEqual(len(frames), 20)
                times = [float(frame["pts_time"]) for frame in frames if "pts_time" in frame]
                self.assertEqual(times, sorted(times))
                rate = (len(times) - 1) / (times[-1] - times[0])
                self.assertTrue(8 < rate < 12, rate)

    def test_mjpeg_is_the_cameras_own_picture(self):
        probed = self.frames("/gate/mjpeg", "tcp", 15)
        video = probed["streams"][0]
        self.assertEqual((video["codec_name"], video["width"], video["height"]), ("mjpeg", 640, 480))
        self.assertGreaterEqual(len(probed["frames"]), 10)
        self.assertIsNone(self.metric(self.http, 'ocellus_rtsp_encoder_starts_total{camera="gate"}') or None)

    def test_who_may_not_reads_nothing(self):
        self.device("other", "yard")
        self.assertEqual(self.reader(user="").ask("DESCRIBE")[0], 401)
        self.assertEqual(self.reader(password="wrong").ask("DESCRIBE")[0], 401)
        self.assertEqual(self.reader("/attic", user="").ask("DESCRIBE")[0], 401)
        self.assertEqual(self.reader("/attic").ask("DESCRIBE")[0], 404)
        self.assertEqual(self.reader("/yard").ask("DESCRIBE")[0], 404)  # a camera that is there, and another's
        self.assertEqual(self.reader("/gate/other").ask("DESCRIBE")[0], 401)
        for method in ("SETUP", "PLAY", "ANNOUNCE", "RECORD", "GET_PARAMETER"):
            self.assertEqual(self.reader(user="").ask(method)[0], 401, method)
        self.assertEqual(self.reader(user="").ask("OPTIONS")[0], 200)
        refused = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", self.url("/gate", "wrong")],
                                 capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("401", refused.stderr)

    def test_an_account_that_goes_takes_its_readers_along(self):
        reader = self.reader().play()
        wait_until(lambda: reader.count() > 3, 30, "pictures come")
        subprocess.run([PROGRAM, "device", "remove", "vms", "--config", self.configuration], check=True, capture_output=True)
        self.assertTrue(reader.ended.wait(30))

    def test_a_session_is_kept_in_order(self):
        reader = self.reader()
        self.assertEqual(reader.ask("PLAY")[0], 454)
        self.assertEqual(reader.ask("SETUP", headers="Transport: RTP/AVP;multicast\r\n")[0], 461)
        self.assertEqual(reader.ask("ANNOUNCE")[0], 501)
        status, _, _ = reader.ask("DESCRIBE", headers="Require: www.onvif.org/ver20/backchannel\r\n")
        self.assertEqual(status, 551)
        reader.play()
        wait_until(lambda: reader.count() > 3, 30, "pictures come")

    def test_nobody_reads_and_nothing_is_encoded(self):
        reader = self.reader().play()
        wait_until(lambda: reader.count() > 3, 30, "pictures come")
        self.assertEqual(len(children(self.ocellus.pid)), 1)
        wait_until(lambda: self.metric(self.http, 'ocellus_rtsp_readers{camera="gate"}') == 1, 5, "the reader is counted")
        reader.close()
        wait_until(lambda: not children(self.ocellus.pid), 10, "the encoder has ended")
        wait_until(lambda: self.metric(self.http, 'ocellus_rtsp_readers{camera="gate"}') == 0, 5, "nobody is counted")


class Failing(RtspOut):
    def test_a_camera_that_goes_and_comes_back_takes_no_reader_along(self):
        reader = self.reader().play()
        wait_until(lambda: reader.count() > 3, 30, "pictures come")
        self.camera.terminate()
        self.camera.wait(10)
        wait_until(lambda: self.metric(self.http, 'ocellus_camera_up{camera="gate"}') == 0, 20, "the camera is away")
        before = reader.count()
        self.assertEqual(self.reader("/gate/mjpeg").ask("DESCRIBE")[0], 503)
        self.start_camera(self.camera_port, "--size", "640x480", "--fps", "10")
        wait_until(lambda: reader.count() > before + 5, 40, "pictures come again")
        self.assertFalse(reader.ended.is_set())

    def test_an_encoder_that_is_killed_is_replaced_and_nobody_has_to_call_again(self):
        reader = self.reader().play()
        wait_until(lambda: reader.count() > 3, 30, "pictures come")
        worker = children(self.ocellus.pid)
        self.assertEqual(len(worker), 1)
        os.kill(worker[0], signal.SIGKILL)
        wait_until(lambda: self.metric(self.http, 'ocellus_rtsp_encoder_starts_total{camera="gate"}') == 2, 20, "a second one")
        before = reader.count()
        wait_until(lambda: reader.count() > before + 5, 30, "pictures come again")
        self.assertFalse(reader.ended.is_set())
        self.assertNotEqual(children(self.ocellus.pid), worker)

    def test_a_slow_reader_skips_and_holds_nobody_up(self):
        quick, slow = self.reader("/gate/mjpeg"), self.reader("/gate/mjpeg")
        slow.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        quick.play()
        slow.play()
        wait_until(lambda: slow.count() > 2 and quick.count() > 2, 30, "both get pictures")
        slow.slow.set()
        skipped = 'ocellus_rtsp_pictures_skipped_total{camera="gate"}'
        wait_until(lambda: (self.metric(self.http, skipped) or 0) > 5, 30, "pictures are skipped")
        before = quick.count()
        wait_until(lambda: quick.count() > before + 10, 5, "the other reader's rate")
        slow.slow.clear()
        before = slow.count()
        wait_until(lambda: slow.count() > before + 5, 20, "it goes on")

    def test_other_huffman_tables_are_encoded_anew_and_that_is_said(self):
        camera = OptimisedCamera(self.folder)
        self.addCleanup(camera.close)
        self.ocellus.terminate()
        self.ocellus.wait(15)
        text = CONFIGURATION.replace("{rtsp}", str(self.rtsp)).replace("{camera}", str(camera.port)).replace("{apps}", "")
        self.start_ocellus(text)
        probed = self.frames("/gate/mjpeg", "tcp", 5)
        self.assertEqual((probed["streams"][0]["codec_name"], probed["streams"][0]["width"]), ("mjpeg", 640))
        self.assertRegex(self.read_log(), "encoded anew for RTP camera=gate .*Huffman")


class Recording(RtspOut):
    def test_ocellus_reads_ocellus(self):
        """Its RTSP source is GStreamer's rtspsrc, with Digest."""
        wait_until(lambda: self.metric(self.http, 'ocellus_camera_up{camera="gate"}') is not None, 20, "the first one runs")
        port, own = free_port(), self.folder / "second"
        own.mkdir()
        settings = own / "ocellus.yaml"
        cameras = f'cameras: [{{id: copy, source: "{self.url("/gate")}", apps: {{occupancy: {{}}}}}}]'
        settings.write_text(f'server: {{http: "127.0.0.1:{port}"}}\nstorage: {{path: "{own}/data"}}\n{cameras}\n', encoding="utf-8")
        with (own / "log").open("w", encoding="utf-8") as log:
            self.start(PROGRAM, "run", "--config", settings, stderr=log, stdout=log)

        def copied():
            try:
                return (self.metric(port, 'ocellus_frames_received_total{camera="copy"}') or 0) > 15
            except OSError:
                return False

        wait_until(copied, 60, "the second one has pictures of the first")
        self.assertNotIn(self.password, (own / "log").read_text(encoding="utf-8"))
        self.assertNotIn(self.password, self.read_log())


class Metadata(RtspOut):
    apps = OCCUPANCY.replace("{frames}", "true")
    frames_wanted = True

    def documents(self, seconds: float, until) -> list:
        """Documents of the metadata track, until what is looked for is among them."""
        reader = self.reader().play(1, 2)
        self.assertIn("vnd.onvif.metadata/90000", reader.description)
        seen = []

        def look():
            seen.extend(ElementTree.fromstring(document) for document in reader.take_documents())
            return until(seen)

        wait_until(look, seconds, "the documents come")
        self.assertGreater(reader.count(0), 0)
        return seen

    def test_counts_come_each_interval_and_frames_where_they_are_wanted(self):
        def about(document, topic: str) -> bool:
            return any(topic in (each.text or "") for each in document.iter("{http://docs.oasis-open.org/wsn/b-2}Topic"))

        def complete(seen) -> bool:
            return all(any(about(each, topic) for each in seen) for topic in ("Counter", "OccupancyAlarm"))

        seen = self.documents(40, complete)
        counts = next(each for each in seen if about(each, "Counter"))
        items = {item.get("Name"): item.get("Value") for item in counts.iter(f"{TT}SimpleItem")}
        self.assertIn("IsInside", items)
        self.assertEqual(items["Rule"], "All <of it>")
        self.assertEqual(items["VideoSourceConfigurationToken"], "gate")
        self.assertRegex(items["Count"], r"^\d+$")
        frames = [frame for each in seen for frame in each.iter(f"{TT}Frame")]
        self.assertEqual(bool(frames), self.frames_wanted)
        boxes = [box for frame in frames for box in frame.iter(f"{TT}BoundingBox")]
        self.assertEqual(bool(boxes), self.frames_wanted)
        for box in boxes:
            left, top, right, bottom = (float(box.get(side)) for side in ("left", "top", "right", "bottom"))
            self.assertTrue(-1 <= left < right <= 1 and -1 <= bottom < top <= 1, box.attrib)
        for frame in frames:
            self.assertTrue(re.match(r"\d{4}-\d\d-\d\dT.*Z$", frame.get("UtcTime")))


class MetadataWithoutFrames(Metadata):
    apps = OCCUPANCY.replace("{frames}", "false")
    frames_wanted = False


del RtspOut

if __name__ == "__main__":
    unittest.main()
