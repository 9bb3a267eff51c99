# SPDX-License-Identifier: Apache-2.0
"""The whole road under load: N simulated 1080p cameras at 5 pictures a second, every picture through the detector
(motion gate off), an alarm rule on each, events over MQTT. Prints what was analysed and skipped, what a picture cost,
how late events were, and what a camera weighs. The simulated cameras run in a process of their own, which is not
counted but shares the machine.

    .deps/python/bin/python bench/road.py --cameras 1 16 32 --seconds 20
"""

import argparse
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_listening(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


def cpu_seconds(process: subprocess.Popen) -> float:
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_megabytes(process: subprocess.Popen) -> float:
    text = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) / 1024


def metrics(port: int) -> dict:
    """Each series' value, summed over cameras; histograms by their bucket's bound."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    values: dict = {}
    for line in text.splitlines():
        match = re.match(r'(\w+)(?:\{(.*)\})? (\S+)$', line)
        if not match:
            continue
        bound = re.search(r'le="([^"]+)"', match.group(2) or "")
        key = (match.group(1), bound.group(1)) if bound else match.group(1)
        values[key] = values.get(key, 0) + float(match.group(3))
    return values


def quantile(before: dict, after: dict, name: str, share: float) -> str:
    """The bound of the bucket that holds the quantile."""
    buckets = sorted(
        (float(key[1]), after[key] - before.get(key, 0)) for key in after if isinstance(key, tuple) and key[0] == name + "_bucket"
    )
    total = buckets[-1][1]
    for bound, count in buckets:
        if total and count >= share * total:
            return f"<= {bound * 1000:.0f} ms"
    return "-"


def configuration(cameras: int, source: int, http: int, mqtt: int, data: pathlib.Path, options: argparse.Namespace) -> str:
    models = f"models: {{detector: {options.detector}, input: {options.input}}}"
    lines = [models, f'server: {{http: "127.0.0.1:{http}"}}', f'storage: {{path: "{data}"}}', f'mqtt: {{url: "mqtt://127.0.0.1:{mqtt}"}}', "cameras:"]
    for number in range(cameras):
        lines += [
            f"  - id: c{number}",
            f'    source: "http://127.0.0.1:{source}/cgi-bin/mjpeg?stream=1&frame=5"',
            f"    motion_gate: {'true' if options.gate else 'false'}",
            "    apps:",
            "      occupancy:",
            "        zones: [{name: All, polygon: [[0,0],[1,0],[1,1],[0,1]], threshold: 2, time: 1.0}]",
        ]
    return "\n".join(lines) + "\n"


def measure(cameras: int, options: argparse.Namespace, source: int, mqtt: int, folder: pathlib.Path) -> None:
    http = free_port()
    file = folder / f"{cameras}.yaml"
    file.write_text(configuration(cameras, source, http, mqtt, folder / f"data{cameras}", options), encoding="utf-8")
    with open(folder / "log", "w", encoding="utf-8") as log:
        ocellus = subprocess.Popen([options.program, "run", "--config", str(file)], stderr=log, stdout=log)
        try:
            wait_listening(http)
            time.sleep(options.warm_up)
            before, cpu, began = metrics(http), cpu_seconds(ocellus), time.monotonic()
            time.sleep(options.seconds)
            after, cpu_after, took = metrics(http), cpu_seconds(ocellus), time.monotonic() - began
            weight = resident_megabytes(ocellus)
        finally:
            ocellus.terminate()
            ocellus.wait(15)

    def gained(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    received, analysed = gained("ocellus_frames_received_total"), gained("ocellus_frames_analysed_total")
    inferred, skipped = gained("ocellus_frames_inferred_total"), gained("ocellus_frames_skipped_total")
    inference = gained("ocellus_inference_seconds_sum") / max(1, gained("ocellus_inference_seconds_count"))
    used = cpu_after - cpu
    latency = "ocellus_picture_to_event_seconds"
    print(
        f"{cameras:3} cameras: {received / took:6.1f} pictures/s received, analysed {100 * analysed / max(1, received):5.1f} %, "
        f"inferred {100 * inferred / max(1, received):5.1f} %, skipped {skipped:.0f}; {1000 * used / max(1, analysed):5.2f} ms CPU per analysed picture "
        f"(inference {1000 * inference:.2f} ms), {100 * used / took:5.1f} % of a core; events {gained(latency + '_count'):.0f}, "
        f"p50 {quantile(before, after, latency, 0.5)}, p99 {quantile(before, after, latency, 0.99)}; {weight:.0f} MB",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=str(ROOT / "build/ocellus"))
    parser.add_argument("--clip", default=str(ROOT / "run/media/vtest.avi"))
    parser.add_argument("--cameras", type=int, nargs="+", default=[1, 16, 32])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--warm-up", type=float, default=8)
    parser.add_argument("--gate", action="store_true", help="leave the motion gate on")
    parser.add_argument("--detector", default="ocellus-n")
    parser.add_argument("--input", default="auto", help="models.input: auto, plain, fine or a size")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ocellus-bench-") as name:
        folder = pathlib.Path(name)
        mqtt, source = free_port(), free_port()
        (folder / "broker.conf").write_text(f"listener {mqtt} 127.0.0.1\nallow_anonymous true\n", encoding="ascii")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        peers = [
            subprocess.Popen(["/usr/sbin/mosquitto", "-c", str(folder / "broker.conf")], **quiet),
            subprocess.Popen([options.program, "simulate", options.clip, "--port", str(source), "--size", "1920x1080"], **quiet),
        ]
        try:
            wait_listening(mqtt)
            wait_listening(source)
            time.sleep(15)  # the clip is encoded once, before anything is measured
            for cameras in options.cameras:
                measure(cameras, options, source, mqtt, folder)
        finally:
            for peer in peers:
                peer.terminate()
                peer.wait(15)


if __name__ == "__main__":
    main()
