"""Uncoded reports with what an exported model thinks of them, as soft labels for the claim head of the next one.

Self-training with soft labels, after Xie et al. (2020), https://arxiv.org/abs/1911.04252.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from training import names
from training.decode import probabilities
from training.documents import Document
from training.session import Session
from training.windows import pack


def documents(data: Path, teacher: Path) -> list[Document]:
    """The uncoded reports of the data folder, each sentence with the claim probabilities of the model in the folder `teacher`."""
    session = Session(teacher, float_weights=True)
    lines = (data / "claims" / "unlabelled.reports.jsonl").read_text(encoding="utf-8").splitlines()
    found = [Document(r["id"], names.split_text(r["text"])[0]) for r in map(json.loads, lines)]
    for document in found:
        windows = list(pack(document, session.pieces, 160, None))
        soft = np.concatenate([probabilities(o["claims"]) for o in session.run(windows, names=["claims"])])
        at = 0
        for sentence in document.sentences:
            sentence.soft = soft[at : at + len(sentence.forms)].astype(np.float32)
            at += len(sentence.forms)
    return found
