"""Normalisation of names and words: folding, stop words, stems, and consonant skeletons by which transliterations agree."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from warmonitor.lang.wordlists import any_of, headings_of, words_of

from ..ground.countries import country

NUMBERS = words_of("names", "numbers")
COMMON = words_of("names", "common") | NUMBERS
_FUNCTION = words_of("names", "articles") | words_of("names", "function")
_SYNONYMS = headings_of("names", "synonyms")

_SOUNDS = {"ou": "u", "ee": "i", "ei": "i", "q": "k", "gh": "g", "kh": "k"}
"""Letters that transliterations write otherwise."""

_SEATED = re.compile(rf"{any_of('sources', 'seated')}\s+")
_APOSTROPHES = re.compile(r"['’‘`ʿʾ]s?\b|['’‘`ʿʾ]")
_HYPHENS = str.maketrans(dict.fromkeys("-–_/.", " "))
_WORD = re.compile(r"[^\W\d_]+(?:['’`ʿʾ-][^\W\d_]+)*|\d+(?:[.,]\d+)*")


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Lower case without diacritics, apostrophes and hyphens, and without a possessive s, as it folds clauses and not only names (`ground.fold`)."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.casefold()
    if not text.isascii() or "'" in text or "`" in text:  # few clauses have one, and looking for it takes longest
        text = _APOSTROPHES.sub("", text)
    return text.translate(_HYPHENS)


@lru_cache(maxsize=1 << 16)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a name or clause in order, articles, function words and numbers in front left out, synonyms under one heading."""
    words = [w for w in _WORD.findall(plain(text)) if w not in _FUNCTION]
    first = next((n for n, w in enumerate(words) if w not in NUMBERS), len(words))
    return tuple([_SYNONYMS.get(w, w) for w in words[first:]])


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
    return frozenset(filter(None, map(_telling, tokens(text))))


@lru_cache(maxsize=1 << 16)
def _telling(word: str) -> str | None:
    """The stem of a word that tells something; None for one that does not."""
    return None if common(word) or word.isdigit() else stem(word)


@lru_cache(maxsize=1 << 16)
def spelling(word: str) -> str:
    """A transliterated name with its doubled letters and long vowels made short: Shabaab and Shabab, Houthi and Huthi, Baghuz and Baguz, Sheikh and Sheik agree.

    >>> spelling("shabaab"), spelling("houthi"), spelling("mosque"), spelling("baghuz"), spelling("sheikh")
    ('shabab', 'huthi', 'moskue', 'baguz', 'shik')
    """
    for written, said in _SOUNDS.items():
        word = word.replace(written, said)
    simple = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"(?<=[aeiouy])h$", "", simple)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonant skeleton of a transliterated name: Rashideen and Rashidin, Kefraya and Kafarya, Shayrat and Shairat agree.

    Names with fewer than three consonants keep their vowels, since Hama, Homs and Hamah would else be near to everything.
    """
    simple = spelling(plain(word).replace(" ", ""))
    bones = re.sub(r"[aeiouy]", "", simple.replace("iy", "i"))
    return bones if len(bones) >= 3 else simple


@lru_cache(maxsize=1 << 16)
def skeletons(name: str) -> tuple[str, ...]:
    """Skeletons of the words of a name, in order."""
    return tuple(skeleton(w) for w in tokens(name) if not w.isdigit())


def initials(name: str) -> str:
    """SOHR for "Syrian Observatory for Human Rights", AFP for "Agence France-Presse": first letters of the words written with a capital."""
    letters = [w[0] for w in re.findall(r"[A-Z][\w’']+", name)]
    return "".join(letters).casefold() if len(letters) >= 2 else ""


def abbreviates(letters: str, name: str) -> bool:
    """Whether a name may be written with these letters: the first one or two of each word with a capital, without where it sits, or an acronym that it begins with.

    >>> abbreviates("SUNA", "Sudan News Agency"), abbreviates("OCHA", "the UN Office for the Coordination of Humanitarian Affairs")
    (True, True)
    >>> abbreviates("ISW", "the London-based Institute for the Study of War"), abbreviates("AP", "Agence France-Presse")
    (True, False)
    """
    said = _SEATED.sub("", name)
    first = re.match(r"(?:the\s+)?([A-Z]{2,})\s+(?=[A-Z])", said)
    rests = [said, said[first.end() :]] if first else [said]
    short = letters.casefold().removeprefix(first[1].casefold()) if first else letters.casefold()
    return any(_spelt_by(s, rest) for s in {short, letters.casefold()} for rest in rests)


def _spelt_by(short: str, name: str) -> bool:
    """Whether letters are the first one or two of all words with a capital in a name."""
    words = [w.casefold() for w in re.findall(r"[A-Z][\w’']+", name)]
    each = "".join(f"{re.escape(w[0])}(?:{re.escape(w[1])})?" for w in words)
    return len(words) > 1 and re.fullmatch(each, short) is not None
