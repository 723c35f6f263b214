"""Downloads, against a real server on this machine."""

import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from maillage.sources import download
from maillage.vocabulary.errors import MalformedFile, MissingData

CONTENT = bytes(range(256)) * 1200
LIMITS = download.Limits(seconds=10.0, silence_s=2.0, https_only=False, loopback=True, attempts=4, first_delay_s=0.02)
ETAG = '"one"'


class Server(ThreadingHTTPServer):
    """A server that remembers what it was asked."""

    daemon_threads = True
    asked: list[dict[str, str]]
    act: Callable[[BaseHTTPRequestHandler], None]

    def url(self, path: str = "/file.csv") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    """Does what the test says."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        self.server.act(self)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), Handler)
    made.asked = []
    made.act = whole
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def send(answer: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    answer.send_response(status)
    for name, value in headers.items():
        answer.send_header(name.replace("_", "-"), value)
    if "Content_Length" not in headers:
        answer.send_header("Content-Length", str(len(body)))
    answer.end_headers()
    answer.wfile.write(body)


def whole(answer: BaseHTTPRequestHandler) -> None:
    """Serve ranges and conditions as a good server does."""
    if answer.headers.get("If-None-Match") == ETAG:
        send(answer, 304, ETag=ETAG)
        return
    asked = answer.headers.get("Range")
    if asked and answer.headers.get("If-Range") == ETAG:
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        span = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
        send(answer, 206, CONTENT[start:], ETag=ETAG, Content_Range=span)
        return
    send(answer, 200, CONTENT, ETag=ETAG)


def test_a_file_is_downloaded_whole(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    found = download.fetch(
        server.url(), tmp_path / "f", limits=LIMITS, progress=lambda had, total: seen.append((had, total))
    )
    assert found.path.read_bytes() == CONTENT
    assert found.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert found.fresh
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f", "f.http.json"]


def test_an_unchanged_file_is_not_downloaded_again(server: Server, tmp_path: Path) -> None:
    first = download.fetch(server.url(), tmp_path / "f", limits=LIMITS)
    again = download.fetch(server.url(), tmp_path / "f", limits=LIMITS)
    assert (again.fresh, again.sha256) == (False, first.sha256)
    assert server.asked[1]["if-none-match"] == ETAG


def test_a_cut_connection_is_resumed(server: Server, tmp_path: Path) -> None:
    cuts = [100_000, 50_000]

    def cut(answer: BaseHTTPRequestHandler) -> None:
        if not cuts:
            whole(answer)
            return
        had = cuts.pop(0)
        start = int((answer.headers.get("Range") or "bytes=0-").removeprefix("bytes=").rstrip("-"))
        answer.send_response(206 if start else 200)
        answer.send_header("ETag", ETAG)
        answer.send_header("Content-Length", str(len(CONTENT) - start))
        if start:
            answer.send_header("Content-Range", f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}")
        answer.end_headers()
        answer.wfile.write(CONTENT[start : start + had])

    server.act = cut
    found = download.fetch(server.url(), tmp_path / "f", limits=LIMITS)
    assert found.resumed
    assert found.path.read_bytes() == CONTENT
    assert [asked.get("range") for asked in server.asked] == [None, "bytes=100000-", "bytes=150000-"]


def test_a_part_of_another_version_is_thrown_away(server: Server, tmp_path: Path) -> None:
    (tmp_path / "f.part").write_bytes(b"old" * 100)
    (tmp_path / "f.part.json").write_text(f'{{"validator": "\\"zero\\"", "url": "{server.url()}"}}')
    found = download.fetch(server.url(), tmp_path / "f", limits=LIMITS)
    assert server.asked[0]["if-range"] == '"zero"'
    assert found.path.read_bytes() == CONTENT


def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path) -> None:
    left = [503, 429]
    server.act = lambda answer: send(answer, left.pop()) if left else whole(answer)
    assert download.fetch(server.url(), tmp_path / "f", limits=LIMITS).fresh
    assert len(server.asked) == 3


def test_tries_are_bounded(server: Server, tmp_path: Path) -> None:
    server.act = lambda answer: send(answer, 500)
    with pytest.raises(MissingData) as caught:
        download.fetch(server.url(), tmp_path / "f", limits=LIMITS)
    assert caught.value.code == "sources.download.failed"
    assert len(server.asked) == 4


def test_a_refusal_is_not_asked_again(server: Server, tmp_path: Path) -> None:
    server.act = lambda answer: send(answer, 404)
    with pytest.raises(MissingData, match="404"):
        download.fetch(server.url(), tmp_path / "f", limits=LIMITS)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/x", "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]/x", "http://[fec0::1]/"]
)
def test_a_redirect_to_a_private_address_is_refused(server: Server, tmp_path: Path, target: str) -> None:
    server.act = lambda answer: send(answer, 302, Location=target)
    with pytest.raises(MissingData) as caught:
        download.fetch(server.url(), tmp_path / "f", limits=LIMITS)
    assert caught.value.code == "sources.download.address"


def test_a_good_redirect_is_followed_and_an_endless_one_is_not(server: Server, tmp_path: Path) -> None:
    server.act = lambda answer: whole(answer) if answer.path == "/b" else send(answer, 302, Location="/b")
    assert download.fetch(server.url("/a"), tmp_path / "f", limits=LIMITS).fresh
    server.act = lambda answer: send(answer, 302, Location="/a")
    with pytest.raises(MissingData) as caught:
        download.fetch(server.url("/a"), tmp_path / "g", limits=LIMITS)
    assert caught.value.code == "sources.download.redirects"


@pytest.mark.parametrize("url", ["http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https:///x",
                                 "https://me:pw@example.org/", "https://example.org:22/", "https://[::1"])  # fmt: skip
def test_other_addresses_are_refused_unless_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(MissingData) as caught:
        download.fetch(url, tmp_path / "f")
    assert caught.value.code == "sources.download.scheme"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_this_machine_is_refused_by_default(server: Server, tmp_path: Path, host: str) -> None:
    """The guard is on the connection: the same server answers once loopback is allowed."""
    limits = replace(LIMITS, loopback=False, attempts=1)
    with pytest.raises(MissingData) as caught:
        download.fetch(f"http://{host}/", tmp_path / "f", limits=limits)
    assert caught.value.code in {"sources.download.address", "sources.download.failed"}
    assert not server.asked


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(download.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(MissingData) as caught:
        download.fetch("https://rebind.example/", tmp_path / "f")
    assert caught.value.code == "sources.download.address"


@pytest.mark.parametrize("told", [True, False])
def test_an_oversized_body_is_refused(server: Server, tmp_path: Path, told: bool) -> None:
    (tmp_path / "f").write_bytes(b"good")

    def large(answer: BaseHTTPRequestHandler) -> None:
        answer.send_response(200)
        if told:
            answer.send_header("Content-Length", str(10**12))
        answer.end_headers()
        answer.wfile.write(CONTENT)

    server.act = large
    with pytest.raises(MalformedFile) as caught:
        download.fetch(server.url(), tmp_path / "f", max_bytes=1000, limits=LIMITS)
    assert caught.value.code == "sources.too_large"
    assert (tmp_path / "f").read_bytes() == b"good"


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_slow_server_is_left(server: Server, tmp_path: Path, where: str) -> None:
    def drip(answer: BaseHTTPRequestHandler) -> None:
        if where == "body":
            answer.send_response(200)
            answer.end_headers()
        else:
            answer.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        try:
            for _ in range(200):
                answer.wfile.write(b"x")
                answer.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    server.act = drip
    start = time.perf_counter()
    with pytest.raises(MissingData) as caught:
        download.fetch(server.url(), tmp_path / "f", limits=replace(LIMITS, seconds=0.5))
    assert caught.value.code == "sources.download.slow"
    assert time.perf_counter() - start < 3.0
    assert not (tmp_path / "f").exists()


def test_a_wrong_checksum_never_replaces_the_file(server: Server, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"good")
    with pytest.raises(MalformedFile) as caught:
        download.fetch(server.url(), tmp_path / "f", sha256="0" * 64, limits=LIMITS)
    assert caught.value.code == "sources.download.checksum"
    assert (tmp_path / "f").read_bytes() == b"good"
