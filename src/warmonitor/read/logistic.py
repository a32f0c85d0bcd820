"""Logistic regression on the encoder's scores and other features: the fitted weights, and the probability that they give."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

BOUND = 30.0  # no logit is farther from 0


@cache
def fitted(name: str) -> dict[str, Any]:
    """What training wrote to `lang/en/<name>.json`."""
    path = files("warmonitor.lang").joinpath("en", f"{name}.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def probability(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The logistic function of features weighed and summed; a feature without a weight counts nothing."""
    known = weights.get
    logit = 0.0
    for name, value in values.items():
        if value:
            logit += known(name, 0.0) * value
    return 1.0 / (1.0 + math.exp(-max(-BOUND, min(BOUND, logit))))
