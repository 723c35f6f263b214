"""Identifiers with a key: SIRET (Luhn, and La Poste's exception)."""

import numpy as np
import polars as pl

SIRET_LENGTH = 14
LA_POSTE = 356_000_000


def good_sirets(texts: pl.Series) -> pl.Series:
    """Whether each text is a SIRET: 14 figures whose Luhn sum is a multiple of 10.

    From the right, every second figure is doubled (less 9 beyond 9). The establishments of La Poste (SIREN 356 000 000)
    other than its seat have instead a plain sum of figures that is a multiple of 5.
    https://www.sirene.fr/static-resources/documentation/v_sommaire_311.htm
    """
    shaped = texts.str.contains("^[0-9]{14}$").fill_null(False)
    good = np.zeros(len(texts), dtype=bool)
    chosen = texts.filter(shaped)
    if len(chosen):
        figures = np.frombuffer("".join(chosen.to_list()).encode(), np.uint8).reshape(-1, SIRET_LENGTH) - np.uint8(48)
        doubled = figures[:, ::2].astype(np.int64) * 2
        luhn = (doubled - 9 * (doubled > 9)).sum(axis=1) + figures[:, 1::2].sum(axis=1, dtype=np.int64)
        siren = figures[:, :9].astype(np.int64) @ 10 ** np.arange(8, -1, -1)
        plain = figures.sum(axis=1, dtype=np.int64)
        good[shaped.to_numpy()] = (luhn % 10 == 0) | ((siren == LA_POSTE) & (plain % 5 == 0))
    return pl.Series(good)
