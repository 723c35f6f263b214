"""Files opened within bounds: sizes are known before anything is read, archives are streamed and never trusted."""

import contextlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from maillage.sources import archives
from maillage.sources.bounds import MIB
from maillage.vocabulary.errors import MalformedFile, MissingData, SystemReason

_START_BYTES = 512
_WEB_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype\s+html|html)\b", re.IGNORECASE)
XLSX_MEMORY_BYTES = 48 * MIB
"""Largest workbook held in memory."""


@dataclass(frozen=True)
class Payload:
    """Content of a file, which may be opened several times.

    Parameters
    ----------
    name
        How to call it in a message.
    opener
        Opens the content.
    most
        Bytes after which reading stops with an error.
    """

    name: str
    opener: Callable[[], IO[bytes]]
    most: int

    @contextlib.contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Content as a stream that refuses to go beyond the bound."""
        with (
            archives.told(self.name),
            self.opener() as file,
            io.BufferedReader(cast(io.RawIOBase, _Bounded(file, self))) as bounded,
        ):
            yield bounded

    def read(self, most: int | None = None) -> bytes:
        """Whole content.

        Raises
        ------
        MalformedFile
            If it is larger than allowed or its archive is damaged.
        """
        most = self.most if most is None else min(most, self.most)
        with self.open() as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise MalformedFile(
                "sources.too_large", path=self.name, size=archives.mib(len(content)), most=archives.mib(most)
            )
        return content


class _Bounded(io.RawIOBase):
    """A stream that stops at a bound."""

    def __init__(self, file: IO[bytes], payload: Payload) -> None:
        super().__init__()
        self._file = file
        self._payload = payload
        self._seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        content = self._file.read(len(buffer))
        self._seen += len(content)
        if self._seen > self._payload.most + archives.CHUNK_BYTES:
            raise MalformedFile(
                "sources.too_large",
                path=self._payload.name,
                size=archives.mib(self._seen),
                most=archives.mib(self._payload.most),
            )
        buffer[: len(content)] = content
        return len(content)


def payload(where: Path | bytes, *, member: str = "*", most: int, name: str = "") -> Payload:
    """Content of a file, of the member of a zip, or of a gzip.

    Parameters
    ----------
    where
        A file or its bytes.
    member
        Pattern of the member to take from an archive, whatever its case and folder.
    most
        Bound in bytes, on the file and on what comes out of it.
    name
        How to call it in a message; the path by default.

    Raises
    ------
    MalformedFile
        Too large, a web page, an archive that swells too much or has no such member.
    MissingData
        If the file cannot be read.
    """
    name = name or (str(where) if isinstance(where, Path) else "-")
    size, opener = _opener(where, name)
    if size > most:
        raise MalformedFile("sources.too_large", path=name, size=archives.mib(size), most=archives.mib(most))
    if size == 0:
        raise MalformedFile("sources.empty", path=name)
    plain = Payload(name, opener, most)
    with plain.open() as file:
        start = file.read(_START_BYTES)
    if _WEB_PAGE.match(start):
        raise MalformedFile("sources.web_page", path=name)
    magic = start[:4]
    if magic[:2] == b"\x1f\x8b":
        bound = min(most, max(archives.FREE_BYTES, int(size * archives.MAX_RATIO)))
        return Payload(name, lambda: archives.open_gzip(opener), bound)
    if magic != b"PK\x03\x04":
        return plain
    with archives.told(name), opener() as file:
        archives.check_directory(file, name)
        archive = zipfile.ZipFile(file)
        found = archives.check_archive(archive, name, most)
        if any(info.filename == "xl/workbook.xml" for info in found):
            return plain
        chosen = archives.member_of(found, member, name)
        if chosen.filename.lower().endswith((".xlsx", ".zip")):
            with archive.open(chosen) as inner:
                content = inner.read(XLSX_MEMORY_BYTES + 1)
            return payload(content, member=member, most=min(most, XLSX_MEMORY_BYTES), name=f"{name}!{chosen.filename}")
    return Payload(f"{name}!{chosen.filename}", lambda: archives.open_member(opener, chosen.filename), most)


def _opener(where: Path | bytes, name: str) -> tuple[int, Callable[[], IO[bytes]]]:
    """Size of a content and how to open it."""
    if isinstance(where, bytes):
        return len(where), lambda: io.BytesIO(where)
    try:
        if not where.is_file():
            raise MissingData("sources.no_file", path=name)
        return where.stat().st_size, lambda: where.open("rb")
    except OSError as error:
        if isinstance(error, MissingData):
            raise
        raise MissingData("sources.unreadable", path=name, cause=SystemReason.of(error)) from error
