"""Other wordings of train's frames, whatever the word names: they say nothing of the label."""


def _rows(block: str) -> list[tuple[str, ...]]:
    return [tuple(line.split()) for line in block.strip().split("\n")]


_PRESENT = _rows("""
is also
is still
is now
is certainly
is hardly
has always been
has become
seems to be
must be
could be
might be
would be
will soon be
can never be
was once
is said to be
happens to be
turned out to be
""")
_PAST = _rows("""
was also
was still
was once
was always
was clearly
was hardly
had been
must have been
could have been
seemed to be
turned out to be
is said to have been
would later be
""")
# First word of a frame -> what may stand in its place.
COPULAS = {"is": _PRESENT, "was": _PAST}
NOT_AFTER_COPULAS = {"not", "never", "no", "too", "so", "as", "still", "once", "often", "both"}
# Before a verb that begins a frame.
_ADVERBS = "also later soon then first often once even always suddenly actually simply"
ADVERBS = _ADVERBS.split()
# In the place of the last full stop.
ENDS = _rows("""
, too .
, as I said before .
, and that is all .
, or so it seemed .
, which was no surprise .
, if I remember rightly .
, just like last year .
, to tell the truth .
; at least that is what I heard .
, so we were told .
, and it was not the first time .
, which made us think .
, not for the last time .
""")
