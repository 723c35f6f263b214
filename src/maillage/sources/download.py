"""The only door to the network: downloads that resume, are conditional, checked, bounded and guarded.

An address is resolved here, every answer is checked (:mod:`maillage.sources.addresses`) and the connection goes to the
checked address itself, so that a second resolution cannot lead elsewhere; every redirect is checked again.
"""

import contextlib
import errno
import http.client
import random
import socket
import ssl
import threading
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from maillage.sources import addresses
from maillage.sources.bounds import MIB
from maillage.sources.resuming import Beside
from maillage.sources.storage import digest
from maillage.sources.terms import Download, Limits, Progress
from maillage.vocabulary.errors import CannotWrite, MalformedFile, MissingData, SystemReason

MAX_REDIRECTS = 5
MAX_DELAY_S = 20.0
_CHUNK_BYTES = 1 << 16
_REDIRECTS = {301, 302, 303, 307, 308}
_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_HEADERS = {
    "User-Agent": "maillage (https://www.data.gouv.fr reuse; open data client)",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS, errno.EPERM}


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
                cause = SystemReason.of(error) if isinstance(error, socket.gaierror) else str(error)[:200]
                cause = cause or type(error).__name__
                if time.monotonic() >= deadline:
                    raise MissingData("sources.download.slow", url=url, seconds=limits.seconds) from error
                if isinstance(error, ssl.SSLCertVerificationError):
                    break
    except OSError as error:
        if isinstance(error, MissingData | MalformedFile):
            raise
        raise CannotWrite("sources.no_data_folder", path=str(path.parent), cause=SystemReason.of(error)) from error
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

    @property
    def beside(self) -> Beside:
        """What earlier attempts left."""
        return Beside(self.path, self.url)

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
            quoted = urllib.parse.quote(target, safe="/?&=%:@!$'()*+,;~[]")
            connection.request("GET", quoted, headers=_HEADERS | self.beside.headers())
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

    def _taken(self, answer: http.client.HTTPResponse, url: str) -> Download:
        """What an answer gives."""
        if answer.status == 304 and self.path.is_file():
            return Download(self.path, digest(self.path), fresh=False)
        if answer.status == 416:
            self.beside.forget()
            raise _RetryError("416")
        if answer.status in _AGAIN:
            raise _RetryError(f"HTTP {answer.status}")
        if answer.status not in (200, 206):
            raise MissingData("sources.download.status", url=url, status=answer.status)
        start = self.beside.part_bytes() if answer.status == 206 else 0
        if answer.status == 206 and not (answer.getheader("Content-Range") or "").startswith(f"bytes {start}-"):
            self.beside.forget()
            raise _RetryError("Content-Range")
        length = answer.getheader("Content-Length", "")
        total = start + int(length) if length.isdecimal() else None
        if total is not None and total > self.max_bytes:
            self.beside.forget()
            raise _too_large(url, total, self.max_bytes)
        etag, modified = answer.getheader("ETag", ""), answer.getheader("Last-Modified", "")
        self.beside.begin(etag, modified)
        self._receive(answer, url, start, total)
        if time.monotonic() >= self.deadline:  # the guard's cut may pass for the end of the body
            raise MissingData("sources.download.slow", url=url, seconds=self.limits.seconds)
        found = self._proved(url, resumed=start > 0)
        self.beside.swap(etag, modified, found)
        return Download(self.path, found, fresh=True, resumed=start > 0)

    def _receive(self, answer: http.client.HTTPResponse, url: str, start: int, total: int | None) -> None:
        """Append the body to the part kept."""
        had = start
        with self.beside.part.open("r+b" if start else "wb") as file:
            file.seek(start)
            file.truncate()
            while chunk := answer.read1(_CHUNK_BYTES):
                had += len(chunk)
                if had > self.max_bytes:
                    file.close()
                    self.beside.forget()
                    raise _too_large(url, had, self.max_bytes)
                file.write(chunk)
                if self.progress is not None:
                    self.progress(had, total)
                if time.monotonic() > self.deadline:
                    raise MissingData("sources.download.slow", url=url, seconds=self.limits.seconds)
        if total is not None and had < total:
            raise _RetryError(f"{had} / {total}")

    def _proved(self, url: str, *, resumed: bool) -> str:
        """Digest of the whole file; one that is not the digest expected is thrown away, asked for again if resumed."""
        found = digest(self.beside.part)
        if self.sha256 and found != self.sha256.lower():
            self.beside.forget()
            if resumed:
                raise _RetryError("sha256")
            raise MalformedFile("sources.download.checksum", url=url, seen=found[:16], expected=self.sha256[:16])
        return found


def _cut(raw: socket.socket) -> None:
    """End a connection whatever it is doing."""
    with contextlib.suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)


def _too_large(url: str, size: int, most: int) -> MalformedFile:
    """The error of a body that is too large."""
    return MalformedFile("sources.too_large", path=url, size=f"{size / MIB:.1f}", most=f"{most / MIB:.1f}")
