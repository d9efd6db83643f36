"""Launch Library 2 (The Space Devs): stored answers of its API, versions 2.1 to 2.3.

`answers` reads files of any size, `shapes` knows an object by its content and takes out of it
what is used, `layers` joins what several answers tell of one record, `records` makes items.
"""
