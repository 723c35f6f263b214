"""The only door to the network: downloads that resume, are conditional, checked, bounded and guarded.

An address is resolved here, every answer is checked (:mod:`maillage.sources.addresses`) and the connection goes to the
checked address itself, so that a second resolution cannot lead elsewhere; every redirect is checked again.
"""

import contextlib
import errno
import http.client
import json
import random
import socket
import ssl
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.sources import addresses
from maillage.sources.bounds import MIB
from maillage.sources.storage import digest
from maillage.sources.storage import replace as write_whole
from maillage.vocabulary.errors import CannotWrite, MalformedFile, MissingData

MAX_REDIRECTS = 5
ATTEMPTS = 5
FIRST_DELAY_S = 0.5
MAX_DELAY_S = 20.0
_CHUNK_BYTES = 1 << 16
_REDIRECTS = {301, 302, 303, 307, 308}
_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_AGENT = "maillage (https://www.data.gouv.fr reuse; open data client)"
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS, errno.EPERM}

Progress = Callable[[int, int | None], None]
"""Called with the bytes had so far and the total, if the server told it."""


@dataclass(frozen=True)
class Limits:
    """What a download may do.

    Parameters
    ----------
    seconds
        For the whole download, redirects and attempts included.
    silence_s
        Longest wait for a byte.
    https_only
        Refuse plain http, in redirects too.
    loopback
        Allow this very machine: for tests only.
    attempts
        How many times to try.
    first_delay_s
        Wait before the second try; doubled each time.
    """

    seconds: float = 600.0
    silence_s: float = 20.0
    https_only: bool = True
    loopback: bool = False
    attempts: int = ATTEMPTS
    first_delay_s: float = FIRST_DELAY_S


@dataclass(frozen=True)
class Download:
    """A file downloaded.

    Parameters
    ----------
    path
        Where it is.
    sha256
        Its digest.
    fresh
        False when the server said that the copy kept is still good.
    resumed
        Whether part of it came from an earlier attempt.
    """

    path: Path
    sha256: str
    fresh: bool
    resumed: bool = False


class _RetryError(Exception):
    """A failure worth another try."""


