"""Norwegian words made comparable: stems, bokmål beside nynorsk, compounds, and how rare each is.

Two papers rarely use the same form of a word: "ferja", "fergene", "ferjeavtalen". What they
share is found by comparing stems in one spelling, and the parts of compounds that the archive
itself uses as words.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import snowballstemmer

_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?!\d)")

STOP_WORDS = frozenset(
    (
        # Bokmål and nynorsk function words, numbers and measures.
        " og i på til av for fra frå med om ved under over etter før mellom mellem mot hos"
        " uten utan en ei et ein eit den det de dei denne dette disse desse som at å er var"
        " vær være vere blir ble blei bli vert vart verta har hadde ha hatt skal skulle vil"
        " ville kan kunne må måtte bør burde ikke ikkje nå no når da då der her hvor kor hva"
        " kva hvem kven hvordan korleis hvorfor jeg eg du vi me dere han hun ho seg sin si"
        " sitt sine vår vårt våre deres deira hans dens dets alle all alt noen nokon noe noko"
        " andre annen annet anna mer meir mest flere fleire også òg bare berre så men eller"
        " enn samt både innen innan inn ut opp ned fram frem igjen att mulig mogleg enda endå"
        " slik slike samme same hver kvar hvert kvart dersom hvis viss mens medan gjennom"
        " rundt blant ifølge jf ca pr mv osv bl dvs få får fikk fekk fått gi gir gitt gje gjev"
        " ta tar tatt tas tek teke går gå gikk gjekk komme kommer kom kjem gjort gjøre gjør"
        " gjere gjer sier sa seie seier legges leggast lagt lagd se ser sett sjå ønsker"
        " ønskjer langs langsmed to tre fire fem seks sju syv åtte ni ti stor stort store"
        " større liten lite små hel helt hele heile ber bed ba bad år året åra kroner krone"
        " million millioner millionar prosent første fyrste"
        # What any meeting paper may say: of the procedure, not of the matter.
        " sak saken saker sakene saka sakar saksframlegg møte møtet møter møta forslag"
        " framlegg vedtak vedtas vedtatt vedteke vedtek innstilling tilråding utsettes utsatt"
        " utsett behandling behandlingen handsaming drøfting diskusjon orientering orienterte"
        " orienteringen status utvalget utvalg utvalet utval rådet råd kommune kommunen"
        " kommuner kommunene kommunane kommunar kommunale kommunal vedlegg referat protokoll"
        " innkalling eventuelt punkt punktet forrige førre siste neste nye ny nytt"
        " sekretariatet rådmannen rådmann ordfører ordførar leder leiar leiaren lederen daglig"
        " dagleg januar februar mars april mai juni juli august september oktober november"
        " desember felles høring høringen høyring høyringa regional regionale regionalt plan"
        " planen planar planer strategi strategien uttalelse uttalelsen fråsegn fråsegna"
        " søknad søknaden fylkeskommunen fylkeskommune fylket fylke oversendt oversendes"
        " oversend oversende sendt sendes send sender formannskapet formannskap prioriterer"
        " prioritert vurdering vurdere regionen oppfølging oppfølgjing revidert revisjon"
        " rullering kostnad kostnader kostnadene koster krever krev mister"
    ).split()
)
"""Words that say nothing of what a case is about."""

# Stems of a bokmål and a nynorsk (or an older) form of one word. Only what papers are full of:
# a missing pair costs a suggestion, a wrong pair misleads.
_DOUBLETS = {
    "ferg": "ferj",
    "vei": "veg",
    "veien": "veg",
    "veier": "veg",
    "veiene": "veg",
    "skol": "skul",
    "bro": "bru",
    "broen": "bru",
    "brua": "bru",
    "bruer": "bru",
    "havn": "hamn",
    "kaia": "kai",
    "kaien": "kai",
    "kaiene": "kai",
    "kaiane": "kai",
    "kaier": "kai",
    "kaiar": "kai",
    "øya": "øy",
    "øyen": "øy",
    "øyene": "øy",
    "øyane": "øy",
    "vann": "vatn",
    "vass": "vatn",
    "kirk": "kyrkj",
    "kyrk": "kyrkj",
    "hjem": "heim",
    "syk": "sjuk",
    "sykehus": "sjukehus",
    "sykehjem": "sjukeheim",
    "sykepleier": "sjukepleiar",
    "uk": "vek",
    "eiendom": "eigedom",
    "eiendomm": "eigedom",
    "eigedomm": "eigedom",
    "eier": "eigar",
    "eierskap": "eigarskap",
    "eiarskap": "eigarskap",
    "tjenest": "tenest",
    "tilskudd": "tilskot",
    "virksomhet": "verksemd",
    "høring": "høyring",
    "uttalels": "uttal",
    "fråsegn": "uttal",
    "løsning": "løysing",
    "mulighet": "moglegheit",
    "forurensning": "forureining",
    "renseanlegg": "reinseanlegg",
    "bredbånd": "breiband",
    "bredband": "breiband",
    "fremtid": "framtid",
    "anskaffels": "innkjøp",
    "undersøkels": "undersøking",
    "øking": "auk",
    "økning": "auk",
    "skilting": "skilt",
    "skilta": "skilt",
    "nødnett": "naudnett",
    "slukk": "sløkk",
    "lei": "leig",
    "leie": "leig",
    "leien": "leig",
    "leiga": "leig",
    "utleie": "utleig",
    "boliger": "bustad",
    "bolig": "bustad",
    "utredning": "utgreiing",
    "vedlikehold": "vedlikehald",
    "tilhold": "tilhald",
    "stengning": "stenging",
    "sykl": "sykkel",
    "sentr": "sentrum",
    "sentra": "sentrum",
}

_SHORTEST_COMPOUND = 7
_SHORTEST_PART = 3
_BINDINGS = ("", "s", "e")
_NOT_PARTS = frozenset(
    "het ing els skap dom ar er ane ene lig leg isk som for ut inn opp om".split()
)


class Stemmer:
    """Turns words into stems in one spelling, and remembers them."""

    def __init__(self) -> None:
        self._stemmer = snowballstemmer.stemmer("norwegian")
        self._known: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return the stem of a word: the same for "ferja" and "fergene"."""
        stem = self._known.get(word)
        if stem is None:
            found = str(self._stemmer.stemWord(word))
            stem = self._known[word] = one_spelling(found)
        return stem


