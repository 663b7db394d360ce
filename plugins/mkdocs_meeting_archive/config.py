"""The plugin's options in mkdocs.yml."""

from mkdocs.config import base
from mkdocs.config import config_options as c

from meeting_archive.identifiers import Body, Numbering
from meeting_archive.settings import DEFAULT_RECORDS, make_numbering


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


class OtherArchiveOptions(base.Config):
    """Another archive, made by this plugin, that the search covers too."""

    name = c.Type(str)
    address = c.URL(is_dir=True)
    """The root of its site."""


class ArchiveOptions(base.Config):
    """Everything that can be set under `meeting-archive`."""

    records = c.Type(str, default=DEFAULT_RECORDS)
    """The folder of the records, beside mkdocs.yml."""
    organisation = c.Optional(c.Type(str))
    """Whose archive it is, in citations; the site's name where it is left out."""
    bodies = c.ListOfItems(c.SubConfig(BodyOptions), default=[])
    own_prefixes = c.ListOfItems(c.Type(str), default=[])
    """Prefixes that mean "the record's own body", as PS does in many councils."""
    municipalities = c.ListOfItems(c.Type(str), default=[])
    """Names that cases are filtered by in the search, where their texts have them."""
    synonyms = c.Optional(c.Type(str))
    """A file of words that mean the same to the search, beside mkdocs.yml."""
    archives = c.ListOfItems(c.SubConfig(OtherArchiveOptions), default=[])
    """Other archives that are searched as one with this."""


def numbering(options: ArchiveOptions) -> Numbering:
    """Return how case numbers are read; raises ValueError, in Norwegian, for a contradiction."""
    bodies = (
        Body(each.key, each.name, tuple(each.prefixes), tuple(each.aliases), each.description)
        for each in options.bodies
    )
    return make_numbering(bodies, options.own_prefixes)
