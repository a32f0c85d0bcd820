"""The rule file of time expressions, compiled.

A text is cut into tokens, and each token becomes one character that stands for the set of word classes that it belongs to (MONTH, UNIT, DAY, a word that
some pattern names, …). Patterns over classes thus become small regular expressions over a string with one character a token: most
tokens are plain words, which no pattern starts with, so scanning costs a few nanoseconds a token and rule.

Pattern language, items separated by blanks: `MONTH` a class, `ago` a word or mark, `in|by` one of several, `X?` optional, `( … )` a group, `(name: … )` a
named group, `{PIECE}` a named piece. A class or piece is captured under its own name for use in the rule's value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from warmonitor.lang.numerals import numerals
from warmonitor.lang.tables import table

from .cues import any_of


@cache
def token() -> re.Pattern[str]:
    """What a text is cut into before rules are looked for; first the plain words, which most of it is, so that little is tried on them."""
    return re.compile(
        rf"""[^\W\d_]{{2,}}|\d{{4}}(?:-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?|([/-])\d{{1,2}}\1\d{{1,2}})(?![\d-])|(?<![\d.])\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})(?![./]?\d)
        |\d{{1,2}}[:.]\d\d(?::\d\d)?(?:hrs|[aApP][mM]|h)?(?!\w|:\d|,\d{{3}})|\d{{1,2}}h\d\d\b|\d{{1,2}}{numerals().endings}\b|\d{{2,4}}s\b|['’]\d\ds?\b|\d{{1,2}}[aApP][mM]\b
        |\d+(?:,\d{{3}})*(?:\.\d+)?|(?:[A-Za-z]\.){{2,}}|[A-Z]\.[A-Z]\b|['’]s\b|[QH][1-4]\b|[^\W\d_]+|\n(?:\s*\n)?|[^\w\s]|\w+""",
        re.X,
    )


# One token of each shape that a number can take: what a token is a member of must be known when the patterns are compiled.
_SAMPLES = """0 00 01 5 12 13 15 24 25 31 32 59 60 99 015 100 0030 0159 0199 1000 1230 1290 2015 2059 2065 2100 2330 2360 2500 9999 12345 1,500 2.5
2014-05-01 2014/5/1 1.2.2014 10:57 5:30pm 10.30 13.45 10.30am 14h30 1066 1100 1148 1700 1777 1750 1800 1848 1850 1861 1900 1915 1945
1950 1960 1965 1990 1999 2000 2010 2020 2024 2035 2045 480s 3.60 5pm 3rd 11th 32nd 101st 1990s 90s 190s 200s '99 '90s 25s 07.10 0530 1130 Q1 word words
going Word ! x1""".split()
_NONE = "\u0100"
_ITEM = re.compile(r"\(\w+:|\(|\)\??|\{\w+\}\??|\||[^\s()]+")


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """The classes of a token by its shape."""
    endings = numerals().endings
    return tuple(
        (re.compile(pattern), tuple(classes.split()))
        for pattern, classes in (
            (r"0?[1-9]|[12]\d|3[01]", "DAY"),
            (r"[01]?\d|2[0-4]", "HOUR"),
            (r"\d{4}[-/]\d\d?[-/]\d\d?.*", "ISO"),
            (r"\d{1,2}[./]\d{1,2}[./]\d{2,4}", "NUMERIC"),
            (
                r"(?:[01]?\d|2[0-4]):[0-5]\d(?::\d\d)?(?i:hrs|[ap]m|h)?|(?:[01]?\d|2[0-4])\.[0-5]\d(?i:hrs|[ap]m|h)|(?:[01]?\d|2[0-4])h[0-5]\d|(?:0?[1-9]|1[0-2])(?i:[ap]m)",
                "CLOCK",
            ),
            (r"(?:[01]?\d|2[0-4])\.[0-5]\d", "DOTCLOCK"),
            (r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])", "DOTDATE"),
            (r"(?:1[789]\d|20[0-3])[1-46-9]|(?:1[789][1-46-9]|20[1-3])[05]", "SURELYYEAR"),
            (r"[1-9]\d{1,2}0s", "OLDDECADE"),
            (rf"(?:0?[1-9]|[12]\d|3[01]){endings}", "DAYTH"),
            (rf"\d+{endings}", "ORD"),
            (r"1\d{3}|20\d\d", "YEAR"),
            (r"[1-9]\d{0,3}", "SHORTYEAR"),
            (r"[1-9]\d\d", "OLDYEAR"),
            (r"\d\d", "YY"),
            (r"['’]\d\d", "APOSYEAR"),
            (r"(?:1\d|20)?\d0s|['’]\d0s", "DECADE"),
            (r"\d+(?:,\d{3})*(?:\.\d+)?", "NUM"),
            (r"[01]\d[0-5]\d|2[0-3][0-5]\d", "MILITARY"),
            (r"0\d[0-5]\d", "EARLY"),  # hours that no year or count is written like
            (r"\n(?:\s*\n)?", "BREAK"),
            (r"[a-z]{2,}s", "LOWER PLURAL"),
            (r"[a-z]{2,}ing", "GERUND"),
            (r"[a-z]+", "LOWER"),
            (r"[A-Z].*", "CAP"),
        )
    )


