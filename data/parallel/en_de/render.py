"""What the renderers of both languages share, and the language of the expressions in braces.

Nominals: `{s}`, `{the a n}`, `{s's n}`; German ones take a case after a dot, nominative without.
Forms of a single slot:
    he him self gen poss         English: pronoun, object pronoun, reflexive, genitive, his
    er refl rel gen              German: pronoun, reflexive, relative pronoun (with a case)
    pl sg                        number      cmp sup     comparison
    to at from                   spots and places
Verbs: `{lemma.form@subject}` with forms
    (none) past pp ing inf       English
    (none) past pp inf zu pre    German; `sub`, `subpast` keep a separable prefix (verb last),
    sub subpast imp aux auxpast  `pre` is the prefix alone, `aux` the auxiliary of the perfect
The subject is a slot or a person such as 3s.
"""

from en_de.words import Bound, Verb, person, pronoun_key


def split_token(expression: str) -> tuple[str, tuple[str, ...], str]:
    """Split "head.feature@subject" into its three parts."""
    front, _, subject = expression.partition("@")
    head, *features = front.split(".")
    return head, tuple(features), subject


class Language:
    """What the two renderers share: slots and the sorting of expressions."""

    german = False

    def __init__(self, slots: dict[str, Bound]) -> None:
        self.slots = slots

    def expression(self, text: str) -> str:
        """Render what stands between braces."""
        first, *rest = text.split()
        if rest:
            return self.phrase(first, rest)
        head, features, subject = split_token(first)
        bound = self.slots.get(head)
        if bound is None or isinstance(bound.word, Verb):
            verb = bound.word if bound else None
            return self.verb(verb if isinstance(verb, Verb) else head, features, subject)
        return self.single(bound, features)

    def phrase(self, first: str, rest: list[str]) -> str:
        """Render determiner, adjectives and noun."""
        raise NotImplementedError

    def verb(self, verb: Verb | str, features: tuple[str, ...], subject: str) -> str:
        """Conjugate a verb."""
        raise NotImplementedError

    def single(self, bound: Bound, features: tuple[str, ...]) -> str:
        """Render a slot that stands alone."""
        raise NotImplementedError

    def person(self, subject: str) -> str:
        """Return the person of a verb's subject: a slot or a literal person."""
        if subject not in self.slots:
            return person(subject or "3s")
        return person(pronoun_key(self.slots[subject], self.german))
