"""The one word splitter: raw text of any script -> words that know where they stand.

It follows the Penn treebank and CoNLL-2003 where these agree: punctuation stands apart, ``can't``
is ``ca n't``, ``Teddy's`` is ``Teddy 's``, while hyphenated words, abbreviations, figures, dates,
web and mail addresses and handles stay whole. A Chinese character or a kana is a word of its own.
Other scripts without spaces (Thai, Khmer, Lao, Burmese) give one word between two spaces.

The rules are one regular expression whose alternatives either consume what they scan or are
bounded, so that time grows linearly with the text however long its lines are.
"""

import re
from typing import NamedTuple

SPLITTER = "unicode-1"
"""Name of these rules, kept in bundles: other rules must take another name."""


class Word(NamedTuple):
    """A word and its place: ``text == source[start:end]``."""

    text: str
    start: int
    end: int


# Combining marks, emoji modifiers and invisible format characters (Unicode 14), which belong to the
# character before them. Ranges are bridged over letters and unassigned points; a table and not
# ``unicodedata``, so that every Python version splits alike.
_MARKS = (
    r"\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7"
    r"\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    r"\u0711-\u07f3\u07fd\u0816-\u082d\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3"
    r"\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83"
    r"\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd"
    r"\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6\u102b-\u103e"
    r"\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u180b-\u193b\u1a17-\u1a1b"
    r"\u1a55-\u1a7f\u1ab0-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2"
    r"\u1cd4-\u1dff\u200c-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0\u2cef-\u2cf1"
    r"\u2d7f-\u2dff\u302a-\u302f\u3099-\u309a\ua66f-\ua672\ua674-\ua67d\ua69e-\ua6f1"
    r"\ua802-\ua827\ua82c\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff-\ua92d\ua947-\ua953\ua980-\ua9c0"
    r"\ua9e5-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e"
    r"\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uff9e-\uff9f\ufff9-\ufffb\U000101fd-\U0001037a"
    r"\U00010a01-\U00010a3f\U00010ae5-\U00010ae6\U00010d24-\U00010eac\U00010f46-\U00010f50"
    r"\U00010f82-\U00010f85\U00011000-\U00011046\U00011070-\U000110ba\U000110c2"
    r"\U00011100-\U00011134\U00011145-\U00011173\U00011180-\U000111c0\U000111c9-\U000111cc"
    r"\U000111ce-\U000111cf\U0001122c-\U00011237\U0001123e\U000112df-\U00011446"
    r"\U0001145e-\U000114c3\U000115af-\U000115c0\U000115dc-\U00011640\U000116ab-\U000116b7"
    r"\U0001171d-\U0001172b\U0001182c-\U0001183a\U00011930-\U00011943\U000119d1-\U000119e0"
    r"\U000119e4-\U00011a3e\U00011a47-\U00011a99\U00011c2f-\U00011c3f\U00011c92-\U00011ef6"
    r"\U00013430-\U00013438\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016f4f-\U00016f92"
    r"\U00016fe4-\U00016ff1\U0001bc9d-\U0001bc9e\U0001bca0-\U0001bca3\U0001cf00-\U0001cf46"
    r"\U0001d165-\U0001d169\U0001d16d-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad"
    r"\U0001d242-\U0001d244\U0001da00-\U0001da36\U0001da3b-\U0001da6c\U0001da75\U0001da84"
    r"\U0001da9b-\U0001daaf\U0001e000-\U0001e136\U0001e2ae-\U0001e2ef\U0001e8d0-\U0001e94a"
    r"\U0001f3fb-\U0001f3ff\U000e0001-\U000e01ef"
)
_CJK = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3041-\u3096\u309d-\u309f"
    r"\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
    r"\U0001aff0-\U0001b16f\U00020000-\U0003fffd"
)
_PICTURE = r"[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"

