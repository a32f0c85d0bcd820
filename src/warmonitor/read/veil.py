"""Entity masking, for reading that cannot tell sides apart.

Before the encoder sees a text, every name of a side, a speaker or a country becomes one word, the same for all.

"The Syrian army captured Sarmin from rebels" and "Rebels captured Sarmin from the Syrian army" are then the same words to every head and rule, and
nothing that was learnt about who usually does what can move a claim. The words keep their places in the text, so that each claim still quotes it.
The lists, with examples, are `lang/en/sides.yml` (what names sides) and `lang/en/names.yml` (names of groups and of those whom reports quote).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple

from warmonitor.lang.doc import Doc
from warmonitor.lang.numerals import numerals
from warmonitor.lang.tokenize import Tokens, tokenize

from .sides import lists

_SHORT = 3
"""Names of so few letters count in capitals only ("IS" is not "is")."""
_AROUND = 5
"""So many words on either side tell whether capitals mean anything where a word stands (in a headline they don't)."""
_WHOLE = frozenset(("nations", "nationals", "seat"))
"""Kinds of words that stand alone: "Syrias" (with its apostrophe lost) and "Syrians"."""
_LONGEST = 16
"""A side's name has about so many words at most; looking no further keeps the time linear in the text."""
_BEFORE = 5
"""A body's name has at most so many words before the one that tells what it is."""
_DATELINE = 10
"""Between the place that a report opens with and the dash stand at most so many words."""
_HYPHENS = ("-", "–")
_DASHES = (*_HYPHENS, "--", "—")
_ACRONYM = re.compile(r"(?:[A-Z]{2,6}|[A-Z]{1,3}\d{1,2})s?")


@cache
def _nth() -> re.Pattern[str]:
    """A number that tells which one: "32nd"."""
    return re.compile(rf"\d{{1,3}}{numerals().endings}")


class _Run(NamedTuple):
    """Words `start` to `end` (exclusive) name one side, speaker or country; `kind`: a key of `sides.yml`'s forms."""

    start: int
    end: int
    kind: str


def veil(tokens: Tokens, bare: Callable[[str], bool] = lambda name: False) -> Tokens:
    """The words with each name of a side, a speaker or a country as one word that tells nobody apart, with the article before it.

    Offsets still point into the text, where the name stands; so `text[start:end]` of such a word is the name, not the word. Names (in lower case, joined
    by blanks) for which `bare` holds stay as they are: training leaves some, for no list knows all.

    >>> veil(tokenize("Government troops took it from the Houthis.")).words
    ['Fighters', 'took', 'it', 'from', 'fighters', '.']
    """
    veiled = Tokens([], [], [])
    at = 0
    for run in _Veil(tokens.words).runs():
        if bare(" ".join(tokens.words[run.start : run.end]).lower().removeprefix("the ")):
            continue
        _copy(tokens, at, run.start, veiled)
        veiled.words.append(_form(run, tokens.words, veiled.words))
        veiled.starts.append(tokens.starts[run.start])
        veiled.ends.append(tokens.ends[run.end - 1])
        at = run.end
    _copy(tokens, at, len(tokens.words), veiled)
    return veiled


def _copy(tokens: Tokens, a: int, b: int, to: Tokens) -> None:
    to.words.extend(tokens.words[a:b])
    to.starts.extend(tokens.starts[a:b])
    to.ends.extend(tokens.ends[a:b])


def _form(run: _Run, words: Sequence[str], before: list[str]) -> str:
    """The word for a run; "an" before it becomes "a", for what follows no longer begins with a vowel."""
    kind = run.kind
    if kind == "side" and before and before[-1].lower() in lists().single:
        before[-1] = before[-1][:1] if before[-1].lower() in lists().before_vowels else before[-1]
        kind = "one"
    form = lists().forms[kind]
    return form.capitalize() if not run.start or words[run.start - 1] in (".", "!", "?", "…") else form


class _Veil:
    """One text's words, in which names are looked for."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.low = [w.lower() for w in words]
        self.lists = lists()

    def runs(self) -> list[_Run]:
        found: list[_Run] = []
        at = 0
        while at < len(self.words):
            start = at
            if self._article(at):
                at += 1
            run = self._run(at) if self._may_open(at) else None
            if run:
                found.append(run._replace(start=start) if self._takes_article(run) else run)
                at = run.end
            else:
                at = start + 1
        return found

    def _may_open(self, at: int) -> bool:
        """Whether a run may begin at a word: at few does it, and those are told in no time."""
        first, low = self.words[at][:1], self.low[at]
        return first.isupper() or low in self.lists.phrases or low in self.lists.mouths or first.isdigit()

    def _article(self, at: int) -> bool:
        """Whether an article stands here that may belong to a name: "the", or the "a" of "a spokesman of"."""
        if at + 1 == len(self.words):
            return False
        low = self.low[at]
        return low in self.lists.definite or (low in self.lists.speaking and self._for_whom(at + 1) > at + 1)

    def _is(self, at: int, words: frozenset[str]) -> bool:
        """Whether one of these words stands at a place in the text."""
        return 0 <= at < len(self.low) and self.low[at] in words

    def _takes_article(self, run: _Run) -> bool:
        """Whether "the" before a run belongs to it: not to an adjective, nor to the "Britain" of "the Britain-based group"."""
        hyphen = run.end < len(self.words) and self.words[run.end] in "-–"
        return run.kind == "side" or (run.kind == "country" and not hyphen)

    def _run(self, at: int) -> _Run | None:
        """The longest run of names and words for sides from a word, with what qualifies them; else a country or its adjective."""
        end, side = self._for_whom(at), 0
        while end < min(len(self.words), at + _LONGEST):
            if side and end == side and (behind := self._tail(end)):
                end = side = behind
            elif side and end == side and (behind := self._bound(end)):
                end = behind
            elif part := self._part(end):
                end, kind = part
                side = end if kind in ("force", "name") else side
            else:
                break
        return _Run(at, side, "side") if side else self._country(at)

    def _tail(self, i: int) -> int:
        """Behind what still belongs to a side's name at a word: "group", "(SDF)", "'s spokesman"; 0 where there is nothing of that."""
        if self.low[i] in self.lists.tails:
            return i + 1
        if self.words[i] in ("'s", "’s"):
            return i + 2 if self.low[i + 1 : i + 2] and self.low[i + 1] in self.lists.mouths else 0
        closing = {"(": ")", "[": "]"}.get(self.words[i])
        part = self._part(i + 1) if closing and i + 2 < len(self.words) else None
        return part[0] + 1 if part and self.words[part[0] : part[0] + 1] == [closing] else 0

    def _bound(self, i: int) -> int:
        """Behind "loyal to the" at a word, whose side is told by what follows; 0 where there is nothing of that."""
        if self.low[i] not in self.lists.bound or not self._is(i + 1, self.lists.bound_to):
            return 0
        behind = i + 2 + self._is(i + 2, self.lists.definite)
        return behind if behind < len(self.words) else 0

    def _for_whom(self, i: int) -> int:
        """Behind "spokesman of the" at a word, for who speaks for a side names it; else the word itself."""
        if self.low[i] not in self.lists.mouths or not self._is(i + 1, self.lists.of_whom):
            return i
        return i + 2 + self._is(i + 2, self.lists.definite)

    def _part(self, i: int) -> tuple[int, str] | None:
        """(end, kind) of what stands at a word and may be in a run."""
        if self._numbers(i):
            return i + 1, "qualifier"
        if not (self._capital(i) or self.low[i] in self.lists.phrases):
            return None
        found = max(filter(None, (self._phrase(i), self._body(i), self._owner(i), self._acronym(i))), default=None)
        if found is None:
            return None
        linked = self._linked(found[0]) if found[1] not in _WHOLE else 0
        if behind := linked or self._owned(*found):
            return behind, "qualifier"
        whose = found[1] == "nation" and self._place(i, "forces")
        return None if whose or found[1] in _WHOLE else found

    def _numbers(self, i: int) -> bool:
        """Whether a word tells which unit the capitals behind it name: "the | 9th | Valley Army Division", "Ruritanian | 9th | Brigade", and not "on the 9th Valley Army units"."""
        if not (
            i
            and self.words[i][:1].isdigit()
            and _nth().fullmatch(self.words[i])
            and i + 1 < len(self.words)
            and self._capital(i + 1)
        ):
            return False
        before = self._phrase(i - 1)
        the = self._is(i - 1, self.lists.definite) and not self._is(i - 2, self.lists.dating)
        return the or (before is not None and before[1] == "national")

    def _linked(self, end: int) -> int:
        """Behind "-led" or "-backed" at a word; 0 where there is none."""
        there = end + 1 < len(self.words) and self.words[end] in "-–" and self.low[end + 1] in self.lists.linked
        return end + 2 if there else 0

    def _owned(self, end: int, kind: str) -> int:
        """Behind a country and its possessive ("Sudan's", "Sudans") where a word for those who fight follows; 0 elsewhere."""
        if kind == "nation" and end < len(self.words) and self.words[end] in ("'s", "’s"):
            end += 1
        elif kind != "nations":
            return 0
        if end >= len(self.words):
            return 0
        part = max(filter(None, (self._phrase(end), self._body(end), self._acronym(end))), default=None)
        return end if part and part[1] in ("force", "name", "qualifier") else 0

    def _phrase(self, i: int) -> tuple[int, str] | None:
        for words, kind in self.lists.phrases.get(self.low[i], ()):
            if tuple(self.low[i : i + len(words)]) == words and self._told(i, words, kind):
                return i + len(words), kind
        return None

    def _told(self, i: int, words: tuple[str, ...], kind: str) -> bool:
        """Whether the case of the letters lets these words be a name."""
        if kind in ("force", "qualifier"):
            behind = self.low[i + len(words) : i + len(words) + 2]
            flies = words == (self.lists.forms["one"],) and not self.lists.craft.isdisjoint(behind[:1])
            drives = len(behind) == 2 and self.lists.machines.issuperset(behind)
            return not (flies or drives)
        first = self.words[i]
        if len(words) == 1 and len(first) <= _SHORT and first.isalpha():
            return first.isupper() and self._mixed(i)
        return not first.islower() or any(not w.islower() for w in self.words[i : i + len(words)] if w.isalpha())

    def _mixed(self, i: int) -> bool:
        """Whether capitals mean something here: a quarter of the words around begin in lower case."""
        around = [w for w in self.words[max(0, i - _AROUND) : i + _AROUND + 1] if w.isalpha()]
        return 4 * sum(w[0].islower() for w in around) >= len(around)

    def _owner(self, i: int) -> tuple[int, str] | None:
        """Whose forces or body they are, where a person or town is named ("Karim Haddad's fighters", "the Haddad regime"; "Haddads", its apostrophe lost)."""
        end = self._name_end(i)
        if end == i or self.low[i] in self.lists.openers or not self._mixed(i):
            return None
        before = self.low[i - 1] if i else ""
        lost = (
            self.low[end - 1].endswith("s") and before not in self.lists.abroad
        )  # not "from Damascus rebels fired", its comma lost
        told = self.words[end : end + 1] in (["'s"], ["’s"])
        end += told
        if end >= len(self.words) or not (told or lost or before in self.lists.definite):
            return None
        force = self._phrase(end)
        while force and force[1] == "qualifier" and force[0] < len(self.words):
            force = self._phrase(force[0])
        owned = (force and force[1] == "force") or (told and self._body(end))
        return (end, "qualifier") if owned else None

    def _name_end(self, i: int) -> int:
        """The end of a name that begins at a word: capitalised words, with "al" and hyphens between; the word itself where none begins there."""
        end = i
        while end < min(len(self.words), i + _BEFORE + 1):
            if self._capital(end):
                end += 1
            elif (
                end > i
                and (self.low[end] in self.lists.inside or self.words[end] in _HYPHENS or self._hyphened(end))
                and any(map(self._capital, range(end + 1, min(end + 3, len(self.words)))))
            ):
                end += 1
            else:
                break
        return end

    def _hyphened(self, i: int) -> bool:
        """Whether a word is the article of an Arabic name, to which a hyphen ties it: "Jabhat | an-Wared", not "Jabhat at Dor"."""
        return self.low[i] in self.lists.articles and self.words[i + 1 : i + 2] == ["-"]

    def _acronym(self, i: int) -> tuple[int, str] | None:
        """Capitals of which no list knows more."""
        weapon = self.low[i] in self.lists.weapons or self._model(i)
        told = _ACRONYM.fullmatch(self.words[i]) and not weapon and self._mixed(i)
        return (i + 1, "name") if told and not self._dateline(i) else None

    def _model(self, i: int) -> bool:
        """Whether capitals are those of a machine that a number behind a hyphen tells: "FA | -50 jets"."""
        behind = self.words[i + 1 : i + 3]
        return len(behind) == 2 and behind[0] in _HYPHENS and behind[1].isdigit()

    def _dateline(self, i: int) -> bool:
        """Whether a word is the place that the report opens with: "ADEN - Rebels …", "ADEN, Yemen, May 3 (JC) - Rebels …"."""
        behind = self.words[1 : 1 + _DATELINE]
        dash = next((n for n, word in enumerate(behind) if word in _DASHES), None)
        return i == 0 and dash is not None and not any(word[:1].islower() for word in behind[:dash])

    def _body(self, i: int) -> tuple[int, str] | None:
        """Capitalised words of which one tells that they name a body, with "of …" or "for …" behind."""
        if not self._capital(i) or self.low[i] in self.lists.openers or not self._mixed(i) or self._dateline(i):
            return None
        if self.low[i] in self.lists.heads:
            end = self._name_end(i)
            return (end, "name") if end > i + 1 else None
        last, end = None, i
        while end < min(len(self.words), i + _BEFORE + 1) and (self._capital(end) or self._joins(end)):
            if self.low[end] in self.lists.definite and last is None and end > i:
                return None  # "Dor | The Harbour Council said", what stood between lost
            if self.low[end] in self.lists.bodies and self._capital(end):
                last = end
            end += 1
        if last is None:
            return None
        behind = self._behind(last + 1)
        alone = last == i and behind == last + 1
        if alone and not (
            i and (self._is(i - 1, self.lists.definite) or self._numbers(i - 1)) and self.low[i] not in self.lists.vague
        ):
            return None
        return behind, "name"

    def _behind(self, end: int) -> int:
        """The end of "of Human Rights" or "for the Defence of Exiles" at a word; the word itself where there is none."""
        while end + 1 < len(self.words) and self.low[end] in self.lists.of_whom:
            first = at = end + 1 + (self.low[end + 1] in self.lists.definite)
            while at < len(self.words) and self._capital(at):
                at += 1
            if at == first:
                break
            end = at
        return end

    def _capital(self, i: int) -> bool:
        return self.words[i][:1].isupper()

    def _joins(self, i: int) -> bool:
        return self.words[i] in ("-", "–", "'s", "’s") and i + 1 < len(self.words) and self._capital(i + 1)

    def _country(self, at: int) -> _Run | None:
        """A country as a side that acts, or as a place; an adjective of one."""
        found = self._phrase(at)
        if found is None or found[1] not in ("nation", "nations", "national", "nationals", "seat"):
            return None
        end, kind = found
        behind = self.low[end] if end < len(self.low) else ""
        if kind == "seat":
            before = self.low[at - 1] if at else ""
            there = before in self.lists.of_country or before in self.lists.abroad
            acts = behind in self.lists.deeds or self._beside_figure(at, end)
            return _Run(at, end, "side") if acts and not there else None
        if kind == "nation":
            return _Run(at, end, "country" if self._place(at, self._verb_behind(end)) else "side")
        if kind == "national" and behind in self.lists.acts:
            return _Run(at, end, "side")
        return _Run(at, end, kind)

    def _beside_figure(self, at: int, end: int) -> bool:
        """Whether a town gives a figure beside one that another's government gave: "Kyiv put losses at 1,200, | Moscow | at 90"."""
        parted = at > 0 and (self.words[at - 1] in (",", ";") or self.low[at - 1] in self.lists.joining)
        if not (parted and self._figure(end)):
            return False
        clause = takewhile(lambda w: self.words[w] != ".", range(at - 1, max(0, at - _LONGEST), -1))
        return any(self._figure(w) and self._puts(w) for w in clause)

    def _figure(self, i: int) -> bool:
        """Whether "at" and a number stand at a word."""
        number = self.low[i + 1] if i + 1 < len(self.low) and self.low[i] in self.lists.beside_figures else ""
        return number[:1].isdigit() or number in numerals().ones or number in numerals().tens

    def _puts(self, i: int) -> bool:
        """Whether before a word a town's government acts: "| Kyiv put | losses at"."""
        before = range(max(0, i - _LONGEST), i)
        return any(self.low[w] in self.lists.seats and self.low[w + 1] in self.lists.deeds for w in before)

    def _verb_behind(self, end: int) -> str:
        """The word behind a country, or behind the last of several ("Ethiopia, Eritrea and Sudan | agreed"); "" at the end."""
        at = last = end
        while at < len(self.words) and (self.words[at] == "," or self.low[at] in self.lists.joining):
            at += 1 + self._is(at + 1, self.lists.joining)
            at += self._is(at, self.lists.definite)
            other = self._phrase(at) if at < len(self.words) else None
            if other is None or other[1] != "nation":
                break
            at = last = other[0]
        return self.words[last] if last < len(self.words) else ""

    def _place(self, at: int, behind: str) -> bool:
        """Whether a country's name is told as a place ("in Iraq", "Iraq's", "Idlib, Syria") rather than as who acts ("Iraq denied", "planes of Iraq")."""
        before = [w for w in self.low[max(0, at - 3) : at] if w not in self.lists.definite]
        last = before[-1] if before else ""
        if behind in ("'s", "’s", "-", "–", "s"):
            return True
        if last in self.lists.abroad:
            return last not in self.lists.whence or not self._taken(at)
        if last in self.lists.bordering:
            return not self.lists.abroad.isdisjoint(before)
        if last in self.lists.of_country:
            return len(before) < 2 or before[-2] not in self.lists.acts
        return last not in self.lists.agents and not (
            behind.isalpha() and behind.islower() and behind not in self.lists.openers
        )

    def _taken(self, at: int) -> bool:
        """Whether something is taken from a country ("retook the town from | Iraq"), which is then who lost it."""
        clause = takewhile(str.isalpha, reversed(self.low[max(0, at - _LONGEST) : at]))
        return not self.lists.takers.isdisjoint(clause)


def parsed(pipeline: Any, text: str) -> Doc:
    """The text as reading takes it: veiled, then parsed. `pipeline` is what `lang.load` gives."""
    return next(parse_all(pipeline, (text,)))


def parse_all(pipeline: Any, texts: Iterable[str]) -> Iterator[Doc]:
    """The same for many texts, in their order and in batches."""
    docs: Iterator[Doc] = pipeline.pipe_tokens((text, veil(tokenize(text))) for text in texts)
    return docs
