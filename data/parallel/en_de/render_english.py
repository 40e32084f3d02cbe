"""Renders the expressions of a pattern's braces in English."""

from en_de import english
from en_de.render import Language, split_token
from en_de.words import Bound, Noun, Phrase, Pronoun, Spot, Verb, pronoun_key

_OBJECT = {
    "1s": "me", "2s": "you", "3sm": "him", "3sf": "her", "3sn": "it", "1p": "us", "3p": "them",
}  # fmt: skip
_SUBJECT = {
    "1s": "I", "2s": "you", "3sm": "he", "3sf": "she", "3sn": "it", "1p": "we", "3p": "they",
}  # fmt: skip
_POSSESSIVE = {
    "1s": "my", "2s": "your", "3sm": "his", "3sf": "her", "3sn": "its", "1p": "our", "3p": "their",
}  # fmt: skip
_SELF = {
    "1s": "myself", "2s": "yourself", "3sm": "himself", "3sf": "herself", "3sn": "itself",
    "1p": "ourselves", "3p": "themselves",
}  # fmt: skip
_THESE = {"this": "these", "that": "those", "a": "", "every": "all"}
_ENGLISH_DETERMINERS = (
    "the", "a", "-", "this", "that", "these", "no", "every", "which",
    *_POSSESSIVE.values(),
)  # fmt: skip


class English(Language):
    """The English side."""

    def phrase(self, first: str, rest: list[str]) -> str:
        """Render determiner, adjectives and noun."""
        *adjectives, last = rest
        head, features, _ = split_token(last)
        bound = self.slots[head]
        if not isinstance(bound.word, Noun):
            raise TypeError(f"{last!r} is no noun")
        plural = (bound.plural or "pl" in features) and "sg" not in features
        plural = plural or bound.word.de.gender == "p"
        parts = [self._determiner(first, plural)]
        parts += [self._attribute(text) for text in adjectives]
        parts.append(bound.word.en_plural if plural else bound.word.en)
        return " ".join(part for part in parts if part)

    def _determiner(self, text: str, plural: bool) -> str:
        if text.endswith("'s"):
            return _POSSESSIVE[pronoun_key(self.slots[text[:-2]], False)]
        if text not in _ENGLISH_DETERMINERS:
            raise LookupError(f"unknown determiner {text!r}")
        return "" if text == "-" else _THESE.get(text, text) if plural else text

    def _attribute(self, text: str) -> str:
        head, features, _ = split_token(text)
        word = self.slots[head].word if head in self.slots else Phrase(head, head)
        if features:
            return english.comparison(word.en, features[0])
        return word.en

    def verb(self, verb: Verb | str, features: tuple[str, ...], subject: str) -> str:
        """Conjugate a verb."""
        lemma = verb.en if isinstance(verb, Verb) else verb.replace("_", " ")
        form = features[0] if features else "present" if subject else "inf"
        return english.verb(lemma, form, self.person(subject))

    def single(self, bound: Bound, features: tuple[str, ...]) -> str:
        """Render a slot that stands alone."""
        word = bound.word
        feature = features[0] if features else ""
        if feature in ("cmp", "sup"):
            return english.comparison(word.en, feature)
        if isinstance(word, Spot):
            return word.en_at if feature == "at" else word.en
        tables = {"he": _SUBJECT, "him": _OBJECT, "self": _SELF, "poss": _POSSESSIVE}
        if feature in tables:
            return tables[feature][pronoun_key(bound, False)]
        if feature == "obj":
            return _OBJECT[word.key] if isinstance(word, Pronoun) else word.en
        if feature == "gen":
            return word.en + ("'" if word.en.endswith("s") and _is_plural(bound) else "'s")
        if isinstance(word, Noun) and (bound.plural or feature == "pl"):
            return word.en_plural
        return word.en


def _is_plural(bound: Bound) -> bool:
    return pronoun_key(bound, False) == "3p"
