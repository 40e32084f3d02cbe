"""``nlpseq bench``: how fast a bundle is on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.arguments import Parser, positive_int
from nlpseq.cli.reports import check_folder
from nlpseq.cli.streams import input_lines
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.inference.bench import Benchmark

EXAMPLES = """examples:
  head -64 in.txt | nlpseq bench runs/demo
  OMP_NUM_THREADS=1 taskset -c 0 nlpseq bench runs/multi30k_en_de --out bench.json < in.txt

Every runtime tags and translates all lines, then one of about 20 words, in turn; CPU time, the
median of the rounds. The ceilings are what this processor does in the same minutes. A run on a busy
machine is refused: it would measure what else the machine does.
"""


def main(argv: list[str]) -> int:
    """Measure, print a table, and write the results if asked to."""
    parser = Parser("nlpseq bench", "Measure the speed of a bundle on standard input.", EXAMPLES)
    parser.add_argument("bundle", metavar="BUNDLE", help="a bundle, or a run that has one")
    parser.add_argument(
        "--rounds", type=positive_int, default=9, help="measurements of each; default: %(default)s"
    )
    parser.add_argument(
        "--beam", type=positive_int, default=5, help="beam beside greedy; default: %(default)s"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="JSON file to write")
    parser.add_argument(
        "--allow-noise", action="store_true", help="measure on a busy machine as well"
    )
    arguments = parser.parse_args(argv)
    check_folder(arguments.out)
    if arguments.rounds == 1 and not arguments.allow_noise:
        raise InputError(
            "one round cannot show noise",
            found="--rounds 1",
            expected="2 or more",
            mend="give more, or add --allow-noise",
        )
    from nlpseq.bundle import read_bundle
    from nlpseq.inference.bench import benchmark

    found = benchmark(
        read_bundle(arguments.bundle),
        list(input_lines()),
        rounds=arguments.rounds,
        beam_size=arguments.beam,
        allow_noise=arguments.allow_noise,
    )
    print("\n".join(_table(found)))
    if arguments.out:
        arguments.out.write_text(found.as_json(), encoding="utf-8")
    return 0


def _table(found: "Benchmark") -> list[str]:
    """A line for each case: rate, spread, and how many times as fast as the modules of torch."""
    reference = {case.name: case.rate for case in found.cases}
    lines = [f"{'':<44}{'a second':>12}  {'':<10}{'spread':>7}{'v. torch':>9}"]
    for case in found.cases:
        usual = reference.get(f"{case.name.rpartition(', ')[0]}, torch")
        ratio = f"{case.rate / usual:.1f}x" if usual else ""
        lines.append(
            f"{case.name:<44}{case.rate:>12,.1f}  {case.unit:<10}{case.spread:>7.2f}{ratio:>9}"
        )
    return lines
