"""Every table and column of a study, described once."""

from plantshare.dictionary.entries import Column, Dictionary, TableEntry
from plantshare.dictionary.load import load_dictionary

__all__ = ["Column", "Dictionary", "TableEntry", "load_dictionary"]
