"""What papers say when a case comes back."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from meeting_archive.linking.phrases import _IS_PUT_OFF, _PHRASES, pointers

PATTERNS = (_IS_PUT_OFF, *_PHRASES)
SAID = st.one_of(
    *(st.from_regex(each.pattern) for each in PATTERNS),
    st.sampled_from(("utsatt", "ble", "forrige møte", "sıst ble", "TİD TİL", "ſiste", "RAKK IKKE")),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SAID, max_size=4).map(" ".join))
def test_no_phrase_is_overlooked(text):
    """What is looked for first is in all that a pattern would find."""
    is_put_off = re.search(_IS_PUT_OFF.pattern, text)
    found = [each.pattern.search(text) for each in _PHRASES if is_put_off or not each.puts_off]
    assert [match.span() for _, match in pointers(text)] == [each.span() for each in found if each]
