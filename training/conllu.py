"""UD English EWT and GUM: syntax, and names drawn from GUM's entity layer and from the parts of speech."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from training import known
from training.documents import (
    IGNORE,
    MENTION_TYPES,
    OUTSIDE,
    SPAN_TYPES,
    Document,
    Range,
    Sentence,
    Syntax,
    paint,
    unknown_names,
)

KEPT_SUBTYPES = frozenset(
    "nsubj:pass aux:pass obl:agent acl:relcl nmod:poss compound:prt obl:unmarked advcl:relcl csubj:pass nsubj:outer det:predet".split()
)
GROUPS = frozenset("they them we us themselves ourselves those these others".split())
GUM_NAMES = {"person": "person", "place": "place", "organization": "org", "event": "event"}
TIME_WORDS = frozenset(
    "second minute hour day night morning afternoon evening noon midnight dawn week weekend month year decade century season spring "
    "summer autumn fall winter today yesterday tomorrow tonight quarter semester anniversary era age birthday".split()
)
CONNECTORS = frozenset("of for the and 's ' ’s - – & al el de la von van der".split())
_ENTITY = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)-[^()]*(\))?|(\d+)(?:\[\d+/\d+\])?\)")


def relation(deprel: str) -> str:
    """The relation as the model knows it: subtypes that do not matter to reading are cut off."""
    return deprel if deprel in KEPT_SUBTYPES else deprel.split(":")[0]


def read(path: Path, labelled: Path | None = None) -> list[Document]:
    """The documents of a gzipped CoNLL-U file. Names are filled from GUM's `Entity=` layer where the file has one.

    `labelled` is our own labelling of sentences: JSON, sentence id to [first word, end, type].
    """
    ours: dict[str, list[tuple[int, int, str]]] = {}
    if labelled and labelled.exists():
        ours = json.loads(labelled.read_text(encoding="utf-8"))
    documents: list[Document] = []
    has_entities = False
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for comments, rows in _blocks(lines):
            has_entities |= any(c.startswith("# global.Entity") for c in comments)
            documents.extend(Document(c.split("=", 1)[1].strip(), []) for c in comments if c.startswith("# newdoc"))
            sentence = _sentence(comments, rows, has_entities)
            found = ours.get(next((c.split("=", 1)[1].strip() for c in comments if c.startswith("# sent_id")), ""))
            if found is not None:
                _label(sentence.names, found)
            documents[-1].sentences.append(sentence)
    return documents


def _blocks(lines: Iterator[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("#"):
            comments.append(line)
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = [], []


def _sentence(comments: list[str], rows: list[list[str]], has_entities: bool) -> Sentence:
    words = [r for r in rows if r[0].isdigit()]
    heads = [int(r[6]) - 1 for r in words]
    syntax = Syntax(
        upos=[r[3] for r in words],
        xpos=[r[4] for r in words],
        lemmas=[r[2] for r in words],
        heads=[i if h < 0 else h for i, h in enumerate(heads)],
        deps=[relation(r[7]) for r in words],
    )
    forms = [r[1] for r in words]
    breaks = [False] * len(forms)
    breaks[0] = any(c.startswith(("# newpar", "# newdoc")) for c in comments)
    spans = list(_entities([r[9] for r in words])) if has_entities else None
    return Sentence(forms, names(forms, syntax, spans), syntax, breaks)


def _label(labels: np.ndarray, found: list[tuple[int, int, str]]) -> None:
    """Persons, organisations and places as labelled by us, and none besides; nationalities are added to what tags told."""
    labels[:, [SPAN_TYPES.index(k) for k in ("person", "org", "place")]] = OUTSIDE
    for start, end, kind in found:
        if kind == "norp":
            labels[start:end, SPAN_TYPES.index("norp")] = OUTSIDE
        paint(labels, kind, start, end)


def _entities(misc: list[str]) -> Iterator[tuple[str, Range]]:
    """(GUM type, words) of every mention that opens and closes in the sentence."""
    opened: dict[str, list[tuple[str, int]]] = {}
    for i, field in enumerate(misc):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", field)
        for number, kind, closed, closing in _ENTITY.findall(found.group(1) if found else ""):
            if kind and closed:
                yield kind, (i, i + 1)
            elif kind:
                opened.setdefault(number, []).append((kind, i))
            elif opened.get(closing):
                kind, start = opened[closing].pop()
                yield kind, (start, i + 1)


def names(forms: list[str], syntax: Syntax, spans: list[tuple[str, Range]] | None) -> np.ndarray:
    """Name labels, int8 [words, types], as far as parts of speech and mentions settle them; the rest is IGNORE.

    Without mentions (EWT) what is no proper noun is no person, organisation, place or event, and a proper noun is left open unless it is widely
    known (`known.label`).
    """
    labels = unknown_names(len(forms))
    proper = np.array([u == "PROPN" or x in ("NNP", "NNPS") for u, x in zip(syntax.upos, syntax.xpos, strict=True)])
    for kind in ("person", "org", "place", "event"):
        labels[~proper, SPAN_TYPES.index(kind)] = OUTSIDE
    _norps(labels, syntax)
    if spans is None:
        known.label(labels, forms, proper)
    else:
        told = ("person", "org", "place", "event", "date", "weapon", *MENTION_TYPES)
        labels[:, [SPAN_TYPES.index(k) for k in told]] = OUTSIDE
        for kind, span in sorted(spans, key=lambda s: s[1][0] - s[1][1]):
            _mention(labels, kind, span, forms, syntax)
    _numbers(labels, forms, syntax, dates_known=spans is not None)
    return labels


def _norps(labels: np.ndarray, syntax: Syntax) -> None:
    """Adjectives with a capital in their lemma ("Syrian", "Shia") are nationalities and the like; proper nouns stay open."""
    column = SPAN_TYPES.index("norp")
    for i, (upos, xpos, lemma) in enumerate(zip(syntax.upos, syntax.xpos, syntax.lemmas, strict=True)):
        if xpos == "JJ" and lemma[:1].isupper() and lemma[1:].islower():
            paint(labels, "norp", i, i + 1)
        elif xpos != "NNPS" and not (upos == "ADJ" and xpos == "NNP"):
            labels[i, column] = OUTSIDE


def _mention(labels: np.ndarray, kind: str, span: Range, forms: list[str], syntax: Syntax) -> None:
    start, end = span
    head = next((i for i in range(start, end) if not start <= syntax.heads[i] < end or syntax.heads[i] == i), start)
    if kind == "time":
        _date(labels, start, end, forms, syntax)
    elif kind == "object":
        labels[start:end, SPAN_TYPES.index("weapon")] = IGNORE
    elif kind in ("person", "place", "organization") and syntax.upos[head] != "PROPN":
        _describe(labels, kind, start, head, syntax)
    elif kind in GUM_NAMES and syntax.upos[head] == "PROPN":
        if kind == "person" and syntax.xpos[head] == "NNPS":
            paint(labels, "norp", head, head + 1)
            return
        a, b = name_within(forms, syntax, start, end, head, personal=kind == "person")
        column = SPAN_TYPES.index(GUM_NAMES[kind])
        if kind == "person" and b == a + 1 and is_title(forms[a]):
            labels[a, column] = IGNORE
        elif not labels[a:b, column].any():
            paint(labels, GUM_NAMES[kind], a, b)


def _describe(labels: np.ndarray, kind: str, start: int, head: int, syntax: Syntax) -> None:
    """A mention up to its head: one person, a group of people or an organisation, or a place. Possessives are left out."""
    if syntax.xpos[head] == "PRP$":
        return
    several = kind == "organization" or syntax.xpos[head] == "NNS" or syntax.lemmas[head].lower() in GROUPS
    mention = "place mention" if kind == "place" else "group mention" if several else "person mention"
    if start < head and syntax.xpos[start] == "DT":
        start += 1
    if not (labels[start : head + 1, SPAN_TYPES.index(mention)] > OUTSIDE).any():
        paint(labels, mention, start, head + 1)


def name_within(forms: list[str], syntax: Syntax, start: int, end: int, head: int, *, personal: bool) -> Range:
    """The name itself within a mention that is headed by a proper noun: no article, title or relative clause."""

    def belongs(i: int) -> bool:
        return (
            syntax.upos[i] in ("PROPN", "NUM")
            or (forms[i][:1].isupper() and syntax.upos[i] != "DET")
            or (not personal and forms[i].lower() in CONNECTORS)
            or forms[i] == "-"
        )

    a, b = head, head + 1
    while a > start and belongs(a - 1):
        a -= 1
    while b < end and belongs(b):
        b += 1
    while a < head and (forms[a].lower() in CONNECTORS or (personal and is_title(forms[a]))):
        a += 1
    while b > head + 1 and forms[b - 1].lower() in CONNECTORS:
        b -= 1
    if personal and is_title(forms[head]) and b > head + 1:
        a = max(a, head + 1)
    return a, b


TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady king queen president prime minister secretary chancellor general gen col colonel major maj "
    "lt lieutenant capt captain sgt sergeant adm admiral cmdr commander brig brigadier sheikh shaikh imam ayatollah pope bishop rev reverend "
    "senator sen rep representative congressman gov governor mayor ambassador foreign defense defence army air state deputy spokesman "
    "spokesperson spokeswoman chief judge officer cpt private cpl maj.-gen saint director envoy emir".split()
)


def is_title(word: str) -> bool:
    return word.lower().rstrip(".") in TITLES


def _date(labels: np.ndarray, start: int, end: int, forms: list[str], syntax: Syntax) -> None:
    words = range(start, end)
    timely = any(syntax.upos[i] in ("NUM", "PROPN") or syntax.lemmas[i].lower() in TIME_WORDS for i in words)
    if end - start > 7 or not timely:
        labels[start:end, SPAN_TYPES.index("date")] = IGNORE
        return
    column = SPAN_TYPES.index("date")
    if not labels[start:end, column].any():
        paint(labels, "date", start, end)


def _numbers(labels: np.ndarray, forms: list[str], syntax: Syntax, *, dates_known: bool) -> None:
    """Cardinals that count something; years, list numbers and the like stay open."""
    date, column = SPAN_TYPES.index("date"), SPAN_TYPES.index("number")
    labels[:, column] = OUTSIDE
    i = 0
    while i < len(forms):
        if syntax.xpos[i] != "CD":
            i += 1
            continue
        end = i + 1
        while end < len(forms) and syntax.xpos[end] == "CD":
            end += 1
        counts = any(syntax.deps[k] == "nummod" for k in range(i, end))
        dated = dates_known and (labels[i:end, date] > 0).any()
        if counts and not dated and not _year(forms[end - 1]):
            paint(labels, "number", i, end)
        elif not dated:
            labels[i:end, column] = IGNORE
        i = end


def _year(word: str) -> bool:
    return word.isdigit() and len(word) == 4 and word[0] in "12"
