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
# # Memory: what rnn, lstm and gru keep
#
# The textbook says: a plain recurrent network forgets, for its gradients vanish (or explode) on the
# way back; the gates of an lstm or a gru keep what matters; and a gru is cheaper than an lstm. Here
# each claim is measured, and the last one holds by half.
#
# The task is as bare as can be. A network reads one of eight signs, then noise, and must tell the
# sign at the end. Whoever tells it at distance 48 has kept it through 48 steps that wanted to write
# over it. `benchmarks/memory.py` does the measuring, and with two seeds when run by itself.

# %%
import os
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import torch

ROOT = next(path for path in (Path.cwd(), *Path.cwd().parents) if (path / "benchmarks").is_dir())
sys.path.insert(0, str(ROOT / "benchmarks"))
from memory import DISTANCES, measure

NUM_STEPS = int(os.environ.get("NLPSEQ_NOTEBOOK_STEPS", "300"))
COLOURS = {"rnn": "tab:red", "lstm": "tab:blue", "gru": "tab:green"}

# %%
torch.set_num_threads(1)
memories = [measure(cell, NUM_STEPS, seed=1) for cell in COLOURS]

# %% [markdown]
# ## Who can still tell the sign?
#
# Eight signs: whoever has forgotten guesses right once in eight times (the dotted line).

# %%
figure, axes = plt.subplots(figsize=(7, 4))
for memory in memories:
    row = [memory.accuracy[distance] for distance in DISTANCES]
    axes.plot(DISTANCES, row, "o-", color=COLOURS[memory.cell], label=memory.cell)
axes.axhline(100 / 8, color="grey", linestyle=":")
axes.set(
    xscale="log", xlabel="noise between sign and answer", ylabel="signs told, %", ylim=(0, 104)
)
axes.set_xticks(DISTANCES, [str(distance) for distance in DISTANCES])
axes.legend()
plt.show()

# %% [markdown]
# ## What arrives of a mistake
#
# The gradient of the last state by the sign's vector, before training (dashed) and after (solid).
#
# Before training no cell has a memory. The gated ones even lose more than the plain one: a gate
# that is half open halves the state at each step, while the plain network starts with an orthogonal
# matrix, which by itself keeps lengths. That a gate can *learn* to stay shut is the whole
# difference, and it shows in the solid lines. After 300 updates (two seeds, `benchmarks/results`)
# the gradient of the gru from 48 steps back is a third to a half of that from one step back; the
# lstm's is on its way up, from 2e-8 to between 7e-6 and 9e-5; the plain network has learnt to tell
# what is near, and its gradient from far has fallen from 5e-3 to 1e-14. It still tells the sign
# more often than chance, but from so far back no mistake reaches it any more.

# %%
figure, axes = plt.subplots(figsize=(7, 4))
for memory in memories:
    for norms, style in ((memory.gradient_before, "--"), (memory.gradient_after, "-")):
        row = [norms[distance] for distance in DISTANCES]
        label = memory.cell if style == "-" else None
        axes.plot(DISTANCES, row, style, marker="o", color=COLOURS[memory.cell], label=label)
axes.set(xscale="log", yscale="log", xlabel="steps back", ylabel="norm of the gradient")
axes.set_xticks(DISTANCES, [str(distance) for distance in DISTANCES])
axes.legend()
plt.show()

# %% [markdown]
# ## What it costs
#
# A gru has three matrices where an lstm has four and a plain network one. So much for the number of
# parameters. The time is another matter: on the CPU at hand torch takes 4.7 µs for a step of the
# gru and its gradient, 3.0 µs for the lstm and 1.9 µs for the plain network. The kernel decides,
# not the formula.

# %%
print(f"{'cell':<6}{'parameters':>12}{'µs a step':>12}")
for memory in memories:
    print(f"{memory.cell:<6}{memory.num_parameters:>12,}{memory.microseconds:>12.1f}")

# %% [markdown]
# ## When to take which
#
# - **gru**: the default. It learns to keep soonest (all signs at all distances, where the lstm is
#   at 86 % and the plain network at 40 to 50 %), with three quarters of an lstm's parameters.
# - **lstm**: where something is to be counted or kept over very long distances; its memory cell
#   adds up without a bound. It wants more updates before it keeps anything.
# - **rnn**: where one or two steps back are enough and each microsecond counts, or as the control
#   that shows what the gates are for.
#
# In every recipe the cell is one word: `nlpseq train model=lstm name=lstm`.
