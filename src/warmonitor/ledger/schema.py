"""The tables as SQLAlchemy knows them. What they mean is told in `migrations`, which makes them; a test holds the two together."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, Double, Integer, MetaData, String, Table
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def _table(table: str, /, **columns: type[TypeEngine[Any]]) -> Table:
    return Table(table, metadata, *(Column(column, kind) for column, kind in columns.items()))


_I, _S, _F, _D = Integer, String, Double, Date

reports = _table(
    "reports",
    seq=_I, first_seq=_I, id=_S, outlet=_S, title=_S, url=_S, published=_D, date_source=_S, language=_S, retrieved_at=_S, origin=_S, body=_I,
    text=_S, recorded_at=_S,
)  # fmt: skip
readings = _table("readings", seq=_I, report=_I, edition=_I, reader=_S, version=_S, claims=_I, recorded_at=_S)
claims = _table(
    "claims",
    seq=_I, id=_S, short=_S, reading=_I, nth=_I, type=_S, stance=_S, confidence=_F, quote=_S, starts=_I, ends=_I, earliest=_D, latest=_D,
    time_acled=_I, time_ucdp=_I, time_starts=_I, time_ends=_I, time_value=_S, time_anchor=_D, time_rule=_S, voice=_S, cue_starts=_I, cue_ends=_I,
    content_starts=_I, content_ends=_I, attribution_rule=_S,
)  # fmt: skip
parties = _table("parties", seq=_I, text=_S, neutral=_S, entity=_S, side=_S)
names = _table("names", claim=_I, role=_S, nth=_I, party=_I, words=_S, starts=_I, ends=_I)
gazetteer = _table(
    "gazetteer",
    seq=_I,
    id=_S,
    name=_S,
    kind=_S,
    country=_S,
    admin1=_S,
    admin2=_S,
    lat=_F,
    lon=_F,
    population=_I,
    radius_km=_F,
)
places = _table(
    "places",
    claim=_I, nth=_I, text=_S, place=_I, relation=_S, acled=_I, ucdp=_I, distance_km=_F, bearing=_S, radius_km=_F, starts=_I, ends=_I,
)  # fmt: skip
candidates = _table("candidates", claim=_I, nth=_I, rank=_I, place=_I, score=_F, reasons=_S)
counts = _table("counts", claim=_I, nth=_I, what=_S, who=_S, low=_I, high=_I, starts=_I, ends=_I, rule=_S)
restatements = _table("restatements", claim=_I, nth=_I, starts=_I, ends=_I)
reasons = _table("reasons", claim=_I, nth=_I, field=_S, value=_S, rule=_S, starts=_I, ends=_I, score=_F, example=_S)
judgements = _table("judgements", seq=_I, id=_S, decision=_S, by=_S, at=_S, note=_S, correction=_S, undoes=_S)
judged_claims = _table("judged_claims", judgement=_I, nth=_I, claim_id=_S)

CHILDREN = (names, places, candidates, counts, restatements, reasons)
