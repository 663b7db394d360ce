"""The words of an archive: what each is found by, and what it is made of."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, compress, islice

from meeting_archive.language.compounds import Compounds
from meeting_archive.language.stems import shared_stemmer
from meeting_archive.language.words import common_words, lower, stop_words
from meeting_archive.search.apart import Apart, Ends, ends_of
from meeting_archive.spreading import processors, spread

Parts = Mapping[str, tuple[str, ...]]
"""What each word that questions are about is made of."""
ByEnds = Mapping[Ends, str]
"""The compounds by the stems of their first and last parts: of one stem, the first form."""

_WORDS = 2000
"""So many words are worth a processor more."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of an archive: what each is found by."""

    printed: Mapping[str, int]
    """How often each word is printed how."""
    stems: Mapping[str, str | None]
    """All words in lower case, in order; None where no question is about one."""
    parts: Parts
    by_ends: ByEnds
    asked: Callable[[], Mapping[str, str]]
    """Tells what else the stemmer was asked for when words were cut, and perhaps more."""

    @property
    def forms(self) -> Mapping[str, Sequence[str]]:
        """The words of each stem, in order."""
        return self.forms_of(self.stems.values())

    def forms_of(self, stems: Collection[str | None]) -> Mapping[str, Sequence[str]]:
        """Return the words of those of some stems that have any, in order."""
        found: dict[str, list[str]] = defaultdict(list)
        some = frozenset(stems)
        for form in compress(self.stems, map(some.__contains__, self.stems.values())):
            stem = self.stems[form]
            if stem is not None:
                found[stem].append(form)
        return found

    def only(self, forms: Set[str]) -> "Vocabulary":
        """Return the vocabulary without other words than some."""
        some = sorted(form for form in forms if form in self.stems)
        return replace(
            self,
            printed={word: self.printed[word] for word in _printed_as(self.printed, forms)},
            stems={form: self.stems[form] for form in some},
            parts={form: self.parts[form] for form in some if form in self.parts},
        )

    @property
    def apart(self) -> Apart:
        """What tells compounds that are written as several words."""
        return Apart(self.stems, self.by_ends)


def vocabulary_of(printed: Mapping[str, int]) -> Vocabulary:
    """Return the vocabulary of words, by how often each is printed how."""
    forms = sorted(set(map(lower, printed)))
    stop = stop_words()
    # Where words may be cut is known of those that are not stemmed before.
    compounds = _known_words(form for form in forms if form not in stop)
    stems = _stems(forms)
    parts = _compounds_among(list(_used(stems)), compounds)
    by_ends: dict[Ends, str] = {}
    for form in parts:
        for ends in _ends(form, stems, parts):
            by_ends.setdefault(ends, form)
    return Vocabulary(printed, stems, parts, by_ends, _asked(stems))


def _asked(forms: Mapping[str, object]) -> Callable[[], Mapping[str, str]]:
    known = shared_stemmer().known
    return lambda: {text: stem for text, stem in known.items() if text not in forms}


def _stems(forms: Iterable[str]) -> dict[str, str | None]:
    stop = stop_words()
    stem = shared_stemmer().stem
    return {form: None if form in stop else stem(form) for form in sorted(forms)}


