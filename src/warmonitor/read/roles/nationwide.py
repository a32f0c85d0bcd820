"""Claims about a whole country: hundreds of thousands killed, or millions displaced, are told of a war, not of the town in the sentence before."""

from __future__ import annotations

from collections import Counter

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .features import Phrases, Setting
from .naming import named
from .nominals import Phrase, same

OF_A_COUNTRY = {EventType.CASUALTIES: 100_000, EventType.DISPLACEMENT: 1_000_000}
"""From so many people on a count is a country's. Of claims that we and others coded without a place in their own words, 117 of 124 and 68 of 83
were so coded; the others in reports that name no country, mostly."""


def its_country(phrases: Phrases, setting: Setting) -> Phrase | None:
    """The country that such a claim is about: the one in its own words, else the report's; None where it tells another place, or is no such claim."""
    if setting.largest < OF_A_COUNTRY.get(setting.type, setting.largest + 1):
        return None
    inside = [p for p in phrases.beginning(*setting.words) if p.label == "place"]
    if not inside:
        return _of_its_war(phrases, setting) or most_named(phrases)
    one = all(_code(phrases.doc, p) and same(p, inside[0]) for p in inside)
    return inside[0] if one else None


def _of_its_war(phrases: Phrases, setting: Setting) -> Phrase | None:
    """The country whose war or people the claim's own words tell of ("the Syrian conflict", "Syrias war"), where it is one, by its first name in the report."""
    doc = phrases.doc
    own = [p for p in phrases.beginning(*setting.words) if _code(doc, p)]
    if len({_code(doc, p) for p in own}) != 1:
        return None
    return next((p for p in phrases.all if p.label == "place" and _code(doc, p) == _code(doc, own[0])), None)


def most_named(phrases: Phrases) -> Phrase | None:
    """The first name of the country that a report names most, as a place or by its people, not by its forces; None where it names two as often, or none as a place."""
    doc = phrases.doc
    places = [p for p in phrases.all if p.label == "place" and _code(doc, p)]
    named_there = {_code(doc, p) for p in places}
    told = (_code(doc, p) for p in phrases.all if p.label in ("place", "norp"))
    counted = Counter(code for code in told if code in named_there).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return None
    return next(p for p in places if _code(doc, p) == counted[0][0])


def _code(doc: Doc, phrase: Phrase) -> str:
    """The ISO code of the country that a phrase is the name or demonym of; "" for any other."""
    found = country(named(doc, phrase.words))
    return found.iso if found else ""
