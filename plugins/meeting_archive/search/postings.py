"""Which words stand where: the lists that an index is made of."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, groupby
from operator import itemgetter

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.stems import shared_stemmer
from meeting_archive.language.words import common_words, fold, printed_words, stop_words
from meeting_archive.search.apart import Apart, Ends, ends_of
from meeting_archive.search.entries import Entry, Kind, Tier
from meeting_archive.search.keys import Keys
from meeting_archive.spreading import processors, spread

# A word in a title says more than any number of them in a text; a compound less than its part
# itself in the same place.
_WORTH = {Tier.TITLE: 40, Tier.DECISION: 24, Tier.REST: 12}
_PART_WORTH = {Tier.TITLE: 20, Tier.DECISION: 11, Tier.REST: 6}
_OFTEN = (0, 0, 2, 4, 4, 6)
"""What a word is worth more when it stands there once, twice, ..."""
_OWN = 200
"""What its own number is worth to a case, and its own day to a meeting."""
_KINDS = {Kind.MEETING: 0.9, Kind.DOCUMENT: 0.85, Kind.PAGE: 0.25}
"""Cases, agreements and programs come first among equals."""
_MOST = 255


@dataclass(frozen=True)
class Word:
    """A word as the archive writes it: what it is found by, and how it is mostly printed."""

    stem: str | None
    """None for words that questions are not about."""
    parts: tuple[str, ...]
    count: int
    printed: str


@dataclass(frozen=True)
class Postings:
    """All that was read from the entries.

    `terms`: stem or key → entries with what it is worth there, as entry * 256 + worth.
    `sequence`: all words as they follow one another, none at the end of each text.
    `places`: where each of these stands, as entry * FIRST + place * 4 + tier.
    `standing`: word → where in the sequence it is.
    """

    words: Mapping[str, Word]
    terms: Mapping[str, array[int]]
    sequence: array[int]
    places: array[int]
    standing: Mapping[int, array[int]]
    forms: Mapping[str, set[str]]


_WORDS = 2000
"""So many words are worth a processor more."""
_ENTRIES = 1000
"""And so many entries."""

Parts = Mapping[str, tuple[str, ...]]
"""What each word that questions are about is made of."""


class Vocabulary:
    """The words of an archive: what each is found by."""

    def __init__(self, printed: Mapping[str, int], parts: Parts | None = None) -> None:
        """Take how often each word is printed, and what they are made of where that is known."""
        self.printed = printed
        stemmer = shared_stemmer()
        stop = stop_words()
        by_form: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for each, times in printed.items():
            by_form[each.lower()].append((each, times))
        self.parts = parts if parts is not None else compounds_among(by_form)
        self.words = {
            form: Word(
                None if form in stop else stemmer.stem(form),
                self.parts.get(form, ()),
                sum(times for _, times in by_form[form]),
                min(by_form[form], key=lambda each: (-each[1], each[0]))[0],
            )
            for form in sorted(by_form)
        }
        self.forms: dict[str, set[str]] = defaultdict(set)
        for form, word in self.words.items():
            if word.stem is not None:
                self.forms[word.stem].add(form)
        self.number = {form: at for at, form in enumerate(self.words)}

    def by_ends(self) -> dict[Ends, str]:
        """Return the compounds by their first and last parts: of one stem, the first form."""
        found: dict[Ends, str] = {}
        for form, word in self.words.items():
            if word.stem is not None and len(word.parts) > 1:
                for ends in ends_of(word.stem, word.parts):
                    found.setdefault(ends, form)
        return found

    def apart(self) -> Apart:
        """Return what tells compounds that are written as several words."""
        by_ends = {ends: self.number[form] for ends, form in self.by_ends().items()}
        return Apart(self.number, by_ends)


def compounds_among(forms: Iterable[str]) -> Parts:
    """Return the parts of those words that are compounds of others."""
    compounds = known_words(forms)
    words = sorted(compounds.words)
    found = spread(lambda word: tuple(sorted(compounds.all_parts(word))), words, at_least=_WORDS)
    return {word: parts for word, parts in zip(words, found, strict=True) if parts}


def known_words(forms: Iterable[str]) -> Compounds:
    """Return the words that compounds are made of."""
    stop = stop_words()
    used = (form for form in forms if form not in stop)
    return Compounds(chain(used, common_words()), shared_stemmer())


def count_printed(entries: Iterable[Entry]) -> Counter[str]:
    """Return how often each word is printed how."""
    counts = Counter[str]()
    for entry in entries:
        for _tier, text in texts_of(entry):
            counts.update(printed_words(text))
    return counts


def read_entries(
    entries: Iterable[tuple[int, Entry]], vocabulary: Vocabulary, keys: Keys
) -> Postings:
    """Return the postings of numbered entries, in their order."""
    numbered = list(entries)
    size = max(_ENTRIES, -(-len(numbered) // processors()))
    parts = [numbered[at : at + size] for at in range(0, len(numbered), size)]
    whole, *others = spread(_Reader(vocabulary, keys).read, parts, at_least=1) or [_Read()]
    # Each is let go of when it is added: together they are as large as what they come to.
    for part in (others.pop(0) for _ in range(len(others))):
        whole.add(part)
    return Postings(
        vocabulary.words,
        whole.terms,
        whole.sequence,
        whole.places,
        whole.standing,
        vocabulary.forms,
    )


class _Read:
    """What was read from some entries, as in postings."""

    def __init__(self) -> None:
        self.terms: dict[str, array[int]] = {}
        self.sequence = array("I")
        self.places = array("Q")
        self.standing: dict[int, array[int]] = {}

    def add(self, other: _Read) -> None:
        """Take what was read from the entries that follow, and leave nothing of it."""
        read_before = len(self.sequence)
        while other.terms:
            term, entries = other.terms.popitem()
            self.terms.setdefault(term, array("I")).extend(entries)
        while other.standing:
            word, standing = other.standing.popitem()
            moved = (at + read_before for at in standing)
            self.standing.setdefault(word, array("I")).extend(moved)
        self.sequence.extend(other.sequence)
        self.places.extend(other.places)


class _Reader:
    """Reads entries, with what it needs to know of the vocabulary at hand."""

    def __init__(self, vocabulary: Vocabulary, keys: Keys) -> None:
        self._keys = keys
        self._number = vocabulary.number
        self._number_of_printed = {
            printed: vocabulary.number[printed.lower()] for printed in vocabulary.printed
        }
        self._stems = [word.stem for word in vocabulary.words.values()]
        self._parts = [word.parts for word in vocabulary.words.values()]
        self._apart = vocabulary.apart()
        self._forms = list(vocabulary.words)
        self._none = len(vocabulary.words)

    def read(self, numbered: Iterable[tuple[int, Entry]]) -> _Read:
        """Return what is in some entries, whose numbers are in their order."""
        found = _Read()
        for number, entry in numbered:
            self._read(number, entry, found)
        return found

    def _read(self, number: int, entry: Entry, found: _Read) -> None:
        whole: dict[str, int] = {}
        part: dict[str, int] = {}
        place = 0
        number_of = self._number_of_printed.__getitem__
        # The texts that say most come first: what stands there is not counted elsewhere.
        ordered = sorted(texts_of(entry), key=lambda each: -each[0])
        for tier, texts in groupby(ordered, key=itemgetter(0)):
            counts = Counter[int]()
            for _tier, text in texts:
                numbers = list(map(number_of, printed_words(text)))
                self._stand(numbers, number * FIRST + place * 4 + tier, found)
                place += len(numbers) + 1
                counts.update(numbers)
                words = [self._forms[each] for each in numbers]
                stems = [self._stems[each] for each in numbers]
                counts.update(self._apart.found(words, stems))
            self._count(counts, tier, whole, part)
        keys = Counter(
            each
            for _tier, text in texts_of(entry)
            for key in self._keys.find(text, entry.body)
            for each in key.keys
        )
        for key, times in keys.items():
            whole[key] = _worth(_WORTH[Tier.REST], times)
        for term, points in part.items():
            if points > whole.get(term, 0):
                whole[term] = points
        whole.update(self._own(entry))
        weighed = _weighed(_KINDS.get(entry.kind, 1.0))
        first = number * 256
        terms = found.terms
        for term, points in whole.items():
            if term not in terms:
                terms[term] = array("I")
            terms[term].append(first + weighed[points])

    def _count(
        self, counts: Mapping[int, int], tier: Tier, whole: dict[str, int], part: dict[str, int]
    ) -> None:
        """Add what the words of a tier are worth, but for those that stand in a better one."""
        stems: dict[str, int] = {}
        parts: dict[str, int] = {}
        stem_of, parts_of = self._stems, self._parts
        for word, times in counts.items():
            stem = stem_of[word]
            if stem is not None:
                stems[stem] = stems.get(stem, 0) + times
                for each in parts_of[word]:
                    parts[each] = parts.get(each, 0) + times
        for found, points, best in (
            (stems, _WORTH[tier], whole),
            (parts, _PART_WORTH[tier], part),
        ):
            worth = [points + more for more in _OFTEN]
            for term, times in found.items():
                if term not in best:
                    best[term] = worth[times] if times < len(worth) else worth[-1]

    def _stand(self, words: Sequence[int], place: int, found: _Read) -> None:
        """Remember where the words of a text stand, the first of them at a place."""
        standing = found.standing
        for at, word in enumerate(words, start=len(found.sequence)):
            if word not in standing:
                standing[word] = array("I")
            standing[word].append(at)
        found.sequence.extend(words)
        found.sequence.append(self._none)
        found.places.extend(range(place, place + 4 * len(words) + 1, 4))

    def _own(self, entry: Entry) -> dict[str, int]:
        """Return what an entry's own numbers and day are worth."""
        found: dict[str, int] = {}
        for number in entry.numbers:
            for key in self._keys.find(number, entry.body):
                found.update(dict.fromkeys(key.keys, _OWN))
        if entry.date:
            day = _OWN if entry.kind is Kind.MEETING else _WORTH[Tier.TITLE]
            for date in (entry.date, entry.last_date or entry.date):
                found[f"@{date.isoformat()}"] = day
                found[f"@{date.isoformat()[:7]}"] = day
        return found


