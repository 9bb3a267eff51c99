# SPDX-License-Identifier: Apache-2.0
"""Runs the demonstration: simulated camera, broker, HTTP receiver, Ocellus; prints what arrives.

Only Python's standard library: the broker's messages are read through mosquitto_sub.
"""
import argparse
import http.server
import json
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time

CONFIGURATION = """\
server: {{http: "127.0.0.1:{http}", https: "0.0.0.0:{https}"}}
storage: {{path: "{data}"}}
mqtt: {{url: "mqtt://127.0.0.1:{mqtt}"}}
cameras:
  - id: square
    name: The square (vtest.avi)
    source: "http://127.0.0.1:{camera}/cgi-bin/mjpeg?stream=1&frame=5"
    username: demo
    password: {password}
    apps:
      occupancy:
        object: human
        zones:
          - {{name: Square, polygon: [[0.02,0.12],[0.98,0.12],[0.98,0.98],[0.02,0.98]], threshold: 4, time: 3.0}}
          - {{name: Lawn edge, polygon: [[0.02,0.45],[0.55,0.30],[0.75,0.75],[0.20,0.98],[0.02,0.98]], threshold: 2, time: 3.0}}
        http:
          - {{address: 127.0.0.1, port: {receiver}, path: /alarms, ssl: false, interval: 10, counts: true, alarms: true}}
        mqtt: {{counts: true, alarms: true, interval: 5}}
"""


def free_port(wanted: int) -> int:
    """The wanted port of loopback where it is free, else any free one."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise SystemExit("no free port on 127.0.0.1")


def listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def say(tag: str, text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {tag:<6}{text}", flush=True)


class Receiver(http.server.BaseHTTPRequestHandler):
    """What a customer's HTTP server would be: prints each alarm that is posted."""

    def do_POST(self):  # noqa: N802, the library's name
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(204)
        self.end_headers()
        message = json.loads(body)
        if message.get("type") == "alarm":
            say("HTTP", f"alarm {message['state']}: {message['name']} has {message['count']} (threshold {message['threshold']})")
        elif message.get("type") == "alarm_end":
            say("HTTP", f"alarm over: {message['name']}")

    def log_message(self, *_):
        pass


def print_messages(stream) -> None:
    for line in stream:
        topic, _, payload = line.rstrip("\n").partition(" ")
        if not topic.startswith("ocellus/") or not payload.startswith("{"):
            continue
        message = json.loads(payload)
        kind = message.get("type")
        if kind == "count":
            counts = ", ".join(f"{zone} {'-' if n is None else n}" for zone, n in message["counts"].items())
            say("MQTT", f"people: {counts}; in the picture {message['objects']}")
        elif kind == "alarm":
            say("MQTT", f"ALARM {message['state']}: {message['name']} has {message['count']} (threshold {message['threshold']})")
        elif kind == "alarm_end":
            say("MQTT", f"alarm over: {message['name']}")


def wait_for(condition, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"{what} did not start within {seconds:.0f} s; see the messages above")
        time.sleep(0.05)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--clip", required=True)
    parser.add_argument("--seconds", type=float, default=0, help="0: until Ctrl-C")
    options = parser.parse_args()

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ports = {"http": free_port(8080), "https": free_port(8443), "camera": free_port(9001), "receiver": free_port(9100)}
    own_broker = not listening(1883)
    ports["mqtt"] = free_port(1883) if own_broker else 1883
    password = "demo-camera"
    configuration = options.folder / "ocellus.yaml"
    configuration.write_text(CONFIGURATION.format(data=options.folder / "data", password=password, **ports))

    processes = []

    def start(*command, **more):
        process = subprocess.Popen(command, **more)
        processes.append(process)
        return process

    try:
        if own_broker:
            settings = options.folder / "mosquitto.conf"
            settings.write_text(f"listener {ports['mqtt']} 127.0.0.1\nallow_anonymous true\n")
            start("/usr/sbin/mosquitto", "-c", str(settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wait_for(lambda: listening(ports["mqtt"]), 10, "the broker")
        start(options.program, "simulate", options.clip, "--port", str(ports["camera"]), "--auth", "digest",
              "--user", "demo", "--password", password, stdout=subprocess.DEVNULL)
        receiver = http.server.ThreadingHTTPServer(("127.0.0.1", ports["receiver"]), Receiver)
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        subscriber = start("mosquitto_sub", "-h", "127.0.0.1", "-p", str(ports["mqtt"]), "-t", "ocellus/#", "-v",
                           stdout=subprocess.PIPE, text=True)
        threading.Thread(target=print_messages, args=(subscriber.stdout,), daemon=True).start()
        print("A simulated camera plays a street scene; Ocellus watches it. What arrives is printed below.\n", flush=True)
        ocellus = start(options.program, "run", "--config", str(configuration))
        wait_for(lambda: listening(ports["http"]) or ocellus.poll() is not None, 60, "Ocellus")
        if ocellus.poll() is not None:
            return ocellus.returncode or 1
        print(f"\n  Look at it:  http://127.0.0.1:{ports['http']}/   (or https://<this machine>:{ports['https']}/)", flush=True)
        print("  The first visit asks for the one-time secret that Ocellus prints here.  Ctrl-C ends everything.\n", flush=True)
        end = time.monotonic() + options.seconds if options.seconds else None
        while ocellus.poll() is None and (end is None or time.monotonic() < end):
            time.sleep(0.2)
        return ocellus.poll() or 0
    except KeyboardInterrupt:
        return 0
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


if __name__ == "__main__":
    sys.exit(main())
