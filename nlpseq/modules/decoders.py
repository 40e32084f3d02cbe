"""The kinds of decoders: parallel, conditional, input_feeding, plain.

Those whose step waits for the attention of the step before run step by step in training too.
Dimensions: B batch, T target time, S source time, E embedding, H hidden, M memory width.
"""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from nlpseq.modules.attention import Attention, Memory, NoAttention
from nlpseq.modules.decoder import Decoder, DecoderOutput, DecoderSizes, DecoderState
from nlpseq.modules.feeding import fed_features
from nlpseq.registry import Registry

DECODERS: Registry[type[Decoder]] = Registry("decoder")


@DECODERS.register("parallel")
class ParallelDecoder(Decoder):
    """Two recurrent layers with attention between them, without input feeding.

    The lower layer reads the target words, attention is asked by its states, the upper layer
    reads states and contexts. Nothing in a step waits for the attention of the step before, so
    that in training each part is one batched call over the whole target (the decoder of GNMT,
    Wu et al. 2016, in this order of layers). One step of search is the same call with T = 1.
    """

    num_layers = 2

    def _add_layers(self, sizes: DecoderSizes, attention: Attention) -> None:
        # in the order of the data, in which random numbers of the start are drawn as well
        self.lower = sizes.recurrence(sizes.embedding_size)
        self.attention = attention
        self.upper = sizes.recurrence(sizes.hidden_size + sizes.memory_size)

    def forward(
        self, inputs: Float[Tensor, "batch target embedding"], memory: Memory, state: DecoderState
    ) -> DecoderOutput:
        """Run over the embedded target words, all steps at once."""
        lower, lower_state = self.lower(inputs, state.parts[0])
        context, weights = self.attention(lower, memory)
        upper, upper_state = self.upper(torch.cat([lower, context], dim=-1), state.parts[1])
        # the lower state bypasses the upper layer
        features = self.dropout(self._features(upper + lower, context, inputs))
        return DecoderOutput(features, weights, DecoderState((lower_state, upper_state)))


@DECODERS.register("conditional")
class ConditionalDecoder(Decoder):
    """Two transitions a step with attention between them: the cGRU (Sennrich et al. 2017, sec. 2).

    The first reads the word, its state asks for the context, the second reads that and gives the
    state of the step.
    """

    num_layers = 1

    def _add_layers(self, sizes: DecoderSizes, attention: Attention) -> None:
        self.attention = attention
        self.reads_word = sizes.recurrence(sizes.embedding_size)
        self.reads_source = sizes.recurrence(sizes.memory_size)

    def forward(
        self, inputs: Float[Tensor, "batch target embedding"], memory: Memory, state: DecoderState
    ) -> DecoderOutput:
        """Run over the embedded target words, one after another."""
        (recurrent,) = state.parts
        word_kept, source_kept = self.reads_word.draw(inputs), self.reads_source.draw(inputs)
        states, contexts, weights = [], [], []
        for word in torch.split(inputs, 1, dim=1):
            between, recurrent = self.reads_word(word, recurrent, word_kept)
            context, attended = self.attention(between, memory)
            after, recurrent = self.reads_source(context, recurrent, source_kept)
            states.append(after)
            contexts.append(context)
            weights.append(attended)
        features = self._features(torch.cat(states, 1), torch.cat(contexts, 1), inputs)
        return DecoderOutput(
            self.dropout(features), torch.cat(weights, 1), DecoderState((recurrent,))
        )