def _worth(points: int, times: int) -> int:
    return points + (_OFTEN[times] if times < len(_OFTEN) else _OFTEN[-1])


@cache
def _weighed(weight: float) -> list[int]:
    """Return what each number of points comes to."""
    return [min(_MOST, round(points * weight)) for points in range(_MOST + 1)]


def texts_of(entry: Entry) -> Iterator[tuple[Tier, str]]:
    """Yield all texts that an entry is found by, and what each says of it."""
    yield Tier.TITLE, entry.title
    if entry.number:
        yield Tier.TITLE, entry.number
    for passage in entry.passages:
        yield passage.tier, passage.text
    if entry.known_as:
        yield Tier.REST, entry.known_as


def folded_pairs(postings: Postings) -> Iterator[tuple[str, list[int]]]:
    """Yield each two neighbouring words, folded, in order, with where they stand.

    That is entry * 2 ** 32 + place * 4 + tier. A word at the end of a text is paired with nothing.
    """
    folded = [fold(word) for word in postings.words]
    following_of = [*folded, ""]
    sequence, places = postings.sequence, postings.places
    by_first: dict[str, list[int]] = defaultdict(list)
    for word in postings.standing:
        by_first[folded[word]].append(word)
    for first in sorted(by_first):
        found: dict[str, list[int]] = defaultdict(list)
        for word in by_first[first]:
            for at in postings.standing[word]:
                found[following_of[sequence[at + 1]]].append(places[at])
        for following in sorted(found):
            yield f"{first} {following}", sorted(found[following])


def pair_row(key: str, places: Sequence[int]) -> str:
    """Return the row of two words."""
    # Words need no escaping, and there are a million rows.
    return f'["{key}",{_deltas(places)}]'


def places_of(row: Sequence[int]) -> list[int]:
    """Return the places that a row tells of."""
    entries = accumulate(row[::2])
    return [entry * FIRST + place for entry, place in zip(entries, row[1::2], strict=True)]


FIRST = 1 << 32
"""What the number of an entry counts in a place."""


def _deltas(places: Sequence[int]) -> str:
    if len(places) == 1:
        entry, place = divmod(places[0], FIRST)
        return f"[{entry},{place}]"
    flat: list[int] = []
    before = 0
    for each in places:
        entry, place = divmod(each, FIRST)
        flat += (entry - before, place)
        before = entry
    return str(flat).replace(" ", "")
