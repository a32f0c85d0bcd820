"""Pages from the web: only public addresses, whatever names, redirects and second look-ups say; bounded in size and time.

The server runs on this machine; only these tests allow that address, by an argument.
"""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from warmonitor.ingest import Failure, Options, reports
from warmonitor.ingest import fetching as fetching_module
from warmonitor.ingest.fetching import Address, Page, fetch, public
from warmonitor.model import Report

PAGE = b"""<html><head><title>Two towns taken</title><meta property="article:published_time" content="2020-01-26"></head>
<body><article><p>Troops took two towns on Friday, residents said. Nobody was hurt.</p></article></body></html>"""


def local(address: Address) -> bool:
    return address.is_loopback


@dataclass
class Server:
    """Where it listens, and what it was asked: path and Host."""

    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    about = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            about.asked.append((self.path, self.headers["Host"]))
            answer = getattr(self, f"answer_{self.path.strip('/').partition('?')[0]}", None)
            if answer is None:
                self.give(404, b"not here")
            else:
                answer()

        def give(self, status: int, content: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            if "Content_Length" not in headers:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def answer_page(self) -> None:
            self.give(200, PAGE, Content_Type="text/html; charset=utf-8")

        def answer_lines(self) -> None:
            self.give(200, b'{"text": "One fell."}\n{"text": "Two fell."}\n', Content_Type="application/x-ndjson")

        def answer_packed(self) -> None:
            self.give(200, gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

        def answer_bomb(self) -> None:
            self.give(200, gzip.compress(b"a" * (3 << 20)), Content_Encoding="gzip")

        def answer_strange(self) -> None:
            self.give(200, b"x", Content_Encoding="br")

        def answer_large(self) -> None:
            self.give(200, b"a" * 100, Content_Length=str(1 << 40))

        def answer_endless(self) -> None:
            self.send_response(200)
            self.end_headers()
            for _ in range(60):
                self.wfile.write(b"a" * (1 << 16))

        def answer_slow(self) -> None:
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.05)

        def answer_there(self) -> None:
            self.give(302, b"", Location="/page")

        def answer_circle(self) -> None:
            self.give(302, b"", Location="/circle")

        def answer_inside(self) -> None:
            self.give(302, b"", Location="http://169.254.169.254/latest/meta-data")

        def answer_disk(self) -> None:
            self.give(302, b"", Location="file:///etc/hostname")

        def answer_nowhere(self) -> None:
            self.give(302, b"")

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        http.block_on_close = False
        about.port = http.server_port
        threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield about
        http.shutdown()


@pytest.fixture
def server(running: Server) -> Server:
    running.asked.clear()
    return running


def refused(found: Page | Failure) -> str:
    assert isinstance(found, Failure), found
    assert "\n" not in found.line
    return found.line


def test_a_page_is_fetched(server: Server) -> None:
    page = fetch(server.url("/page"), 1 << 20, allowed=local)
    assert isinstance(page, Page)
    assert (page.content, page.suffix, page.charset, page.url) == (PAGE, ".html", "utf-8", server.url("/page"))
    assert page.retrieved_at.tzinfo is not None
    packed = fetch(server.url("/packed"), 1 << 20, allowed=local)
    assert isinstance(packed, Page) and packed.content == PAGE


def test_an_address_becomes_a_report(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching_module.fetch, "__kwdefaults__", {"seconds": 5.0, "allowed": local})
    page, one, two = reports([server.url("/page"), server.url("/lines")])
    assert isinstance(page, Report) and isinstance(one, Report) and isinstance(two, Report)
    assert (page.title, str(page.published), page.url) == ("Two towns taken", "2020-01-26", server.url("/page"))
    assert page.retrieved_at is not None and page.text.startswith("Troops took")
    assert (one.text, two.text) == ("One fell.", "Two fell.")


def test_this_machine_is_not_reached_by_any_name(server: Server) -> None:
    names = ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]")
    for name in names:
        line = refused(fetch(server.url("/page", name), 1 << 20))
        assert "no public address" in line or "no host" in line or "cannot be fetched" in line, (name, line)
    (found,) = reports([server.url("/page")], Options())
    assert isinstance(found, Failure) and "no public address" in found.line
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "192.0.2.1", "::", "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "2002:0a00:0001::1", "64:ff9b::10.0.0.1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::1.1.1.1"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert public(ipaddress.ip_address(address))


def test_redirects_are_followed_and_checked(server: Server) -> None:
    page = fetch(server.url("/there"), 1 << 20, allowed=local)
    assert isinstance(page, Page) and page.url == server.url("/page")
    assert "169.254.169.254 is no public address" in refused(fetch(server.url("/inside"), 1 << 20, allowed=local))
    assert "no http(s) address" in refused(fetch(server.url("/disk"), 1 << 20, allowed=local))
    assert "redirects more than 5 times" in refused(fetch(server.url("/circle"), 1 << 20, allowed=local))
    assert "302" in refused(fetch(server.url("/nowhere"), 1 << 20, allowed=local))


def test_a_name_is_looked_up_once_and_then_stays(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    resolve = socket.getaddrinfo

    def rebinding(host: object, *args: object, **options: object) -> object:
        if host == "news.example":
            asked.append(host)
            return resolve("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *args, **options)  # type: ignore[arg-type]
        return resolve(host, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    page = fetch(server.url("/page", "news.example"), 1 << 20, allowed=local)
    assert isinstance(page, Page), page
    assert asked == ["news.example"]
    assert server.asked == [("/page", f"news.example:{server.port}")], "the server is told the name"


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: both)
    assert "(10.0.0.1) is no public address" in refused(fetch("http://news.example/", 1 << 20))


def test_sizes_are_bounded(server: Server) -> None:
    for path in ("/large", "/endless", "/bomb"):
        assert "larger than 1 MB" in refused(fetch(server.url(path), 1 << 20, allowed=local)), path
    assert "packed as br" in refused(fetch(server.url("/strange"), 1 << 20, allowed=local))


def test_time_is_bounded(server: Server) -> None:
    assert "no answer within 0 seconds" in refused(fetch(server.url("/slow"), 1 << 20, seconds=0.2, allowed=local))


def test_what_goes_wrong_is_one_line(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "404" in refused(fetch(server.url("/nothing"), 1 << 20, allowed=local))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert "cannot be fetched" in refused(
            fetch(f"http://127.0.0.1:{free.getsockname()[1]}/", 1 << 20, allowed=local)
        )

    def unknown(*args: object, **options: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "no host nothing.example" in refused(fetch("http://nothing.example/", 1 << 20))
    for strange in (
        "http://",
        "http://[",
        "http://a:99999/",
        "http://" + "a" * 300 + "/",
        "http://\u2100.example/",
        "http://a b/",
    ):
        refused(fetch(strange, 1 << 20))
