"""Renders the expressions of a pattern's braces in German."""

from en_de import german, german_verbs
from en_de.render import Language, split_token
from en_de.words import (
    Adjective,
    Bound,
    Definite,
    Name,
    Noun,
    Phrase,
    Place,
    Pronoun,
    Spot,
    Verb,
    person,
    pronoun_key,
)


class German(Language):
    """The German side."""

    german = True

    def phrase(self, first: str, rest: list[str]) -> str:
        """Render determiner, adjectives and noun in one case."""
        *adjectives, last = rest
        head, features, subject = split_token(last)
        bound = self.slots[head]
        if not isinstance(bound.word, Noun):
            raise TypeError(f"{last!r} is no noun")
        noun = bound.word.de
        if bound.word.feminine and subject and self._is_female(subject):
            noun = bound.word.feminine
        plural = (bound.plural or "pl" in features) and "sg" not in features
        plural = plural or noun.gender == "p"
        gender = "p" if plural else noun.gender
        case = _case(features)
        lemma = first
        if first.endswith("'s"):
            lemma = german.possessive(pronoun_key(self.slots[first[:-2]], True))
        elif first not in german.DETERMINERS:
            raise LookupError(f"unknown determiner {first!r}")
        lemma = "alle" if lemma == "jeder" and plural else lemma
        parts = [german.determiner(lemma, gender, case)]
        kind = german.declension(lemma, gender)
        parts += [german.adjective(self._base(text), kind, gender, case) for text in adjectives]
        parts.append(german.noun(noun, case, plural))
        return " ".join(part for part in parts if part)

    def _is_female(self, subject: str) -> bool:
        bound = self.slots.get(subject)
        if bound is None:
            return subject == "3sf"
        return pronoun_key(bound, False) == "3sf"

    def _base(self, text: str) -> str:
        head, features, _ = split_token(text)
        word = self.slots[head].word if head in self.slots else None
        if isinstance(word, Phrase):
            return word.de
        if word is None:
            return head
        if not isinstance(word, Adjective):
            raise TypeError(f"{text!r} is no adjective")
        if "cmp" in features:
            return word.de_comparative
        if "sup" in features:
            return german.superlative_stem(word.de, word.de_comparative)
        return word.de

    def verb(self, verb: Verb | str, features: tuple[str, ...], subject: str) -> str:
        """Conjugate a verb."""
        lemma = verb.de if isinstance(verb, Verb) else verb
        prefix_words = ""
        if " " in lemma:  # "nach Hause|gehen": the words stay apart from the verb
            prefix_words, _, lemma = lemma.partition("|")
        form = features[0] if features else "present" if subject else "inf"
        if form == "pre":
            return prefix_words or german_verbs.split_prefix(lemma)[0]
        text = self._verb_form(verb, lemma, form, self.person(subject))
        keeps = form in ("inf", "pp", "zu", "sub", "subpast")
        return f"{prefix_words} {text}".strip() if keeps else text

    def _verb_form(self, verb: Verb | str, lemma: str, form: str, who: str) -> str:
        auxiliary = verb.auxiliary if isinstance(verb, Verb) else "haben"
        match form:
            case "present":
                return german_verbs.present(lemma, who)
            case "past":
                return german_verbs.past(lemma, who)
            case "sub":
                return german_verbs.joined(lemma, german_verbs.present(lemma, who))
            case "subpast":
                return german_verbs.joined(lemma, german_verbs.past(lemma, who))
            case "pp":
                return german_verbs.participle(lemma)
            case "zu":
                return german_verbs.zu_infinitive(lemma)
            case "imp":
                return german_verbs.imperative(lemma)
            case "aux":
                return german_verbs.present(auxiliary, who)
            case "auxpast":
                return german_verbs.past(auxiliary, who)
            case "inf":
                return german_verbs.infinitive(lemma)
        raise LookupError(f"unknown verb form {form!r}")

    def single(self, bound: Bound, features: tuple[str, ...]) -> str:
        """Render a slot that stands alone."""
        word, case = bound.word, _case(features)
        feature = features[0] if features else ""
        if feature in ("er", "refl", "rel"):
            return _pronominal(bound, feature, case)
        match word:
            case Spot():
                return word.de_at if feature == "at" else word.de
            case Place():
                return _place(word, feature, case)
            case Adjective():
                return _predicate(word, feature)
            case Definite():
                noun = word.noun.de
                gender = "p" if word.plural else noun.gender
                article = german.determiner(word.de_determiner, gender, case)
                return f"{article} {german.noun(noun, case, word.plural)}"
            case Pronoun():
                return german.pronoun(word.key, case)
            case Name():
                return german.name_genitive(word.de) if case == "gen" else word.de
            case Noun():
                plural = bound.plural or feature == "pl"
                return german.noun(word.de, case, plural)
        return word.de


def _case(features: tuple[str, ...]) -> str:
    cases = [feature for feature in features if feature in german.CASES]
    return cases[-1] if cases else "nom"


def _pronominal(bound: Bound, feature: str, case: str) -> str:
    key = pronoun_key(bound, True)
    if feature == "rel":
        return "~" + german.relative_pronoun("p" if key == "3p" else key[2], case)
    if feature == "refl":
        return german.reflexive(person(key), case if case != "nom" else "acc")
    return german.pronoun(key, case)


def _predicate(word: Adjective, feature: str) -> str:
    if feature == "cmp":
        return word.de_comparative
    if feature == "sup":
        return f"am {german.superlative_stem(word.de, word.de_comparative)}en"
    return word.de


def _place(word: Place, feature: str, case: str) -> str:
    if feature == "to":
        return f"nach {word.de}" if word.gender == "-" else f"in {_place(word, '', 'acc')}"
    if feature in ("at", "from"):
        preposition = "in" if feature == "at" else "aus"
        return f"{preposition} {_place(word, '', 'dat')}"
    if word.gender == "-":
        return german.name_genitive(word.de) if case == "gen" else word.de
    article = german.determiner("der", word.gender, case)
    weak = case in ("dat", "gen")
    name = word.de.replace("Europäische ", "Europäischen ") if weak else word.de
    return f"{article} {name}"
