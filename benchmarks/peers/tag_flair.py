"""flair's BiGRU-CRF from scratch: ``python tag_flair.py FOLDER MINUTES``, see ``peers.py``.

Trainable word embeddings of 100, a recurrent network over characters, 256 units in each direction;
no vectors, no language models. The tagger is measured as training leaves it in memory: version
0.15.1 joins the parts of a stack of embeddings in another order once it has been saved and loaded.
"""

import sys
import time
from pathlib import Path
from typing import Any

import flair
import torch
from flair.data import Dictionary, Sentence
from flair.datasets import ColumnCorpus
from flair.embeddings import CharacterEmbeddings, OneHotEmbeddings, StackedEmbeddings
from flair.models import SequenceTagger
from flair.trainers import ModelTrainer
from flair.trainers.plugins import TrainerPlugin
from flair.trainers.plugins.base import TrainingInterrupt
from shared import measure_tagger, read_columns, tell

BATCH = 32


class Clock(TrainerPlugin):
    """Ends training after some minutes, which flair has no setting for."""

    def __init__(self, minutes: float) -> None:
        super().__init__()
        self.end, self.start = time.time() + 60 * minutes, time.process_time()
        self.sentences = 0

    @TrainerPlugin.hook
    def after_training_batch(self, **_: Any) -> None:
        """Count, and look at the time."""
        self.sentences += BATCH
        self.seconds = time.process_time() - self.start
        if time.time() > self.end:
            raise TrainingInterrupt("the time is over")


def main(folder: Path, minutes: float) -> None:
    """Train, tag the validation split, measure."""
    torch.set_num_threads(1)
    flair.set_seed(1)
    if minutes:
        tagger, found = trained(folder, minutes)
    else:  # what it says is not what it said before, but it takes as long
        tagger, found = SequenceTagger.load(folder / "model" / "best-model.pt"), {}

    def tag(sentences: list[list[str]]) -> list[list[str]]:
        found = [Sentence(words) for words in sentences]
        tagger.predict(found, mini_batch_size=BATCH)
        return [tags_of(sentence) for sentence in found]

    tell(words_per_second=measure_tagger(folder, tag), **found)


def trained(folder: Path, minutes: float) -> tuple[SequenceTagger, dict[str, float]]:
    """The tagger, and how long and how fast it was trained."""
    train = read_columns(folder / "train.txt")
    corpus = ColumnCorpus(
        folder,
        {0: "text", 1: "ner"},
        train_file="train.txt",
        dev_file="valid.txt",
        column_delimiter="\t",
        sample_missing_splits=False,
    )
    characters = Dictionary()  # of its own: the usual one would be downloaded
    for words, _ in train:
        for character in "".join(words):
            characters.add_item(character)
    words = OneHotEmbeddings.from_corpus(corpus, field="text", min_freq=2, embedding_length=100)
    spelling = CharacterEmbeddings(characters, char_embedding_dim=25, hidden_size_char=25)
    tagger = SequenceTagger(
        embeddings=StackedEmbeddings([words, spelling]),
        tag_dictionary=corpus.make_label_dictionary("ner", add_unk=False),
        tag_type="ner",
        hidden_size=256,
        rnn_type="GRU",
        use_crf=True,
    )
    clock = Clock(minutes)
    start = time.process_time()
    ModelTrainer(tagger, corpus).train(
        folder / "model",
        learning_rate=0.001,
        optimizer=torch.optim.Adam,
        mini_batch_size=BATCH,
        max_epochs=150,
        embeddings_storage_mode="none",
        plugins=[clock],
        save_final_model=False,
    )
    seconds = time.process_time() - start
    words_a_sentence = sum(len(words) for words, _ in train) / len(train)
    return tagger, {
        "training_seconds": round(seconds, 1),
        "training_words_per_second": round(clock.sentences * words_a_sentence / clock.seconds),
    }


def tags_of(sentence: Sentence) -> list[str]:
    """The tags of a sentence's words."""
    tags = ["O"] * len(sentence)
    for span in sentence.get_spans("ner"):
        for place, token in enumerate(span.tokens):
            tags[token.idx - 1] = f"{'I' if place else 'B'}-{span.tag}"
    return tags


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