@DECODERS.register("input_feeding")
class InputFeedingDecoder(Decoder):
    """Two layers that also read the features of the step before (Luong et al. 2015, sec. 3.3).

    So each choice of the attention knows the earlier ones.
    """

    num_layers = 2

    def _add_layers(self, sizes: DecoderSizes, attention: Attention) -> None:
        self.attention = attention
        self.lower = sizes.recurrence(2 * sizes.embedding_size)
        self.upper = sizes.recurrence(sizes.hidden_size)

    def start(self, memory: Memory) -> DecoderState:
        """First state: layers from the mean encoder state, and nothing to feed yet."""
        layers = super().start(memory).parts
        return DecoderState((*layers, layers[0].new_zeros(len(layers[0]), self.merge.out_features)))

    def forward(
        self, inputs: Float[Tensor, "batch target embedding"], memory: Memory, state: DecoderState
    ) -> DecoderOutput:
        """Run over the embedded target words, one after another."""
        lower_kept, upper_kept = self.lower.draw(inputs), self.upper.draw(inputs)
        if self.lower.is_fused(inputs):
            return self._learn(inputs, memory, state, (lower_kept, upper_kept))
        lower_state, upper_state, fed = state.parts
        features, weights = [], []
        for word in torch.split(inputs, 1, dim=1):
            fed = fed.to(word.dtype).unsqueeze(1)
            reads = torch.cat([word, fed], dim=-1)
            lower, lower_state = self.lower(reads, lower_state, lower_kept)
            upper, upper_state = self.upper(lower, upper_state, upper_kept)
            context, attended = self.attention(upper, memory)
            step = self._features(upper, context, word)
            fed = step.squeeze(1)
            features.append(step)
            weights.append(attended)
        after = DecoderState((lower_state, upper_state, fed))
        return DecoderOutput(self.dropout(torch.cat(features, 1)), torch.cat(weights, 1), after)

    def _learn(
        self,
        inputs: Float[Tensor, "batch target embedding"],
        memory: Memory,
        state: DecoderState,
        kept: tuple[Tensor | None, Tensor | None],
    ) -> DecoderOutput:
        """The same steps with a gradient of their own."""
        lower_state, upper_state, fed = state.parts
        found = fed_features(
            inputs,
            memory,
            (lower_state[:, 0], upper_state[:, 0], fed),
            (self.lower.layer, self.upper.layer),
            self.attention,
            self.merge,
            kept,
        )
        states = found.lower.unsqueeze(1), found.upper.unsqueeze(1), found.features[:, -1]
        return DecoderOutput(self.dropout(found.features), found.weights, DecoderState(states))


@DECODERS.register("plain")
class PlainDecoder(Decoder):
    """One recurrent layer that reads the same code of the source at every step (Cho et al. 2014).

    The code is made of the encoder's first and last state, where its directions end. There is no
    attention: the weights that are reported are even, and sentences longer than the code can
    hold are translated badly, which is what this decoder is here to show.
    """

    num_layers = 1

    def _add_layers(self, sizes: DecoderSizes, attention: Attention) -> None:
        # the attention that the settings name has nothing to do
        self.attention = NoAttention(
            query_size=attention.query_size, memory_size=attention.memory_size
        )
        self.encode = nn.Linear(2 * sizes.memory_size, sizes.memory_size)
        self.layer = sizes.recurrence(sizes.embedding_size + sizes.memory_size)

    def start(self, memory: Memory) -> DecoderState:
        """First state: a projection of the code (appendix A of the paper)."""
        return self._state_from(self._code(memory))

    def forward(
        self, inputs: Float[Tensor, "batch target embedding"], memory: Memory, state: DecoderState
    ) -> DecoderOutput:
        """Run over the embedded target words, all steps at once."""
        code = self._code(memory).unsqueeze(1).expand(-1, inputs.shape[1], -1)
        states, after = self.layer(torch.cat([inputs, code], dim=-1), state.parts[0])
        _, weights = self.attention(states, memory)
        features = self.dropout(self._features(states, code, inputs))
        return DecoderOutput(features, weights, DecoderState((after,)))

    def _code(self, memory: Memory) -> Float[Tensor, "batch memory"]:
        last = memory.mask.sum(1) - 1
        ends = memory.states[torch.arange(len(last), device=last.device), last]
        return torch.tanh(self.encode(torch.cat([memory.states[:, 0], ends], dim=-1)))
