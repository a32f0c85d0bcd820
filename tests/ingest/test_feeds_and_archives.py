"""Reports in feeds, mails, compressed files and archives: each entry and each file is one, and what is damaged fails alone."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import quopri
import tarfile
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from warmonitor.ingest import Failure, Notice, Options, mails, packed, reports
from warmonitor.ingest.making import Raw
from warmonitor.model import DateSource, Report

STORY = "Troops took two towns on Friday, residents said."
RSS = f"""<?xml version="1.0" encoding="windows-1252"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Orontes&nbsp;Wire</title>
<item><title>Two towns &amp; a café</title><link>https://wire.example/1</link><pubDate>Fri, 05 Jan 2024 12:00:00 +0630</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{STORY}</p><script>x()</script><p>Nobody was <b>hurt</b>.</p>]]></content:encoded></item>
<item><title>One town taken</title><source url="https://far.example">Far Wire</source></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Marran Watch</title>
<entry><title>Towns</title><link rel="self" href="https://no.example"/><link href="https://watch.example/1"/><updated>2024-05-19T03:00:00Z</updated>
<published>2024-05-18T03:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p><p>All fled.</p></div></content></entry></feed>"""
MAIL = f"""From: Marran Desk <desk@marran.example>
Date: Tue, 06 Feb 2024 10:00:00 +0000
Subject: Two towns
 taken
Content-Type: text/plain; charset=utf-8

{STORY}
"""
SAVED = f"""From: <Saved by a browser>
Snapshot-Content-Location: https://desk.example/a
Date: Mon, 3 Jun 2024 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--X"

----X
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<html><head><title>Towns | Desk</title><meta property=3D"article:published_time" content=3D"2024-01-11"></head><body><article><h1>Towns</h1>
<p>{STORY} They had been there for a year, and nobody =
was hurt in the two towns.</p></article></body></html>
----X--
"""


def read(path: Path, content: str | bytes) -> tuple[list[Report], list[str]]:
    """The reports in a file of this content, and what is said of it beside."""
    path.write_bytes(content.encode("cp1252") if isinstance(content, str) else content)
    found = list(reports([path], Options()))
    return [r for r in found if isinstance(r, Report)], [r.line for r in found if isinstance(r, Failure | Notice)]


def test_each_entry_of_a_feed_is_a_report(tmp_path: Path) -> None:
    (first, second), told = read(tmp_path / "a.rss", RSS)
    assert (first.outlet, first.title, first.url) == ("Orontes Wire", "Two towns & a café", "https://wire.example/1")
    assert (first.published, first.date_source) == (date(2024, 1, 5), DateSource.METADATA)
    assert first.text == f"{STORY}\n\nNobody was hurt." and not told
    assert (second.text, second.outlet, second.published) == ("One town taken", "Far Wire", None)


def test_a_feed_of_the_other_form_has_them_too(tmp_path: Path) -> None:
    ((entry,), told) = read(tmp_path / "a.xml", ATOM)
    assert (entry.outlet, entry.url, entry.published) == ("Marran Watch", "https://watch.example/1", date(2024, 5, 18))
    assert entry.text == f"{STORY}\n\nAll fled." and not told


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (RSS.replace("</rss>", ""), "broken"),
        (RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]><rss'), "no feed"),
        (ATOM.replace("Marran Watch", "<!ENTITY"), "entities"),
    ],
)
def test_a_feed_that_cannot_be_read_is_one_line(content: str, says: str, tmp_path: Path) -> None:
    found, (line,) = read(tmp_path / "a.xml", content)
    assert not found and says in line


@pytest.mark.parametrize(
    "hostile",
    ["<b>" * 3000 + "x" + "</b>" * 3000, "<![CDATA[" + "<![a[" * 9 + "]]>", "<![CDATA[" + "<a " * 8000 + "]]>"],
)
def test_what_no_parser_takes_apart_spoils_no_other_entry(hostile: str, tmp_path: Path) -> None:
    found, told = read(tmp_path / "a.rss", RSS.replace("One town taken", hostile))
    assert [r.outlet for r in found] == ["Orontes Wire", "Far Wire"] and not told
    assert found[0].text == f"{STORY}\n\nNobody was hurt." and found[1].text


def test_the_end_of_a_script_without_its_start_shows_no_other_script(tmp_path: Path) -> None:
    (entry, _), _ = read(tmp_path / "a.rss", RSS.replace("<p>Troops", "</script></style><p>Troops"))
    assert entry.text == f"{STORY}\n\nNobody was hurt."


def test_an_entry_is_no_larger_than_an_article(tmp_path: Path) -> None:
    found, told = read(tmp_path / "a.rss", RSS.replace("Short.", "long " * 300_000))
    assert [r.outlet for r in found] == ["Far Wire"] and "larger than 1 MB" in told[0]


def test_names_of_letters_that_xml_does_not_know(tmp_path: Path) -> None:
    (_, entry), told = read(tmp_path / "a.rss", RSS.replace("One town taken", "One &LT; two &AMP; caf&eacute; &zal;"))
    assert entry.text == "One < two & café &zal;" and not told


def test_what_a_feed_tells_of_pictures_is_no_article(tmp_path: Path) -> None:
    picture = f"<m:title>Photo 17</m:title><m:description>{'A market in 1998. ' * 9}</m:description>"
    (entry, _), _ = read(
        tmp_path / "a.rss",
        RSS.replace("<rss", '<rss xmlns:m="http://search.yahoo.com/mrss/"').replace("<item>", f"<item>{picture}"),
    )
    assert (entry.title, entry.text) == ("Two towns & a café", f"{STORY}\n\nNobody was hurt.")


def test_a_feed_of_the_first_form_has_its_own_namespaces(tmp_path: Path) -> None:
    feed = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Marran Watch</title></channel><item><title>Towns</title><description>{STORY}</description><dc:date>2024-01-02</dc:date></item></rdf:RDF>"""
    ((entry,), _) = read(tmp_path / "a.rdf", feed)
    assert (entry.outlet, entry.title, entry.text, entry.published) == (
        "Marran Watch",
        "Towns",
        STORY,
        date(2024, 1, 2),
    )


