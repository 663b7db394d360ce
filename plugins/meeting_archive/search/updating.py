"""An index made to that of entries of which few are others: the same bytes as from nothing.

What an entry adds to the index is known from itself and from the archive's vocabulary. So the
entries that were changed, and those with words that the vocabulary now reads otherwise, are read
twice: as they were and as they are. Only the rows in which the two differ are written again, and
only the files that hold one of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from meeting_archive.search.dictionary import add_dictionary, respelt
from meeting_archive.search.elsewhere import may_read_otherwise, reads_otherwise
from meeting_archive.search.entries import FACETS, Entry
from meeting_archive.search.index import (
    PAIRS_SIZE,
    TEXTS,
    WORDS_SIZE,
    Indexed,
    Wording,
    add_facets,
    add_texts,
    indexed,
)
from meeting_archive.search.keys import Keys
from meeting_archive.search.postings import (
    WordPlace,
    folded_pairs,
    packed_of,
    pair_row,
    places_of,
    word_places,
    word_row,
)
from meeting_archive.search.reading import Words, read_terms
from meeting_archive.search.shards import Change, Files, Place, repack
from meeting_archive.search.tokens import FIRST, Tokens, count_printed, read_tokens
from meeting_archive.search.vocabulary import Vocabulary, printed_otherwise

_MOST = 0.05
"""How much of an archive may have changed; of more, all is made anew just as fast."""


class Entries(Protocol):
    """The entries of an archive as they were and as they are, by their numbers."""

    def __len__(self) -> int:
        """Return how many there are, now as before."""

    def before(self, numbers: Iterable[int]) -> Mapping[int, Entry] | None:
        """Return entries as they were; None where one is not known any more."""

    def now(self, numbers: Iterable[int]) -> Mapping[int, Entry]:
        """Return entries as they are."""


def updated(
    before: Indexed, entries: Entries, changed: Collection[int], wording: Wording
) -> Indexed | None:
    """Return the index of entries, where `before` is that of the same numbers of others.

    `changed` are the numbers of those that are others now. None where it is not worth it.
    """
    most = _MOST * len(entries)
    if len(changed) > most or not all(map(before.shards, ("words", "pairs"))):
        return None
    then = entries.before(changed)
    if then is None:
        return None
    now = entries.now(changed)
    change = _printed(now)
    change.subtract(_printed(then))
    vocabulary, unlike = printed_otherwise(before.vocabulary, change)
    others = may_read_otherwise(before, unlike).difference(changed)
    if len(changed) + len(others) > most:
        return None
    stems = before.vocabulary.stems
    unchanged = {
        number: entry
        for number, entry in entries.now(others).items()
        if reads_otherwise(entry, unlike, stems)
    }
    old = read_tokens(sorted({**unchanged, **then}.items(), key=_number))
    new = read_tokens(sorted({**unchanged, **now}.items(), key=_number))
    files = Files()
    told = dict(before.manifest)
    told["words"] = files.add_packed(
        "words",
        repack(
            before.shards("words"),
            dict(_word_changes(old, before.vocabulary, new, vocabulary, Keys(wording.prefixes))),
            _word_place,
            WORDS_SIZE,
        ),
    )
    told["pairs"] = files.add_packed(
        "pairs",
        repack(before.shards("pairs"), dict(_pair_changes(old, new)), _pair_place, PAIRS_SIZE),
    )
    spelt = unlike.recut | {word.lower() for word, more in change.items() if more}
    spellings, lengths = respelt(before.spellings, before.vocabulary, vocabulary, spelt)
    names = (f"dictionary-{length}." for length in spellings.keys() - lengths)
    files.take(before.by_name, names)
    add_dictionary(spellings, spellings.keys() & lengths, files)
    told["dated"] += _dated(now) - _dated(then)
    _add_facets(told, before, entries, then, now, files)
    _add_texts(before, entries, changed, files)
    return indexed(told, files, vocabulary, spellings)


def _number(numbered: tuple[int, Entry]) -> int:
    return numbered[0]


def _dated(entries: Mapping[int, Entry]) -> int:
    return sum(entry.date is not None for entry in entries.values())


def _printed(entries: Mapping[int, Entry]) -> Counter[str]:
    return Counter(count_printed(read_tokens(entries.items())))


def _add_facets(
    told: dict[str, Any],
    before: Indexed,
    entries: Entries,
    then: Mapping[int, Entry],
    now: Mapping[int, Entry],
    files: Files,
) -> None:
    if any(entry.facets != now[number].facets for number, entry in then.items()):
        every = entries.now(range(len(entries)))
        told["facets"] = add_facets([every[number] for number in range(len(entries))], files)
    else:
        files.take(before.by_name, (f"{name}-" for name in FACETS))


def _add_texts(before: Indexed, entries: Entries, changed: Iterable[int], files: Files) -> None:
    of_files = sorted({number // TEXTS for number in changed})
    shown = (number for each in of_files for number in range(each * TEXTS, (each + 1) * TEXTS))
    files.take(before.by_name, ("texts-",))
    add_texts(entries.now(number for number in shown if number < len(entries)).items(), files)


def _word_changes(
    old: Tokens, before: Vocabulary, new: Tokens, after: Vocabulary, keys: Keys
) -> Iterator[tuple[Place, Change]]:
    numbers = frozenset(number for number, _entry in new.entries)
    was = read_terms(Words.of(old, before), old.entries, keys)
    now = read_terms(Words.of(new, after), new.entries, keys)
    appeared = before.stems.keys() ^ after.stems.keys()
    stems = (before.stems.get(form) or after.stems.get(form) for form in appeared)
    spelt = {stem for stem in stems if stem is not None}
    terms = {*was, *now, *spelt}
    forms_before, forms_after = before.forms_of(terms), after.forms_of(terms)
    for term in terms:
        packed = now.get(term, ())
        if list(was.get(term, ())) == list(packed) and term not in spelt:
            continue
        forms = forms_after.get(term, ())
        places = word_places(term, forms)
        for place in word_places(term, forms_before.get(term, ())) - places:
            yield place, _gone
        for place in places:
            yield place, _word_change(place, forms, numbers, packed)


def _word_change(
    place: WordPlace, forms: Sequence[str], numbers: frozenset[int], now: Sequence[int]
) -> Change:
    def change(row: Any) -> str | None:
        if not place[2]:
            return word_row(place, forms, ())
        packed = packed_of(row[1][2]) if row else []
        kept = [each for each in packed if each >> 8 not in numbers]
        return word_row(place, forms, sorted((*kept, *now))) if kept or now else None

    return change


def _gone(_row: Any) -> None:
    return None


def _word_place(row: Any) -> Place:
    key, found = row
    return key, found[0], len(found) > 1


def _pair_place(row: Any) -> Place:
    return (row[0],)


def _pair_changes(old: Tokens, new: Tokens) -> Iterator[tuple[Place, Change]]:
    numbers = frozenset(number for number, _entry in new.entries)
    was, now = dict(folded_pairs(old)), dict(folded_pairs(new))
    for key in was.keys() | now.keys():
        before, after = was.get(key, []), now.get(key, [])
        if before != after:
            yield (key,), _pair_change(key, numbers, after)


def _pair_change(key: str, numbers: frozenset[int], after: Sequence[int]) -> Change:
    def change(row: Any) -> str | None:
        places = places_of(row[1]) if row else []
        kept = [each for each in places if each // FIRST not in numbers]
        now = sorted((*kept, *after))
        return pair_row(key, now) if now else None

    return change
