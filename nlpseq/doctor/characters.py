"""Characters that should not stand in a text, found and removed without looking at each of them."""

import re
from collections.abc import Callable, Iterator
from unicodedata import is_normalized, normalize

_SPACES = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2064\ufeff"
_MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
# What joiners join: scripts of Asia whose letters change their shapes, and pictures.
_SHAPED = "\u0600-\u109f\u1780-\u18af\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff"

_ANY_JOINER = re.compile("[\u200c\u200d]")
_STRAY_JOINER = re.compile(
    f"(?<![{_SHAPED}])[\u200c\u200d]+|(?<=[{_SHAPED}])[\u200c\u200d]{{2,}}"
    f"|[\u200c\u200d]+(?![{_SHAPED}\u200c\u200d])"
)
_ZERO_WIDTH = re.compile(f"[{_INVISIBLE}]")
_MARK = re.compile(f"[{_MARKS}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# French sets a blank that does not break before some signs, and many set one inside figures.
_ODD_SPACE = re.compile(
    f"(?!(?<=\\S)[\u00a0\u202f](?=[!?;:»%€]))(?!(?<=«)[\u00a0\u202f])"
    f"(?!(?<=\\d)[\u00a0\u202f](?=\\d))[{_SPACES}]"
)

_HTML = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,5}|#x[0-9a-fA-F]{2,5});")

# How the second and later bytes of UTF-8 look in Windows-1252 and ISO-8859-1.
_LATER = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(
    f"[ÂÃ][\x80-\x9f\xa1-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘“•–—˜™š›œžŸ]|Ã\xa0|â€[{_LATER}]|ï»¿"
    f"|(?:[ÐÑ][{_LATER}]){{2}}|(?:[à-ï][{_LATER}]{{2}}){{2}}"
)

_WINDOWS_1252 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def character_rules(text: str) -> Iterator[str]:
    """Names of the rules that a text breaks by its characters, each once."""
    if "&" in text and _HTML.search(text):
        yield "html-escape"
    if not text.isprintable():
        yield from _invisible_rules(text)
    if text.isascii():
        return
    if "\ufffd" in text:
        yield "replacement-character"
    if not is_normalized("NFC", text):
        yield "not-nfc"
    if _MOJIBAKE.search(text):
        yield "mojibake"


def _invisible_rules(text: str) -> Iterator[str]:
    if _CONTROL.search(text.replace("\0", "")):  # NUL has a rule of its own
        yield "control-character"
    if _ODD_SPACE.search(text):
        yield "odd-space"
    marked = _MARK.search(text) is not None
    written_so = marked and _RIGHT_TO_LEFT.search(text) is not None
    if _ZERO_WIDTH.search(text) or _STRAY_JOINER.search(text) or (marked and not written_so):
        yield "zero-width"
    elif written_so or _ANY_JOINER.search(text):
        yield "joiner"


def has_stray_blank(text: str) -> bool:
    """Do blanks stand at the ends or several in a row?"""
    return "  " in text or text[:1] == " " or text[-1:] == " "


def clean_word(word: str) -> str:
    """A word without what is invisible or white space at its ends, composed (NFC)."""
    return _until_stable(word, lambda text: _composed(text, "").strip(" "))


def clean_text(text: str) -> str:
    """A text the same way, where odd and repeated blanks become one."""
    return _until_stable(text, lambda text: " ".join(filter(None, _composed(text, " ").split(" "))))


def _until_stable(text: str, clean: Callable[[str], str]) -> str:
    """Clean again where composing has made new neighbours."""
    while (cleaned := clean(text)) != text:
        text = cleaned
    return text


def _composed(text: str, blank: str) -> str:
    return normalize("NFC", _ODD_SPACE.sub(blank, _visible(text)))


def _visible(text: str) -> str:
    """Without characters of no width, and with what Windows-1252 wrote as control characters."""
    text = _ZERO_WIDTH.sub("", text)
    if not _RIGHT_TO_LEFT.search(text):
        text = _MARK.sub("", text)
    return _STRAY_JOINER.sub("", text).translate(_WINDOWS_1252)
