"""Other people's catalogues in: read, matched with what is there, and told apart from it.

A catalogue is files; a file is lists of rows; a row tells of one record. Rows are kept as they
were read, so what the catalogue brought can be worked out again whenever packs come or go:
first the packs, then each catalogue in the order of its import. What curated packs say wins;
what a catalogue says differently becomes a claim beside it.
"""
