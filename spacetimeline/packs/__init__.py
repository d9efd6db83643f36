"""Fixtures in: the format, the reader, the merge, the checks, the loader.

Data flows one way: `found` says which packs there are, `reader` turns their
YAML into documents that know their lines, `format` holds each record against
the one strict schema, `merge` makes one world of all packs, `checks` says what
in it cannot be. Nothing is imported here: whoever only asks the embedded
database never pays for YAML or pydantic.
"""