def _compounds_among(used: Sequence[str], compounds: Compounds) -> Parts:
    """Return the parts of those words that are compounds of others."""
    stemmer = shared_stemmer()
    size = max(_WORDS, -(-len(used) // processors()))

    def cut(words: Sequence[str]) -> tuple[Parts, Mapping[str, str]]:
        known_before = len(stemmer.known)
        parts = {word: found for word in words if (found := _all_parts(compounds, word))}
        return parts, dict(islice(stemmer.known.items(), known_before, None))

    some = [used[at : at + size] for at in range(0, len(used), size)]
    parts: dict[str, tuple[str, ...]] = {}
    for found, stems in spread(cut, some, at_least=1):
        parts.update(found)
        # Which words are cut otherwise when others come is known by all that was ever asked for.
        stemmer.learn(stems)
    return parts


def _known_words(used: Iterable[str]) -> Compounds:
    """Return the words that compounds are made of."""
    return Compounds(chain(used, common_words()), shared_stemmer())


def _all_parts(compounds: Compounds, word: str) -> tuple[str, ...]:
    return tuple(sorted(compounds.all_parts(word)))


def _ends(form: str, stems: Mapping[str, str | None], parts: Parts) -> Iterator[Ends]:
    """Yield the ends of a compound; none of another word."""
    stem, own = stems.get(form), parts.get(form, ())
    if stem is not None and len(own) > 1:
        yield from ends_of(stem, own)


@dataclass(frozen=True)
class Otherwise:
    """What is read otherwise by one vocabulary than by another."""

    forms: frozenset[str] = frozenset()
    """Words that only one of the two has."""
    recut: frozenset[str] = frozenset()
    """Words of both that are made of others."""
    ends: frozenset[Ends] = frozenset()
    """The ends of compounds that are others, new or gone."""


def printed_otherwise(
    before: Vocabulary, change: Mapping[str, int]
) -> tuple[Vocabulary, Otherwise]:
    """Return the vocabulary where words are printed so many times more or less often.

    With it comes what it reads otherwise. Only words that may be made of others are cut anew.
    """
    printed = dict(before.printed)
    for word, more in change.items():
        printed[word] = printed.get(word, 0) + more
        if not printed[word]:
            del printed[word]
    some = set(map(str.lower, change))
    forms = (before.stems.keys() & some) ^ set(map(str.lower, _printed_as(printed, some)))
    if not forms:
        return replace(before, printed=printed), Otherwise()
    used_before = _used(before.stems)
    stemmer = shared_stemmer()
    asked = before.asked()
    stemmer.learn(asked)
    stemmer.learn(used_before)
    known_before = len(stemmer.known)
    stems = _with_and_without(before.stems, forms)
    parts, others = _cut_otherwise(before, used_before.keys(), _used(stems).keys(), forms)
    by_ends, ends = _ends_otherwise(before, stems, parts, others)
    gone = {form: used_before[form] for form in forms & used_before.keys()}
    new = islice(stemmer.known.items(), known_before, None)
    asked = {**asked, **gone, **{text: stem for text, stem in new if text not in stems}}
    now = Vocabulary(printed, stems, parts, by_ends, lambda: asked)
    return now, Otherwise(frozenset(forms), frozenset(others - forms), frozenset(ends))


def _printed_as(printed: Collection[str], forms: Set[str]) -> Iterator[str]:
    """Return those of printed words that are one of some in lower case."""
    return compress(printed, map(forms.__contains__, map(str.lower, printed)))


def _with_and_without(stems: Mapping[str, str | None], forms: Set[str]) -> Mapping[str, str | None]:
    """Return words with those of some that they lack, and without those that they have."""
    found = {**stems, **_stems(forms - stems.keys())}
    for form in forms & stems.keys():
        del found[form]
    return {form: found[form] for form in sorted(found)}


def _used(stems: Mapping[str, str | None]) -> Mapping[str, str]:
    """Return the words that questions are about."""
    return {form: stem for form, stem in stems.items() if stem is not None}


def _cut_otherwise(
    before: Vocabulary, used_before: Set[str], used: Set[str], forms: Set[str]
) -> tuple[Parts, set[str]]:
    """Return what words are made of, and those that are made of others than before.

    `forms` are all words that have come or gone.
    """
    compounds = _known_words(used)
    come, gone, always = forms & used, forms & used_before, set(common_words())
    affected = compounds.cut_otherwise(come - always, gone - always) & used | come
    parts = dict(before.parts)
    others = gone & parts.keys()
    for form in others:
        del parts[form]
    for form in affected:
        found = _all_parts(compounds, form)
        if found != parts.pop(form, ()):
            others.add(form)
        if found:
            parts[form] = found
    return parts if others else before.parts, others


def _ends_otherwise(
    before: Vocabulary, stems: Mapping[str, str | None], parts: Parts, others: Set[str]
) -> tuple[ByEnds, set[Ends]]:
    """Return the compounds by their ends, and the ends of those that are not as before."""
    changed = {
        ends
        for form in others
        for ends in (*_ends(form, before.stems, before.parts), *_ends(form, stems, parts))
    }
    if not changed:
        return before.by_ends, set()
    by_ends = dict(before.by_ends)
    for ends in changed:
        by_ends.pop(ends, None)
    firsts = {first for first, _last in changed}
    for form, own in parts.items():
        if not firsts.isdisjoint(own):
            for ends in changed.intersection(_ends(form, stems, parts)):
                by_ends[ends] = min(form, by_ends.get(ends, form))
    return by_ends, {
        ends
        for ends in changed
        if before.by_ends.get(ends) != by_ends.get(ends) or by_ends.get(ends) in others
    }
