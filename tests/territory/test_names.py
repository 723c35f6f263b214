import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.territory.names import full_key, short_key, with_article


@pytest.mark.parametrize(
    ("name", "kind", "written"),
    [
        ("Havre", "2", "Le Havre"),
        ("Rochelle", "3", "La Rochelle"),
        ("Abergement-Clémenciat", "5", "L'Abergement-Clémenciat"),
        ("Marais", "6", "Aux Marais"),
        ("Masos", "8", "Los Masos"),
        ("Ambérieu-en-Bugey", "1", "Ambérieu-en-Bugey"),
    ],
)
def test_article_comes_from_the_name_type(name, kind, written):
    assert with_article(name, kind) == written


@pytest.mark.parametrize("text", ["St-Étienne", "SAINT ETIENNE", "saint-étienne", "  Saint  Étienne "])
def test_spellings_share_one_key(text):
    assert full_key(text) == "saint etienne"


def test_short_key_drops_the_leading_article_only():
    assert short_key("L'Île-d'Yeu") == "ile d yeu"
    assert short_key("Sainte-Marie-la-Mer") == "sainte marie la mer"
    assert short_key("Les") == "les"
    assert full_key("Hœdic") == "hoedic"


@given(st.text())
def test_keys_are_stable(text):
    assert full_key(full_key(text)) == full_key(text)
    assert full_key(text).endswith(short_key(text))
