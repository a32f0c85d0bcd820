"""Places without a ledger: `places` of a text, and the `gazetteer` that they are looked up in."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warmonitor.cli.arguments import Commands, command, day, pack_option
from warmonitor.cli.terminal import OK, SOME_FAILED, Status, plain
from warmonitor.model import Report, UserError
from warmonitor.views.grammar import plural

if TYPE_CHECKING:
    from warmonitor.ground.gazetteer import Gazetteer
    from warmonitor.model import Candidate, Place, Where

ACTIONS = ("add", "list", "find", "remove")


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    p = command(commands, "places", _places, "the place names of a text and the places that they mean", _PLACES)
    p.add_argument("file", metavar="FILE", help="a file as for `read`, or - for standard input")
    p.add_argument("--published", type=day, metavar="DAY", help="the day of publication")
    pack_option(p)
    p.add_argument("--json", action="store_true", help="one JSON object per line, with candidates and reasons")
    p = command(commands, "gazetteer", _gazetteer, "add places to the gazetteer, or look in it", _GAZETTEER)
    p.add_argument("action", choices=ACTIONS, metavar="|".join(ACTIONS), help="what to do")
    p.add_argument(
        "what",
        nargs="?",
        metavar="FILE|COUNTRY|NAME",
        help="a file or a country to add, a name to find, a source to remove",
    )
    p.add_argument(
        "--name", metavar="NAME", help="what the source is called in the gazetteer (default: the file's name)"
    )
    p.add_argument("--mirror", metavar="URL", help="fetch country dumps from here instead of from GeoNames")
    p.add_argument("--gazetteer", metavar="FILE", help="the gazetteer (default: the user's, built where it is missing)")
    p.add_argument("--json", action="store_true", help="with list and find: one JSON object per line")


# The places of a text


def _places(o: Namespace) -> int:
    from warmonitor import api, ingest
    from warmonitor.ground.gazetteer import Gazetteer
    from warmonitor.ground.places import PlaceResolver
    from warmonitor.ground.toponyms import toponyms
    from warmonitor.lang import load

    resolver = PlaceResolver(Gazetteer.open(progress=Status().step), api.open_pack(o.pack))
    pipeline = load("en")
    failed = 0
    for found in ingest.reports([o.file], ingest.Options(published=o.published), stdin=sys.stdin.buffer):
        if not isinstance(found, Report):
            failed += isinstance(found, ingest.Failure)
            Status().say(f"warmonitor: {found.origin}: {found.line}")
            continue
        for where in toponyms(pipeline.parse(found.text), found.id, resolver):
            print(json.dumps(_row(where), ensure_ascii=False) if o.json else _line(where))
    return SOME_FAILED if failed else OK


def _row(where: Where) -> dict[str, Any]:
    from warmonitor.ground.geometry import point

    at, span = point(where), where.span
    return {
        "report": span.report_id if span else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "words": where.text,
        "relation": where.relation.value,
        "place": _known(where.place) if where.place else None,
        "at": list(at) if at else None,
        "distance_km": where.distance_km,
        "bearing": where.bearing,
        "radius_km": where.radius_km,
        "acled": where.acled,
        "ucdp": where.ucdp,
        "candidates": [_candidate(c) for c in where.candidates],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return _known(candidate.place) | {"score": candidate.score, "reasons": list(candidate.reasons)}


def _known(place: Place) -> dict[str, Any]:
    kept = ("id", "name", "kind", "country", "admin1", "admin2", "lat", "lon", "population")
    return {field: getattr(place, field) for field in kept}


def _line(where: Where) -> str:
    start = where.span.start if where.span else 0
    if where.place is None:
        like = ", ".join(f"{_called(c.place)} {c.score:.2f}" for c in where.candidates[:3])
        return f"{start:>6}  {plain(where.text):28}  ?     {plain(like) or 'no candidate'}"
    relation = "" if where.relation.value == "in" else f" ({where.relation.value})"
    return (
        f"{start:>6}  {plain(where.text):28}  {where.candidates[0].score:.2f}  {plain(_called(where.place))}{relation}"
    )


def _called(place: Place) -> str:
    held = ", ".join(x for x in (place.admin1 if place.admin1 != place.name else None, place.country) if x)
    at = f" {place.lat:.2f} {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
    return f"{place.name} [{place.kind}{', ' + held if held else ''}]{at}"


# The gazetteer


def _gazetteer(o: Namespace) -> int:
    from warmonitor.ground.gazetteer import Gazetteer

    gazetteer = Gazetteer.open(o.gazetteer, progress=Status().step)
    Status.clear()
    if o.action == "list":
        return _list(gazetteer, o)
    if not o.what:
        wanted = {"add": "a file or a country (SY)", "find": "a name", "remove": "a source that `list` shows"}
        raise UserError(f"gazetteer {o.action}: give {wanted[o.action]}; try `warmonitor gazetteer --help`")
    return {"add": _add, "find": _find, "remove": _remove}[o.action](gazetteer, o)


def _list(gazetteer: Gazetteer, o: Namespace) -> int:
    from warmonitor.ground.added import sources

    for s in sources(gazetteer.path):
        if o.json:
            print(json.dumps({"name": s.name, "format": s.format, "origin": s.origin, "places": s.places}))
        else:
            print(
                f"{plain(s.name):24}  {s.format:9}  {s.places:>12,} {'place ' if s.places == 1 else 'places'}  {plain(s.origin)}"
            )
    if not o.json:
        print(f"{gazetteer.path}", file=sys.stderr)
    return OK


def _find(gazetteer: Gazetteer, o: Namespace) -> int:
    found = {m.place.id: m.place for m in gazetteer.matches(o.what)}
    found |= {p.id: p for p in gazetteer.search(o.what) if p.id not in found}
    for place in found.values():
        print(
            json.dumps(_known(place), ensure_ascii=False)
            if o.json
            else f"{plain(place.id):22}  {plain(_called(place))}"
        )
    if not found:
        Status().say(f"{o.what}: no place of that name; `warmonitor gazetteer add` brings more")
    return OK


def _remove(gazetteer: Gazetteer, o: Namespace) -> int:
    from warmonitor.ground.added import remove

    print(f"{plural(remove(gazetteer.path, o.what), 'place')} of {o.what} taken out")
    return OK


def _add(gazetteer: Gazetteer, o: Namespace) -> int:
    from tempfile import TemporaryDirectory

    from warmonitor.ingest import gazetteers

    file = Path(o.what)
    code = _country_code(o.what) if not file.exists() else None
    if code is None:
        return _added(gazetteer, file, o.name or file.stem, str(file))
    with TemporaryDirectory() as folder:
        base = o.mirror or gazetteers.GEONAMES
        Status().show(f"fetching {code} from {base}")
        file = gazetteers.country_table(code, Path(folder), base=base)
        return _added(gazetteer, file, o.name or code, f"{base.rstrip('/')}/{code}.zip")


def _country_code(what: str) -> str | None:
    """The code under which GeoNames keeps a country, by code or name; None where `what` is neither."""
    from warmonitor.ground.countries import countries, country

    if what.lower() in ("allcountries", "all"):
        return "allCountries"
    if what.upper() in countries():
        return what.upper()
    found = country(what)
    return found.iso if found else None


def _added(gazetteer: Gazetteer, file: Path, name: str, origin: str) -> int:
    from warmonitor.ground.added import add, read_table

    status = Status()
    found = add(
        gazetteer.path, name, read_table(file), origin=origin,
        progress=lambda what, done: status.show(f"adding {name}: {what} ({done:.0%})"),
    )  # fmt: skip
    status.clear()
    instead = f", in place of {found.replaced:,}" if found.replaced else ""
    without = f"; {plural(found.left_out, 'row')} without a name or coordinates left out" if found.left_out else ""
    print(f"{plural(found.source.places, 'place')} of {name} ({found.source.format}) added{instead}{without}")
    return OK


_PLACES = """\
The place names of a text, and the places that they are taken for: chosen together, so that
the names of a report tell each other where they are. What is not sure stays open (?).

  warmonitor places report.txt
  warmonitor places report.txt --pack syria --json"""

_GAZETTEER = """\
The gazetteer has countries, regions, and places of 500 people and more. More come from GeoNames
(a country's code, or its dump as a file), OpenStreetMap (GeoJSON, or what Overpass answers), and
OCHA's tables of a country (CSV with names, p-codes, latitude and longitude). Adding again replaces.

  warmonitor gazetteer add SY
  warmonitor gazetteer add SY.zip
  warmonitor gazetteer add places.geojson --name osm-idlib
  warmonitor gazetteer find "khan shaykh"
  warmonitor gazetteer list"""
