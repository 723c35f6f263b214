"""Archives looked at before they are opened: what they announce, how far they swell, how large their sheets are."""

import contextlib
import errno
import fnmatch
import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, cast

from maillage.sources.bounds import MIB
from maillage.vocabulary.errors import MaillageError, MalformedFile, MissingData, SystemReason

MAX_RATIO = 120.0
"""An archive that swells more than this is a bomb; INSEE's most compressible file swells 30 times."""

MAX_MEMBERS = 5_000
MAX_DIRECTORY_BYTES = 2 * MIB
_TAIL_BYTES = 65_557
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

FREE_BYTES = 4 * MIB
"""Below this size a high ratio is harmless."""

CHUNK_BYTES = 1 << 16

_DAMAGES = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, IndexError,
    struct.error, OverflowError,
)  # fmt: skip
"""What the standard library raises on archives it cannot make sense of."""

_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]+)(\d+)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d+)["']""")
_COUNT = re.compile(rb"""[cC]ount\s*=\s*["']\+?(\d+)["']""")
MAX_SHEET_ROWS = 200_000
MAX_CELLS = 4_000_000
"""Largest sheet: calamine keeps the whole rectangle, one far cell would ask for hundreds of gigabytes."""


@contextlib.contextmanager
def told(name: str) -> Iterator[None]:
    """Put words on what a damaged archive or disk raises."""
    try:
        yield
    except (MaillageError, RecursionError):
        raise
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile) or error.errno in (None, errno.EINVAL):
            raise MalformedFile("sources.archive", path=name, cause=str(error)[:200]) from error
        raise MissingData("sources.unreadable", path=name, cause=SystemReason.of(error)) from error
    except _DAMAGES as error:
        raise MalformedFile("sources.archive", path=name, cause=str(error)[:200]) from error


def check_archive(archive: zipfile.ZipFile, name: str, most: int) -> list[zipfile.ZipInfo]:
    """Members of an archive, refused when it announces more than allowed."""
    found = archive.infolist()
    if any(info.compress_type not in _METHODS for info in found):
        raise zipfile.BadZipFile("compression method")
    total = sum(info.file_size for info in found)
    packed = max(1, sum(info.compress_size for info in found))
    if total > most:
        raise MalformedFile("sources.too_large", path=name, size=mib(total), most=mib(most))
    if len(found) > MAX_MEMBERS or (total > FREE_BYTES and total / packed > MAX_RATIO):
        raise MalformedFile("sources.bomb", path=name, ratio=round(total / packed), most=round(MAX_RATIO))
    return found


def check_workbook(content: bytes, name: str, most: int) -> None:
    """Refuse a workbook whose sheets would not fit in memory."""
    with told(name), zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_directory(io.BytesIO(content), name)
        for info in check_archive(archive, name, most):
            rows, columns = 1, 1
            with archive.open(info) as part:
                for text in _overlapping(part, name, most):
                    for letters, digits in _CELL.findall(text):
                        columns = max(columns, _column(letters.upper()))
                        rows = max(rows, int(digits[:9]))
                    rows = max([rows, *(int(digits[:9]) for digits in _ROW.findall(text))])
                    # room is made for as many shared strings or styles as announced, before any is read
                    told_of = max((int(digits[:9]) for digits in _COUNT.findall(text)), default=0)
                    if rows * columns > MAX_CELLS or told_of > MAX_CELLS or rows > MAX_SHEET_ROWS:
                        cells = max(rows * columns, told_of)
                        raise MalformedFile("sources.too_many_cells", path=name, cells=cells, most=MAX_CELLS)


def _overlapping(part: IO[bytes], name: str, most: int) -> Iterator[bytes]:
    """Pieces of a part, each with the end of the one before, so that no tag is missed between two."""
    tail, seen = b"", 0
    while chunk := part.read(CHUNK_BYTES * 8):
        seen += len(chunk)
        if seen > most:
            raise MalformedFile("sources.too_large", path=name, size=mib(seen), most=mib(most))
        yield tail + chunk
        tail = chunk[-256:]


def damaged(error: BaseException) -> bool:
    """Whether an error is a compiled reader's way of giving up on a damaged file, its panics included."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _column(letters: bytes) -> int:
    """Number of a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def member_of(found: list[zipfile.ZipInfo], pattern: str, name: str) -> zipfile.ZipInfo:
    """The largest member that answers the pattern; alone, it needs not answer."""
    files = [info for info in found if not info.is_dir()]
    fits = [info for info in files if fnmatch.fnmatch(info.filename.lower().rsplit("/", 1)[-1], pattern.lower())]
    if not fits and len(files) == 1:
        fits = files
    if not fits:
        seen = ", ".join(info.filename for info in files[:5])
        raise MalformedFile("sources.no_member", path=name, pattern=pattern, seen=seen)
    return max(fits, key=lambda info: info.file_size)


class _Chained:
    """A stream that closes the file it draws from."""

    def __init__(self, stream: IO[bytes], under: IO[bytes]) -> None:
        self.read = stream.read
        self._both = (stream, under)

    def __enter__(self) -> "_Chained":
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._both:
            file.close()


def open_member(opener: Callable[[], IO[bytes]], member: str) -> IO[bytes]:
    """Open a member of an archive; closing it closes the archive."""
    file = opener()
    try:
        return cast(IO[bytes], _Chained(zipfile.ZipFile(file).open(member), file))
    except BaseException:
        file.close()
        raise


def open_gzip(opener: Callable[[], IO[bytes]]) -> IO[bytes]:
    """Open what a gzip holds; closing it closes the file."""
    file = opener()
    return cast(IO[bytes], _Chained(cast(IO[bytes], gzip.GzipFile(fileobj=file)), file))


def check_directory(file: IO[bytes], name: str) -> None:
    """Refuse an archive whose list of members would itself fill the memory."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _TAIL_BYTES))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise zipfile.BadZipFile("end of central directory not found")
    listed = int.from_bytes(tail[end + 12 : end + 16], "little")
    if listed > MAX_DIRECTORY_BYTES or (end >= 20 and tail[end - 20 : end - 16] == b"PK\x06\x07"):
        raise MalformedFile("sources.bomb", path=name, ratio=listed, most=MAX_DIRECTORY_BYTES)
    file.seek(0)


def mib(size: int) -> str:
    """Size in mebibytes, as shown."""
    return f"{size / MIB:.1f}"
