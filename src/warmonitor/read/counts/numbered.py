"""Numbers with the nouns that they count.

Words decide where a document has no parse; where it has one, `nummod` tells the noun that a number counts.
"""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import pairwise

from warmonitor.lang.numerals import numerals
from warmonitor.read.lexicon import words_of

from .numbers import QUOTES, Number, bounded_behind, rising
from .quote import INDIVIDUALS, REACH, Quantity, Quote, nouns

_words = partial(words_of, "counts")
_GLUE = frozenset("-–/.:")
_THINGS = ("thing", "place", "strike")
_ADJECTIVAL = ("ADJ", "PROPN", "NOUN")


def counted(quote: Quote, number: Number, *, plural: bool = False) -> Quantity | None:
    """The quantity that a number opens, or None where it counts nothing; `plural`: of many nouns, though it says one."""
    if not plural and not _may_count(quote, number):
        return None
    if quote.word(number.end) in _words("areas") and quote.word(number.end + 1) in nouns().distance:
        return Quantity(number, number.start, number.end + 2, number.end + 1, "thing")
    one = number.low == number.high == 1 and not plural
    head, end = _noun(quote, number, one=one)
    if head is not None:
        word = quote.word(head)
        kind = nouns().kind(word, one=one) or nouns().kind(word, one=True)
        return Quantity(
            bounded_behind(quote.low, number, end),
            number.start,
            end,
            head,
            kind or ("person" if quote.names_a_people(head) else "unknown"),
        )
    if (
        number.rule == "exact"
        and _in_digits(quote, number)
        and number.first > 1
        and quote.written(number.first - 1)[:1].isupper()
    ):
        return None  # "al-Mazzeh 86", "Division 30"
    after = quote.word(end)
    subject = _number_of(quote, number)
    if subject is not None:
        return Quantity(number, number.start, number.end, subject, nouns().plural.get(quote.word(subject), "unknown"))
    if after in QUOTES and (end + 1 == len(quote) or quote.breaks(end + 1)):
        after = ""  # "more than 165" in quotation marks
    bare = (
        not after
        or quote.word(end - 1) in _words("pronouns")
        or quote.breaks(end)
        or after in nouns().participles
        or after in _words("bare_before")
    )
    return Quantity(number, number.start, end, None, "bare") if bare else None


def _number_of(quote: Quote, number: Number) -> int | None:
    """The noun of "the number of towns that joined rose to 83"."""
    if quote.word(number.start - 1) not in _words("amounting"):
        return None
    for i in range(number.start - 2, max(-1, number.start - 25), -1):
        if quote.word(i) == "of" and quote.word(i - 1) == "number":
            return _by_words(quote, i + 1, one=False)
    return None


def _in_digits(quote: Quote, number: Number) -> bool:
    return quote.word(number.first)[0].isdigit()


def _may_count(quote: Quote, number: Number) -> bool:
    """Whether a number can be a count at all: no date, age, distance, name, or part of a longer word."""
    lex, first, after = nouns(), number.first, number.end
    before, follows = quote.word(first - 1), quote.word(after)
    digits = _in_digits(quote, number)
    apart = _past_dates(quote, number) or _past_site(quote, number)
    if follows in lex.distance and quote.word(after + 1) == "of" and quote.word(after + 2) in _words("covered"):
        return True
    if (
        (follows in lex.unit_after and not _small_month(quote, after))
        or follows == "-"
        or (before in lex.unit_before and (digits or before in _words("aged")) and not apart)
    ):
        return False
    if before in _words("risen_from") | _words("between") and quote.word(first - 2) in _words("aged"):
        return False  # "aged from four to ten"
    if follows in lex.name_after or (
        digits and not apart and not lex.name_before.isdisjoint((before, _last_word(quote, first - 1)))
    ):
        return False  # "Light Infantry Division 33", a name that reading has veiled
    if (quote.touches(first) and before in _GLUE) or (quote.touches(after) and follows in ("/", ":")):
        return False
    if before == "of" and quote.word(first - 2) in _words("groupings"):
        return False  # "in groups of four to ten"
    if _lives_there(quote, number):
        return False
    if quote.word(first) == "one" and (before in _words("not_one_behind") or follows in _words("not_one_before")):
        return False
    if _is_share(quote, number):
        return False
    told = quote.low[max(0, number.start - 3) : number.start]
    if "population" in told and quote.word(number.start - 1) in _words("population"):
        return False
    return not (_of_time(quote, after) or _year(quote, number) or _age(quote, number) or _day_of_several(quote, number))


def _past_dates(quote: Quote, number: Number) -> bool:
    """Whether a number behind a month or "since" is none of its days and no year: "in March | 300 | people fled"."""
    digits = quote.word(number.first)
    return (
        quote.word(number.first - 1) in nouns().date_before
        and number.low > 31
        and not (len(digits) == 4 and digits.isdigit())
    )


