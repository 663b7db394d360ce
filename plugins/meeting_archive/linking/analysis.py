"""What papers have in common: the stems that say what a text is about, and how rare each is.

Two papers rarely use the same form of a word: "ferja", "fergene", "ferjeavtalen". What they
share is found by comparing stems in one spelling, and the parts of compounds that the archive
itself uses as words.
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter

from meeting_archive.language.stems import shared_stemmer
from meeting_archive.linking.word_table import Numbers, WordTable

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


@dataclass(frozen=True, slots=True)
class Terms:
    """The stems of a text's words and of the parts of those."""

    title: Mapping[str, float]
    """Those of the title, each with 1 for a word and `PART_WEIGHT` for a part."""
    all: Stems
    parts: Stems
    """Those of them that are only parts of words: in the title, where they stand there."""

    @classmethod
    def of(cls, title: Iterable[str], all_: Stems, parts: Stems) -> "Terms":
        """Return the terms of a text, those of its title in order."""
        weighed = dict.fromkeys(title, 1.0)
        weighed |= dict.fromkeys(parts & weighed.keys(), PART_WEIGHT)
        return cls(weighed, all_, parts)


_stem: Callable[[tuple[int, ...]], int] = itemgetter(0)


class _TermsOf(dict[str, tuple[int, ...]]):
    """The terms of words, each looked up once."""

    def __init__(self, vocabulary: WordTable) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, word: str) -> tuple[int, ...]:
        terms = self[word] = self._vocabulary.terms_of(word)
        return terms


class Analyser:
    """Reads texts as terms, by what the words of one archive are made of."""

    def __init__(
        self,
        texts: Callable[[], Iterable[str]],
        vocabulary: WordTable,
        numbers: Numbers,
        doubtful: Set[int],
        unsure: Set[str],
    ) -> None:
        """Take what gives the words of all texts in order, and what is known of each word.

        `doubtful` are the stems of which one compound is made of other things than another, and
        `unsure` those of which the parts may be others than in the last build.
        """
        self._stemmer = shared_stemmer()
        self._texts = texts
        self._vocabulary = vocabulary
        self._numbers = numbers
        self._doubtful = doubtful
        self.unsure = unsure
        self._terms_of = _TermsOf(vocabulary)
        self._parts_of_stem: dict[str, tuple[str, ...]] = {}

    def read(
        self, title: Sequence[str], text: Sequence[str]
    ) -> tuple[list[int], set[int], set[int]]:
        """Return the numbers of the terms of a title and of the text below it.

        These are the terms of the title in order, all terms, and those that are only parts.
        """
        in_title = list(map(self._terms_of.__getitem__, title))
        in_text = list(map(self._terms_of.__getitem__, text))
        stems = list(map(_stem, in_title))
        of_title = dict.fromkeys(chain(stems, *in_title))
        all_ = set(of_title).union(*in_text)
        whole = set(map(_stem, in_text)).difference(of_title).union(stems)
        return list(of_title), all_, all_ - whole

    def counted_twice(self, stems: Collection[str]) -> set[str]:
        """Return which of these stems are only parts of others of them."""
        return {part for stem in stems for part in self.parts_of(stem) if part in stems}

    def parts_of(self, stem: str) -> tuple[str, ...]:
        """Return the parts of a word with a stem: of several, of the one that appeared last."""
        parts = self._parts_of_stem.get(stem)
        if parts is None:
            parts = self._parts_of_stem[stem] = tuple(
                self._numbers.terms[each] for each in self._numbers_of_parts(stem)
            )
        return parts

    def _numbers_of_parts(self, stem: str) -> Sequence[int]:
        number = self._numbers.find(stem)
        word = None if number is None else self._vocabulary.compound.get(number)
        if number is not None and number in self._doubtful:
            word = max(self._vocabulary.compounds(number), key=self._first_place)
        return self._vocabulary.terms_of(word)[1:] if word else ()

    def _first_place(self, word: str) -> tuple[int, int]:
        """Return where a word stands first."""
        for number, text in enumerate(self._texts()):
            if word in text and word in (listed := text.split()):
                return number, listed.index(word)
        return -1, -1

    def printed(self, stem: str, text: str) -> str | None:
        """Return the first word of `text` that has a stem, as it is printed."""
        number = self._numbers.find(stem)
        either = None
        for word in tokens(text):
            folded = word.casefold()
            if folded in STOP_WORDS:
                continue
            if folded not in self._vocabulary.place:
                if self._stemmer.stem(folded) == stem:
                    return word
                continue
            own, *parts = self._vocabulary.terms_of(folded)
            if own == number:
                return word
            if number in parts:
                either = either or word
        return either


class Rarity:
    """How rare each stem is among documents: 1 where two or fewer have it, towards 0 for all."""

    def __init__(self, size: int, count: Mapping[str, float]) -> None:
        """Take how many documents there are, and how many of them have each stem."""
        self._size = size
        # Thousands of stems have the same count.
        weights = {times: self._weight(times) for times in {0, *count.values()}}
        self._unknown = weights[0]
        self._stems = count.keys()
        self.weights = list(map(weights.__getitem__, count.values()))
        """The weights of all stems that were counted, in their order."""

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        return dict(zip(self._stems, self.weights, strict=True))

    def of(self, stem: str) -> float:
        """Return the weight of a stem, 0 to 1, by its inverse document frequency.

        What two documents share stands in both: that none but these have it is as rare as a
        shared word can be, in a small archive too.
        """
        return self._weights.get(stem, self._unknown)

    def _weight(self, times: float) -> float:
        if self._size < 2:
            return 0.0
        return math.log(self._size / max(1, times - 1)) / math.log(self._size)
