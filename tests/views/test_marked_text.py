from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warmonitor.model import Claim, EventType, Span
from warmonitor.views.show import pieces


@given(st.text(min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 50), st.integers(1, 30)), max_size=5))
def test_pieces_join_to_the_text_and_open_and_close_every_claim(text: str, spans: list[tuple[int, int]]) -> None:
    spans = [(a, n) for a, n in spans if a < len(text)]
    claims = [Claim(f"r#{i}", "r", EventType.ACCESS, Span("r", a, a + n), "x") for i, (a, n) in enumerate(spans)]
    found = pieces(text, claims)
    assert "".join(p.text for p in found) == text
    for n, (a, length) in enumerate(spans, 1):
        inside = "".join(p.text for p in found if n in p.inside)
        assert inside == text[a : a + length]
        assert sum(n in p.starts for p in found) == sum(n in p.ends for p in found) == 1
