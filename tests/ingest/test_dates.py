"""The day of publication that a report states. Half a date, and a date that can be read two ways, are none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ingest.dates import completed, day, stated
from warmonitor.lang.tables import table

WORDS = table("warmonitor.lang", "en", "dates.yml")
JAN26, AUG29 = date(2020, 1, 26), date(2019, 8, 29)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2020-01-26", JAN26),
        ("2020/1/26", JAN26),
        ("2020.01.26", JAN26),
        ("20200126", JAN26),
        (" 2020-01-26T14:05:00+02:00 ", JAN26),
        ("2020-01-26 14:05", JAN26),
        ("2020-01-26T23:59:59.123Z", JAN26),
        ("26 January 2020", JAN26),
        ("26th of January, 2020", JAN26),
        ("January 26, 2020", JAN26),
        ("Jan. 26, 2020", JAN26),
        ("JANUARY 26TH, 2020", JAN26),
        ("Sunday, 26 January 2020", JAN26),
        ("Sun, 26 Jan 2020 10:00:00 GMT", JAN26),
        ("January 26, 2020 at 5:30 p.m.", JAN26),
        ("Sept 3, 2019", date(2019, 9, 3)),
        ("26/01/2020", JAN26),
        ("01/26/2020", JAN26),
        ("5.5.2017", date(2017, 5, 5)),
        ("01/02/2020", None),
        ("2020-13-45", None),
        ("2020-02-30", None),
        ("26-01.2020", None),
        ("January 2020", None),
        ("26 January", None),
        ("2020", None),
        ("yesterday", None),
        ("1579996800", None),
        ("99999999", None),
        ("0020-01-26", None),
        ("2020-01-26 or so", None),
        ("", None),
    ],
)
def test_days(text: str, known: date | None) -> None:
    assert day(text) == known


@pytest.mark.parametrize("row", WORDS["examples"], ids=lambda row: row["text"])
def test_examples_of_the_words_of_dates(row: dict[str, Any]) -> None:
    assert day(row["text"]) == row["day"]


@pytest.mark.parametrize(("field", "name"), [(f, n) for f, names in WORDS["header"].items() for n in names])
def test_every_name_of_a_field_is_read(field: str, name: str) -> None:
    found = stated(f"{name.capitalize()}: 2020-01-26\nTroops took two towns.")
    assert (found.day == JAN26) if field == "published" else found.fields == {field: "2020-01-26"}


def test_letters_that_only_pass_for_others_make_no_field() -> None:
    """A pattern that ignores case takes a dotless i for an i, and no table has it."""
    assert not stated("Tıtle: Troops took two towns\nThey did.").fields


@given(
    st.dates(date(1800, 1, 1), date(2199, 12, 31)),
    st.sampled_from(("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%Y-%m-%dT%H:%M:%SZ")),
)
def test_every_day_in_every_unambiguous_form(known: date, form: str) -> None:
    assert day(known.strftime(form)) == known


@given(st.text(max_size=60) | st.from_regex(r"[0-9 ./A-Z:-]{1,30}"))
def test_anything_is_a_day_or_none(text: str) -> None:
    assert day(text) is None or isinstance(day(text), date)


@pytest.mark.parametrize(
    ("text", "known", "article"),
    [
        (" date 2020-01-26 Troops took two towns.", JAN26, "Troops took"),
        ("Date: 26 January 2020\n\nTroops took two towns.", JAN26, "Troops took"),
        ("DATE 2020-01-26 - Troops took two towns.", JAN26, "Troops took"),
        ("Published on January 26, 2020. Troops took two towns.", JAN26, "Troops took"),
        ("Published: 2020-01-26 14:05 GMT\nTroops took two towns.", JAN26, "Troops took"),
        ("26 January 2020\nTroops took two towns.", JAN26, "Troops took"),
        ("Sunday, January 26, 2020\n\nTroops took two towns.", JAN26, "Troops took"),
        (
            "Title: Two towns taken\nOutlet: Orontes Wire\nDate: 2020-01-26\n\nTroops took two towns.",
            JAN26,
            "Troops took",
        ),
        ("DAMASCUS, Aug. 29, 2019 (Newswire) — Troops took two towns.", AUG29, "DAMASCUS"),
        ("REYHANLI, Turkey, Aug. 29, 2019 (The Courier) - Troops took", AUG29, "REYHANLI"),
        ("GOMA, Democratic Republic of the Congo, Aug. 29, 2019 (The Courier) - Troops took", AUG29, "GOMA"),
        ("BEIRUT (Agency) - 29 August 2019 - Troops took two towns.", AUG29, "BEIRUT"),
        ("BEIRUT (Agency) - 29 August 2019\nTroops took two towns.", AUG29, "BEIRUT"),
        ("(Agency) GAZIANTEP, 29 August 2019 - Troops took", AUG29, "(Agency)"),
        ("Damascus, Agency – Thursday, 29 August 2019 – Troops took", AUG29, "Damascus"),
        ("KHAN SHAYKHUN / IDLIB, Thursday, 29 August 2019 -- Troops", AUG29, "KHAN"),
        ("Deir ez-Zor, 2019-08-29: Troops took", AUG29, "Deir"),
        ("Deir ez-Zor, 29 August 2019. Troops took", AUG29, "Deir"),
        ("Army retakes port\n\nEL OBEID, 29 August 2019 - Troops took", AUG29, "EL OBEID"),
        ("Army retakes port\nBy A. Writer\n26 January 2020\nTroops took", JAN26, "Troops took"),
        ("Army retakes port\n\nPublished: 2020-01-26 14:05 GMT\n\nTroops took", JAN26, "Troops took"),
    ],
)
def test_stated_days(text: str, known: date, article: str) -> None:
    found = stated(text)
    assert found.day == known and found.problem is None
    assert text[found.body :].startswith(article)


@pytest.mark.parametrize("row", WORDS["bylines"], ids=lambda row: row["text"])
@pytest.mark.parametrize("above", ["", "\n", "# Two towns taken\n\n", "Two towns taken\nRebels close in on a third\n"])
def test_bylines(row: dict[str, Any], above: str) -> None:
    found = stated(f"{above}{row['text']}\nTroops took two towns.\n")
    assert (found.day, found.fields.get("outlet"), found.problem) == (row["day"], row.get("outlet"), None)
    text = f"{above}{row['text']}\nTroops took two towns.\n"[found.body :]
    assert text.startswith("Troops took")


@pytest.mark.parametrize("row", WORDS["mastheads"], ids=lambda row: row["text"])
def test_mastheads(row: dict[str, Any]) -> None:
    text = f"{row['text']}\n\nTroops took two towns.\n"
    found = stated(text)
    assert (found.day, found.fields) == (date(2024, 5, 17), {k: row[k] for k in ("outlet", "title") if k in row})
    assert text[found.body :].startswith(("Troops took", "By Jane Roe")) or row["title"] == "Situation Report"


@pytest.mark.parametrize(
    "text",
    [
        "Lakes Post | 17 May 2024\n\n• Two towns taken\n\nTroops took them.",
        "Lakes Post | 17 May 2024\n\nTroops took two towns on Friday.\n\nThey left.",
        "Lakes Post | 17 May 2024\n\nTroops took two towns\n\nShells fell on Dor",
    ],
)
def test_what_is_no_headline_is_part_of_the_article(text: str) -> None:
    assert text[stated(text).body :] == text.partition("\n\n")[2]


@pytest.mark.parametrize(
    "text",
    [
        "Troops took two towns on 26 January 2020, residents said.",
        "The deal was signed in Sochi, 29 August 2019\nTroops took two towns.",
        "*The deal was signed in Sochi, 29 August 2019*\nTroops took two towns.",
        "Battle of Marran, 29 August 2019\nTroops took two towns.",
        "The Day the Radio Fell Silent, 29 August 2019\nTroops took two towns.",
        "Press freedom day in Marran, 29 August 2019\nTroops took two towns.",
        "Shelling | Marran | 29 August 2019\nClash | Dor | 30 August 2019",
        "By then, 29 August 2019\nTroops took two towns.",
        "El Geneina / West Darfur / 29 August 2019\nTroops took two towns.",
        "On January 26, 2020 - a Sunday - troops took two towns.",
        "The deal of 29 August 2019 - signed in Sochi - has held.",
        "Date palms burnt when troops took two towns.",
        "Dates: a tale of two towns",
        "In 2019, Damascus, Aleppo and Homs - three cities - were held.",
        "DAMASCUS (Agency) - Troops took two towns.",
        "Troops took the port.\nDAMASCUS, 29 August 2019 - what was said that day",
        "One\nTwo\nThree\nFour\nDAMASCUS, 29 August 2019 - below too many lines",
        "",
        "\n\n",
    ],
)
def test_a_date_of_the_story_is_not_the_day_of_publication(text: str) -> None:
    found = stated(text)
    assert (found.day, found.body, found.problem) == (None, 0, None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MOSCOW, August 30 (Agency) - Troops", "August 30"),
        ("ANTAKYA, Turkey, Jan 30 (Agency) - Troops", "Jan 30"),
        ("BEIRUT, Sunday, 26 January – Troops", "26 January"),
        ("date 2020-13-45 Troops took", "2020-13-45"),
        ("Date: soon\n\nTroops took", "soon"),
        ("date 01/02/2020 Troops took", "'01/02/2020' may be 2020-01-02 or 2020-02-01"),
    ],
)
def test_half_a_date_and_no_date_are_told(text: str, names: str) -> None:
    found = stated(text)
    assert found.day is None
    assert found.problem is not None and names in found.problem


@pytest.mark.parametrize(
    ("half", "name", "text", "known"),
    [
        ("Aug. 29", "wire-20190829.txt", "", AUG29),
        ("29 August", "https://wire.example/2019/08/30/troops", "", AUG29),
        ("Sunday, 26 January", "wire.txt", "Posted in the night of 26 January 2020.", JAN26),
        ("31 December", "2020-01-02_wire.txt", "", date(2019, 12, 31)),
        ("29 August", "2019-08-28.txt", "", None),  # filed before it came out
        ("29 August", "2019-12-28.txt", "The war began on 15 August 2018.", None),
        ("29 August", "wire.txt", "On 29 August 2018 and on 29 August 2019 shells fell.", None),
        ("30 February", "2019-02-28.txt", "", None),
    ],
)
def test_the_other_half_of_a_date_stands_beside_it(half: str, name: str, text: str, known: date | None) -> None:
    assert completed(half, name, text) == known


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("DAMASCUS, Aug. 29, 2019 (Northern Wire) — Troops", "Northern Wire"),
        ("EL OBEID, Sudan, May 11 (Northern Wire) - Troops", "Northern Wire"),
        ("(AFP) GAZIANTEP, 29 August 2019 - Troops", "AFP"),
        ("DAMASCUS, Aug. 29, 2019 (local time) — Troops", None),
        ("Goma (Congo), 29 August 2019 - Troops", None),  # what follows the place may be its country
        ("Source: Litani Daily\nDAMASCUS, Aug. 29, 2019 (Northern Wire) — Troops", "Litani Daily"),
    ],
)
def test_the_agency_beside_the_day_of_a_dateline_is_the_outlet(text: str, outlet: str | None) -> None:
    assert stated(text).fields.get("outlet") == outlet


def test_other_fields_of_a_header() -> None:
    text = "Headline: Two towns taken\nsource:  Orontes Wire \nURL: https://orontes.example/1\n\nTroops took two towns: Ayn and Dayr."
    found = stated(text)
    assert found.fields == {"title": "Two towns taken", "outlet": "Orontes Wire", "url": "https://orontes.example/1"}
    assert text[found.body :].strip() == "Troops took two towns: Ayn and Dayr."


@given(st.text(max_size=300) | st.from_regex(r"(date |[A-Z]{3,9}, |[0-9]{1,4}[-/ ]|Jan |\(A\) |- ){1,8}.{0,20}"))
def test_any_text_is_looked_at(text: str) -> None:
    found = stated(text)
    assert 0 <= found.body <= len(text)
    assert found.day is None or abs(found.day - JAN26) < timedelta(days=400 * 366)


def test_a_long_first_line_is_looked_at_in_no_time() -> None:
    for hostile in (
        "A" * 200_000,
        "A " * 100_000,
        "A, " * 70_000,
        "Date: " * 40_000,
        " " * 200_000,
        "(" * 200_000,
        "A’" * 100_000,
        "1-" * 100_000,
    ):
        assert stated(hostile).day is None  # a pattern that backtracks without end would hang here
