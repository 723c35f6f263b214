"""Addresses and hours to the minute that sources tell: a small table in, a small table out."""

import numpy as np
import polars as pl
import pytest

from maillage.venues import Stored, gather, published
from maillage.venues.addresses import readable


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("2 RUE DES RUETTES", "2 rue des Ruettes"),
        ("LE BOURG", "Le Bourg"),
        ("PLACE DE L'HÔTEL DE VILLE BP 12", "Place de l'Hôtel de Ville BP 12"),
        ("20 place Georges-Pompidou\n15200 Mauriac", "20 place Georges-Pompidou, 15200 Mauriac"),
        ("  12,  rue  X ,\n\n 15000 Y ", "12, rue X, 15000 Y"),
        ("5 rue McDonald", "5 rue McDonald"),
        ("", ""),
    ],
)
def test_how_an_address_reads(told: str, read: str) -> None:
    assert readable(told) == read


def place(**more: object) -> dict[str, object]:
    return {"code_insee": "48095", "name": "Ici", "longitude": 3.5, "latitude": 44.5, "address": "1 RUE X",
            "postcode": "48000", "commune": "MENDE"} | more  # fmt: skip


def told(table: pl.DataFrame) -> list[tuple[str | None, str | None]]:
    return table.select("address", "times").rows()


def test_each_source_tells_what_it_knows() -> None:
    opened = {"hours_lundi": "09:00 - 12:00 / 13:30 - 17:15", "hours_mardi": "09:00 - 12:00 / 13:30 - 17:15"}
    services = [place(kind="x", **opened), place(kind="x", hours_lundi="sur rendez-vous", address=None)]
    assert told(published.france_services(pl.DataFrame(services))) == [
        ("1 rue X, 48000 Mende", "Mo-Tu 09:00-12:00,13:30-17:15"), (None, None)
    ]  # fmt: skip
    library = place(address_kind="Bâtiment ouvert", weekly_hours=40.0, postcode=None)
    assert told(published.libraries(pl.DataFrame([library]))) == [("1 rue X, Mende", None)]
    assert told(published.post_offices(pl.DataFrame([place(kind="Bureau de Poste")]))) == [
        ("1 rue X, 48000 Mende", None)
    ]
    own = {"code_insee": "48095", "nom": "Ici", "longitude": 3.5, "latitude": 44.5, "typologie": "", "itinerance": "",
           "adresse": "3 place Y", "code_postal": "48000", "commune": "Mende"}  # fmt: skip
    hours = ["Mo  09:00-12:00;\nTu 14:00-17:00", "lundi 9h-9h30", None]
    table = pl.DataFrame([own | {"horaires": text} for text in hours])
    assert told(published.mediation(table)) == [
        ("3 place Y, 48000 Mende", "Mo 09:00-12:00; Tu 14:00-17:00"), *[("3 place Y, 48000 Mende", None)] * 2
    ]  # fmt: skip


def test_town_halls_tell_both(territory) -> None:  # type: ignore[no-untyped-def]
    mauriac, paris = (territory.rows([code]).astype(np.int32) for code in ("15120", "75056"))
    assert told(gather(territory, mauriac).table) == [
        ("20 place Georges-Pompidou, 15200 Mauriac", "Mo-Th 08:30-12:00,13:30-17:00; Fr 08:30-16:30; Sa 10:00-12:00")
    ]
    assert told(gather(territory, paris).table) == [(None, None)]
    older = pl.DataFrame([{"code_insee": "75056", "name": "Ici", "longitude": 2.3, "latitude": 48.8, "kind": "x"}])
    found = gather(territory, paris, [Stored("anct-france-services", "2024", older)]).table
    assert found.filter(kind="france_services").select("address", "times").rows() == [(None, None)]
