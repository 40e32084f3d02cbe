"""OpenNMT-py's GRU translator: ``python translate_opennmt.py FOLDER MINUTES``, see ``peers.py``.

One vocabulary of 8,000 pieces, embeddings of 256, bidirectional encoder of 2 x 256, decoder of 512
with input feeding and general attention: about 9.8 million parameters.
"""

import re
import statistics
import sys
from pathlib import Path

from shared import run, tell, train_sentencepiece

CONFIG = """
save_data: {folder}/run
overwrite: true
data:
    corpus: {{path_src: {folder}/train.source, path_tgt: {folder}/train.target,
             transforms: [sentencepiece, filtertoolong]}}
    valid: {{path_src: {folder}/valid.source, path_tgt: {folder}/valid.target,
            transforms: [sentencepiece]}}
src_subword_model: {folder}/pieces.model
tgt_subword_model: {folder}/pieces.model
src_subword_type: sentencepiece
tgt_subword_type: sentencepiece
src_seq_length: 100
tgt_seq_length: 100
src_vocab: {folder}/run.vocab
tgt_vocab: {folder}/run.vocab
share_vocab: true
share_embeddings: true
save_model: {folder}/model
optim: adam
learning_rate: 0.001
max_grad_norm: 1
label_smoothing: 0.1
batch_type: tokens
normalization: tokens
num_workers: 0
bucket_size: 30000
train_steps: 100000
valid_steps: 100000
seed: 1
"""
RECURRENT = """
encoder_type: brnn
decoder_type: rnn
rnn_type: GRU
word_vec_size: 256
hidden_size: 512
enc_layers: 1
dec_layers: 1
bridge: true
global_attention: general
input_feed: 1
dropout: [0.3]
batch_size: 1024
save_checkpoint_steps: {every}
report_every: 20
"""


def main(folder: Path, minutes: float) -> None:
    """Train, translate the validation split greedily and by beam, measure."""
    prepare(folder, RECURRENT.format(every=200 if minutes > 5 else 20))
    config = str(folder / "config.yaml")
    log = run(["onmt_train", "-config", config], folder / "train.log", minutes)
    rates = [float(rate) for rate in re.findall(r"/ *(\d+) tok/s", log)]
    checkpoints = sorted(folder.glob("model_step_*.pt"), key=lambda file: file.stat().st_mtime)
    if not checkpoints:
        sys.exit("no checkpoint in so few minutes")
    found = {"target_tokens_per_second": round(statistics.median(rates[1:] or rates))}
    for name, beam_size in (("greedy", 1), ("beam", 5)):
        found[f"{name}_per_second"] = translate(folder, checkpoints[-1], name, beam_size)
    tell(**found)


def prepare(folder: Path, model: str) -> None:
    """Write pieces, configuration and vocabulary."""
    train_sentencepiece(folder, 8000)
    config = folder / "config.yaml"
    config.write_text(CONFIG.format(folder=folder) + model, encoding="utf-8")
    for file in folder.glob("*_step_*.pt"):
        file.unlink()
    build = ["onmt_build_vocab", "-config", str(config), "-n_sample", "-1"]
    run(build, folder / "vocab.log")


def translate(folder: Path, checkpoint: Path, name: str, beam_size: int) -> float:
    """Sentences a second of search alone; the translations are in ``valid.NAME``."""
    pieces = str(folder / "pieces.model")
    output = folder / f"valid.{name}"
    options = {
        "-model": checkpoint,
        "-src": folder / "valid.source",
        "-output": output,
        "-beam_size": beam_size,
        "-batch_size": 64,
        "-max_length": 100,
        "-gpu": -1,
        "-transforms": "sentencepiece",
        "-src_subword_model": pieces,
        "-tgt_subword_model": pieces,
    }
    command = ["onmt_translate", "-report_time"]
    command += [str(part) for pair in options.items() for part in pair]
    log = run(command, folder / f"{name}.log")
    seconds = float(re.search(r"Total translation time \(s\): ([\d.]+)", log)[1])
    lines = output.read_text(encoding="utf-8").count("\n")
    return round(lines / seconds, 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