def test_a_mail_is_a_report_and_a_saved_page_is_dated_by_itself(tmp_path: Path) -> None:
    ((mail,), _) = read(tmp_path / "a.eml", MAIL)
    assert (mail.outlet, mail.title, mail.published) == ("Marran Desk", "Two towns taken", date(2024, 2, 6))
    assert mail.text.strip() == STORY
    ((page,), _) = read(tmp_path / "a.mhtml", SAVED)
    assert (page.url, page.published) == ("https://desk.example/a", date(2024, 1, 11)) and STORY in page.text


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-6", "iso-2022-jp", None])
@pytest.mark.parametrize("transfer", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("saved", [False, True])
def test_letters_of_a_mail_are_read_in_its_encoding(
    charset: str | None, transfer: str, saved: bool, tmp_path: Path
) -> None:
    says = {"iso-8859-6": "الجيش in Idlib, إدلب", "iso-2022-jp": "軍 in Idlib"}.get(
        charset or "", "Troops’ café in Idlib, إدلب"
    )
    text = f"{says}. {STORY} They had been there for a year, and nobody was hurt in the two towns."
    data = (f"<html><body><article><p>{text}</p></article></body></html>" if saved else text).encode(charset or "utf-8")
    packed_data = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(transfer, bytes)(data)
    head = f"From: Désk <d@m.example>\r\nDate: Tue, 06 Feb 2024 10:00:00 +0000\r\nSubject: Café\r\nContent-Transfer-Encoding: {transfer}\r\n"
    head += f"Content-Type: text/{'html' if saved else 'plain'}" + (f"; charset={charset}\r\n" if charset else "\r\n")
    head += "Snapshot-Content-Location: https://desk.example/a\r\n" if saved else ""
    ((mail,), told) = read(tmp_path / "a.eml", head.encode() + b"\r\n" + packed_data)
    assert text in mail.text and not told
    assert saved or (mail.outlet, mail.title) == ("Désk", "Café")


@pytest.mark.parametrize("odd", [";", '"', "\\", "a ", "=?utf-8?q?a?= "])
@pytest.mark.parametrize("header", ["From: ", "Subject: ", "Content-Type: text/plain; "])
def test_odd_headers_take_no_time_and_spoil_no_mail(header: str, odd: str) -> None:
    """`email.policy.default` takes minutes for some of them, the square of their length."""
    (mail,) = mails.report(f"{header}{odd * ((1 << 20) // len(odd))}\n{MAIL}".encode(), "a.eml")
    assert isinstance(mail, Raw) and mail.text.strip() == STORY and mail.published == "Tue, 06 Feb 2024 10:00:00 +0000"


def test_a_mail_is_its_own_text_and_no_attachment_or_mail_within() -> None:
    parts = [
        "Content-Type: text/plain\nContent-Disposition: attachment\n\nMinutes.",
        f"Content-Type: message/rfc822\n\n{MAIL.replace(STORY, 'An old story.')}",
        f"Content-Type: text/html\n\n<html><body><article><p>{STORY} They had been there for a year, and nobody was hurt.</p></article></body></html>",
    ]
    body = "".join(f"--X\n{part}\n" for part in parts)
    head = (
        "From: =?utf-8?q?D=C3=A9sk=2C_Marran?= <d@m.example>\nDate: Tue, 6 Feb 2024\nSubject: Two\nMIME-Version: 1.0\n"
    )
    (mail,) = mails.report(f'{head}Content-Type: multipart/mixed; boundary="X"\n\n{body}--X--\n'.encode(), "a.eml")
    assert isinstance(mail, Raw) and mail.text.startswith(STORY) and mail.outlet == "Désk, Marran"


FORWARDED = f"""From: A. Reader <a@reader.example>
Date: Tue, 13 Feb 2024 10:00:00 +0000
Subject: Fwd: Two towns taken
Content-Type: text/plain; charset=utf-8

FYI.

---------- Forwarded message ---------
From: Marran Desk <desk@marran.example>
Date: Tue, 6 Feb 2024 at 10:00
Subject: Two towns taken
To: A. Reader <a@reader.example>

{STORY}
--
To unsubscribe: https://lists.example
"""


def test_a_forwarded_mail_is_the_one_that_is_forwarded(tmp_path: Path) -> None:
    ((mail,), _) = read(tmp_path / "a.eml", FORWARDED)
    assert (mail.outlet, mail.title, mail.published) == ("Marran Desk", "Two towns taken", date(2024, 2, 6))
    assert mail.text.strip() == STORY


def test_an_answer_is_by_who_answers(tmp_path: Path) -> None:
    ((mail,), _) = read(
        tmp_path / "a.eml",
        FORWARDED.replace("---------- Forwarded message ---------", "You wrote:").replace("Fwd:", "Re:"),
    )
    assert (mail.outlet, mail.title, mail.published) == ("A. Reader", "Two towns taken", date(2024, 2, 13))
    assert "FYI" in mail.text and "unsubscribe" not in mail.text


def test_a_signature_that_is_all_there_is_stays() -> None:
    (mail,) = mails.report(MAIL.replace(STORY, f"-- \n{STORY}").encode(), "a.eml")
    assert isinstance(mail, Raw) and STORY in mail.text


def test_a_report_with_lines_above_it_is_no_mail(tmp_path: Path) -> None:
    ((report,), _) = read(tmp_path / "a.txt", f"Date: 2024-02-06\nTitle: Two towns\nOutlet: Desk\n\n{STORY}\n")
    assert report.text.startswith("Date: ") and report.published == date(2024, 2, 6)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_is_compressed_is_read_as_it_was(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": f"r{n}", "text": STORY}) for n in range(3)).encode()
    found, told = read(tmp_path / "a.jsonl.gz", pack(lines))
    assert [r.id for r in found] == ["r0", "r1", "r2"] and not told
    found, told = read(tmp_path / "b.jsonl.gz", pack(lines * 500)[:-20])
    assert "damaged" in told[-1]
    found, told = read(tmp_path / "c.txt.gz", pack(pack(STORY.encode())))
    assert not found and "unpack it first" in told[0]


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def tarred(**files: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(name.replace("__", "/").replace("_", "."))
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_is_read_like_a_folder(pack: Callable[..., bytes], tmp_path: Path) -> None:
    files = {
        "a__one_txt": STORY,
        "b_rss": RSS.replace("windows-1252", "utf-8"),
        "c_pdf": "%PDF",
        "_hidden_txt": "x",
        "d_zip": "x",
        "e_txt": "",
    }
    content = pack(**files)
    found, told = read(tmp_path / "reports.zip", content)
    assert [r.origin and r.origin.removeprefix(f"{tmp_path}/reports.zip/") for r in found] == [
        "a/one.txt",
        "b.rss, entry 1",
        "b.rss, entry 2",
    ]
    assert told == [
        "there is nothing in it",
        "2 of its files are no reports by their names, and are left out: c.pdf, d.zip",
    ]
    piped = list(reports(["-"], Options(), stdin=io.BytesIO(content)))
    assert sum(isinstance(r, Report) for r in piped) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped(mimetype="application/epub+zip"), "office document"),
        (zipped(c_pdf="x"), "no report"),
        (zipped(a_txt=STORY)[:40], "damaged"),
        (tarred(a_txt=STORY * 99)[:60], "damaged"),
    ],
    ids=["office document", "nothing to read", "half a zip", "half a tar"],  # archives carry the time
)
def test_an_archive_without_reports_is_one_more_line(content: bytes, says: str, tmp_path: Path) -> None:
    found, told = read(tmp_path / "a.zip", content)
    assert not found and says in told[-1]


