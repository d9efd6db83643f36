"""Where the records are kept: targets, engines, migrations, readers and sessions.

Import what is needed from its own file: `reader`, `revisions`, `target` and
`trouble` load no SQLAlchemy, since a flat answer must not wait for it.
"""
