"""What is refused before anything is parsed: files made too large, too dense or too deep for an honest table."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from maillage.checks.references import outermost
from maillage.vocabulary.errors import MalformedFile, MissingData, SystemReason

MEGABYTE = 1_000_000
_CHUNK = 1 << 22
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?')
_TAIL = 4096


@dataclass(frozen=True)
class Limits:
    """Largest files read.

    Attributes
    ----------
    csv_bytes, json_bytes, xlsx_bytes
        Size of the file on disk.
    unzipped_bytes
        Size of an XLSX file's parts once inflated, as declared and as found.
    ratio
        Inflated over compressed size, beyond one megabyte.
    depth
        Brackets within brackets in JSON.
    columns
        Columns of a table.
    cells
        Cells of a table, empty ones included.
    """

    csv_bytes: int = 100 * MEGABYTE
    json_bytes: int = 40 * MEGABYTE
    xlsx_bytes: int = 40 * MEGABYTE
    unzipped_bytes: int = 250 * MEGABYTE
    ratio: int = 100
    depth: int = 16
    columns: int = 500
    cells: int = 8_000_000


DEFAULT = Limits()


def check_size(path: Path, most: int) -> int:
    """Size of a file, refused when it is beyond ``most`` bytes, empty, or no file.

    Raises
    ------
    MissingData, MalformedFile
    """
    try:
        if not path.is_file():
            raise MissingData("checks.file.folder" if path.is_dir() else "checks.file.absent", path=path)
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        if isinstance(error, MissingData):
            raise
        raise MissingData(
            "checks.file.unreadable",
            path=path,
            reason=SystemReason.of(error) if isinstance(error, OSError) else str(error),
        ) from None
    if size > most:
        raise MalformedFile("checks.file.too_large", path=path, size=size // MEGABYTE, most=most // MEGABYTE)
    if size == 0:
        raise MalformedFile("checks.file.empty", path=path)
    return size


def check_shape(path: Path, rows: int, columns: int, limits: Limits) -> None:
    """Refuse a table with too many columns or cells."""
    if columns > limits.columns:
        raise MalformedFile("checks.file.columns", path=path, count=columns, most=limits.columns)
    if rows * columns > limits.cells:
        raise MalformedFile("checks.file.cells", path=path, count=rows * columns, most=limits.cells)


def check_json_depth(path: Path, data: bytes, most: int) -> None:
    """Refuse JSON nested deeper than ``most``, without parsing it."""
    depth = 0
    bare = _STRING.sub(b"", data)
    for start in range(0, len(bare), _CHUNK):
        part = np.frombuffer(bare, np.uint8, min(_CHUNK, len(bare) - start), start)
        opens = ((part == 91) | (part == 123)).astype(np.int32)
        steps = depth + np.cumsum(opens - ((part == 93) | (part == 125)))
        if int(steps.max()) > most:
            raise MalformedFile("checks.json.depth", path=path, most=most)
        depth = int(steps[-1])


def check_workbook(path: Path, limits: Limits) -> None:
    """Refuse a zip bomb, or a sheet whose outermost cells would span too many, before the workbook is read.

    Sizes declared in the archive are not believed: parts are inflated by chunks, and counted.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            if not any(name.lower().startswith("xl/") for name in names):
                raise MalformedFile("checks.xlsx.unreadable", path=path)
            if any(part.flag_bits & 1 for part in parts):
                raise MalformedFile("checks.xlsx.locked", path=path)
            left = limits.unzipped_bytes
            if len(parts) > 2_000 or len(set(names)) != len(names) or sum(part.file_size for part in parts) > left:
                raise MalformedFile("checks.xlsx.bomb", path=path, most=left // MEGABYTE)
            for part in parts:
                left -= _inflate(path, archive, part, left, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, MalformedFile):
            raise
        raise MalformedFile("checks.xlsx.unreadable", path=path) from None


def _inflate(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    """Bytes of one part once inflated; its cell references are watched when it is a sheet."""
    total, tail = 0, b""
    sheet = part.filename.lower().startswith("xl/worksheets/")
    high_row, width = 0, 1
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            total += len(chunk)
            dense = total > MEGABYTE and total > limits.ratio * max(part.compress_size, 1)
            if total > left or dense:
                raise MalformedFile("checks.xlsx.bomb", path=path, most=limits.unzipped_bytes // MEGABYTE)
            if not sheet:
                continue
            text = tail + chunk
            tail = text[-_TAIL:]
            row, column = outermost(text)
            high_row, width = max(high_row, row), max(width, column)
    if sheet:
        check_shape(path, high_row, width, limits)
    return total
