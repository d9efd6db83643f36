"""The General Catalog of Artificial Space Objects (GCAT) by Jonathan McDowell.

The formats are described at https://planet4589.org/space/gcat/; section numbers of its pages are
not repeated here. Fields are padded with blanks; ``-`` is no value; a ``?`` marks a doubt.
"""