@dataclass(frozen=True)
class Rule:
    """One rule: `regex` over token characters; `value` templates of the whole match ("") or of named groups.

    `needs`: sets of token characters, of each of which a text has one wherever the rule matches; most texts lack one.
    """

    name: str
    type: str
    regex: str
    values: Mapping[str, str]
    names: Mapping[str, str]  # group → class or piece
    mod: str | None
    days: str | None
    modes: frozenset[str]
    tight: bool  # nothing but the tokens: no blank inside
    needs: frozenset[frozenset[str]] = frozenset()
    examples: Sequence[Mapping[str, Any]] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a text has what the rule needs: all rules together take a fifth of a second, and a report needs a fifth of them."""
        return re.compile(self.regex)


@dataclass(frozen=True)
class Modifier:
    """Words before an expression that belong to it and set its `mod`."""

    name: str
    regex: str
    mod: str | None
    types: frozenset[str]
    edge: bool = False
    examples: Sequence[Mapping[str, Any]] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.regex)


class Rulebook:
    """The compiled rules.

    `classes`: name → word → value; a word written with a capital in the table wants one in the text ("May", "Sun").
    `words`: name → lower-case words (or lemmas) that say of a clause or a text in what time it stands.
    `phrases`: name → regular expression for what stands in the text around an expression. `tables`: name → lower-case word → value.
    """

    def __init__(self, source: Mapping[str, Any]) -> None:
        self.classes: dict[str, dict[str, str]] = {
            c: {str(w): str(v) for w, v in t.items()} for c, t in source["classes"].items()
        }
        self._lower = {c: {w.lower(): v for w, v in t.items()} for c, t in self.classes.items()}
        self.pieces: dict[str, str] = source["pieces"]
        entries = [*source["rules"], *source["modifiers"], *source["links"]]
        contexts = ("pattern", "if_after", "unless_after", "if_before", "unless_before")
        written = [*self.pieces.values(), *(str(e.get(k, "")) for e in entries for k in contexts)]
        self._literals = frozenset(
            w.lower()
            for text in written
            for w in re.findall(r"[^\s|?(){}]+", text)
            if not re.search(r"^[A-Z]{2,}$|\w:$", w)
        )
        self._member = self._index()
        samples = [*_SAMPLES, "\n\n", *self._literals, *self._member]
        kinds = {self._kinds(form) for w in samples for form in (w, w.capitalize(), w.upper())}
        self._codes = {kind: chr(0x101 + n) for n, kind in enumerate(sorted(kinds, key=sorted))}
        self._having: dict[str, list[int]] = {}
        for kind, code in self._codes.items():
            for name in kind:
                self._having.setdefault(name, []).append(ord(code))
        self._ranges: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        # each need once, for telling that two are the same takes time
        self._known: dict[frozenset[str], frozenset[str]] = {}
        self.rules = [self._rule(entry) for entry in source["rules"]]
        self.needs = tuple(self._known)
        self.modifiers = [self._modifier(entry) for entry in source["modifiers"]]
        self.links = [self._modifier(entry) for entry in source["links"]]
        self.words = {key: frozenset(entry["words"].split()) for key, entry in source["words"].items()}
        self.phrases = {key: any_of(e["phrase"] for e in entry["any"]) for key, entry in source["phrases"].items()}
        self.tables: dict[str, dict[str, str]] = {
            key: {word: str(value) for word, value in entry["values"].items()}
            for key, entry in source["tables"].items()
        }

    def encode(self, token: str) -> str:
        """The character of a token as written."""
        known = self._tokens.get(token)
        if known is None:
            if len(self._tokens) > 200_000:  # a server's vocabulary has no end
                self._tokens.clear()
            known = self._tokens[token] = self._codes.get(self._kinds(token), _NONE)
        return known

    def lookup(self, name: str, word: str) -> str:
        """The value of a word in a class's table."""
        return self._lower[name][word.lower().replace("’", "'")]

    def _index(self) -> dict[str, dict[str, bool]]:
        """Word → class → whether it wants a capital."""
        found: dict[str, dict[str, bool]] = {}
        for name, words in self.classes.items():
            for word in words:
                found.setdefault(word.lower(), {})[name] = word[0].isupper()
        return found

    def _kinds(self, token: str) -> frozenset[str]:
        low = token.lower().replace("’", "'")
        kinds = {name for name, cased in self._member.get(low, {}).items() if not cased or token[0].isupper()}
        shapes = _shapes()[-5:] if token.isalpha() else _shapes()
        kinds.update(c for shape, classes in shapes if shape.fullmatch(token) for c in classes)
        if low in self._literals:
            kinds.add("=" + low)
        return frozenset(kinds)

    def _chars(self, names: str) -> str:
        """A regular expression for one token that is any of the classes or words in `names` (`a|b`)."""
        known = self._ranges.get(names)
        if known is None:
            known = self._ranges[names] = _ranges(self._codes_of(names))
        return known

    def _codes_of(self, names: str) -> set[int]:
        """The codes of tokens that are any of the classes or words in `names`."""
        wanted = [n if re.fullmatch(r"[A-Z]{2,}", n) else "=" + n.lower() for n in names.split("|")]
        if unknown := [n for n in wanted if n not in self._having]:
            raise ValueError(f"{unknown} in {names!r}: no such class or word")
        return {code for n in wanted for code in self._having[n]}

    def _needs(self, items: Iterator[str]) -> tuple[list[set[int]], bool]:
        """Sets of codes of each of which one is in all that a pattern matches, up to the end of its items or of a group; and whether the group may be missing."""
        either: list[list[set[int]]] = [[]]
        optional = False
        for item in items:
            if item in {")", ")?"}:
                optional = item == ")?"
                break
            bare = item.removesuffix("?") if len(item) > 1 else item
            found: list[set[int]] = []
            missing = bare != item
            if item.startswith("("):
                found, missing = self._needs(items)
            elif bare.startswith("{"):
                found, _ = self._needs(iter(_ITEM.findall(self.pieces[bare[1:-1]])))
            elif item == "|":
                either.append([])
            else:
                found = [self._codes_of(bare)]
            either[-1] += [] if missing else found
        if len(either) == 1:
            return either[0], optional
        return [set().union(*(min(e, key=len) for e in either))] if all(either) else [], optional

    def _compile(self, pattern: str, names: dict[str, str] | None) -> str:
        """`pattern` as a regular expression; captures go into `names`, group → class or piece, unless it is None."""
        out = []
        for item in _ITEM.findall(pattern):
            if item.startswith("(") and item.endswith(":"):
                out.append(f"(?P<{item[1:-1]}>")
            elif item in {"(", ")", ")?", "|"}:
                out.append("(?:" if item == "(" else item)
            else:
                bare = item.removesuffix("?") if len(item) > 1 else item
                piece = bare[1:-1] if bare.startswith("{") else None
                inner = self._compile(self.pieces[piece], None) if piece else self._chars(bare)
                kind = piece or (bare if re.fullmatch(r"[A-Z]{2,}", bare) else None)
                if names is not None and kind:
                    group = kind if kind not in names else f"{kind}{sum(v == kind for v in names.values()) + 1}"
                    names[group] = kind
                    out.append(f"(?P<{group}>{inner})")
                else:
                    out.append(f"(?:{inner})")
                out.append("?" if bare != item else "")
        return "".join(out)

    def _rule(self, entry: Mapping[str, Any]) -> Rule:
        names: dict[str, str] = {}
        regex = self._compile(entry["pattern"], names)
        around = {
            key: self._chars("|".join(str(entry[key]).split())) for key in entry if key.startswith(("if_", "unless_"))
        }
        needs, _ = self._needs(iter(_ITEM.findall(entry["pattern"])))
        needs += [self._codes_of("|".join(str(entry[key]).split())) for key in around if key.startswith("if_")]
        before = f"(?<={around['if_after']})" if "if_after" in around else ""
        before += f"(?<!{around['unless_after']})" if "unless_after" in around else ""
        after = f"(?={around['if_before']})" if "if_before" in around else ""
        after += f"(?!{around['unless_before']})" if "unless_before" in around else ""
        value = entry["value"]
        return Rule(
            name=entry["name"],
            type=entry["type"],
            regex=before + regex + after,
            values=value if isinstance(value, dict) else {"": str(value)},
            names=names,
            mod=entry.get("mod"),
            days=entry.get("days"),
            modes=frozenset(entry.get("modes", "news narrative").split()),
            tight=bool(entry.get("tight")),
            needs=frozenset(self._known.setdefault(n, n) for n in (frozenset(map(chr, codes)) for codes in needs)),
            examples=entry.get("examples", ()),
        )

    def _modifier(self, entry: Mapping[str, Any]) -> Modifier:
        return Modifier(
            name=entry["name"],
            regex=f"(?:{self._compile(entry['pattern'], None)})\\Z",
            mod=entry.get("mod"),
            types=frozenset(entry.get("types", "DATE TIME DURATION SET").split()),
            edge=bool(entry.get("edge")),
            examples=entry.get("examples", ()),
        )


def _ranges(codes: set[int]) -> str:
    """A character class of the codes, runs of them as ranges."""
    out: list[list[int]] = []
    for code in sorted(codes):
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return "[" + "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in out) + "]"


@cache
def rulebook() -> Rulebook:
    """The rules of `lang/en/time.yml` with the number words, compiled once a process."""
    source = table("warmonitor.lang", "en", "time.yml")
    return Rulebook(source | {"classes": source["classes"] | numerals().classes})
