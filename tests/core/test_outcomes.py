"""What a decision decided, by the words that minutes use."""

import pytest

from builders import NUMBERING
from meeting_archive.outcomes import EDITORS_WORDS, Outcome, Ruling
from meeting_archive.wording import Classifier

CLASSIFIER = Classifier(NUMBERING.bodies)
O = Outcome  # noqa: E741

WORDINGS = {
    O.APPROVED: [
        "Protokoll Samarbeidsutvalget 07.12.2020 godkjennes.",
        "Referat/protokoll fra møtet 3. mars godkjennes.",
        "Innkallingen ble godkjent.",
        "Innkalling og saksliste er godkjent",
        "Innkallinga godkjennast.",
        "Møteboka vart godkjend.",
        "Møteboka vert godkjend med desse merknadene.",
        "Utvalget godkjenner avtalen.",
        "Rådet godkjente avtalen.",
        "Enstemmig godkjent.",
        "Godkjent.",
    ],
    O.ADOPTED: [
        "Budsjettet vedtas.",
        "Planen vedtas med de endringer som kom fram i møtet.",
        "Planen ble enstemmig vedtatt.",
        "Vedtatt mot to stemmer.",
        "Enstemmig vedtatt",
        "Planen vart samrøystes vedteken.",
        "Samrøystes vedteke.",
        "Fjordrådet vedtar budsjettet for 2022.",
        "Fjordrådet vedtek budsjettet for 2022.",
        "Fjordrådet vedtok budsjettet.",
        "Fjordrådet vedtar å kjøpe ferja.",
        "Rådet slutter seg til de foreslåtte prinsippene.",
        "Rådet sluttar seg til framlegget.",
        "Rådet sluttet seg til forslaget.",
    ],
    O.NOTED: [
        "Saken tas til orientering.",
        "*Saken tas til orientering.*",
        "Tas til orientering",
        "Rådet tar saken til orientering.",
        "Redegjørelsen ble tatt til orientering.",
        "Saka vert teken til orientering.",
        "Utvalet tek saka til orientering.",
        "Orienteringa vert teke til orientering.",
    ],
    O.ACKNOWLEDGED: [
        "Rapporten tas til etterretning.",
        "Protokollen ble tatt til etterretning.",
        "Rådet tek rapporten til vitande.",
        "Rapporten vert teken til vitande.",
    ],
    O.DISCUSSED: [
        "Saken diskutert, med følgende konklusjoner:\n\n- Det holdes to møter i året.",
        "Saken ble drøftet.",
        "Drøftet.",
        "Saka vart drøfta.",
        "Rådet drøftet saken.",
    ],
    O.FORWARDED: [
        "Saken legges fram for Fjordrådet med fokus på prosessen framover.",
        "Planen legges fram for kommunestyret for endelig vedtak.",
        "Saka leggjast fram for Fjordrådet.",
        "Saka vert lagd fram for Fjordrådet.",
        "Saken oversendes formannskapet.",
        "Saken ble oversendt til Fjordrådet.",
        "Saka vert oversend Fjordrådet.",
        "Saken sendes over til Nordrefjord formannskap.",
        "Utvalget sender saken videre til Fjordrådet.",
        "SU ber Fjordrådet vedta planen.",
        "SU tilrår Fjordrådet å vedta planen.",
    ],
    O.POSTPONED: [
        "Saken utsettes.",
        "Utsatt.",
        "Saken ble enstemmig utsatt.",
        "Saken ble vedtatt utsatt.",
        "Saken vedtas utsatt.",
        "Saken er utsatt til neste møte.",
        "Behandlingen av saken utsettes.",
        "Videre behandling av saken utsettes til juni.",
        "SU 05/21 utsettes.",
        "Sak 5/21 utsettes",
        "Spørsmålet utsettes.",
        "Rådet utsetter saken.",
        "Rådet vedtok å utsette saken.",
        "Saka vert utsett.",
        "Saka vart samrøystes utsett til neste møte.",
        "Handsaminga av saka vert utsett.",
        "Rådet utset saka.",
        "Rådet vedtok å utsetje saka.",
    ],
    O.RETURNED: [
        "Saken sendes tilbake til administrasjonen.",
        "Saken ble sendt tilbake.",
        "Rådet sender saken tilbake til sekretariatet.",
        "Det ble vedtatt å sende saken tilbake.",
        "Saka vert send attende til sekretariatet.",
    ],
    O.REJECTED: [
        "Søknaden avvises.",
        "Søknaden ble avvist.",
        "Søknaden vart avvist.",
        "Forslaget faller.",
        "Forslaget falt med tre mot åtte stemmer.",
        "Forslaget fra Nes kommune falt.",
        "Framlegget fall.",
    ],
    O.WITHDRAWN: [
        "Saken trekkes.",
        "Saken ble trukket.",
        "Trukket.",
        "Saka vart trekt.",
        "Saka vert trekt frå saklista.",
    ],
}


