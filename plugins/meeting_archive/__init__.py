"""The core of Møtearkiv: from meeting records to an indexed archive, without any site."""

__version__ = "0.1.0"
