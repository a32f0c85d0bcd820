"""Claims about a whole country: hundreds of thousands killed, or millions displaced, are told of a war, not of the town in the sentence before."""

from __future__ import annotations

from collections import Counter

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .features import Phrases, Setting
from .naming import named
from .nominals import SIDE, Phrase, role_words, same

OF_A_COUNTRY = {EventType.CASUALTIES: 100_000, EventType.DISPLACEMENT: 1_000_000}
"""From so many people on a count is a country's. Of claims that we and others coded without a place in their own words, 117 of 124 and 68 of 83
were so coded; the others in reports that name no country, mostly."""

_BEHIND = 3
"""Words behind a country's name in which its war is told."""


def its_country(phrases: Phrases, setting: Setting) -> Phrase | None:
    """The country that such a claim is about: the one in its own words, else the report's; None where it tells another place, or is no such claim."""
    if setting.largest < OF_A_COUNTRY.get(setting.type, setting.largest + 1):
        return None
    inside = [p for p in phrases.beginning(*setting.words) if p.label == "place"]
    if inside:
        one = all(_code(phrases.doc, p) and same(p, inside[0]) for p in inside)
        return inside[0] if one else None
    own = {_code(phrases.doc, p) for p in phrases.beginning(*setting.words)} - {""}
    code = own.pop() if len(own) == 1 else _at_war(phrases) or most_named(phrases)
    return _name(phrases, code) if code else None


def _at_war(phrases: Phrases) -> str:
    """The code of the country whose war the report tells of, if it is one: "Syrias five-year | war", "the Syrian | conflict"."""
    doc, wars = phrases.doc, role_words("wars")
    behind = ((p, doc.lemmas[p.words[1] : p.words[1] + _BEHIND]) for p in phrases.all)
    codes = {_code(doc, p) for p, lemmas in behind if not wars.isdisjoint(lemmas)} - {""}
    return codes.pop() if len(codes) == 1 else ""


def most_named(phrases: Phrases) -> str:
    """The code of the country that a report names most, as a place or by its people, and of two alike by its forces too; "" where two remain alike."""
    told = [(p.label, _code(phrases.doc, p)) for p in phrases.all]
    ways = [{code for label, code in told if code and label in labels} for labels in (("place",), (SIDE,))]
    there = ways[0] or ways[1]
    times = Counter(code for label, code in told if label in ("place", "norp"))
    more = Counter(code for _, code in told)
    ranked = sorted(((times[code], more[code], code) for code in there), reverse=True)
    return "" if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]) else ranked[0][2]


def _name(phrases: Phrases, code: str) -> Phrase:
    """The first name of a country in the report: as a place, else as whose war it is ("Syrias war"), else of its people."""
    doc = phrases.doc
    found = (p for p in phrases.all if _code(doc, p) == code)
    return min(found, key=lambda p: (p.label != "place", _adjective(doc, p), p.words))


def _adjective(doc: Doc, phrase: Phrase) -> bool:
    name = country(named(doc, phrase.words))
    return name is not None and named(doc, phrase.words).lower() != name.name.lower()


def _code(doc: Doc, phrase: Phrase) -> str:
    """The ISO code of the country that a phrase is the name or demonym of; "" for any other."""
    found = country(named(doc, phrase.words))
    return found.iso if found else ""
