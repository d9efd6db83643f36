"""Plain rows out: files, tables, cards. Nothing here knows where the rows came from."""
