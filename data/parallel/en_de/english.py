"""English morphology: noun plurals, verb forms, comparison, the article "a" or "an"."""

import re

_IRREGULAR_TABLE = """
be was been; become became become; begin began begun; break broke broken; bring brought brought
build built built; buy bought bought; catch caught caught; choose chose chosen; come came come
cost cost cost; cut cut cut; do did done; draw drew drawn; drink drank drunk; drive drove driven
eat ate eaten; fall fell fallen; feed fed fed; feel felt felt; find found found; fly flew flown
forget forgot forgotten; get got got; give gave given; go went gone; grow grew grown
hang hung hung; have had had; hear heard heard; hide hid hidden; hold held held; keep kept kept
know knew known; leave left left; lend lent lent; let let let; lie lay lain; lose lost lost
make made made; mean meant meant; meet met met; pay paid paid; put put put; read read read
ride rode ridden; ring rang rung; run ran run; say said said; see saw seen; sell sold sold
send sent sent; show showed shown; sing sang sung; sit sat sat; sleep slept slept
speak spoke spoken; spend spent spent; stand stood stood; steal stole stolen; swim swam swum
take took taken; teach taught taught; tell told told; think thought thought; throw threw thrown
understand understood understood; wake woke woken; wear wore worn; win won won
write wrote written
"""
_IRREGULAR = {
    parts[0]: (parts[1], parts[2])
    for parts in (entry.split() for entry in _IRREGULAR_TABLE.replace("\n", ";").split(";"))
    if parts
}
_PRESENT = {
    "be": {"1s": "am", "3s": "is"},
    "have": {"3s": "has"},
    "do": {"3s": "does"},
    "go": {"3s": "goes"},
}
_MODALS = ("can", "must", "will", "should", "would", "could", "may", "might")
_DOUBLED = {"stop", "plan", "get", "run", "sit", "put", "swim", "begin", "win", "travel", "cut",
            "hug", "chat", "shop", "let", "jog", "cancel", "drop", "forget"}  # fmt: skip
_VOWEL_SOUND = re.compile(r"(?!(?:uni|use|euro|one)\w*)(?:[aeiou]|hour|honest|8|11\b|18\b)", re.I)


def plural(word: str) -> str:
    """Return the regular plural of a noun; irregular ones are given in the word lists."""
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")


def verb(lemma: str, form: str, person: str = "3s") -> str:
    """Inflect a verb; of several words ("get up") the first carries the form.

    Args:
        lemma: infinitive.
        form: "present", "past", "pp", "ing" or "inf".
        person: "1s" ... "3p".
    """
    head, _, tail = lemma.partition(" ")
    inflected = _head_verb(head, form, person)
    return f"{inflected} {tail}" if tail else inflected


def _head_verb(head: str, form: str, person: str) -> str:
    if form == "inf" or head in _MODALS:
        return head
    if form == "ing":
        return _ing(head)
    if form == "present":
        return _present(head, person)
    if head == "be" and form == "past":
        return "was" if person in ("1s", "3s") else "were"
    if head in _IRREGULAR:
        return _IRREGULAR[head][0 if form == "past" else 1]
    return _regular_past(head)


def _present(head: str, person: str) -> str:
    special = _PRESENT.get(head, {})
    if person in special:
        return special[person]
    if head == "be":
        return "are"
    return plural(head) if person == "3s" else head


def _ing(head: str) -> str:
    if head == "lie":
        return "lying"
    if head in _DOUBLED:
        return head + head[-1] + "ing"
    silent_e = head.endswith("e") and not head.endswith("ee") and head != "be"
    return (head[:-1] if silent_e else head) + "ing"


def _regular_past(head: str) -> str:
    if head in _DOUBLED:
        return head + head[-1] + "ed"
    if re.search(r"[^aeiou]y$", head):
        return head[:-1] + "ied"
    return head + ("d" if head.endswith("e") else "ed")


def comparison(word: str, degree: str) -> str:
    """Return the comparative ("cmp") or superlative ("sup") of an adjective."""
    irregular = {"good": ("better", "best"), "bad": ("worse", "worst"), "far": ("farther",) * 2}
    index = 0 if degree == "cmp" else 1
    if word in irregular:
        return irregular[word][index]
    syllables = len(re.findall(r"[aeiouy]+", word.removesuffix("e")))
    if syllables > 1 and not re.search(r"[^aeiou](y|le)$", word) and word not in _SHORT:
        return f"{('more', 'most')[index]} {word}"
    ending = ("er", "est")[index]
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "i" + ending
    if re.search(r"[^aeiou][aeiou][^aeiouwy]$", word) and syllables == 1:
        return word + word[-1] + ending
    return word.removesuffix("e") + ending


_SHORT = {"quiet", "clever", "narrow"}


def contract(text: str) -> str:
    """Turn "a" into "an" before a vowel sound and "can not" into "cannot"."""
    text = re.sub(r"\b([Cc])an not\b", r"\1annot", text)
    return re.sub(
        r"\b([Aa]) (?=(\w+))",
        lambda match: match[1] + ("n " if _VOWEL_SOUND.match(match[2]) else " "),
        text,
    )
