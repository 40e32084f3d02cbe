"""The language model: recurrent layers that tell the next token, in one direction or in each.

Dimensions: B batch, T time, E embedding, H hidden, V vocabulary, L layers, N states of a cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.dropout import VariationalDropout, WordDropout
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.encoder import Recurrence
from nlpseq.modules.tied_softmax import tied_cross_entropy


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """A padded batch of sequences in the order that one direction reads them.

    Args:
        tokens_in: what is read (B, T).
        tokens_out: what is to be told after each step (B, T).
        mask: steps that count (B, T); neither padding nor mere context.
        goes_on: whether the rows go on with those of the batch before, which are as many or more.
    """

    tokens_in: Tensor
    tokens_out: Tensor
    mask: Tensor
    goes_on: bool = False


class CausalReader(nn.Module):
    """One direction: recurrent layers and the way from the last one to the shared table.

    It knows no left or right: the text comes in the order of reading.

    Args:
        embedding_size: width of the shared table.
        hidden_size: width of a layer.
        num_layers: recurrent layers.
        cell: rnn, lstm or gru.
        between: module applied between the layers (dropout).
        output_dropout_rate: dropout before the output.
        vocab_size: pieces, for the output bias.
    """

    def __init__(
        self,
        *,
        embedding_size: int,
        hidden_size: int,
        num_layers: int,
        cell: str,
        between: nn.Module,
        output_dropout_rate: float,
        vocab_size: int,
    ) -> None:
        super().__init__()
        widths = [embedding_size] + [hidden_size] * (num_layers - 1)
        self.layers = nn.ModuleList(Recurrence(width, hidden_size, cell) for width in widths)
        self.between = between
        self.output_dropout = nn.Dropout(output_dropout_rate)
        self.project = nn.Linear(hidden_size, embedding_size)
        self.bias = nn.Parameter(torch.zeros(vocab_size))

    def forward(
        self,
        inputs: Float[Tensor, "batch time embedding"],
        state: Float[Tensor, "batch layers num_states hidden"] | None = None,
    ) -> tuple[Float[Tensor, "batch time hidden"], Float[Tensor, "batch layers num_states hidden"]]:
        """Read on.

        Args:
            inputs: embeddings of the next steps.
            state: state before them; None = nothing was read.

        Returns:
            states: of the last layer after each step.
            state: of all layers after the last step, padding included.
        """
        states, finals = inputs, []
        for level, layer in enumerate(self.layers):
            if level:
                states = self.between(states)
            states, final = layer(states, None if state is None else state[:, level])
            finals.append(final)
        return states, torch.stack(finals, dim=1)

    def logits(
        self, states: Float[Tensor, "*rows hidden"], embedding: SharedEmbedding
    ) -> Float[Tensor, "*rows vocabulary"]:
        """Scores of every token, by the table that is read with as well (Press and Wolf 2017)."""
        return F.linear(self.features(states), embedding.weight, self.bias)

    def features(self, states: Float[Tensor, "*rows hidden"]) -> Float[Tensor, "*rows embedding"]:
        """What meets the table."""
        features: Tensor = self.project(self.output_dropout(states))
        return features


class LanguageModel(nn.Module):
    """A reader for each direction; they share the embedding and nothing else.

    Args:
        input_dropout: applied to the embeddings.
        word_dropout: applied to the embeddings.
        readers: by the name of their direction.
    """

    def __init__(
        self,
        *,
        input_dropout: VariationalDropout,
        word_dropout: WordDropout,
        readers: Mapping[str, CausalReader],
    ) -> None:
        super().__init__()
        self.input_dropout = input_dropout
        self.word_dropout = word_dropout
        self.readers = nn.ModuleDict(readers)

    def read(
        self,
        direction: str,
        tokens: Int[Tensor, "batch time"],
        embedding: SharedEmbedding,
        state: Float[Tensor, "batch layers num_states hidden"] | None = None,
    ) -> tuple[Float[Tensor, "batch time hidden"], Float[Tensor, "batch layers num_states hidden"]]:
        """Read on in a direction; states after each step, and the state to go on from."""
        inputs = self.input_dropout(self.word_dropout(embedding(tokens)))
        states, final = self.readers[direction](inputs, state)
        return states, final

    def log_probs(
        self,
        direction: str,
        states: Float[Tensor, "*rows hidden"],
        embedding: SharedEmbedding,
    ) -> Float[Tensor, "*rows vocabulary"]:
        """Log-probability of every token after the steps of some states."""
        logits: Tensor = self._reader(direction).logits(states, embedding)
        return logits.float().log_softmax(dim=-1)

    def loss(
        self,
        batches: Mapping[str, ReadBatch],
        embedding: SharedEmbedding,
        carried: Mapping[str, Tensor] | None = None,
    ) -> tuple[Float[Tensor, ""], dict[str, Tensor]]:
        """Cross-entropy summed over the steps that count, of all directions.

        Args:
            batches: by direction.
            embedding: the shared table.
            carried: states by direction after the batches before; None = there were none.

        Returns:
            loss: the sum.
            carried: states by direction after these batches, without gradient.
        """
        losses, states = [], {}
        for name, batch in batches.items():
            state = (carried or {}).get(name) if batch.goes_on else None
            loss, final = self._loss(name, batch, embedding, state)
            losses.append(loss)
            states[name] = final.detach()
        return torch.stack(losses).sum(), states

    def _loss(
        self, direction: str, batch: ReadBatch, embedding: SharedEmbedding, state: Tensor | None
    ) -> tuple[Float[Tensor, ""], Tensor]:
        if state is not None:
            state = state[: len(batch.tokens_in)]  # the rows that have ended were the last ones
        states, final = self.read(direction, batch.tokens_in, embedding, state)
        # only what counts meets the vocabulary, the most expensive layer
        reader = self._reader(direction)
        features = reader.features(states[batch.mask])
        targets = batch.tokens_out[batch.mask]
        loss = tied_cross_entropy(features, embedding.weight, reader.bias, targets)
        return loss, final

    def _reader(self, direction: str) -> CausalReader:
        reader = self.readers[direction]
        assert isinstance(reader, CausalReader)
        return reader
