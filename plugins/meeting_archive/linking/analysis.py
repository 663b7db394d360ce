"""What papers have in common: the stems that say what a text is about, and how rare each is.

Two papers rarely use the same form of a word: "ferja", "fergene", "ferjeavtalen". What they
share is found by comparing stems in one spelling, and the parts of compounds that the archive
itself uses as words.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from itertools import chain

from meeting_archive.language.cutting import Cutter
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


Stems = Set[str]


class Analyser:
    """Reads texts as terms, by the words of one archive."""

    def __init__(self, texts: Iterable[Iterable[str]], cutter: Cutter | None = None) -> None:
        """Take the words of all texts of the archive: compounds are cut into those."""
        listed = dict.fromkeys(chain.from_iterable(texts))
        self._parts_of = (cutter or Cutter()).parts(listed)
        self._stemmer = shared_stemmer()
        self._stem_of = dict(zip(listed, map(self._stemmer.stem, listed), strict=True))
        # Of words with one stem, the last one tells what it is made of.
        self._parts = {
            self._stem_of[word]: self._parts_of[word] for word in listed if word in self._parts_of
        }
        self._terms_of = {
            word: (stem, *self._parts_of.get(word, ())) for word, stem in self._stem_of.items()
        }

    def stems(self, said: Iterable[str]) -> set[str]:
        """Return the stems of a text's words."""
        return set(map(self._stem_of.__getitem__, said))

    def all_stems(self, said: Iterable[str]) -> set[str]:
        """Return the stems of a text's words and of their parts."""
        return set().union(*map(self._terms_of.__getitem__, said))

    def terms(self, said: Collection[str]) -> dict[str, float]:
        """Return the stems of a text's words; part of a compound counts `PART_WEIGHT`."""
        found = dict.fromkeys(map(self._stem_of.__getitem__, said), 1.0)
        for word in filter(self._parts_of.__contains__, said):
            for part in self._parts_of[word]:
                found.setdefault(part, PART_WEIGHT)
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
            if self._stemmer.stem(folded) == stem:
                return word
            if stem in self._parts_of.get(folded, ()):
                either = either or word
        return either


class Rarity:
    """How rare each stem is among documents: 1 where two or fewer have it, towards 0 for all."""

    def __init__(self, documents: Sequence[Stems], parts: Iterable[Stems] = ()) -> None:
        """Count in how many of `documents`, each the stems of one without repeats, a stem is.

        Where it is among the `parts` of a document, that is half a document.
        """
        self._size = len(documents)
        count: dict[str, float] = dict(Counter(chain.from_iterable(documents)))
        for stem, times in Counter(chain.from_iterable(parts)).items():
            count[stem] -= times * PART_WEIGHT
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

    def _weight(self, times: float) -> float:
        if self._size < 2:
            return 0.0
        return math.log(self._size / max(1, times - 1)) / math.log(self._size)
