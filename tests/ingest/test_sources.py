"""Files, folders and standard input to reports; what is broken is one line, and the rest goes on."""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from warmonitor.ingest import Failure, Notice, Options, reports, text_report
from warmonitor.ingest.decoding import NotText, clean, decode
from warmonitor.ingest.sniffing import kind
from warmonitor.model import DateSource, Report, UserError, report_id

JAN26 = date(2020, 1, 26)
STORY = "Troops took two towns on Friday, residents said. Nobody was hurt."
PAGE = f"""<!DOCTYPE html><html><head><title>Two towns taken</title>
<meta property="og:site_name" content="Orontes Wire"><meta property="article:published_time" content="2020-01-26T14:05:00+02:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Two towns taken</h1><p>{STORY}</p><p>More than 300 people left, the mayor said.</p>
</article><footer>Copyright 2014</footer></body></html>"""

Found = Report | Failure | Notice


def write(path: Path, content: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def read(*sources: str | Path, **options: object) -> tuple[list[Report], list[str], list[str]]:
    """Reports, lines of failures, lines of notices."""
    return sort(list(reports(list(sources), Options(**options))))  # type: ignore[arg-type]


def sort(found: list[Found]) -> tuple[list[Report], list[str], list[str]]:
    for thing in found:
        assert isinstance(thing, Report) or (thing.line and "\n" not in thing.line and thing.origin)
    return (
        [thing for thing in found if isinstance(thing, Report)],
        [f"{thing.origin}: {thing.line}" for thing in found if isinstance(thing, Failure)],
        [f"{thing.origin}: {thing.line}" for thing in found if isinstance(thing, Notice)],
    )


def only(found: tuple[list[Report], list[str], list[str]]) -> Report:
    assert len(found[0]) == 1 and not found[1] and not found[2], found
    return found[0][0]


def failure(found: tuple[list[Report], list[str], list[str]]) -> str:
    assert not found[0] and len(found[1]) == 1, found
    return found[1][0]


# Texts


def test_a_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = f" date 2020-01-26 {STORY}\n\n“The end”, they said.\n"
    found = only(read(write(tmp_path / "a.txt", text)))
    assert found.text == text and found.published == JAN26 and found.date_source is DateSource.STATED
    assert found.article == text.replace("date 2020-01-26", " " * 15)
    assert len(found.article) == len(text)
    assert found.id == report_id(None, None, text)
    assert found.origin == str(tmp_path / "a.txt")


def test_a_text_without_a_date_stays_undated(tmp_path: Path) -> None:
    found = only(read(write(tmp_path / "a.txt", STORY)))
    assert found.published is None and found.date_source is DateSource.UNKNOWN


def test_what_the_user_gives_overrules(tmp_path: Path) -> None:
    lines = json.dumps({"text": STORY, "published": "2020-01-26", "outlet": "Theirs"})
    given_ = date(2019, 8, 30)
    for source in (write(tmp_path / "a.txt", "date 2020-01-26 " + STORY), write(tmp_path / "b.jsonl", lines)):
        found = only(read(source, published=given_, outlet="Mine"))
        assert (found.published, found.date_source, found.outlet) == (given_, DateSource.GIVEN, "Mine")


def test_half_a_date_is_told(tmp_path: Path) -> None:
    found, failed, notices = read(write(tmp_path / "a.txt", f"MOSCOW, August 30 (Agency) - {STORY}"))
    assert len(found) == 1 and not failed and found[0].published is None
    assert "August 30" in notices[0] and "--published" in notices[0]


def test_a_files_name_completes_a_dateline(tmp_path: Path) -> None:
    found = only(read(write(tmp_path / "2019-08-31-front.txt", f"MOSCOW, August 30 (Agency) - {STORY}")))
    assert (found.published, found.date_source) == (date(2019, 8, 30), DateSource.STATED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_so(tmp_path: Path, encoding: str) -> None:
    text = "Ma‘arrat an-Nu‘mān fell, “all of it”. معرة النعمان"
    assert only(read(write(tmp_path / "a.txt", text.encode(encoding)))).text == text
    rows = "id,published,text\n1,2020-01-26,Ma‘arra fell.\n2,2020-01-26,Nothing else.\n"
    lines = '{"text": "Ma‘arra fell."}\n\n{"text": "Nothing else."}\n'
    for name, content in (("a.csv", rows), ("a.jsonl", lines)):
        found, failed, notices = read(write(tmp_path / name, content.encode(encoding)))
        assert [r.text for r in found] == ["Ma‘arra fell.", "Nothing else."] and not failed and not notices


def test_an_old_encoding_is_guessed_and_told(tmp_path: Path) -> None:
    text = (
        "The army’s advance – “a great victory” – was announced in a café near Ma’arrat, the agency’s reporter said. "
        * 3
    )
    found, failed, notices = read(write(tmp_path / "a.txt", text.encode("cp1252")))
    assert [r.text for r in found] == [text] and not failed
    assert "cp1252" in notices[0] and "guess" in notices[0]
    found, failed, notices = read(write(tmp_path / "a.csv", f"id;text\n1;{text}\n".encode("cp1252")))
    assert [r.text for r in found] == [text] and "cp1252" in notices[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1256", "Fighters of Jaish al-Fatah (جيش الفتح) captured Idlib (إدلب) on Saturday, residents said.\n"),
        ("cp1251", "Russian troops entered Grozny (Грозный) on Tuesday, General Kazantsev (Казанцев) said.\n"),
        ("cp1250", "Fighting went on near Goražde and Žepa, said Mr. Đurić of the Serb army.\n"),
    ],
)
def test_names_in_the_letters_of_a_war_tell_its_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    found, failed, notices = read(write(tmp_path / "a.txt", text.encode(encoding)))
    assert [r.text for r in found] == [text] and not failed and encoding in notices[0]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_to_end_lines_is_read(end: str, name: str, tmp_path: Path) -> None:
    rows = [f'{{"text": "Troops took {n} towns."}}' for n in (2, 3)]
    table = ["outlet,text", *(f'Wire,"Troops took {n} towns."' for n in (2, 3))]
    (tmp_path / name).write_bytes(end.join(table if name == "a.csv" else rows).encode())
    found = list(reports([tmp_path / name], Options()))
    assert [r.text for r in found if isinstance(r, Report)] == ["Troops took 2 towns.", "Troops took 3 towns."]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(tmp_path: Path, encoding: str) -> None:
    text = "date 1999-12-08 Troops took Urus-Martan, the “ministry” said.\n"
    assert only(read(write(tmp_path / "a.txt", text.encode(encoding)))).text == text
    rows = "id,text\n1,Ma‘arra fell.\n"
    assert only(read(write(tmp_path / "a.csv", rows.encode(encoding)))).text == "Ma‘arra fell."


def test_a_few_zeros_in_a_short_text_do_not_make_it_a_binary_file(tmp_path: Path) -> None:
    found = only(read(write(tmp_path / "a.txt", b"The army killed\0 two men\0 near Mullaittivu.\n")))
    assert found.text == "The army killed\ufffd two men\ufffd near Mullaittivu.\n"


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    write(tmp_path / "b.txt", b"Qasr fell.")
    found, failed, notices = read(tmp_path)
    assert [r.text for r in found] == ["Qasr fell."] and not failed and "a.txt" in notices[0]


def test_newlines_of_all_systems(tmp_path: Path) -> None:
    assert only(read(write(tmp_path / "a.txt", b"One.\r\nTwo.\rThree.\n"))).text == "One.\nTwo.\nThree.\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "nothing in it"),
        (b" \n\t \n", "nothing in it"),
        (b"\xef\xbb\xbf \n", "nothing in it"),
        (b"\0" * 100, "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x1f\x8b\x08rest", "compressed"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"SQLite format 3\0", "database"),
        (b"<?xml version='1.0'?>\n<table><row/></table>", "no feed"),
        (b"<?xml version='1.0'?>\n<rss><channel/></rss>", "no report in it"),
    ],
)
def test_what_is_no_text(tmp_path: Path, content: bytes, says: str) -> None:
    for name in ("a.txt", "a.html", "a.jsonl", "a.csv", "a"):
        assert says in failure(read(write(tmp_path / name, content)))


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"Troops took two towns.\n" * 5000)
        file.truncate(200 << 20)  # sparse: costs no disk
    assert "larger than 64 MB" in failure(read(path))


