"""``nlpseq export``: a bundle in another form."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.arguments import Parser
from nlpseq.cli.synthetic import add_corpus, true_pairs
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.bundle import Bundle

EXAMPLES = """examples:
  nlpseq export runs/demo --int8 --out demo_int8
  nlpseq tag demo_int8 < in.txt
  nlpseq export runs/demo --onnx --out demo_onnx
  nlpseq export runs/demo --shortlist --data parallel --out demo_short
  nlpseq translate demo_short --shortlist < in.txt

int8: weights are kept in one byte each, with a scale for each row, and made float32 when the bundle
is opened: a quarter of the size, for every command and runtime. Vectors of words that a tagger
was trained with (model.pretrained) are of one byte already.
onnx: encoder, step of the decoder and tagger as ONNX models for other programs; with --int8 their
products are of int8. Word vectors, CRF and search are outside (nlpseq/inference/runtime).
shortlist: learn from the corpus which pieces the translation of each source piece is made of; the
bundle is as before but for 'nlpseq translate --shortlist', which writes no others.
"""


def main(argv: list[str]) -> int:
    """Write the other form and tell its size."""
    parser = Parser("nlpseq export", "Write a bundle in another form.", EXAMPLES)
    parser.add_argument("bundle", metavar="BUNDLE", help="a bundle, or a run that has one")
    parser.add_argument("--int8", action="store_true", help="weights of one byte")
    parser.add_argument("--onnx", action="store_true", help="ONNX models in place of a bundle")
    parser.add_argument("--shortlist", action="store_true", help="learn one for the translator")
    add_corpus(parser, "what --shortlist learns from")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write")
    arguments = parser.parse_args(argv)
    _check(arguments)
    from nlpseq.bundle import find_bundle, read_bundle, write_bundle
    from nlpseq.data.files import whole_folder

    source = find_bundle(Path(arguments.bundle))
    bundle = read_bundle(source)
    if arguments.out.exists():
        raise InputError("exists already", file=arguments.out, mend="give --out another name")
    if arguments.onnx:
        from nlpseq.inference.runtime.heads import onnx_models

        models = onnx_models(bundle, is_int8=arguments.int8)
        with whole_folder(arguments.out) as folder:
            for name, model in models.items():
                (folder / f"{name}.onnx").write_bytes(model)
    else:
        if arguments.shortlist:
            bundle = _with_shortlist(bundle, arguments)
        write_bundle(arguments.out, bundle, compressed=arguments.int8)
    before, after = _size(source), _size(arguments.out)
    print(f"{arguments.out}: {after / 1e6:.1f} MB, {after / before:.2f} of {source}")
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """Whether there is something to do, and what it needs.

    Raises:
        InputError: there is not.
    """
    if not (arguments.int8 or arguments.onnx or arguments.shortlist):
        raise InputError(
            "nothing to do", expected="a form to write", mend="add --int8, --onnx or --shortlist"
        )
    if arguments.onnx and arguments.shortlist:
        raise InputError("ONNX models have no shortlist", mend="write a bundle: without --onnx")
    if arguments.shortlist != bool(arguments.data or arguments.train):
        raise InputError(
            "--shortlist learns from a corpus, and nothing else does",
            mend="give --shortlist with --data NAME or --train FILE FILE",
        )


def _with_shortlist(bundle: "Bundle", arguments: argparse.Namespace) -> "Bundle":
    """The bundle with a shortlist of its first translator.

    Raises:
        InputError: it has no translator, or the corpus is at fault.
    """
    from nlpseq.data.shortlist import learn_shortlist
    from nlpseq.inference.modules import head_of

    name, tokenizer = head_of(bundle, "translation"), bundle.tokenizer
    pairs = true_pairs(arguments, bundle.languages[name])
    ids = ((tokenizer.encode(pair.source), tokenizer.encode(pair.target)) for pair in pairs)
    shortlist = learn_shortlist(ids, tokenizer.vocab_size)
    return replace(bundle, shortlists={**bundle.shortlists, name: shortlist})


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