_CHAR = rf"[^\W{_CJK}]"
_RUN = rf"(?:{_CHAR}++(?:[{_MARKS}]++{_CHAR}*+)*+)"
# What follows a character without being one. Halfwidth voicing marks count as letters in Python.
_TAIL = rf"(?:(?!\w)[{_MARKS}]|[\uff9e\uff9f])*+"

_APOSTROPHE = r"['’]"
_CLITIC = rf"{_APOSTROPHE}(?:[sdmSDM]|[rR][eE]|[vV][eE]|[lL][lL])(?!{_CHAR})"
# What may stand inside a word, a date or a figure: mother-in-law, AT&T, O'Neill, a.org, 10:30.
_JOINT = (
    rf"(?:[-‐‑·&](?={_CHAR})|(?!{_CLITIC}){_APOSTROPHE}(?={_CHAR})"
    rf"|\.(?=[a-z\d])|(?<=\d)[,:/](?=\d))"
)
_NOT = rf"[nN]{_APOSTROPHE}[tT](?!{_CHAR})"
_LETTER = rf"[^\W\d_{_CJK}]"
# Words whose full stop belongs to them.
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Inc|Corp|Co|Ltd|Bros|Gen|Col|Capt|Lt|Sgt|Maj|Sen|Rep|Gov|Rev|Hon|"
    "Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec|Ave|Blvd|Mt|Ft|Ph\\.D|vs|etc|bzw|Nr|Str"
)

_ADDRESS = r"[!-;=?-~]"  # visible ASCII without < and >
_ADDRESS_END = r"[A-Za-z0-9/#&=+_~%$-]"

# Most words of most texts; the rules would find them as well, with more looking around.
_PLAIN = r"[A-Za-z]++(?=\s|\Z)"
_RULES = (
    rf"(?:(?i:https?|ftp)://|(?i:www)\.){_ADDRESS}*{_ADDRESS_END}",
    rf"(?:[A-Za-z0-9-]{{1,63}}+\.){{1,6}}[a-z]{{2,12}}/(?:{_ADDRESS}*{_ADDRESS_END})?",
    r"[A-Za-z0-9._%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}",
    rf"[@#]{_RUN}",
    # U.N., e.g., U.S.-based
    rf"(?<!\w){_LETTER}(?:\.{_LETTER}(?!{_CHAR}))+(?:\.(?:-{_RUN})*+)?",
    # the initial in "J. Smith", but not "So do I. But"
    r"(?<!\w)(?!I)[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]\.(?=\s{1,3}[A-ZÀ-ÖØ-ÞΑ-ΩА-Я])",
    rf"(?<!\w)(?:{_ABBREVIATIONS})\.(?!\w)|(?<!\w)No\.(?=\s?\d)",
    # the number of a list's item; emoticons
    r"\A\d{1,2}\.(?=\s)",
    r"(?<!\w)[:;=]-?[()DP](?!\w)",
    _NOT,
    rf"(?={_CHAR}++{_APOSTROPHE}[tT](?!{_CHAR})){_CHAR}+(?={_NOT})",
    _CLITIC,
    # words and figures; +44, -5, .500
    rf"(?:(?<!\S)(?:[+-]\.?|\.)(?=\d))?{_RUN}(?:{_JOINT}{_RUN})*+",
    rf"[{_CJK}]",
    r"[\U0001f1e6-\U0001f1ff]{2}",
    rf"{_PICTURE}{_TAIL}(?:(?<=\u200d){_PICTURE}{_TAIL})*+",
    r"\.{2,}+|-{2,}+|[!?]{2,}+|``|''",
    r"&[a-z]{2,6};",
    r"\S",
)
# A zero-width space ends the word it follows.
_WORD = re.compile(rf"(?:{'|'.join((_PLAIN, *_RULES))}){_TAIL}\u200b*")


def split_words(text: str) -> list[Word]:
    """Split raw text into words.

    Args:
        text: any Unicode text, of any length.

    Returns:
        words: in order, disjoint, none empty; together they cover every character but white space.
    """
    return [Word(match[0], *match.span()) for match in _WORD.finditer(text)]
