"""The Norwegian alphabet."""

import pytest

from meeting_archive.collation import norwegian


@pytest.mark.parametrize(
    "in_order",
    [
        pytest.param(["Zink", "Ærfugl", "Østers", "Ål"], id="æøå after z"),
        pytest.param(["Abel", "Zoo", "Aasen"], id="aa is å"),
        pytest.param(["Å a", "Aa b", "Å c"], id="aa among å"),
        pytest.param(["Zulu", "Ägir", "Ærlig", "Ödegård", "Østby"], id="ä with æ, ö with ø"),
        pytest.param(["Eide", "Émile", "Enge"], id="plain letters"),
        pytest.param(["Andre", "André", "Andrea"], id="accents only between equals"),
        pytest.param(["Berg", "berg", "Bergan"], id="case only between equals"),
        pytest.param(["A\u030as", "Åse"], id="å written as a and a ring"),
        pytest.param(["11", "Alta"], id="digits first"),
    ],
)
def test_names_are_in_norwegian_order(in_order):
    """Names are sorted by the Norwegian alphabet."""
    backwards = in_order[::-1]
    assert sorted(backwards, key=norwegian) == in_order
