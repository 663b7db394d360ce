"""Valid numbers of invented people and accounts, computed so that none stands in the code."""

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_LAST = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def national_id(day: str, individual: int) -> str:
    """Return a valid number for a day written DDMMYY, the first from `individual` that is one."""
    for number in range(individual, 1000):
        digits = f"{day}{number:03}"
        for weights in (_FIRST, _LAST):
            digits += _check_digit(digits, weights)
        if len(digits) == 11:
            return digits
    raise AssertionError(day)


def account(digits: str) -> str:
    """Return a valid account whose first ten digits are these, or the next that have one."""
    number = int(digits)
    while not _check_digit(f"{number:010}", _LAST):
        number += 1
    return f"{number:010}{_check_digit(f'{number:010}', _LAST)}"


def _check_digit(digits: str, weights: tuple[int, ...]) -> str:
    if len(digits) != len(weights):
        return ""
    rest = -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return "" if rest == 10 else str(rest)