def fetch(
    url: str,
    path: Path,
    *,
    max_bytes: int = 64 * MIB,
    sha256: str = "",
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Download:
    """Download a file; what was there is only replaced by a whole and checked one.

    Beside the file, ``<name>.http.json`` keeps what the server said of it and ``<name>.part`` what an interrupted
    download left, taken up again if the server still has the same file.

    Parameters
    ----------
    url
        Where it is.
    path
        Where to put it.
    max_bytes
        Refuse more.
    sha256
        Digest it must have.
    progress
        Told of the bytes had.
    limits
        Time, tries and what may be connected to.

    Raises
    ------
    MissingData
        Address refused, server unreachable or saying no, too slow.
    MalformedFile
        Too large, or not the digest expected.
    CannotWrite
        Disk full or no permission.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    cause = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(limits.attempts):
            if attempt:
                pause = min(MAX_DELAY_S, limits.first_delay_s * 2.0 ** (attempt - 1)) * random.uniform(0.8, 1.2)
                if time.monotonic() + pause > deadline:
                    break
                time.sleep(pause)
            try:
                return _Attempt(url, path, max_bytes, sha256, progress, limits, deadline).run()
            except (_RetryError, OSError, http.client.HTTPException, ssl.SSLError) as error:
                if isinstance(error, MissingData | MalformedFile) or getattr(error, "errno", None) in _DISK:
                    raise
                cause = str(error)[:200] or type(error).__name__
                if time.monotonic() >= deadline:
                    raise MissingData("sources.download.slow", url=url, seconds=limits.seconds) from error
                if isinstance(error, ssl.SSLCertVerificationError):
                    break
    except OSError as error:
        if isinstance(error, MissingData | MalformedFile):
            raise
        raise CannotWrite(
            "sources.no_data_folder", path=str(path.parent), cause=error.strerror or str(error)
        ) from error
    if time.monotonic() >= deadline:
        raise MissingData("sources.download.slow", url=url, seconds=limits.seconds)
    raise MissingData("sources.download.failed", url=url, attempts=limits.attempts, cause=cause)


@dataclass(frozen=True)
class _Attempt:
    """One try at a download."""

    url: str
    path: Path
    max_bytes: int
    sha256: str
    progress: Progress | None
    limits: Limits
    deadline: float

    def run(self) -> Download:
        """Ask, follow redirects, receive, check and swap."""
        url = self.url
        for _ in range(MAX_REDIRECTS + 1):
            with self._answer(url) as answer:
                status = answer.status
                if status in _REDIRECTS:
                    url = urllib.parse.urljoin(url, answer.getheader("Location", ""))
                    continue
                return self._taken(answer, url)
        raise MissingData("sources.download.redirects", url=self.url)

    @contextlib.contextmanager
    def _answer(self, url: str) -> Iterator[http.client.HTTPResponse]:
        """Answer of a server, cut off at the deadline even when it sends a byte now and then."""
        parts, port = self._checked(url)
        raw = self._connect(url, parts.hostname or "", port)
        guard = threading.Timer(max(0.01, self.deadline - time.monotonic()), _cut, [raw])
        guard.daemon = True
        guard.start()
        connection = http.client.HTTPConnection(parts.hostname or "", port)
        try:
            if parts.scheme == "https":
                raw = ssl.create_default_context().wrap_socket(raw, server_hostname=parts.hostname)
            connection.sock = raw
            target = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
            connection.request("GET", urllib.parse.quote(target, safe="/?&=%:@!$'()*+,;~[]"), headers=self._headers())
            with connection.getresponse() as answer:
                yield answer
        finally:
            guard.cancel()
            connection.close()
            raw.close()

    def _checked(self, url: str) -> tuple[urllib.parse.SplitResult, int]:
        """Parts of an address whose form is allowed."""
        try:
            parts = urllib.parse.urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise MissingData("sources.download.scheme", url=url) from error
        schemes = {"https"} if self.limits.https_only else {"https", "http"}
        if parts.scheme not in schemes or not parts.hostname or parts.username is not None:
            raise MissingData("sources.download.scheme", url=url)
        usual = 443 if parts.scheme == "https" else 80
        if port not in (None, usual) and not self.limits.loopback:
            raise MissingData("sources.download.scheme", url=url)
        return parts, port or usual

    def _connect(self, url: str, host: str, port: int) -> socket.socket:
        """Socket to the first of a host's addresses that answers, all of them having been checked."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for *_, where in found:
            if not addresses.public(str(where[0]), loopback=self.limits.loopback):
                raise MissingData("sources.download.address", url=url, address=where[0])
        last: OSError = OSError("no address")
        for family, kind, protocol, _, where in found:
            made = socket.socket(family, kind, protocol)
            made.settimeout(max(0.01, min(self.limits.silence_s, self.deadline - time.monotonic())))
            try:
                made.connect(where)
            except OSError as error:
                made.close()
                last = error
                continue
            return made
        raise last

    def _headers(self) -> dict[str, str]:
        """Headers of a request: conditional when a copy is kept, from a byte on when part of one is."""
        headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity", "Connection": "close"}
        had = self._part_bytes()
        told = _read(self._part_notes)
        if had and told.get("validator"):
            return headers | {"Range": f"bytes={had}-", "If-Range": told["validator"]}
        kept = _read(self._notes)
        if self.path.is_file() and kept.get("url") == self.url:
            if kept.get("etag"):
                headers["If-None-Match"] = kept["etag"]
            if kept.get("last_modified"):
                headers["If-Modified-Since"] = kept["last_modified"]
        return headers

    def _taken(self, answer: http.client.HTTPResponse, url: str) -> Download:
        """What an answer gives."""
        if answer.status == 304 and self.path.is_file():
            return Download(self.path, digest(self.path), fresh=False)
        if answer.status == 416:
            self._forget()
            raise _RetryError("416")
        if answer.status in _AGAIN:
            raise _RetryError(f"HTTP {answer.status}")
        if answer.status not in (200, 206):
            raise MissingData("sources.download.status", url=url, status=answer.status)
        start = self._part_bytes() if answer.status == 206 else 0
        if answer.status == 206 and not (answer.getheader("Content-Range") or "").startswith(f"bytes {start}-"):
            self._forget()
            raise _RetryError("Content-Range")
        length = answer.getheader("Content-Length", "")
        total = start + int(length) if length.isdecimal() else None
        if total is not None and total > self.max_bytes:
            self._forget()
            raise _too_large(url, total, self.max_bytes)
        etag, modified = answer.getheader("ETag", ""), answer.getheader("Last-Modified", "")
        strong = etag if etag and not etag.startswith("W/") else ""
        write_whole(self._part_notes, json.dumps({"validator": strong or modified, "url": self.url}).encode())
        self._receive(answer, url, start, total)
        if time.monotonic() >= self.deadline:  # the guard's cut may pass for the end of the body
            raise MissingData("sources.download.slow", url=url, seconds=self.limits.seconds)
        return self._swap(url, {"url": self.url, "etag": etag, "last_modified": modified}, resumed=start > 0)

    def _receive(self, answer: http.client.HTTPResponse, url: str, start: int, total: int | None) -> None:
        """Append the body to the part kept."""
        had = start
        with self._part.open("r+b" if start else "wb") as file:
            file.seek(start)
            file.truncate()
            while chunk := answer.read1(_CHUNK_BYTES):
                had += len(chunk)
                if had > self.max_bytes:
                    file.close()
                    self._forget()
                    raise _too_large(url, had, self.max_bytes)
                file.write(chunk)
                if self.progress is not None:
                    self.progress(had, total)
                if time.monotonic() > self.deadline:
                    raise MissingData("sources.download.slow", url=url, seconds=self.limits.seconds)
        if total is not None and had < total:
            raise _RetryError(f"{had} / {total}")

    def _swap(self, url: str, notes: dict[str, str], *, resumed: bool) -> Download:
        """Put the whole file in its place."""
        found = digest(self._part)
        if self.sha256 and found != self.sha256.lower():
            self._forget()
            if resumed:
                raise _RetryError("sha256")
            raise MalformedFile("sources.download.checksum", url=url, seen=found[:16], expected=self.sha256[:16])
        self._notes.unlink(missing_ok=True)
        self._part.replace(self.path)
        write_whole(self._notes, json.dumps(notes | {"sha256": found}).encode())
        self._part_notes.unlink(missing_ok=True)
        return Download(self.path, found, fresh=True, resumed=resumed)

    @property
    def _part(self) -> Path:
        return self.path.with_name(self.path.name + ".part")

    @property
    def _part_notes(self) -> Path:
        return self.path.with_name(self.path.name + ".part.json")

    @property
    def _notes(self) -> Path:
        return self.path.with_name(self.path.name + ".http.json")

    def _part_bytes(self) -> int:
        """Bytes an interrupted download of this address left."""
        if _read(self._part_notes).get("url") != self.url or not self._part.is_file():
            return 0
        return self._part.stat().st_size

    def _forget(self) -> None:
        """Throw away the part kept."""
        self._part.unlink(missing_ok=True)
        self._part_notes.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Any]:
    """Notes kept beside a file, empty where there are none."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _cut(raw: socket.socket) -> None:
    """End a connection whatever it is doing."""
    with contextlib.suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)


def _too_large(url: str, size: int, most: int) -> MalformedFile:
    """The error of a body that is too large."""
    return MalformedFile("sources.too_large", path=url, size=f"{size / MIB:.1f}", most=f"{most / MIB:.1f}")
