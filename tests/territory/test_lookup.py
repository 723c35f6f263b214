import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.territory import load
from maillage.territory.names import full_key
from maillage.vocabulary.errors import AmbiguousTerritory, UnknownTerritory


@pytest.mark.parametrize(
    ("spec", "kind", "label", "size"),
    [
        ("france", "france", "France", 34_875),
        ("15", "departement", "Cantal", 250),
        ("2a", "departement", "Corse-du-Sud", 124),
        ("974", "departement", "La Réunion", 24),
        ("84", "departement", "Vaucluse", 151),
        ("region:84", "region", "Auvergne-Rhône-Alpes", 4025),
        ("Région:Bretagne", "region", "Bretagne", 1202),
        ("200000172", "epci", "Communauté de communes Faucigny-Glières", 7),
        ("76351", "commune", "Le Havre", 1),
        ("havre", "commune", "Le Havre", 1),
        ("LE HAVRE", "commune", "Le Havre", 1),
        ("st etienne", "commune", "Saint-Étienne", 1),
        ("Paris", "departement", "Paris", 1),
        ("Mayotte", "region", "Mayotte", 17),
        ("69381", "commune", "Lyon", 1),
        ("13055SR01", "commune", "Marseille", 1),
        ("Conques", "commune", "Conques-en-Rouergue", 1),
    ],
)
def test_select(territory, spec, kind, label, size):
    chosen = territory.select(spec)
    assert (chosen.kind, chosen.label, len(chosen), chosen.spec) == (kind, label, size, spec)
    assert chosen.rows.dtype == np.int32
    assert chosen.groups in territory.communes.columns


def test_union_has_no_repeats(territory):
    chosen = territory.select("15, Aurillac,15014, 2A")
    assert chosen.kind == "union"
    assert chosen.rows.tolist() == sorted({*territory.select("15").rows, *territory.select("2A").rows})


def test_name_with_a_comma_is_one_name(territory):
    name = territory.places.filter(pl.col("name").str.contains(",") & (pl.col("kind") == "epci"))["name"][0]
    assert territory.select(name).kind == "epci"


def test_homonyms_are_offered_with_their_departement(territory):
    with pytest.raises(AmbiguousTerritory) as raised:
        territory.select("Saint-Denis")
    assert "Saint-Denis (Seine-Saint-Denis, 93066)" in str(raised.value)
    assert "Saint-Denis (La Réunion, 97411)" in str(raised.value)
    with pytest.raises(AmbiguousTerritory, match="departement:86"):
        territory.select("Vienne")


@pytest.mark.parametrize(
    ("spec", "hint"), [("Aurilac", "Aurillac"), ("15000", "Aurillac 15014"), ("99999", ""), ("", "")]
)
def test_unknown_proposes(territory, spec, hint):
    with pytest.raises(UnknownTerritory) as raised:
        territory.select(spec)
    assert hint in str(raised.value)


def test_ambiguous_choices_can_be_typed(territory):
    assert territory.select("departement:86").label == "Vienne"
    assert territory.select("38544").label == "Vienne"


def test_find(territory):
    assert territory.find("15000")["code"].to_list() == ["15014", "15267"]
    assert territory.find("havre")["name"][0] == "Le Havre"
    old = territory.find("Saint-Cyprien-sur-Dourdou").row(0, named=True)
    assert (old["kind"], old["present"]) == ("former", "12218")
    assert territory.find("nothing like this").is_empty()
    assert territory.find("  ").is_empty()
    assert territory.find("saint", limit=7).height == 7


def test_present_codes(territory):
    asked = pl.Series("asked", ["15014", "69381", "75116", "49040", "zz", None, "2a004"])
    found = territory.present_codes(asked)
    assert found.to_list() == ["15014", "69123", "75056", "49126", None, None, "2A004"]
    assert found.name == "asked"
    with pytest.raises(UnknownTerritory):
        territory.present_code("99999")


def test_every_former_code_leads_to_a_present_commune(territory):
    assert territory.former["present"].is_in(territory.communes["code"].to_list()).all()
    assert territory.present_codes(territory.former["code"]).null_count() == 0


def test_a_code_shared_with_a_delegated_commune_is_the_present_one(territory):
    shared = territory.former.filter(pl.col("code").is_in(territory.communes["code"].to_list()))["code"]
    assert len(shared) > 500
    assert (territory.present_codes(shared) == shared).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 34_874))
def test_code_name_and_row_agree(row):
    france = shared()
    code, name = france.communes["code"][row], france.communes["name"][row]
    assert france.select(code).rows.tolist() == [row]
    assert france.present_code(code) == code
    homonyms = france.places.filter(pl.col("key") == full_key(name), pl.col("kind") != "former")
    if homonyms.height == 1:
        assert france.select(name).rows.tolist() == [row]
    elif homonyms["kind"].unique().to_list() == ["commune"]:
        with pytest.raises(AmbiguousTerritory, match=code):
            france.select(name)
    assert code in france.find(name, limit=500)["code"]


@settings(max_examples=15, deadline=None)
@given(st.permutations(["15", "2A", "75056", "region:11", "Le Havre"]))
def test_order_of_a_union_changes_nothing(parts):
    france = shared()
    assert np.array_equal(france.select(",".join(parts)).rows, france.select("15,2A,75056,region:11,Le Havre").rows)


_kept = []


def shared():
    if not _kept:
        _kept.append(load())
    return _kept[0]
