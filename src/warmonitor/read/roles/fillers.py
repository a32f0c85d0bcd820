"""Who fills a role of a claim: every noun phrase that might is a candidate (`nominals`), and a logistic model over named features of it (`features`) says how likely.

The weights (`lang/en/fillers.json`) are fitted by `training/fillers.py` on coded reports that the encoder did not see. Each feature's
contribution is weight times value, in logits; the strongest ones are the reason that a claim gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.lexicon import words_of
from warmonitor.read.logistic import fitted, probability
from warmonitor.read.phrases import Range, past_dateline, within

from .acting import holds, is_attacked, suffers
from .containing import lies_in, owns
from .earlier import Before
from .features import ROLES, Described, Phrases, Setting
from .grounds import meant, takes_up
from .joining import before_a_person, belongs, is_abbreviation, parts_of_one, whole_noun
from .naming import named
from .nationwide import its_country
from .nominals import SIDE, Phrase, head_of, role_words, same
from .opponents import opponents
from .pronouns import doer_continued, doer_taken_up
from .whither import has_forces, is_elsewhere, is_origin, whence
from .wholes import owned, whole

Weighed = list[tuple[Phrase, dict[str, float]]]
"""Candidates for a role, each with its features."""


OF_COUNTRY = 0.95
"""How likely a claim that counts a country's people is about it (`nationwide`)."""
TAKEN_UP = 0.8
"""How likely "the town" is the one that the report has called a town (`grounds`): of 22 claims kept aside whose places this changed, 18 changed for the better."""


