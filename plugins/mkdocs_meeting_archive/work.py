"""The work itself: the records read, judged and linked, each step when it is first asked for."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from meeting_archive.cache import Cache, digest
from meeting_archive.checking.judge import Held, Judgement, RecordFiles, hold, judge, judge_held
from meeting_archive.export.archive_json import archive_data, dump
from meeting_archive.linking.graph import Linking
from meeting_archive.memo import Memo
from meeting_archive.noting import Fingerprints
from meeting_archive.search.entries import Listed, listed
from meeting_archive.search.index import Wording
from meeting_archive.search.kept import KeptFiles, kept_index
from mkdocs_meeting_archive.contents import Made
from mkdocs_meeting_archive.history import History
from mkdocs_meeting_archive.i18n import Interface
from mkdocs_meeting_archive.indexing import HandWritten
from mkdocs_meeting_archive.pages import ToShow, all_pages, made
from mkdocs_meeting_archive.progress import Progress
from mkdocs_meeting_archive.saved import can_be_shown, pages_of
from mkdocs_meeting_archive.search_index import page_passages
from mkdocs_meeting_archive.views.context import WholeContext
from mkdocs_meeting_archive.views.front import FrontView, front_view
from mkdocs_meeting_archive.views.parts import Link
from mkdocs_meeting_archive.views.search_entries import Entries, Part, listed_entries, prefixes

T = TypeVar("T")


@dataclass(frozen=True)
class Work:
    """What is made of the records before there are pages."""

    files: RecordFiles
    ui: Interface
    organisation: str
    site_url: str
    archives: tuple[Link, ...]
    municipalities: tuple[str, ...]
    made_by: str
    """Stands for all settings and all code that the archive is shown by."""
    history: History
    progress: Progress
    synonyms: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def _held(self) -> Held:
        self.progress.tell(self.ui.gettext("Leser dokumentene"))
        return hold(self.files)

    @cached_property
    def judged(self) -> Judgement:
        """The records, and all that is to be said of them.

        Links begin to be found before it is said: that takes longer.
        """
        self._linking  # noqa: B018 (begins when it is first asked for)
        return judge_held(self._held)

    def _judged_anew(self, only: Collection[str]) -> Judgement:
        """Read the records again, where only some have changed; all that is said is said of them.

        `only` are their paths.
        """
        # Whoever writes waits for it: nothing is kept of what is shown meanwhile.
        files = replace(self.files, cache=Cache(None))
        return judge(files, only=only, texts=self._held.texts)

    @cached_property
    def _linking(self) -> Linking:
        held = self._held
        self.progress.tell(self.ui.gettext("Finner saker som hører sammen"))
        return Linking(held.reading.archive, held.texts, self.files.cache)

    def give_up(self) -> None:
        """Find no more of what was begun."""
        self._linking.drop()

    @cached_property
    def context(self) -> WholeContext:
        """What views are made with."""
        held, linking = self._held, self._linking
        return WholeContext(
            held.reading.archive,
            held.texts,
            lambda: linking.linked.graph,
            self.ui,
            lambda: self.files.today,
            self.organisation,
            self.site_url,
            self.archives,
        )

    def to_show(self) -> list[ToShow]:
        """Return all pages that are to be made."""
        return all_pages(self.context)

    def pages_of(self, paths: Collection[str]) -> list[ToShow] | None:
        """Return the pages of records that have changed, with the links that are known.

        None where more must be built than these. `paths` count from the folder of mkdocs.yml.
        """
        now = self._judged_anew(paths)
        if not can_be_shown(self.judged, now, paths):
            return None
        context = replace(self.context, archive=now.reading.archive, texts=now.texts)
        return [made(page) for page in pages_of(paths, context)]

    def front(self) -> FrontView:
        """Return what the front page shows."""
        return front_view(self.context)

    @cached_property
    def _prints(self) -> Fingerprints:
        context = self.context
        return Fingerprints(context.archive, lambda: context.graph, self.files.today, self.history)

    @cached_property
    def pages(self) -> Memo[Made]:
        """The pages that show one thing each, as they were made."""
        return self._memo(Made, "pages", self.files.cache)

    def _memo(self, kind: type[T], name: str, cache: Cache) -> Memo[T]:
        return Memo(digest(self.made_by, name), kind, self._prints, cache)

    def index(
        self, guess: HandWritten | None, pages: Callable[[], HandWritten], cache: Cache
    ) -> KeptFiles:
        """Return the search's index, hand-written pages included.

        These are waited for when all else is made, and with a guess also the index.
        """
        wording = Wording(prefixes(self.files.numbering), self.synonyms)
        entries = self.listed_entries(cache)

        def indexed(some: HandWritten) -> KeptFiles:
            return kept_index([*entries, *self._listed_pages(some)], wording, cache)

        guessed = indexed(guess) if guess is not None else None
        known = pages()
        return guessed if guessed is not None and known == guess else indexed(known)

    def listed_entries(self, cache: Cache) -> list[Listed]:
        """Return what can be searched for, but for hand-written pages."""
        memo = self._memo(Part, "entries", cache)
        found = list(listed_entries(self.context, self._entries, memo))
        memo.keep()
        return found

    def _listed_pages(self, pages: HandWritten) -> Iterator[Listed]:
        for address, title, html in pages:
            yield listed(self._entries.page(address, title, page_passages(html)))

    @cached_property
    def _entries(self) -> Entries:
        return Entries.of(self.context, self.municipalities)

    def data(self) -> str:
        """Return the archive as open data."""
        context = self.context
        data = archive_data(
            context.archive, context.texts.plain, context.graph, self.judged.of_published
        )
        return dump(data)