@pytest.mark.parametrize(
    ("outcome", "text"), [(outcome, text) for outcome, texts in WORDINGS.items() for text in texts]
)
def test_wording_has_its_outcome(outcome, text):
    """The forms that minutes use, in bokmål and nynorsk, have their one outcome."""
    assert CLASSIFIER.decide(text).outcomes == (outcome,)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Saken legges fram for diskusjon.", id="laid before nobody"),
        pytest.param("Saken legges fram til drøfting.", id="laid before nobody, other words"),
        pytest.param("Saken legges fram uten forslag til vedtak.", id="no proposal"),
        pytest.param("Sakslisten suppleres etter innspill fra møtet.", id="unknown words"),
        pytest.param("Fristen utsettes til 1. mai.", id="a deadline is postponed"),
        pytest.param("Fristen for innspel vert utsett.", id="a deadline is postponed, nynorsk"),
        pytest.param("Fristen var 1. mai, men utsettes til juni.", id="a deadline, further on"),
        pytest.param("Rådet utsetter høringsfristen.", id="somebody postpones a deadline"),
        pytest.param("Byggestart for kaia i Nes utsettes.", id="a building is postponed"),
        pytest.param("Protokollen godkjennes ikke.", id="not approved"),
        pytest.param("Protokollen ble ikke godkjent.", id="not approved, past"),
        pytest.param("Møteboka vart ikkje godkjend.", id="not approved, nynorsk"),
        pytest.param("Budsjettet vedtas ikke.", id="not adopted"),
        pytest.param("Saken tas ikke til orientering.", id="not noted"),
        pytest.param("Rådet slutter seg ikke til forslaget.", id="not endorsed"),
        pytest.param("Saken utsettes ikke.", id="not postponed"),
        pytest.param("Saka vart ikkje utsett.", id="not postponed, nynorsk"),
        pytest.param("Saken trekkes ikke.", id="not withdrawn"),
        pytest.param("Klagen avvises ikke.", id="not rejected"),
        pytest.param("Saken legges ikke fram for Fjordrådet.", id="not forwarded"),
        pytest.param("Saken foreslås utsatt.", id="only proposed"),
        pytest.param("Kari Nes foreslo saken utsatt til høsten i et brev.", id="proposed by one"),
        pytest.param("Dersom budsjettet vedtas, begynner arbeidet i mai.", id="on a condition"),
        pytest.param("Arbeidet følger vedtatt plan.", id="a plan adopted before"),
        pytest.param("Vedtatt handlingsplan følges opp av sekretariatet.", id="adopted plan first"),
        pytest.param("Utvalget ber om at planen vedtas i kommunene.", id="asks others to adopt"),
        pytest.param("Medlemmene slutter opp om arbeidet.", id="alike words"),
        pytest.param("Konklusjonen er todelt.", id="nothing"),
    ],
)
def test_what_is_not_recognised_is_not_guessed(text):
    """A decision that denies, proposes or says something else is unclassified."""
    assert CLASSIFIER.read(text) == Ruling()
    assert CLASSIFIER.decide(text) == Ruling((O.UNCLASSIFIED,))


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("Protokollen godkjennes og rapporten tas til orientering.", (O.APPROVED, O.NOTED)),
        (
            "Rapporten tas til etterretning. Saken oversendes Fjordrådet.",
            (O.ACKNOWLEDGED, O.FORWARDED),
        ),
        ("1. Budsjettet vedtas.\n2. Saken oversendes Fjordrådet.", (O.ADOPTED, O.FORWARDED)),
        ("- Saken ble drøftet.\n- Saken utsettes.", (O.DISCUSSED, O.POSTPONED)),
        ("Fristen utsettes, og saken tas til orientering.", (O.NOTED,)),
        ("Saken tas til orientering, og fristen utsettes.", (O.NOTED,)),
        ("Saken utsettes og tas opp på neste møte.", (O.POSTPONED,)),
        ("Utsatt høringsfrist godkjennes.", (O.APPROVED,)),
        ("Saken utsettes. Saken utsettes til juni.", (O.POSTPONED,)),
        ("Forslaget falt. Planen ble vedtatt.", (O.REJECTED, O.ADOPTED)),
    ],
)
def test_decision_may_have_several_outcomes(text, outcomes):
    """Every sentence and clause counts, each outcome once, in the order of the text."""
    assert CLASSIFIER.decide(text).outcomes == outcomes