def test_a_large_page_is_refused(tmp_path: Path) -> None:
    assert "larger than 8 MB" in failure(read(write(tmp_path / "a.html", "<html>" + " " * (9 << 20))))


def test_a_long_record_is_left_out_and_the_rest_read(tmp_path: Path) -> None:
    long = "x" * 5000
    lines = "\n".join(json.dumps({"text": text}) for text in ("One.", long, "Two."))
    found, failed, _ = read(write(tmp_path / "a.jsonl", lines), max_bytes=1000)
    assert [r.text for r in found] == ["One.", "Two."] and "line 2" in failed[0] and "1,000 bytes" in failed[0]
    found, failed, _ = read(write(tmp_path / "a.csv", f"text,id\nOne.,1\n{long},2\nTwo.,3\n"), max_bytes=1000)
    assert [r.text for r in found] == ["One.", "Two."] and "line 3" in failed[0]


def test_a_stream_longer_than_the_limit_is_read_record_by_record(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": n, "text": f"Town {n} fell."}) + "\n" for n in range(200))
    found, failed, _ = read(write(tmp_path / "a.jsonl", lines), max_bytes=1000)
    assert len(lines) > 1000 and len(found) == 200 and not failed


def test_devices_and_what_is_not_there(tmp_path: Path) -> None:
    assert "device" in failure(read("/dev/zero"))
    assert "No such file" in failure(read(tmp_path / "nothing.txt"))
    assert "cannot be read" in failure(read("a\0b"))
    assert "cannot be read" in failure(read("x" * 5000))
    assert "ftp://" in failure(read("ftp://host.example/a"))
    assert "without the network" in failure(read("https://host.example/a", allow_network=False))


def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if os.fork() == 0:
        pipe.write_bytes(STORY.encode())
        os._exit(0)
    assert only(read(pipe)).text == STORY
    os.wait()


# Records


def test_json_lines(tmp_path: Path) -> None:
    row = {
        "id": "orontes-7",
        "outlet": "Orontes",
        "published": "2020-01-26",
        "title": "Two\n towns",
        "text": STORY,
        "url": "https://o.example/7",
        "more": [1],
    }
    found = only(read(write(tmp_path / "a.jsonl", json.dumps(row))))
    assert (found.id, found.outlet, found.published, found.date_source) == (
        "orontes-7",
        "Orontes",
        JAN26,
        DateSource.GIVEN,
    )
    assert (found.title, found.url, found.text) == ("Two towns", "https://o.example/7", STORY)
    assert found.origin == f"{tmp_path / 'a.jsonl'}, line 1"


def test_a_broken_seventh_line(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": f"Town {n} fell."}) for n in range(1, 11)]
    lines[6] = lines[6][:-4]
    found, failed, notices = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [r.id for r in found] == ["1", "2", "3", "4", "5", "6", "8", "9", "10"]
    assert len(failed) == 1 and "line 7" in failed[0] and not notices


@pytest.mark.parametrize(
    "line",
    [
        "{", "nonsense", "[]", "3", "null", '"text"', "{}", '{"text": null}', '{"text": 3}', '{"text": ["a"]}', '{"text": " "}',
        '{"id": {}, "text": "a"}', '{"id": "a\\nb", "text": "a"}', json.dumps({"id": "x" * 300, "text": "a"}), "[" * 100_000, "9" * 5000,
        '{"text": "a"', b"\xff\xfe\0", b'{"text": "\0"}',
    ],
    ids=lambda line: repr(line)[:20],
)  # fmt: skip
def test_one_broken_record_is_one_failure(tmp_path: Path, line: str | bytes) -> None:
    broken = line if isinstance(line, bytes) else line.encode()
    good = [json.dumps({"text": text}).encode() for text in ("One.", "Two.")]
    found, failed, _ = read(write(tmp_path / "a.jsonl", b"\n".join((good[0], broken, good[1]))))
    assert [r.text for r in found] == ["One.", "Two."]
    assert len(failed) == 1 and "line 2" in failed[0]


def test_a_file_of_something_else_is_one_failure(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"quote": n}) for n in range(500))
    assert "not one of its first 20 records" in failure(read(write(tmp_path / "claims.jsonl", lines)))
    assert "without a column text" in failure(read(write(tmp_path / "a.csv", "id,quote\n1,2\n")))