class Model(TypedDict):
    """The weights of the features for one role, how likely a filler must be, and how likely the likeliest one."""

    weights: dict[str, float]
    threshold: float
    single: float


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase that fills a role, how likely, and why: the features that spoke most for it. `part`: of a place, that only a part of it is meant."""

    phrase: Phrase
    probability: float
    reasons: tuple[str, ...]
    part: bool = False


def fill(
    phrases: Phrases, setting: Setting, before: Before, models: Mapping[str, Model] | None = None
) -> dict[str, list[Filler]]:
    """Who fills each role of a claim, in text order; by the shipped models of the roles, or by `models`."""
    weighed = weigh(phrases, setting, before)
    models = models or fitted("fillers")
    doc = phrases.doc
    parties = {
        r: [row for row in weighed[r] if not (phrases.are(_describes, row[0]) or phrases.are(_effort, row[0]))]
        for r in ("actor", "target")
    }
    parties["actor"] = [
        row for row in parties["actor"] if not (phrases.are(_munition, row[0]) or phrases.are(is_origin, row[0]))
    ]
    likely = {
        r: joined(doc, [_whole_noun(doc, f) for f in choose(rows, models[r])], parties=True)
        for r, rows in parties.items()
    }
    chosen = _apart(doc, {r: wholes(doc, found) for r, found in likely.items()})
    chosen |= _opposed(phrases, setting, chosen)
    chosen |= _agents(doc, chosen, setting)
    continued = doer_continued(phrases, setting)
    doer = continued or (None if chosen["actor"] else doer_taken_up(phrases, setting))
    if doer is not None:
        chosen["actor"] = [Filler(doer, TAKEN_UP, ("the claim's subject takes up who was told before",))]
    if continued is not None:
        chosen["target"] = [f for f in chosen["target"] if not _overlap(f.phrase, continued)]
    return chosen | {"place": _places(phrases, setting, weighed["place"], chosen["actor"], models["place"])}


def _whole_noun(doc: Doc, filler: Filler) -> Filler:
    """The filler with the noun that it only describes."""
    words, head = whole_noun(doc, filler.phrase.words, filler.phrase.head)
    return (
        replace(filler, phrase=replace(filler.phrase, words=words, head=head)) if head != filler.phrase.head else filler
    )


def _places(
    phrases: Phrases, setting: Setting, weighed: Weighed, actors: Sequence[Filler], model: Model
) -> list[Filler]:
    """Where a claim says that it happened."""
    doc = phrases.doc
    owners = [p for p, _ in weighed if phrases.are(has_forces, p)]
    filed = _where_filed(doc, setting)
    told = [
        row
        for row in weighed
        if not (row[0].words[1] <= filed or phrases.are(_of_an_operation, row[0]) or phrases.are(_only_numbers, row[0]))
        and not (_acts(doc, row[0], actors) or any(_overlap(row[0], p) for p in owners))
    ]
    inside = [p for p, _ in told if _inside(p, setting)]
    elsewhere = [p for p in inside if is_elsewhere(doc, p, setting.type)] + whence(doc, inside, setting.type)
    there = [row for row in told if not any(same(row[0], p) for p in elsewhere)]
    chosen = joined(doc, choose(there, model))
    if elsewhere and not chosen:
        left = _holding(doc, there, model)
        chosen = [left] if left else []
    whole = its_country(phrases, setting)
    if whole is not None:
        return [Filler(whole, OF_COUNTRY, ("so many people are counted of a whole country",))]
    places = [replace(f, phrase=phrases.whole(phrases.bare(f.phrase))) for f in _inner(doc, chosen)]
    if not any(_has_name(doc, f.phrase) and _inside(f.phrase, setting) for f in places):
        places = _by_name(phrases, setting, places, there, model)
    return [f for f in places if not _describes(doc, f.phrase)]


def _inner(doc: Doc, chosen: Sequence[Filler]) -> list[Filler]:
    """The places without those that only tell where another of them lies: of "the Asmar neighbourhood in | Dor |" and "| Ruritania |'s Dor" one each."""
    kept: list[Filler] = []
    for filler in chosen:
        if kept and lies_in(doc, kept[-1].phrase, filler.phrase):
            continue
        if kept and owns(doc, kept[-1].phrase, filler.phrase):
            kept.pop()
        kept.append(filler)
    return kept


def _inside(phrase: Phrase, setting: Setting) -> bool:
    return setting.words[0] <= phrase.words[0] < setting.words[1]


def _by_name(phrases: Phrases, setting: Setting, places: list[Filler], weighed: Weighed, model: Model) -> list[Filler]:
    """The places of a claim whose own words name none: the one that its words take up, else, where none has a name, the one that is likely to hold them."""
    doc, back = phrases.doc, meant(phrases, setting)
    name: Filler | None
    if back is not None:
        name, kinds = Filler(back, TAKEN_UP, ("the claim's words take up what the report has called so",)), "grounds"
    elif places and not any(_has_name(doc, f.phrase) for f in places):
        name, kinds = _holding(doc, weighed, model), "towns"
    else:
        return places
    if name is None:
        return places
    parts = [f for f in places if not (_has_name(doc, f.phrase) or takes_up(doc, f.phrase, kinds))]
    return sorted([*parts, replace(name, part=bool(parts))], key=lambda f: f.phrase.words)


def _acts(doc: Doc, phrase: Phrase, actors: Sequence[Filler]) -> bool:
    """Whether a country, or one in the name of a group, is who acts, and so not where: "a truce brokered by | Russia"."""
    inside = any(_overlap(phrase, a.phrase) for a in actors)
    return inside and phrase.label == "place" and country(named(doc, phrase.words)) is not None


def _describes(doc: Doc, phrase: Phrase) -> bool:
    """Whether a phrase is an adjective that names nobody: "the | shared | control of", "western and | southern | districts", not "| anti-balaka | militiamen"."""
    head, word = phrase.head, doc.words[phrase.head]
    alone = phrase.words[1] - phrase.words[0] == 1 and not phrase.label and word.islower() and word.isalpha()
    joined_to = doc.deps[head] == "conj" and doc.upos[doc.heads[head]] == "ADJ"
    return alone and doc.upos[head] == "ADJ" and (doc.deps[head] == "amod" or joined_to)


def _effort(doc: Doc, phrase: Phrase) -> bool:
    """Whether a phrase tells what a side did by a word that also names one: "met fierce | resistance", not "the resistance" or "Resistance"."""
    return doc.quote(phrase.words[1] - 1, phrase.words[1]) in role_words("efforts")


def _munition(doc: Doc, phrase: Phrase) -> bool:
    """Whether a phrase is a missile or the like, or what it is called, and names no side: "the | Badr-1 | type" of a missile, not "a | Russian | missile"."""
    head, above = phrase.head, doc.heads[phrase.head]
    weapon = any(e.label == "weapon" and e.start <= head < e.end for e in doc.ents)
    if not weapon or phrase.label or doc.upos[head] == "ADJ":
        return False
    near = (head, above, doc.heads[above])
    return any(doc.upos[w] == "NOUN" and doc.lemmas[w] in words_of("events", "munitions") for w in near)


_CHANGING = (EventType.TERRITORY_GAINED, EventType.TERRITORY_HELD, EventType.TERRITORY_LEFT)


def _where_filed(doc: Doc, setting: Setting) -> int:
    """Up to where a report only tells where it was filed, for a claim on who holds a place whose words take up no town: "it was occupied by gunmen"."""
    if setting.type not in _CHANGING or any(
        doc.words[w].lower() in role_words("grounds") for w in range(*setting.words)
    ):
        return 0
    return past_dateline(doc, (0, len(doc)))[0]


def _only_numbers(doc: Doc, phrase: Phrase) -> bool:
    """Whether a phrase is a number or several: of "the 101 and | 102 | gas fields"."""
    return all(doc.words[w].isdigit() for w in range(*phrase.words))


def _of_an_operation(doc: Doc, phrase: Phrase) -> bool:
    """Whether a phrase is the name of an operation or a part of it: "Operation | Olive Branch"."""
    names = (e for e in doc.ents if e.label == "event" and doc.words[e.start].lower() in role_words("operations"))
    return any(e.start <= phrase.words[0] and phrase.words[1] <= e.end for e in names)


def _has_name(doc: Doc, phrase: Phrase) -> bool:
    return bool(phrase.label) or any(doc.words[w][:1].isupper() for w in range(*phrase.words))


def _holding(doc: Doc, weighed: Weighed, model: Model) -> Filler | None:
    """The likeliest name of the place of which "the south of the city" is a part; None where only countries are named."""
    likely = [
        Filler(p, probability(model["weights"], values), ("names the place of which the words tell a part",))
        for p, values in weighed
        if p.label == "place" and _has_name(doc, p) and not country(named(doc, p.words))
    ]
    return max(likely, key=lambda f: (f.probability, f.phrase.words), default=None)


def weigh(phrases: Phrases, setting: Setting, before: Before) -> dict[str, Weighed]:
    """The candidates for each role with their features."""
    described = Described(phrases, setting, before)
    return {role: described.candidates(i) for i, role in enumerate(ROLES)}


def choose(weighed: Weighed, model: Model) -> list[Filler]:
    """The likely candidates, one of those that name the same; where none is likely, the likeliest one if it is likely enough."""
    weights = model["weights"]
    ranked = sorted(((probability(weights, values), p, values) for p, values in weighed),
                    key=lambda row: -row[0])  # fmt: skip
    kept: list[Filler] = []
    for likely, phrase, values in ranked:
        enough = likely >= (model["threshold"] if kept else model["single"])
        if enough and not any(same(phrase, k.phrase) or _overlap(phrase, k.phrase) for k in kept):
            kept.append(Filler(phrase, likely, _reasons(values, weights)))
    return sorted(kept, key=lambda f: f.phrase.words)


def _overlap(a: Phrase, b: Phrase) -> bool:
    return a.words[0] < b.words[1] and b.words[0] < a.words[1]


def joined(doc: Doc, found: Sequence[Filler], *, parties: bool = False) -> list[Filler]:
    """The fillers, in text order, with those that are parts of one phrase as one. Two names stay two: a list may have lost its commas.

    Of `parties`, those who belong to one are named with it.
    """
    kept: list[Filler] = []
    for filler in found:
        if parties and kept and is_abbreviation(doc, kept[-1].phrase.words, filler.phrase.words):
            continue
        while kept and (
            _one(doc, kept[-1].phrase, filler.phrase)
            or (parties and belongs(doc, kept[-1].phrase.words, filler.phrase.words))
        ):
            filler = _both(doc, kept.pop(), filler)
        kept.append(filler)
    return kept


def wholes(doc: Doc, found: Sequence[Filler]) -> list[Filler]:
    """The fillers as the whole names and formations that they are parts of; one of those that share words."""
    kept: list[Filler] = []
    for filler in found:
        words = whole(doc, filler.phrase.words)
        if words != filler.phrase.words:
            filler = replace(filler, phrase=replace(filler.phrase, words=words, head=head_of(doc, words)))
        while kept and _overlap(kept[-1].phrase, filler.phrase):
            filler = _both(doc, kept.pop(), filler)
        kept.append(filler)
    return kept


def _apart(doc: Doc, chosen: Mapping[str, Sequence[Filler]]) -> dict[str, list[Filler]]:
    """The fillers of roles without a formation with its owner where it is likelier in another: one who takes a town from "the army's Brigade" is not the army."""
    every = [f for found in chosen.values() for f in found]

    def likelier(filler: Filler, other: Filler) -> bool:
        named = any(owned(doc, (w, w + 1)) for w in range(*filler.phrase.words))
        return named and _overlap(filler.phrase, other.phrase) and other.probability > filler.probability

    return {role: [f for f in found if not any(likelier(f, o) for o in every)] for role, found in chosen.items()}


def _opposed(phrases: Phrases, setting: Setting, chosen: Mapping[str, list[Filler]]) -> dict[str, list[Filler]]:
    """Of fighting "between A and B" A as the actor and B as the target, each with whoever else fills the role from elsewhere."""
    sides = opponents(phrases.doc, setting.words) if setting.type is EventType.ARMED_CLASH else None
    if sides is None:
        return {}
    every = {f.phrase.words: f for role in ("actor", "target") for f in chosen[role]}
    found = {}
    for role, side in zip(("actor", "target"), sides, strict=True):
        told = [f for f in every.values() if within(f.phrase.head, side)]
        mine = told or _headed(phrases, side, every.values())
        others = (f for f in chosen[role] if not any(within(f.phrase.head, s) for s in sides))
        found[role] = sorted(dict.fromkeys([*mine, *others]), key=lambda f: f.phrase.words)
    return found


def _headed(phrases: Phrases, side: Range, every: Iterable[Filler]) -> list[Filler]:
    """The phrase whose head is the last word of a side, or those of all fillers that lie in it."""
    last = (p for p in phrases.beginning(*side) if p.head == side[1] - 1)
    longest = max(last, key=lambda p: p.words[1] - p.words[0], default=None)
    if longest is None:
        return []
    inside = [f for f in every if _overlap(f.phrase, longest)]
    return inside or [Filler(longest, TAKEN_UP, ("one of two sides that are said to fight each other",))]


def _agents(doc: Doc, chosen: Mapping[str, list[Filler]], setting: Setting) -> dict[str, list[Filler]]:
    """The actors; where a claim's own words tell by whom it was done, only those whom they name: "the mill was burnt | by the rebels |".

    Beside others, who holds the place where it was done ("jets hit a village held by | rebels |") did not do it; who came under attack is a target.
    """
    actors = chosen["actor"]
    inside = [f for f in actors if _inside(f.phrase, setting)]
    told = any(doc.deps[f.phrase.head] == "obl:agent" and doc.heads[f.phrase.head] == setting.event for f in inside)
    able = inside if told else actors
    found = [f for f in able if not holds(doc, f.phrase.head, setting.type)] or able
    hit = [f for f in found if is_attacked(doc, f.phrase.head) or (told and suffers(doc, f.phrase.head, setting.event))]
    new = [f for f in hit if f.phrase.label and not any(_overlap(f.phrase, t.phrase) for t in chosen["target"])]
    targets = sorted([*chosen["target"], *new], key=lambda f: f.phrase.words)
    return {"actor": [f for f in found if f not in hit], "target": targets}


_PARTIES = ("norp", SIDE)
"""Names of parties, which remain two where a noun is told of both: "Russian and | regime warplanes"."""


def _one(doc: Doc, a: Phrase, b: Phrase) -> bool:
    between = a.words[1], b.words[0]
    tied = "norp" in (a.label, b.label) or owned(doc, between) or before_a_person(doc, a.words, b.words)
    lists = a.label and b.label and not tied
    both = a.label in _PARTIES and b.label in _PARTIES and "CCONJ" in doc.upos[a.words[1] : b.words[0]]
    return not (lists or both) and parts_of_one(doc, (a.words, a.head), (b.words, b.head))


def _both(doc: Doc, a: Filler, b: Filler) -> Filler:
    """Two fillers as one, with the reasons of the likelier."""
    words = (a.phrase.words[0], b.phrase.words[1])
    label = b.phrase.label or a.phrase.label
    phrase = Phrase(words, head_of(doc, words), label, a.phrase.key | b.phrase.key)
    return replace(max(a, b, key=lambda f: f.probability), phrase=phrase)


def _reasons(values: Mapping[str, float], weights: Mapping[str, float], most: int = 3) -> tuple[str, ...]:
    told = ((weights.get(n, 0.0) * v, n) for n, v in values.items() if n != "bias")
    return tuple(name for _, name in sorted((t for t in told if t[0] > 0), reverse=True)[:most])
