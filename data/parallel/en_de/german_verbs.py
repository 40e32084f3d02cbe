"""German verbs: present, preterite, participles, imperative, infinitive with "zu".

Weak verbs follow rules; strong and mixed ones stand in a table of principal parts. A separable
verb is written with a bar after its prefix ("an|rufen"): its finite forms leave the prefix out,
`joined` puts it back for clauses whose verb comes last.
"""

from en_de.german import PERSONS

# infinitive: third person singular present ("-" if regular), preterite, participle
_STRONG_TABLE = """
backen backt backte gebacken; beginnen - begann begonnen; bekommen - bekam bekommen
beschreiben - beschrieb beschrieben; besitzen - besaß besessen; betreten betritt betrat betreten
biegen - bog gebogen; bieten - bot geboten; bitten - bat gebeten; bleiben - blieb geblieben
braten brät briet gebraten; brechen bricht brach gebrochen; bringen - brachte gebracht
denken - dachte gedacht; empfehlen empfiehlt empfahl empfohlen; entscheiden - entschied entschieden
erfinden - erfand erfunden; erhalten erhält erhielt erhalten; essen isst aß gegessen
fahren fährt fuhr gefahren; fallen fällt fiel gefallen; fangen fängt fing gefangen
finden - fand gefunden; fliegen - flog geflogen; geben gibt gab gegeben
gefallen gefällt gefiel gefallen; gehen - ging gegangen; gewinnen - gewann gewonnen
halten hält hielt gehalten; hängen - hing gehangen; heißen - hieß geheißen
helfen hilft half geholfen
kennen - kannte gekannt; kommen - kam gekommen; laden lädt lud geladen; lassen lässt ließ gelassen
laufen läuft lief gelaufen; leihen - lieh geliehen; lesen liest las gelesen
liegen - lag gelegen; nehmen nimmt nahm genommen; nennen - nannte genannt; raten rät riet geraten
rufen - rief gerufen; scheinen - schien geschienen; schlafen schläft schlief geschlafen
schließen - schloss geschlossen; schneiden - schnitt geschnitten; schreiben - schrieb geschrieben
schwimmen - schwamm geschwommen; sehen sieht sah gesehen; singen - sang gesungen
sitzen - saß gesessen; sprechen spricht sprach gesprochen; springen - sprang gesprungen
stehen - stand gestanden; stehlen stiehlt stahl gestohlen; steigen - stieg gestiegen
sterben stirbt starb gestorben; tragen trägt trug getragen; treffen trifft traf getroffen
treten tritt trat getreten; trinken - trank getrunken; tun - tat getan
unterschreiben - unterschrieb unterschrieben; vergessen vergisst vergaß vergessen
verlassen verlässt verließ verlassen; verlieren - verlor verloren; verstehen - verstand verstanden
versprechen verspricht versprach versprochen; verbringen - verbrachte verbracht
wachsen wächst wuchs gewachsen; waschen wäscht wusch gewaschen; werfen wirft warf geworfen
ziehen - zog gezogen; wissen weiß wusste gewusst; sein ist war gewesen; haben hat hatte gehabt
werden wird wurde geworden; können kann konnte gekonnt; müssen muss musste gemusst
wollen will wollte gewollt; sollen soll sollte gesollt; dürfen darf durfte gedurft
mögen mag mochte gemocht
"""
_STRONG = {
    parts[0]: parts[1:]
    for parts in (entry.split() for entry in _STRONG_TABLE.replace("\n", ";").split(";") if entry)
    if parts and parts[1:] != ["-", "-", "-"]
}
_PRESENT_TABLE = {
    "sein": "bin bist ist sind seid sind",
    "haben": "habe hast hat haben habt haben",
    "werden": "werde wirst wird werden werdet werden",
    "wissen": "weiß weißt weiß wissen wisst wissen",
    "können": "kann kannst kann können könnt können",
    "müssen": "muss musst muss müssen müsst müssen",
    "wollen": "will willst will wollen wollt wollen",
    "sollen": "soll sollst soll sollen sollt sollen",
    "dürfen": "darf darfst darf dürfen dürft dürfen",
    "mögen": "mag magst mag mögen mögt mögen",
    "tun": "tue tust tut tun tut tun",
}
_SUBJUNCTIVES = ("möchte", "würde", "könnte", "sollte", "hätte", "wäre", "müsste", "dürfte")
_INSEPARABLE = ("be", "er", "ver", "ent", "zer", "ge", "emp", "über", "unter", "wieder")