def test_what_is_doubtful_is_told_and_read(tmp_path: Path) -> None:
    rows = [
        {"text": "One.", "published": "the day after"},
        {"text": "date 2020-01-26 Two.", "published": "x"},
        {"text": "Three.", "outlet": ["a"]},
    ]
    found, failed, notices = read(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))
    assert [r.published for r in found] == [None, JAN26, None] and not failed
    assert "the day after" in notices[0] and "undated" in notices[0] and "line 1" in notices[0]
    assert "2020-01-26" in notices[1] and "outlet" in notices[2]


def test_halves_of_surrogate_pairs_and_nul_become_signs_of_replacement(tmp_path: Path) -> None:
    found = only(read(write(tmp_path / "a.jsonl", '{"text": "a\\ud800b\\u0000c \\ud83d\\ude00", "outlet": "\\udfff"}')))
    assert found.text == "a\ufffdb\ufffdc \U0001f600" and found.outlet == "\ufffd"
    found.text.encode()


def test_json_arrays_and_objects(tmp_path: Path) -> None:
    rows = [{"id": n, "text": f"Town {n} fell."} for n in range(3)]
    for indent in (None, 2):
        found, failed, _ = read(write(tmp_path / "a.json", json.dumps(rows, indent=indent)))
        assert [r.id for r in found] == ["0", "1", "2"] and not failed
        assert found[1].origin == f"{tmp_path / 'a.json'}, record 2"
        assert only(read(write(tmp_path / "b.json", json.dumps(rows[0], indent=indent)))).id == "0"
    assert "no JSON" in failure(read(write(tmp_path / "c.json", '[{"text": "a"}, ')))
    assert "no report" in failure(read(write(tmp_path / "d.json", "[]")))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables(tmp_path: Path, delimiter: str) -> None:
    header = delimiter.join(("ID", "Outlet", " published ", "Title", "TEXT", "url", "extra"))
    rows = [
        delimiter.join(
            ("a-1", "Orontes", "2020-01-26", "T", '"Two, towns; ""fell""|\n\nSo\tthey say."', "https://o.example", "x")
        ),
        delimiter.join(("", "", "", "", "Short", "")),
        "",
        delimiter.join(("a-3", "", "", "", "")),
    ]
    found, failed, _ = read(write(tmp_path / "a.csv", "\ufeff" + "\r\n".join((header, *rows))))
    assert [r.id for r in found] == ["a-1", report_id(None, None, "Short")]
    assert found[0].text == 'Two, towns; "fell"|\n\nSo\tthey say.' and found[0].published == JAN26
    assert found[1].outlet is None and found[1].published is None
    assert len(failed) == 1 and "line 7" in failed[0] and "no text" in failed[0]


