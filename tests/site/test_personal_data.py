"""A site with personal data is not built, and a number is in nothing that is printed or made."""

import datetime as dt
import re

import pytest
from mkdocs.exceptions import Abort

from meeting_archive.checking.run import check_archive
from meeting_archive.markup import Converter
from meeting_archive.settings import read_settings
from numbers_of_nobody import national_id

PERSON = national_id("010203", 123)
TEXT = "## SU 05/21 Ferje\n\nVedtak: Vedtas."


@pytest.mark.parametrize("front", ["", "kladd: ja", "unntatt: offl. § 13"])
def test_a_national_id_stops_the_build(archive, caplog, front):
    """No site is made where one stands in any record, and nothing repeats it."""
    archive.minutes(f"{TEXT}\n\nSøker: {PERSON[:6]} {PERSON[6:]}", front_matter=front)
    with pytest.raises(Abort):
        archive.build(strict=False)
    assert "[national-id]" in caplog.text
    assert PERSON[6:] not in caplog.text
    assert not (archive.root / "site").exists()


def test_a_phone_stops_a_strict_build(archive, caplog):
    """A warning stops a strict build, unless the record excepts what it is about."""
    archive.minutes(f"{TEXT}\n\nTlf. 73 00 11 22")
    with pytest.raises(Abort):
        archive.build()
    assert "[phone-number]" in caplog.text
    excepted = "personvern: [{hva: telefon, verdi: 73 00 11 22, grunn: Vaktrommet}]"
    archive.minutes(f"{TEXT}\n\nTlf. 73 00 11 22", front_matter=excepted)
    archive.build()
    assert "Vaktrommet" not in archive.all_text()


def test_findings_on_personal_data_are_not_published(archive):
    """Published data does not point at what should not have been published."""
    archive.minutes(f"{TEXT}\n\nTlf. 73 00 11 22")
    archive.build(strict=False)
    assert "phone-number" not in archive.text("data/archive.json")


def test_check_says_what_the_build_says(archive, caplog):
    """Every finding that the build logs is among those of a check."""
    caplog.set_level("INFO", logger="mkdocs")
    archive.minutes(f"{TEXT}\n\n## SU 07/21 Kai\n\nEi <i>ny</i> kai. Onsdag 4. mars 2021.")
    archive.build(strict=False)
    logged = re.findall(r"(meetings/\S+:\d+: .*)", caplog.text)
    settings = read_settings(archive.root / "mkdocs.yml")
    converter = Converter(settings.extensions, settings.extension_configs)
    found = check_archive(settings, converter, dt.date(2021, 6, 1))
    assert sorted(map(str, found)) == sorted(logged)
    assert len(logged) >= 4
