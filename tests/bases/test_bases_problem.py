import numpy as np
import pytest

from maillage.bases import BasesProblem, solve
from maillage.vocabulary.errors import Infeasible, InvalidOption
from maillage.vocabulary.messages import MESSAGES, set_language

X = np.array([3, 4])
T = np.zeros((2, 2), np.float32)


@pytest.mark.parametrize(
    ("changes", "error", "code"),
    [
        ({"half_days": np.array([], np.int64)}, InvalidOption, "bases.no_place"),
        ({"minutes": np.zeros((2, 3), np.float32)}, InvalidOption, "bases.shape"),
        ({"at_least": np.array([1])}, InvalidOption, "bases.shape"),
        ({"allowed": np.array([True])}, InvalidOption, "bases.shape"),
        ({"half_days": np.array([1.5, 2.0])}, InvalidOption, "bases.not_whole"),
        ({"half_days": np.array([-1, 2])}, InvalidOption, "bases.negative"),
        ({"minutes": T - 1}, InvalidOption, "bases.minutes"),
        ({"minutes": T + np.float32(np.nan)}, InvalidOption, "bases.minutes"),
        ({"drive_minutes": 0.0}, InvalidOption, "bases.not_positive"),
        ({"drive_minutes": float("nan")}, InvalidOption, "bases.not_positive"),
        ({"half_days_per_post": 0}, InvalidOption, "bases.not_positive"),
        ({"posts": 0}, InvalidOption, "bases.not_positive"),
        ({"allowed": np.array([False, False])}, Infeasible, "bases.none_allowed"),
        ({"at_least": np.array([1, 1])}, Infeasible, "bases.kept_exceed"),
        ({"at_least": np.array([1, 0]), "allowed": np.array([False, True])}, Infeasible, "bases.kept_forbidden"),
    ],
)
def test_nonsense_is_refused_with_its_reason(changes, error, code):
    with pytest.raises(error) as caught:
        BasesProblem(**({"half_days": X, "minutes": T, "posts": 1, "drive_minutes": 45.0} | changes))
    assert caught.value.code == code
    for language in ("en", "fr"):
        set_language(language)
        assert "{" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "code"), [({"effort": -1}, "bases.negative_option"), ({"gap_percent": 101}, "bases.gap")]
)
def test_bad_options_are_refused(options, code):
    with pytest.raises(InvalidOption) as caught:
        solve(BasesProblem(X, T, 1, 45.0), **options)
    assert caught.value.code == code


def test_every_sentence_has_both_languages():
    for code, (french, english) in MESSAGES.items():
        if code.startswith("bases."):
            assert french != english