def test_a_column_under_another_name_is_told(tmp_path: Path) -> None:
    found, failed, notices = read(write(tmp_path / "a.csv", f"text\tdate\tzeitung\n{STORY}\t2020-01-26\tThe Wire\n"))
    assert found[0].published == JAN26 and found[0].outlet is None and not failed
    assert notices == [f"{tmp_path / 'a.csv'}: a table without a column outlet; not read: zeitung"]


def test_names_of_columns_that_others_use(tmp_path: Path) -> None:
    rows = (
        "unit_id,article_title,article_content,source,date,location\n7,Two towns,They fell.,Orontes,26/01/2020,Idlib\n"
    )
    found = only(read(write(tmp_path / "a.csv", rows)))
    assert (found.id, found.title, found.text, found.outlet, found.published) == (
        "7",
        "Two towns",
        "They fell.",
        "Orontes",
        JAN26,
    )


def test_a_quotation_mark_left_open_costs_one_record(tmp_path: Path) -> None:
    rows = ["text,id", '"open,1', *(f"Town {n} fell and its people fled.,{n}" for n in range(2, 60))]
    found, failed, _ = read(write(tmp_path / "a.csv", "\n".join(rows)), max_bytes=500)
    assert len(failed) == 1 and "line 2" in failed[0] and "quotation mark" in failed[0]
    assert len(found) > 30, "the rows after the bound are read"


