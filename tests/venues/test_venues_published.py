"""What each source says of venues: a small table in, a small table out."""

import polars as pl
import pytest

from maillage.venues import assumptions, published

WEEKDAYS = (
    "hours_lundi", "hours_mardi", "hours_mercredi", "hours_jeudi", "hours_vendredi", "hours_samedi",
)  # fmt: skip
AM, PM = "09:00 - 12:00", "13:30 - 17:00"
DAY = f"{AM} / {PM}"


def bits(mask):
    return {slot for slot in range(12) if mask >> slot & 1}


def told(table):
    return [(row["name"], row["kind"], bits(row["opening"]), row["hours"]) for row in table.iter_rows(named=True)]


def place(name, **more):
    return {"code_insee": "48095", "name": name, "longitude": 3.5, "latitude": 44.5, **more}


def test_libraries_have_weekly_hours_only():
    rows = [
        place("Grande", address_kind="Bâtiment ouvert", weekly_hours=35.0),
        place("Moyenne", address_kind="Bâtiment ouvert", weekly_hours=20.0),
        place("Petite", address_kind="Bâtiment ouvert", weekly_hours=12.0),
        place("Moindre", address_kind="Bâtiment ouvert", weekly_hours=6.0),
        place("Muette", address_kind="Bâtiment ouvert", weekly_hours=None),
        place("Réserve", address_kind="Réserve de documents non ouverte au public", weekly_hours=35.0),
        place("Bus", address_kind="Bibliobus", weekly_hours=35.0),
    ]
    assert told(published.libraries(pl.DataFrame(rows))) == [
        ("Grande", "library", {2, 3, 4, 5, 6, 7, 8, 9}, "assumed"),
        ("Moyenne", "library", {3, 4, 5}, "assumed"),
        ("Petite", "library", {5}, "assumed"),
        ("Moindre", "library", set(), "assumed"),
        ("Muette", "library", set(), "assumed"),
    ]


def test_france_services_say_their_hours_day_by_day():
    def week(*days):
        return dict(zip(WEEKDAYS, (*days, *[None] * (6 - len(days))), strict=True))

    rows = [
        place(
            "Fixe",
            kind="Principal",
            format="Fixe",
            **week(DAY, None, "09:00 - 10:00", None, PM, AM),
        ),
        place("Muette", kind="Principal", format="Multisites", **week()),
        place("Bavarde", kind="Antenne", format="Fixe_antenne(s)", **week("sur rendez-vous", DAY)),
        place("Minuit", kind="Principal", format="Fixe", **week("00:00 - 00:00 / 09:00 - 12:00")),
        place("Bus", kind="Principal", format="Bus_équivalent", **week(DAY)),
        place("Tournée", kind="Principal", format="Itinérante", **week(DAY)),
    ]
    usual = bits(assumptions.USUAL["france_services"])
    assert told(published.france_services(pl.DataFrame(rows))) == [
        ("Fixe", "france_services", {0, 1, 9, 10}, "published"),
        ("Muette", "france_services", usual, "assumed"),
        ("Bavarde", "france_services", usual, "assumed"),
        ("Minuit", "france_services", {0}, "published"),
    ]


def test_post_offices_but_neither_agencies_nor_shops():
    rows = [
        place("MENDE BP", kind="Bureau de Poste"),
        place("LE BLEYMARD AP", kind="Agence postale communale"),
        place("TABAC RP", kind="Relais poste commerçant"),
    ]
    assert told(published.post_offices(pl.DataFrame(rows))) == [
        ("La Poste, MENDE", "post_office", {2, 4, 6, 8}, "assumed")
    ]


def test_third_places_that_are_open():
    rows = [place("La Fabrique", state="Ouvert"), place("Demain", state="En projet"), place("Hier", state="Fermé")]
    found = told(published.third_places(pl.DataFrame(rows)))
    assert found == [("La Fabrique", "tiers_lieu", set(range(9)), "assumed")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Relais", "ASSO", "Mo 09:00-12:00", "Fixe"), ("mediation", {0}, "published")),
        (("Relais", "BIB", "We 14:00-18:00; Sa 09:00-12:00", None), ("library", {5, 10}, "published")),
        (("Médiathèque", None, "Mercredi 14h-18h", None), ("library", {5}, "published")),
        (("Biblioth\ufffdque", None, "We 14:00-18:00", None), ("library", {5}, "published")),
        (("Ici", "RFS|ASSO", "Fr 09:00-12:00", None), ("france_services", {8}, "published")),
        (("Fablab", "TIERS_LIEUX", None, None), ("tiers_lieu", set(range(9)), "assumed")),
        (("Poste", "LA_POSTE", "on verra", None), ("post_office", {2, 4, 6, 8}, "assumed")),
        (("Relais", "ASSO", None, None), ("mediation", set(), "assumed")),
        (("Relais", "ASSO", "sur rendez-vous", None), ("mediation", set(), "assumed")),
        (("Bus", "ASSO", "Mo 09:00-12:00", "Itinérant"), None),
        (("Mairie de Mende", "MUNI", "Mo 09:00-12:00", None), None),
    ],
)
def test_places_of_mediation(row, expected):
    name, types, hours, travel = row
    cells = {"nom": name, "typologie": types, "horaires": hours, "itinerance": travel}
    text = dict.fromkeys(cells, pl.String)
    found = told(published.mediation(pl.DataFrame([{**place(name), **cells}], schema_overrides=text)))
    assert found == ([] if expected is None else [(name, *expected)])


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("culture-bibliotheques", published.libraries),
        ("mediation-national", published.mediation),
        ("mediation-corse", published.mediation),
        ("anct-france-services-2022", None),
        ("insee-bpe", None),
    ],
)
def test_who_reads_what(source, known):
    assert published.reader(source) is known
