"""Normalisation: gives found expressions their values and days: against the day of publication in news, against the text's own run in histories."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .completion import SOON, Completion
from .context import Context, era_of
from .feasts import feast
from .fill import Filler
from .rules import Rulebook
from .tagger import Found
from .values import YEARS, Moment, days_of, decade, moved, spans

_RECENT = {
    "D": 7,
    "W": 28,
    "M": 90,
    "Y": 5 * 365,
    "DE": 20 * 365,
    "TH": 1,
    "TM": 1,
}  # days, weeks and months by the codebook
_HALVES = {"TH": "PT30M", "CE": "P.5CE"}
_EVE = 7  # days for which a feast that is near is the coming one, whatever the tense
_HOURS = 1000  # beyond them no one counts in hours, and no calendar may reach
_WHILE = timedelta(hours=6)
"""From an hour by the clock's face to a later time that was told before it: "13:02 - it began at one o'clock"."""
_CLOCK = {"TH": timedelta(hours=1), "TM": timedelta(minutes=1)}
_SPRING = 3  # a month in which a winter is mostly over

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value, and the days it means where that is known."""

    value: str
    days: Days | None = None


class Resolver:
    """Resolves one expression after the other against a context, which its caller moves on."""

    def __init__(self, book: Rulebook, context: Context) -> None:
        self.book, self.context, self._link = book, context, ""
        self._completion = Completion(context)
        self._verbs: dict[str, Callable[[list[str], str], str | Resolved]] = {
            "ref": self._ref,
            "now": self._now,
            "covered": self._covered,
            "weekday": self._weekday,
            "weekdayref": self._weekday_ref,
            "month": self._month,
            "season": self._season,
            "weekend": self._weekend,
            "weekendof": self._weekend_of,
            "dur": self._duration,
            "feast": self._feast,
            "part": self._part_of_day,
            "clock": self._clock,
            "today": self._today,
            "era": self._era,
            "relyear": self._relative_year,
            "agoday": self._ago_day,
            "night": self._night,
            "lastday": self._last_day,
            "within": self._within,
            "event": self._ref,  # a history has most likely just told of the event
            "dayof": self._some_day,
            "fromfeast": self._from_feast,
            "dated": self._dated,
            "spans": lambda args, tense: spans(args),
            "spansref": self._spans_ref,
            "decade": lambda args, tense: decade(int(args[0]), args[1]),
            "fromday": self._from_day,
            "dayofmonth": self._day_of_month,
            "halfmonth": self._half_month,
        }

    def resolve(self, found: Found, mod: str | None, tense: str) -> Resolved:
        """The value and days of one expression; an open day where it leads past the calendar's ends."""
        try:
            return self._resolved(found, mod, tense)
        except OverflowError:
            return Resolved("XXXX-XX-XX")

    def _resolved(self, found: Found, mod: str | None, tense: str) -> Resolved:
        self._link = found.link
        filler = Filler(self.book, found, self.context.near or self.context.ref)
        template = filler.fill(found.value)
        verb, *args = template.split() or [""]
        run = self._verbs.get(verb)
        recurs = found.rule.type == "SET" and not template.startswith("XXXX-XX-")
        told = run(args, tense) if run else template if recurs else self._completed(template, tense)
        value, days = (told.value, told.days) if isinstance(told, Resolved) else (told, None)
        if days is not None:
            pass
        elif found.rule.days:
            days = self._anchored(
                filler.fill(found.rule.days).split(), counted="{ORDN}" in found.rule.days or "7 D" in found.rule.days
            )
            if days is None and found.rule.days.startswith("ago"):
                days = days_of(value, mod, edge=found.edge)
        elif value == "PRESENT_REF" and not self.context.narrative and self.context.published:
            days = self.context.published, self.context.published
        else:
            days = days_of(value, mod, edge=found.edge)
        return Resolved(value, self._clipped(days, tense))

    def _clipped(self, days: Days | None, tense: str) -> Days | None:
        """Of a period that is still running what has passed by the day of publication; of what will happen in it, what is left."""
        published = self.context.published
        if days and published and not self.context.narrative and days[0] <= published < days[1]:
            return (published, days[1]) if tense == "future" else (days[0], published)
        return days

    def _anchored(self, spec: list[str], *, counted: bool) -> Days | None:
        """The days of a rule's `days` entry, counted from the day of publication (in histories: from the day last told)."""
        base = self.context.now
        if spec[0] == "onward" and not self.context.narrative:
            base = self.context.day or self.context.ref  # "on Tuesday and over the following two days"
        now = base.date if base else None
        if now is None or spec[0] == "none":
            return None
        if spec[0] == "night":
            return now - timedelta(days=1), now
        amount, unit = (spec[1], spec[2]) if len(spec) > 2 else ("X", {"weeks": "W"}.get(spec[1], spec[1]))
        if spec[0] == "ago":  # coders count back to the very day where the weeks or months are few
            day = moved(now, float(amount), unit, -1) if unit in "WM" and amount in ("1", "2", "3") else None
            return (day, day) if day else None
        if amount == "X":
            length = _RECENT.get(unit, 28)
            return (
                (now - timedelta(days=length - 1), now)
                if spec[0] != "fore"
                else (now + timedelta(days=1), now + timedelta(days=length))
            )
        start = moved(now, float(amount), unit, -1 if spec[0] == "back" else 1)
        if start is None:
            return None
        if spec[0] == "onward":
            return now + timedelta(days=1), start
        if spec[0] == "fore":
            return now, start
        # "for a fifth day" and the codebook's "this week" count the day of publication, "the past two days" come before it
        return (start + timedelta(days=1), now) if counted else (start, now)

    def _completed(self, value: str, tense: str) -> str:
        return self._completion.of(value, tense, self._link)

    # --- commands; each takes its arguments and the tense of the clause

    def _ref(self, args: list[str], tense: str) -> str:
        base = self.context.near or (self.context.ref if self.context.ref is not None else self.context.now)
        counted = args[0].startswith("+") and not self.context.narrative
        if self.context.day is not None and (counted or _part(args[2:])):
            base = self.context.day  # "the same night", "a vote on 7 July, and a second two weeks later"
        elif counted and base == self.context.now and tense != "future" and args[0] != "+0" and args[1][0] != "T":
            base = None  # "a day after the ambush": of a day that was not told, and none that is yet to come
        return self._shifted(base, args)

    def _now(self, args: list[str], tense: str) -> str:
        return self._shifted(self.context.now, args)

    def _covered(self, args: list[str], tense: str) -> str:
        """ "the start of the year": of the one that the report's heading tells."""
        whole = args[1] in {"M", "Y"} and not self.context.narrative
        return self._shifted(self.context.covers if whole and self.context.covers else self.context.now, args)

    def _shifted(self, base: Moment | None, args: list[str]) -> str:
        amount, unit, part = args[0], args[1], _part(args[2:])
        if unit == "TH" and not amount.endswith("X") and float(amount) % 24 == 0:
            amount, unit = f"{float(amount) / 24:+g}", "D"
        if unit in _CLOCK and self.context.clock and not amount.endswith("X") and abs(float(amount)) < _HOURS:
            return (self.context.clock + float(amount) * _CLOCK[unit]).isoformat(timespec="minutes")
        if amount.endswith("X") or unit in {"TH", "TM"}:
            return _vague(base, amount, unit)
        if base is None:
            return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX") + part
        n = float(amount)
        if unit == "FN":
            n, unit = 2 * n, "W"
        if unit in {"DE", "CE"} and n != int(n):
            n, unit = n * YEARS[unit], "Y"
        if unit == "M" and n != int(n) and base.date:
            return base.plus(round(n * 30.4), "D").format("M")
        if unit == "Q":
            return _quarter(base.plus(int(3 * n), "M"))
        if n != int(n):
            n, unit = (n * 12, "M") if unit == "Y" else (round(n), unit)
        if unit == "W" and base.date is None:
            return base.format("Y") + "-WXX" + part
        if unit == "D" and base.date is None and (base.day is None or base.year > 0):
            return base.format("M") + "-XX-XX"[3 * (base.month is not None) :] + part
        if unit == "M" and base.month is None:
            return base.plus(int(n / 12), "Y").format("Y") + "-XX"
        return base.plus(int(n), unit).format(unit) + part

    def _spans_ref(self, args: list[str], tense: str) -> str:
        """ "two years and three months later": as fine as the last of the lengths, or as the date that they are counted from."""
        moment = self.context.near or self.context.ref
        if moment is None or "X" in args:
            return "FUTURE_REF" if args[0] == "+" else "PAST_REF"
        for amount, unit in zip(args[1::2], args[2::2], strict=True):
            moment = moment.plus(int(f"{args[0]}{float(amount):.0f}"), unit)
        return moment.format(args[-1])

    def _weekday(self, args: list[str], tense: str) -> str:
        shift, day, part = args[0], int(args[1]), _part(args[2:])
        now = self.context.now.date if self.context.now else None
        if now is None:
            return f"XXXX-WXX-{day}" + part
        if shift.endswith("X"):  # "several Fridays ago"
            return "PAST_REF"
        monday = now - timedelta(days=now.weekday())
        if shift.endswith("week"):
            found = monday + timedelta(days=day - 1 + 7 * int(shift.removesuffix("week")))
        else:
            coming = shift == "1" or (shift in {"bare", "0"} and (tense == "future" or self.context.narrative))
            step = (day - now.isoweekday()) % 7 if coming else -((now.isoweekday() - day) % 7)
            weeks = 0 if shift in {"bare", "0"} else int(float(shift))  # "last Friday" is -1, "two Fridays ago" -2
            found = now + timedelta(days=step + 7 * (weeks + (weeks < 0) - (weeks > 0) if step else weeks))
        return found.isoformat() + part

    def _day_of_month(self, args: list[str], tense: str) -> str:
        """ "the 26th of last month"."""
        month = self.context.now.plus(int(args[0]), "M") if self.context.now else None
        return f"{month.format('M') if month else 'XXXX-XX'}-{int(args[1]):02d}"

    def _weekday_ref(self, args: list[str], tense: str) -> str:
        """ "the following Friday": the first one after the day told last."""
        base = self.context.ref.date if self.context.ref else None
        if base is None:
            return self._weekday(args, tense)
        shift, day = int(args[0]), int(args[1])
        step = (day - base.isoweekday()) % 7 or 7
        return (base + timedelta(days=step if shift > 0 else step - 7 if step < 7 else -7)).isoformat() + _part(
            args[2:]
        )

    def _month(self, args: list[str], tense: str) -> str:
        if args[0] == "ref":
            return self._completion.of_year_told(f"XXXX-{args[1]}", tense, self._link) + "".join(args[2:])
        shift, month, now = int(args[0]), int(args[1]), self.context.now
        if now is None:
            return f"XXXX-{month:02d}"
        current = self._month_told(now, shift)
        year = now.year
        if shift < 0:
            year -= month >= current
        elif shift > 0:
            year += month <= current
        return Moment(year, month).format("M")

    def _month_told(self, now: Moment, shift: int) -> int:
        """The month from which the next or last one is counted; of a season its last, of a whole year its last or first."""
        return now.month or self.context.season or (12 if shift > 0 else 1)

    def _season(self, args: list[str], tense: str) -> str:
        season, now = args[1], self.context.now
        if args[0] == "ref":
            told = self.context.ref or now
            if told and season == "WI" and (told.month or 1) > _SPRING:  # told before it began
                told = told.plus(1, "Y")
            return f"{told.format('Y') if told else 'XXXX'}-{season}"
        shift = int(args[0])
        if now is None:
            return f"XXXX-{season}"
        first, last = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}[season]
        month = self._month_told(now, shift)
        year = now.year
        if shift < 0 and last >= month:
            year -= 1
        elif shift > 0 and first <= month:
            year += 1
        return Moment(year).format("Y") + "-" + season

    def _weekend(self, args: list[str], tense: str) -> str:
        now = self.context.now.date if self.context.now else None
        if now is None:
            return "XXXX-WXX-WE"
        shift = 1 if args[0] == "1" else 0
        weekend = now if now.weekday() >= 5 else now - timedelta(days=7)
        if shift or (args[0] == "bare" and tense == "future"):
            weekend = now + timedelta(days=7 if now.weekday() >= 5 else 0)
        elif args[0] == "-1" and now.weekday() >= 5:
            weekend = now - timedelta(days=7)
        iso = weekend.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}-WE"

    def _weekend_of(self, args: list[str], tense: str) -> str:
        """ "the weekend of 31 March - 1 April"."""
        days = days_of(self._completed(args[0], tense))
        return f"{Moment.of(days[0]).format('W')}-WE" if days else "XXXX-WXX-WE"

    def _duration(self, args: list[str], tense: str) -> str:
        amount, unit = args[0], args[1]
        if unit == "FN":
            return "P2W" if amount == "1" else f"P{amount}FN"
        if amount == "0.5" and unit in _HALVES:
            return _HALVES[unit]
        return f"PT{amount}{unit[1:]}" if unit.startswith("T") else f"P{amount}{unit}"

    def _within(self, args: list[str], tense: str) -> Resolved:
        """ "the last week of October", "the first nine months of this year": a length, and the days of that part of the month or year."""
        which, amount, unit, told = int(args[0]), args[1], args[2], args[3]
        now = self.context.ref if self.context.narrative else self.context.now
        if told == "XXXX-" and now:
            told = now.format("Y" if unit == "M" else "M")
        days = days_of(self._completed(told.removesuffix("-"), tense))
        value = self._duration([amount, unit], tense)
        if days is None or amount == "X" or not which:
            return Resolved(value)
        first = moved(days[0], float(amount) * (which - 1), unit, 1) if which > 0 else days[1] + timedelta(days=1)
        other = moved(first, float(amount), unit, 1 if which > 0 else -1) if first else None
        if first is None or other is None:
            return Resolved(value)
        return Resolved(value, (min(first, other), max(first, other) - timedelta(days=1)))

    def _half_month(self, args: list[str], tense: str) -> Resolved:
        """ "the second half of April": the month, and its days up to or from the middle."""
        value = self._completed(args[1], tense)
        days = days_of(value)
        if days is None:
            return Resolved(value)
        middle = days[0] + timedelta(days=(days[1] - days[0]).days // 2)
        return Resolved(value, (days[0], middle) if args[0] == "H1" else (middle + timedelta(days=1), days[1]))

    def _feast(self, args: list[str], tense: str) -> str | Resolved:
        names, told = args[0].split("|"), args[1] if len(args) > 1 else "XXXX"
        if re.fullmatch(r"\d\d-\d\d", names[0]):
            return f"{told}-{names[0]}" if told != "XXXX" else self._completed(f"XXXX-{names[0]}", tense)
        now, published = self.context.now, self.context.published
        if told == "XXXX" and now is None:
            return "XXXX"
        year = int(told) if told.isdigit() else now.year if now else 0
        if told == "XXXX" and published and not self.context.narrative:
            years = range(max(year - 1, 1), min(year + 2, 9990))
            near = sorted(f for n in names for y in years if (f := feast(n, y)))
            ahead = next((f for f in near if f[1] >= published), None)
            reach = SOON if self._link in {"by", "until"} else _EVE
            soon = ahead is not None and 0 < (ahead[0] - published).days <= reach
            if tense == "future" or soon:
                found = ahead
            else:
                found = next((f for f in reversed(near) if f[0] <= published), None)
        else:
            found = feast(names[0], year) if 622 < year < 9000 else None
        return Resolved(found[0].isoformat(), found) if found else str(year)

    def _part_of_day(self, args: list[str], tense: str) -> str:
        """ "at dawn": of the day that the sentence told last, else of the day told last in histories, of the day of publication in news."""
        base = self.context.day or (self.context.ref if self.context.narrative else self.context.now)
        return (base.format() if base and base.date else "XXXX-XX-XX") + args[0]

    def _clock(self, args: list[str], tense: str) -> str:
        zone = re.sub(r".*\d\d:\d\d(?::\d\d)?", "", args[0])
        time = args[0].removesuffix(zone) if zone else args[0]
        told, published = self.context.ref, self.context.published
        if told and (told.date is None or (published and not self.context.narrative and told.date > published)):
            told = None  # what is yet to come has no hour that is told without its day
        base = self.context.day or told or self.context.now
        if args[1:] and self._in_second_half(time, base):
            time = _second_twelve(time)
        return (base.format() if base and base.date else "XXXX-XX-XX") + "T" + time + zone

    def _in_second_half(self, time: str, base: Moment | None) -> bool:
        """Whether an hour by the clock's face is of the second half of its day: that is told behind it, or else it would lie before the one told last."""
        told = self.context.clock
        if time >= "12" or self.context.late:
            return time < "12"
        if told is None or base is None or told.date() != base.date:
            return False
        late = told.replace(hour=int(time[:2]) + 12, minute=int(time[3:5]))
        return time < f"{told:%H:%M}" and (late > told or told - late < _WHILE)

    def _some_day(self, args: list[str], tense: str) -> str:
        """ "on the seventh day": of the month told last, no one knows which."""
        ref = self.context.ref
        if ref is None:
            return "XXXX-XX-XX" + _part(args)
        return ref.format("M") + ("-XX" if ref.month else "-XX-XX") + _part(args)

    def _from_feast(self, args: list[str], tense: str) -> str:
        """ "ten days before Christmas"."""
        told = self._feast(args[2:], tense)
        start = Moment.parse(told.value if isinstance(told, Resolved) else told)
        return self._shifted(start, args[:2])

    def _dated(self, args: list[str], tense: str) -> str:
        """ "the first of July": year, month and a day in words."""
        return self._completed(f"{args[0]}-{args[1]}-{int(args[2]):02d}", tense)

    def _from_day(self, args: list[str], tense: str) -> str:
        """ "a week from Monday": counted from the coming one; without a weekday, from today."""
        start = Moment.parse(self._weekday(["bare", args[2]], "future")) if len(args) > 2 else self.context.now
        return start.plus(int(float(args[0])), args[1]).format() if start and args[0] != "X" else "XXXX-XX-XX"

    def _night(self, args: list[str], tense: str) -> str | Resolved:
        """ "the night of 9-10 March", "from Friday to Saturday": the night that follows the first day, told with both."""
        value = self._weekday(args[1:], tense) if args[0] == "weekday" else self._completed(args[0], tense)
        days, now = days_of(value), self.context.now.date if self.context.now else None
        if args[0] == "weekday" and days and now and days[0] == now and tense != "future":
            days = days[0] - timedelta(days=7), days[1]  # the night that follows today has not been
            value = days[0].isoformat()
        return Resolved(value + "TNI", (days[0], days[0] + timedelta(days=1)) if days else None)

    def _last_day(self, args: list[str], tense: str) -> str:
        """The last day of a month, `ref` for the one told last."""
        ref = self.context.ref or self.context.now
        value = (ref.format("M") if ref else "XXXX-XX") if args[0] == "ref" else self._completed(args[0], tense)
        days = days_of(value)
        return days[1].isoformat() if days else value

    def _today(self, args: list[str], tense: str) -> str:
        if self.context.narrative:
            return "PRESENT_REF"
        return self.context.published.isoformat() if self.context.published else "PRESENT_REF"

    def _era(self, args: list[str], tense: str) -> str:
        """A bare number of up to three digits is a year only where the text tells such years."""
        era = era_of(self.context.near) if self.context.near else self.context.era
        return "-".join([f"{era.removeprefix('AD')}{int(args[0]):04d}", *args[1:]]) if era else ""

    def _relative_year(self, args: list[str], tense: str) -> str:
        """ "July 12 last year"."""
        now = self.context.now
        year = Moment(now.year + int(args[0])).format("Y") if now else "XXXX"
        return "-".join([year, *(part.zfill(2) for part in args[1:])])

    def _ago_day(self, args: list[str], tense: str) -> str:
        """ "nine months ago today": to the day; "a year ago this month": to the unit told last."""
        now = self.context.now.date if self.context.now else None
        amount = args[0].lstrip("-")
        day = moved(now, float(amount), args[1], -1) if now and amount != "X" else None
        return Moment.of(day).format(args[2] if len(args) > 2 else "D") if day else "XXXX-XX-XX"


def _vague(base: Moment | None, amount: str, unit: str) -> str:
    if unit in {"TH", "TM"}:
        return (base.format() if base and base.date else "XXXX-XX-XX") + "TXX"
    return "FUTURE_REF" if amount.startswith("+") else "PAST_REF"


def _quarter(moment: Moment) -> str:
    return moment.format("Y") + (f"-Q{(moment.month - 1) // 3 + 1}" if moment.month else "-QX")


def _second_twelve(time: str) -> str:
    return f"{int(time[:2]) + 12:02d}{time[2:]}"


def _part(args: list[str]) -> str:
    part = "".join(args)
    return part if len(part) > 1 else ""
