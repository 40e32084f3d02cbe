"""Invents words, so that no spelling tells what a word names."""

import random

ONSETS = "b br c ch cl d dr f fl g gl gr h j k kr l m n p pl pr qu r s sh sl st t th tr v w z"
NUCLEI = "a a a e e e i i o o o u u ai ea ee ie oa oo ou y"
CODAS = "n n r r l l s m nd rt ck x lm st ss ng tt rn ld p t d g"
ENDINGS = "a a e o y i en er on in el is us ia ie ow et and ard ick um ora elle ano"
MAX_LENGTH = 9


def invented(rng: random.Random) -> str:
    """Return a capitalised word of two to four syllables that hardly any dictionary has."""

    def part(of: str) -> str:
        return rng.choice(of.split())

    word = "".join(
        part(ONSETS) + part(NUCLEI) + (part(CODAS) if rng.random() < 0.6 else "")
        for _ in range(rng.choice((1, 1, 2, 2, 3)))
    )
    if word[-1] in "aeiouy":
        word += part(ONSETS)
    word += part(ENDINGS)
    return word.capitalize() if len(word) <= MAX_LENGTH else invented(rng)
