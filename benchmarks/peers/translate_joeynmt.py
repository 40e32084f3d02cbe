"""Joey NMT's GRU translator: ``python translate_joeynmt.py FOLDER MINUTES``, see ``peers.py``.

The sizes are those of ``translate_opennmt.py``: 10 million parameters. Weights begin uniform, which
this toolkit learns from much faster than from its examples' initialiser.
"""

import re
import statistics
import sys
from pathlib import Path

from shared import run, tell, train_sentencepiece

SIGNS = ("--unk_piece=<unk>", "--bos_piece=<s>", "--eos_piece=</s>", "--pad_piece=<pad>",
         "--unk_id=0", "--bos_id=2", "--eos_id=3", "--pad_id=1",
         "--vocabulary_output_piece_score=false")  # fmt: skip
CONFIG = """
name: "peer"
joeynmt_version: "2.3.0"
model_dir: "{folder}/model"
use_cuda: False
fp16: False
random_seed: 1
data:
    train: "{folder}/train"
    dev: "{folder}/valid"
    test: "{folder}/valid"
    dataset_type: "plain"
    src: &side
        lang: "source"
        max_length: 100
        level: "bpe"
        voc_file: "{folder}/pieces.vocab"
        tokenizer_type: "sentencepiece"
        tokenizer_cfg: {{model_file: "{folder}/pieces.model", pretokenizer: "none"}}
    trg:
        <<: *side
        lang: "target"
testing:
    n_best: 1
    beam_size: {beam_size}
    beam_alpha: 1.0
    batch_size: 64
    batch_type: "sentence"
    eval_metrics: ["bleu"]
    max_output_length: 100
{checkpoint}
training:
    optimizer: "adam"
    learning_rate: 0.001
    learning_rate_min: 0.00001
    clip_grad_norm: 1.0
    label_smoothing: 0.1
    loss: "crossentropy"
    normalization: "tokens"
    batch_size: 1024
    batch_type: "token"
    scheduling: "exponential"
    decrease_factor: 0.9
    epochs: 1000
    validation_freq: {every}
    logging_freq: 20
    early_stopping_metric: "bleu"
    overwrite: True
    shuffle: True
    keep_best_ckpts: 1
model:
    initializer: "uniform"
    init_weight: 0.1
    bias_initializer: "zeros"
    embed_initializer: "normal"
    embed_init_weight: 0.1
    tied_embeddings: True
    tied_softmax: False
    encoder:
        type: "recurrent"
        rnn_type: "gru"
        embeddings: {{embedding_dim: 256, scale: False}}
        hidden_size: 256
        bidirectional: True
        dropout: 0.0
        num_layers: 1
    decoder:
        type: "recurrent"
        rnn_type: "gru"
        embeddings: {{embedding_dim: 256, scale: False}}
        hidden_size: 512
        dropout: 0.0
        hidden_dropout: 0.3
        num_layers: 1
        input_feeding: True
        init_hidden: "bridge"
        attention: "luong"
"""


def main(folder: Path, minutes: float) -> None:
    """Train, translate the validation split greedily and by beam, measure."""
    train_sentencepiece(folder, 8000, *SIGNS)
    every = 160 if minutes > 5 else 20  # of which logging_freq has to be a part
    config = folder / "config.yaml"

    def configure(beam_size: int, checkpoint: str) -> None:
        text = CONFIG.format(folder=folder, beam_size=beam_size, checkpoint=checkpoint, every=every)
        config.write_text(text, encoding="utf-8")

    configure(1, "")
    train = ["python", "-m", "joeynmt", "train", str(config), "--skip-test"]
    log = run(train, folder / "train.log", minutes)
    rates = [float(rate) for rate in re.findall(r"Tokens per Sec: *(\d+)", log)]
    if not list((folder / "model").glob("*.ckpt")):
        sys.exit("no checkpoint in so few minutes")
    found = {"target_tokens_per_second": round(statistics.median(rates))}
    for name, beam_size in (("greedy", 1), ("beam", 5)):
        configure(beam_size, f'    load_model: "{folder}/model/best.ckpt"')
        test = ["python", "-m", "joeynmt", "test", str(config), "-o", str(folder / "hypotheses")]
        log = run(test, folder / f"{name}.log")
        seconds = float(re.search(r"Generation took ([\d.]+)", log)[1])
        translations = (folder / "hypotheses.dev").read_text(encoding="utf-8")
        (folder / f"valid.{name}").write_text(translations, encoding="utf-8")
        found[f"{name}_per_second"] = round(translations.count("\n") / seconds, 1)
    tell(**found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
