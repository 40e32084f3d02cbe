"""Simplified and traditional characters, told by the character sets of the two scripts.

GB 2312 holds the characters of simplified Chinese, Big5 those of traditional Chinese; what stands
in both is written alike. Python knows both sets, so that no table of characters is needed.
"""

from functools import cache


def chinese_script(text: str) -> str:
    """The script that a text is written in.

    Args:
        text: any text.

    Returns:
        name: "simplified" or "traditional" by the greater number of characters that only one of
            them has; "" where both have all or are even.
    """
    leaning = sum(map(_leaning, text))
    return "simplified" if leaning > 0 else "traditional" if leaning < 0 else ""


@cache
def _leaning(character: str) -> int:
    """1 = only in simplified Chinese, -1 = only in traditional, 0 = in both or no Han character."""
    if not "\u4e00" <= character <= "\u9fff":
        return 0
    return _is_in(character, "gb2312") - _is_in(character, "big5")


def _is_in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