def test_a_piped_zip_file_that_is_too_large_is_not_called_damaged() -> None:
    content = zipped(a_txt=STORY * 40_000)
    (told,) = reports(["-"], Options(max_bytes=1 << 20), stdin=Pipe(content))
    assert isinstance(told, Failure) and "larger than 1 MB" in told.line
    (found,) = reports(["-"], Options(max_bytes=len(content)), stdin=Pipe(content))
    assert isinstance(found, Report)


class Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("altered", [b"b.txt", b"PK\x03\x04"])
def test_a_damaged_file_of_an_archive_fails_alone(altered: bytes, tmp_path: Path) -> None:
    content = bytearray(zipped(a_txt=f"{STORY} One.", b_txt=STORY, c_txt=f"{STORY} Three."))
    content[content.index(altered, 10)] ^= 1  # in the second file's own header
    found, told = read(tmp_path / "a.zip", bytes(content))
    assert [r.text for r in found] == [f"{STORY} One.", f"{STORY} Three."]
    assert len(told) == 1 and "damaged" in told[0]


def described(type_: bytes, size: int, data: bytes = b"", times: int = 1) -> bytes:
    """An entry of a tar archive that says something of the next one, some times."""
    info = tarfile.TarInfo("x.txt")
    info.type, info.size = type_, size
    return (info.tobuf(tarfile.USTAR_FORMAT) + data.ljust(-(-size // 512) * 512, b"a")) * times


def holes() -> bytes:
    info = tarfile.TarInfo("x.txt")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0"}
    return info.tobuf(tarfile.PAX_FORMAT) + b"999999999\n" + b"1\n" * (1 << 20)


@pytest.mark.parametrize(
    ("hostile", "says"),
    [
        (described(tarfile.XHDTYPE, 1 << 20), "1048576 bytes to describe"),
        (described(tarfile.GNUTYPE_LONGNAME, 1 << 20), "1048576 bytes to describe"),
        (described(tarfile.XGLTYPE, 9, b"9 a=bcde\n", times=3000), "damaged"),
        (described(tarfile.GNUTYPE_SPARSE, 0), "a file with holes"),
        (holes(), "a file with holes"),
    ],
)
def test_what_describes_a_file_of_an_archive_is_short(hostile: bytes, says: str, tmp_path: Path) -> None:
    plain = gzip.decompress(tarred(a_txt=STORY))
    found, (told,) = read(tmp_path / "a.tar", plain[:1024] + hostile + plain)
    assert [r.text for r in found] == [STORY] and says in told


def test_a_file_without_a_name_is_passed_over(tmp_path: Path) -> None:
    content = zipped(a_txt=STORY, b=STORY).replace(b"b" + STORY.encode(), b"\0" + STORY.encode())
    at = content.rindex(b"b", 0, content.index(b"PK\x05\x06"))
    found, told = read(tmp_path / "a.zip", content[:at] + b"\0" + content[at + 1 :])
    assert len(found) == 1 and not told


def test_no_more_is_unpacked_than_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_UNPACKED", 1 << 20)
    found, told = read(tmp_path / "a.jsonl.gz", gzip.compress(b'{"text": "x"}\n' + b"\n" * (2 << 20)))
    assert len(found) == 1 and "unpacks to more" in told[-1]


@pytest.mark.parametrize("archive", ["zip", "tar"])
def test_compressed_files_of_an_archive_share_its_bound(
    archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MAX_UNPACKED", 1 << 20)
    large = gzip.compress(json.dumps({"text": STORY}).encode() + b"\n" * 700_000)
    out = io.BytesIO()
    if archive == "zip":
        with zipfile.ZipFile(out, "w") as files:
            for name in "ab":
                files.writestr(f"{name}.jsonl.gz", large)
    else:
        with tarfile.open(fileobj=out, mode="w") as files:
            for name in "ab":
                info = tarfile.TarInfo(f"{name}.jsonl.gz")
                info.size = len(large)
                files.addfile(info, io.BytesIO(large))
    _, told = read(tmp_path / "a.zip", out.getvalue())
    assert len(told) == 2 and "was there already" in told[0] and "unpacks to more" in told[1]


@pytest.mark.parametrize(
    ("method", "says"), [(zipfile.ZIP_DEFLATED, "unpacks to more"), (zipfile.ZIP_BZIP2, "a way not known here")]
)
def test_what_a_zip_file_holds_is_refused_before_it_is_unpacked(
    method: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MAX_UNPACKED", 1 << 20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"x" * ((2 << 20) if method == zipfile.ZIP_DEFLATED else 99), method)
        archive.writestr("b.txt", STORY)
    found, (told,) = read(tmp_path / "a.zip", out.getvalue())
    assert [r.text for r in found] == [STORY] and says in told


def test_records_under_other_usual_names(tmp_path: Path) -> None:
    article = {
        "source": {"id": None, "name": "Far Wire"},
        "title": "T",
        "publishedAt": "2024-02-17T18:00:00Z",
        "content": STORY,
    }
    for wrapped in (json.dumps({"status": "ok", "articles": [article]}), json.dumps({"articles": [article]}, indent=1)):
        ((report,), _) = read(tmp_path / "a.json", wrapped)
        assert (report.outlet, report.published, report.text) == ("Far Wire", date(2024, 2, 17), STORY)
    ((row,), _) = read(tmp_path / "a.csv", f"Publication;Publication date;Full text\nFar Wire;2024-02-17;{STORY}\n")
    assert (row.outlet, row.published, row.text) == ("Far Wire", date(2024, 2, 17), STORY)


def test_posts_exported_from_a_channel(tmp_path: Path) -> None:
    """As Telegram Desktop writes them; those without a word are told together."""
    own = {"from": "Marran Front", "date": "2024-05-17T18:03:22"}
    posts = [
        {"text": "", "type": "service"},
        own | {"text": STORY},
        own | {"text": [{"type": "bold", "text": "Dor:"}, " shells fell."]},
    ]
    found, told = read(tmp_path / "result.json", json.dumps({"name": "Marran Front", "messages": posts}))
    assert [r.text for r in found] == [STORY, "Dor: shells fell."] and told == [
        "1 of its messages has no text, and is left out"
    ]
    assert {(r.outlet, r.published) for r in found} == {("Marran Front", date(2024, 5, 17))}


def test_fields_that_are_objects_and_texts_in_html(tmp_path: Path) -> None:
    post = {
        "created_at": "Fri May 17 14:32:11 +0000 2024",
        "user": {"id": 1, "name": "Marran Front"},
        "full_text": STORY,
    }
    page = {
        "date": "2024-05-17",
        "title": {"rendered": "Two towns"},
        "content": {"rendered": f"<p>{STORY}</p>\n<p>All fled &amp; hid.</p>"},
    }
    found, told = read(tmp_path / "a.jsonl", json.dumps(post) + "\n" + json.dumps(page))
    assert [(r.outlet, r.title, r.published) for r in found] == [
        ("Marran Front", None, date(2024, 5, 17)),
        (None, "Two towns", date(2024, 5, 17)),
    ]
    assert [r.text for r in found] == [STORY, f"{STORY}\n\nAll fled & hid."] and not told


@pytest.mark.parametrize("title", ["Marran Post - Two towns taken", "Two towns taken | Marran Post"])
def test_a_pages_own_title_names_its_site(tmp_path: Path, title: str) -> None:
    story = f"{STORY} They had been there for a year, and nobody was hurt in the two towns, which lie on the river."
    page = f"<html><head><title>{title}</title></head><body><h1>Two towns taken</h1><p>{story}</p><p>{story}</p></body></html>"
    ((found,), _) = read(tmp_path / "a.html", page)
    assert (found.outlet, found.title) == ("Marran Post", "Two towns taken")
