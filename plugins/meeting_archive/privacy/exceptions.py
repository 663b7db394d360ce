"""What editors except from the rules on personal data: named one by one, with a reason."""

from meeting_archive.privacy.personal import Kind, Personal, digits_of

_LENGTH = {Kind.NATIONAL_ID: 2, Kind.PHONE: 8, Kind.ACCOUNT: 11}
_CURE = {
    Kind.NATIONAL_ID: "skriv bare de to siste sifrene, aldri hele nummeret",
    Kind.PHONE: "skriv de åtte sifrene",
    Kind.ACCOUNT: "skriv de elleve sifrene",
    Kind.EMAIL: "skriv hele adressen",
}


def wrong_value(kind: Kind, written: str) -> str | None:
    """Return how the value of an exception is to be written, None where it is."""
    if kind is Kind.EMAIL:
        return None if "@" in written else _CURE[kind]
    return None if len(_digits(kind, written)) == _LENGTH[kind] else _CURE[kind]


def excepts(kind: Kind, written: str, found: Personal) -> bool:
    """Tell whether an exception is about what was found, however its digits are grouped."""
    if kind is not found.kind:
        return False
    if kind is Kind.EMAIL:
        return written.casefold() == found.value
    digits = _digits(kind, written)
    return (
        found.value[-len(digits) :] == digits
        if kind is Kind.NATIONAL_ID
        else (found.value == digits)
    )


def _digits(kind: Kind, written: str) -> str:
    digits = digits_of(written)
    # A phone with its country code, and an account as an IBAN, are what follows.
    if kind is Kind.PHONE and len(digits) in (10, 12) and digits.lstrip("0").startswith("47"):
        return digits[-8:]
    return digits[-11:] if kind is Kind.ACCOUNT and len(digits) == 13 else digits
