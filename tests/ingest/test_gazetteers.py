"""Country dumps fetched from a server; it runs on this machine, which only these tests allow."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from warmonitor.cli import main
from warmonitor.ground.added import read_table
from warmonitor.ground.gazetteer import Gazetteer
from warmonitor.ground.gazetteer_build import write
from warmonitor.ground.gazetteer_rows import Gathered, Row
from warmonitor.ingest import gazetteers
from warmonitor.model import UserError

LINE = "7\tAsmar\tAsmar\tTal Asmar\t35.7\t36.5\tP\tPPL\tSY\t\t12\t\t\t\t900\t\t\tAsia/Damascus\t2020-01-01\n"
local = partial(gazetteers.country_table, allowed=lambda address: address.is_loopback)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("SY.txt", LINE)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there = self.path == "/dump/SY.zip"
            self.send_response(200 if there else 404)
            self.end_headers()
            self.wfile.write(packed.getvalue() if there else b"")

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/dump/"
        serving.shutdown()


@pytest.fixture
def gazetteer(tmp_path: Path) -> str:
    path = tmp_path / "gazetteer.sqlite"
    syria = Row("country:SY", "Syria", "country", "SY", None, None, 35, 38, 18_000_000, 240, ["Syria"])
    write(path, Gathered([syria], [], {}), lambda what, share: None)
    return str(path)


def test_a_country_is_fetched(server: str, tmp_path: Path) -> None:
    file = local("SY", tmp_path, base=server)
    assert list(read_table(file).populations()) == [900]


def test_what_is_not_there_is_told_in_one_line(server: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"XX\.zip: the server answered 404"):
        local("XX", tmp_path, base=server)


def test_private_addresses_are_not_fetched(server: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no public address"):
        gazetteers.country_table("SY", tmp_path, base=server)


@pytest.mark.parametrize("what", ["SY", "sy", "Syria"])
def test_the_command_adds_a_country(
    server: str, gazetteer: str, what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gazetteers, "country_table", local)
    for again in ("", ", in place of 1"):
        assert main(["gazetteer", "add", what, "--mirror", server, "--gazetteer", gazetteer]) == 0
        assert capsys.readouterr().out == f"1 place of SY (geonames) added{again}\n"
    assert [p.id for p in Gazetteer.open(gazetteer).lookup("tal asmar")] == ["gn:7"]
    assert main(["gazetteer", "list", "--json", "--gazetteer", gazetteer]) == 0
    assert f'"origin": "{server}SY.zip"' in capsys.readouterr().out


def test_the_command_adds_finds_and_removes_a_file(
    gazetteer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "north.txt").write_text(LINE)
    at = ["--gazetteer", gazetteer]
    assert main(["gazetteer", "add", str(tmp_path / "north.txt"), *at]) == 0
    assert main(["gazetteer", "find", "tal asm", *at]) == 0
    assert main(["gazetteer", "find", "asmar", *at]) == 0
    assert main(["gazetteer", "remove", "north", *at]) == 0
    assert capsys.readouterr().out.count("gn:7") == 1
    assert main(["gazetteer", "find", "asmar", *at]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["add"], "give a file or a country"),
        (["add", "nosuch.csv"], "nosuch.csv: no such file"),
        (["remove", "nosuch"], "no such source"),
        (["burn"], "invalid choice"),
    ],
)
def test_mistakes_are_told_in_one_line(
    gazetteer: str, arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gazetteer", *arguments, "--gazetteer", gazetteer]) == 2
    said = capsys.readouterr().err
    assert line in said and said.count("\n") == 1
