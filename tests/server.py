"""A server on this machine that breaks off, lies about lengths and changes bytes as it is told."""

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

TEXT = "".join(f"line {number} of Zürich\n" for number in range(9000))
BODY = TEXT.encode()
PACKED = gzip.compress(BODY, mtime=0)


class Server(ThreadingHTTPServer):
    """Serves BODY, or PACKED where the name ends in .gz, with the fault that the path names."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []  # the ranges asked for, "" = all
        self.faults_left = 1

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"

    def may_fail(self) -> bool:
        self.faults_left -= 1
        return self.faults_left >= 0


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        fault, _, name = self.path.lstrip("/").partition("/")
        body = PACKED if name.endswith(".gz") else BODY
        asked = self.headers.get("Range", "")
        self.server.asked.append(asked)
        begin = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        if fault == "deaf":  # does not know ranges
            begin = 0
        self.answer(fault, body, begin)

    def answer(self, fault: str, body: bytes, begin: int) -> None:
        if fault == "missing":
            self.head(404, 0)
        elif fault == "busy" and self.server.may_fail():
            self.head(503, 0)
        elif begin >= len(body):
            self.head(416, 0, f"bytes */{len(body)}")
        elif fault == "elsewhere" and begin:
            self.send(206, body, f"bytes 0-{len(body) - 1}/{len(body)}")
        elif fault in ("cut", "deaf") and self.server.may_fail():
            self.send(200, body[begin:], length=len(body) - begin, num_sent=len(body) // 3)
        elif fault == "drip":  # ever only so much
            self.send_rest(body, begin, num_sent=len(body) // 4 + 1)
        elif fault == "short" and self.server.may_fail():
            self.send(200, body[: len(body) // 2])
        elif fault == "unmeasured" and self.server.may_fail():
            self.send(200, body[: len(body) // 2], length=-1)
        elif fault == "changed" and self.server.may_fail():
            self.send(200, body[:-3] + b"x" + body[-2:])
        else:
            self.send_rest(body, begin, num_sent=len(body))

    def send_rest(self, body: bytes, begin: int, num_sent: int) -> None:
        rest = body[begin:]
        place = f"bytes {begin}-{len(body) - 1}/{len(body)}" if begin else ""
        self.send(206 if begin else 200, rest, place, num_sent=num_sent)

    def send(
        self,
        status: int,
        body: bytes,
        content_range: str = "",
        length: int | None = None,
        num_sent: int | None = None,
    ) -> None:
        self.head(status, len(body) if length is None else length, content_range)
        self.wfile.write(body[:num_sent])
        self.wfile.flush()
        if self.path.startswith("/stall/"):
            time.sleep(60)
        self.close_connection = True

    def head(self, status: int, length: int, content_range: str = "") -> None:
        self.send_response(status)
        if length >= 0:
            self.send_header("Content-Length", str(length))
        if content_range:
            self.send_header("Content-Range", content_range)
        self.send_header("Connection", "close")
        self.end_headers()


@contextmanager
def running_server() -> Iterator[Server]:
    """A server in a thread of its own."""
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
