"""The Norwegian alphabet, for every list that is sorted by name."""

import unicodedata

# Norwegian puts ä with æ, ö with ø and, in names, aa with å.
_PLACE = {"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"}


def norwegian(text: str) -> tuple[str, str]:
    """Return a sort key: æ, ø, å after z, accents and case only where all else is equal."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    letters = (_PLACE.get(letter) or unicodedata.normalize("NFKD", letter) for letter in folded)
    base = "".join(c for letter in letters for c in letter if not unicodedata.combining(c))
    return base, text
