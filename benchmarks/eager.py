"""What inference is compared with: plain torch in float32, as one writes it first.

A translator has its memory once for every hypothesis, takes the logarithm of the softmax over the
whole vocabulary, looks for the best among all extensions of all hypotheses, copies every tensor of
the state and of the memory, and goes on until every sentence of the batch has ended.

Dimensions: B sentences, K hypotheses of each, T steps, V vocabulary.
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from nlpseq.data.batching import pad
from nlpseq.data.tokenizer import BOS, EOS
from nlpseq.inference.pipeline import Pipeline
from nlpseq.inference.runtime.ragged import Ragged
from nlpseq.modules.translator import Translator

NUM_WORDS, WORD_SIZE = 8000, 256


class EagerTranslator:
    """Search over the modules of a bundle.

    Args:
        pipeline: with a translator.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self._embedding = pipeline.model.embedding
        translator = pipeline.model.heads[pipeline.translator.name]
        assert isinstance(translator, Translator)
        self._translator = translator.eval()

    @torch.inference_mode()
    def search(self, sources: Sequence[Sequence[int]], beam_size: int) -> Tensor:
        """The best hypothesis (B, T) of each sentence, a beam of one being greedy search."""
        lengths = torch.tensor([len(source) + 1 for source in sources])
        tokens = torch.from_numpy(pad([[*source, EOS] for source in sources]))
        memory = self._translator.encode(tokens, lengths, self._embedding)
        memory = memory.reorder(torch.arange(len(sources)).repeat_interleave(beam_size))
        state = self._translator.decoder.start(memory)
        written = torch.full((len(memory.mask), 1), BOS)
        scores = torch.full((len(sources), beam_size), -torch.inf)
        scores[:, 0] = 0.0
        firsts = torch.arange(len(sources))[:, None] * beam_size
        for _ in range(3 * int(lengths.max()) + 10):
            output = self._translator.step(written[:, -1], memory, state, self._embedding)
            log_probs = output.logits.log_softmax(dim=1)
            ended = (written[:, 1:] == EOS).any(dim=1)
            log_probs[ended] = -torch.inf
            log_probs[ended, EOS] = 0.0
            totals = (scores.view(-1, 1) + log_probs).view(len(sources), -1)
            scores, best = totals.topk(beam_size, dim=1)
            rows = (firsts + best // log_probs.shape[1]).view(-1)
            written = torch.cat([written[rows], (best % log_probs.shape[1]).view(-1, 1)], dim=1)
            state, memory = output.state.reorder(rows), memory.reorder(rows)
            if bool((written[:, 1:] == EOS).any(dim=1).all()):
                break
        return written.view(len(sources), beam_size, -1)[:, 0]

    @torch.inference_mode()
    def first_step(self, source: Sequence[int]) -> Callable[[], Tensor]:
        """A sentence that is encoded, ready for steps of greedy search."""
        tokens = torch.tensor([[*source, EOS]])
        memory = self._translator.encode(tokens, torch.tensor([tokens.shape[1]]), self._embedding)
        state = self._translator.decoder.start(memory)

        def step() -> Tensor:
            with torch.inference_mode():
                token = torch.full((1,), BOS)
                output = self._translator.step(token, memory, state, self._embedding)
                return output.logits.log_softmax(dim=1).argmax(dim=1)

        return step


class EagerLayers:
    """Bidirectional layers of ``nn.GRU`` over the embeddings of random words.

    Args:
        num_layers: of the stack.
        hidden_size: of a direction.
    """

    def __init__(self, num_layers: int, hidden_size: int) -> None:
        torch.manual_seed(1)
        self.table = torch.randn(NUM_WORDS, WORD_SIZE)
        self._layers = nn.GRU(
            WORD_SIZE, hidden_size, num_layers, bidirectional=True, batch_first=True
        )

    def weights(self) -> dict[str, np.ndarray]:
        """The parameters under the names of an encoder called ``layers``."""
        directions = {"forwards": "", "backwards": "_reverse"}
        names = [
            (f"l{level}{suffix}", f"layers.{direction}.{level}.layer")
            for level in range(self._layers.num_layers)
            for direction, suffix in directions.items()
        ]
        return {
            f"{new}.{kind}_l0": getattr(self._layers, f"{kind}_{old}").detach().numpy()
            for old, new in names
            for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        }

    @torch.inference_mode()
    def run(self, ids: np.ndarray, rows: Ragged) -> Tensor:
        """States of sentences, packed where their lengths differ."""
        lengths = np.bincount(rows.sentences)
        padded = np.zeros((len(lengths), lengths[0]), np.int64)
        padded[rows.sentences, rows.steps] = ids
        inputs = self.table[torch.from_numpy(padded)]
        if lengths[-1] == lengths[0]:
            states: Tensor = self._layers(inputs)[0]
            return states
        packed = nn.utils.rnn.pack_padded_sequence(
            inputs, torch.from_numpy(lengths), batch_first=True
        )
        found: Tensor = self._layers(packed)[0].data
        return found
