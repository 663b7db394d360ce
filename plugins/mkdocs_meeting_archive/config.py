"""The plugin's options in mkdocs.yml."""

from mkdocs.config import base
from mkdocs.config import config_options as c

from meeting_archive.identifiers import SLUG, Body, Numbering, slugify


class BodyOptions(base.Config):
    """One body that meets."""

    key = c.Type(str)
    """What records call it, AU; in lower case its address."""
    name = c.Type(str)
    prefixes = c.ListOfItems(c.Type(str), default=[])
    """What its case numbers begin with; the key where none is given."""
    aliases = c.ListOfItems(c.Type(str), default=[])
    """Other names that texts use of it."""
    description = c.Type(str, default="")


class ArchiveOptions(base.Config):
    """Everything that can be set under `meeting-archive`."""

    records = c.Type(str, default="meetings")
    """The folder of the records, beside mkdocs.yml."""
    organisation = c.Optional(c.Type(str))
    """Whose archive it is, in citations; the site's name where it is left out."""
    bodies = c.ListOfItems(c.SubConfig(BodyOptions), default=[])
    own_prefixes = c.ListOfItems(c.Type(str), default=[])
    """Prefixes that mean "the record's own body", as PS does in many councils."""


def numbering(options: ArchiveOptions) -> Numbering:
    """Return how case numbers are read; raises ValueError, in Norwegian, for a contradiction."""
    bodies = tuple(
        Body(
            each.key,
            each.name,
            tuple(each.prefixes) or (each.key,),
            tuple(each.aliases),
            each.description,
        )
        for each in options.bodies
    )
    if not bodies:
        raise ValueError("«bodies» er tom; oppgi minst ett organ, med «key» og «name»")
    seen: dict[str, str] = {}
    for body in bodies:
        if not SLUG.fullmatch(slugify(body.key)):
            raise ValueError(f"«{body.key}» kan ikke være «key» for et organ; bruk bokstaver")
        for word in {f"adressen {body.id}", *(f"prefikset {p.upper()}" for p in body.prefixes)}:
            if word in seen:
                raise ValueError(f"{body.name} og {seen[word]} har samme verdi: {word}")
            seen[word] = body.name
    return Numbering(bodies, tuple(options.own_prefixes))
