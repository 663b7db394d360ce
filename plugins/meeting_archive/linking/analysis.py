"""What papers have in common: the stems that say what a text is about, and how rare each is.

Two papers rarely use the same form of a word: "ferja", "fergene", "ferjeavtalen". What they
share is found by comparing stems in one spelling, and the parts of compounds that the archive
itself uses as words.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.stems import shared_stemmer

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


def tokens(text: str) -> Iterator[str]:
    """Yield the words of a text as they are printed, without numbers; a hyphen parts words."""
    return (match[0] for match in _WORD.finditer(text))


def words(text: str) -> list[str]:
    """Return the words of a text that may say what it is about, each once, in lower case."""
    printed = dict.fromkeys(_WORD.findall(text))
    return [word for word in dict.fromkeys(map(str.casefold, printed)) if word not in STOP_WORDS]


def years(text: str) -> frozenset[str]:
    """Return the years that a text names: "Budsjett 2018" is not "Budsjett 2019"."""
    return frozenset(_YEAR.findall(text))


PART_WEIGHT = 0.5
"""How much a part of a compound counts against a whole word."""


class Analyser:
    """Reads texts as terms, by the words of one archive."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        """Take the words of all texts of the archive: compounds are cut into those."""
        self._stemmer = shared_stemmer()
        self._compounds = Compounds(set(chain.from_iterable(texts)), self._stemmer)
        self._parts: dict[str, tuple[str, ...]] = {}
        self._stem_of: dict[str, str] = {}
        self._parts_of: dict[str, tuple[str, ...]] = {}

    def terms(self, said: Collection[str]) -> dict[str, float]:
        """Return the stems of a text's words; part of a compound counts `PART_WEIGHT`."""
        for word in said:
            if word not in self._stem_of:
                self.terms_of(word)
        found = dict.fromkeys(map(self._stem_of.__getitem__, said), 1.0)
        for word in filter(self._parts_of.__contains__, said):
            for part in self._parts_of[word]:
                found.setdefault(part, PART_WEIGHT)
        return found

    def terms_of(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the stem of one word in lower case, and those of its parts."""
        stem = self._stem_of.get(word)
        if stem is None:
            stem = self._stem_of[word] = self._stemmer.stem(word)
            parts = self._compounds.parts(word)
            if parts:
                self._parts[stem] = self._parts_of[word] = parts
        weighed = ((part, PART_WEIGHT) for part in self._parts_of.get(word, ()))
        return ((stem, 1.0), *weighed)

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
        """Count in how many of `documents`, each the stems of one without repeats, a stem is."""
        count: Counter[str] = Counter()
        self._size = 0
        for stems in documents:
            count.update(stems)
            self._size += 1
        # Thousands of stems have the same count.
        weights = {times: self._weight(times) for times in {0, *count.values()}}
        self._unknown = weights[0]
        self._weights = {stem: weights[times] for stem, times in count.items()}

    def of(self, stem: str) -> float:
        """Return the weight of a stem, 0 to 1, by its inverse document frequency.

        What two documents share stands in both: that none but these have it is as rare as a
        shared word can be, in a small archive too.
        """
        return self._weights.get(stem, self._unknown)

    def rarer_than(self, weight: float) -> frozenset[str]:
        """Return the stems of at least this weight."""
        return frozenset(stem for stem, each in self._weights.items() if each >= weight)

    def _weight(self, times: int) -> float:
        if self._size < 2:
            return 0.0
        return math.log(self._size / max(1, times - 1)) / math.log(self._size)
