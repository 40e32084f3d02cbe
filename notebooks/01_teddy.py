# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Teddy: why a tagger must read in both directions
#
# > *Teddy was a great President.*
# >
# > *Teddy bears are on sale!*
#
# Up to its first word the two sentences are the same. A recurrent network that reads from left to
# right has seen nothing but "Teddy" when it must label "Teddy", so it gives the same answer twice,
# and one of the two is wrong, whatever it has learnt. A network that also reads from right to left
# has seen "was a great President" in one case and "bears are on sale" in the other.
#
# Here both are trained on the same corpus, and asked.

# %%
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from nlpseq import load
from nlpseq.config import CorpusSpec
from nlpseq.data.corpora import read_pairs
from nlpseq.inference.teddy import largest_difference, pair_accuracy

NUM_STEPS = int(os.environ.get("NLPSEQ_NOTEBOOK_STEPS", "600"))
RUNS = Path(os.environ.get("NLPSEQ_NOTEBOOK_RUNS", "runs/notebook"))

# %% [markdown]
# ## Two taggers, one difference
#
# `model.bidirectional=false` takes the right-to-left layers away, and the softmax output labels
# each word for itself. A CRF on top would not do for the control: its search lets the labels of
# later words change that of "Teddy".

# %%
ARMS = {
    "both directions": ["model.bidirectional=true"],
    "left to right": ["model.bidirectional=false"],
}


def train(name: str, overrides: list[str]) -> Path:
    """Train a softmax tagger; a finished run is reused."""
    run = RUNS / name.replace(" ", "_")
    command = [sys.executable, "-m", "nlpseq", "train", "experiment=teddy", f"name={run.resolve()}"]
    settings = ["task.tagging.output=softmax", f"training.num_steps={NUM_STEPS}"]
    subprocess.run([*command, *settings, *overrides], check=True, capture_output=True)
    return run


taggers = {name: load(train(name, overrides)) for name, overrides in ARMS.items()}

# %% [markdown]
# ## What they answer
#
# The probability that "Teddy" is (part of) a person's name, in each of the two sentences:

# %%
SENTENCES = (
    ["Teddy", "was", "a", "great", "President", "."],
    ["Teddy", "bears", "are", "on", "sale", "!"],
)


def prob_of_person(name: str) -> list[float]:
    """P(first word is part of a PER entity), for both sentences in one batch."""
    tagger = taggers[name]
    tags = tagger.tagger.labels.tags
    person = [index for index, tag in enumerate(tags) if tag.endswith("-PER")]
    probs = tagger.tag_probs(SENTENCES)
    return [float(probs[row, 0, person].sum()) for row in range(2)]


answers = {name: prob_of_person(name) for name in ARMS}
answers

# %%
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from IPython.display import Image

figure, axes = plt.subplots(figsize=(7, 3))
positions = np.arange(len(ARMS))
for offset, row, colour in ((-0.2, 0, "#4477aa"), (0.2, 1, "#ccbb44")):
    heights = [answers[name][row] for name in ARMS]
    axes.bar(positions + offset, heights, 0.36, label=" ".join(SENTENCES[row]), color=colour)
axes.set_xticks(positions, list(ARMS))
axes.set_ylabel("P(Teddy is a person)")
axes.set_ylim(0, 1)
axes.legend(loc="upper center", fontsize=8)
figure.tight_layout()
figure.savefig(RUNS / "teddy.png", dpi=100)
plt.close(figure)
Image(filename=str(RUNS / "teddy.png"))

# %% [markdown]
# ## Why
#
# The state of the left-to-right layer at "Teddy" is a function of "Teddy" alone. Let the sentence
# arrive word by word: for the left-to-right tagger the answer at the first word never moves, for
# the other it moves with every word that comes.


# %%
def as_words_arrive(name: str, words: list[str]) -> list[float]:
    """P(first word is a person) after 1, 2, ... words of the sentence."""
    tagger = taggers[name]
    tags = tagger.tagger.labels.tags
    person = [index for index, tag in enumerate(tags) if tag.endswith("-PER")]
    prefixes = [words[:length] for length in range(1, len(words) + 1)]
    return [float(tagger.tag_probs([prefix])[0, 0, person].sum()) for prefix in prefixes]


figure, panels = plt.subplots(1, 2, figsize=(10, 3), sharey=True)
for panel, words in zip(panels, SENTENCES, strict=True):
    for name, marker in zip(ARMS, "os", strict=True):
        panel.plot(as_words_arrive(name, words), marker=marker, label=name)
    panel.set_xticks(range(len(words)), words, rotation=30)
    panel.set_ylim(0, 1)
panels[0].set_ylabel("P(Teddy is a person)")
panels[0].legend()
figure.tight_layout()
figure.savefig(RUNS / "arriving.png", dpi=100)
plt.close(figure)
Image(filename=str(RUNS / "arriving.png"))

# %% [markdown]
# ## Not one anecdote
#
# The corpus comes with hundreds of such pairs whose names, frames or cues were never seen in
# training. A pair counts only if both of its sentences are right. For the left-to-right tagger the
# share is 0 by necessity, and the probabilities of both sentences are equal to the last bit.

# %%
pairs = read_pairs(CorpusSpec(root="samples", train="teddy/train.conll", pairs="teddy/pairs.jsonl"))
results = {
    name: {
        **{stratum: score.accuracy for stratum, score in pair_accuracy(tagger, pairs).items()},
        "largest difference": largest_difference(tagger, pairs),
    }
    for name, tagger in taggers.items()
}
print(json.dumps(results, indent=2))

# %%
causal = results["left to right"]
assert all(value == 0.0 for value in causal.values()), (
    "a left-to-right reader cannot have a pair right"
)
assert results["both directions"]["largest difference"] > 0.0
