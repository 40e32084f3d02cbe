"""What is known to be odd in the named corpora, and the rule that has to say so.

The doctor knows no corpus by name; this table was written from what people noted while they
collected the corpora, and is compared with what the rules find. What the text no longer shows
(mentions dropped by those who converted a corpus, labels that mean nearly the same) is not here.
"""

from typing import NamedTuple


class Quirk(NamedTuple):
    """A peculiarity of a corpus.

    Args:
        rule: the doctor's rule that names it.
        split: where; "" = in all splits together.
        lines: the number of lines that are named, at least; 0 = the file as a whole.
        exactly: are there no others?
    """

    rule: str
    split: str
    lines: int = 0
    exactly: bool = False


def _exactly(rule: str, split: str, lines: int) -> Quirk:
    return Quirk(rule, split, lines, exactly=True)


QUIRKS: dict[str, list[Quirk]] = {
    "conll2003_en": [
        _exactly("document-line", "train", 946),
        _exactly("document-line", "valid", 216),
        _exactly("one-word", "train", 179),
        Quirk("upper-case", "train", 500),
        Quirk("duplicate", "train", 1300),
        _exactly("leakage", "valid", 74),
        Quirk("no-split", "train"),
    ],
    "wnut17_en": [
        _exactly("blank-line", "train", 2394),
        _exactly("zero-width", "valid", 2),
        _exactly("hash-word", "", 1097),
        Quirk("long-word", "test", 10),
        Quirk("mixed-quotes", "test", 10),
    ],
    "btc_en": [
        _exactly("empty-word", "", 7),
        _exactly("blank-around-word", "", 135),
        _exactly("blank-in-word", "", 4),
        _exactly("blank-line", "test", 1),
        _exactly("not-nfc", "train", 25),
        _exactly("replacement-character", "train", 1),
        _exactly("hash-word", "", 3329),
        Quirk("touching", "", 3000),
    ],
    "uner_ewt_en": [
        _exactly("hash-word", "valid", 5),
        _exactly("hash-word", "test", 8),
        Quirk("long-word", "test", 1),
        Quirk("no-split", "valid"),
    ],
    "gum_en": [Quirk("no-split", "train")],
    "re3d_en": [Quirk("split-letters", "train", 5), Quirk("zero-width", "", 20)],
    "sec_en": [
        _exactly("long-sentence", "", 97),
        _exactly("replacement-character", "test", 12),
        Quirk("narrow-type", "train"),
    ],
    "anem_en": [
        Quirk("long-word", "train", 1),
        Quirk("long-sentence", "train", 1),
        Quirk("duplicate", "train", 150),
    ],
    "ncbi_disease_en": [Quirk("split-hyphen", "train")],
    "bc5cdr_en": [Quirk("long-sentence", "", 3), Quirk("split-hyphen", "train")],
    "germeval2014_de": [Quirk("control-character", "train", 43), Quirk("zero-width", "train", 1)],
    "mobie_de": [
        _exactly("illegal-tag", "train", 105),
        _exactly("illegal-tag", "valid", 28),
        _exactly("illegal-tag", "test", 132),
        _exactly("joiner", "train", 9),
        Quirk("label-shift", "test"),
        Quirk("rare-label", "train"),
    ],
    "ler_de": [_exactly("long-sentence", "", 271), Quirk("leakage", "test", 698)],
    "wikiann_de": [
        Quirk("leakage", "test", 1073),
        Quirk("duplicate", "train", 1),
        Quirk("only-entities", "train", 1000),
    ],
    "wikiann_en": [Quirk("leakage", "test", 249), Quirk("duplicate", "train", 1)],
    "conll2002_es": [
        _exactly("illegal-tag", "train", 1),
        _exactly("illegal-tag", "valid", 1),
        _exactly("illegal-tag", "test", 1),
        Quirk("long-sentence", "", 1),
    ],
    "conll2002_nl": [
        Quirk("document-line", "train", 1),
        _exactly("one-word", "train", 2651),
        Quirk("duplicate", "train", 287),
        Quirk("long-sentence", "train", 1),
    ],
    "resume_zh": [Quirk("illegal-tag", "train", 3)],
    "weibo_zh": [
        Quirk("replacement-character", "", 100),
        _exactly("illegal-tag", "train", 10),
        _exactly("illegal-tag", "test", 4),
        _exactly("leakage", "test", 40),
        _exactly("long-sentence", "train", 199),
        Quirk("small-split", "test"),
    ],
    "cluener_zh": [Quirk("no-split", "train")],
    "uner_gsdsimp_zh": [Quirk("zero-width", "train", 1), _exactly("hash-word", "", 8)],
    "mit_movie_en": [Quirk("lower-case", "train")],
    "mit_movie_trivia_en": [Quirk("lower-case", "train")],
    "mit_restaurant_en": [Quirk("lower-case", "train")],
    "atis_en": [Quirk("unseen-label", "test")],
    "atis_en_intents": [
        Quirk("joined-label", "train", 20),
        Quirk("unseen-label", "test"),
        Quirk("majority-label", "train"),
    ],
    "snips_en": [Quirk("lower-case", "train"), Quirk("replacement-character", "train", 1)],
    "fb_multilingual_en": [
        _exactly("illegal-tag", "train", 1),
        Quirk("duplicate", "train", 5000),
        Quirk("leakage", "test", 2151),
    ],
    "fb_multilingual_es": [Quirk("illegal-tag", "train", 10)],
    "fb_multilingual_th": [Quirk("illegal-tag", "train", 16)],
    "trec_en": [
        Quirk("no-split", "train"),
        Quirk("tokenised", "train"),
        Quirk("treebank-sign", "train", 100),
        _exactly("duplicate", "train", 70),
        _exactly("other-label", "train", 2),
        _exactly("lone-character", "train", 1),
        Quirk("missing-label", "test"),
        Quirk("leakage", "test", 6),
    ],
    "sst2_en": [
        Quirk("lower-case", "train"),
        Quirk("tokenised", "train"),
        Quirk("treebank-sign", "train", 100),
    ],
    "sst5_en": [Quirk("lower-case", "train"), Quirk("treebank-sign", "train", 100)],
    "clinc150_en": [Quirk("sorted", "train"), Quirk("label-shift", "test")],
    "banking77_en": [Quirk("no-split", "train"), _exactly("duplicate", "train", 4)],
    "multi30k": [
        Quirk("stray-blank", "train", 40),
        _exactly("odd-space", "train", 44),
        Quirk("mixed-quotes", "train", 20),
        Quirk("final-stop", "train", 1000),
    ],
    "tatoeba_en_de": [
        Quirk("sorted", "train"),
        Quirk("other-target", "train", 20_000),
        Quirk("near-leakage", "test", 100),
    ],
    "tatoeba_en_fr": [Quirk("sorted", "train"), Quirk("other-target", "train", 40_000)],
    "tatoeba_en_zh": [Quirk("mixed-script", "train", 9_000), Quirk("mixed-script", "opus", 500)],
    "wmt_news_zh_en": [Quirk("final-stop", "test", 200)],
    "wmt15_sample_en_de": [
        _exactly("empty-side", "train", 1),
        Quirk("html-escape", "train", 900),
        Quirk("stray-blank", "train", 100),
        Quirk("tokenised", "train"),
    ],
    "iwslt14_de_en": [
        Quirk("tokenised", "train"),
        Quirk("lower-case", "train"),
        Quirk("html-escape", "train", 3000),
        Quirk("misaligned", "test", 50),
    ],
    "tico19_en_fr": [Quirk("misaligned", "test", 20)],
    "iwslt15_en_vi": [Quirk("tokenised", "test"), Quirk("no-split", "valid")],
    "small_parallel_ja_en": [Quirk("tokenised", "train"), Quirk("lower-case", "train")],
    "classical_modern_zh": [Quirk("han-blank", "train", 1000)],
}

CLEAN: dict[str, set[str]] = {
    "germeval2014_de": {"duplicate", "leakage", "long-sentence"},
    "tico19_en_es": {"misaligned"},
    "small_parallel_ja_en": {"mixed-script"},
    "cluener_zh": {"illegal-tag"},
}
"""Rules that must find nothing: what was seen to be right, or was mended by those who packed it."""

FLOORS = {"germeval2014_de": 43.2, "sec_en": 81.6, "conll2003_en": 68.81, "wnut17_en": 0.0}
"""F1 of remembering train's entities, on test, or on valid where there is no test."""

SHARED = {
    ("crossner_en_science", "crossner_en_music"): 1,
    ("wmt_news_fr_en", "wmt_news_de_en"): 10_000,
    ("multi30k", "multi30k_captions"): 20_000,
    ("sst2_en", "sst5_en"): 6_000,
    ("small_parallel_ja_en", "tatoeba_en_de"): 1_000,
}
"""A corpus and another one that has sentences of it -> how many at least."""
