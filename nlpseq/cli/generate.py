"""``nlpseq generate``: texts from a language model."""

import argparse

from nlpseq.cli.arguments import Parser, positive_int, whole_number
from nlpseq.cli.streams import write_lines

EXAMPLES = """examples:
  nlpseq generate runs/language_model
  nlpseq generate runs/language_model "the old" --num 5 --temperature 0.8
  nlpseq generate runs/language_model --top-k 50 --top-p 0.9 --seed 3
  nlpseq generate runs/language_model "we" --temperature 0        the likeliest, step by step
"""


def main(argv: list[str]) -> int:
    """Write texts, one a line."""
    arguments = _parser().parse_args(argv)
    from nlpseq.decoding.drawing import Drawing

    drawing = Drawing(arguments.temperature, arguments.top_k, arguments.top_p)
    from nlpseq.bundle import read_bundle

    bundle = read_bundle(arguments.bundle)  # before torch: what is wrong with it shows at once
    from nlpseq.inference.language import generate
    from nlpseq.inference.pipeline import Pipeline

    write_lines(
        generate(
            Pipeline(bundle),
            arguments.prompt,
            num_texts=arguments.num,
            max_length=arguments.max_length,
            drawing=drawing,
            seed=arguments.seed,
        )
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "nlpseq generate",
        "Write texts that go on from a prompt, each up to the end of its line.",
        EXAMPLES,
    )
    parser.add_argument("bundle", metavar="BUNDLE", help="a bundle, or a run that has one")
    parser.add_argument(
        "prompt",
        metavar="PROMPT",
        nargs="?",
        default="",
        help="how every text begins; a blank behind it ends its last word",
    )
    parser.add_argument(
        "--num", type=positive_int, default=1, metavar="N", help="texts; default: %(default)s"
    )
    parser.add_argument(
        "--temperature",
        type=float,
        default=1.0,
        metavar="T",
        help="below 1 safer, above 1 freer, 0 = always the likeliest; default: %(default)s",
    )
    parser.add_argument(
        "--top-k",
        type=whole_number,
        default=0,
        metavar="K",
        help="draw from the K likeliest only; default: %(default)s = all",
    )
    parser.add_argument(
        "--top-p",
        type=float,
        default=1.0,
        metavar="P",
        help="draw from the likeliest that together have probability P; default: %(default)s",
    )
    parser.add_argument(
        "--max-length",
        type=positive_int,
        default=100,
        metavar="N",
        help="most pieces or characters after the prompt; default: %(default)s",
    )
    parser.add_argument(
        "--seed", type=whole_number, default=1, help="of the draw; default: %(default)s"
    )
    return parser
