import datetime
import io
import re

import polars as pl
import pytest
import zxingcpp
from PIL import Image

from maillage.publish.feeds import Poster, poster, poster_pictures
from maillage.publish.feeds.poster import _data
from maillage.vocabulary.messages import set_language

PAGE = "https://passages.exemple.fr/passages/commune/15120"
LONG = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"


def stops(count, **what):
    first = datetime.date(2026, 12, 1)
    usual = {"begins": 540, "ends": 720, "place_name": "Mauriac", "zone": "Europe/Paris", "venue": "Médiathèque"}
    rows = [{"stop": str(n), "date": first + datetime.timedelta(weeks=n), **usual, **what} for n in range(count)]
    return pl.DataFrame(rows) if rows else stops(1, **what).clear()


@pytest.mark.parametrize("count", [0, 1, 4, 8, 60])
@pytest.mark.parametrize("where", ["Mauriac", LONG, "x" * 300], ids=["short", "long", "endless"])
def test_one_page_whose_code_leads_to_the_page(count, where):
    pages = poster_pictures(
        stops(count, venue=where), Poster(where, page=PAGE, contact="04 71 00 00 00"), pixels_per_inch=100
    )
    assert len(pages) == 1
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(pages[0])))
    assert [code.text for code in codes] == [PAGE]


def test_a_code_that_is_covered_is_not_read():
    """The reader reads the poster, not our wishes."""
    picture = Image.open(io.BytesIO(poster_pictures(stops(1), Poster("Mauriac", page=PAGE), pixels_per_inch=100)[0]))
    picture.paste("white", (0, picture.height // 2, picture.width // 4, picture.height))
    assert zxingcpp.read_barcodes(picture) == []


def test_the_file_is_accessible_and_always_the_same():
    about = Poster("Mauriac", page=PAGE, made_on=datetime.date(2026, 11, 27))
    made = poster(stops(3), about)
    assert made.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert made == poster(stops(3), about)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1


def test_a_script_without_type_still_gives_a_poster():
    made = poster(stops(1, venue="日本語の図書館"), Poster("Mauriac"))
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid" not in made


def test_texts_are_never_markup():
    hostile = '#set page(width: 1pt) *b* $x$ @ref <l> `r` \\ // /* [ " #sys'
    assert len(poster_pictures(stops(2, venue=hostile), Poster(hostile, contact=hostile))) == 1
    assert hostile in _data(stops(1, venue=hostile), Poster(hostile))["title"].replace("\u00a0", " ").replace(
        "\u200b", ""
    )


@pytest.mark.parametrize(
    ("where", "commune", "title"),
    [
        ("Mauriac", True, "Votre conseiller numérique à Mauriac"),
        ("Le Puy-en-Velay", True, "Votre conseiller numérique au Puy-en-Velay"),
        ("Les Abymes", True, "Votre conseiller numérique aux Abymes"),
        ("L'Haÿ-les-Roses", True, "Votre conseiller numérique à L'Haÿ-les-Roses"),
        ("Pays de Mauriac", False, "Votre conseiller numérique : Pays de Mauriac"),
    ],
)
def test_titles(where, commune, title):
    assert _data(stops(1), Poster(where, commune=commune))["title"].replace("\u00a0", " ") == title


def test_rows():
    table = stops(6, place_name="Mauriac").with_columns(
        state=pl.Series(["planned", "cancelled", "held", "planned", "planned", "planned"]),
        late_minutes=pl.Series([20, 0, 0, 0, 0, 0]),
        reason=pl.Series(["route coupée", "grève", "", "ignoré", "", ""]),
    )
    rows = [
        tuple(str(row[key]).replace("\u00a0", " ") for key in ("day", "hours", "mark", "detail", "cancelled"))
        for row in _data(table, Poster("Mauriac"))["stops"]
    ]
    assert rows == [
        ("mardi 1er décembre", "9 h – 12 h", "RETARD 20 MIN", "route coupée", "False"),
        ("mardi 8 décembre", "9 h – 12 h", "ANNULÉ", "grève", "True"),
        ("mardi 22 décembre", "9 h – 12 h", "", "", "False"),
        ("mardi 29 décembre", "9 h – 12 h", "", "", "False"),
        ("mardi 5 janvier 2027", "9 h – 12 h", "", "", "False"),
    ]


def test_the_place_is_said_once_when_all_dates_have_it_and_on_each_otherwise():
    same = _data(stops(2), Poster("Mauriac"))
    assert (same["common"], [row["detail"] for row in same["stops"]]) == ("Médiathèque, Mauriac", ["", ""])
    other = _data(pl.concat([stops(1), stops(1, place_name="Ally")]), Poster("Mauriac"))
    assert (other["common"], [row["detail"] for row in other["stops"]]) == (
        "",
        ["Médiathèque, Ally", "Médiathèque, Mauriac"],
    )


def test_english():
    set_language("en")
    data = _data(stops(1), Poster("Mauriac"))
    assert data["title"].replace("\u00a0", " ") == "Your digital advisor in Mauriac"
    assert data["stops"][0]["day"].replace("\u00a0", " ") == "Tuesday 1 December"
    assert data["stops"][0]["hours"].replace("\u00a0", " ") == "9:00 – 12:00"
