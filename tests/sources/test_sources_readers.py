"""Files as they come: encodings, delimiters, headers, nesting."""

import csv
import gzip
import io
import json
import zipfile
from dataclasses import replace

import polars as pl
import pytest
import xlsxwriter

from maillage.sources import loading, reading_json, reading_parquet, reading_xlsx, text
from maillage.sources.source import Source
from maillage.territory import Territory
from maillage.vocabulary.errors import MalformedFile

HEADER = "CODGEO{0}P22_POP{0}RATE{0}LABEL"


def load(source: Source, content: str | bytes, territory: Territory) -> loading.Reading:
    return loading.load(source, content.encode() if isinstance(content, str) else content, territory)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_delimiter_and_encoding_are_found(
    small: Source, territory: Territory, delimiter: str, encoding: str, newline: str
) -> None:
    lines = [HEADER.format(delimiter), delimiter.join(["01001", "10", "1.5", '"Été; à, l\'œuvre"'])]
    reading = load(small, newline.join(lines).encode(encoding), territory)
    assert reading.table.row(0) == ("01001", 10.0, 1.5, "Été; à, l'œuvre")
    assert reading.delimiter == delimiter


def test_numbers_the_french_way(small: Source, territory: Territory) -> None:
    reading = load(
        small, "CODGEO;P22_POP;RATE\n01001;1 234;12,5\n01002;1\u202f000;s\n01004;abc;inf\n01005;-3;1", territory
    )
    assert reading.table["population"].to_list() == [1234.0, 1000.0, None, None]
    assert reading.table["rate"].to_list() == [12.5, None, None, 1.0]
    told = reading.issues.select("row", "column", "value").rows()
    assert told == [(4, "population", "abc"), (4, "rate", "inf"), (5, "population", "-3")]


def test_the_header_may_come_below_titles(small: Source, territory: Territory) -> None:
    reading = load(small, '"Titre","",""\n"","",""\nCODGEO,P18_POP,RATE\n01001,1,2\n', territory)
    assert reading.table.height == 1


def test_the_latest_census_is_taken(small: Source, territory: Territory) -> None:
    reading = load(small, "CODGEO;P13_POP;P22_POP;P18_POP;RATE\n01001;1;3;2;0", territory)
    assert reading.table["population"].to_list() == [3.0]


def test_rows_of_another_width_are_refused_with_their_line(small: Source, territory: Territory) -> None:
    content = 'CODGEO;P22_POP;RATE;LABEL\n01001;1;2;"two\nlines"\n01002;1\n01004;1;2;a;b\n01005;1;2;a;;\n\n01006;1;2;\n'
    reading = load(small, content, territory)
    assert reading.issues.select("row", "message", "value").rows() == [(4, "width", "2 / 4"), (5, "width", "5 / 4")]
    assert reading.table["code_insee"].to_list() == ["01001", "01005", "01006"]
    assert (reading.rows, reading.refused) == (5, 2)


def test_missing_columns_are_named(small: Source, territory: Territory) -> None:
    with pytest.raises(MalformedFile, match="RATE") as caught:
        load(small, "CODGEO;P22_POP\n01001;1\n", territory)
    assert caught.value.code == "sources.columns"


def test_an_endless_cell_is_refused(small: Source, territory: Territory) -> None:
    usual = csv.field_size_limit(10**9)  # as another library may have left it
    try:
        with pytest.raises(MalformedFile):
            load(small, 'CODGEO;P22_POP;RATE\n01001;1;"' + "x" * 200_000, territory)
        assert csv.field_size_limit() == 10**9
    finally:
        csv.field_size_limit(usual)


def test_a_zip_and_a_gzip_are_opened(small: Source, territory: Territory) -> None:
    content = b"CODGEO;P22_POP;RATE\n01001;1;2\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("meta.csv", b"x" * 200)
        archive.writestr("folder/DATA.CSV", content)
    named = replace(small, member="data.csv")
    assert load(named, packed.getvalue(), territory).table.height == 1
    assert load(small, gzip.compress(content), territory).table.height == 1
    with pytest.raises(MalformedFile) as caught:
        load(replace(small, member="other*"), packed.getvalue(), territory)
    assert caught.value.code == "sources.no_member"


def test_json_records_and_geojson(small: Source, territory: Territory) -> None:
    source = replace(small, reader=reading_json.read)
    records = [{"CODGEO": 1001, "P22_POP": 12, "RATE": None, "LABEL": ["a", "b"]}, {"CODGEO": "2a004", "P22_POP": "7"}]
    reading = load(source, json.dumps(records), territory)
    assert reading.table.rows() == [("01001", 12.0, None, "a|b"), ("2A004", 7.0, None, None)]
    feature = {"type": "Feature", "properties": records[0], "geometry": {"type": "Point", "coordinates": [5.0, 46.0]}}
    assert reading_json.flatten(feature)["longitude"] == "5.0"
    assert load(source, json.dumps({"type": "FeatureCollection", "features": [feature]}), territory).table.height == 1


def test_a_geometry_gives_the_mean_of_its_points() -> None:
    assert reading_json.centre({"type": "MultiPoint", "coordinates": [[0, 0], [2, 4]]}) == (1.0, 2.0)
    assert reading_json.centre({"type": "Polygon", "coordinates": [[[0, 0], [2, 4]]]}) == (1.0, 2.0)
    assert reading_json.centre(None) is None


def test_a_workbook(small: Source, territory: Territory) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("COM")
        for line, cells in enumerate(
            [["Titre"], [], ["CODGEO", "P22_POP", "RATE"], [1001, 12.0, 1.5], ["2A004", "s", 2]]
        ):
            for column, cell in enumerate(cells):
                sheet.write(line, column, cell)
    reading = load(replace(small, reader=reading_xlsx.read, sheets=("COM",)), file.getvalue(), territory)
    assert reading.table.rows() == [("01001", 12.0, 1.5), ("2A004", None, 2.0)]
    with pytest.raises(MalformedFile) as caught:
        load(replace(small, reader=reading_xlsx.read, sheets=("ARM",)), file.getvalue(), territory)
    assert caught.value.code == "sources.no_member"


def test_a_parquet(small: Source, territory: Territory) -> None:
    file = io.BytesIO()
    pl.DataFrame({"CODGEO": ["01001"], "P22_POP": [3.0], "RATE": [1.0]}).write_parquet(file)
    source = replace(small, reader=reading_parquet.read)
    assert load(source, file.getvalue(), territory).table.height == 1
    with pytest.raises(MalformedFile):
        load(source, b"PAR1" + b"\x00" * 40 + b"PAR1", territory)


def test_letters_written_as_numbers_are_mended() -> None:
    assert text.mend("14 Rue de la R<e9>publique <b>") == "14 Rue de la République <b>"


def test_destroyed_letters_are_told(small: Source, territory: Territory) -> None:
    reading = load(small, "CODGEO;P22_POP;RATE;LABEL\n01001;1;2;Biblioth\ufffdque\n", territory)
    assert reading.issues.select("column", "message").rows() == [("LABEL".lower(), "letters")]
