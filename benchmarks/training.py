"""How fast gradients are computed, over plain torch and against the machine's limits.

    python benchmarks/training.py [--rounds 9] [--device cuda]

Reference and candidates take turns in one process with one thread, and the median of the process'
CPU time counts; on a GPU, that of the time until its work is done. The same process measures what
its core or GPU can do: a large product in fp32 and in bf16. A run whose reference varies by more
than a third says nothing and is refused (status 1). Batches are drawn at random, lengths 15 to 25.
Writes ``benchmarks/results/training.json``, or ``training_cuda.json``.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import torch
from record import RESULTS, machine
from torch import Tensor, nn
from torch.nn import functional as F

from nlpseq.config import ModelConfig, TranslationConfig
from nlpseq.model import ModelSpec, SharedModel, build, computing
from nlpseq.modules.attention import length_mask
from nlpseq.modules.embedding import SharedEmbedding
from nlpseq.modules.encoder import RecurrentEncoder
from nlpseq.modules.translator import PairBatch
from nlpseq.training.loop import Machine
from nlpseq.training.machine import use_machine

VOCABULARY, TAGS, TOKENS = 8000, 17, 4096
LARGEST_SPREAD = 1.33
PRECISIONS = (torch.float32, torch.bfloat16)
Step = Callable[[], None]


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="turns of each candidate")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="what computes")
    options = parser.parse_args()
    rounds, on_gpu = options.rounds, options.device == "cuda"
    use_machine(Machine(options.device, "fp32", 1))
    torch.set_default_device(options.device)
    torch.manual_seed(1)
    name_of_result = "training_cuda" if on_gpu else "training"
    result: dict[str, Any] = {"experiment": name_of_result, "rounds": rounds}
    result["gflops"] = {str(kind)[6:]: product_speed(kind) for kind in PRECISIONS}
    for name, steps in (("tagger", tagger_steps()), ("translator", translator_steps())):
        result[name] = compare(steps, rounds)
        print(json.dumps({name: result[name]}, indent=1))
    result["machine"] = machine()
    spreads = [result[name]["spread"] for name in ("tagger", "translator")]
    if max(spreads) > LARGEST_SPREAD:
        print(f"refused: the reference varies by a factor of {max(spreads)}", file=sys.stderr)
        return 1
    text = json.dumps(result, indent=2) + "\n"
    (RESULTS / f"{name_of_result}.json").write_text(text, encoding="utf-8")
    return 0


def product_speed(kind: torch.dtype) -> int:
    """GFLOP a second of [640, 512] x [512, 1536]."""
    left, right = torch.randn(640, 512).to(kind), torch.randn(512, 1536).to(kind)

    def products() -> None:
        for _ in range(20):
            left @ right

    seconds = median(seconds_of(products) for _ in range(9))
    return round(20 * 2 * 640 * 512 * 1536 / seconds / 1e9)


def compare(steps: dict[str, Step], rounds: int) -> dict[str, Any]:
    """Tokens a second of each candidate, and its ratio to the first, the reference.

    On a GPU the kernel of our own is not used, hence not compared.
    """
    if torch.get_default_device().type == "cuda":
        steps = {name: step for name, step in steps.items() if not name.startswith("fused")}
    for step in steps.values():
        step()
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            seconds[name].append(seconds_of(step))
    reference, *_ = seconds
    return {
        "spread": round(max(seconds[reference]) / min(seconds[reference]), 2),
        "tokens_per_second": {n: round(TOKENS / median(s)) for n, s in seconds.items()},
        "ratio": {n: round(median(seconds[reference]) / median(s), 2) for n, s in seconds.items()},
    }


def seconds_of(step: Step) -> float:
    """CPU time of this process; with a GPU, the time until its work is done."""
    if torch.get_default_device().type == "cpu":
        started = time.process_time()
        step()
        return time.process_time() - started
    torch.cuda.synchronize()
    started = time.perf_counter()
    step()
    torch.cuda.synchronize()
    return time.perf_counter() - started


def draw_lengths() -> Tensor:
    """Lengths of a batch, 15 to 25, of as many tokens as every batch has."""
    lengths = torch.randint(15, 26, (TOKENS // 20,))
    lengths[0] = 25
    return lengths


def updating(parameters: list[nn.Parameter], loss: Callable[[], Tensor], how: str) -> Step:
    """One update as training does it; ``how`` is the precision and the kernel."""
    optimizer = torch.optim.AdamW(parameters, fused=True)
    precision, kernel = how.split()

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        with computing(torch.get_default_device().type, precision, kernel):
            value = loss()
        (value / TOKENS).backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()

    return step


def tagger_steps() -> dict[str, Step]:
    """A bidirectional GRU of 256 over 256-wide embeddings, and a tag for every token."""
    embedding, output = SharedEmbedding(VOCABULARY, 256), nn.Linear(512, TAGS)
    encoder = RecurrentEncoder(
        input_size=256,
        hidden_size=256,
        num_layers=1,
        cell="gru",
        bidirectional=True,
        between=nn.Identity(),
    )
    packed_layer = nn.GRU(256, 256, batch_first=True, bidirectional=True)
    lengths = draw_lengths()
    mask = length_mask(lengths, int(lengths.max()))
    tokens, tags = torch.randint(VOCABULARY, mask.shape), torch.randint(TAGS, mask.shape)

    def packed() -> Tensor:
        sentences = nn.utils.rnn.pack_padded_sequence(
            embedding(tokens), lengths.cpu(), batch_first=True, enforce_sorted=False
        )
        states, _ = nn.utils.rnn.pad_packed_sequence(packed_layer(sentences)[0], batch_first=True)
        return F.cross_entropy(output(states)[mask].float(), tags[mask], reduction="sum")

    def padded() -> Tensor:
        states = encoder(embedding(tokens), lengths)
        return F.cross_entropy(output(states)[mask].float(), tags[mask], reduction="sum")

    shared = [*embedding.parameters(), *output.parameters()]
    ours = [*shared, *encoder.parameters()]
    return {
        "nn.GRU packed, fp32": updating(
            [*shared, *packed_layer.parameters()], packed, "fp32 torch"
        ),
        "nn.GRU padded, fp32": updating(ours, padded, "fp32 torch"),
        "nn.GRU padded, autocast": updating(ours, padded, "bf16 torch"),
        "fused, fp32": updating(ours, padded, "fp32 fused"),
        "fused, bf16": updating(ours, padded, "bf16 fused"),
    }


def translator_steps() -> dict[str, Step]:
    """Encoder of 2 x 256, two decoder layers of 512, tied 512-wide embeddings, dot attention."""
    lengths = draw_lengths()
    num_steps = int(lengths.max())
    source = torch.randint(4, VOCABULARY, (len(lengths), 13))
    target = torch.randint(4, VOCABULARY, (len(lengths), num_steps))
    source_lengths = torch.full((len(lengths),), 13)
    batch = PairBatch(source, source_lengths, target, target.roll(-1, 1), lengths)
    model, feeding = translator("parallel"), translator("input_feeding")

    def plain() -> Tensor:
        head = model.heads["translation"]
        features, targets = head._predicting(batch, model.embedding)
        logits = head._logits(features, model.embedding).float()
        return F.cross_entropy(logits, targets, reduction="sum", label_smoothing=0.1)

    def chunked() -> Tensor:
        loss: Tensor = model.heads["translation"].loss(batch, model.embedding)
        return loss

    def with_feeding() -> Tensor:
        loss: Tensor = feeding.heads["translation"].loss(batch, feeding.embedding)
        return loss

    ours = list(model.parameters())
    return {
        "nn.GRU, all logits, fp32": updating(ours, plain, "fp32 torch"),
        "nn.GRU, all logits, autocast": updating(ours, plain, "bf16 torch"),
        "nn.GRU, chunked, autocast": updating(ours, chunked, "bf16 torch"),
        "fused, chunked, fp32": updating(ours, chunked, "fp32 fused"),
        "fused, chunked, bf16": updating(ours, chunked, "bf16 fused"),
        "input feeding, chunked, bf16": updating(
            list(feeding.parameters()), with_feeding, "bf16 fused"
        ),
    }


def translator(decoder: str) -> SharedModel:
    """A translator without dropout."""
    head = TranslationConfig(
        decoder=decoder,
        embedding_dropout_rate=0.0,
        encoder_dropout_rate=0.0,
        output_dropout_rate=0.0,
        word_dropout_rate=0.0,
    )
    shared = ModelConfig(embedding_size=512, attention="dot")
    return build(ModelSpec(shared, {"translation": head}, {}, VOCABULARY))


if __name__ == "__main__":
    sys.exit(main())
