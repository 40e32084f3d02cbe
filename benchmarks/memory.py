"""What rnn, lstm and gru keep: copy accuracy and gradient norm against distance, cost of a step.

    python benchmarks/memory.py [--steps 300] [--seeds 2]

A network reads a sign, then noise, and must tell the sign at the end. One network of each cell
learns this at all distances up to ``FARTHEST`` at once and is asked at each of them. The gradient
norm is that of the last state, in a direction drawn for each sequence, by the sign's vector: what
arrives of a mistake at a word so far back, before training and after it.

Writes ``benchmarks/results/memory.json``; ``notebooks/02_memory.py`` shows the same in pictures.
"""

import argparse
import json
import time
from dataclasses import asdict, dataclass

import torch
from record import RESULTS, machine
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.modules.encoder import CELLS, Recurrence
from nlpseq.modules.initial import initialise

NUM_SIGNS, NUM_NOISES = 8, 8
WIDTH, HIDDEN = 16, 64
BATCH, FARTHEST = 64, 48
DISTANCES = (1, 2, 4, 8, 16, 32, 48)


@dataclass(frozen=True)
class Memory:
    """What was measured of a cell.

    Args:
        cell: its name.
        num_parameters: of the recurrent layer.
        microseconds: processor time of a step and its gradient, for one sequence of the batch.
        accuracy: share of signs told, in per cent, by distance.
        gradient_before: norm of the gradient before training, by distance.
        gradient_after: the same after it.
    """

    cell: str
    num_parameters: int
    microseconds: float
    accuracy: dict[int, float]
    gradient_before: dict[int, float]
    gradient_after: dict[int, float]


class Copier(nn.Module):
    """A recurrent layer that tells at the end what it read first."""

    def __init__(self, cell: str) -> None:
        super().__init__()
        self.embedding = nn.Embedding(NUM_SIGNS + NUM_NOISES, WIDTH)
        self.layer = Recurrence(WIDTH, HIDDEN, cell)
        self.output = nn.Linear(HIDDEN, NUM_SIGNS)

    def forward(self, vectors: Tensor) -> Tensor:
        """Scores (B, S) of every sign, from vectors (B, T, W)."""
        scores: Tensor = self.output(self.last(vectors))
        return scores

    def last(self, vectors: Tensor) -> Tensor:
        """The state (B, H) behind the last vector."""
        states, _ = self.layer(vectors)
        state: Tensor = states[:, -1]
        return state


def draw(distance: int) -> tuple[Tensor, Tensor]:
    """Sequences (B, distance + 1) of a sign and noise, and the signs (B,)."""
    signs = torch.randint(NUM_SIGNS, (BATCH,))
    noise = torch.randint(NUM_SIGNS, NUM_SIGNS + NUM_NOISES, (BATCH, distance))
    return torch.cat([signs.unsqueeze(1), noise], dim=1), signs


def measure(cell: str, num_steps: int, seed: int) -> Memory:
    """Everything about a cell.

    Args:
        cell: rnn, lstm or gru.
        num_steps: updates of training.
        seed: of weights and sequences.
    """
    torch.manual_seed(seed)
    model = Copier(cell)
    initialise(model)
    before = {distance: gradient_norm(model, distance) for distance in DISTANCES}
    seconds = train(model, num_steps)
    return Memory(
        cell=cell,
        num_parameters=sum(p.numel() for p in model.layer.parameters()),
        microseconds=round(1e6 * seconds, 2),
        accuracy={distance: accuracy(model, distance) for distance in DISTANCES},
        gradient_before=before,
        gradient_after={distance: gradient_norm(model, distance) for distance in DISTANCES},
    )


def gradient_norm(model: Copier, distance: int) -> float:
    """Mean norm of the gradient of the last state by the first vector."""
    tokens, _ = draw(distance)
    vectors = model.embedding(tokens).detach().requires_grad_()
    state = model.last(vectors)
    directions = F.normalize(torch.randn_like(state), dim=-1)
    (state * directions).sum().backward()
    assert vectors.grad is not None
    return float(vectors.grad[:, 0].norm(dim=-1).mean())


def train(model: Copier, num_steps: int) -> float:
    """Learn at distances drawn evenly; seconds of processor time of a step for one sequence."""
    optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
    seconds, num_read = 0.0, 0
    for _ in range(num_steps):
        distance = int(torch.randint(1, FARTHEST + 1, ()))
        tokens, signs = draw(distance)
        started = time.process_time()
        loss = F.cross_entropy(model(model.embedding(tokens)), signs)
        optimizer.zero_grad()
        loss.backward()
        seconds += time.process_time() - started
        num_read += tokens.numel()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    return seconds / num_read


@torch.no_grad()
def accuracy(model: Copier, distance: int, num_batches: int = 8) -> float:
    """Share of signs told at a distance, in per cent."""
    right = 0
    for _ in range(num_batches):
        tokens, signs = draw(distance)
        right += int((model(model.embedding(tokens)).argmax(-1) == signs).sum())
    return round(100 * right / (num_batches * BATCH), 2)


def main() -> None:
    """Measure, write, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=300, help="updates of each network")
    parser.add_argument("--seeds", type=int, default=2, help="networks of each cell")
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [
        {"seed": seed, **asdict(measure(cell, options.steps, seed))}
        for cell in CELLS
        for seed in range(1, options.seeds + 1)
    ]
    result = {"experiment": "memory", "steps": options.steps, "rows": rows, "machine": machine()}
    (RESULTS / "memory.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    for row in rows:
        print(json.dumps(row))


if __name__ == "__main__":
    main()
