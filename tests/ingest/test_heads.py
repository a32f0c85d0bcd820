"""What the first lines of a report state: its day of publication, outlet and headline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ingest.heads import stated
from warmonitor.ingest.patterns import patterns

WORDS = patterns().words
JAN26, AUG29 = date(2020, 1, 26), date(2019, 8, 29)
ENTRIES = [
    (kind, nth, row) for kind in ("datelines", "bylines") for nth, e in enumerate(WORDS[kind]) for row in e["examples"]
]


@pytest.mark.parametrize(("field", "name"), [(f, n) for f, names in WORDS["header"].items() for n in names])
def test_every_name_of_a_field_is_read(field: str, name: str) -> None:
    text = f"Outlet: Lakes Post\n{name.capitalize()}: 2020-01-26\nTroops took two towns."
    found = stated(text)
    stands = {"outlet": "Lakes Post", **({field: "2020-01-26"} if field in ("title", "url") else {})}
    assert (found.day, found.fields) == (JAN26 if field in ("published", "updated") else None, stands)
    assert text[found.body :] == "Troops took two towns."


def test_letters_that_only_pass_for_others_make_no_field() -> None:
    """A pattern that ignores case takes a dotless i for an i, and no table has it."""
    assert not stated("Tıtle: Troops took two towns\nThey did.").fields


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
        ("Army retakes port\n\nEL OBEID, 29 August 2019 - Troops took", AUG29, "EL OBEID"),
        ("Army retakes port\n\nAs of 26 January 2020\n\nTroops took", JAN26, "Troops took"),
        ("As of 26 January 2020, 6 p.m.\nTroops took", JAN26, "Troops took"),
        ("Army retakes port\nBy A. Writer\n26 January 2020\nTroops took", JAN26, "Troops took"),
        ("Army retakes port\n\nPublished: 2020-01-26 14:05 GMT\n\nTroops took", JAN26, "Troops took"),
    ],
)
def test_stated_days(text: str, known: date, article: str) -> None:
    found = stated(text)
    assert found.day == known and found.problem is None
    assert text[found.body :].startswith(article)


@pytest.mark.parametrize(("kind", "nth", "row"), ENTRIES, ids=[row["text"] for _, _, row in ENTRIES])
def test_every_pattern_of_lines_is_the_first_to_match_its_examples(kind: str, nth: int, row: dict[str, Any]) -> None:
    text = row["text"] + (" took two towns.\n" if kind == "datelines" else "")
    matching = [p.match(text) if kind == "datelines" else p.fullmatch(text) for p in patterns().lines(kind)]
    assert next(n for n, found in enumerate(matching) if found) == nth


@pytest.mark.parametrize("row", [row for kind, _, row in ENTRIES if kind == "datelines"], ids=lambda row: row["text"])
def test_datelines(row: dict[str, Any]) -> None:
    found = stated(f"{row['text']} took two towns.\n")
    assert (found.day, found.fields.get("outlet"), found.problem, found.body) == (
        row["day"],
        row.get("outlet"),
        None,
        0,
    )


@pytest.mark.parametrize("row", [row for kind, _, row in ENTRIES if kind == "bylines"], ids=lambda row: row["text"])
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
        "More than 300 people had fled as of 29 August 2019\nTroops took two towns.",
        "Some 300 people dead as of 29 August 2019\nTroops took two towns.",
        "The toll stood at twelve as of 29 August 2019\nTroops took two towns.",
        "TIMELINE: 29 August 2019 - 30 August 2019\nTroops took two towns.",
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


STORY = "Troops took two towns on Friday, residents said.\n"
MAY17 = date(2024, 5, 17)


@pytest.mark.parametrize(
    ("text", "known", "fields"),
    [
        ("Skip to Content\nNews|Conflict\nTwo towns taken\nTheir fall opens the road.\n\nPeople flee. [File: J. Roe/AFP]\nBy Lakes Post Staff\nPublished On 17 May 2024\nShare\n",
         MAY17, {"outlet": "Lakes Post", "title": "Two towns taken"}),
        ("Two towns taken\nJane Roe Africa correspondent\nFri 17 May 2024 14.05 BST\nLast modified on Sat 18 May 2024 09.21 BST\n", MAY17, {"title": "Two towns taken"}),
        ("World\nAfrica\nTwo towns taken\nBy Jane Roe\nMay 17, 20242:31 PM GMT+2\nUpdated 3 hours ago\n\n", MAY17, {"title": "Two towns taken"}),
        ("Two towns taken\nBy JANE ROE\nUpdated 2:31 PM GMT+2, May 17, 2024\n", MAY17, {"title": "Two towns taken"}),
        ("Two towns taken\nUpdated 18 May 2024\nPublished 17 May 2024\n", MAY17, {"title": "Two towns taken"}),
        ("Two towns taken\nOn May 17, 2024\n\n", MAY17, {"title": "Two towns taken"}),
        ("DR Congo\nTwo towns taken\n17 May 2024\n", MAY17, {"title": "Two towns taken"}),
        ("LAKES-conflict-towns,lead\n  Two towns taken\n\n  ATTENTION - ADDS quotes ///\n  By Jane Roe\n\n  17 May 2024\n", MAY17, {"title": "Two towns taken"}),
        ("Two towns taken\n17.05.2024 08:31\nReuters\n", MAY17, {"outlet": "Reuters", "title": "Two towns taken"}),
        ("Two towns taken\n17 May 2024\nJane Roe\nLakes News, Dor\n", MAY17, {"outlet": "Lakes News", "title": "Two towns taken"}),
        ("Security Council\n\nSC/15698\n17 MAY 2024\n\nTwo towns taken\n\n", MAY17, {"outlet": "Security Council", "title": "Two towns taken"}),
        ("Two towns taken\n\nThe Lakes Beacon (Dor)\n\nMay 17, 2024 Friday 2:05 PM GMT\n\nSection: NEWS\n\nLength: 9 words\n\nBody\n\n",
         MAY17, {"outlet": "The Lakes Beacon", "title": "Two towns taken"}),
        ("HD Two towns taken\nWC 9 words\nPD 17 May 2024\nSN Lakes Post\nLA English\nLP\n", MAY17, {"outlet": "Lakes Post", "title": "Two towns taken"}),
        ("Two towns taken\n\nFormat\n    News\nSource\n    UNHCR\nPosted\n    18 May 2024\nOriginally published\n    17 May 2024\n\n",
         MAY17, {"outlet": "UNHCR", "title": "Two towns taken"}),
        ("Two towns taken\nSource: Lakes Post\nEditor: jroe\n2024-05-17 22:15:15\n\n", MAY17, {"outlet": "Lakes Post", "title": "Two towns taken"}),
        ('---\ntitle: "Two towns taken"\nsource: "https://lakes.example/1"\nauthor:\n  - "Jane Roe"\npublished: 2024-05-17\ncreated: 2024-05-21\n---\n',
         MAY17, {"title": "Two towns taken", "url": "https://lakes.example/1"}),
        ("From: Lakes Post <desk@lakes.example>\nSent: Friday, 17 May 2024 10:12\nTo: all\nSubject: Two towns taken\n\n",
         MAY17, {"outlet": "Lakes Post", "title": "Two towns taken"}),
        ("Two towns taken\n2 days ago\nShare\n", None, {"title": "Two towns taken"}),
        ("17 MAY, 14:32\nTwo towns taken\n\n", None, {"title": "Two towns taken"}),
    ],
)  # fmt: skip
def test_what_pages_and_databases_have_above_an_article(text: str, known: date | None, fields: dict[str, str]) -> None:
    found = stated(text + STORY)
    assert (found.day, found.fields) == (known, fields)
    assert (text + STORY)[found.body :].strip() == STORY.strip() or "By Jane Roe" in text


@pytest.mark.parametrize("row", [row for e in WORDS["passed"] for row in e["examples"]], ids=lambda row: row["text"])
def test_lines_that_are_no_headlines(row: dict[str, str]) -> None:
    found = stated(f"{row['text']}\nTwo towns taken\n17 May 2024\n{STORY}")
    assert (found.day, found.fields.pop("title")) == (MAY17, "Two towns taken")  # type: ignore[attr-defined]
    assert found.fields.get("outlet") == row.get("outlet")


@pytest.mark.parametrize("row", [row for e in WORDS["agencies"] for row in e["examples"]], ids=lambda row: row["text"])
def test_the_agency_with_which_an_article_begins(row: dict[str, str]) -> None:
    assert stated(f"{row['text']} took two towns.\n").fields.get("outlet") == row.get("outlet")


def test_a_headline_alone_is_the_title_and_read() -> None:
    found = stated(f"Two towns taken\n\n{STORY}")
    assert (found.fields, found.body) == ({"title": "Two towns taken"}, 0)


def test_the_first_day_of_a_chronicle_is_not_that_of_its_publication() -> None:
    text = f"Violence in the Lakes\n\n17 May 2024\n{STORY}\n24 May\n{STORY}"
    assert (stated(text).day, stated(text).body) == (None, 0)
    assert stated(text.replace("24 May", "16 May 2024")).day == MAY17  # of a live blog, whose latest entry comes first
    assert stated(text.replace("Lakes", "Lakes\n\nPublished 31 May 2024")).day == date(2024, 5, 31)