def test_the_same_report_again_is_left_out_and_another_text_refused(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "One."},
        {"id": "a", "text": "One."},
        {"id": "a", "text": "Other."},
        {"id": "b", "text": "One."},
    ]
    found, failed, notices = read(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))
    assert [r.id for r in found] == ["a", "b"]
    assert "line 2" in notices[0] and "left out" in notices[0]
    assert "line 3" in failed[0] and "another id" in failed[0]


# Pages


def test_a_page(tmp_path: Path) -> None:
    found = only(read(write(tmp_path / "a.html", PAGE)))
    assert (found.outlet, found.title, found.published, found.date_source) == (
        "Orontes Wire",
        "Two towns taken",
        JAN26,
        DateSource.METADATA,
    )
    assert found.text == f"{STORY}\n\nMore than 300 people left, the mayor said."


def test_a_year_in_a_footer_dates_no_page(tmp_path: Path) -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2020-01-26T14:05:00+02:00">', "")
    assert only(read(write(tmp_path / "a.html", page))).published is None


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<html><head><title>Only a title</title></head><body></body></html>", "<!doctype html><p> </p>"],
)
def test_a_page_without_text(tmp_path: Path, page: str) -> None:
    assert "no article" in failure(read(write(tmp_path / "a.html", page)))


def test_a_page_names_its_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("residents", "жители города")
    assert "жители города" in only(read(write(tmp_path / "a.html", page.encode("windows-1251")))).text


def test_deep_nesting_is_survived(tmp_path: Path) -> None:
    found, failed, _ = read(
        write(tmp_path / "a.html", "<html><body>" + "<div>" * 50_000 + STORY), write(tmp_path / "b.txt", STORY)
    )
    assert len(found) + len(failed) == 2 and any(r.text == STORY for r in found)


# What a source is, by what is in it


@pytest.mark.parametrize("name", ["a", "a.txt", "a.dat", "a.JSON", "-"])
def test_the_name_need_not_tell(tmp_path: Path, name: str) -> None:
    contents = {
        "page": PAGE,
        "lines": json.dumps({"text": STORY}) + "\n" + json.dumps({"text": "Two."}) + "\n",
        "array": json.dumps([{"text": STORY}, {"text": "Two."}]),
        "table": f'id,text,published\n1,"{STORY}",2020-01-26\n2,Two.,\n',
    }
    for form, content in contents.items():
        found = (
            list(reports(["-"], stdin=io.BytesIO(content.encode())))
            if name == "-"
            else list(reports([write(tmp_path / name, content)]))
        )
        texts = [r.text for r in found if isinstance(r, Report)]
        assert texts[0].startswith(STORY) and len(texts) == (1 if form == "page" else 2), form


@pytest.mark.parametrize(
    "text",
    [
        "{Two} towns fell.",
        "[1] Two towns fell.",
        "<two> towns fell",
        "The text, its title, and more.\nTwo towns fell.",
        "text\nTwo towns fell.",
    ],
)
def test_texts_that_look_like_something_else(tmp_path: Path, text: str) -> None:
    assert only(read(write(tmp_path / "a.txt", text))).text == text


