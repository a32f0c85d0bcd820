"""The lists of words about speakers: without its list, the example of a list is read otherwise.

Words carry tags only, save where a rule needs a tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.lang.lemmas import lemmatizer
from warmonitor.lang.tokenize import tokenize
from warmonitor.read.lexicon import lexicon
from warmonitor.read.speech.attribution import Attributions

TAGS = {
    "DET": "the a an this several no",
    "PRON": "we they it its he she their which nobody",
    "ADP": "of at by on in for from to as",
    "NOUN": "shells mill men mayor nurse nurses colonel ministry council group watchdog officer engineer photographer morning residents spokesman monitor lists mission "
    "source dam house houses office general army statement figures raid raids television agency news convoy responsibility twice",
    "NUM": "two nine",
    "AUX": "has have had was is",
    "VERB": "said hit died fell fallen turned reports vowed retake mined denied bombing quoted saying told burned shelled added adding warned claimed pointing reported",
    "ADV": "also back",
    "SCONJ": "that",
    "CCONJ": "and",
    "ADJ": "human latest many rights",
}  # fmt: skip
TAG = {word: tag for tag, words in TAGS.items() for word in words.split()}
FINITE = frozenset(
    "said hit died fell turned reports vowed denied quoted told burned shelled added warned claimed reported was is has had".split()
)
NAMES = {
    "Amal Haddad": "person",
    "Harbour Council": "org",
    "Harbour Observatory": "org",
    "Northern Wire": "org",
    "April Movement": "org",
}
OF_REPLIES = ("falsehoods", "truths", "denying", "undenied", "taking_up_the_told", "answered", "about_the_told")
"""Lists that are tried in tests/read/test_denials.py."""
BY_TREE = (
    "wheres",
    "beside_figures",
    "standing",
    "tallies",
    "describing",
    "surnames",
    "eyewitnesses",
    "figures",
    "happenings",
    "listeners_not_relayers",
    "means",
    "nouns",
    "owned_by",
    "platforms",
    "relayed_by",
    "relays",
    "replying",
    "sides",
    "sightings",
    "talks",
    "told_by",
)
LISTS = [k for k, entry in lexicon("attribution").items() if isinstance(entry, dict)]


def document(text: str) -> Doc:
    """A document of sentences whose words carry their tags and all hang on the first."""
    words = list(tokenize(text).words)
    upos = [TAG.get(w.lower(), "PUNCT" if not w[0].isalnum() else "PROPN" if w[0].isupper() else "X") for w in words]
    ends = [i + 1 for i, word in enumerate(words) if word == "."] or [len(words)]
    sents = list(zip([0, *ends[:-1]], ends, strict=True))
    heads = [a for a, b in sents for _ in range(a, b)]
    named = [(name.split(), label) for name, label in NAMES.items()]
    ents = [(i, i + len(n), label) for n, label in named for i in range(len(words)) if words[i : i + len(n)] == n]
    return Doc.of(
        words,
        text=text,
        lemmas=lemmatizer().of([w.lower() for w in words], upos),
        upos=upos,
        xpos=["VBD" if w.lower() in FINITE else "XX" for w in words],
        heads=heads,
        deps=["root" if i == h else "dep" for i, h in enumerate(heads)],
        sents=sents,
        ents=ents,
    )


def reading(doc: Doc) -> list[tuple[object, ...]]:
    """Who says what in each frame, and to whom each sentence's last words are attributed."""
    found = Attributions(doc, "r", "Orontes Wire")
    frames = [
        (
            [s and s.name for s in map(found.speakers.at, (*f.speakers, *f.relayers))],
            doc.quote(*f.cue),
            " ".join(doc.words[w] for w in sorted(f.content)),
        )
        for f in found.frames
    ]
    return [*frames, *(([m.text for m in found.of((b - 3, b)).speakers],) for _, b in doc.sents)]


@pytest.mark.parametrize("key", [key for key in LISTS if key not in (*BY_TREE, *OF_REPLIES)])
def test_an_example_is_read_otherwise_without_its_list(key: str, without: Callable[[str, str], None]) -> None:
    doc = document(re.sub(r"[][]", "", lexicon("attribution")[key]["example"]))
    read = reading(doc)
    without("attribution", key)
    assert reading(doc) != read


