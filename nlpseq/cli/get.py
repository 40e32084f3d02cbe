"""``nlpseq data get``: bring the files of a named corpus into the folder of corpora."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from nlpseq.cli.arguments import Parser
from nlpseq.cli.registered import files_of, parts_of, registered
from nlpseq.config import CorpusSpec
from nlpseq.errors import InputError

if TYPE_CHECKING:
    from nlpseq.data.download import Observe

EXAMPLES = """examples:
  nlpseq data get wnut17_en --to corpora
  nlpseq data get conll2003_en --from my_copies --to corpora

DIR of --from is laid out as nlpseq data info NAME names the files; they may be packed (.gz, .xz)
or not. A file that is here and has the right text is kept; the same command goes on with a
download that broke off.
"""


def main(argv: list[str]) -> int:
    """Bring the files of a corpus into the folder of corpora."""
    arguments = _parser().parse_args(argv)
    for spec in parts_of(registered(arguments.name)):
        if spec.root == "samples":
            print(f"{spec.name}: comes with nlpseq")
            continue
        _get_corpus(spec, _target(arguments.to), arguments.source)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser("nlpseq data get", "Download the files of a corpus, or copy them.", EXAMPLES)
    parser.add_argument("name", metavar="NAME", help="one of those of nlpseq data list")
    parser.add_argument("--from", dest="source", metavar="DIR", type=Path, help="copy from here")
    parser.add_argument("--to", metavar="DIR", type=Path, help="default: $NLPSEQ_DATA")
    return parser


def _target(given: Path | None) -> Path:
    from nlpseq.data.corpora import ENVIRONMENT

    folder = given or os.environ.get(ENVIRONMENT, "")
    if not folder:
        raise InputError(
            "no folder to put the corpora into",
            found=f"the environment variable {ENVIRONMENT} is not set",
            mend=f"give --to DIR, or export {ENVIRONMENT}=DIR",
        )
    return Path(folder)


def _get_corpus(spec: CorpusSpec, folder: Path, source: Path | None) -> None:
    from nlpseq.data.download import download, has_text, mirrored, place

    digests, addresses = spec.origin.sha256, spec.origin.downloads
    files = files_of(spec)
    missing = [file for file in files if not has_text(folder / file, digests.get(file, ""))]
    unknown = [file for file in missing if file not in addresses]
    if unknown and source is None:
        raise _not_offered(spec, unknown)
    with _Bars(len(missing)) as bars:
        for file in missing:
            expected, target = digests.get(file, ""), folder / file
            if source is not None:
                place(mirrored(source, file), target, expected)
            else:
                download(addresses[file], target, expected, bars.observe(file))
    kept = len(files) - len(missing)
    print(f"{spec.name}: {len(missing)} new, {kept} kept, in {folder}")


def _not_offered(spec: CorpusSpec, files: list[str]) -> InputError:
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    return InputError(
        f"{spec.name} is not offered for download",
        found=f"no address of {files[0]}{more}",
        mend=f"{spec.origin.obtain or 'give a folder that has the files with --from'} "
        f"({spec.origin.page or 'no page is known'})",
    )


class _Bars:
    """A bar for each download, on standard error if that is a terminal."""

    def __init__(self, num_files: int) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal or not num_files,
        )

    def __enter__(self) -> "_Bars":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def observe(self, file: str) -> "Observe":
        """A new bar, moved by what it is told."""
        bar = self._progress.add_task(file, total=None)
        return lambda done, total: self._progress.update(bar, completed=done, total=total)
