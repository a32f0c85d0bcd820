"""Fills the templates of rules: what a captured part ("twenty-five", "Feb.", "the 4th century BC") stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from .numbers import TENS, number, ordinal

if TYPE_CHECKING:
    from .rules import Rulebook
    from .tagger import Found
    from .values import Moment


class Filler:
    """One template, filled with the parts of one expression. `ref` is the date last told, for two-digit years and "that year"."""

    def __init__(self, book: Rulebook, found: Found, ref: Moment | None) -> None:
        self.book, self.found, self.ref = book, found, ref
        self.words = [w.lower() for w in found.parts[""]]

    def fill(self, template: str) -> str:
        """`template` with every {PART} replaced; a year that is not told becomes XXXX, other missing parts vanish."""
        return re.sub(r"\{(\w+)\}", lambda m: self._replaced(m[1], template), template)

    def _replaced(self, name: str, template: str) -> str:
        kind = re.sub(r"\d+$", "", name)
        words = [w.lower() for w in self.found.parts.get(name, ())]
        if kind in READERS:
            return READERS[kind](self, words)
        if kind in {"Y", "YEAR"} and not words:
            twin = name if name[-1].isdigit() else name + "2"
            return "" if name[-1].isdigit() or (self.found.parts.get(twin) and twin in template) else "XXXX"
        if not words:
            return ""
        if kind == "Y":
            return self._era(words)
        return words[0] if kind in {"YEAR", "OLDYEAR", "SURELYYEAR", "YY"} else self.book.lookup(kind, words[0])

    # Each reader takes the lower-case words of its part, none where the part is missing.

    def _n(self, words: list[str]) -> str:
        return (number(words) or "X") if words else "1"

    def _iso(self, words: list[str]) -> str:
        day, t, clock = words[0].upper().replace("/", "-").partition("T")
        return "-".join(part.zfill(2) for part in day.split("-")) + t + clock

    def _halves(self, words: list[str]) -> str:
        whole = number([w.lower() for w in self.found.parts.get("NDUR", ())]) or "1"
        return "X" if whole == "X" else f"{float(whole) + 0.5:g}"

    def _dayx(self, words: list[str]) -> str:
        if not words:
            return ""
        return f"{int(words[0]) if words[0].isdigit() else ordinal(words[0]) or 0:02d}"

    def _olddecade(self, words: list[str]) -> str:
        return f"BC{int(words[0][:-2]):03d}"

    def _dotdate(self, words: list[str]) -> str:
        return "-".join(reversed(words[0].split(".")))

    def _newyy(self, words: list[str]) -> str:
        """The year of "30JUN17", "30-Jun-2017"."""
        if not words or len(words[0]) == 4:
            return "".join(words)
        return f"{'19' if int(words[0]) >= 70 else '20'}{words[0]}"

    def _era(self, words: list[str]) -> str:
        words = words or self.words[-2:]
        if words[0][0] in "'’":
            return self._aposyear(words)
        digits = next((w for w in words if w.isdigit()), "0")
        return f"BC{int(digits):04d}" if self._christ(words) else f"{int(digits):04d}"

    def _shortyear(self, words: list[str]) -> str:
        return f"BC{int(words[0]):04d}" if self._christ(self.words) else f"{int(words[0]):04d}"

    def _christ(self, words: list[str]) -> bool:
        return any(w in self.book.classes["BC"] for w in words)

    def _cent(self, words: list[str]) -> str:
        return self.found.parts["YEAR"][0][:2]

    def _aposyear(self, words: list[str]) -> str:
        """'89 lies in the century told last, and not after the year told last by more than fifty years."""
        year = self.ref.year if self.ref and self.ref.year > 0 else 2000
        near = year // 100 * 100 + int(words[0][-2:])
        return str(near - 100 if near > year + 50 else near)

    def _decade(self, words: list[str]) -> str:
        digits = re.sub(r"\D", "", words[0])
        if self._christ(self.words):
            return f"BC{int(digits) // 10:03d}"
        return digits[:3] if len(digits) == 4 else "19" + digits[0]

    def _century(self, words: list[str]) -> str:
        n = int(self._ordn(words)) - 1
        return f"BC{n:02d}" if self._christ(self.words) else f"{n:02d}"

    def _ordn(self, words: list[str]) -> str:
        tokens = [w.lower() for w in self.found.parts["ORDX"]]
        return str((ordinal(tokens[-1]) or 1) + TENS.get(tokens[0], 0))

    def _that(self, words: list[str]) -> str:
        """The year of "that year", "the following year"."""
        if self.ref is None:
            return "XXXX"
        shift = int(self.book.tables["shift"].get(words[-1], 0)) if words else 0
        return self.ref.plus(shift, "Y").format("Y")

    def _numeric(self, words: list[str]) -> str:
        """Day first, as everywhere but in the United States, unless only month first makes a date."""
        a, b, year = (int(n) for n in re.split(r"[./]", words[0]))
        year += (2000 if year < 70 else 1900) if year < 100 else 0
        day, month = (a, b) if b <= 12 else (b, a)
        return f"{year:04d}-{month:02d}-{day:02d}"

    def _cl(self, words: list[str]) -> str:
        if not words:
            return ""
        text = "".join(words)
        digits = re.findall(r"\d+", text)
        if len(digits) == 1 and len(digits[0]) == 4:
            digits = [digits[0][:2], digits[0][2:]]
        half = re.search(r"\d([ap])\.?m", text)  # not the letters of a zone: "0530 PST"
        hour = int(digits[0])
        hour += 12 if half and half[1] == "p" and hour < 12 else -12 if half and half[1] == "a" and hour == 12 else 0
        zone = next((self.book.lookup("ZONE", w) for w in words if w.upper() in self.book.classes["ZONE"]), "")
        return f"{hour:02d}:" + ":".join(digits[1:] or ["00"]) + zone

    def _cl_from(self, words: list[str]) -> str:
        """The first hour of "between 2 and 3 p.m.": of the same half of the day, unless it comes later on the clock's face."""
        told, ends = self.words[0], [w.lower() for w in self.found.parts["CL"]]
        half = re.search(r"\d([ap])\.?m", "".join(ends))
        same = self._cl([told + half[1] + "m"]) if half and told[-1].isdigit() else self._cl([told])
        return same if same <= self._cl(ends) else self._cl([told])

    def _oclock(self, words: list[str]) -> str:
        """ "eleven o'clock at night": the hour by its words."""
        parts = self.found.parts
        told = parts.get("HOUR") or parts.get("CLOCK") or parts.get("NDUR") or ["0"]
        hour, _, minutes = told[0].partition(":") if parts.get("CLOCK") else (number([w.lower() for w in told]), "", "")
        hours = int(float(hour)) % 24 if hour and hour != "X" else 0
        late = not self.book.words["after_noon"].isdisjoint(self.words)
        return f"{hours + 12 if late and hours < 12 else hours:02d}:{minutes[:2] or '00'}"

    def _past_hour(self, words: list[str]) -> str:
        """ "a quarter to six", "half past nine"."""
        signs, parts = self.book.tables["past_hour"], self.book.tables["minutes"]
        mark = next((i for i, w in enumerate(self.words) if w in signs), 0)
        told = next((parts[w] for w in self.words[:mark] if w in parts), None) or number(self.words[:1]) or "0"
        hour = number(self.words[mark + 1 :]) or "0"
        minutes = round(60 * float(hour) + int(signs.get(self.words[mark], "0")) * float(told))
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"

    def _partword(self, words: list[str]) -> str:
        tables = self.book.classes["PART"], self.book.tables["part"]
        return next((table[w] for table in tables for w in self.words if w in table), "")

    def _wd(self, words: list[str]) -> str:
        short = words[0].capitalize() in self.book.classes["SHORTDAY"]
        return self.book.lookup("SHORTDAY" if short else "WEEKDAY", words[0])

    def _unitword(self, words: list[str]) -> str:
        units = self.book.classes["UNIT"] | self.book.classes["SPANUNIT"]
        return next((units[w] for w in self.words if w in units), "D")

    def _unitwords(self, words: list[str]) -> str:
        """{UNITWORD} by the last of the words: "a year ago this month"."""
        return self.book.classes["UNIT"][self.words[-1]]

    def _shift(self, words: list[str]) -> str:
        shifts = self.book.tables["shift"]
        return next((shifts[w] for w in self.words if w in shifts), "0")

    def _shiftlast(self, words: list[str]) -> str:
        """{SHIFT} by the last of the words that shift: "the last half of this year"."""
        shifts = self.book.tables["shift"]
        return str(shifts.get(self.words[-2], "0"))

    def _which(self, words: list[str]) -> str:
        which = self.book.tables["which"]
        return next((which[w] for w in self.words if w in which), "0")

    def _spans(self, words: list[str]) -> str:
        """ "two years and 17 days" as `2 Y 17 D`."""
        parts, units = self.found.parts, self.book.classes["UNIT"]
        told = (words for name, words in parts.items() if re.fullmatch(r"N(DUR)?\d?", name))
        kinds = [units[w] for w in self.words if w in units]
        return " ".join(f"{self._n([w.lower() for w in n])} {unit}" for n, unit in zip(told, kinds, strict=False))

    def _sign(self, words: list[str]) -> str:
        return "+" if self.book.words["backwards"].isdisjoint(self.words) else "-"


