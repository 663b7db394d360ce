"""Which written Norwegian a paper is in, where that is beyond doubt."""

from collections.abc import Sequence

from meeting_archive.importing.blocks import Block, words
from meeting_archive.importing.values import Value

_NYNORSK = frozenset(
    "ikkje frå saka vart vedteke eit dei kva sakshandsamar tilråding røysta samrøystes møteleiar "
    "ein vidare vert gjeld noko berre korleis kvar difor tidlegare heile meir".split()
)
_BOKMAL = frozenset(
    "ikke fra saken ble vedtatt et de hva saksbehandler innstilling enstemmig møteleder en videre "
    "blir gjelder noe bare hvordan hver derfor tidligere hele mer".split()
)
_ENOUGH = 4


def language(blocks: Sequence[Block]) -> dict[str, Value]:
    """Return `språk: nn` for a paper in nynorsk; bokmål is what a record is without it."""
    said = [word.casefold() for block in blocks for word in words(block.plain)]
    nynorsk = sum(word in _NYNORSK for word in said)
    bokmal = sum(word in _BOKMAL for word in said)
    return {"språk": "nn"} if nynorsk >= _ENOUGH and nynorsk > 2 * bokmal else {}
