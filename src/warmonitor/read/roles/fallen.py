"""Who is hit where somebody tells how many of their own they lost: "the army lost 31 men", "the Front had 23 dead"; they suffer what is told and did not do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from warmonitor.lang.doc import Doc
from warmonitor.model import Claim, Mention, Span
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import child, noun_phrase
from warmonitor.read.written import names_side

from .nominals import role_words

HARM = frozenset(("killed", "injured", "fighters", "other"))


def fallen(claims: Sequence[Claim], doc: Doc) -> list[Claim]:
    """The claims; whoever loses the people that one counts is its target and not its actor, nor are "31 men" or "12 of its own" named beside them."""
    return [_with_loser(claim, doc, next(_losses(claim, doc), None)) for claim in claims]


def _with_loser(claim: Claim, doc: Doc, loss: tuple[int, int] | None) -> Claim:
    if loss is None:
        return claim
    loser, lost = (doc.chars(word, word + 1) for word in loss)
    named = next((m for m in (*claim.actors, *claim.targets) if _at(m, loser)), None)
    if named is None and names_side(doc, loss[0]):
        span = Span(claim.report_id, *doc.chars(*noun_phrase(doc, loss[0])))
        named = Mention(doc.text[span.start : span.end], span)
    if named is None:
        return claim
    bare = doc.lemmas[loss[1]] in role_words("own_people") or doc.upos[loss[1]] == "NUM"
    others = (m for m in claim.targets if not _at(m, loser) and not (bare and _at(m, lost)))
    return replace(claim, actors=tuple(m for m in claim.actors if not _at(m, loser)), targets=(named, *others))


def _at(mention: Mention, chars: tuple[int, int]) -> bool:
    return mention.span is not None and mention.span.start < chars[1] and chars[0] < mention.span.end


def _losses(claim: Claim, doc: Doc) -> Iterator[tuple[int, int]]:
    """Of those whom a claim counts as lost, who lost them and the noun, or number, that they are counted by."""
    for count in claim.counts:
        if count.what not in HARM or count.span is None:
            continue
        for word in range(*doc.words_in(count.span.start, count.span.end)):
            verb = doc.heads[word]
            loser = child(doc, verb, "nsubj") if doc.deps[word] in ("obj", "xcomp") else None
            dead = doc.words[word].lower() in words_of("counts", "harmed")
            if loser is not None and (
                doc.lemmas[verb] in role_words("losing") or (dead and doc.lemmas[verb] in role_words("having"))
            ):
                yield loser, word
