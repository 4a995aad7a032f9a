"""A backend of hypothesis that draws each case for itself.

Its own one varies the cases it has drawn, and draws some of them again from their beginning (hypothesis 6.170,
internal/conjecture/engine.py, generate_mutations_from): that is how a test that is run for its coverage comes closer to a
failure. Here no test is run: measured on 3.0, that takes as long and gives half as many distinct cases.
"""

from __future__ import annotations

from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

INDEPENDENT = "cartcheck-independent"
AVAILABLE_PROVIDERS[INDEPENDENT] = HypothesisProvider
