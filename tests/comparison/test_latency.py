"""Slower answers are told when they are slower for certain; noise is not."""

import random

import pytest

from cartcheck.comparison.surroundings import clearly_slower


def _noise(seed: int, count: int = 150, usual: float = 0.05) -> list[float]:
    chance = random.Random(seed)
    return [usual * chance.lognormvariate(0, 0.6) + (chance.random() < 0.03) * 3.5 for _ in range(count)]


@pytest.mark.parametrize("seed", range(100))
def test_noise_is_no_difference(seed: int) -> None:
    assert not clearly_slower(_noise(seed), _noise(seed + 1000))
    assert not clearly_slower(_noise(seed, usual=0.4), _noise(seed + 1000, usual=0.5))


@pytest.mark.parametrize("seed", range(20))
def test_a_slow_store_is_told(seed: int) -> None:
    assert clearly_slower(_noise(seed), [0.5 + seconds for seconds in _noise(seed + 1000)])
    assert not clearly_slower([0.5 + seconds for seconds in _noise(seed)], _noise(seed + 1000))


def test_few_answers_tell_nothing() -> None:
    assert not clearly_slower([0.1] * 19, [9.0] * 19)


def test_a_factor_alone_is_not_enough() -> None:
    assert not clearly_slower([0.002] * 100, [0.02] * 100)
