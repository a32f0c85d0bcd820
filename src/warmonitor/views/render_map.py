"""The map as one HTML page that works from a file: no tiles, no fonts, no network; its data embedded as JSON."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from .escape import html
from .map_data import Json


def render(data: Json, *, title: str = "What is said to have happened, on the map") -> str:
    """The page. Its policy lets run nothing but the page's own script and style, by their digests."""
    style, script = (
        files("warmonitor.views").joinpath(name).read_text(encoding="utf-8") for name in ("map.css", "map.js")
    )
    policy = f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'"
    body = files("warmonitor.views").joinpath("map.html").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{html(title)}</title>\n<style>{style}</style></head>\n<body>\n{body}"
        f'<script type="application/json" id="data">{embedded(data)}</script>\n<script>{script}</script>\n</body></html>\n'
    )


def embedded(data: Json) -> str:
    """`data` as JSON that can stand in a script element: nothing in it ends the element or begins a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def digest(text: str) -> str:
    """The digest by which a content security policy names an inline script or style."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
