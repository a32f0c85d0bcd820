"""Places that a claim's words name and that are not where it happened: where those go who leave, and which country people are from or forces are of."""

from __future__ import annotations

from collections.abc import Sequence

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.counts.quote import INDIVIDUALS, nouns
from warmonitor.read.written import as_written

from .naming import named
from .nominals import Phrase, role_words


def is_elsewhere(doc: Doc, phrase: Phrase, type_: EventType) -> bool:
    """Whether a place is told as another one than where an event of a type happened."""
    return _goes_there(doc, phrase, type_) or _comes_from(doc, phrase, type_)


def _goes_there(doc: Doc, phrase: Phrase, type_: EventType) -> bool:
    """Whether those who left a place went there: "withdrew | to Dor |", "fled | across the river | to Zal"."""
    verbal = doc.deps[phrase.head].startswith("obl") and doc.upos[doc.heads[phrase.head]] == "VERB"
    return type_ is EventType.TERRITORY_LEFT and verbal and _behind(doc, phrase.head, "whither")


def _comes_from(doc: Doc, phrase: Phrase, type_: EventType) -> bool:
    """Whether people who did not flee are from there, a country: "two officers, from | France |, were hurt"."""
    if type_ is EventType.DISPLACEMENT or phrase.label != "place" or not _behind(doc, phrase.head, "whence"):
        return False
    whose = doc.heads[phrase.head]
    people = doc.upos[whose] in ("NUM", "ADJ") or nouns().kind(doc.words[whose].lower(), one=False) in INDIVIDUALS
    return people and country(named(doc, phrase.words)) is not None


def whence(doc: Doc, places: Sequence[Phrase], type_: EventType) -> list[Phrase]:
    """Those of a claim's places that shells or troops came from, these only where it tells another place too."""
    sent = [p for p in places if _sent_from(doc, p, type_)]
    others = any(p.label == "place" and p not in sent for p in places)
    return sent if others or type_ is not EventType.DEPLOYMENT else []


def _sent_from(doc: Doc, phrase: Phrase, type_: EventType) -> bool:
    """Whether shells or troops came from there: "rockets fired | from Zal | hit Dor", "from the direction of | Zal |"."""
    head = phrase.head
    above = doc.heads[head]
    if type_ not in _SENT or not (_behind(doc, head, "whence") or _behind(doc, above, "whence")):
        return False
    if not _behind(doc, head, "whence"):
        if doc.lemmas[above] not in role_words("directions"):
            return False
        above = doc.heads[above]
    return type_ is EventType.DEPLOYMENT or doc.lemmas[above].lower() in role_words("sent")


_SENT = frozenset((EventType.SHELLING, EventType.AIR_STRIKE, EventType.DEPLOYMENT))


def is_origin(doc: Doc, phrase: Phrase) -> bool:
    """Whether a country is told as where somebody or something is from, and so not as who acts: "from Chad and | Niger |", "launched from | Chad |"."""
    first = doc.heads[phrase.head] if doc.deps[phrase.head] == "conj" else phrase.head
    return phrase.label == "place" and _behind(doc, first, "whence") and country(named(doc, phrase.words)) is not None


def has_forces(doc: Doc, phrase: Phrase) -> bool:
    """Whether a country is told as whose forces are meant: "the army of | Chad |"."""
    of = phrase.label == "place" and _behind(doc, phrase.head, "whose_forces")
    if not of or country(named(doc, phrase.words)) is None:
        return False
    whose = list(as_written(doc, doc.heads[phrase.head]))
    return bool(whose) and whose[-1] in role_words("state_forces")


def _behind(doc: Doc, head: int, words: str) -> bool:
    """Whether the phrase of a head stands behind a preposition of a list."""
    return any(doc.deps[c] == "case" and doc.words[c].lower() in role_words(words) for c in doc.children[head])