def one_spelling(stem: str) -> str:
    """Return the stem that stands for a bokmål and a nynorsk one."""
    return _DOUBLETS.get(stem, stem)


def tokens(text: str) -> Iterator[str]:
    """Yield the words of a text as they are printed, without numbers; a hyphen parts words."""
    return (match[0] for match in _WORD.finditer(text))


def words(text: str) -> Iterator[str]:
    """Yield the words of a text that may say what it is about, in lower case."""
    return (word for word in (each.casefold() for each in tokens(text)) if word not in STOP_WORDS)


def years(text: str) -> frozenset[str]:
    """Return the years that a text names: "Budsjett 2018" is not "Budsjett 2019"."""
    return frozenset(_YEAR.findall(text))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that an archive uses on their own, each with its stem."""

    stems: Mapping[str, str]
    known_stems: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str], stemmer: Stemmer) -> "Vocabulary":
        """Return the vocabulary of these texts."""
        stems = {word: stemmer.stem(word) for word in {w for text in texts for w in words(text)}}
        return cls(stems, frozenset(stems.values()))

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of the two words that a compound is made of, or nothing.

        Both must be words of the archive. Where several cuts do, the first part is the longest:
        "næringsutviklingsplan" is a plan for "næringsutvikling".
        """
        stem = self.stems.get(word, word)
        if len(word) < _SHORTEST_COMPOUND:
            return ()
        for cut in range(len(stem) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            last = self._last(stem[cut:])
            if last is None:
                continue
            first = self._first(stem[:cut])
            if first is not None and {first, last}.isdisjoint({stem}):
                return first, last
        return ()

    def _last(self, text: str) -> str | None:
        stem = one_spelling(text)
        return stem if stem in self.known_stems and stem not in _NOT_PARTS else None

    def _first(self, text: str) -> str | None:
        for binding in _BINDINGS:
            bare = text.removesuffix(binding) if binding else text
            if len(bare) < _SHORTEST_PART or bare in _NOT_PARTS:
                continue
            stem = self.stems.get(bare) or one_spelling(bare)
            if stem in self.known_stems:
                return stem
        return None


PART_WEIGHT = 0.5
"""How much a part of a compound counts against a whole word."""


class Analyser:
    """Reads texts as terms, by the words of one archive."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take all texts of the archive: compounds are cut into words that they use."""
        self._stemmer = Stemmer()
        self._vocabulary = Vocabulary.of(texts, self._stemmer)
        self._parts: dict[str, tuple[str, ...]] = {}
        self._terms_of: dict[str, tuple[tuple[str, float], ...]] = {}

    def terms(self, text: str) -> dict[str, float]:
        """Return the stems of a text; part of a compound counts `PART_WEIGHT`."""
        found: dict[str, float] = {}
        for word in set(words(text)):
            for stem, weight in self.terms_of(word):
                if weight > found.get(stem, 0.0):
                    found[stem] = weight
        return found

    def terms_of(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the stem of one word in lower case, and those of its parts."""
        found = self._terms_of.get(word)
        if found is None:
            stem, parts = self._stemmer.stem(word), self._vocabulary.parts(word)
            if parts:
                self._parts[stem] = parts
            weighed = ((part, PART_WEIGHT) for part in parts)
            found = self._terms_of[word] = ((stem, 1.0), *weighed)
        return found

    def counted_twice(self, stems: Collection[str]) -> set[str]:
        """Return which of these stems are only parts of others of them."""
        return {part for stem in stems for part in self._parts.get(stem, ()) if part in stems}

    def printed(self, stem: str, text: str) -> str | None:
        """Return the first word of `text` that has a stem, as it is printed."""
        either = None
        for word in tokens(text):
            folded = word.casefold()
            if folded in STOP_WORDS:
                continue
            for found, weight in self.terms_of(folded):
                if found == stem and weight == 1:
                    return word
                if found == stem:
                    either = either or word
        return either


class Rarity:
    """How rare each stem is among documents: 1 where two or fewer have it, towards 0 for all."""

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        """Count in how many of `documents`, each the stems of one, a stem stands."""
        self._count: Counter[str] = Counter()
        self._size = 0
        for stems in documents:
            self._count.update(set(stems))
            self._size += 1

    def of(self, stem: str) -> float:
        """Return the weight of a stem, 0 to 1, by its inverse document frequency.

        What two documents share stands in both: that none but these have it is as rare as a
        shared word can be, in a small archive too.
        """
        if self._size < 2:
            return 0.0
        others = max(1, self._count[stem] - 1)
        return math.log(self._size / others) / math.log(self._size)
