"""What documents cite, with what was kept of the last build: the same as from nothing."""

import pytest

from builders import minutes, notice
from meeting_archive.linking.citations import CitationReader, _Citations
from meeting_archive.linking.stated import editors_decisions
from meeting_archive.linking.texts import LinkedTexts
from meeting_archive.markup import Converter

FIRST, SECOND, THIRD = "2021-02-04", "2021-03-04", "2021-04-08"
PAPERS = {
    f"su/{FIRST}/protokoll.md": minutes("## SU 01/21 Ferje\n\nVedtak: Saken utsettes.", day=FIRST),
    f"su/{SECOND}/innkalling.md": notice("## SU 05/21 Båt", day=SECOND),
    f"su/{SECOND}/protokoll.md": minutes(
        "## SU 05/21 Båt\n\nSe sak SU 01/21 og sak SU 09/21.", day=SECOND
    ),
}
CHANGES = {
    "it names less": {
        f"su/{SECOND}/protokoll.md": minutes("## SU 05/21 Båt\n\nSe sak SU 01/21.", day=SECOND)
    },
    "what it names did not wait": {
        f"su/{FIRST}/protokoll.md": minutes("## SU 01/21 Ferje\n\nVedtak: Vedtatt.", day=FIRST)
    },
    "what it names is not there": {
        f"su/{FIRST}/protokoll.md": minutes("## SU 02/21 Ferje\n\nVedtak: Vedtatt.", day=FIRST)
    },
    "what it names is there": {
        f"su/{THIRD}/protokoll.md": minutes("## SU 09/21 Bru\n\nVedtak: Vedtatt.", day=THIRD)
    },
    "editors say that it is no return": {
        f"su/{SECOND}/innkalling.md": notice(
            "## SU 05/21 Båt", "saker: {SU 05/21: {ikke_tidligere: SU 1/21}}", day=SECOND
        )
    },
}


def cited(kept, archive):
    """Return what an archive's documents cite, and what is kept of it."""
    reader = CitationReader(kept)
    texts = LinkedTexts(archive, Converter())
    return reader.read(archive, texts, editors_decisions(archive).rejected), reader.packed()


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_is_not_taken_where_it_would_be_another(archive_of, change):
    """Whatever changes what is cited changes it with all that was kept, too."""
    before, kept = cited(None, archive_of(PAPERS).archive)
    archive = archive_of(CHANGES[change]).archive
    expected, _ = cited(None, archive)
    assert expected != before
    assert cited(kept, archive)[0] == expected


def test_only_a_document_that_differs_is_read_again(archive_of, monkeypatch):
    """What the others cite is taken as it was; what is no such thing is as nothing."""
    before, kept = cited(None, archive_of(PAPERS).archive)
    read = []
    of = _Citations.of
    monkeypatch.setattr(
        _Citations, "of", lambda self, document: read.append(document.id) or of(self, document)
    )
    archive = archive_of({f"su/{SECOND}/innkalling.md": notice("## SU 05/21 Bil", day=SECOND)})
    assert cited(kept, archive.archive)[0] == before
    assert read == [f"su/{SECOND}/innkalling"]
    assert cited(kept[:-1], archive.archive)[0] == before
