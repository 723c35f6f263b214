"""The official geographic code made ready for look-ups by code and by name, once per territory."""

import functools
from dataclasses import dataclass

import polars as pl

from maillage.territory import Territory
from maillage.territory.names import full_key, short_key


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Look-ups of commune codes and names.

    Attributes
    ----------
    codes
        Every commune code with its present one: code, present, type (``COM`` where present), official (present name).
    official
        Names of the present communes as written.
    keys
        Keys of every name, present or former, with and without article.
    letters
        Letters beyond ASCII that these names are written with.
    """

    territory: Territory
    codes: pl.DataFrame
    official: frozenset[str]
    keys: frozenset[str]
    letters: frozenset[str]

    @functools.cached_property
    def keys_of(self) -> dict[str, frozenset[str]]:
        """Keys of the names, present and former, of each present commune's code."""
        found: dict[str, set[str]] = {code: set() for code in self.territory.communes["code"]}
        for table, key in ((self.territory.communes, "code"), (self.territory.former, "present")):
            for code, name in table.select(key, "name").iter_rows():
                found[code] |= {full_key(name), short_key(name)}
        return {code: frozenset(keys) for code, keys in found.items()}

    @functools.cached_property
    def by_initials(self) -> dict[str, list[str]]:
        """Names of the present communes by the first two letters of their key."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.official):
            found.setdefault(full_key(name)[:2], []).append(name)
        return found


_made: dict[str, Gazetteer] = {}


def of(territory: Territory) -> Gazetteer:
    """Gazetteer of a territory, kept for the next time."""
    if territory.fingerprint not in _made:
        _made[territory.fingerprint] = _make(territory)
    return _made[territory.fingerprint]


def _make(territory: Territory) -> Gazetteer:
    """Gazetteer of a territory; the electoral sectors of its cities are no communes."""
    present = territory.communes.select("code", present="code", type=pl.lit("COM"))
    former = territory.former.filter(pl.col("type") != "SRM").select("code", "present", "type")
    absorbed = former.join(present, on="code", how="anti").unique("code", maintain_order=True)
    names = territory.communes.select(present="code", official="name")
    codes = pl.concat([present, absorbed]).join(names, on="present", how="left", maintain_order="left")
    official = frozenset(territory.communes["name"])
    texts = official | frozenset(territory.former["name"])
    beyond = "".join({letter for text in texts for letter in text if not letter.isascii()})
    return Gazetteer(
        territory=territory,
        codes=codes,
        official=official,
        keys=frozenset(key for text in texts for key in (full_key(text), short_key(text))),
        letters=frozenset(beyond + beyond.upper() + beyond.lower()),
    )
