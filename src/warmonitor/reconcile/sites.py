"""What kinds of sites a claim tells of: a school, a market. By them two strikes on one town are told apart."""

from __future__ import annotations

import re
from functools import lru_cache

from .names import plain

KINDS: dict[str, tuple[str, str]] = {
    "care": ("hospital clinic dispensary maternity ward", "Shells hit the [clinic] of Ayn Saba."),
    "school": ("school kindergarten university universities college", "A rocket fell on two [schools]."),
    "worship": ("mosque church churches temple monastery monasteries cathedral", "The [mosque] was bombed at noon."),
    "trade": ("market marketplace bazaar shop shopping mall bakery bakeries supermarket hypermarket", "Nine died in the queue at the [bakery]."),
    "home": ("house home flat apartment building residential", "A shell killed a woman in her [flat]."),
    "bridge": ("bridge", "Jets destroyed the [bridge]."),
    "dam": ("dam", "The [dam] was hit twice."),
    "base": ("airport airfield airbase base barracks", "Drones struck the [airfield]."),
    "works": ("plant substation refinery refineries depot factory factories", "A strike set the [refinery] on fire."),
    "port": ("port harbour harbor", "Rockets hit the [harbour]."),
    "road": ("bus buses station convoy checkpoint", "A bomb went off under a [bus]."),
    "table": ("cafe restaurant hotel guesthouse", "A car blew up outside a [restaurant]."),
    "prison": ("prison jail", "The [prison] was shelled."),
    "camp": ("camp shelter", "Cluster bombs fell on a [camp]."),
    "feast": ("wedding funeral mourner mourning", "A drone hit a [wedding]."),
}  # fmt: skip
"""Kinds of sites: their words, each found in the singular and with an s, and an example, which is a test. (A table here, as `brief` must start without YAML.)"""

_WORD = re.compile(r"\w+")
_OF = {word: kind for kind, (words, _) in KINDS.items() for word in words.split()}


@lru_cache(maxsize=1 << 14)
def sites(words: str) -> frozenset[str]:
    """The kinds of sites that the words name.

    >>> sorted(sites("two shells on the market, one on Mill Bridge"))
    ['bridge', 'trade']
    """
    said = set(_WORD.findall(plain(words)))
    return frozenset([_OF[form] for word in said for form in (word, word.removesuffix("s")) if form in _OF])
