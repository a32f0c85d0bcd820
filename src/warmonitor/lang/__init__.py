"""Text to `Doc`: sentence segmentation, tokens, lemmas, tags, dependency trees, named entities and event scores, behind one function, `load`.

| files | subject |
| --- | --- |
| `doc`, `parser` | what comes out, and what reading asks of a pipeline |
| `pipeline` | texts to documents, and loading |
| `tokenize`, `sentences`, `shapes`, `wordpiece` | what the text itself shows: words, likely sentence ends, case, wordpieces |
| `windows`, `encode` | batched inference: what the encoder reads together, its inputs and scores |
| `decode`, `trees`, `lemmas` | from scores to sentences, trees, names and lemmas |
| `spacy_bridge`, `schemes` | spaCy's documents and pipelines, other parsers' relations |
| `numerals`, `tables`, `wordlists`, `en/` | number words, the readers of YAML and of the lists by which claims are compared, the model and the tables of English |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warmonitor.lang.pipeline import Pipeline


def load(name: str = "en") -> Pipeline:
    """The pipeline of this name, loaded once: see `warmonitor.lang.pipeline.load`."""
    from warmonitor.lang import pipeline

    return pipeline.load(name)
