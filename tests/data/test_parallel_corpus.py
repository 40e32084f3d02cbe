"""The English-German corpus of data/parallel: its files, its splits and its German."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "data" / "parallel"


def _load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("parallel_generate", FOLDER / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["parallel_generate"] = module
    spec.loader.exec_module(module)  # puts its own folder on sys.path
    return module


generate = _load_generator()

from en_de import english, german, german_verbs, lexicon, template, words  # noqa: E402

PATTERNS = {pattern.name: pattern for pattern in template.load_patterns()}


@pytest.fixture(scope="module")
def splits():
    return generate.build()


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    return text[:-1].split("\n")


@pytest.fixture(scope="module")
def corpus() -> dict[str, tuple[list[str], list[str]]]:
    return {name: (_lines(f"{name}.en"), _lines(f"{name}.de")) for name in generate.SPLITS}


def test_files_are_what_the_generator_writes(splits):
    for name, content in generate.files(splits).items():
        assert (FOLDER / name).read_bytes() == content.encode(), f"{name}: run generate.py"


def test_counts(corpus):
    sizes = {name: len(en) for name, (en, de) in corpus.items() if len(en) == len(de)}
    assert sizes["train"] >= 9_000
    assert (sizes["valid"], sizes["test_fillings"], sizes["test_patterns"]) == (500, 600, 300)


def test_pairs_are_distinct_and_one_to_one_in_the_whole_corpus(corpus):
    english_lines = [line for en, _ in corpus.values() for line in en]
    german_lines = [line for _, de in corpus.values() for line in de]
    assert len(set(english_lines)) == len(english_lines)
    assert len(set(german_lines)) == len(german_lines)


def test_there_are_at_least_300_patterns_and_all_are_used_and_different(splits):
    used = {example.pattern for examples in splits.values() for example in examples}
    assert used == set(PATTERNS)
    trained = {example.pattern for example in splits["train"]}
    assert len(trained) >= 300
    assert len({(pattern.en, pattern.de) for pattern in PATTERNS.values()}) == len(PATTERNS)
    assert len({_frame(pattern) for pattern in PATTERNS.values()}) >= 300


def _frame(pattern: "template.Pattern") -> str:
    """What is left of a pattern when everything that is inflected or filled in is blank."""
    return re.sub(r"\{[^}]*\}", "_", f"{pattern.en} {pattern.de}")


def test_held_out_frames_are_not_those_of_training_patterns():
    held = {_frame(pattern) for pattern in PATTERNS.values() if pattern.held_out}
    assert not held & {_frame(pattern) for pattern in PATTERNS.values() if not pattern.held_out}


def test_held_out_patterns_are_only_in_their_test_and_its_words_are_known(splits):
    held = {name for name, pattern in PATTERNS.items() if pattern.held_out}
    assert {example.pattern for example in splits["test_patterns"]} == held
    for name in ("train", "valid", "test_fillings"):
        assert not held & {example.pattern for example in splits[name]}
    known = {word for example in splits["train"] for word in generate._words(example)}
    for example in splits["test_patterns"]:
        assert known.issuperset(generate._words(example)), example


def test_new_fillings_are_of_patterns_seen_in_train(splits):
    trained = {example.pattern for example in splits["train"]}
    for name in ("valid", "test_fillings"):
        assert {example.pattern for example in splits[name]} <= trained


def test_lines_are_clean(corpus):
    for en, de in corpus.values():
        for source, target in zip(en, de, strict=True):
            for line in (source, target):
                assert line == line.strip()
                assert "  " not in line
                assert not re.search(r"[{}@~|_]", line), line
                assert line[0].isupper() or line[0].isdigit(), line
                assert line[-1] in ".?!", line
            assert source[-1] == target[-1]


def test_lengths(corpus):
    for en, _ in corpus.values():
        lengths = [len(generate._tokens(line)) for line in en]
        assert min(lengths) >= 3
        assert max(lengths) <= 22
        assert 7 <= sum(lengths) / len(lengths) <= 10


def test_famous_sentences_are_in_train(corpus):
    pairs = set(zip(*corpus["train"], strict=True))
    assert ("Teddy was a great president.", "Teddy war ein großer Präsident.") in pairs
    assert ("Teddy bears are on sale!", "Teddybären sind im Angebot!") in pairs
    assert ("What time is it?", "Wie spät ist es?") in pairs


# Pattern, words of its slots in order ("+" after a plural), English, German. Checked by hand.
GOLD = [
    ("food-adj", "Anna apple fresh",
     "Anna buys a fresh apple.", "Anna kauft einen frischen Apfel."),
    ("food-adj", "we sausage+ expensive",
     "We buy expensive sausages.", "Wir kaufen teure Würste."),
    ("food-mass-neg", "he cheese", "He does not like cheese.", "Er mag keinen Käse."),
    ("food-strong", "you fruit",
     "You eat fresh fruit every day.", "Du isst jeden Tag frisches Obst."),
    ("table-put", "I bottle table",
     "I put the bottle on the table.", "Ich stelle die Flasche auf den Tisch."),
    ("table-on", "glass shelf",
     "There is a glass on the shelf.", "Auf dem Regal steht ein Glas."),
    ("lay-under", "she key bed",
     "She lays the key next to the bed.", "Sie legt den Schlüssel neben das Bett."),
    ("belongs", "umbrella our_neighbour",
     "This umbrella belongs to our neighbour.", "Dieser Regenschirm gehört unserem Nachbarn."),
    ("wear-with", "Julia jacket red hat black",
     "Julia wears the red jacket with the black hat.",
     "Julia trägt die rote Jacke mit dem schwarzen Hut."),
    ("room-many", "chair+ kitchen",
     "There are many chairs in the kitchen.", "In der Küche stehen viele Stühle."),
    ("switch-forgot", "they turn_off lamp",
     "They forgot to turn off the lamp.", "Sie haben vergessen, die Lampe auszuschalten."),
    ("switch-imperative", "turn_on radio",
     "Please turn on the radio.", "Schalte bitte das Radio ein."),
    ("state-because", "she sick",
     "She stays at home because she is sick.", "Sie bleibt zu Hause, weil sie krank ist."),
    ("state-although", "my_parents tired",
     "Although my parents are tired, they work.", "Obwohl meine Eltern müde sind, arbeiten sie."),
    ("trait-compare", "Tom the_teacher young",
     "Tom is younger than the teacher.", "Tom ist jünger als der Lehrer."),
    ("trait-superlative", "Felix sister clever",
     "Felix has the cleverest sister of all.", "Felix hat die klügste Schwester von allen."),
    ("poss-brother-genitive", "Thomas mother kind",
     "Thomas's mother is very kind.", "Thomas' Mutter ist sehr nett."),
    ("call-past", "we invite the_tourists",
     "We have invited the tourists.", "Wir haben die Touristen eingeladen."),
    ("call-present", "you call my_grandmother",
     "You call my grandmother.", "Du rufst meine Großmutter an."),
    ("call-sub", "he my_uncle call",
     "He hopes that my uncle calls us.", "Er hofft, dass mein Onkel uns anruft."),
    ("daily-past", "the_children wake_up seven_o'clock",
     "The children woke up at seven o'clock.", "Die Kinder sind um sieben Uhr aufgewacht."),
    ("dative-help", "I thank the_boy", "I thank the boy.", "Ich danke dem Jungen."),
    ("dative-please", "car old her_husband",
     "Her husband likes the old car.", "Ihrem Mann gefällt das alte Auto."),
    ("give-adj", "I give my_sister map new",
     "I give my sister a new map.", "Ich gebe meiner Schwester eine neue Karte."),
    ("give-it-to", "ring she Peter",
     "She has a ring and gives it to Peter.", "Sie hat einen Ring und gibt ihn Peter."),
    ("reflexive-buy", "I camera", "I buy myself a camera.", "Ich kaufe mir eine Kamera."),
    ("look-forward", "you wedding",
     "You are looking forward to the wedding.", "Du freust dich auf die Hochzeit."),
    ("afraid", "we dog big", "We are afraid of big dogs.", "Wir haben Angst vor großen Hunden."),
    ("live-country", "he Switzerland",
     "He lives in Switzerland.", "Er wohnt in der Schweiz."),
    ("travel-will", "they the_United_States fly tomorrow",
     "They will fly to the United States tomorrow.", "Sie werden morgen in die USA fliegen."),
    ("travel-if-money", "I Turkey",
     "If I had more money, I would travel to Turkey.",
     "Wenn ich mehr Geld hätte, würde ich in die Türkei reisen."),
    ("train-because", "the_nurse bus",
     "The nurse was late because she had missed the bus.",
     "Die Krankenschwester war zu spät, weil sie den Bus verpasst hatte."),
    ("spot-past", "we to_the_zoo yesterday",
     "We went to the zoo yesterday.", "Wir sind gestern in den Zoo gegangen."),
    ("way-left", "school", "Turn left at the school!", "Bieg an der Schule links ab!"),
    ("time-is", "half_past_seven", "It is half past seven.", "Es ist halb acht."),
    ("time-date-today", "3 May", "Today is 3 May.", "Heute ist der 3. Mai."),
    ("job-adj", "she doctor good", "She is a good doctor.", "Sie ist eine gute Ärztin."),
    ("news-elected", "Emma_Weber mayor 2012",
     "Emma Weber was elected mayor in 2012.",
     "Emma Weber wurde 2012 zur Bürgermeisterin gewählt."),
    ("news-visit-month", "Angela Berlin May",
     "Angela visited Berlin in May.", "Angela besuchte Berlin im Mai."),
    ("news-praised-person", "Anna_Berg praise the_president",
     "Anna Berg praised the president.", "Anna Berg lobte den Präsidenten."),
    ("sport-habit", "I tennis Friday",
     "On Friday I always play tennis.", "Am Freitag spiele ich immer Tennis."),
    ("name-mr-where", "Weber key",
     "Mrs. Weber, where is your key?", "Frau Weber, wo ist Ihr Schlüssel?"),
    ("passive-by-found", "ball the_farmer",
     "The ball was found by the farmer.", "Der Ball wurde vom Bauern gefunden."),
    ("relative-acc", "man I",
     "The man whom I know lives here.", "Der Mann, den ich kenne, wohnt hier."),
    ("relative-house", "Leo village old",
     "The village in which Leo lives is old.", "Das Dorf, in dem Leo wohnt, ist alt."),
    ("after-had-eaten", "he soup",
     "After he had eaten the soup, he was tired.",
     "Nachdem er die Suppe gegessen hatte, war er müde."),
    ("because-love", "I cat young",
     "I love the cat because it is so young.", "Ich liebe die Katze, weil sie so jung ist."),
    ("compare-attr", "we computer new",
     "We want a newer computer.", "Wir wollen einen neueren Computer."),
    ("animal-genitive", "dog small",
     "The tail of the small dog is long.", "Der Schwanz des kleinen Hundes ist lang."),
    ("genitive-roof", "church old",
     "The roof of the old church is red.", "Das Dach der alten Kirche ist rot."),
    ("house-strong-dat", "he modern bed+",
     "He is looking for a hotel with modern beds.",
     "Er sucht gerade ein Hotel mit modernen Betten."),
    ("modal-could-past", "you sleep yesterday",
     "You could not sleep yesterday.", "Du konntest gestern nicht schlafen."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fillers", "en", "de"), GOLD)
def test_gold_pairs(name, fillers, en, de):
    pattern, classes = PATTERNS[name], lexicon.load()
    slots = {}
    for slot, filler in zip(pattern.slots, fillers.split(), strict=True):
        text = filler.removesuffix("+").replace("_", " ")
        word = next(word for word in classes[slot.class_name] if word.en == text)
        slots[slot.letter] = words.Bound(word, plural=filler.endswith("+"))
    assert template.render(pattern, slots) == (en, de)


# Endings of an adjective after "der", "ein" (plural "kein") and nothing: nom acc dat gen.
ENDINGS = {
    ("der", "m"): "alte alten alten alten",
    ("der", "f"): "alte alte alten alten",
    ("der", "n"): "alte alte alten alten",
    ("der", "p"): "alten alten alten alten",
    ("dieser", "m"): "alte alten alten alten",
    ("jeder", "n"): "alte alte alten alten",
    ("kein", "m"): "alter alten alten alten",
    ("kein", "f"): "alte alte alten alten",
    ("kein", "n"): "altes altes alten alten",
    ("kein", "p"): "alten alten alten alten",
    ("mein", "p"): "alten alten alten alten",
    ("ein", "m"): "alter alten alten alten",
    ("ein", "p"): "alte alte alten alter",
    ("-", "m"): "alter alten altem alten",
    ("-", "f"): "alte alte alter alter",
    ("-", "n"): "altes altes altem alten",
    ("-", "p"): "alte alte alten alter",
}


@pytest.mark.parametrize(("determiner", "gender"), ENDINGS)
def test_adjective_endings(determiner, gender):
    kind = german.declension(determiner, gender)
    forms = [german.adjective("alt", kind, gender, case) for case in german.CASES]
    assert forms == ENDINGS[determiner, gender].split()


@pytest.mark.parametrize(
    ("determiner", "gender", "forms"),
    [
        ("der", "m", "der den dem des"),
        ("der", "p", "die die den der"),
        ("dieser", "n", "dieses dieses diesem dieses"),
        ("ein", "f", "eine eine einer einer"),
        ("kein", "m", "kein keinen keinem keines"),
        ("unser", "f", "unsere unsere unserer unserer"),
        ("Ihr", "n", "Ihr Ihr Ihrem Ihres"),
    ],
)
def test_determiners(determiner, gender, forms):
    found = [german.determiner(determiner, gender, case) for case in german.CASES]
    assert found == forms.split()


@pytest.mark.parametrize(
    ("base", "attributive"),
    [("hoch", "hohe"), ("teuer", "teure"), ("dunkel", "dunkle"), ("müde", "müde"),
     ("neuer", "neuere"), ("viel", "viele")],
)  # fmt: skip
def test_adjective_stems(base, attributive):
    assert german.adjective(base, "strong", "f", "nom") == attributive


@pytest.mark.parametrize(
    ("lemma", "gender", "plural", "weak", "forms"),
    [
        ("Hund", "m", "Hunde", False, "Hund Hund Hund Hundes Hunde Hunde Hunden Hunde"),
        ("Auto", "n", "Autos", False, "Auto Auto Auto Autos Autos Autos Autos Autos"),
        ("Frau", "f", "Frauen", False, "Frau Frau Frau Frau Frauen Frauen Frauen Frauen"),
        ("Löwe", "m", "Löwen", True, "Löwe Löwen Löwen Löwen Löwen Löwen Löwen Löwen"),
        ("Bär", "m", "Bären", True, "Bär Bären Bären Bären Bären Bären Bären Bären"),
        ("Haus", "n", "Häuser", False, "Haus Haus Haus Hauses Häuser Häuser Häusern Häuser"),
    ],
)
def test_nouns(lemma, gender, plural, weak, forms):
    noun = german.GermanNoun(lemma, gender, plural, weak)
    found = [german.noun(noun, case, many) for many in (False, True) for case in german.CASES]
    assert found == forms.split()


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("sein", "bin bist ist sind seid sind"),
        ("lesen", "lese liest liest lesen lest lesen"),
        ("halten", "halte hältst hält halten haltet halten"),
        ("arbeiten", "arbeite arbeitest arbeitet arbeiten arbeitet arbeiten"),
        ("öffnen", "öffne öffnest öffnet öffnen öffnet öffnen"),
        ("tanzen", "tanze tanzt tanzt tanzen tanzt tanzen"),
        ("ein|laden", "lade lädst lädt laden ladet laden"),
        ("spielen", "spiele spielst spielt spielen spielt spielen"),
        ("möchte", "möchte möchtest möchte möchten möchtet möchten"),
        ("lernen", "lerne lernst lernt lernen lernt lernen"),
    ],
)
def test_present(verb, forms):
    assert [german_verbs.present(verb, who) for who in german.PERSONS] == forms.split()


@pytest.mark.parametrize(
    ("verb", "past", "participle", "zu", "imperative"),
    [
        ("geben", "gab", "gegeben", "zu geben", "gib"),
        ("an|rufen", "rief", "angerufen", "anzurufen", "ruf"),
        ("verkaufen", "verkaufte", "verkauft", "zu verkaufen", "verkauf"),
        ("warten", "wartete", "gewartet", "zu warten", "warte"),
        ("reparieren", "reparierte", "repariert", "zu reparieren", "repariere"),
        ("schlafen", "schlief", "geschlafen", "zu schlafen", "schlaf"),
        ("unterrichten", "unterrichtete", "unterrichtet", "zu unterrichten", "unterrichte"),
    ],
)
def test_other_verb_forms(verb, past, participle, zu, imperative):
    assert german_verbs.past(verb, "3s") == past
    assert german_verbs.participle(verb) == participle
    assert german_verbs.zu_infinitive(verb) == zu
    assert german_verbs.imperative(verb) == imperative


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [("study", "studies studied studied studying"), ("swim", "swims swam swum swimming"),
     ("wake up", "wakes up woke up woken up waking up"), ("lie", "lies lay lain lying"),
     ("watch", "watches watched watched watching"), ("stop", "stops stopped stopped stopping")],
)  # fmt: skip
def test_english_verbs(lemma, forms):
    found = [english.verb(lemma, form) for form in ("present", "past", "pp", "ing")]
    assert " ".join(found) == forms


def test_english_articles():
    text = english.contract("a apple, a university, a hour, a old man, a man; he can not")
    assert text == "an apple, a university, an hour, an old man, a man; he cannot"
