# SPDX-License-Identifier: Apache-2.0
"""What RTSP readers cost: one simulated camera, N readers of its H.264 inside their connections, in a process of their
own. Prints the processor time of the daemon (the encoder is a process of its own and is told apart), and how many
pictures were skipped. The readers share the machine.

    .deps/python/bin/python bench/rtsp.py --readers 1 40 --seconds 20
"""

import argparse
import json
import os
import pathlib
import re
import selectors
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/integration"))
from peers import free_port, listening, wait_until  # noqa: E402
from rtsp_reader import RtspReader  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(process: int) -> float:
    fields = pathlib.Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def children(parent: int) -> list[int]:
    found = []
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            if f"\nPPid:\t{parent}\n" in status.read_text(encoding="utf-8"):
                found.append(int(status.parent.name))
        except OSError:
            pass
    return found


def join(port: int, path: str, password: str) -> RtspReader:
    """A reader that plays, and whose bytes nobody has looked at yet."""
    reader = RtspReader(port, path, "bench", password)
    reader.read = lambda: None
    return reader.play(1)


def drain(sockets: list, seconds: float) -> int:
    """Reads and throws away; how many bytes that were."""
    with selectors.DefaultSelector() as selector:
        for each in sockets:
            each.setblocking(False)
            selector.register(each, selectors.EVENT_READ)
        end, total = time.monotonic() + seconds, 0
        scrap = bytearray(1 << 20)
        while (left := end - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                count = key.fileobj.recv_into(scrap)
                if count == 0:
                    raise SystemExit("the server has closed a connection")
                total += count
    return total


def skipped(http: int) -> float:
    with urllib.request.urlopen(f"http://127.0.0.1:{http}/metrics", timeout=10) as answer:
        found = re.search(r"^ocellus_rtsp_pictures_skipped_total\S* (\S+)", answer.read().decode(), re.M)
    return float(found.group(1)) if found else 0


def measure(readers: int, options: argparse.Namespace, process: int, http: int, port: int, password: str) -> None:
    joined = [join(port, options.path, password) for _ in range(readers)]
    sockets = [each.socket for each in joined]
    drain(sockets, options.warm_up)
    before, encoders = cpu_seconds(process), {each: cpu_seconds(each) for each in children(process)}
    began = time.monotonic()
    count = drain(sockets, options.seconds)
    took = time.monotonic() - began
    used = cpu_seconds(process) - before
    encoding = sum(cpu_seconds(each) - start for each, start in encoders.items())
    for each in joined:
        each.close()
    print(
        f"{readers:3} readers: {8 * count / took / readers / 1e6:.2f} Mbit/s each, daemon {100 * used / took:.1f} % of a core, "
        f"encoder {100 * encoding / took:.1f} %; {skipped(http):.0f} pictures skipped so far",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=str(ROOT / "build/ocellus"))
    parser.add_argument("--clip", default=str(ROOT / "run/media/vtest.avi"))
    parser.add_argument("--path", default="/gate")
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--fps", type=int, default=25)
    parser.add_argument("--readers", type=int, nargs="+", default=[1, 40])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--warm-up", type=float, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ocellus-bench-") as name:
        folder = pathlib.Path(name)
        source, http, rtsp = free_port(), free_port(), free_port()
        file = folder / "ocellus.yaml"
        file.write_text(
            f'server: {{http: "127.0.0.1:{http}", rtsp: "127.0.0.1:{rtsp}"}}\nstorage: {{path: "{folder}/data"}}\n'
            f'cameras: [{{id: gate, source: "http://127.0.0.1:{source}/cgi-bin/mjpeg?frame={options.fps}"}}]\n',
            encoding="utf-8",
        )
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        peers = [
            subprocess.Popen([options.program, "simulate", options.clip, "--port", str(source), "--size", options.size,
                              "--fps", str(options.fps)], **quiet),
            subprocess.Popen([options.program, "run", "--config", str(file)], **quiet),
        ]  # fmt: skip
        try:
            wait_until(lambda: listening(source) and listening(rtsp), 60, "camera and daemon listen")
            made = subprocess.run(
                [options.program, "device", "add", "bench", "--camera", "gate", "--config", str(file), "--json"],
                check=True, capture_output=True, text=True)  # fmt: skip
            password = json.loads(made.stdout)["password"]
            time.sleep(15)  # the clip is encoded once, before anything is measured
            for readers in options.readers:
                measure(readers, options, peers[1].pid, http, rtsp, password)
        finally:
            for peer in peers:
                peer.terminate()
                peer.wait(15)


if __name__ == "__main__":
    main()