@pytest.mark.parametrize(
    ("text", "receiver"),
    [
        pytest.param("Saken legges fram for Fjordrådet.", "fr", id="name"),
        pytest.param("Saken legges fram for Rådet for Nordrefjord.", "fr", id="alias"),
        pytest.param("Saken oversendes FR.", "fr", id="prefix"),
        pytest.param("Saken sendes over til Nordrefjord formannskap.", "nf", id="longer name"),
        pytest.param("SU ber Fjordrådet vedta planen.", "fr", id="asked to adopt"),
        pytest.param("Saken oversendes kommunestyret.", None, id="no body of the archive"),
        pytest.param(
            "Rapporten tas til orientering. Saken oversendes Fjordrådet.", "fr", id="later"
        ),
        pytest.param("Saken oversendes Fjordrådet. Planen vedtas.", "fr", id="earlier"),
        pytest.param(
            "Saken oversendes Fjordrådet. Saken oversendes Nordrefjord formannskap.",
            "fr",
            id="the first of two",
        ),
        pytest.param("Saken tas til orientering.", None, id="nobody"),
    ],
)
def test_receiver_is_named(text, receiver):
    """A forwarded case tells to whom, where the archive has that body."""
    assert CLASSIFIER.decide(text).forwarded_to == receiver


def test_editors_words_are_the_outcomes():
    """Editors can state every outcome but `unclassified`."""
    assert set(EDITORS_WORDS.values()) == set(Outcome) - {Outcome.UNCLASSIFIED}


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("Saken legges frem for Fjordrådet.", (O.FORWARDED,)),
        ("Utvalget tok saken til etterretning.", (O.ACKNOWLEDGED,)),
        ("Saken ble, etter forslag fra ordføreren, utsatt.", (O.POSTPONED,)),
        ("Saken utgår.", (O.WITHDRAWN,)),
        ("Saken strykes fra sakskartet.", (O.WITHDRAWN,)),
        ("Saken returneres.", (O.RETURNED,)),
        ("Alle sakene ble utsatt.", (O.POSTPONED,)),
        ("Utvalget vedtar å oversende saken til Fjordrådet.", (O.FORWARDED,)),
        ("Rådet vedtar budsjettet slik det er lagt fram for rådet.", (O.ADOPTED,)),
        ("Utvalget vedtok at saken utsettes til mai.", (O.POSTPONED,)),
        ("Det tas til orientering at budsjettet er godkjent.", (O.NOTED,)),
        ("Budsjettet vedtas som foreslått.", (O.ADOPTED,)),
        ("Rådet slutter seg til planen, som legges fram for Fjordrådet.", (O.ADOPTED,)),
        ("Rådet ber rådmannen utsette saken.", ()),
        ("Saken var utsatt fra forrige møte.", ()),
        ("Utvalget viser til tidligere vedtak der planen ble vedtatt.", ()),
        ("Planen, som ble vedtatt i 2015, skal revideres.", ()),
        ("Utvalget anbefaler å fatte slikt vedtak: Budsjettet vedtas.", ()),
        ("Forslag fra Kari Nes (H): Saken utsettes.", ()),
        ("Ola Lien fremmet følgende forslag:\n\n- Saken utsettes.", ()),
    ],
)
def test_only_what_is_decided_now_counts(text, outcomes):
    """What is proposed, reported or asked of others is no outcome; what is decided is."""
    assert CLASSIFIER.read(text).outcomes == outcomes
