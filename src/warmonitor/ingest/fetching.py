"""Pages from the web. Only public addresses: a report or a page must not make this program read what only this machine can see.

Every name is resolved here, all of its addresses are checked, and the connection goes to one that was checked, so that a name that resolves
otherwise a moment later changes nothing. Redirects are followed by hand and checked alike. Proxies set in the environment are not used, as they would
resolve names themselves.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from .options import Failure

if TYPE_CHECKING:
    import httpx

SECONDS = 30.0
REDIRECTS = 5
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/json": ".json", "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl", "text/csv": ".csv", "text/tab-separated-values": ".tsv", "text/plain": ".txt",
}  # fmt: skip
_HEADERS = {
    "User-Agent": "warmonitor (a reader of news reports)",
    "Accept": "text/html,text/plain,application/json;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Page:
    """What came from `url`, after redirects."""

    content: bytes
    url: str
    suffix: str
    charset: str | None
    retrieved_at: datetime


class _Refused(Exception):
    """A line for the user."""


def public(address: Address) -> bool:
    """Whether anybody can reach `address`; also looks at the IPv4 address inside an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in ipaddress.ip_network("64:ff9b::/96"):  # how networks without IPv4 reach it
            return public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inner = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
        if any(ip is not None and not public(ip) for ip in inner):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def fetch(
    url: str, max_bytes: int, *, seconds: float = SECONDS, allowed: Callable[[Address], bool] = public
) -> Page | Failure:
    """The page at an http(s) address, at most `max_bytes` of it, within `seconds`; Failure with a line for the user where there is none.

    `allowed` says which addresses may be reached; only tests, which serve from this machine, allow more than public ones.
    """
    import httpx

    deadline = time.monotonic() + seconds
    try:
        here = url
        with httpx.Client(
            trust_env=False, follow_redirects=False, headers=_HEADERS, verify=ssl.create_default_context()
        ) as client:
            for _ in range(REDIRECTS + 1):
                page = _get(client, here, max_bytes, deadline, allowed)
                if isinstance(page, Page):
                    return page
                here = page
        return Failure(url, f"it redirects more than {REDIRECTS} times")
    except _Refused as refused:
        return Failure(url, str(refused))
    except httpx.TimeoutException:
        return Failure(url, f"no answer within {seconds:.0f} seconds; try again later")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError, ssl.SSLError) as error:
        return Failure(url, f"cannot be fetched: {str(error) or type(error).__name__}")


def _get(
    client: httpx.Client, url: str, max_bytes: int, deadline: float, allowed: Callable[[Address], bool]
) -> Page | str:
    """The page, or the address that it redirects to."""
    import httpx

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _Refused(f"it leads to {url[:200]}, which is no http(s) address")
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    address = _resolve(host, parts.port or (443 if parts.scheme == "https" else 80), allowed)
    pinned = httpx.URL(url).copy_with(host=str(address), username=None, password=None, fragment=None)
    port = f":{parts.port}" if parts.port else ""
    headers = {"Host": f"[{host}]{port}" if ":" in host else host + port}
    left = max(0.1, deadline - time.monotonic())
    request = client.build_request(
        "GET", pinned, headers=headers, extensions={"sni_hostname": host}, timeout=min(left, 10.0)
    )
    response = client.send(request, stream=True)
    try:
        if response.has_redirect_location:
            return urljoin(url, response.headers["Location"])
        if response.status_code != 200:
            raise _Refused(f"the server answered {response.status_code} {response.reason_phrase}".strip())
        return Page(_content(response, max_bytes, deadline), url, *_form(response), datetime.now(UTC))
    finally:
        response.close()


def _resolve(host: str, port: int, allowed: Callable[[Address], bool]) -> Address:
    """An address of `host` that may be reached; refused where any of its addresses may not."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise _Refused(f"there is no host {host} ({error.strerror}); is the network there?") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if private := [str(address) for address in addresses if not allowed(address)]:
        what = host if host == private[0] else f"{host} ({private[0]})"
        raise _Refused(f"{what} is no public address, and is not fetched; save the page and give the file")
    return addresses[0]


def _content(response: httpx.Response, max_bytes: int, deadline: float) -> bytes:
    import httpx

    too_big = _Refused(f"it is larger than {max_bytes >> 20} MB")
    if response.headers.get("Content-Encoding", "identity").lower() not in ("identity", "gzip", "deflate"):
        raise _Refused(f"it is packed as {response.headers['Content-Encoding']}, which was not asked for")
    declared = response.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise too_big
    content = bytearray()
    for part in response.iter_bytes():
        content += part
        if len(content) > max_bytes:
            raise too_big
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("")
    return bytes(content)


def _form(response: httpx.Response) -> tuple[str, str | None]:
    """The suffix that a file of this kind would have, and the encoding that the server declares."""
    kind, _, rest = response.headers.get("Content-Type", "").partition(";")
    charset = re.search(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", rest, re.IGNORECASE)
    return _SUFFIXES.get(kind.strip().lower(), ""), charset[1] if charset else None
