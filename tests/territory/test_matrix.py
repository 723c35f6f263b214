import numpy as np
import pytest

from maillage.territory import DistanceModel, MatrixModel
from maillage.vocabulary.errors import MalformedFile, MissingData


@pytest.fixture
def matrix(tmp_path):
    def write(text):
        path = tmp_path / "times.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_replaces_the_default(territory, matrix):
    model = MatrixModel.read(matrix("from,to,minutes\n15014,15267,9.5\n15267,15014,11\n"), territory)
    rows = territory.rows(["15014", "15267", "15138"])
    pairs = model.pairs(rows, rows, 20)
    assert pairs.indptr.tolist() == [0, 1, 2, 2]
    assert pairs.indices.tolist() == [1, 0]
    assert pairs.minutes.tolist() == [9.5, 11]
    assert model.provenance == "times.csv"


def test_overrides_the_default(territory, matrix):
    base = DistanceModel(territory)
    model = MatrixModel.read(matrix("from,to,minutes\n15014,15267,19\n15267,15014,inf\n"), territory, base, "IGN 2026")
    rows = territory.select("15").rows
    before, after = base.pairs(rows, rows, 20), model.pairs(rows, rows, 20)
    assert len(after) == len(before) - 1
    i, j = (int(np.flatnonzero(rows == territory.row_of[code])[0]) for code in ("15014", "15267"))
    assert dict(zip(*after.of(i), strict=True))[j] == 19
    assert i not in after.of(j)[0]
    assert model.provenance == "IGN 2026"
    assert model.version.endswith(base.version)


def test_version_follows_the_content(territory, matrix):
    one = MatrixModel.read(matrix("from,to,minutes\n15014,15267,9\n"), territory).version
    two = MatrixModel.read(matrix("from,to,minutes\n15014,15267,8\n"), territory).version
    assert one != two


def test_former_codes_keep_the_shortest_time(territory, matrix):
    model = MatrixModel.read(matrix("from,to,minutes\n69381,15014,200\n69382,15014,190\n"), territory)
    rows = territory.rows(["69123", "15014"])
    assert model.pairs(rows, rows, 300).minutes.tolist() == [190]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("from,to,minutes\n15014,15267,5\n15014,99999,5\n", ["2", "to", "99999"]),
        ("from,to,minutes\n1514,15267,5\n", ["1", "from", "1514"]),
        ("from,to,minutes\n15014,15267,fast\n", ["1", "minutes", "fast"]),
        ("from,to,minutes\n15014,15267,-3\n", ["1", "minutes", "-3"]),
        ("from,to,minutes\n15014,15267,nan\n", ["1", "minutes", "nan"]),
        ("from,to,minutes\n15014,15267,\n", ["1", "minutes"]),
        ("a,b\n1,2\n", ["a,b"]),
        ("", ["times.csv"]),
    ],
)
def test_malformed(territory, matrix, text, told):
    with pytest.raises(MalformedFile) as raised:
        MatrixModel.read(matrix(text), territory)
    assert all(word in str(raised.value) for word in told)


def test_missing_file(territory, tmp_path):
    with pytest.raises(MissingData):
        MatrixModel.read(tmp_path / "nowhere.csv", territory)