def _past_site(quote: Quote, number: Number) -> bool:
    """Whether a number of people stands behind a site that has an article and no capital, and so no number: "at the checkpoint | 12 | soldiers died"."""
    people = nouns().kind(quote.word(number.end), one=False) in INDIVIDUALS
    return people and quote.word(number.first - 2) == "the" and quote.written(number.first - 1).islower()


def _last_word(quote: Quote, i: int) -> str:
    """The last word of what the report has at word `i`, in lower case; empty outside the quote."""
    return quote.in_text(i).lower().rpartition(" ")[2]


def _lives_there(quote: Quote, number: Number) -> bool:
    """Whether a number tells how many live in a place: "a city of | more than 330,000 | people", and not "a village of | 85 | fled"."""
    place = number.start - 2
    if quote.word(place + 1) not in _words("peopled") or nouns().singular.get(quote.word(place)) != "place":
        return False
    return quote.dep(place) != "nsubj"


def _is_share(quote: Quote, number: Number) -> bool:
    """Whether a number and another tell a share: "| four | in | five | of them"."""
    for part, whole in pairwise(quote.numbers):
        if number in (part, whole) and part.low < whole.low <= 10 and quote.low[part.end : whole.start] == ["in"]:
            return quote.word(whole.end) == "of"
    return False


def outdated(quote: Quote, number: Number) -> bool:
    """Whether a number is what a figure was: "rose from | 12 | to 19", "rose to 19 from | 12 |", "900 people, up from | 700 | in May"."""
    if quote.word(number.start - 1) not in _words("risen_from"):
        return False
    told = quote.low[max(0, number.start - 4) : number.start]
    if quote.word(number.end) == "to":
        return rising(told[-3:])
    return not _words("formerly").isdisjoint(told) and any(n.end < number.start for n in quote.numbers)


def _small_month(quote: Quote, at: int) -> bool:
    """Whether word `at` is a month only with a capital: "400 may have died"."""
    return quote.word(at) in _words("small_months") and quote.written(at).islower()


def _day_of_several(quote: Quote, number: Number) -> bool:
    """Whether a number is one of the days of a month: "on | 26 | and 27 October"."""
    if not (number.rule == "exact" and _day().fullmatch(quote.word(number.first))):
        return False
    end = number.end
    while quote.word(end) in _words("days_joined") and (
        later := next((n for n in quote.numbers if n.start == end + 1), None)
    ):
        end = later.end
    return end > number.end and quote.word(end) in nouns().date_before and quote.written(end).istitle()


def _of_time(quote: Quote, at: int) -> bool:
    """Whether a unit of time follows an adjective at word `at`: "three full days"."""
    adjective = quote.word(at)
    if quote.word(at + 1) not in nouns().time_after or not adjective[0].isalpha():
        return False
    return adjective not in nouns().breaks and not nouns().kind(adjective, one=False)


def _age(quote: Quote, number: Number) -> bool:
    """ "a girl of 14", "boys under 15", "his wife, 44, and": an age."""
    lex, owner = nouns(), quote.word(number.start - 1)
    if number.rule in ("below", "above"):
        return owner in _words("ages") or lex.kind(owner, one=True) == "person"
    if number.rule != "exact" or number.low > 110:
        return False
    behind, named = quote.word(number.first - 2), quote.written(number.first - 2)[:1].isupper()
    if owner == "of":
        return lex.singular.get(behind) in INDIVIDUALS
    aside = owner == "," and quote.word(number.end) in (",", ".", ";", ")", "") and _in_digits(quote, number)
    return aside and (named or behind in lex.singular)


def is_year(word: str, number: Number) -> bool:
    """Whether a number, written as `word`, may be a year."""
    digits = len(word) == 4 and word.isdigit() and 1900 <= int(word) <= 2100
    return digits and number.rule == "exact" and number.end == number.first + 1


@cache
def _day() -> re.Pattern[str]:
    """The number of a day: "3", "30th"."""
    return re.compile(rf"[0-3]?\d{numerals().endings}?")


def _year(quote: Quote, number: Number) -> bool:
    before = quote.word(number.first - 1)
    if not is_year(quote.word(number.first), number):
        return False
    if before in _words("year_behind") | _words("articles") or before in nouns().unit_before:
        return True  # "in 2016", "a 2008 raid"
    if _day().fullmatch(before) and quote.word(number.first - 2) in nouns().unit_before:
        return True  # "on March 3 | 2016 | Russia launched", its comma lost
    if not before and number.low % 100 and quote.opens(number.first) and quote.in_text(number.end)[:1].isupper():
        return True  # "2016 | Army takes Dor", a line of a chronicle
    return _noun(quote, number, one=False)[0] is None


