"""Who "the group", "the officials" and "he" are, who was told, and whose words a semicolon parts, on trees written by hand."""

from tests.read.trees import tree

from warmonitor.read.phrases import clause_between_marks
from warmonitor.read.speech.attribution import Attributions
from warmonitor.read.speech.speakers import Speaker, Speakers


def names(attribution):
    return [m.text for m in attribution.speakers]


# "Fighters" is what stands for the name of a side in a text as it is read.
ACTED = "Fighters/fighter/NOUN/2/nsubj shelled/shell/VERB/7/ccomp Dor/Dor/PROPN/2/obj ,/,/PUNCT/7/punct the/the/DET/6/det group/group/NOUN/7/nsubj said/say/VERB/0/root"


def test_the_group_is_the_side_that_acts_in_what_it_says():
    assert names(Attributions(tree(ACTED), "r").of((0, 3))) == ["Fighters"]


def test_a_speaker_without_a_name_is_of_no_kind():
    assert Speakers(tree(ACTED), [])._kind(Speaker((0, 1), "", "", "named")) is None


def test_a_common_noun_that_acts_is_no_group():
    acted = ACTED.replace("Fighters/fighter", "Planes/plane")
    assert names(Attributions(tree(acted), "r").of((0, 3))) == ["the group"]


def test_several_officials_are_no_single_one():
    one = (
        "A/a/DET/2/det minister/minister/NOUN/3/nsubj said/say/VERB/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    )
    many = "Port/port/NOUN/2/compound officials/official/NOUN|NNS/3/nsubj said/say/VERB/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    again = "The/the/DET/2/det officials/official/NOUN|NNS/3/nsubj said/say/VERB/0/root Zal/Zal/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    assert names(Attributions(tree(one, again), "r").of((8, 10))) == ["The officials"]
    assert names(Attributions(tree(many, one, again), "r").of((13, 15))) == ["Port officials"]


def test_he_is_the_person_told_of_since_the_last_speaker():
    doc = tree(
        "A/a/DET/2/det colonel/colonel/NOUN/3/nsubj said/say/VERB/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB/3/ccomp",
        "Omar/Omar/PROPN/2/nsubj laughed/laugh/VERB/0/root he/he/PRON/4/nsubj said/say/VERB/2/parataxis Zal/Zal/PROPN/6/nsubj fell/fall/VERB/4/ccomp",
        ents=((5, 6, "person"),),
    )
    assert names(Attributions(doc, "r").of((9, 11))) == ["Omar"]


def test_what_stands_before_a_semicolon_is_not_said_behind_it():
    doc = tree(
        "Two/two/NUM/2/nummod men/man/NOUN/3/nsubj died/die/VERB/0/root ;/;/PUNCT/8/punct the/the/DET/6/det army/army/NOUN/8/nsubj has/have/AUX/8/aux "
        "confirmed/confirm/VERB/3/parataxis this/this/PRON/8/obj"
    )
    assert names(Attributions(doc, "r").of((0, 3))) == []
    assert clause_between_marks(doc, (0, 9), 2) == (0, 3)
    assert clause_between_marks(doc, (0, 9), 7) == (4, 9)
    assert clause_between_marks(doc, (0, 3), 2) == (0, 3)


def test_the_place_that_a_report_opens_with_says_nothing():
    doc = tree(
        "DOR/Dor/PROPN/8/nsubj --/--/PUNCT/1/punct Two/two/NUM/4/nummod men/man/NOUN/5/nsubj died/die/VERB|VBD/8/ccomp ,/,/PUNCT/8/punct "
        "officials/official/NOUN/8/nsubj said/say/VERB|VBD/0/root"
    )
    assert names(Attributions(doc, "r").of((2, 5))) == ["officials"]


def test_all_of_a_sentence_is_said_by_whom_it_ends_on():
    doc = tree(
        "Six/six/NUM/2/nummod families/family/NOUN/3/nsubj fled/flee/VERB|VBD/0/root of/of/ADP/5/case whom/whom/PRON/6/obl some/some/DET/3/parataxis "
        "returned/return/VERB|VBD/6/dep ,/,/PUNCT/6/punct according/accord/VERB/11/case to/to/ADP/9/fixed medics/medic/NOUN/6/obl ././PUNCT/3/punct"
    )
    assert names(Attributions(doc, "r").of((0, 3))) == ["medics"]


def test_an_office_and_its_holder_are_one_name():
    doc = tree(
        "The/the/DET/2/det commander/commander/NOUN/7/nsubj in/in/ADP/4/case Dor/Dor/PROPN/2/nmod ,/,/PUNCT/6/punct Omar/Omar/PROPN/2/appos "
        "vowed/vow/VERB/0/root to/to/PART/9/mark march/march/VERB/7/xcomp on/on/ADP/11/case Zal/Zal/PROPN/9/obl",
        text="The commander in Dor, Omar vowed to march on Zal",
    )
    assert names(Attributions(doc, "r").of((8, 11))) == ["The commander in Dor, Omar"]


def test_whoever_is_blamed_speaks_for_itself():
    doc = tree(
        "Elders/elder/NOUN/2/nsubj blamed/blame/VERB/0/root the/the/DET/4/det army/army/NOUN/2/obj ,/,/PUNCT/7/punct which/which/PRON|WDT/7/nsubj "
        "said/say/VERB|VBD/4/acl:relcl fuel/fuel/NOUN/9/nsubj exploded/explode/VERB|VBD/7/ccomp"
    )
    assert names(Attributions(doc, "r").of((7, 9))) == ["the army"]


def test_a_chief_of_something_is_not_the_last_person_who_spoke():
    first = "Minister/minister/PROPN/2/compound Omar/Omar/PROPN/3/nsubj said/say/VERB/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    bare = "The/the/DET/2/det minister/minister/NOUN/3/nsubj added/add/VERB/0/root Zal/Zal/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    other = bare.replace("The/the/DET/2/det", "The/the/DET/3/det village/village/NOUN/3/compound").replace(
        "minister/minister", "chief/chief"
    )
    other = other.replace("/3/nsubj", "/4/nsubj").replace("/5/nsubj", "/6/nsubj").replace("/3/ccomp", "/4/ccomp")
    ents = ((0, 2, "person"),)
    assert names(Attributions(tree(first, bare, ents=ents), "r").of((8, 10))) == ["Minister Omar"]
    assert names(Attributions(tree(first, other, ents=ents), "r").of((9, 11))) == ["The village chief"]


def test_an_outlet_with_an_article_is_told():
    doc = tree(
        "A/a/DET/2/det priest/priest/NOUN/3/nsubj told/tell/VERB|VBD/0/root fighters/fighter/NOUN/7/obj the/the/DET/6/det raiders/raider/NOUN/7/nsubj "
        "burned/burn/VERB|VBD/3/ccomp huts/hut/NOUN/7/obj"
    )
    assert names(Attributions(doc, "r").of((5, 8))) == ["A priest"]  # no name: "fighters"


def test_whom_somebody_cites_stands_nearer_to_the_words():
    doc = tree(
        "Dor/Dor/PROPN/2/nsubj fell/fall/VERB|VBD/0/root ,/,/PUNCT/5/punct Jasmine/Jasmine/PROPN/5/nsubj reported/report/VERB|VBD/2/parataxis "
        ",/,/PUNCT/7/punct citing/cite/VERB|VBG/5/advcl army/army/NOUN/9/compound officers/officer/NOUN/7/obj ././PUNCT/2/punct"
    )
    assert names(Attributions(doc, "r").of((0, 2))) == ["army officers", "Jasmine"]


def test_an_outlet_is_told_in_the_passive_and_sees_letters():
    told = tree(
        "Jasmine/Jasmine/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass told/tell/VERB|VBN/0/root by/by/ADP/5/case officers/officer/NOUN/3/obl:agent "
        "that/that/SCONJ/8/mark Dor/Dor/PROPN/8/nsubj fell/fall/VERB|VBD/3/ccomp"
    )
    assert names(Attributions(told, "r").of((6, 8))) == ["officers", "Jasmine"]


def test_who_claims_responsibility_is_the_source():
    doc = tree(
        "Omar/Omar/PROPN/2/nsubj claimed/claim/VERB|VBD/0/root responsibility/responsibility/NOUN/2/obj for/for/ADP/6/case the/the/DET/6/det "
        "blast/blast/NOUN/3/nmod in/in/ADP/8/case Dor/Dor/PROPN/6/nmod"
    )
    assert names(Attributions(doc, "r").of((4, 8))) == ["Omar"]


def test_who_stands_before_the_verb_that_its_own_is_joined_to_says_it():
    """The parser took "Haddad" for no subject of "toured"."""
    doc = tree(
        'Governor/governor/NOUN/3/nmod Haddad/Haddad/PROPN/1/appos toured/tour/VERB|VBD/0/root Dor/Dor/PROPN/3/obj "/"/PUNCT/3/punct and/and/CCONJ/7/cc '
        "tweeted/tweet/VERB|VBD/3/conj that/that/SCONJ/10/mark Zal/Zal/PROPN/10/nsubj fell/fall/VERB|VBD/7/ccomp",
        ents=((0, 2, "person"),),
    )
    assert names(Attributions(doc, "r").of((8, 10))) == ["Governor Haddad"]


def test_what_a_verb_of_saying_tells_besides_counts_for_nothing():
    """A quote from the accuser on: of it only the deed is said."""
    doc = tree(
        "The/the/DET/2/det mayor/mayor/NOUN/3/nsubj accused/accuse/VERB|VBD/0/root the/the/DET/5/det men/man/NOUN/3/obj of/of/ADP/8/case the/the/DET/8/det "
        "valley/valley/NOUN/5/nmod on/on/ADP/10/case Friday/Friday/PROPN/3/obl of/of/ADP/13/case the/the/DET/13/det raid/raid/NOUN/3/obl"
    )
    assert names(Attributions(doc, "r").of((0, 13))) == ["The mayor"]


def test_an_acronym_in_brackets_holds_no_office():
    doc = tree(
        "The/the/DET/2/det spokesman/spokesman/NOUN/6/nsubj (/(/PUNCT/4/punct LNA/LNA/PROPN/2/appos )/)/PUNCT/4/punct said/say/VERB|VBD/0/root "
        "Dor/Dor/PROPN/8/nsubj fell/fall/VERB|VBD/6/ccomp"
    )
    assert names(Attributions(doc, "r").of((6, 8))) == ["The spokesman"]


def test_of_a_clause_that_opens_with_its_speaker_only_the_rest_is_said():
    """What dates the saying ("on Friday") dates nothing that is said."""
    doc = tree(
        "Residents/resident/NOUN/4/nsubj on/on/ADP/3/case Friday/Friday/PROPN/4/obl said/say/VERB|VBD/0/root that/that/SCONJ/7/mark "
        "Dor/Dor/PROPN/7/nsubj fell/fall/VERB|VBD/4/ccomp last/last/ADJ/9/amod week/week/NOUN/7/obl"
    )
    found = Attributions(doc, "r")
    assert found.said((0, 9)) == (4, 9)
    assert found.said((5, 9)) == (5, 9)


def test_we_are_whoever_published_the_report():
    army = "Amal/Amal/PROPN/2/nsubj said/say/VERB/0/root Dor/Dor/PROPN/4/nsubj fell/fall/VERB/2/ccomp"
    we = "We/we/PRON/2/nsubj deny/deny/VERB/0/root that/that/SCONJ/5/mark Zal/Zal/PROPN/5/nsubj fell/fall/VERB/2/ccomp"
    doc = tree(army, we)
    assert names(Attributions(doc, "r").of((6, 9))) == []
    quoted = tree(army, we, text="Amal said Dor fell “ We deny that Zal fell ”")
    assert names(Attributions(quoted, "r").of((6, 9))) == ["Amal"]


def test_the_health_ministry_and_the_mayors_office_are_no_other_ministry_or_office():
    first = "The/the/DET/3/det Dor/Dor/PROPN/3/compound ministry/ministry/NOUN/4/nsubj said/say/VERB/0/root Zal/Zal/PROPN/6/nsubj fell/fall/VERB/4/ccomp"
    again = "The/the/DET/3/det health/health/NOUN/3/compound ministry/ministry/NOUN/4/nsubj said/say/VERB/0/root Amra/Amra/PROPN/6/nsubj fell/fall/VERB/4/ccomp"
    bare = "The/the/DET/2/det ministry/ministry/NOUN/3/nsubj said/say/VERB/0/root Amra/Amra/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    assert names(Attributions(tree(first, again), "r").of((10, 12))) == ["The health ministry"]
    assert names(Attributions(tree(first, bare), "r").of((9, 11))) == ["The Dor ministry"]


def test_what_one_speaker_claims_and_says_is_theirs_together():
    doc = tree(
        "The/the/DET/2/det league/league/NOUN/3/nsubj claimed/claim/VERB/0/root the/the/DET/5/det attack/attack/NOUN/3/obj and/and/CCONJ/7/cc "
        "said/say/VERB/3/conj nine/nine/NUM/9/nummod men/man/NOUN/10/nsubj died/die/VERB/7/ccomp near/near/ADP/12/case Dor/Dor/PROPN/10/obl"
    )
    assert names(Attributions(doc, "r").of((0, 12))) == ["The league"]
    assert names(Attributions(doc, "r").of((3, 12))) == ["The league"]


def test_a_name_goes_on_over_labels_that_part_it():
    doc = tree(
        "Dor/Dor/PROPN/2/nsubj fell/fall/VERB/0/root according/accord/VERB/7/case to/to/ADP/3/fixed North/North/PROPN/7/compound "
        "Amra/Amra/PROPN/7/compound authorities/authority/NOUN/2/obl",
        ents=((4, 5, "org"), (5, 6, "place")),
    )
    assert names(Attributions(doc, "r").of((0, 2))) == ["North Amra authorities"]


def test_those_who_speak_beside_somebody_are_no_part_of_what_is_said():
    doc = tree(
        "Dor/Dor/PROPN/2/nsubj fell/fall/VERB/9/ccomp ,/,/PUNCT/9/punct three/three/NUM/5/nummod residents/resident/NOUN/9/nsubj and/and/CCONJ/8/cc "
        "a/a/DET/8/det nurse/nurse/NOUN/5/conj said/say/VERB/0/root"
    )
    assert Attributions(doc, "r").telling((0, 8)) == {3, 4, 5, 6, 7}


def test_who_denies_says_nothing_by_themselves():
    doc = tree(
        "A/a/DET/2/det colonel/colonel/NOUN/3/nsubj denied/deny/VERB/0/root that/that/SCONJ/6/mark Dor/Dor/PROPN/6/nsubj fell/fall/VERB/3/ccomp"
    )
    found = Attributions(doc, "r")
    assert found.only_tells((0, 3)) and not found.only_tells((0, 6)) and not found.only_tells((3, 6))
    assert not found.only_tells((0, 2))  # "residents displaced by the fighting said": an event may stand in who speaks
    named = tree(
        "Colonel/colonel/NOUN/2/compound Omar/Omar/PROPN/3/nsubj said/say/VERB/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB/3/ccomp",
        ents=((1, 2, "person"),),
    )
    assert Attributions(named, "r").only_tells((0, 2))


def test_a_semicolon_parts_what_two_tell():
    doc = tree(
        "Guards/guard/NOUN/2/nsubj shot/shoot/VERB/0/root men/man/NOUN/2/obj ;/;/PUNCT/6/punct medics/medic/NOUN/6/nsubj said/say/VERB/2/parataxis "
        "two/two/NUM/8/nummod died/die/VERB/6/ccomp ;/;/PUNCT/11/punct shells/shell/NOUN/11/nsubj fell/fall/VERB/2/parataxis"
    )
    found = Attributions(doc, "r")
    assert found.apart((0, 8)) == [(0, 3), (4, 8)]
    assert found.apart((4, 11)) == [(4, 11)]
    assert found.apart((0, 3)) == [(0, 3)]


def test_its_spokesman_is_of_the_body_that_spoke_or_the_side_that_acted_before():
    spoke = "The/the/DET/3/det Harbour/Harbour/PROPN/3/compound Council/Council/PROPN/4/nsubj said/say/VERB/0/root Zal/Zal/PROPN/6/nsubj fell/fall/VERB/4/ccomp"
    acted = "Front~Fighters/fighter/NOUN/2/nsubj took/take/VERB/0/root Zal/Zal/PROPN/2/obj ././PUNCT/2/punct"
    its = "Its/its/PRON/2/nmod:poss spokesman/spokesman/NOUN/3/nsubj said/say/VERB/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    farmers = "Farmers/farmer/NOUN/2/nsubj said/say/VERB/0/root Zal/Zal/PROPN/4/nsubj fell/fall/VERB/2/ccomp"
    assert names(Attributions(tree(spoke, its, ents=((1, 3, "org"),)), "r").of((9, 11))) == [
        "Harbour Council spokesman"
    ]
    assert names(Attributions(tree(acted, its), "r").of((7, 9))) == ["Front spokesman"]
    assert names(Attributions(tree(farmers, its), "r").of((7, 9))) == ["Its spokesman"]


def test_it_is_who_speaks_in_the_main_clause():
    told = "The/the/DET/2/det army/army/NOUN/3/nsubj said/say/VERB/0/root Zal/Zal/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    before = "before/before/SCONJ/8/mark Harbour/Harbour/PROPN/8/nsubj announced/announce/VERB/5/advcl that/that/SCONJ/11/mark Dor/Dor/PROPN/11/nsubj fell/fall/VERB/8/ccomp"
    it = "It/it/PRON/2/nsubj said/say/VERB/0/root Tor/Tor/PROPN/4/nsubj stood/stand/VERB/2/ccomp"
    assert names(Attributions(tree(f"{told} {before}", it), "r").of((13, 15))) == ["The army"]


def test_a_member_of_a_council_is_a_person():
    doc = tree("Omar/Omar/PROPN/2/nsubj spoke/speak/VERB/0/root", ents=((0, 1, "person"),))
    council = Speaker((0, 1), "", "Amal Omar, a member of the Harbour Council", "named")
    assert Speakers(doc, [])._kind(council) == "person"


def test_who_is_blamed_for_an_attack_replies_and_not_the_attack():
    doc = tree(
        "The/the/DET/2/det mayor/mayor/NOUN/3/nsubj blamed/blame/VERB/0/root the/the/DET/5/det Front/Front/PROPN/3/obj for/for/ADP/8/case the/the/DET/8/det "
        "raid/raid/NOUN/3/obl ,/,/PUNCT/11/punct which/which/PRON|WDT/11/nsubj denied/deny/VERB/8/acl:relcl it/it/PRON/11/obj"
    )
    found = Attributions(doc, "r")
    assert found.apart((0, 12)) == [(0, 8), (9, 12)]
    assert names(found.of((9, 12))) == ["the Front"] and names(found.of((0, 8))) == ["The mayor"]


def test_who_speaks_of_a_claim_of_nobodys_is_no_owner_of_it():
    doc = tree(
        "The/the/DET/2/det claim/claim/NOUN/8/nsubj that/that/SCONJ/5/mark Dor/Dor/PROPN/5/nsubj fell/fall/VERB/2/acl is/be/AUX/8/cop a/a/DET/8/det "
        "lie/lie/NOUN/12/ccomp ,/,/PUNCT/8/punct the/the/DET/11/det mayor/mayor/NOUN/12/nsubj said/say/VERB/0/root"
    )
    found = Attributions(doc, "r").of((0, 8))
    assert (names(found), found.rule) == (["the mayor"], "say+that")


def test_its_allies_beside_somebody_are_not_the_last_speakers():
    allies = (
        "The/the/DET/2/det government/government/NOUN/6/nsubj and/and/CCONJ/5/cc its/its/PRON/5/nmod:poss allies/ally/NOUN/2/conj "
        "say/say/VERB/0/root Dor/Dor/PROPN/8/nsubj fell/fall/VERB/6/ccomp"
    )
    speaking = "The/the/DET/2/det Observatory/Observatory/PROPN/3/nsubj said/say/VERB/0/root nine/nine/NUM/5/nsubj died/die/VERB/3/ccomp"
    doc = tree(speaking, allies, ents=((1, 2, "org"),))
    assert names(Attributions(doc, "r").of((11, 13))) == ["The government", "its allies"]


def test_according_to_him_is_who_spoke_last():
    mayor = "The/the/DET/2/det mayor/mayor/NOUN/3/nsubj said/say/VERB/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB/3/ccomp ././PUNCT/3/punct"
    him = "According/accord/VERB/3/case to/to/ADP/1/fixed him/he/PRON/6/obl ,/,/PUNCT/3/punct Zal/Zal/PROPN/6/nsubj fell/fall/VERB/0/root"
    assert names(Attributions(tree(mayor, him), "r").of((10, 12))) == ["The mayor"]


def test_a_ministry_is_the_one_that_spoke_though_reading_has_veiled_both():
    first = "Harbour/Harbour/PROPN/2/compound Ministry~fighters/fighter/NOUN/3/nsubj said/say/VERB/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    again = "the/the/DET/2/det ministry~fighters/fighter/NOUN/3/nsubj said/say/VERB/0/root Zal/Zal/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    other = again.replace("the/the", "a/a")
    assert names(Attributions(tree(first, again), "r").of((8, 10))) == ["Harbour Ministry"]
    assert names(Attributions(tree(first, other), "r").of((8, 10))) == ["a ministry"]


def test_it_is_the_body_that_acts_where_the_last_that_spoke_is_far():
    spoke = "The/the/DET/2/det council/council/NOUN/3/nsubj said/say/VERB/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB/3/ccomp"
    rain = "Rain/rain/NOUN/2/nsubj fell/fall/VERB/0/root"
    acted = "navy~fighters/fighter/NOUN/2/nsubj sank/sink/VERB/6/ccomp boats/boat/NOUN/2/obj ,/,/PUNCT/6/punct it/it/PRON/6/nsubj said/say/VERB/0/root"
    assert names(Attributions(tree(spoke, rain, acted), "r").of((7, 10))) == ["navy"]
    assert names(Attributions(tree(spoke, acted), "r").of((5, 8))) == ["The council"]


def test_its_leader_is_of_who_acts_in_the_sentence():
    other = "Nine~fighters/fighter/PROPN/2/nsubj said/say/VERB/0/root Dor/Dor/PROPN/4/nsubj fell/fall/VERB/2/ccomp ././PUNCT/2/punct"
    acted = (
        "RSF~fighters/fighter/PROPN/2/nsubj left/leave/VERB/6/ccomp ,/,/PUNCT/2/punct its/its/PRON/5/nmod:poss leader/leader/NOUN/6/nsubj "
        "said/say/VERB/0/root"
    )
    assert names(Attributions(tree(other, acted), "r").of((5, 7))) == ["RSF leader"]
