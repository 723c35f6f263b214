"""INSEE: the permanent base of facilities (BPE)."""

from maillage.sources import reading_csv, reading_json
from maillage.sources.insee_columns import CODE, PUBLISHER, SECRETS
from maillage.sources.payload import Payload
from maillage.sources.source import Column, Raw, Source


def _shops(payload: Payload, source: Source) -> Raw:
    """Counts kept as one object by commune, absent when nought."""
    document = reading_json.tree(payload)
    communes = document.get("communes") if isinstance(document, dict) else None
    records = [
        {"code": code, **{name: reading_json.said(value) for name, value in counts.items()}}
        for code, counts in (communes.items() if isinstance(communes, dict) else ())
        if isinstance(counts, dict)
    ]
    return reading_json.table(records, payload, source)


def _services(identifier: str, title: str, pattern: str, file: str) -> Source:
    """One file of the 2020 base of facilities."""
    return Source(
        identifier,
        PUBLISHER,
        title,
        "2020",
        (CODE, Column("facilities", (pattern,), "number", how="sum", default="0", many=True, least=0.0)),
        reading_csv.read,
        mirror=(f"official/insee/{file}.csv", f"official/insee/{file}_csv.zip"),
        min_rows=34_500,
        secrets=SECRETS,
        note="Column nb_b101 counts the facilities of type B101, and so on.",
    )


TRADE = _services("insee-bpe-2020-commerce", "BPE 2020, commerces", r"NB_[A-Z]\d{3}", "equip-serv-commerce-com-2020")
TOURISM = _services(
    "insee-bpe-2020-tourisme-transport",
    "BPE 2020, tourisme et transports",
    r"NB_[A-Z]\d{3}",
    "equip-tour-transp-com-2020",
)
FACILITIES = Source(
    "insee-bpe",
    PUBLISHER,
    "BPE 2024, équipements par commune (agrégés par un tiers)",
    "2024-01-01",
    (
        Column("code_insee", ("code",), "code"),
        Column("facilities", (r"(?!code$)[a-z_]+",), "number", how="sum", default="0", many=True, least=0.0),
    ),
    _shops,
    urls=("https://www.insee.fr/fr/statistiques/fichier/8217527/DS_BPE_CSV_FR.zip",),
    mirror=("official/derived-not-official/bpe_communes.json.gz",),
    min_rows=20_000,
    official=False,
    note="Communes without any of these facilities are absent. The official file has another format: see the page.",
)

SOURCES = (TRADE, TOURISM, FACILITIES)
