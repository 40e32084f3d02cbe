"""``python -m nlpseq``: what ``torchrun -m nlpseq train`` starts in each process."""

import sys

from nlpseq.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