def _noun(quote: Quote, number: Number, *, one: bool) -> tuple[int | None, int]:
    """The head of what a number counts (None where it stands alone) and the end of the phrase."""
    at = number.end
    while quote.word(at) in _words("skipped"):
        at += 1
    whole = next((n for n in quote.numbers if n.start == at > number.end and quote.word(number.end) == "of"), None)
    at = whole.end if whole else at  # "12 of | the 400 | trucks"
    if quote.word(at) in _words("pronouns") and at > number.end:
        named = nouns().plural.get(quote.word(at + 1)) in INDIVIDUALS and not quote.breaks(at + 1)
        return (at + 1, at + 2) if named else (None, at + 1)  # "three of them | children |"
    words, parse = _by_words(quote, at, one=one), _by_parse(quote, number)
    if parse is not None and quote.word(parse) in _words("skipped"):
        parse = None  # "four | more | were injured"
    if words is not None and parse is not None and (parse < words or any(quote.breaks(i) for i in range(words, parse))):
        parse = None
    if parse is not None and (words is None or nouns().kind(quote.word(parse), one=one)):
        return parse, parse + 1
    if words is not None:
        return words, words + 1
    while at > number.end and quote.word(at - 1) in _words("skipped") - {"more", "other"}:
        at -= 1
    return None, at


def _by_words(quote: Quote, at: int, *, one: bool) -> int | None:
    """The first known noun from word `at` on, or the last of several in a row, before anything that ends a noun phrase."""
    lex = nouns()
    head: int | None = None
    spare: int | None = None  # "30 terrorist": a singular where a plural should stand
    for i in range(at, min(at + REACH, len(quote))):
        word = quote.word(i)
        if quote.measures(i):
            continue
        if quote.is_number(i) or (quote.breaks(i) and not (head is None and _bridges(quote, at, i))):
            break
        owned = _owned(quote, i) if head is None else None
        if owned is not None:
            return owned
        if not one and lex.singular.get(word) in INDIVIDUALS:
            spare = i
        if lex.kind(word, one=one) and not (word in _words("harmed") and lex.kind(quote.word(i + 1), one=one)):
            head = i
            if word in _words("harmed") or quote.word(i + 1) in _words("harmed"):
                break
        elif head is not None and word not in _words("possessive"):
            break
        elif head is None and _ends_before(quote, i, one=one):
            break
    if head is None and spare is not None and quote.parsed and quote.upos(spare + 1) == "NOUN":
        return None  # "nine terrorist strongpoints"
    return spare if head is None else head


def _ends_before(quote: Quote, i: int, *, one: bool) -> bool:
    """Whether the participle at word `i` stands behind the phrase ("12 killed in", "12 wounded"), not within it."""
    word = quote.word(i)
    if word in _words("harmed"):
        return not _leads_to_noun(quote, i + 1, one=one)
    return word in nouns().participles and quote.word(i - 1) != "-"


def _owned(quote: Quote, i: int) -> int | None:
    """The things that a side named at word `i` is only told as the owner of: "13 | Daesh | fighting positions", "59 | US | cruise missiles"."""
    if not quote.names_side(i):
        return None
    found = None
    for k in range(i + 1, min(i + REACH, len(quote))):
        if quote.upos(k) == "NOUN" and nouns().kind(quote.word(k), one=False) in _THINGS:
            found = k
        elif found is not None or not (quote.upos(k) == "NOUN" or quote.word(k) in _words("warlike")):
            break
        elif nouns().kind(quote.word(k), one=False) and not quote.names_side(k):
            break
    return found


def _bridges(quote: Quote, at: int, i: int) -> bool:
    """Whether the "and" at word `i` joins two adjectives of one noun: "three Russian and Syrian regime air raids"."""
    if quote.word(i) != "and" or i == at or i + 1 >= len(quote) or quote.is_number(i + 1):
        return False
    return quote.upos(i - 1) in _ADJECTIVAL and quote.upos(i + 1) in _ADJECTIVAL


def _leads_to_noun(quote: Quote, at: int, *, one: bool) -> bool:
    """Whether a known noun stands within three words from `at` on, with nothing between that ends a phrase."""
    for i in range(at, min(at + 3, len(quote))):
        if quote.word(i) in nouns().breaks or not quote.word(i)[0].isalpha():
            return False
        if nouns().kind(quote.word(i), one=one):
            return True
    return False


def _by_parse(quote: Quote, number: Number) -> int | None:
    """The noun that the parse hangs the number on, or that hangs on "dozens of"."""
    if not quote.parsed:
        return None
    for i in range(number.end - 1, number.first - 1, -1):
        if quote.word(number.end) == "of":
            nmods = (c for c in quote.children(i) if quote.dep(c).startswith("nmod"))
            noun = next((c for c in nmods if number.end < c < number.end + REACH), None)
            if noun is not None:
                return noun
        head = quote.head(i)
        if quote.dep(i).startswith("nummod") and number.end <= head < min(number.end + REACH, len(quote)):
            between = [w for w in range(number.end, head) if quote.word(w) != "of" and not quote.measures(w)]
            return None if any(quote.breaks(w) or quote.is_number(w) for w in between) else head
    return None
