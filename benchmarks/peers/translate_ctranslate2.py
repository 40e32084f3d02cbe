"""CTranslate2's speed: ``python translate_ctranslate2.py FOLDER MINUTES``, see ``peers.py``.

It knows no recurrent models. A Transformer of about as many parameters (4 layers of 256 on each
side, 9.4 million) is trained for one update by OpenNMT-py and converted, and every translation is
forced to the mean length of the references: a measure of speed, not of quality.
"""

import sys
import time
from pathlib import Path

import ctranslate2
import sentencepiece
from shared import run, tell
from translate_opennmt import prepare

TRANSFORMER = """
encoder_type: transformer
decoder_type: transformer
position_encoding: true
self_attn_type: scaled-dot
share_decoder_embeddings: true
word_vec_size: 256
hidden_size: 256
transformer_ff: 1024
heads: 4
enc_layers: 4
dec_layers: 4
batch_size: 128
train_steps: 1
save_checkpoint_steps: 1
"""


def main(folder: Path, _minutes: float) -> None:
    """Convert, translate the validation split, measure; the time is not limited, it is short."""
    prepare(folder, "")
    config = folder / "config.yaml"
    text = config.read_text(encoding="utf-8").replace("train_steps: 100000\n", "")
    config.write_text(text + TRANSFORMER, encoding="utf-8")
    run(["onmt_train", "-config", str(config)], folder / "train.log")
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "pieces.model"))
    sources, targets = (
        pieces.encode((folder / f"valid.{side}").read_text("utf-8").splitlines(), out_type=str)
        for side in ("source", "target")
    )
    length = round(sum(map(len, targets)) / len(targets))
    found: dict[str, float] = {}
    for kind, suffix in (("float32", "_float32"), ("int8", "")):
        model = folder / kind
        options = {
            "--model_path": folder / "model_step_1.pt",
            "--output_dir": model,
            "--quantization": kind,
        }
        command = ["ct2-opennmt-py-converter", "--unsafe_deserialization", "--force"]
        command += [str(part) for pair in options.items() for part in pair]
        run(command, folder / f"{kind}.log")
        translator = ctranslate2.Translator(
            str(model), compute_type=kind, inter_threads=1, intra_threads=1
        )
        for name, beam_size in (("greedy", 1), ("beam", 5)):
            start = time.process_time()
            translator.translate_batch(
                sources,
                beam_size=beam_size,
                max_batch_size=64,
                min_decoding_length=length,
                max_decoding_length=length,
            )
            rate = len(sources) / (time.process_time() - start)
            found[f"{name}_per_second{suffix}"] = round(rate, 1)
    tell(minutes=0, **found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
