"""Translation: a sentence into another language, searched for by greedy or beam search."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import torch
from torch import Tensor

from nlpseq.config import DecodingConfig, TranslationConfig
from nlpseq.data.batching import pad
from nlpseq.data.examples import Pair
from nlpseq.data.sampling import PieceSampler
from nlpseq.data.store import Row
from nlpseq.data.tokenizer import BOS, EOS, Tokenizer
from nlpseq.decoding.hypothesis import Candidates
from nlpseq.decoding.stepper import EVERY, Stepper
from nlpseq.evaluation.translation import corpus_bleu
from nlpseq.model import SharedModel
from nlpseq.modules.attention import Memory
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.translator import PairBatch, Translator
from nlpseq.tasks.base import Task
from nlpseq.tasks.translation_search import (
    Start,
    TranslationItem,
    TranslationPrediction,
    find_translations,
)


class TorchStepper:
    """The translator as search sees it: one row a live hypothesis, numpy in and out.

    Args:
        translator: the head, in evaluation mode.
        embedding: the shared table.
        memory: the encoded sentences, one row each.
    """

    def __init__(self, translator: Translator, embedding: SharedEmbedding, memory: Memory) -> None:
        self._translator = translator
        self._embedding = embedding
        self._memory = memory
        self._state = translator.decoder.start(memory)

    @torch.inference_mode()
    def step(self, tokens: np.ndarray, num_candidates: int) -> Candidates:
        """Advance every row by a token; its best next tokens with their log-probabilities."""
        device = self._embedding.weight.device
        output = self._translator.step(
            torch.from_numpy(tokens).to(device), self._memory, self._state, self._embedding
        )
        self._state = output.state
        logits = output.logits.float()
        weights = output.weights.cpu().numpy()
        if num_candidates == EVERY:
            every = np.broadcast_to(np.arange(logits.shape[1]), logits.shape)
            return Candidates(every, logits.log_softmax(dim=1).cpu().numpy(), weights)
        best = logits.topk(min(num_candidates, logits.shape[1]), dim=1)
        log_probs = best.values - logits.logsumexp(dim=1, keepdim=True)
        return Candidates(best.indices.cpu().numpy(), log_probs.cpu().numpy(), weights)

    @torch.inference_mode()
    def reorder(self, rows: np.ndarray) -> None:
        """Keep, permute or repeat rows."""
        index = torch.from_numpy(rows).to(self._embedding.weight.device)
        self._state = self._state.reorder(index)
        self._memory = self._memory.reorder(index)


class TranslationTask(Task[Pair, TranslationItem, PairBatch, TranslationPrediction]):
    """Source text -> target text, scored by BLEU.

    Args:
        name: name of the head.
        config: its settings.
        tokenizer: the shared tokenizer.
        target_language: ISO 639-1 code, which chooses the scorer's word splitter.
    """

    kind = "translation"
    main_score = "bleu"

    def __init__(
        self, name: str, config: TranslationConfig, tokenizer: Tokenizer, target_language: str
    ) -> None:
        super().__init__(name)
        self.config = config
        self.tokenizer = tokenizer
        self.target_language = target_language
        self._id_type = np.min_scalar_type(tokenizer.vocab_size)
        self._source_sampler = PieceSampler.where(tokenizer, config.sampling_alpha)
        self._target_sampler = PieceSampler.where(tokenizer, config.target_sampling_alpha)

    def encode(self, examples: Sequence[Pair]) -> list[TranslationItem]:
        """Token ids of both sides."""
        sources = self.tokenizer.encode_batch([example.source for example in examples])
        targets = self.tokenizer.encode_batch([example.target for example in examples])
        return [
            TranslationItem(np.array(source, self._id_type), np.array(target, self._id_type))
            for source, target in zip(sources, targets, strict=True)
        ]

    def pack(self, item: TranslationItem) -> Row:
        """Both sides."""
        assert item.target is not None
        return item.source, item.target

    def unpack(self, row: Row) -> TranslationItem:
        """Both sides."""
        source, target = row
        return TranslationItem(source, target)

    def size(self, item: TranslationItem) -> int:
        """Tokens of the longer side, its end sign included."""
        return 1 + max(len(item.source), 0 if item.target is None else len(item.target))

    def num_targets(self, item: TranslationItem) -> int:
        """Target tokens and the end sign."""
        return 1 + (0 if item.target is None else len(item.target))

    def vary(
        self, items: Sequence[TranslationItem], rng: np.random.Generator
    ) -> Sequence[TranslationItem]:
        """Other pieces for the same words, as the settings say."""
        if not (self._source_sampler or self._target_sampler):
            return items
        return [
            TranslationItem(
                _sampled(self._source_sampler, item.source, rng),
                None if item.target is None else _sampled(self._target_sampler, item.target, rng),
            )
            for item in items
        ]

    def collate(self, items: Sequence[TranslationItem], model: SharedModel) -> PairBatch:
        """Pad both sides and add the signs of begin and end."""
        device = model.device
        sources = [np.append(item.source, EOS) for item in items]
        targets = [np.zeros(0, int) if item.target is None else item.target for item in items]
        return PairBatch(
            source=torch.from_numpy(pad(sources)).to(device),
            source_lengths=torch.tensor([len(source) for source in sources], device=device),
            target_in=torch.from_numpy(pad([np.append(BOS, t) for t in targets])).to(device),
            target_out=torch.from_numpy(pad([np.append(t, EOS) for t in targets])).to(device),
            target_lengths=torch.tensor([len(t) + 1 for t in targets], device=device),
        )

    def loss(self, model: SharedModel, batch: PairBatch) -> Tensor:
        """Label-smoothed cross-entropy summed over target tokens."""
        return self._head(model).loss(batch, model.embedding)

    def predict(
        self,
        model: SharedModel,
        items: Sequence[TranslationItem],
        decoding: DecodingConfig,
        num_best: int = 1,
        *,
        prefix: Sequence[int] = (),
        with_weights: bool = False,
        others: Sequence[Start] = (),
    ) -> list[TranslationPrediction]:
        """Search for translations; a sentence without tokens has the empty translation.

        Args:
            model: the model that the head belongs to.
            items: the sentences.
            decoding: how to search.
            num_best: translations of each sentence.
            prefix: ids that every translation begins with.
            with_weights: keep the attention.
            others: further translators, whose probabilities are averaged with the model's.
        """
        return find_translations(
            [partial(self.start, model), *others],
            items,
            decoding,
            self.tokenizer,
            num_best=num_best,
            prefix=prefix,
            with_weights=with_weights,
        )

    @torch.inference_mode()
    def start(self, model: SharedModel, items: Sequence[TranslationItem]) -> Stepper:
        """Encode sentences; the stepper that writes their translations, one row each."""
        translator = self._head(model).eval()
        batch = self.collate(items, model)
        memory = translator.encode(batch.source, batch.source_lengths, model.embedding)
        return TorchStepper(translator, model.embedding, memory)

    def score(
        self, predictions: Sequence[TranslationPrediction], examples: Sequence[Pair]
    ) -> dict[str, float]:
        """Corpus BLEU of the best translations."""
        hypotheses = [prediction.texts[0] for prediction in predictions]
        references = [example.target for example in examples]
        return {"bleu": corpus_bleu(hypotheses, references, target_language=self.target_language)}

    def _head(self, model: SharedModel) -> Translator:
        head = model.heads[self.name]
        assert isinstance(head, Translator)
        return head


def _sampled(sampler: PieceSampler | None, ids: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return ids if sampler is None else np.array(sampler.sample(ids, rng), ids.dtype)
