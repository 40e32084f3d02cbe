"""Heads in use without the modules that train them: arrays in, arrays out.

The algebra is that of ``nlpseq/modules``, rearranged for use: what depends on a word or a piece
alone is computed once and kept, sentences are ragged and not padded, and only the large matrix
products are left to choose an engine for.
"""
