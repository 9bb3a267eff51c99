# SPDX-License-Identifier: Apache-2.0
"""A reader of RTSP that does what it is told and nothing else: one request at a time, tracks inside the connection."""

import hashlib
import re
import socket
import threading
import time


class RtspReader:
    def __init__(self, port: int, path: str, user: str = "", password: str = ""):
        self.url = f"rtsp://127.0.0.1:{port}{path}"
        self.user, self.password = user, password
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.bytes = b""
        self.sequence = 0
        self.session = ""
        self.challenge = {}
        self.lock = threading.Lock()
        self.pictures = {}  # channel -> pictures or documents that came whole
        self.payloads = {}  # channel -> the payloads of the one under way
        self.lost = 0  # packets that are missing between two that came
        self.next = {}
        self.documents = []  # of the metadata track
        self.slow = threading.Event()
        self.ended = threading.Event()

    def close(self):
        self.socket.close()

    def authorization(self, method: str, url: str) -> str:
        def md5(text: str) -> str:
            return hashlib.md5(text.encode()).hexdigest()

        realm, nonce = self.challenge["realm"], self.challenge["nonce"]
        ha1 = md5(f"{self.user}:{realm}:{self.password}")
        response = md5(f"{ha1}:{nonce}:{md5(f'{method}:{url}')}")
        return (
            f'Authorization: Digest username="{self.user}", realm="{realm}", nonce="{nonce}", uri="{url}", '
            f'response="{response}"\r\n'
        )

    def ask(self, method: str, url: str = "", headers: str = "") -> tuple[int, dict, str]:
        """Status, headers and body; proves itself once where that is asked for."""
        for _ in range(2):
            status, fields, body = self.exchange(method, url or self.url, headers)
            if status != 401 or not self.user or self.challenge:
                break
            self.challenge = dict(re.findall(r'(\w+)="([^"]*)"', fields["www-authenticate"]))
        return status, fields, body

    def exchange(self, method: str, url: str, headers: str) -> tuple[int, dict, str]:
        self.sequence += 1
        text = f"{method} {url} RTSP/1.0\r\nCSeq: {self.sequence}\r\n{headers}"
        if self.session:
            text += f"Session: {self.session}\r\n"
        if self.challenge:
            text += self.authorization(method, url)
        self.socket.sendall((text + "\r\n").encode())
        head = self.take_head()
        lines = head.decode().split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        body = self.take(int(fields.get("content-length", 0))).decode()
        return int(lines[0].split()[1]), fields, body

    def take(self, count: int) -> bytes:
        while len(self.bytes) < count:
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError("the server has closed the connection")
            self.bytes += more
        taken, self.bytes = self.bytes[:count], self.bytes[count:]
        return taken

    def take_head(self) -> bytes:
        while True:
            while b"$" == self.bytes[:1]:
                self.take_packet()
            at = self.bytes.find(b"\r\n\r\n")
            if at >= 0:
                head, self.bytes = self.bytes[:at], self.bytes[at + 4 :]
                return head
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError("the server has closed the connection")
            self.bytes += more

    def take_packet(self):
        head = self.take(4)
        packet = self.take(int.from_bytes(head[2:4], "big"))
        channel = head[1]
        if channel % 2 == 1:
            return
        number = int.from_bytes(packet[2:4], "big")
        self.lost += (number - self.next.get(channel, number)) % 65536
        self.next[channel] = (number + 1) % 65536
        with self.lock:
            payload = self.payloads.get(channel, b"") + packet[12:]
            if packet[1] & 0x80:
                self.pictures[channel] = self.pictures.get(channel, 0) + 1
                if channel > 1:
                    self.documents.append(payload)
                payload = b""
            self.payloads[channel] = payload

    def play(self, *tracks: int) -> "RtspReader":
        """Plays these tracks and reads them from now on."""
        status, fields, self.description = self.ask("DESCRIBE", headers="Accept: application/sdp\r\n")
        assert status == 200, status
        base = fields["content-base"]
        for track in tracks or (1,):
            channel = 2 * (track - 1)
            transport = f"Transport: RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1}\r\n"
            status, fields, _ = self.ask("SETUP", f"{base}trackID={track}", transport)
            assert status == 200, status
            self.session = fields["session"].partition(";")[0]
        status, _, _ = self.ask("PLAY", headers="Range: npt=0.000-\r\n")
        assert status == 200, status
        threading.Thread(target=self.read, daemon=True).start()
        return self

    def read(self):
        try:
            self.socket.settimeout(60)
            while True:
                while self.slow.is_set():
                    time.sleep(0.05)
                if self.bytes[:1] == b"$":
                    self.take_packet()
                elif self.bytes:
                    self.take_head()
                else:
                    self.bytes = self.socket.recv(65536)
                    if not self.bytes:
                        break
        except (OSError, ValueError):
            pass
        self.ended.set()

    def count(self, channel: int = 0) -> int:
        with self.lock:
            return self.pictures.get(channel, 0)

    def take_documents(self) -> list[bytes]:
        with self.lock:
            taken, self.documents = self.documents, []
            return taken
