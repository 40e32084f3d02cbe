"""``nlpseq export``: a bundle in another form."""

from pathlib import Path

from nlpseq.cli.arguments import Parser
from nlpseq.errors import InputError

EXAMPLES = """examples:
  nlpseq export runs/demo --int8 --out demo_int8
  nlpseq tag demo_int8 < in.txt
  nlpseq export runs/demo --onnx --out demo_onnx

int8: weights are kept in one byte each, with a scale for each row, and made float32 when the bundle
is opened: a quarter of the size, for every command and runtime.
onnx: encoder, step of the decoder and tagger as ONNX models for other programs; with --int8 their
products are of int8. Word vectors, CRF and search are outside (nlpseq/inference/runtime).
"""


def main(argv: list[str]) -> int:
    """Write the other form and tell its size."""
    parser = Parser("nlpseq export", "Write a bundle in another form.", EXAMPLES)
    parser.add_argument("bundle", metavar="BUNDLE", help="a bundle, or a run that has one")
    parser.add_argument("--int8", action="store_true", help="weights of one byte")
    parser.add_argument("--onnx", action="store_true", help="ONNX models in place of a bundle")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write")
    arguments = parser.parse_args(argv)
    if not (arguments.int8 or arguments.onnx):
        raise InputError("nothing to do", expected="a form to write", mend="add --int8 or --onnx")
    from nlpseq.bundle import find_bundle, read_bundle, write_bundle

    source = find_bundle(Path(arguments.bundle))
    bundle = read_bundle(source)
    if arguments.out.exists():
        raise InputError("exists already", file=arguments.out, mend="give --out another name")
    if arguments.onnx:
        from nlpseq.inference.runtime.heads import onnx_models

        models = onnx_models(bundle, is_int8=arguments.int8)
        arguments.out.mkdir(parents=True)
        for name, model in models.items():
            (arguments.out / f"{name}.onnx").write_bytes(model)
    else:
        write_bundle(arguments.out, bundle, compressed=True)
    before, after = _size(source), _size(arguments.out)
    print(f"{arguments.out}: {after / 1e6:.1f} MB, {after / before:.2f} of {source}")
    return 0


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
