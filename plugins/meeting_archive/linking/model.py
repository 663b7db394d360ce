"""Links between cases, meetings, documents and bodies: one-sided, with computed inverses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Protocol

from meeting_archive.archive import grouped
from meeting_archive.identifiers import CaseId
from meeting_archive.model import Document
from meeting_archive.records.model import DocumentType


class Relation(StrEnum):
    """What a link says; the values are the codes of the published data."""

    CONTINUES = "continues"
    FORWARDED = "forwarded"
    APPROVES = "approves"
    MENTIONS = "mentions"
    REFERS_TO_MEETING = "refers-to-meeting"
    ATTACHMENT = "attachment"
    FOLLOW_UP = "follow-up"


class Basis(StrEnum):
    """On what evidence: the editors said so, the document names it, or rules concluded it."""

    STATED = "stated"
    CITED = "cited"
    INFERRED = "inferred"


class EndKind(StrEnum):
    """What an end of a link is."""

    CASE = "case"
    MEETING = "meeting"
    DOCUMENT = "document"
    AGREEMENT = "agreement"
    PROGRAM = "program"
    BODY = "body"


@dataclass(frozen=True, slots=True, order=True)
class End:
    """One end of a link. A case's id may name a sub-item: `au/2016/43#samarbeid-om-interreg`."""

    kind: EndKind
    id: str

    def __str__(self) -> str:
        return self.id if self.kind is EndKind.CASE else f"{self.kind}:{self.id}"

    @property
    def case(self) -> CaseId | None:
        """The case that a case end, or its sub-item, belongs to; None for other ends."""
        return _case(self.id) if self.kind is EndKind.CASE else None


_DOCUMENT_KINDS = {
    DocumentType.AGREEMENT: EndKind.AGREEMENT,
    DocumentType.PROGRAM: EndKind.PROGRAM,
}


# Ends are asked many times over, most of them in comparing what may be links.
@lru_cache(maxsize=100_000)
def _case(id_: str) -> CaseId:
    return CaseId.read(id_.partition("#")[0])


def case_end(case: CaseId, anchor: str | None = None) -> End:
    """Return the end that is a case, or one of its sub-items."""
    return End(EndKind.CASE, f"{case}#{anchor}" if anchor else str(case))


def document_end(document: Document) -> End:
    """Return the end that is a document; agreements and programs go by their slugs."""
    kind = _DOCUMENT_KINDS.get(document.type)
    if kind:
        return End(kind, document.id.partition("/")[2])
    return End(EndKind.DOCUMENT, document.id)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A link from the later or citing side; `evidence` is a sentence or the words that show it."""

    source: End
    target: End
    relation: Relation
    basis: Basis
    evidence: str


@dataclass(frozen=True, slots=True, order=True)
class Unresolved:
    """A reference whose target is not in the archive."""

    source: End
    text: str
    relation: Relation


class Links(Protocol):
    """What is asked of all links in showing one thing of an archive."""

    @property
    def outgoing(self) -> Mapping[End, tuple[Link, ...]]: ...
    @property
    def incoming(self) -> Mapping[End, tuple[Link, ...]]: ...
    @property
    def ends_of(self) -> Mapping[CaseId, tuple[End, ...]]: ...
    @property
    def unresolved_in(self) -> Mapping[CaseId | None, tuple[Unresolved, ...]]: ...

    def out(self, source: End, relation: Relation, *, inferred: bool = True) -> tuple[Link, ...]:
        """Return the links of one relation from an end, the inferred ones if they are wanted."""

    def back(self, target: End, relation: Relation, *, inferred: bool = True) -> tuple[Link, ...]:
        """Return the links of one relation to an end, the inferred ones if they are wanted."""


@dataclass(frozen=True)
class LinkGraph:
    """All links of an archive, sorted, and by either end."""

    links: tuple[Link, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()

    @cached_property
    def outgoing(self) -> Mapping[End, tuple[Link, ...]]:
        """The links from each end."""
        return grouped(self.links, lambda link: link.source)

    @cached_property
    def ends_of(self) -> Mapping[CaseId, tuple[End, ...]]:
        """The ends that are a case or its sub-items, by case."""
        ends = sorted({end for link in self.links for end in (link.source, link.target)})
        return grouped((end for end in ends if end.case), lambda end: end.case or CaseId("", 0, 0))

    @cached_property
    def unresolved_in(self) -> Mapping[CaseId | None, tuple[Unresolved, ...]]:
        """What leads nowhere, by the case that it stands in; None for what stands in no case."""
        return grouped(self.unresolved, lambda each: each.source.case)

    @cached_property
    def incoming(self) -> Mapping[End, tuple[Link, ...]]:
        """The links to each end: the computed inverses."""
        return grouped(self.links, lambda link: link.target)

    def out(self, source: End, relation: Relation, *, inferred: bool = True) -> tuple[Link, ...]:
        """Return the links of one relation from an end, the inferred ones if they are wanted."""
        return chosen(self.outgoing.get(source, ()), relation, inferred=inferred)

    def back(self, target: End, relation: Relation, *, inferred: bool = True) -> tuple[Link, ...]:
        """Return the links of one relation to an end, the inferred ones if they are wanted."""
        return chosen(self.incoming.get(target, ()), relation, inferred=inferred)


def chosen(links: Iterable[Link], relation: Relation, *, inferred: bool) -> tuple[Link, ...]:
    """Return the links of one relation, the inferred ones if they are wanted."""
    return tuple(
        link
        for link in links
        if link.relation is relation and (inferred or link.basis is not Basis.INFERRED)
    )
