"""Each publisher's format, on a few lines written here in that format.

For the files that could not be had, this is the only check: docs/reference/sources.md says which.
"""

import datetime
import io
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from maillage.sources import catalogue, loading
from maillage.sources.mediation_shape import ORDER
from maillage.territory import Territory


def load(name: str, content: str | bytes, territory: Territory) -> loading.Reading:
    return loading.load(catalogue.find(name), content.encode() if isinstance(content, str) else content, territory)


def packed(**members: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(sheet: str, rows: list[list[object]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet(sheet)
        for line, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                page.write(line, column, cell)
    return file.getvalue()


def test_filosofi_secrets_commas_and_both_editions(territory: Territory, row_of) -> None:
    old = "CODGEO;NBMENFISC21;NBPERSMENFISC21;MED21;TP6021;PIMP21\n"
    old += "01004;6855;15092;21660;17,5;50,0\n01001;346;895;25820;s;ns\n"
    reading = load("insee-filosofi-2021-communes", old, territory)
    assert row_of(reading.table, "01004")["poverty_percent"] == 17.5
    assert row_of(reading.table, "01001")["poverty_percent"] is None
    assert reading.issues.height == 0
    new = "CODGEO;NUM_HH;NUM_PER;MED_SL;PR_MD60\n01004;6855;15092;21660;17.5\n"
    assert load("insee-filosofi-2021-communes", new, territory).table["median_income_eur"].to_list() == [21660.0]


def test_ages(territory: Territory) -> None:
    header = ["CODGEO", "P21_POP", "P16_POP"] + [
        f"P21_POP{band}" for band in ("0014", "1529", "3044", "4559", "6074", "7589", "90P")
    ]
    content = ";".join(header) + "\n" + "01001;771.5;760;100;100;150;150;150;100;21.5\n"
    archive = packed(**{"base-cc-evol-struct-pop-2021.CSV": content.encode("latin-1"), "meta_base.CSV": "x" * 9999})
    table = load("insee-rp-evolution-structure-population", archive, territory).table
    assert table["aged_75_89"].to_list() == [100.0]
    assert table["population"].to_list() == [771.5]


def test_diplomas(territory: Territory) -> None:
    content = "CODGEO;P22_NSCOL15P;P22_NSCOL15P_DIPLMIN;P22_NSCOL15P_SUP5\n2A004;100;20;5\n"
    table = load("insee-rp-diplomes-formation", content, territory).table
    assert table.select("no_diploma", "higher_5").row(0) == (20.0, 5.0)


def test_families(territory: Territory) -> None:
    content = "CODGEO;C22_MEN;C22_MENPSEUL;C22_MENFAMMONO\n01001;311.0;60.5;10\n"
    table = load("insee-rp-couples-familles-menages", content, territory).table
    assert table.select("households", "single_households", "lone_parents").row(0) == (311.0, 60.5, 10.0)


def test_unemployment_by_zone(territory: Territory) -> None:
    rows: list[list[object]] = [["Taux de chômage localisés"], [], ["Note"], [], []]
    rows += [["ZE2020", "LIBZE2020", "REG", "2025-T3", "2025-T4"], ["0051", "Alençon", "28", 7.1, 7.3]]
    rows += [["0052", "Arles", "93", 10.0, "nd"], ["Source : INSEE"]]
    table = load("insee-chomage-zone-emploi", workbook("txcho_ze", rows), territory).table
    assert table.select("ze2020", "name", "quarter", "unemployment_percent").rows() == [
        ("0051", "Alençon", "2025-t4", 7.3),
        ("0052", "Arles", "2025-t4", None),
    ]
    assert table["2025-t3"].to_list() == [7.1, 10.0]


def test_density_grid_workbook(territory: Territory) -> None:
    rows: list[list[object]] = [["Grille"], [], [], [], ["CODGEO", "LIBGEO", "DENS", "LIBDENS", "PMUN22"]]
    rows += [["01001", "L'Abergement", 6, "Rural à habitat dispersé", 771]]
    table = load("insee-grille-densite", workbook("Grille_Densite", rows), territory).table
    assert table.row(0) == ("01001", "L'Abergement", 6.0, "Rural à habitat dispersé", 771.0)


def test_facilities_absent_are_none(territory: Territory) -> None:
    document = {"meta": {}, "communes": {"01001": {"poste": 2}, "01002": {"gare": 1}}}
    table = load("insee-bpe", json.dumps(document), territory).table
    assert table.rows() == [("01001", 0.0, 2.0), ("01002", 1.0, 0.0)]


MELODI = """"GEO";"GEO_OBJECT";"FACILITY_DOM";"FACILITY_SDOM";"FACILITY_TYPE";"BPE_MEASURE";"TIME_PERIOD";"OBS_VALUE"
"01";"DEP";"B";"B2";"B207";"FACILITIES";2024;400
"01004";"COM";"_T";"_T";"_T";"FACILITIES";2024;900
"01004";"COM";"B";"B2";"B207";"FACILITIES";2023;7
"01004";"COM";"B";"B2";"B207";"FACILITIES";2024;9
"01004";"COM";"A";"A2";"A206";"FACILITIES";2024;1
"75056";"COM";"B";"B2";"B207";"FACILITIES";2024;1300
"75101";"ARM";"B";"B2";"B207";"FACILITIES";2024;20
"01033";"COM";"D";"D3";"D307";"FACILITIES";2024;
"01091";"COM";"A";"A2";"A206";"FACILITIES";2024;2
"01001";"COM";"F";"F1";"F111";"FACILITIES";2024;5
"""
"""Counts of facilities as INSEE writes them: every level of territory, subtotals, several years."""


def test_facilities_of_insee_are_a_row_a_commune(territory: Territory) -> None:
    archive = packed(
        **{"DS_BPE_2024_metadata.csv": "COD_VAR;LIB_VAR\nGEO;Géographie\n", "DS_BPE_2024_data.csv": MELODI}
    )
    reading = load("insee-bpe-melodi", archive, territory)
    assert reading.table.columns == ["code_insee", "nb_a206", "nb_b207", "nb_d307"]
    assert reading.table.rows() == [
        ("01004", 1.0, 9.0, 0.0),
        ("01033", 2.0, 0.0, None),
        ("75056", 0.0, 1300.0, 0.0),
    ]
    assert (reading.rows, reading.refused, reading.issues.height) == (6, 0, 0)


def test_facilities_counted_twice_are_refused(territory: Territory) -> None:
    reading = load("insee-bpe-melodi", MELODI + '"01004";"COM";"B";"B2";"B207";"FACILITIES";2024;4\n', territory)
    assert reading.table.filter(code_insee="01004")["nb_b207"].to_list() == [9.0]
    assert reading.issues.select("value", "message", "severity").rows() == [("01004", "duplicate", "error")]
    assert reading.refused == 1


def test_grids(territory: Territory) -> None:
    content = "\ufeffinsee_com,lib_com,niveau_ruralite\n01001,A, Les ruralités mixtes\n01002,B,- undefined\n"
    content += "01004,C,Commune dont le périmètre a changé depuis la réalisation de la typologie\n"
    reading = load("anct-grille-ruralite", content, territory)
    assert reading.table["level"].to_list() == ["Les ruralités mixtes", None, None]
    assert reading.issues.height == 0


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_france_services_both_delimiters_and_headers(territory: Territory, delimiter: str) -> None:
    header = "id_fs,insee_dep,lib_fs,adresse,complement_adresse,insee_com,code_postal,lib_com,latitude,longitude,mail,"
    header += (
        "telephone,h_lundi,h_mardi,h_mercredi,h_jeudi,h_vendredi,h_samedi,commentaire,itinerance,format_fs,groupe,"
    )
    line = '1,01,France services,"5, rue",,01033,1200,Valserhône,46.1,5.8,a@b.fr,04 50 56 87 49,9-12,,,,,,,Oui,Site,,'
    content = f"{header}labellisation\n{line}Espace labellisé".replace(",", delimiter)
    place = load("anct-france-services-2022", content, territory).table.row(0, named=True)
    assert (place["code_insee"], place["postcode"], place["phone"]) == ("01033", "01200", "+33450568749")
    assert (place["travelling"], place["longitude"], place["hours_lundi"]) == (True, 5.8, "9-12")


@pytest.mark.parametrize("renamed", ["latitude", "longitude"])
def test_one_coordinate_without_the_other_is_no_point(territory: Territory, renamed: str) -> None:
    header = "id_fs,lib_fs,adresse,insee_com,code_postal,lib_com,latitude,longitude,labellisation_fs"
    line = "1,France services,rue,00000,01200,Valserhône,46.1,5.8,Espace labellisé"
    read = load("anct-france-services", f"{header.replace(renamed, 'x')}\n{line}", territory)
    assert read.table.select(pl.col("^l(ong|at)itude$").null_count()).row(0) == (1,)
    assert "point" in read.issues["message"].to_list()


def test_priority_districts_contours(territory: Territory) -> None:
    square = [[[5.0, 46.0], [5.2, 46.0], [5.2, 46.2], [5.0, 46.2]]]
    feature = {
        "type": "Feature",
        "properties": {"code_qp": "QN00101M", "lib_qp": "Grande Reyssouze", "insee_com": "01053;01004"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    content = json.dumps({"type": "FeatureCollection", "features": [feature]})
    archive = packed(
        **{"GEOJSON/QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson": content, "GEOJSON/L93.geojson": "x"}
    )
    table = load("anct-qpv-2024", archive, territory).table
    assert table["code_insee"].to_list() == ["01053", "01004"]
    assert table["longitude"].to_list() == pytest.approx([5.1, 5.1])


def test_priority_districts_list_with_spreadsheet_codes(territory: Territory) -> None:
    content = '\ufeffcode_qp;lib_qp;insee_com;lib_com\n="QN00101M";Grande Reyssouze;="01053;01004";Bourg\n'
    content += 'QN2A401M;X;="2A004";Ajaccio\nQN00102M;Y;"=""01053""";Bourg\n'
    table = load("anct-qpv-2024-liste", content, territory).table
    assert table["code_insee"].to_list() == ["01053", "01004", "2A004", "01053"]
    assert table["code_qpv"].to_list() == ["QN00101M", "QN00101M", "QN2A401M", "QN00102M"]


def test_tax_relief_zones(territory: Territory) -> None:
    content = '"Champ","","",""\n"","","",""\n"Code Insee","Libellé","Classement","Zonage"\n'
    content += '"CODGEO","LIBGEO","ZRR_SIMP","ZONAGE_ZRR"\n"01001","A","NC - Commune non classée","NC"\n'
    assert load("zonage-zrr", content, territory).table["zrr"].to_list() == ["NC - Commune non classée"]
    content = "codgeo;libgeo;codefrr\n01001;A;-9999\n01002;B;FRR+\n"
    assert load("zonage-frr", content, territory).table["frr"].to_list() == [None, "FRR+"]


def test_programmes_as_layer_and_as_list(territory: Territory) -> None:
    feature = {
        "type": "Feature",
        "properties": {
            "id_territoire": "cde-001",
            "lib_territoire": "Angers",
            "liste_geo": "Angers (49007); Trélazé (49353)",
        },
        "geometry": {"type": "MultiPoint", "coordinates": [[-0.5, 47.4], [-0.6, 47.5]]},
    }
    layer = load("anct-programme-cde", json.dumps({"features": [feature]}), territory).table
    assert layer["code_insee"].to_list() == ["49007", "49353"]
    table = load("anct-programme-cde", "insee_com,lib_com,id_cde\n49007,Angers,cde-001\n", territory).table
    assert table.select("id", "code_insee").rows() == [("cde-001", "49007")]


def test_fixed_speeds(territory: Territory) -> None:
    header = "code_insee;nom_com;code_dep;code_reg;nbr;inel_hd;elig_hd3;elig_bhd8;elig_thd30;elig_thd100;elig_thd1g"
    header += ";type;date"
    content = f"{header}\n01001;Été;01;84;400;1;399;390;380;350;340;all;2025-09-30\n".encode("cp1252")
    reading = load("arcep-ma-connexion-internet", content, territory)
    assert reading.encoding == "cp1252"
    assert reading.table.select("name", "premises", "at_least_30_mbps").row(0) == ("Été", 400.0, 380.0)


def test_mobile_sites_and_coverage(territory: Territory) -> None:
    header = "code_op;nom_op;num_site;insee_com;nom_com;x_lambert_93;latitude;longitude;site_3g;site_4g;site_5g;site_ZB"
    content = f"{header}\n20801;Orange;0001;01004;A;870000;45.95;5.36;1;1;0;0\n"
    table = load("arcep-mon-reseau-mobile", content, territory).table
    assert table.select("operator", "has_4g", "has_5g", "longitude").row(0) == ("Orange", True, False, 5.36)
    table = load("arcep-couverture-4g", "code_insee;couv_4g\n01001;98,5\n", territory).table
    assert table["covered_4g_percent"].to_list() == [98.5]


def test_third_places(territory: Territory) -> None:
    header = "\ufeffID_UNIQUE;NOM;ADRESSE;CODPOST;VILLE;DEPARTEMENT_TL;LATITUDE;LONGITUDE;INTERNET;état du projet"
    content = f"{header}\nTL-1;La Fabrique;1 rue;1000;Bourg-en-Bresse;01;46,205;5,245;https://x.fr;Ouvert\n"
    place = load("tiers-lieux-recensement", content, territory).table.row(0, named=True)
    assert (place["postcode"], place["latitude"], place["state"]) == ("01000", 46.205, "Ouvert")
    assert place["code_insee"] == "01053"  # the commune whose shape holds the point


def test_posts_of_2021_are_mended(territory: Territory) -> None:
    post = {
        "id": 1, "siret": "20004044200010", "raison_sociale": "CA", "nb_cnfs": 2, "type": "publique",
        "date_de_validation_en_comité_de_sélection": "2021-03-24", "insee_com": "01001", "commune_insee": "X",
        "code_département": "01", "adresse": "1 RUE", "code_postal": 1400, "zrr": "non", "qpv": "oui",
        "france_services": "non renseigné", "result_label": "Rue de la R<e9>publique",
    }  # fmt: skip
    row = load("anct-cnfs-postes-valides-2021", json.dumps([post]), territory).table.row(0, named=True)
    assert (row["postcode"], row["geocoded"], row["posts"]) == ("01400", "Rue de la République", 2.0)
    assert (row["qpv"], row["france_services"]) == (True, None)
    assert row["validated_date"] == datetime.date(2021, 3, 24)


def test_the_national_standard_is_read_as_it_is(territory: Territory, shared: Path) -> None:
    content = (shared / "tables/schemas/mediation-numerique.exemple-valide.csv").read_bytes()
    reading = load("mediation-national", content, territory)
    assert tuple(sorted(reading.table.columns)) == tuple(sorted(ORDER))
    place = reading.table.row(0, named=True)
    assert place["services"]
    assert set(place["services"].split("|")) <= set(content.decode().replace('"', "").replace(",", "|").split("|"))


def test_packed_addresses_points_and_yes_columns(territory: Territory) -> None:
    place = {
        "NOM_STRUCTURE": "AMIA", "N°": 20, "ADRESSE": "rue Armand Quenard", "CP": 49650, "COMMUNE": "Allonnes",
        "DAT_MaJ": "19/02/2020", "x": "475198,12", "y": "6692424,5", "INTERNET": "Oui", "DEM_Gen": "-",
    }  # fmt: skip
    reading = load("mediation-maine-et-loire", json.dumps([place]), territory)
    row = reading.table.row(0, named=True)
    assert (row["adresse"], row["code_postal"]) == ("20 rue Armand Quenard", "49650")
    assert row["services"] == "Accès internet et matériel informatique"
    assert row["date_maj"] == datetime.date(2020, 2, 19)
    assert row["longitude"] == pytest.approx(0.03, abs=0.01)
    assert row["code_insee"] == "49002"
    assert "lambert93" in reading.issues["message"].to_list()
    place = {"Structure": "Mairie", "Adresse": "Casa Cumuna 20224 CORSCIA", "pointgeo": "42.35473, 9.04258"}
    row = load("mediation-corse", json.dumps([place]), territory).table.row(0, named=True)
    assert (row["adresse"], row["code_postal"], row["commune"]) == ("Casa Cumuna", "20224", "CORSCIA")
    assert row["code_insee"] == "2B095"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("04 95 46 32 39", "+33495463239"),
        ("0596 74 11 05", "+596596741105"),
        ("596 74 11 05", "+596596741105"),
        ("33630392518", "+33630392518"),
        ("+33 (0)4 95 46 32 39", "+33495463239"),
        ("05.56.32.63.91 / 06", "+33556326391"),
        ("+687", None),
        ("3631", None),
    ],
)
def test_telephones(territory: Territory, told: str, kept: str | None) -> None:
    place = {"nom": "A", "telephone": told, "adresse": "x"}
    assert load("mediation-corse", json.dumps([place]), territory).table["telephone"][0] == kept


def test_identifiers_made_here_are_the_same_at_every_refresh(territory: Territory) -> None:
    first, second = ({"nom": name, "adresse": "1 rue"} for name in "AB")
    one = load("mediation-corse", json.dumps([first, second]), territory).table["id"].to_list()
    two = load("mediation-corse", json.dumps([second, first]), territory).table["id"].to_list()
    assert one == two[::-1]
    assert one[0] != one[1]
