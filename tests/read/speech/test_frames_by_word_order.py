"""Speech frames read from word order, on words with tags and no usable tree."""

from __future__ import annotations

import pytest
from tests.read.trees import tree

from warmonitor.read.speech.ordered import ordered
from warmonitor.read.speech.wordorder import head_of, joint, plausible, speaker_before, speaker_behind

TAGS = {
    "V": "VERB|VBD",
    "N": "NOUN",
    "P": "PROPN",
    "D": "DET",
    "A": "ADP",
    "M": "NUM",
    "R": "PRON",
    "J": "ADJ",
    "C": "CCONJ",
    "U": "PUNCT",
    "S": "SCONJ",
    "X": "AUX|VBD",
    "W": "ADV",
}


def flat(text, ents=()):
    """A document of one sentence: each word as form_TAG, all hanging on the first word."""
    items = [item.rsplit("_", 1) for item in text.split()]
    return tree(
        " ".join(
            f"{form}/{form.lower()}/{TAGS[tag]}/{0 if i == 0 else 1}/{'root' if i == 0 else 'dep'}"
            for i, (form, tag) in enumerate(items)
        ),
        ents=ents,
    )


def read(text, ents=()):
    doc = flat(text, ents)
    return [
        (
            [doc.quote(*dict(f.phrases)[h]) for h in (*f.speakers, *f.relayers)],
            doc.quote(*f.cue),
            " ".join(doc.words[w] for w in sorted(f.content)),
        )
        for f in ordered(doc, [])
    ]


@pytest.mark.parametrize(
    ("text", "speakers", "content"),
    [
        ("On_A Tuesday_P the_D monitor_N said_V shells_N hit_V Dor_P", ["the monitor"], "shells hit Dor"),
        ("Shells_N hit_V Dor_P the_D monitor_N said_V", ["the monitor"], "Shells hit Dor"),
        ("Shells_N hit_V Dor_P said_V the_D mayor_N", ["the mayor"], "Shells hit Dor"),
        ("The_D mayor_N ,_U in_A a_D letter_N ,_U said_V shells_N hit_V Dor_P", ["The mayor"], "shells hit Dor"),
        ("The_D mayor_N ,_U however_W ,_U said_V shells_N hit_V Dor_P", ["The mayor"], "shells hit Dor"),
        (
            "Raids_N killed_V 10_M civilians_N said_V the_D observatory_N",
            ["the observatory"],
            "Raids killed 10 civilians",
        ),
        (
            "Amal_P Said_P ,_U a_D nurse_N ,_U said_V shells_N hit_V Dor_P",
            ["Amal Said , a nurse"],
            "shells hit Dor",
        ),
        ("Residents_N and_C medics_N said_V shells_N hit_V Dor_P", ["Residents", "medics"], "shells hit Dor"),
        ("A_D doctor_N told_V Northern_P Wire_P shells_N hit_V Dor_P", ["A doctor", "Northern Wire"], "shells hit Dor"),
        (
            "The_D monitor_N which_R has_X many_J lists_N said_V shells_N hit_V Dor_P",
            ["The monitor"],
            "shells hit Dor",
        ),
    ],
)
def test_the_phrase_beside_a_word_of_saying_speaks(text, speakers, content):
    (found,) = read(text)
    assert found[0] == speakers
    assert found[2] == content


def test_a_participle_goes_on_with_the_speaker():
    found = read("The_D mayor_N said_V shells_N hit_V Dor_P adding_V that_S two_M died_V")
    assert [(f[0], f[1]) for f in found] == [(["The mayor"], "said"), (["The mayor"], "adding")]


def test_who_is_quoted_comes_before_who_quotes():
    (found,) = read("The_D agency_N quoted_V an_D officer_N as_A saying_V Dor_P fell_V")
    assert found == (["an officer", "The agency"], "quoted", "Dor fell")


def test_what_is_vowed_stands_behind():
    (found,) = read("The_D general_N vowed_V to_A retake_V Dor_P")
    assert found == (["The general"], "vowed", "to retake Dor")


@pytest.mark.parametrize(
    "text",
    [
        "The_D raid_N claimed_V nine_M lives_N",
        "A_D truce_N announced_V in_A May_P ended_V",
        "Troops_N took_V two_M self_N -_U declared_V posts_N",
    ],
)
def test_nothing_is_said_where_the_word_means_something_else(text):
    assert not read(text)


def test_phrases_end_where_the_next_one_begins():
    doc = flat("According_V to_A Faris_P a_D number_N of_A homes_N fell_V")
    assert speaker_behind(doc, 1) == (2, 3)


def test_the_head_stands_before_the_preposition():
    doc = flat("a_D source_N at_A Dor_P Police_P Command_P said_V")
    words = speaker_before(doc, 6)
    assert words == (0, 6)
    assert head_of(doc, words) == 1
    assert plausible(doc, words) == 3


def test_joint_speakers_are_told_from_modifiers():
    doc = flat("the_D search_N and_C rescue_N office_N said_V")
    assert joint(doc, (0, 5)) == [(0, 5)]


@pytest.mark.parametrize(
    ("text", "end", "weight"),
    [
        ("DOR_P :_U Shells_N hit_V the_D mill_N", 1, 0),
        ("DOR_P ,_U May_P 3_M -_U Shells_N hit_V", 1, 0),
        ("SDF_P ,_U which_R holds_V Dor_P ,_U said_V", 1, 3),
        ("SDF_P said_V shells_N hit_V Dor_P", 1, 3),
    ],
)
def test_the_place_that_a_report_opens_with_is_no_speaker(text, end, weight):
    assert plausible(flat(text), (0, end)) == weight


def test_a_name_is_cut_off_from_the_clause_before():
    doc = flat("Clashes_N broke_V out_A in_A 2012_M Amal_P Haddad_P added_V", ents=((5, 7, "person"),))
    assert speaker_before(doc, 7) == (5, 7)


def test_and_between_two_places_parts_no_speakers() -> None:
    doc = flat("medical_J sources_N in_A Dor_P and_C Asmar_P said_V", ents=((3, 4, "place"), (5, 6, "place")))
    assert joint(doc, (0, 6)) == [(0, 6)] != joint(flat("the_D army_N and_C Asmar_P said_V"), (0, 4))