TREES = {
    "describing": "In/in/ADP/3/case the/the/DET/3/det district/district/NOUN/8/nsubj of/of/ADP/5/case Dor/Dor/PROPN/3/nmod "
    "health/health/NOUN/7/compound officials/official/NOUN/3/nmod said/say/VERB|VBD/0/root that/that/SCONJ/11/mark "
    "shells/shell/NOUN/11/nsubj hit/hit/VERB|VBD/8/ccomp the/the/DET/13/det mill/mill/NOUN/11/obj",
    "nouns": "The/the/DET/2/det claim/claim/NOUN/10/nsubj of/of/ADP/5/case the/the/DET/5/det mayor/mayor/NOUN/2/nmod that/that/SCONJ/9/mark "
    "Dor/Dor/PROPN/9/nsubj had/have/AUX/9/aux fallen/fall/VERB|VBN/2/acl failed/fail/VERB|VBD/0/root",
    "listeners_not_relayers": "The/the/DET/2/det mayor/mayor/NOUN/3/nsubj informed/inform/VERB|VBD/0/root Parliament/parliament/PROPN/3/obj "
    "that/that/SCONJ/8/mark Dor/Dor/PROPN/8/nsubj had/have/AUX/8/aux fallen/fall/VERB|VBN/3/ccomp",
    "relays": "The/the/DET/2/det army/army/NOUN/3/nsubj said/say/VERB|VBD/0/root in/in/ADP/6/case a/a/DET/6/det statement/statement/NOUN/3/obl "
    "carried/carry/VERB|VBN/6/acl by/by/ADP/9/case Jasmine/Jasmine/PROPN/7/obl that/that/SCONJ/13/mark Dor/Dor/PROPN/13/nsubj had/have/AUX/13/aux "
    "fallen/fall/VERB|VBN/3/ccomp",
}
TREES["tallies"] = (
    "By/by/ADP/5/case the/the/DET/3/det council/council/NOUN/5/nmod:poss 's/'s/PART/3/case count/count/NOUN/8/obl nine/nine/NUM/7/nummod "
    "men/man/NOUN/8/nsubj died/die/VERB|VBD/0/root"
)
TREES["standing"] = (
    "The/the/DET/2/det council/council/NOUN/4/nmod:poss 's/'s/PART/2/case figure/figure/NOUN/5/nsubj stood/stand/VERB|VBD/0/root at/at/ADP/8/case "
    "nine/nine/NUM/8/nummod dead/dead/NOUN/5/obl"
)
TREES["beside_figures"] = (
    "The/the/DET/2/det mayor/mayor/NOUN/3/nsubj put/put/VERB|VBD/0/root the/the/DET/5/det toll/toll/NOUN/3/obj at/at/ADP/7/case 26/26/NUM/3/obl "
    ",/,/PUNCT/10/punct the/the/DET/10/det council/council/NOUN/3/parataxis at/at/ADP/12/case 12/12/NUM/10/nmod"
)
TREES["owned_by"] = TREES["nouns"]
TREES["means"] = (
    "Amal/Amal/PROPN/0/root denied/deny/VERB|VBN/1/acl by/by/ADP/4/case telephone/telephone/NOUN/2/obl that/that/SCONJ/8/mark Dor/Dor/PROPN/8/nsubj "
    "had/have/AUX/8/aux fallen/fall/VERB|VBN/2/ccomp"
)
TREES["figures"] = (
    "A/a/DET/2/det doctor/doctor/NOUN/3/nsubj put/put/VERB|VBD/0/root the/the/DET/5/det toll/toll/NOUN/3/obj at/at/ADP/7/case 26/26/NUM/3/obl"
)
TREES["happenings"] = (
    "The/the/DET/2/det battle/battle/NOUN/3/nsubj showed/show/VERB|VBD/0/root that/that/SCONJ/7/mark Dor/Dor/PROPN/7/nsubj had/have/AUX/7/aux "
    "fallen/fall/VERB|VBN/3/ccomp"
)
TREES["replying"] = (
    "The/the/DET/3/det Harbour/Harbour/PROPN/3/compound Front/Front/PROPN/4/nsubj denied/deny/VERB|VBD/0/root it/it/PRON/4/obj"
)
TREES["eyewitnesses"] = (
    "Two/two/NUM/2/nummod reporters/reporter/NOUN/3/nsubj saw/see/VERB|VBD/0/root nine/nine/NUM/5/nummod bodies/body/NOUN/3/obj in/in/ADP/7/case "
    "Dor/Dor/PROPN/3/obl"
)
TREES["relayed_by"] = (
    "The/the/DET/2/det army/army/NOUN/3/nsubj said/say/VERB|VBD/0/root via/via/ADP/7/case the/the/DET/7/det Jasmine/Jasmine/PROPN/7/compound "
    "agency/agency/NOUN/3/obl that/that/SCONJ/11/mark Dor/Dor/PROPN/11/nsubj had/have/AUX/11/aux fallen/fall/VERB|VBN/3/ccomp"
)
TREES["wheres"] = (
    "Two/two/NUM/2/nummod men/man/NOUN/3/nsubj died/die/VERB|VBD/0/root near/near/ADP/7/case Dor/Dor/PROPN/7/compound state/state/NOUN/7/compound "
    "television/television/NOUN/3/obl reported/report/VERB|VBD/3/parataxis"
)
TREES["platforms"] = TREES["relayed_by"].replace("Jasmine", "Telegram").replace("agency", "channel")
TREES["sides"] = (  # what stands for a side's name in a text as it is read
    "Fighters/fighter/NOUN/2/nsubj shelled/shell/VERB|VBD/7/ccomp the/the/DET/4/det mill/mill/NOUN/2/obj the/the/DET/6/det group/group/NOUN/7/nsubj "
    "said/say/VERB|VBD/0/root"
)
TREES["sightings"] = (
    "Dor/Dor/PROPN/3/nsubj had/have/AUX/3/aux fallen/fall/VERB|VBN/0/root according/accord/VERB/7/case to/to/ADP/4/fixed a/a/DET/7/det "
    "letter/letter/NOUN/3/obl seen/see/VERB|VBN/7/acl by/by/ADP/10/case Jasmine/Jasmine/PROPN/8/obl"
)
TREES["surnames"] = (
    "Amal/Amal/PROPN/3/nsubj Said/say/VERB|VBD/1/flat told/tell/VERB|VBD/0/root Jasmine/Jasmine/PROPN/3/obj two/two/NUM/6/nummod "
    "men/man/NOUN/7/nsubj died/die/VERB|VBD/2/ccomp"
)
TREES["talks"] = (
    "Speaking/speak/VERB|VBG/6/advcl to/to/ADP/3/case Jasmine/Jasmine/PROPN/1/obl a/a/DET/5/det doctor/doctor/NOUN/6/nsubj said/say/VERB|VBD/0/root "
    "Dor/Dor/PROPN/9/nsubj had/have/AUX/9/aux fallen/fall/VERB|VBN/6/ccomp"
)
TREES["told_by"] = (
    "The/the/DET/2/det mayor/mayor/NOUN/3/nsubj confirmed/confirm/VERB|VBD/0/root to/to/ADP/5/case Jasmine/Jasmine/PROPN/3/obl that/that/SCONJ/9/mark "
    "Dor/Dor/PROPN/9/nsubj had/have/AUX/9/aux fallen/fall/VERB|VBN/3/ccomp"
)


@pytest.mark.parametrize("key", BY_TREE)
def test_an_example_with_a_tree_is_read_otherwise_without_its_list(
    key: str, without: Callable[[str, str], None]
) -> None:
    doc = tree(TREES[key])
    example = re.sub(r"[][]", "", lexicon("attribution")[key]["example"])
    assert f"{doc.text}.".replace(" ", "") == example.replace(" ", "")
    read = reading(doc)
    without("attribution", key)
    assert reading(doc) != read
