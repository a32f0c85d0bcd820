"""Names and words made comparable: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..ground.countries import country

ARTICLES = frozenset("the a an al el ad an ar as ash at az ul".split())
"""English articles and the Arabic one in its assimilated spellings."""

FUNCTION = frozenset(
    """of for in on at to from by with and or as its his her their this that these those it he she they who which was were is are be been
    had has have not no but into over under after before during near about some at least more than up also said says according told other others
    between against out off while where when there had will would could may might""".split()
)

NUMBERS = frozenset("one two three four five six seven eight nine ten".split())
"""Words that count; within a name they belong to it (Channel One)."""

COMMON = frozenset(
    """people person persons man men woman women child children civilian civilians resident residents killed kill kills killing injured injure wounded
    wound hurt dead died die death deaths attack attacks attacked strike strikes struck hit hits targeted target targeting forces force army military
    troops fighters fighter rebels rebel militants militant terrorists terrorist regime government opposition group groups area areas city town
    towns village villages province region district neighborhood neighbourhood countryside northern southern eastern western north
    south east west took take taken place control carried carrying air strike airstrike raid raids bomb bombs bombed bombing bombardment shell shells
    shelled shelling rocket rockets missile missiles explosion explosive jet jets warplane warplanes plane planes aircraft helicopter artillery mortar
    captured one two three four five six seven eight nine ten
    monday tuesday wednesday thursday friday saturday sunday morning evening night overnight day days week weeks more""".split()
)
"""Words so usual in reports of war that sharing one says little."""

SYNONYMS = {
    "television": "tv", "channel": "tv", "neighbourhood": "neighborhood", "governorate": "province",
    "blast": "explosion", "exploded": "explosion", "detonated": "explosion", "raid": "airstrike", "raids": "airstrike", "airstrikes": "airstrike",
    "recaptured": "captured", "retook": "captured", "seized": "captured", "took": "captured", "liberated": "captured", "coach": "bus",
}  # fmt: skip
"""Words put under one heading before they are compared."""

_APOSTROPHES = re.compile(r"['’‘`ʿʾ]s?\b|['’‘`ʿʾ]")
_HYPHENS = re.compile(r"[-–_/.]")
_WORD = re.compile(r"[^\W\d_]+(?:['’`ʿʾ-][^\W\d_]+)*|\d+(?:[.,]\d+)*")


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Lower case without diacritics, apostrophes and hyphens, and without a possessive s, as it folds clauses and not only names (`ground.fold`)."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _HYPHENS.sub(" ", _APOSTROPHES.sub("", text.casefold()))


@lru_cache(maxsize=1 << 16)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a name or clause in order, articles, function words and numbers in front left out, synonyms under one heading."""
    words = [w for w in _WORD.findall(plain(text)) if w not in ARTICLES and w not in FUNCTION]
    first = next((n for n, w in enumerate(words) if w not in NUMBERS), len(words))
    return tuple([SYNONYMS.get(w, w) for w in words[first:]])


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A crude stem, enough to bring plurals and past tenses of the words of reports together."""
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1 << 16)
def common(word: str) -> bool:
    """Whether a word, as `tokens` gives it, is so usual that sharing it says little: one of `COMMON`, or a country's name or adjective.

    >>> common("town"), common("peruvian"), common("bakery")
    (True, True, False)
    """
    return word in COMMON or country(word) is not None


@lru_cache(maxsize=1 << 16)
def content(text: str) -> frozenset[str]:
    """Stems of the telling words of a clause."""
    return frozenset([stem(w) for w in tokens(text) if not common(w) and not w.isdigit()])


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a transliterated name: Rashideen and Rashidin, Kefraya and Kafarya, Shayrat and Shairat agree.

    Names with fewer than three consonants keep their vowels, since Hama, Homs and Hamah would else be near to everything.
    """
    word = plain(word).replace(" ", "")
    simple = re.sub(r"(.)\1+", r"\1", word.replace("ou", "u").replace("ee", "i").replace("ei", "i").replace("q", "k"))
    simple = re.sub(r"(?<=[aeiouy])h$", "", simple)
    bones = re.sub(r"[aeiouy]", "", simple.replace("iy", "i"))
    return bones if len(bones) >= 3 else simple


@lru_cache(maxsize=1 << 16)
def skeletons(name: str) -> tuple[str, ...]:
    """Skeletons of the words of a name, in order."""
    return tuple(skeleton(w) for w in tokens(name) if not w.isdigit())


def initials(name: str) -> str:
    """SOHR for "Syrian Observatory for Human Rights": first letters of the words written with a capital."""
    letters = [w[0] for w in re.findall(r"[A-Z][\w’'-]+|\bfor\b|\bof\b", name) if w[0].isupper()]
    return "".join(letters).casefold() if len(letters) >= 3 else ""
