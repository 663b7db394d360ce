"""Values of a front matter, and how they are written."""

import json
import re

Value = str | list["Value"] | dict[str, "Value"]

# Text that needs no quotes, also inside brackets.
_PLAIN = re.compile(r"[^\W_«(][^\n]*|[«(][^\n]*")
_UNSAFE = re.compile(r": |:$| #|[,\[\]{}\"'\\\t]|^[-?] ")
_UNSAFE_ALONE = re.compile(r": |:$| #|[\\\t]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


def scalar(text: str, *, inside: bool = False) -> str:
    """Return a text as YAML; `inside` brackets, commas and brackets need quotes."""
    clean = _UNSEEN.sub(" ", text).strip()
    unsafe = (_UNSAFE if inside else _UNSAFE_ALONE).search(clean)
    if clean and _PLAIN.fullmatch(clean) and not unsafe:
        return clean
    return json.dumps(clean, ensure_ascii=False)


def flow(value: Value) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        inner = ", ".join(
            f"{scalar(key, inside=True)}: {flow(each)}" for key, each in value.items()
        )
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(flow(each) for each in value)}]"
    return scalar(value, inside=True)


def lines(key: str, value: Value) -> list[str]:
    """Return a key with its value as lines of a front matter."""
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return [f"{key}:", *(f"  - {flow(each)}" for each in value)]
    if isinstance(value, dict) and any(isinstance(each, list) for each in value.values()):
        inner = (f"  {scalar(each, inside=True)}: {flow(its)}" for each, its in value.items())
        return [f"{key}:", *inner]
    return [f"{key}: {scalar(value) if isinstance(value, str) else flow(value)}"]