def test_standard_input_in_small_pieces() -> None:
    class Drip(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.data = data

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            piece, self.data = self.data[:7], self.data[7:]
            buffer[: len(piece)] = piece
            return len(piece)

    lines = "".join(json.dumps({"id": n, "text": f"Town {n} fell."}) + "\n" for n in range(40))
    found, failed, _ = sort(list(reports(["-"], stdin=Drip(lines.encode()))))  # type: ignore[arg-type]
    assert len(found) == 40 and not failed


def test_hostile_beginnings_are_seen_through_in_no_time() -> None:
    for hostile in (
        "<!---->" * 9000 + "x",
        "<!--" * 16_000,
        " " * 65_000,
        "<?xmlx" * 11_000,
        "{ " * 32_000,
        ",;" * 32_000,
        '"' * 65_000,
    ):
        kind(hostile, ".txt")  # a pattern that backtracks without end would hang here


# Folders


def test_folders(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("b/2.txt", "a/1.txt", "c.jsonl", ".hidden.txt", ".git/config.txt", "b/README.md", "photo.png"):
        write(folder / name, json.dumps({"text": name}) if name.endswith("jsonl") else name)
    found, failed, notices = read(folder)
    assert [r.text for r in found] == ["a/1.txt", "b/2.txt", "c.jsonl"] and not failed
    assert len(notices) == 1 and "2 of its files" in notices[0] and "README.md" in notices[0]


def test_a_folder_does_not_lead_out_of_itself(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "A key.")
    write(tmp_path / "in" / "a.txt", STORY)
    (tmp_path / "in" / "link.txt").symlink_to(secret)
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "in" / "within.txt").symlink_to(tmp_path / "in" / "a.txt")
    found, failed, notices = read(tmp_path / "in")
    assert [r.text for r in found] == [STORY] and not failed
    assert any("link.txt" in line for line in notices)


def test_an_empty_folder(tmp_path: Path) -> None:
    assert "no report in this folder" in failure(read(tmp_path))


def test_one_bad_source_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", STORY)
    found, failed, _ = read(tmp_path / "none", write(tmp_path / "bad.txt", b"\0\0"), good)
    assert [r.text for r in found] == [STORY] and len(failed) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow only names that are text")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    with open(os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt"), "wb") as file:  # noqa: PTH118, PTH123 – Path takes no bytes
        file.write(STORY.encode())
    found = only(read(tmp_path))
    assert found.text == STORY and found.origin is not None
    found.origin.encode()


def test_reading_is_lazy(tmp_path: Path) -> None:
    found = reports([write(tmp_path / "a.txt", STORY), tmp_path / "b.txt"])
    assert isinstance(next(found), Report)
    write(tmp_path / "b.txt", "Later.")
    assert [r.text for r in found if isinstance(r, Report)] == ["Later."]


# Anything


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))
    | st.from_regex(
        rb"(<html>|<p>|\{|\"text\": |\"a\"|,|\n|\[|\}|\]|text,id|;|\x00|\xff\xfe|caf\xe9){1,12}", fullmatch=True
    ),
    suffix=st.sampled_from(("", ".txt", ".html", ".jsonl", ".json", ".csv")),
)
@example(content=b"+/v8-", suffix=".txt")
@example(content=b'<meta charset="base64">\xe9', suffix=".html")
@example(content=b"\xff\xfe\x00", suffix=".csv")
@example(content=b"\r!", suffix=".csv")
@example(content=b"text,id\rA town fell.,1\rIt held.,2", suffix=".csv")
def test_no_bytes_crash_ingest(tmp_path: Path, content: bytes, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(content)
    found, failed, _ = read(tmp_path / f"a{suffix}")
    assert found or failed, "nothing disappears"
    for report in found:
        (report.text + (report.title or "") + (report.outlet or "") + report.id).encode()


@given(st.binary(max_size=300), st.sampled_from((None, "utf-8", "latin-1", "base64", "no such", "utf-16")))
def test_bytes_are_decoded_or_refused(data: bytes, declared: str | None) -> None:
    try:
        text, _ = decode(data, declared)
    except NotText as error:
        assert str(error)
    else:
        assert "\r" not in text and not text.startswith("\ufeff")


@given(st.text())
def test_cleaning_keeps_the_length(text: str) -> None:
    assert len(clean(text)) == len(text)
    assert clean(clean(text)) == clean(text)
    clean(text).encode()


# One text, from Python


def test_text_report() -> None:
    found = text_report(f"date 2020-01-26 {STORY}", outlet="Orontes", id="o-1")
    assert (found.id, found.outlet, found.published, found.body) == ("o-1", "Orontes", JAN26, 16)
    assert found.text == f"date 2020-01-26 {STORY}"
    assert text_report(STORY, published="26 January 2020").published == JAN26
    assert text_report(STORY, published=JAN26).date_source is DateSource.GIVEN
    assert text_report(STORY).published is None
    for bad in ({"text": STORY, "published": "soon"}, {"text": " \n"}, {"text": STORY, "id": "a\nb"}):
        with pytest.raises(UserError):
            text_report(**bad)