# By the part of a template, what reads its words; other parts are looked up in the class of that name.
READERS: dict[str, Callable[[Filler, list[str]], str]] = {
    "N": Filler._n, "ISO": Filler._iso, "HALVES": Filler._halves, "DAYX": Filler._dayx,
    "OLDDECADE": Filler._olddecade, "DOTDATE": Filler._dotdate, "NEWYY": Filler._newyy, "ERA": Filler._era,
    "SHORTYEAR": Filler._shortyear, "CENT": Filler._cent, "APOSYEAR": Filler._aposyear, "DECADE": Filler._decade,
    "CENTURY": Filler._century, "ORDN": Filler._ordn, "THAT": Filler._that, "NUMERIC": Filler._numeric,
    "CL": Filler._cl, "OCLOCK": Filler._oclock, "PASTHOUR": Filler._past_hour, "DOTCLOCK": Filler._cl, "MILITARY": Filler._cl,
    "CLFROM": Filler._cl_from, "PARTWORD": Filler._partword, "WD": Filler._wd,
    "UNITWORD": Filler._unitword, "SHIFT": Filler._shift, "SHIFTLAST": Filler._shiftlast, "WHICH": Filler._which,
    "SIGN": Filler._sign, "SPANS": Filler._spans, "UNITWORDS": Filler._unitwords, "NDUR": Filler._n, "DAYTH": Filler._dayx, "EARLY": Filler._cl,
}  # fmt: skip
