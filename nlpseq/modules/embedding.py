"""The one table of pieces that every head reads and the translator writes with.

Dimensions: V vocabulary, E width.
"""

import math

from jaxtyping import Float, Int
from torch import Tensor, nn


class SharedEmbedding(nn.Embedding):
    """An embedding table that is also the output layer's matrix (Press and Wolf 2017).

    Its rows have a norm near 1, which suits the output; what goes into a recurrent layer is scaled
    by sqrt(E), so that its entries have a deviation near 1 (Vaswani et al. 2017, sec. 3.4). Without
    that a recurrent layer starts with states near 0 and takes several times as many updates to
    the first useful translation.
    """

    def forward(self, tokens: Int[Tensor, "*shape"]) -> Float[Tensor, "*shape width"]:
        """Look up and scale."""
        vectors: Tensor = super().forward(tokens)
        return vectors * math.sqrt(self.embedding_dim)
