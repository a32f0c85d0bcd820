"""How far a thing has come that happens in steps: a flight, a truce, a capture of people, a siege. What is told of two steps are two events."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import EventType as T

STAGES: dict[T, dict[str, tuple[str, str]]] = {
    T.DISPLACEMENT: {
        "leaving": (
            r"left|leav\w+|fled|flee\w*|depart\w*|displaced|evacuat(?:ed|ing)|mov(?:ed|ing) out|abandon\w*|forced (?:out|from)|escap\w+|uprooted|driven",
            "Most families [fled] the valley.",
        ),
        "held up": (
            r"wait\w*|stranded|stuck|trapped|held up|blocked|not (?:being )?allowed|transit",
            "Thousands are [stranded] at the bridge.",
        ),
        "arrived": (
            r"arriv\w+|reached|host\w*|shelter\w*|took refuge|taken refuge|sought refuge|settled|crossed into|camped|are living|liv(?:e|ing) in",
            "Four hundred people [reached] the camp.",
        ),
        "returning": (
            r"return\w*|went back|go(?:ing)? back|come back|came back|went home|repatriat\w+",
            "The farmers [went back] to their fields.",
        ),
    },
    T.AGREEMENT: {
        "made": (
            r"agree\w*|sign(?:ed|s|ing)?|announc\w*|declar\w*|reach\w*|broker\w*|took effect|"
            r"tak(?:es?|ing) effect|(?:came|comes?|coming|went|goes) into (?:force|effect)|began|start\w*",
            "The two armies [signed] a truce.",
        ),
        "broken": (
            r"violat\w*|breach\w*|br(?:oke|eaks?|eaking|oken)(?: down)?|collaps\w*|flout\w*|abandon\w*|scrap\w*|suspend\w*",
            "The militia [violated] the ceasefire twice.",
        ),
    },
    T.ABDUCTION_OR_ARREST: {
        "taken": (
            r"kidnap\w*|abduct\w*|arrest\w*|detain(?:ed|ing|s)?|seiz\w*|captur\w*|rounded up|took|taken|taking",
            "Gunmen [kidnapped] two teachers.",
        ),
        "freed": (
            r"free(?:d|s|ing)?|releas\w*|let go|swap\w*|exchang\w*|handed over",
            "The rebels [released] nine sailors.",
        ),
    },
    T.ACCESS: {
        "cut": (
            r"no (?:aid|food|water|convoy)\w*|cut|cuts|cutting|clos(?:ed|es|ing|ure)|block\w*|denied|prevent\w*|halt\w*|not (?:been )?(?:reached|allowed|entered)",
            "Soldiers [blocked] the road to the camp.",
        ),
        "open": (
            r"deliver\w*|enter(?:ed|s|ing)?|arriv\w*|reach(?:ed|es|ing)?|open(?:ed|s|ing)?|reopen\w*|resum\w*|let (?:in|through)|allowed (?:in|through)",
            "A convoy [delivered] flour to the town.",
        ),
    },
    T.ADVANCE: {
        "closed": (
            r"besieg\w*|encircl\w*|surround\w*|laid siege|lay siege|under siege",
            "The army [encircled] the port.",
        ),
        "lifted": (
            r"(?:br(?:oke|eaks?|eaking|oken)|lift(?:ed|s|ing)?|end(?:ed|s|ing)?|reliev(?:ed|es|ing)|rais(?:ed|es|ing))\b[^.;]{0,40}\b(?:siege|blockade|encirclement)"
            r"|(?:siege|blockade|encirclement)\b[^.;]{0,40}\b(?:broken|lifted|ended|over|raised)",
            "Troops [broke the siege] of the hill town.",
        ),
    },
}
"""For types that happen in steps, the words of each step, and an example, which is a test. (A table here, as `brief` must start without YAML.)"""

_WORDS = {
    type_: {stage: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for stage, (words, _) in of.items()}
    for type_, of in STAGES.items()
}


@lru_cache(maxsize=1 << 14)
def stages(type_: T, quote: str) -> frozenset[str]:
    """The steps of which a clause tells; a siege that is lifted is told as lifted alone.

    >>> sorted(stages(T.AGREEMENT, "the truce collapsed a day after it was signed"))
    ['broken', 'made']
    """
    found = frozenset(stage for stage, words in _WORDS.get(type_, {}).items() if words.search(quote))
    return frozenset(("lifted",)) if "lifted" in found else found
