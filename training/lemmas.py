"""What the lemma rules get wrong on the training trees, and the verbs in them: python -m training.lemmas ../shared

Writes `src/warmonitor/lang/en/lemmas.json`; prints the share of words with the right lemma on the test trees.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from warmonitor.lang.lemmas import Lemmatizer

TARGET = Path(__file__).parents[1] / "src/warmonitor/lang/en"


def words(path: Path) -> Iterator[tuple[str, str, str]]:
    """Form, UPOS and lemma of each word of a CoNLL-U file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.split("\t")
            if len(cells) > 4 and cells[0].isdigit() and cells[3] not in ("X", "SYM", "PUNCT"):
                yield cells[1], cells[3], cells[2]


def tables(training: list[tuple[str, str, str]], vocabulary: frozenset[str]) -> dict[str, dict[str, str] | list[str]]:
    """The exceptions to the rules and the verbs, from the words of the training trees."""
    verbs = {lemma for _, upos, lemma in training if upos == "VERB" and lemma.isalpha() and lemma.islower()}
    rules = Lemmatizer({}, verbs, vocabulary)
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for form, upos, lemma in training:
        seen[form.lower(), upos][lemma] += 1
    exceptions = {}
    for (form, upos), lemmas in sorted(seen.items()):
        lemma, n = lemmas.most_common(1)[0]
        if upos != "PROPN" and n > 0 and rules.by_rule(form, upos) != lemma:
            exceptions[f"{form} {upos}"] = lemma
    return {"exceptions": exceptions, "verbs": sorted(verbs)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"), help="the folder of the shared data")
    write(parser.parse_args().shared)


def write(shared: Path) -> None:
    """Writes the table that ships and prints how right it is."""
    training = [w for bank in ("ewt", "gum") for w in words(shared / "syntax" / f"{bank}-train.conllu.gz")]
    vocabulary = frozenset(
        w for w in (TARGET / "vocab.txt").read_text("utf-8").splitlines() if len(w) > 2 and w.isalpha()
    )
    found = tables(training, vocabulary)
    (TARGET / "lemmas.json").write_text(
        json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    made = Lemmatizer(found["exceptions"], frozenset(found["verbs"]), vocabulary)  # type: ignore[arg-type]
    for bank in ("ewt", "gum"):
        test = list(words(shared / "syntax" / f"{bank}-test.conllu.gz"))
        lemmas = made.of([w for w, _, _ in test], [u for _, u, _ in test])
        print(
            f"{bank} test, gold tags: {sum(a == b for a, (_, _, b) in zip(lemmas, test, strict=True)) / len(test):.4f}"
        )


if __name__ == "__main__":
    main()