def split_prefix(verb: str) -> tuple[str, str]:
    """Split "an|rufen" into ("an", "rufen"); the prefix is "" when there is no bar."""
    prefix, bar, base = verb.partition("|")
    return (prefix, base) if bar else ("", verb)


def present(verb: str, person: str) -> str:
    """Return the finite present form without a separable prefix.

    The subjunctives "möchte", "würde", "könnte" ... are verbs of their own here.
    """
    base = split_prefix(verb)[1]
    if base in _SUBJUNCTIVES:
        return _weak_past(base, person)
    if base in _PRESENT_TABLE:
        return _PRESENT_TABLE[base].split()[PERSONS.index(person)]
    stem = _stem(base)
    if person in ("1p", "3p"):
        return base
    if person == "1s":
        return (stem[:-2] + "l" if base.endswith("eln") else stem) + "e"
    third = _STRONG.get(base, ["-"])[0]
    if third != "-" and person != "2p":
        return third if person == "3s" else _second_person(_changed_root(base, third))
    if person == "2s" and not _needs_e(stem):
        return _second_person(stem)
    return stem + {"2s": "est", "3s": "et", "2p": "et"}[person].removeprefix(
        "" if _needs_e(stem) else "e"
    )


def past(verb: str, person: str) -> str:
    """Return the finite preterite form without a separable prefix."""
    base = split_prefix(verb)[1]
    first = _STRONG[base][1] if base in _STRONG else _weak_root(base) + "te"
    if first.endswith("e"):
        return _weak_past(first, person)
    extra = "e" if first.endswith(("t", "d")) else ""
    endings = {"1s": "", "2s": extra + "st", "3s": "", "1p": "en", "2p": extra + "t", "3p": "en"}
    if person == "2s" and first.endswith(("s", "ß")):
        return first + "t"
    return first + endings[person]


def participle(verb: str) -> str:
    """Return the past participle (an|rufen -> angerufen, verkaufen -> verkauft)."""
    prefix, base = split_prefix(verb)
    if base in _STRONG:
        return prefix + _STRONG[base][2]
    bare = base.startswith(_INSEPARABLE) and base != "bellen"
    augment = "" if bare or base.endswith("ieren") else "ge"
    return prefix + augment + _weak_root(base) + "t"


def infinitive(verb: str) -> str:
    """Return the plain infinitive (an|rufen -> anrufen)."""
    return verb.replace("|", "")


def zu_infinitive(verb: str) -> str:
    """Return the infinitive with "zu" (an|rufen -> anzurufen, lesen -> zu lesen)."""
    prefix, base = split_prefix(verb)
    return f"{prefix}zu{base}" if prefix else f"zu {base}"


def joined(verb: str, finite: str) -> str:
    """Put the separable prefix back before a finite form (verb-last clauses)."""
    return split_prefix(verb)[0] + finite


def imperative(verb: str) -> str:
    """Return the du-imperative without a separable prefix (lesen -> lies, warten -> warte)."""
    base = split_prefix(verb)[1]
    if base == "sein":
        return "sei"
    stem = _stem(base)
    third = _STRONG.get(base, ["-"])[0]
    if third != "-" and "ä" not in third and base not in _PRESENT_TABLE and "au" not in base:
        return _changed_root(base, third)
    return stem + ("e" if _needs_e(stem) or stem.endswith(("er", "ig")) else "")


def _stem(base: str) -> str:
    return base[:-2] if base.endswith("en") else base[:-1]


def _needs_e(stem: str) -> bool:
    if stem.endswith(("t", "d")):
        return True
    nasal_after_consonant = stem.endswith(("m", "n")) and stem[-2] not in "aeiouäöülrmnh"
    return nasal_after_consonant or stem.endswith("chn")


def _changed_root(base: str, third: str) -> str:
    return third if _stem(base).endswith("t") else third.removesuffix("t")


def _second_person(root: str) -> str:
    return root + ("t" if root.endswith(("s", "ß", "z", "x")) else "st")


def _weak_root(base: str) -> str:
    stem = _stem(base)
    return stem + ("e" if _needs_e(stem) else "")


def _weak_past(first: str, person: str) -> str:
    endings = {"1s": "", "2s": "st", "3s": "", "1p": "n", "2p": "t", "3p": "n"}
    return first + endings[person]
